"""The exercises on broken gradients: right passes, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check


def by_transpose(s, a, G):
    arrives = a * G
    return s * (arrives - np.sum(s * arrives, axis=1, keepdims=True))


RIGHT = {
    "museum-by-hand": {
        "right": [0.28, -0.12, -0.16],
        "broken": [0.21, 0.0, -0.09],
        "sum_broken": 0.12,
    },
    "museum-jacobian": {"backward": by_transpose},
    "museum-cancel": {"last": 1.0, "first": 1 / 8, "error": 7 / 8},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


def test_jacobians_written_out_are_right_too():
    def backward(output, a, dvalues):
        rows = []
        for s, g in zip(output, dvalues, strict=True):
            jacobian = a.T * (np.diag(s) - np.outer(s, s))
            rows.append(jacobian.T @ g)
        return np.array(rows)

    assert check("museum-jacobian", backward=backward).passed


@pytest.mark.parametrize(
    ("name", "part", "answer", "words"),
    [
        ("museum-by-hand", "right", [0.21, 0.0, -0.09], "diagonal alone"),
        ("museum-by-hand", "right", [0.7, 0.0, -0.1], "one path"),
        ("museum-by-hand", "right", [1.12, 0.12, -0.04], "be subtracted"),
        ("museum-by-hand", "right", [0.4, -0.6, -1.6], "lacks the factor s"),
        ("museum-by-hand", "broken", [0.21, 0.0, 0.09], "loses the minus"),
        ("museum-by-hand", "broken", [0.28, -0.12, -0.16], "the whole"),
        ("museum-by-hand", "broken", [0.21, 0.16, 0.09], "what arrives"),
        ("museum-by-hand", "sum_broken", 0.0, "a right gradient"),
        ("museum-by-hand", "sum_broken", 0.3, "signs count"),
        ("museum-cancel", "last", 8.0, "the layer divides"),
        ("museum-cancel", "last", 1 / 8, "the loss does not divide"),
        ("museum-cancel", "first", 1.0, "what it passes on"),
        ("museum-cancel", "first", 1 / 64, "one division too many"),
        ("museum-cancel", "first", 8.0, "arrives at the last layer"),
        ("museum-cancel", "error", 87.5, "in percent"),
        ("museum-cancel", "error", 0.0, "of the last layer"),
        ("museum-cancel", "error", 1 / 8, "claim divided by the slope"),
        ("museum-cancel", "error", 7.0, "the smaller of the two"),
    ],
)
def test_slips_with_numbers_are_named(name, part, answer, words):
    result = check(name, **(RIGHT[name] | {part: answer}))
    assert not result.passed
    assert words in result.text, result


def plain_jacobian(s, a, G):
    return a * s * (G - np.sum(s * G, axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (plain_jacobian, "by its transpose"),
        (lambda s, a, G: by_transpose(s, 1.0, G), "leaves out a"),
        (lambda s, a, G: s * (1 - s) * a * G, "diagonal alone"),
        (
            lambda s, a, G: s * (a * G - np.sum(s * G, axis=1)[:, None]),
            "leaves a out of the sum",
        ),
        (lambda s, a, G: a * by_transpose(s, a, G), "has a twice"),
        (lambda s, a, G: s * (a * G - np.sum(s * a * G)), "whole batch"),
        (lambda s, a, G: -by_transpose(s, a, G), "wrong sign"),
    ],
)
def test_slips_with_the_jacobian_are_named(slip, words):
    result = check("museum-jacobian", backward=slip)
    assert not result.passed
    assert words in result.text, result
