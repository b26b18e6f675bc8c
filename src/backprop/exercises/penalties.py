"""The exercises of chapter 8 on penalties."""

import numpy as np

from backprop.exercises.answers import Numbers
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
