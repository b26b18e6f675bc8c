"""The exercises on softmax: right answers pass, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

S = np.array([0.5, 0.25, 0.25])
G = np.array([4.0, 0.0, -4.0])
BY_HAND = {
    "probabilities": S,
    "jacobian": np.diag(S) - np.outer(S, S),
    "dinputs": [1.5, -0.25, -1.25],
}
TWO = {
    "probabilities": [0.8, 0.2],
    "jacobian": [[0.16, -0.16], [-0.16, 0.16]],
    "dinputs": [0.32, -0.32],
}


def softmax(inputs):
    powers = np.exp(inputs)
    return powers / powers.sum(axis=1, keepdims=True)


def through(S, dvalues):
    return S * (dvalues - (dvalues * S).sum(axis=1, keepdims=True))


def temperature(inputs, tau, dvalues):
    dt = through(softmax(inputs / tau), dvalues)
    return dt / tau, -np.sum(dt * inputs) / tau**2


def logarithm(S, dvalues):
    return dvalues - S * dvalues.sum(axis=1, keepdims=True)


RIGHT = {
    "softmax-by-hand": BY_HAND,
    "softmax-two": TWO,
    "softmax-temperature": {"backward": temperature},
    "softmax-log": {"backward": logarithm},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


@pytest.mark.parametrize(
    ("part", "answer", "words"),
    [
        ("probabilities", [2.0, 1.0, 1.0], "exponentials; divide"),
        ("jacobian", np.diag(S * (1 - S)), "the diagonal only"),
        ("jacobian", -np.outer(S, S), "diagonal of probabilities is missing"),
        (
            "jacobian",
            np.diag(S - 2 * S**2) + np.outer(S, S),
            "wrong sign off the diagonal",
        ),
        ("dinputs", S * (1 - S) * G, "the diagonal of the Jacobian only"),
        ("dinputs", G - G @ S, "not multiplied by the probabilities"),
        ("dinputs", [-1.5, 0.25, 1.25], "sign"),
    ],
)
def test_slips_by_hand_are_named(part, answer, words):
    result = check("softmax-by-hand", **(BY_HAND | {part: answer}))
    assert not result.passed
    assert words in result.text, result


def no_average(S, dvalues):
    return S * dvalues


def plain_mean(S, dvalues):
    return S * (dvalues - dvalues.mean(axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("slip", "words"),
    [(no_average, "no average"), (plain_mean, "the plain mean")],
)
def test_slips_with_two_classes_are_named(slip, words):
    S, dvalues = np.array([[0.8, 0.2]]), np.array([[3.0, 1.0]])
    answer = slip(S, dvalues)[0]
    result = check("softmax-two", **(TWO | {"dinputs": answer}))
    assert words in result.text, result


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (
            lambda z, tau, g: (
                through(softmax(z / tau), g),
                temperature(z, tau, g)[1],
            ),
            "the factor 1 / tau of the divided logits is missing",
        ),
        (
            lambda z, tau, g: (
                through(softmax(z), g) / tau,
                temperature(z, tau, g)[1],
            ),
            "softmax was given inputs / tau",
        ),
        (
            lambda z, tau, g: (
                temperature(z, tau, g)[0],
                temperature(z, tau, g)[1] * tau,
            ),
            "tau squared",
        ),
    ],
)
def test_slips_with_a_temperature_are_named(slip, words):
    result = check("softmax-temperature", backward=slip)
    assert not result.passed
    assert words in result.text, result


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (
            lambda S, g: g - (g * S).sum(axis=1, keepdims=True),
            "J g, the sum over the logits",
        ),
        (through, "the logarithm is left out"),
        (lambda S, g: g - S * g.sum(), "a Jacobian of its own"),
    ],
)
def test_slips_with_a_logarithm_are_named(slip, words):
    result = check("softmax-log", backward=slip)
    assert not result.passed
    assert words in result.text, result


def test_a_nudge_names_what_it_moves():
    text = check("softmax-log", backward=lambda S, g: g).text
    assert "of logits shows a slope" in text


def test_one_array_where_two_are_due_is_called_that():
    text = check("softmax-temperature", backward=lambda z, tau, g: z).text
    assert "backward returned a single array; it must return dinputs" in text
