"""The exercises of chapter 7: the whole network."""

import itertools
import math

import numpy as np

from backprop.dense import Dense
from backprop.exercises.answers import Code, Numbers, Problem
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
    unmasked = last.dinputs
    no_mask = "{name} ignores the ReLU: one unit was shut on the way forward"
    as_it_stands = (
        "{name} goes back through the second weights as they stand; it must "
        "be their transpose"
    )
    straight = criterion.dinputs @ last.weights * (relu.inputs > 0.0)
    no_label = "{name} leaves the label out: prediction minus label"
    output = criterion.output
    return {
        "loss": Numbers(loss, _other_logarithms(loss)),
        "dweights1": Numbers(
            first.dweights,
            {
                "candidates": {
                    no_mask: first.inputs.T @ unmasked,
                    as_it_stands: first.inputs.T @ straight,
                }
            },
        ),
        "dbiases1": Numbers(
            first.dbiases,
            {"candidates": {no_mask: unmasked, as_it_stands: straight}},
        ),
        "dweights2": Numbers(
            last.dweights, {"candidates": {no_label: last.inputs.T @ output}}
        ),
        "dbiases2": Numbers(last.dbiases, {"candidates": {no_label: output}}),
    }


def _other_logarithms(loss):
    """Return what is known about a loss with another logarithm."""
    words = "{name} is taken to base %d; the book's logarithm is natural"
    return {
        "candidates": {words % base: loss / math.log(base) for base in (2, 10)}
    }


@exercise(
    "network-in-code",
    hints=[
        "Write the way forward first, and keep Z1, A1 and the probabilities.",
        "Begin with dZ2: a copy of the probabilities, 1 subtracted at each "
        "row's own class, all divided by the number of samples.",
        "dA1 = dZ2 @ W2.T, and dZ1 is that where Z1 > 0, else 0. For the "
        "biases add up over axis 0 and keep the axis.",
    ],
)
def network_in_code():
    """A function that must hold for any sizes."""
    return {"backward": Code(_draw)}


def _draw(rng):
    n, d, h, k = (int(size) for size in rng.permutation([7, 2, 5, 3]))
    X, y = rng.standard_normal((n, d)), rng.integers(0, k, n)
    parameters = {
        "W1": rng.standard_normal((d, h)),
        "b1": rng.standard_normal((1, h)),
        "W2": rng.standard_normal((h, k)),
        "b2": rng.standard_normal((1, k)),
    }
    _, criterion, (first, relu, last) = run(X, y, *parameters.values())
    right = {
        "dW1": first.dweights,
        "db1": first.dbiases,
        "dW2": last.dweights,
        "db2": last.dbiases,
    }
    losses = {
        f"d{name}": (_loss_of(name, X, y, parameters), values)
        for name, values in parameters.items()
    }
    unmasked = last.dinputs
    own_sign = np.maximum(unmasked, 0.0)
    no_mask = "{name} ignores the ReLU's mask"
    wrong_mask = (
        "{name} has a mask that looks at the gradient; it must look at Z1"
    )
    candidates = {
        "dW1": {no_mask: X.T @ unmasked, wrong_mask: X.T @ own_sign},
        "db1": {
            no_mask: unmasked.sum(0, keepdims=True),
            wrong_mask: own_sign.sum(0, keepdims=True),
        },
        "dW2": {
            "{name} is made of Z1; the inputs of the second layer are A1": (
                relu.inputs.T @ criterion.dinputs
            )
        },
    }
    return Problem(
        {"X": X, "y": y, **parameters},
        right,
        losses,
        {
            name: {"n_samples": n, "candidates": candidates.get(name, {})}
            for name in right
        },
    )


def _loss_of(name, X, y, parameters):
    def loss(values):
        return run(X, y, *(parameters | {name: values}).values())[0]

    return loss


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
                },
            },
        ),
        "final_loss": Numbers(
            final,
            {
                "candidates": {
                    **_other_logarithms(final)["candidates"],
                    "{name} is the loss at the start; the biases go on": loss,
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
                    "{name} ends one layer too early; each unit of the last "
                    "hidden layer leads to two logits": widths[2],
                }
            },
        ),
    }
