"""The exercises of chapter 8 on dropout."""

import numpy as np

from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise


@exercise(
    "dropout-weights",
    hints=[
        "Name the masked weights V = W * scaled_mask. What do X and V get "
        "back from Z = X V?",
        "Each entry of V is an entry of W times an entry of the mask; the "
        "gradient of a factor is what arrives times the other factor.",
    ],
)
def dropout_weights():
    """A layer that drops weights instead of outputs."""
    return {"backward": Code(_draw_dropped_weights)}


def _draw_dropped_weights(rng):
    inputs, weights = rng.standard_normal((2, 4)), rng.standard_normal((4, 3))
    dvalues = rng.standard_normal((2, 3))
    mask = np.ones((4, 3))
    mask.flat[rng.permutation(12)[:4]] = 0.0
    mask /= 1.0 - 0.25
    return Problem(
        {
            "inputs": inputs,
            "weights": weights,
            "scaled_mask": mask,
            "dvalues": dvalues,
        },
        {
            "dinputs": dvalues @ (weights * mask).T,
            "dweights": inputs.T @ dvalues * mask,
        },
        {
            "dinputs": (
                lambda x: np.sum(dvalues * (x @ (weights * mask))),
                inputs,
            ),
            "dweights": (
                lambda w: np.sum(dvalues * (inputs @ (w * mask))),
                weights,
            ),
        },
        {
            "dinputs": {
                "candidates": {
                    "{name} uses all weights; forwards only the masked ones "
                    "were used": dvalues @ weights.T,
                    "the upstream gradient is left out of {name}": (
                        np.ones_like(dvalues) @ (weights * mask).T
                    ),
                    "{name} has its mask reversed: the weights that were kept "
                    "pass it on": dvalues @ (weights * (mask == 0.0)).T,
                    "{name} is made of the mask alone; the weights are left "
                    "out": dvalues @ mask.T,
                },
                "n_samples": len(inputs),
                "rate": 0.25,
            },
            "dweights": {
                "candidates": {
                    "{name} lacks the mask: weights that were dropped made "
                    "nothing": inputs.T @ dvalues,
                    "{name} has the zeros of the mask, not its division by "
                    "1 - p": inputs.T @ dvalues * (mask > 0.0),
                    "{name} is divided by 1 - p twice": (
                        inputs.T @ dvalues * mask**2
                    ),
                    "{name} is multiplied by 1 - p; it is divided by it": (
                        inputs.T @ dvalues * (mask > 0.0) * 0.75
                    ),
                    "the upstream gradient is left out of {name}": (
                        inputs.T @ np.ones_like(dvalues) * mask
                    ),
                    "{name} has its mask reversed: the weights that were kept "
                    "learn": inputs.T @ dvalues * (mask == 0.0),
                    "{name} is multiplied by the weights; their slope is what "
                    "arrives times the input and the mask": (
                        inputs.T @ dvalues * mask * weights
                    ),
                    "{name} is the mask itself; what arrives is left out": (
                        mask
                    ),
                    "{name} is the masked weights, not their gradient": (
                        weights * mask
                    ),
                },
                "n_samples": len(inputs),
            },
        },
    )


@exercise(
    "dropout-twice",
    hints=[
        "An entry survives if it survives both. What is the share of those?",
        "The two scalings are multiplied, like everything on one path.",
    ],
)
def dropout_twice():
    """Two dropout layers in a row, as one."""
    first, second = 0.5, 0.2
    keep = (1.0 - first) * (1.0 - second)
    return {
        "rate": Numbers(
            1.0 - keep,
            {
                "candidates": {
                    "{name} adds the rates; an entry can be hit twice": (
                        first + second
                    ),
                    "{name} is the share that is dropped by both": (
                        first * second
                    ),
                    "{name} is the share that is kept": keep,
                    "{name} is the mean of the rates; an entry has to "
                    "survive both": (first + second) / 2.0,
                    "{name} is that of the first layer alone": first,
                    "{name} is that of the second layer alone": second,
                    "{name} counts as kept what is dropped by both": (
                        1.0 - first * second
                    ),
                    "{name} is the difference of the rates": first - second,
                    "{name} is in per cent": 100.0 * (1.0 - keep),
                }
            },
        ),
        "scale": Numbers(
            1.0 / keep,
            {
                "candidates": {
                    "{name} is that of the first layer alone": (
                        1.0 / (1.0 - first)
                    ),
                    "{name} is that of the second layer alone": (
                        1.0 / (1.0 - second)
                    ),
                    "{name} is the share that is kept; it is divided by "
                    "that": keep,
                    "{name} is the share that is dropped": 1.0 - keep,
                    "{name} is 1 over the product of the rates; it is 1 over "
                    "the product of what is kept": 1.0 / (first * second),
                    "{name} subtracts both rates from 1; an entry can be hit "
                    "twice": 1.0 / (1.0 - first - second),
                    "{name} is 1 over the sum of the rates": 1.0
                    / (first + second),
                    "{name} is 1 over the share that is dropped": (
                        1.0 / (1.0 - keep)
                    ),
                    "{name} adds the two factors; they are multiplied": (
                        1.0 / (1.0 - first) + 1.0 / (1.0 - second)
                    ),
                }
            },
        ),
    }
