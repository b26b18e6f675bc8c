"""The exercises of chapter 7 with numbers: a whole network."""

import itertools
import math

import numpy as np

from backprop.dense import Dense
from backprop.exercises.answers import Numbers
from backprop.exercises.registry import exercise
from backprop.relu import ReLU
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy
from backprop.training import backward, forward

SPARE = np.random.default_rng(0)
"""For layers whose parameters are put in by hand."""


def network(W1, b1, W2, b2):
    """Return two dense layers with these parameters, and a ReLU between."""
    layers = []
    for weights, biases in ((W1, b1), (W2, b2)):
        layer = Dense(*np.shape(weights), rng=SPARE)
        layer.weights, layer.biases = weights, biases
        layers.append(layer)
    return [layers[0], ReLU(), layers[1]]


def run(X, y, *parameters):
    """Return the loss, the loss layer and the layers after both passes."""
    layers, criterion = network(*parameters), SoftmaxCrossEntropy()
    loss = criterion.forward(forward(layers, X), y)
    backward(layers, criterion.backward())
    return loss, criterion, layers


@exercise(
    "network-by-hand",
    hints=[
        "Forwards first. Which hidden unit is open? The two logits come out "
        "equal, so the probabilities need no calculator.",
        "At the logits: prediction minus label, (1/2, 1/2) minus (0, 1).",
        "Row by row: a hidden unit gets its row of the second weights times "
        "that; the shut one stops it. Each weight gets what it was "
        "multiplied by, times the gradient at its sum.",
    ],
)
def network_by_hand():
    """One sample, two hidden units of which one is shut."""
    loss, criterion, (first, relu, last) = run(
        [[2.0, -1.0]],
        [1],
        [[1.0, 0.0], [-1.0, 2.0]],
        [[0.0, 1.0]],
        [[1.0, 2.0], [4.0, -1.0]],
        [[3.0, 0.0]],
    )
    P, Y = criterion.output, np.array([[0.0, 1.0]])
    starts = {
        "{name} leaves the label out: prediction minus label": P,
        "{name} leaves the prediction out: prediction minus label": -Y,
        "{name} starts from the gradient at the probabilities; at the logits "
        "it is prediction minus label": -Y / P,
    }
    slips = {
        words: all_gradients(first, relu, last, start, relu.inputs > 0.0)
        for words, start in starts.items()
    }
    Z1, arriving = relu.inputs, criterion.dinputs
    masks = {
        "{name} ignores the ReLU: one unit was shut on the way forward": 1.0,
        "{name} has its mask reversed: the unit that was open passes": Z1 <= 0,
    }
    before = {
        words: all_gradients(first, relu, last, arriving, mask)
        for words, mask in masks.items()
    }
    straight = arriving @ last.weights * (Z1 > 0.0)
    before[
        "{name} goes back through the second weights as they stand; it must "
        "be their transpose"
    ] = {"dW1": first.inputs.T @ straight, "db1": straight}
    not_gated = "{name} is made of the sums; the inputs of the second layer "
    not_gated += "are the activations"
    slips[not_gated] = {"dW2": Z1.T @ arriving}
    right = {
        "dweights1": (first.dweights, "dW1"),
        "dbiases1": (first.dbiases, "db1"),
        "dweights2": (last.dweights, "dW2"),
        "dbiases2": (last.dbiases, "db2"),
    }
    return {"loss": Numbers(loss, _loss_slips(loss, P, Y))} | {
        name: Numbers(
            values, {"n_samples": 1, "candidates": of_one(slips | before, key)}
        )
        for name, (values, key) in right.items()
    }


def all_gradients(first, relu, last, at_logits, mask):
    """Return all four gradients, from one at the logits and a mask."""
    at_sums = at_logits @ last.weights.T * mask
    return {
        "dW1": first.inputs.T @ at_sums,
        "db1": at_sums.sum(axis=0, keepdims=True),
        "dW2": relu.output.T @ at_logits,
        "db2": at_logits.sum(axis=0, keepdims=True),
    }


def of_one(slips, key):
    """Return what each slip makes of one gradient, where it shows."""
    return {words: made[key] for words, made in slips.items() if key in made}


