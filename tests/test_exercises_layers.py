"""The exercises of chapters 2 and 3: right answers pass, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

LAYER = {
    "output": [[-1, 6]],
    "dinputs": [[-3, 5]],
    "dweights": [[2, -4], [-1, 2]],
    "dbiases": [[1, -2]],
}
TWICE = {
    "dinputs_ratio": 1,
    "dweights_ratio": 2,
    "dbiases_ratio": 2,
    "G_ratio": 0.5,
}


def scaled(inputs, weights, scale, dvalues):
    product = inputs @ weights
    return (
        scale * dvalues @ weights.T,
        scale * inputs.T @ dvalues,
        np.sum(dvalues * product),
    )


def leaky(inputs, dvalues):
    return np.where(inputs > 0, dvalues, 0.1 * dvalues)


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("layer-by-hand", LAYER),
        ("layer-scale", {"backward": scaled}),
        ("layer-twice", TWICE),
        ("relu-by-hand", {"dinputs": [[-2, 0, 0], [0, 4, 0]]}),
        ("relu-leaky", {"backward": leaky}),
        ("relu-bias", {"bias": 1.79}),
    ],
)
def test_right_answers_pass(name, answers):
    assert check(name, **answers).passed


@pytest.mark.parametrize(
    ("name", "answers", "words"),
    [
        ("layer-by-hand", {"output": [[-1, 5]]}, "leaves the biases out"),
        ("layer-by-hand", {"output": [[0, 8]]}, "in a column"),
        ("layer-by-hand", {"dweights": [[2, -1], [-4, 2]]}, "transpose"),
        ("layer-twice", {"dweights_ratio": 1}, "dweights_ratio"),
        (
            "relu-by-hand",
            {"dinputs": [[0, 5, 1], [0, 4, 7]]},
            "looks at dvalues;",
        ),
        ("relu-bias", {"bias": -1.79}, "wrong sign"),
        ("relu-bias", {"bias": 4.81}, "the gate that shuts first"),
        ("relu-bias", {"bias": -1.21}, "the change from the bias of 3"),
    ],
)
def test_slips_are_named(name, answers, words):
    result = check(name, **answers)
    assert not result.passed
    assert words in str(result)


@pytest.mark.parametrize(
    ("name", "slip", "words"),
    [
        (
            "layer-scale",
            lambda x, w, s, g: (g @ w.T, s * x.T @ g, np.sum(g * (x @ w))),
            "dinputs leaves the scale out",
        ),
        (
            "layer-scale",
            lambda x, w, s, g: (
                s * g @ w.T,
                s * x.T @ g,
                np.mean(g * (x @ w)),
            ),
            "is a mean",
        ),
        ("relu-leaky", lambda z, g: g * (z > 0), "nothing leaks"),
        (
            "relu-leaky",
            lambda z, g: np.where(g > 0, g, 0.1 * g),
            "it must look at the inputs",
        ),
    ],
)
def test_slips_in_code_are_named(name, slip, words):
    result = check(name, backward=slip)
    assert not result.passed
    assert words in str(result)
