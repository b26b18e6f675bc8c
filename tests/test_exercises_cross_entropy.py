"""The exercises on cross-entropy: right answers pass, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

GRADIENT = np.array([[0.0, 0.0, -2.0], [0.0, -2.5, 0.0]])
LOSS = (np.log(4.0) + np.log(5.0)) / 2


def weighted(y_pred, y_true, class_weights):
    n = len(y_pred)
    dinputs = np.zeros(y_pred.shape)
    chosen = np.arange(n), y_true
    dinputs[chosen] = -class_weights[y_true] / y_pred[chosen] / n
    return dinputs


RIGHT = {
    "cross-entropy-by-hand": {"loss": 1.498, "dinputs": GRADIENT},
    "cross-entropy-weighted": {"backward": weighted},
    "cross-entropy-parts": {"first": 0.6, "second": 0.4},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


@pytest.mark.parametrize(
    ("part", "answer", "words"),
    [
        ("loss", 2 * LOSS, "the mean over the 2 samples is missing"),
        ("loss", -LOSS, "wrong sign|minus sign"),
        ("loss", LOSS / np.log(2.0), "base 2"),
        ("dinputs", 2 * GRADIENT, "mean over the 2 samples is missing"),
        ("dinputs", GRADIENT / 2, "once too often"),
        ("dinputs", -GRADIENT, "wrong sign"),
        ("dinputs", GRADIENT.T, "transpose|shape"),
        (
            "dinputs",
            np.sign(GRADIENT) / 2,
            "does not divide by the predictions",
        ),
    ],
)
def test_slips_by_hand_are_named(part, answer, words):
    result = check("cross-entropy-by-hand", **{part: answer})
    assert not result.passed
    assert any(word in str(result) for word in words.split("|")), result


def forgets_the_mean(y_pred, y_true, class_weights):
    return len(y_pred) * weighted(y_pred, y_true, class_weights)


def forgets_the_weights(y_pred, y_true, class_weights):
    return weighted(y_pred, y_true, np.ones_like(class_weights))


def divides_by_the_weights(y_pred, y_true, class_weights):
    dinputs = forgets_the_mean(y_pred, y_true, class_weights)
    return dinputs / class_weights[y_true].sum()


def divides_by_the_classes(y_pred, y_true, class_weights):
    dinputs = forgets_the_mean(y_pred, y_true, class_weights)
    return dinputs / y_pred.shape[1]


def fills_every_column(y_pred, y_true, class_weights):
    return -class_weights / y_pred / len(y_pred)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (forgets_the_mean, "mean over the 5 samples is missing"),
        (forgets_the_weights, "class weights are missing"),
        (divides_by_the_weights, "divided by the sum of the weights"),
        (divides_by_the_classes, "divided by the number of classes"),
        (fills_every_column, "not 0 for the classes"),
    ],
)
def test_slips_in_code_are_named(answer, words):
    result = check("cross-entropy-weighted", backward=answer)
    assert not result.passed
    assert words in str(result)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (0.5, 0.5, "is 1/2"),
        (1.0, 1.0, "is 1:"),
        (6.0, 4.0, "no division by all of them"),
    ],
)
def test_slips_with_the_parts_are_named(first, second, words):
    result = check("cross-entropy-parts", first=first, second=second)
    assert not result.passed
    assert words in str(result)
