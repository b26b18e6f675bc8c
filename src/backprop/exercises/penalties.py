"""The exercises of chapter 8: penalties and dropout."""

import numpy as np

from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise
from backprop.regularization import (
    l1_gradient,
    l1_loss,
    l2_gradient,
    l2_loss,
)

SWAPPED = "{name} has the two strengths the wrong way round"
HALF = "is that of (lambda/2) w^2; the book's penalty is lambda w^2"


@exercise(
    "penalty-by-hand",
    hints=[
        "The penalty is 0.1 times the sum of the sizes plus 0.05 times the "
        "sum of the squares.",
        "To each entry of the data's gradient add 0.1 with the sign of the "
        "weight (nothing where the weight is 0), and 0.1 times the weight.",
    ],
)
def penalty_by_hand():
    """Four weights, one of them 0, with both penalties."""
    weights = np.array([[0.5, -2.0], [0.0, 1.0]])
    data = np.array([[1.0, 0.2], [-0.3, 0.0]])
    l1, l2 = 0.1, 0.05
    l1_term, l2_term = l1_gradient(weights, l1), l2_gradient(weights, l2)
    right = data + l1_term + l2_term
    at_zero = np.where(weights == 0.0, l1, 0.0)
    loss = l1_loss(weights, l1) + l2_loss(weights, l2)
    signed = l1 * weights.sum() + l2_loss(weights, l2)
    half = l1_loss(weights, l1) + l2_loss(weights, l2) / 2
    return {
        "penalty": Numbers(
            loss,
            {
                "candidates": {
                    "{name} adds the weights with their signs; L1 adds "
                    "their sizes": signed,
                    f"{{name}} {HALF}": half,
                    "{name} lacks the L2 part": l1_loss(weights, l1),
                    "{name} lacks the L1 part": l2_loss(weights, l2),
                    "{name} lacks both strengths": (
                        l1_loss(weights, 1.0) + l2_loss(weights, 1.0)
                    ),
                    SWAPPED: l1_loss(weights, l2) + l2_loss(weights, l1),
                    "{name} is the sum of the sizes alone": l1_loss(
                        weights, 1.0
                    ),
                    "{name} is the sum of the squares alone": l2_loss(
                        weights, 1.0
                    ),
                    "{name} is divided by the number of weights; a penalty is "
                    "a sum": loss / weights.size,
                }
            },
        ),
        "dweights": Numbers(
            right,
            {
                "candidates": {
                    "{name} has a slope of +lambda at the weight 0; there it "
                    "is taken to be 0": right + at_zero,
                    f"{{name}} lacks the 2 of the square, or {HALF}": (
                        right - l2_term / 2
                    ),
                    "{name} has a slope of -lambda at the weight 0; there it "
                    "is taken to be 0": right - at_zero,
                    "{name} adds lambda everywhere; the slope of a size has "
                    "the sign of the weight": data + l1 + l2_term,
                    "{name} has lost the signs of the weights in the slope of "
                    "L2": data + l1_term + 2.0 * l2 * np.abs(weights),
                    "{name} adds the penalties themselves; it is their slopes "
                    "that are added": data
                    + l1 * np.abs(weights)
                    + l2 * weights**2,
                    "{name} adds the whole penalty to every entry; each "
                    "weight has a slope of its own": data + loss,
                    "{name} adds the sign without its lambda": (
                        data + np.sign(weights) + l2_term
                    ),
                    "{name} is the penalties' part alone; the data's "
                    "gradient is missing": l1_term + l2_term,
                    "{name} lacks the L1 part": data + l2_term,
                    "{name} lacks the L2 part": data + l1_term,
                    "{name} subtracts the penalties' gradients; they are "
                    "added": data - l1_term - l2_term,
                    "{name} is the data's part alone; the penalties' "
                    "gradients are missing": data,
                    "{name} adds both slopes without their lambda": (
                        data + np.sign(weights) + 2.0 * weights
                    ),
                    SWAPPED: (
                        data
                        + l1_gradient(weights, l2)
                        + l2_gradient(weights, l1)
                    ),
                    "{name} adds the sizes of the weights; the slope of a "
                    "size is its sign": data + l1 * np.abs(weights) + l2_term,
                    "{name} adds the squares of the weights; the slope of a "
                    "square is twice the weight": (
                        data + l1_term + l2 * weights**2
                    ),
                }
            },
        ),
    }


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
    "penalty-rest",
    hints=[
        "At rest the slopes of the two parts cancel. For w > 0 the slope of "
        "the first is w - 3.",
        "With L1 the two slopes are w - 3 and lambda. As lambda grows, where "
        "does w go, and when is it there?",
    ],
)
def penalty_rest():
    """Where one weight comes to rest under a loss and a penalty."""
    target, strength = 3.0, 1.0
    return {
        "l1": Numbers(
            target - strength,
            {
                "candidates": {
                    "{name} moves away from 0": target + strength,
                    "{name} takes 2 lambda for the slope of L1; it is "
                    "lambda": target - 2.0 * strength,
                    "{name} is where the data alone want it": target,
                    "{name} is where L2 with (lambda/2) w^2 would bring it": (
                        target / (1.0 + strength)
                    ),
                    "{name} is 0; L1 brings it there only if it pulls harder "
                    "than the data do at 0": 0.0,
                }
            },
        ),
        "l2": Numbers(
            target / (1.0 + 2.0 * strength),
            {
                "candidates": {
                    f"{{name}} lacks the 2 of the square, or {HALF}": (
                        target / (1.0 + strength)
                    ),
                    "{name} is where L1 brings it; the slope of L2 shrinks "
                    "with w": target - strength,
                    "{name} is where the data alone want it": target,
                    "{name} is 0; L2 shrinks a weight, but its slope vanishes "
                    "with it": 0.0,
                    "{name} has the slope of L2 with the wrong sign": (
                        target / (1.0 - 2.0 * strength)
                    ),
                }
            },
        ),
        "zero_from": Numbers(
            target,
            {
                "candidates": {
                    "{name} is too weak: with that lambda L1 leaves w at "
                    f"{target - strength:g}": strength,
                    "{name} takes 2 lambda for the slope of L1; it is "
                    "lambda": target / 2.0,
                    "{name} is strong enough, but half of it is too": (
                        2.0 * target
                    ),
                    "{name} is too weak: with that lambda L1 leaves w at 1": (
                        target - 1.0
                    ),
                }
            },
        ),
    }


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
