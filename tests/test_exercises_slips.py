"""Plausible wrong answers are told what they are, in the chapters' terms."""

import numpy as np
import pytest

from backprop import Softmax
from backprop.exercises import check

S, G = np.array([0.5, 0.25, 0.25]), np.array([4.0, 0.0, -4.0])


@pytest.mark.parametrize(
    ("name", "part", "answer", "words"),
    [
        ("layer-twice", "dinputs_ratio", 2, "mixes the samples"),
        ("layer-twice", "dweights_ratio", 1, "both use the parameters"),
        ("layer-twice", "dbiases_ratio", 1, "both use the parameters"),
        ("layer-twice", "G_ratio", 2, "goes the other way"),
        ("cross-entropy-by-hand", "loss", 0.6505, "uses base 10"),
        ("cross-entropy-by-hand", "loss", 2.1610, "uses base 2"),
        ("cross-entropy-by-hand", "loss", -1.4979, "loss has the wrong sign."),
        ("cross-entropy-parts", "first", 0.4, "belongs to the other part"),
        ("cross-entropy-parts", "second", 0.6, "belongs to the other part"),
        ("cross-entropy-parts", "first", 1 / 6, "has done so"),
        ("softmax-by-hand", "dinputs", S * G - G @ S, "average as it is"),
        ("softmax-by-hand", "dinputs", S * (G + G @ S), "adds the average"),
        ("fused-by-hand", "loss", -0.9486, "loss has the wrong sign."),
        ("fused-by-hand", "loss", 0.95, "right to 2 digits"),
    ],
)
def test_slips_with_numbers(name, part, answer, words):
    lines = str(check(name, **{part: answer})).splitlines()
    assert lines[0] == "Not yet."
    assert lines[1].startswith(part)
    assert words in lines[1]


def weighted(gradient):
    """Return a backward of either exercise on class weights."""

    def backward(y_pred, y_true, class_weights):
        n, k = y_pred.shape
        each = class_weights[y_true][:, np.newaxis]
        return gradient(y_pred, np.eye(k)[y_true], each, n, k)

    return backward


def of_predictions(change):
    return weighted(lambda p, y, w, n, k: change(p, y, w) / n)


def smoothing(change):
    def backward(p, y_true, epsilon):
        n, k = p.shape
        one_hot = np.eye(k)[y_true]
        return (p - change(one_hot, epsilon, n, k)) / n

    return backward


def temperature(dz, dtau=lambda z, t, dt: -np.sum(dt * z) / t**2):
    def backward(z, tau, g):
        softmax = Softmax()
        s = softmax.forward(z / tau)
        dt = softmax.backward(g)
        return dz(s, g, tau, dt), dtau(z, tau, dt)

    return backward


def log(change):
    return lambda s, g: change(s, g, g.sum(axis=1, keepdims=True))


def scaled(dscale):
    return lambda X, W, s, g: (s * g @ W.T, s * X.T @ g, dscale(X @ W, s, g))


def at_logits(s, g, tau, dt):
    return dt / tau


