"""The exercises on penalties and dropout: right passes, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

BY_HAND = {"penalty": 0.6125, "dweights": [[1.15, -0.1], [-0.3, 0.2]]}


def dropped_weights(inputs, weights, scaled_mask, dvalues):
    dinputs = dvalues @ (weights * scaled_mask).T
    return dinputs, inputs.T @ dvalues * scaled_mask


RIGHT = {
    "penalty-by-hand": BY_HAND,
    "dropout-weights": {"backward": dropped_weights},
    "penalty-rest": {"l1": 2.0, "l2": 1.0, "zero_from": 3.0},
    "dropout-twice": {"rate": 0.6, "scale": 2.5},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


@pytest.mark.parametrize(
    ("name", "part", "answer", "words"),
    [
        ("penalty-by-hand", "penalty", 0.2125, "adds their sizes"),
        ("penalty-by-hand", "penalty", 0.35, "lacks the L2 part"),
        (
            "penalty-by-hand",
            "dweights",
            [[1.15, -0.1], [-0.2, 0.2]],
            "at the weight 0",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[1.125, 0.0], [-0.3, 0.15]],
            "lacks the 2 of the square",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[2.05, -1.0], [-0.3, 1.1]],
            "without its lambda",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[0.15, -0.3], [0.0, 0.2]],
            "the data's gradient is missing",
        ),
        ("penalty-by-hand", "penalty", 0.48125, "(lambda/2) w^2"),
        ("penalty-by-hand", "penalty", 8.75, "lacks both strengths"),
        ("penalty-by-hand", "penalty", 0.7, "the wrong way round"),
        (
            "penalty-by-hand",
            "dweights",
            [[1.125, 0.0], [-0.3, 0.15]],
            "the book's penalty is lambda w^2",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[1.0, 0.2], [-0.3, 0.0]],
            "the data's part alone",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[3.0, -4.8], [-0.3, 3.0]],
            "adds both slopes without their lambda",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[1.15, -0.25], [-0.3, 0.25]],
            "the wrong way round",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[1.1, 0.2], [-0.3, 0.2]],
            "the slope of a size is its sign",
        ),
        (
            "penalty-by-hand",
            "dweights",
            [[1.1125, 0.3], [-0.3, 0.15]],
            "the slope of a square is twice the weight",
        ),
        ("penalty-rest", "l2", 1.5, "lacks the 2"),
        ("penalty-rest", "l2", 2.0, "where L1 brings it"),
        ("penalty-rest", "zero_from", 1.0, "leaves w at 2"),
        ("penalty-rest", "zero_from", 1.5, "takes 2 lambda"),
        ("penalty-rest", "zero_from", 6.0, "half of it is too"),
        ("dropout-twice", "rate", 0.35, "the mean of the rates"),
        ("dropout-twice", "scale", 2.0, "the first layer alone"),
        ("dropout-twice", "scale", 1.25, "the second layer alone"),
        ("dropout-twice", "scale", 0.4, "the share that is kept"),
        ("dropout-twice", "scale", 1.6667, "1 over the share that is dropped"),
        ("dropout-twice", "scale", 3.25, "adds the two factors"),
        ("penalty-rest", "l1", 4.0, "moves away from 0"),
        ("dropout-twice", "rate", 0.7, "adds the rates"),
        ("dropout-twice", "rate", 0.4, "the share that is kept"),
        ("dropout-twice", "rate", 0.1, "dropped by both"),
    ],
)
def test_slips_with_numbers_are_named(name, part, answer, words):
    result = check(name, **(RIGHT[name] | {part: answer}))
    assert not result.passed
    assert words in result.text, result


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (
            lambda x, w, m, g: (g @ w.T, x.T @ g * m),
            "forwards only the masked ones",
        ),
        (
            lambda x, w, m, g: (g @ (w * m).T, x.T @ g),
            "dweights lacks the mask",
        ),
        (
            lambda x, w, m, g: (
                g @ (w * m).T,
                np.where(m > 0, x.T @ g, 0.0),
            ),
            "not its division by 1 - p",
        ),
        (
            lambda x, w, m, g: (g @ (w * m).T, x.T @ g * m * m),
            "divided by 1 - p twice",
        ),
    ],
)
def test_slips_with_dropped_weights_are_named(slip, words):
    result = check("dropout-weights", backward=slip)
    assert not result.passed
    assert words in result.text, result