def _loss_slips(loss, P, Y):
    """Return the slips with the loss of one sample."""
    words = "{name} is the probability of the true class; the loss is minus "
    words += "its logarithm"
    both = "{name} adds up both classes; only the true one counts"
    more = {words: float((P * Y).sum()), both: float(-np.log(P).sum())}
    others = _other_logarithms(loss)["candidates"]
    return {"n_samples": 1, "candidates": others | more}


def _other_logarithms(loss):
    """Return what is known about a loss with another logarithm."""
    words = "{name} is taken to base %d; the book's logarithm is natural"
    return {
        "candidates": {words % base: loss / math.log(base) for base in (2, 10)}
    }


@exercise(
    "network-zeros",
    hints=[
        "With all weights 0, what are the hidden activations, and what gets "
        "back through the last weights?",
        "Only the last biases learn. Their gradient is the mean of "
        "prediction minus label over the four samples.",
        "They stop where the predictions are the shares of the classes.",
    ],
)
def network_zeros():
    """Classes 0, 1, 2, 2; nothing but the last biases learns."""
    labels = np.array([0, 1, 2, 2])
    zeros = [np.full(shape, 0.0) for shape in ((2, 5), (1, 5), (5, 3), (1, 3))]
    loss, _, (_, _, last) = run(np.ones((4, 2)), labels, *zeros)
    shares = np.bincount(labels) / len(labels)
    final = float(-shares @ np.log(shares))
    return {
        "dbiases": Numbers(
            last.dbiases,
            {
                "n_samples": len(labels),
                "candidates": {
                    "{name} is minus the shares; the prediction is missing": (
                        -shares[np.newaxis]
                    ),
                    "{name} is the prediction alone; the label is missing": (
                        np.full((1, 3), 1.0 / 3.0)
                    ),
                    "{name} is the shares of the classes; they are subtracted "
                    "from the prediction": shares[np.newaxis],
                    "{name} is 0, as for all other parameters; the last "
                    "biases need no activation to learn": np.full((1, 3), 0.0),
                },
            },
        ),
        "final_loss": Numbers(
            final,
            {
                "candidates": {
                    **_other_logarithms(final)["candidates"],
                    "{name} is the loss at the start; the biases go on": loss,
                    "{name} is the loss of the samples of class 0 or 1 alone; "
                    "take the mean over all four": math.log(4.0),
                    "{name} is the loss of the samples of class 2 alone; take "
                    "the mean over all four": math.log(2.0),
                    "{name} is the sum over the samples; it must be the "
                    "mean": 4.0 * final,
                    "{name} averages over the classes; two of the four "
                    "samples are of class 2": float(-np.log(shares).mean()),
                    "{name} would need a perfect network; this one cannot "
                    "tell its samples apart": 0.0,
                }
            },
        ),
    }


@exercise(
    "network-paths",
    hints=[
        "Edges lie between neighbouring layers, and from every logit one "
        "leads to the loss.",
        "A weight of the first layer leads to one hidden unit; from there a "
        "path may choose.",
    ],
)
def network_paths():
    """Widths 4, 5, 6, 2 and the loss."""
    widths = (4, 5, 6, 2)
    between = sum(a * b for a, b in itertools.pairwise(widths))
    paths = math.prod(widths[2:])
    return {
        "edges": Numbers(
            between + widths[-1],
            {
                "candidates": {
                    "{name} leaves out those from the logits to the loss": (
                        between
                    ),
                    "{name} adds the widths; between two layers every pair "
                    "of units has an edge": sum(widths),
                    "{name} multiplies all widths; that counts the paths from "
                    "the inputs": math.prod(widths),
                    "{name} counts those between the first two layers only": (
                        widths[0] * widths[1]
                    ),
                }
            },
        ),
        "paths": Numbers(
            paths,
            {
                "candidates": {
                    "{name} counts the paths from all inputs": math.prod(
                        widths
                    ),
                    "{name} counts the paths from one input, which has five "
                    "weights": math.prod(widths[1:]),
                    "{name} adds the units on the way; the choices multiply": (
                        sum(widths[2:])
                    ),
                    "{name} counts the paths from all four weights of a "
                    "unit": math.prod(widths[2:]) * widths[0],
                    "{name} ends one layer too early; each unit of the last "
                    "hidden layer leads to two logits": widths[2],
                }
            },
        ),
    }
