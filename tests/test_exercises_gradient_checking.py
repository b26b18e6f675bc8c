"""The exercises on measuring slopes: right passes, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

RIGHT = {
    "check-by-hand": {
        "forward": 4.641,
        "central": 4.04,
        "complex_step": 3.96,
    },
    "check-along": {
        "along": lambda X, G, U, u: np.sum(G * (X @ U)) + np.sum(G * u)
    },
    "check-richardson": {"near": 4 / 3, "far": -1 / 3, "best_step": 7.4e-4},
    "check-signs": {"missed_once": 0.5, "missed_ten_times": 2.0**-10},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


def test_the_gradient_times_the_direction_is_right_too():
    def along(inputs, dvalues, U, u):
        dweights = inputs.T @ dvalues
        dbiases = dvalues.sum(axis=0, keepdims=True)
        return np.sum(dweights * U) + np.sum(dbiases * u)

    assert check("check-along", along=along).passed


@pytest.mark.parametrize(
    ("name", "part", "answer", "words"),
    [
        ("check-by-hand", "forward", 3.439, "looks to the left"),
        ("check-by-hand", "forward", 0.4641, "forward is not divided by h"),
        ("check-by-hand", "forward", 4.0, "the slope itself"),
        ("check-by-hand", "central", 8.08, "the points are 2h apart"),
        ("check-by-hand", "central", 4.0, "the slope itself"),
        ("check-by-hand", "complex_step", 0.396, "not divided by h"),
        ("check-by-hand", "complex_step", 4.04, "i times i"),
        ("check-by-hand", "complex_step", 0.9401, "the real part"),
        ("check-by-hand", "complex_step", 4.0, "the slope itself"),
        ("check-richardson", "near", -1 / 3, "have changed places"),
        ("check-richardson", "near", 2.0, "it has h squared"),
        ("check-richardson", "far", -1.0, "it has h squared"),
        ("check-richardson", "far", 4 / 3, "have changed places"),
        ("check-richardson", "far", 1 / 3, "wrong sign"),
        ("check-richardson", "best_step", 6.055e-6, "plain central"),
        ("check-richardson", "best_step", 1.2207e-4, "one power of h more"),
        ("check-richardson", "best_step", 3.0143e-13, "the error that is"),
        ("check-signs", "missed_once", 0.25, "one of the two ways"),
        ("check-signs", "missed_once", 0.0, "normal entries"),
        ("check-signs", "missed_ten_times", 0.05, "chances of independent"),
        ("check-signs", "missed_ten_times", 0.9990, "ten find it"),
    ],
)
def test_slips_with_numbers_are_named(name, part, answer, words):
    result = check(name, **(RIGHT[name] | {part: answer}))
    assert not result.passed
    assert words in result.text, result


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda X, G, U, u: np.sum(G * (X @ U)), "leaves the biases out"),
        (lambda X, G, U, u: np.sum(G * u), "leaves the weights out"),
        (
            lambda X, G, U, u: np.sum(G * (X @ U)) + np.sum(G[0] * u),
            "every sample uses them",
        ),
        (lambda X, G, U, u: np.sum(X @ U + u), "G says what that is worth"),
        (lambda X, G, U, u: -np.sum(G * (X @ U + u)), "wrong sign"),
    ],
)
def test_slips_with_the_slope_along_a_direction_are_named(slip, words):
    result = check("check-along", along=slip)
    assert not result.passed
    assert words in result.text, result


def test_a_slope_that_is_wrong_is_answered_with_a_nudge():
    result = check("check-along", along=lambda X, G, U, u: 17.0)
    assert "Nudging t shows a slope of" in result.text
