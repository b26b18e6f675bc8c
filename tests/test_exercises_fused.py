"""The exercises on softmax with cross-entropy: slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

P = np.array([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]])
Y = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
BY_HAND = {"loss": 0.9486, "dinputs": (P - Y) / 2}
CURVATURE = np.array(
    [[0.25, -0.15, -0.1], [-0.15, 0.21, -0.06], [-0.1, -0.06, 0.16]]
)


def rows(probabilities, y_true):
    return np.eye(probabilities.shape[1])[y_true]


def smoothing(probabilities, y_true, epsilon):
    k = probabilities.shape[1]
    labels = (1 - epsilon) * rows(probabilities, y_true) + epsilon / k
    return (probabilities - labels) / len(probabilities)


def weights(probabilities, y_true, class_weights):
    errors = probabilities - rows(probabilities, y_true)
    return class_weights[y_true][:, np.newaxis] * errors / len(errors)


RIGHT = {
    "fused-by-hand": BY_HAND,
    "fused-smoothing": {"backward": smoothing},
    "fused-weights": {"backward": weights},
    "fused-curvature": {"curvature": CURVATURE},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


@pytest.mark.parametrize(
    ("part", "answer", "words"),
    [
        ("loss", 2 * 0.94856, "the mean over the 2 samples is missing"),
        ("loss", -0.94856, "sign"),
        ("dinputs", P - Y, "mean"),
        ("dinputs", P / 2, "labels are not subtracted"),
        ("dinputs", -Y / P / 2, "the gradient at the probabilities"),
        ("dinputs", (Y - P) / 2, "sign"),
    ],
)
def test_slips_by_hand_are_named(part, answer, words):
    result = check("fused-by-hand", **(BY_HAND | {part: answer}))
    assert not result.passed
    assert words in result.text, result


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda p, y, e: (p - rows(p, y)) / len(p), "epsilon has no effect"),
        (
            lambda p, y, e: (p - (1 - e) * rows(p, y)) / len(p),
            "gives it to no one",
        ),
        (
            lambda p, y, e: (p - (1 - e) * rows(p, y) - e) / len(p),
            "it must be shared",
        ),
        (lambda p, y, e: len(p) * smoothing(p, y, e), "mean"),
    ],
)
def test_slips_with_smoothing_are_named(slip, words):
    result = check("fused-smoothing", backward=slip)
    assert not result.passed
    assert words in result.text, result


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda p, y, c: c * (p - rows(p, y)) / len(p), "weighs the columns"),
        (
            lambda p, y, c: (p - c * rows(p, y)) / len(p),
            "weighs the labels only",
        ),
        (lambda p, y, c: (p - rows(p, y)) / len(p), "leaves the class"),
    ],
)
def test_slips_with_weights_are_named(slip, words):
    result = check("fused-weights", backward=slip)
    assert not result.passed
    assert words in result.text, result


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (np.diag(np.diag(CURVATURE)), "the diagonal only"),
        (np.abs(CURVATURE), "wrong sign off the diagonal"),
    ],
)
def test_slips_with_the_curvature_are_named(answer, words):
    result = check("fused-curvature", curvature=answer)
    assert words in result.text, result
