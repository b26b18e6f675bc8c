"""The exercise of chapter 7 in code: the whole way back."""

import numpy as np

from backprop.exercises.answers import Code, Problem
from backprop.exercises.mean_losses import by_classes
from backprop.exercises.registry import exercise
from backprop.exercises.whole_network import all_gradients, of_one, run


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
    return {"backward": Code(_draw, _draw_at_zero)}


def _draw(rng):
    n, d, h, k = (int(size) for size in rng.permutation([7, 2, 5, 3]))
    X, y = rng.standard_normal((n, d)), rng.integers(0, k, n)
    parameters = {
        "W1": rng.standard_normal((d, h)),
        "b1": rng.standard_normal((1, h)),
        "W2": rng.standard_normal((h, k)),
        "b2": rng.standard_normal((1, k)),
    }
    losses = {
        f"d{name}": (_loss_of(name, X, y, parameters), values)
        for name, values in parameters.items()
    }
    return _problem(X, y, parameters, losses, _slips)


def _draw_at_zero(rng):
    """Return a problem in which the sums of two samples are exactly 0."""
    X, y = rng.standard_normal((5, 3)), rng.integers(0, 2, 5)
    X[1::2] = 0.0
    parameters = {
        "W1": rng.standard_normal((3, 4)),
        "b1": np.full((1, 4), 0.0),
        "W2": rng.standard_normal((4, 2)),
        "b2": rng.standard_normal((1, 2)),
    }

    def slips(first, relu, last, criterion):
        words = "where Z1 is exactly 0, {name} passes the gradient; by "
        words += "convention the ReLU's slope there is 0"
        mask = relu.inputs >= 0.0
        return {
            words: all_gradients(first, relu, last, criterion.dinputs, mask)
        }

    return _problem(X, y, parameters, {}, slips)


def _problem(X, y, parameters, losses, slips):
    _, criterion, (first, relu, last) = run(X, y, *parameters.values())
    right = {
        "dW1": first.dweights,
        "db1": first.dbiases,
        "dW2": last.dweights,
        "db2": last.dbiases,
    }
    made = slips(first, relu, last, criterion)
    n, k = criterion.output.shape
    return Problem(
        {"X": X, "y": y, **parameters},
        right,
        losses,
        {
            name: {
                "n_samples": n,
                "factors": by_classes(n, k),
                "candidates": {
                    words: wrong
                    for words, wrong in of_one(made, name).items()
                    # A start that is wrong shows in all, a mask in two.
                    if not np.array_equal(wrong, right[name])
                },
            }
            for name in right
        },
    )


def _slips(first, relu, last, criterion):
    """Return what wrong starts and wrong masks make of all gradients."""
    P, y = criterion.output, criterion.y_true
    n, k = P.shape
    Y = np.eye(k)[y]
    logits, Z1, dZ2 = criterion.inputs, relu.inputs, criterion.dinputs
    powers = np.exp(logits - logits.max())
    starts = {
        "{name} leaves the labels out: prediction minus label": P,
        "{name} leaves the predictions out: prediction minus label": -Y,
        "{name} starts from the gradient at the probabilities; at the logits "
        "it is prediction minus label": -Y / P,
        "{name} subtracts the labels from the logits; it must subtract them "
        "from the probabilities": logits - Y,
        "{name} counts the classes from 1: the label is one class too low": (
            P - np.roll(Y, -1, axis=1)
        ),
        "{name} takes the labels one class too high": (
            P - np.roll(Y, 1, axis=1)
        ),
        "{name} takes the softmax of the whole batch; each row has a sum of "
        "its own (axis=1, keepdims=True)": powers / powers.sum() - Y,
    }
    masks = {
        "{name} ignores the ReLU's mask": 1.0,
        "{name} has a mask that looks at the gradient; it must look at Z1": (
            dZ2 @ last.weights.T > 0.0
        ),
        "{name} has its mask reversed: what passes is where Z1 is positive": (
            Z1 <= 0.0
        ),
        "{name} multiplies by A1; the ReLU's slope is 1 or 0": relu.output,
    }
    return {
        words: all_gradients(first, relu, last, start / n, Z1 > 0.0)
        for words, start in starts.items()
    } | {
        **{
            words: all_gradients(first, relu, last, dZ2, mask)
            for words, mask in masks.items()
        },
        "{name} is made of Z1; the inputs of the second layer are A1": {
            "dW2": Z1.T @ dZ2
        },
    }


def _loss_of(name, X, y, parameters):
    def loss(values):
        return run(X, y, *(parameters | {name: values}).values())[0]

    return loss
