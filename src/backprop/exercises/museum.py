"""The exercises of chapter 10: mistakes, and what gives them away."""

import numpy as np

from backprop.dense import Dense
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise
from backprop.museum import find
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy

PROBABILITIES = np.array([[0.7, 0.2, 0.1]])
ARRIVES = np.array([[1.0, 0.0, -1.0]])


@exercise(
    "museum-by-hand",
    hints=[
        "The right one is s times (g minus the sum of s g), entry by entry.",
        "The sum of s g is 0.7 - 0.1 = 0.6.",
        "The broken one is s (1 - s) g: 0.7 times 0.3 times 1 to begin with.",
    ],
)
def museum_by_hand():
    """Softmax's gradient, whole and with the diagonal alone."""
    right, broken = Softmax(), find("diagonal-only").broken()
    for layer in (right, broken):
        layer.forward(np.log(PROBABILITIES))
        layer.backward(ARRIVES)
    inner = np.sum(PROBABILITIES * ARRIVES)
    return {
        "right": Numbers(
            right.dinputs,
            {
                "candidates": {
                    "{name} is what the diagonal alone gives": broken.dinputs,
                    "{name} follows one path, through the numerator": (
                        PROBABILITIES * ARRIVES
                    ),
                    "{name} adds the sum of s g; it must be subtracted": (
                        PROBABILITIES * (ARRIVES + inner)
                    ),
                    "{name} lacks the factor s in front of the bracket": (
                        ARRIVES - inner
                    ),
                }
            },
        ),
        "broken": Numbers(
            broken.dinputs,
            {
                "candidates": {
                    "{name} is the whole gradient": right.dinputs,
                    "{name} leaves out what arrives": (
                        PROBABILITIES * (1.0 - PROBABILITIES)
                    ),
                    "{name} loses the minus of what arrives": (
                        np.abs(broken.dinputs)
                    ),
                }
            },
        ),
        "sum_broken": Numbers(
            broken.dinputs.sum(),
            {
                "candidates": {
                    "{name} is the sum of a right gradient": 0.0,
                    "{name} adds up sizes; signs count": (
                        np.abs(broken.dinputs).sum()
                    ),
                }
            },
        ),
    }


@exercise(
    "museum-jacobian",
    hints=[
        "Go back one step at a time: first through the product with a.",
        "What arrives at softmax is a times dvalues. The rest is softmax's "
        "own way back, which you know.",
        "The sum in it is that of output, a and dvalues over the classes, "
        "one sum for each sample.",
    ],
)
def museum_jacobian():
    """A map whose Jacobian is not symmetric."""
    return {"backward": Code(_draw_scaled)}


def _draw_scaled(rng):
    n, k = (int(size) for size in rng.permutation([2, 4, 5])[:2])
    Z, G = rng.standard_normal((2, n, k))
    a = rng.uniform(0.5, 3.0, (1, k))
    softmax = Softmax()
    s = softmax.forward(Z)
    right = softmax.backward(a * G)
    by_jacobian = a * s * (G - np.sum(s * G, axis=1, keepdims=True))
    without = s * (G - np.sum(s * G, axis=1, keepdims=True))
    return Problem(
        {"output": s, "a": a, "dvalues": G},
        {"dinputs": right},
        {"dinputs": (lambda Z: np.sum(G * a * Softmax().forward(Z)), Z)},
        {
            "dinputs": {
                "candidates": {
                    "{name} multiplies by the Jacobian; it must be by its "
                    "transpose, and here the two differ": by_jacobian,
                    "{name} leaves out a": without,
                    "{name} leaves a out of the sum": (
                        s * (a * G - np.sum(s * G, axis=1, keepdims=True))
                    ),
                    "{name} has a twice, inside the bracket and in front": (
                        a * right
                    ),
                    "{name} is what the diagonal alone gives": (
                        s * (1.0 - s) * a * G
                    ),
                    "{name} has one sum for the whole batch": (
                        s * (a * G - np.sum(s * a * G))
                    ),
                }
            }
        },
    )


@exercise(
    "museum-cancel",
    hints=[
        "Write down, from the loss on, how many times too large what arrives "
        "is: 8 at the last layer.",
        "A layer divides what it keeps, and what it passes on as well.",
        "The relative error of a claim that is too small is 1 minus claim "
        "divided by slope.",
    ],
)
def museum_cancel():
    """A mean forgotten in one place and taken in two others."""
    n = 8
    last, first = _factors_of_divided(n)
    return {
        "last": Numbers(
            last,
            {
                "candidates": {
                    "{name} forgets that the layer divides": float(n),
                    "{name} forgets that the loss does not divide": 1.0 / n,
                }
            },
        ),
        "first": Numbers(
            first,
            {
                "candidates": {
                    "{name} forgets that the last layer divides what it "
                    "passes on": last,
                    "{name} counts one division too many": first / n,
                    "{name} is the right one divided by the claimed one, or "
                    "how many times too large what arrives at the last layer "
                    "is; asked for is claimed divided by right": float(n),
                }
            },
        ),
        "error": Numbers(
            1.0 - first,
            {
                "candidates": {
                    "{name} is the claim divided by the slope": first,
                    "{name} divides by the smaller of the two": n - 1.0,
                    "{name} is in percent; a share is asked for": (
                        100.0 * (1.0 - first)
                    ),
                    "{name} is that of the last layer": 0.0,
                }
            },
        ),
    }


def _factors_of_divided(n):
    """Return claimed over right weights' gradients, last layer and first.

    The loss does not divide by n; each of the two layers divides what it
    keeps and what it passes on.
    """
    rng = np.random.default_rng(0)
    layers = [Dense(3, 4, rng=rng), Dense(4, 3, rng=rng)]
    inputs, loss = rng.standard_normal((n, 3)), SoftmaxCrossEntropy()
    loss.forward(
        layers[1].forward(layers[0].forward(inputs)), np.arange(n) % 3
    )
    right, wrong = loss.backward(), n * loss.backward()
    factors = []
    for layer in reversed(layers):
        after = layer.backward(wrong) / n
        claimed = layer.dweights / n
        right = layer.backward(right)
        wrong = after
        factors.append(float(np.sum(claimed) / np.sum(layer.dweights)))
    return factors
