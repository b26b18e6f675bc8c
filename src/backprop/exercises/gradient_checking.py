"""The exercises of chapter 9: measuring slopes."""

import numpy as np

from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise
from backprop.gradcheck import numerical_gradient


@exercise(
    "check-by-hand",
    hints=[
        "1.1 to the fourth power is 1.4641, 0.9 to the fourth 0.6561.",
        "The central difference is divided by the distance of the two "
        "points, which is 0.2.",
        "(1 + 0.1i)(1 + 0.1i) = 1 - 0.01 + 0.2i. The imaginary part of "
        "(a + bi)(a + bi) is 2ab; divide it by 0.1.",
    ],
)
def check_by_hand():
    """Three slopes of the fourth power at 1."""
    h = 0.1

    def fourth(x):
        return x * x * x * x

    forward, central, complex_step = (
        float(numerical_gradient(fourth, 1.0, step=h, method=method))
        for method in ("forward", "central", "complex")
    )
    backward = (fourth(1.0) - fourth(1.0 - h)) / h
    exact = "{name} is the slope itself; asked for is what a step of 0.1 shows"
    return {
        "forward": Numbers(
            forward,
            {
                "candidates": {
                    "{name} looks to the left; nudge x up": backward,
                    "{name} is not divided by h": forward * h,
                    exact: 4.0,
                }
            },
        ),
        "central": Numbers(
            central,
            {
                "candidates": {
                    "{name} is divided by h; the points are 2h apart": (
                        2.0 * central
                    ),
                    exact: 4.0,
                }
            },
        ),
        "complex_step": Numbers(
            complex_step,
            {
                "candidates": {
                    "{name} is not divided by h": complex_step * h,
                    "{name} takes i times i for +1; it is -1": central,
                    "{name} is the real part": ((1.0 + 1j * h) ** 4).real,
                    exact: 4.0,
                }
            },
        ),
    }


@exercise(
    "check-along",
    hints=[
        "Z moves by X U + u for every unit of t. What does that do to the "
        "sum?",
        "Or: each entry of dweights times its entry of U, each entry of "
        "dbiases times its entry of u, and all of it added up.",
    ],
)
def check_along():
    """The slope of a layer's objective along one direction."""
    return {"along": Code(_draw_along)}


def _draw_along(rng):
    n, d, m = (int(size) for size in rng.permutation([2, 3, 5]))
    X, G = rng.standard_normal((n, d)), rng.standard_normal((n, m))
    U, u = rng.standard_normal((d, m)), rng.standard_normal((1, m))
    W, b = rng.standard_normal((d, m)), rng.standard_normal((1, m))
    by_weights, by_biases = np.sum(G * (X @ U)), np.sum(G * u)
    return Problem(
        {"inputs": X, "dvalues": G, "U": U, "u": u},
        {"dt": by_weights + by_biases},
        {
            "dt": (
                lambda t: np.sum(G * (X @ (W + t * U) + (b + t * u))),
                0.0,
            )
        },
        {
            "dt": {
                "candidates": {
                    "{name} leaves the biases out; they move as well": (
                        by_weights
                    ),
                    "{name} leaves the weights out; they move as well": (
                        by_biases
                    ),
                    "{name} counts the biases once; every sample uses them": (
                        by_weights + np.sum(G[0] * u)
                    ),
                    "{name} is how far the outputs move; G says what that "
                    "is worth": np.sum(X @ U + u),
                }
            }
        },
    )


@exercise(
    "check-richardson",
    hints=[
        "The central difference with h is f' + a h^2 and more, the one with "
        "2h is f' + 4 a h^2 and more.",
        "near + far = 1 and near + 4 far = 0.",
        "In the formula for the best step q is now 4.",
    ],
)
def check_richardson():
    """Two central differences, mixed so that the square cancels."""
    left = np.array([[1.0, 1.0], [1.0, 4.0]])
    near, far = (float(v) for v in np.linalg.solve(left, [1.0, 0.0]))
    eps = float(np.finfo(np.float64).eps)
    return {
        "near": Numbers(
            near,
            {
                "candidates": {
                    "{name} and far have changed places": far,
                    "{name} cancels a term with h; it has h squared": 2.0,
                }
            },
        ),
        "far": Numbers(
            far,
            {
                "candidates": {
                    "{name} and near have changed places": near,
                    "{name} cancels a term with h; it has h squared": -1.0,
                }
            },
        ),
        "best_step": Numbers(
            eps**0.2,
            {
                "candidates": {
                    "{name} is that of a plain central difference": (
                        eps ** (1.0 / 3.0)
                    ),
                    "{name} takes the root for h to the power 4; the "
                    "rounding has one power of h more": eps**0.25,
                    "{name} is the error that is left, not the step": (
                        eps**0.8
                    ),
                }
            },
        ),
    }


@exercise(
    "check-signs",
    hints=[
        "The mistake is 0.2 in one of the two entries and -0.2 in the other.",
        "Its product with the direction is 0 if both coins fall alike. "
        "Another direction is another pair of coins.",
    ],
)
def check_signs():
    """Two entries changed places, and directions made of signs."""
    coins = [(a, b) for a in (-1, 1) for b in (-1, 1)]
    missed = sum(0.2 * a - 0.2 * b == 0.0 for a, b in coins) / len(coins)
    return {
        "missed_once": Numbers(
            missed,
            {
                "candidates": {
                    "{name} counts one of the two ways in which coins "
                    "agree": missed / 2.0,
                    "{name} would be so for a direction with normal "
                    "entries": 0.0,
                }
            },
        ),
        "missed_ten_times": Numbers(
            missed**10,
            {
                "candidates": {
                    "{name} divides by ten; chances of independent coins "
                    "multiply": missed / 10.0,
                    "{name} is the chance that ten find it": (
                        1.0 - missed**10
                    ),
                }
            },
        ),
    }