@pytest.mark.parametrize(
    ("name", "backward", "words"),
    [
        (
            "neuron-square",
            lambda x, w, b, d: [2 * d * (x @ w) * v for v in (w, x, 1.0)],
            "the bias is missing from the sum z",
        ),
        ("layer-scale", scaled(lambda z, s, g: z * g), "is not summed"),
        ("layer-scale", scaled(lambda z, s, g: np.sum(z)), "upstream"),
        (
            "layer-scale",
            scaled(lambda z, s, g: np.sum(z * g) * s),
            "dscale still has the scale in it",
        ),
        (
            "layer-scale",
            scaled(lambda z, s, g: np.sum(z * g) / len(z)),
            "divided by the 2 samples once too often",
        ),
        (
            "relu-leaky",
            lambda z, g: np.where(z > 0, g, 0.1 * z),
            "a tenth of the input",
        ),
        (
            "relu-leaky",
            lambda z, g: np.where(z > 0, g, 0.1),
            "lets through the number 0.1",
        ),
        (
            "relu-leaky",
            lambda z, g: np.where(z > 0, z, 0.1 * z),
            "is what goes forwards",
        ),
        (
            "cross-entropy-weighted",
            of_predictions(lambda p, y, w: -w * y * p),
            "multiplies by the predictions",
        ),
        (
            "cross-entropy-weighted",
            of_predictions(lambda p, y, w: -y / p / w),
            "divides by the class weights",
        ),
        (
            "cross-entropy-weighted",
            of_predictions(lambda p, y, w: w * (p - y)),
            "the gradient at the logits",
        ),
        (
            "softmax-temperature",
            temperature(lambda s, g, tau, dt: s * (1 - s) * g / tau),
            "the diagonal of the Jacobian only",
        ),
        (
            "softmax-temperature",
            temperature(lambda s, g, tau, dt: s * g / tau),
            "second term is missing",
        ),
        (
            "softmax-temperature",
            temperature(lambda s, g, tau, dt: dt * tau),
            "it is multiplied by tau",
        ),
        (
            "softmax-temperature",
            temperature(at_logits, lambda z, t, dt: -np.sum(dt * z) / t**3),
            "divided by tau once too often",
        ),
        ("softmax-log", log(lambda s, g, sums: g - sums), "the sum itself"),
        ("softmax-log", log(lambda s, g, sums: g + s * sums), "adds the sum"),
        (
            "softmax-log",
            log(lambda s, g, sums: g - s * sums / 3),
            "subtracts a mean",
        ),
        (
            "softmax-log",
            log(lambda s, g, sums: g - s * g.sum(axis=0)),
            "sums over the samples",
        ),
        (
            "fused-smoothing",
            smoothing(lambda y, e, n, k: (1 - e) * y + e / (k - 1) * (1 - y)),
            "among the K - 1 other classes",
        ),
        (
            "fused-smoothing",
            smoothing(lambda y, e, n, k: (1 - e) * y + e / (k - 1)),
            "adds epsilon / (K - 1) to all K classes",
        ),
        (
            "fused-smoothing",
            smoothing(lambda y, e, n, k: (1 - e) * y + e / n),
            "shares epsilon among the samples",
        ),
        (
            "fused-smoothing",
            smoothing(lambda y, e, n, k: y + e / k),
            "takes nothing from the true class",
        ),
        (
            "fused-weights",
            of_predictions(lambda p, y, w: w * p - y),
            "weighs the predictions only",
        ),
        (
            "fused-weights",
            of_predictions(lambda p, y, w: (p - y) / w),
            "divides by the class weights",
        ),
        (
            "fused-weights",
            of_predictions(lambda p, y, w: -w * y / p),
            "gradient at the probabilities",
        ),
        (
            "fused-weights",
            weighted(lambda p, y, w, n, k: w * (p - y)),
            "the mean over the 5 samples is missing",
        ),
        (
            "fused-weights",
            weighted(lambda p, y, w, n, k: w * (p - y) / w.sum()),
            "divided by the sum of the weights",
        ),
        (
            "fused-weights",
            weighted(lambda p, y, w, n, k: w * (p - y) / k),
            "divided by the number of classes",
        ),
    ],
)
def test_slips_in_code(name, backward, words):
    text = str(check(name, backward=backward))
    assert "Not yet." in text
    assert words in text
    assert "More than one mistake" not in text


def softmax_without_axis(average):
    def backward(z, tau, g):
        s = np.exp(z / tau)
        s /= s.sum()
        return s * (g - average(s * g)) / tau, 0.0

    return backward


def test_a_softmax_over_the_whole_batch():
    rows = softmax_without_axis(lambda sg: sg.sum(axis=1, keepdims=True))
    text = str(check("softmax-temperature", backward=rows))
    assert "takes the softmax of the whole batch" in text
    assert "so has the average" not in text
    text = str(
        check("softmax-temperature", backward=softmax_without_axis(np.sum))
    )
    assert "takes the softmax of the whole batch" in text
    assert "so has the average" in text
