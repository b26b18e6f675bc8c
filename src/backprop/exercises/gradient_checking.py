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
    asked = "; asked for is the slope that is measured"
    error = f"{{name}} is the error{asked}"
    other_sign = f"{{name}} is the error with the other sign{asked}"
    relative = f"{{name}} is the error in proportion to the slope{asked}"
    over_h = "{name} is divided by %s; the two points are %s apart"
    square = (1.0 + 1j * h) ** 2
    return {
        "forward": Numbers(
            forward,
            {
                "candidates": {
                    "{name} looks to the left; nudge x up": backward,
                    "{name} is not divided by h": forward * h,
                    error: forward - 4.0,
                    other_sign: 4.0 - forward,
                    relative: forward / 4.0 - 1.0,
                    "{name} is f at 1.1; its distance from f at 1, over h, is "
                    "the slope": fourth(1.0 + h),
                    over_h % ("h squared", "h"): forward / h,
                    over_h % ("2h", "h"): forward / 2.0,
                    "{name} is the central difference": central,
                    "{name} is what the complex step shows": complex_step,
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
                    error: central - 4.0,
                    other_sign: 4.0 - central,
                    relative: central / 4.0 - 1.0,
                    "{name} is not divided by 2h": 2.0 * h * central,
                    "{name} is divided by 2; the two points are 2h apart": (
                        h * central
                    ),
                    "{name} is divided by h once too often": central / h,
                    "{name} is the forward difference": forward,
                    "{name} is the difference to the left": backward,
                    "{name} is what the complex step shows": complex_step,
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
                    "{name} is the real part, divided by h; take the "
                    "imaginary part": ((1.0 + 1j * h) ** 4).real / h,
                    "{name} is divided by 2h; there is one nudge of h": (
                        complex_step / 2.0
                    ),
                    "{name} squares once; the fourth power is the square of "
                    "the square": square.imag / h,
                    "{name} squares once, and is not divided by h": (
                        square.imag
                    ),
                    error: complex_step - 4.0,
                    other_sign: 4.0 - complex_step,
                    "{name} is the forward difference": forward,
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
                "n_samples": n,
                "candidates": {
                    "{name} is the mean over all entries; they are added": (
                        (by_weights + by_biases) / G.size
                    ),
                    "{name} takes the sum of u alone; G says what it is "
                    "worth": by_weights + u.sum(),
                    "{name} averages G over the samples for the biases; they "
                    "are added": by_weights + by_biases / n,
                    "{name} subtracts what the biases do; both move at once, "
                    "and it is added": by_weights - by_biases,
                    "{name} multiplies the two shares; they are added": (
                        by_weights * by_biases
                    ),
                    "{name} is divided by the length of the direction; t "
                    "counts in directions, not in units of length": (
                        (by_weights + by_biases)
                        / np.sqrt(np.sum(U**2) + np.sum(u**2))
                    ),
                    "{name} leaves the direction out: it adds up the whole "
                    "gradient": (X.T @ G).sum() + G.sum(),
                    "{name} adds up gradient and direction before it "
                    "multiplies; multiply entry by entry, then add up": (
                        (X.T @ G).sum() * U.sum() + G.sum() * u.sum()
                    ),
                    "{name} is a product of matrices; multiply entry by "
                    "entry, then add up": X.T @ G @ U.T,
                    "{name} is how far each output moves; G says what that "
                    "is worth, and all of it is added": X @ U + u,
                    "{name} is not added up, and leaves the biases out": (
                        X.T @ G * U
                    ),
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
                },
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
    not_one = "{name} cancels the term, but the two factors must add up to 1"
    return {
        "near": Numbers(
            near,
            {
                "candidates": {
                    "{name} and far have changed places": far,
                    "{name} cancels a term with h; it has h squared": 2.0,
                    not_one: 1.0,
                    f"{not_one}, and near 4 times -far": 4.0,
                    "{name} adds the error terms up; they must cancel": 0.8,
                    "{name} takes the mean of both; their error terms differ "
                    "by a factor of 4": 0.5,
                }
            },
        ),
        "far": Numbers(
            far,
            {
                "candidates": {
                    "{name} and near have changed places": near,
                    "{name} cancels a term with h; it has h squared, or the "
                    "two factors do not add up to 1": -1.0,
                    not_one: -0.25,
                    "{name} adds the error terms up; they must cancel": 0.2,
                    "{name} takes the mean of both; their error terms differ "
                    "by a factor of 4": 0.5,
                }
            },
        ),
        "best_step": Numbers(
            eps**0.2,
            {
                "rtol": 0.06,  # "about what": one digit is enough
                "atol": 0.0,
                "candidates": {
                    "{name} is the power of eps; asked for is the step, eps "
                    "to that power": 0.2,
                    "{name} is one over the power of eps; asked for is the "
                    "step, eps to the power": 5.0,
                    "{name} is the power of eps in the error that is left; "
                    "asked for is the step": 0.8,
                    "{name} is a power of eps, and that of another step; "
                    "asked for is eps to the right power": 0.25,
                    "{name} is a power of eps, that of a plain central "
                    "difference; asked for is a step": 1.0 / 3.0,
                    "{name} is the power of ten; asked for is the step": (
                        0.2 * np.log10(eps)
                    ),
                    "{name} is one over the step": eps**-0.2,
                    "{name} is that of a forward difference": eps**0.5,
                    "{name} is the error that a plain central difference "
                    "leaves": eps ** (2.0 / 3.0),
                    "{name} is the precision of the numbers itself; then "
                    "rounding is all that is seen": eps,
                    "{name} is that of a plain central difference": (
                        eps ** (1.0 / 3.0)
                    ),
                    "{name} takes the root for h to the power 4; the "
                    "rounding has one power of h more": eps**0.25,
                    "{name} is the error that is left, not the step": (
                        eps**0.8
                    ),
                },
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
                    "{name} is in per cent": 100.0 * missed,
                    "{name} is the chance that at least one of two coins "
                    "falls one way; asked for is that they agree": 0.75,
                    "{name} holds if no direction ever found it; it is found "
                    "when the coins differ": 1.0,
                    "{name} is the mistake in one entry; asked for is a "
                    "chance": 0.2,
                    "{name} is what a direction that finds it shows; asked "
                    "for is a chance": 0.4,
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
                    "{name} is the chance of one direction": missed,
                    "{name} multiplies by ten, and no chance is above 1; "
                    "chances of independent coins multiply": 10.0 * missed,
                    "{name} is the chance of nine": missed**9,
                    "{name} is the chance of eleven": missed**11,
                    "{name} is in per cent": 100.0 * missed**10,
                    "{name} is one over the chance": missed**-10,
                    "{name} takes 1/4 for the chance of one; there are two "
                    "ways for coins to agree": 0.25**10,
                    "{name} is the chance that exactly one of ten misses it; "
                    "all ten have to": 10.0 * missed**10,
                }
            },
        ),
    }
