"""Typical slips in functions are told what they are, one slip a line."""

import numpy as np
import pytest

from backprop import Softmax
from backprop.exercises import check


def said(name, function):
    part = "along" if name == "check-along" else "backward"
    text = str(check(name, **{part: function}))
    assert "Not yet." in text
    assert "ore than one mistake" not in text
    return text


def cases(*pairs):
    return pytest.mark.parametrize(("slip", "words"), pairs)


def right_square(x, w, b, d):
    dz = 2.0 * d * (x @ w + b)
    return dz * w, dz * x, dz


def square(change):
    """Return a backward whose `change` makes the gradient at the sum."""

    def backward(x, w, b, d):
        dz = change(x @ w + b, d)
        return dz * w, dz * x, dz

    return backward


@cases(
    (square(lambda z, d: 2 * d), "2z; the z is missing"),
    (square(lambda z, d: 2 * d * z**2), "the square itself is in it too"),
    (square(lambda z, d: d * z**2), "is 2z, not z squared. The same goes"),
    (square(lambda z, d: 4 * d * z), "the 2 is in it twice"),
    (square(lambda z, d: 12 * d), "the 12 is that of the chapter's numbers"),
    (square(lambda z, d: 2 * d * z * (z > 0)), "still has the ReLU in it"),
    (
        lambda x, w, b, d: (*right_square(x, w, b, d)[:2], 0.0),
        "dbias is 0, and should not be",
    ),
    (
        lambda x, w, b, d: (2 * d * x * w * w, 2 * d * x * x * w, 2 * d * b),
        "squares each product for itself",
    ),
    (
        lambda x, w, b, d: (2 * d * x * w * w, 2 * d * x * x * w, 2 * d * b),
        "dbias squares the bias for itself",
    ),
    (
        lambda x, w, b, d: (
            *right_square(x, w, b, d)[:2],
            2 * d * (x @ w + b) * b,
        ),
        "dbias is multiplied by the bias",
    ),
    (
        lambda x, w, b, d: [
            v * (v * d * (x @ w + b) > 0) for v in right_square(x, w, b, d)
        ],
        "has a ReLU on single inputs or weights",
    ),
)
def test_slips_with_a_squaring_neuron(slip, words):
    text = said("neuron-square", slip)
    assert words in text
    assert "shape" not in text


def test_before_chapter_2_nothing_is_said_of_shapes():
    text = said("neuron-square", lambda x, w, b, d: (w[:2], x[:, None], [d]))
    assert "tried with inputs of 5 numbers, weights of 5 numbers, bias =" in (
        text
    )
    assert "dinputs is a list of 2, and should be a list of 5" in text
    assert "dweights has brackets within brackets" in text
    assert "shape" not in text


@pytest.mark.parametrize(
    "wrap", [float, np.float32, lambda v: [v], lambda v: np.array([[v]])]
)
def test_one_number_may_have_brackets_or_another_dtype(wrap):
    def neuron(x, w, b, d):
        dinputs, dweights, dbias = right_square(x, w, b, d)
        return dinputs.tolist(), dweights.astype(np.float32), wrap(dbias)

    def scaled(X, W, s, g):
        return s * g @ W.T, s * X.T @ g, wrap(np.sum(g * (X @ W)))

    def along(X, g, U, u):
        return wrap(np.sum(g * (X @ U + u)))

    def tempered(z, tau, g):
        softmax = Softmax()
        softmax.forward(z / tau)
        dt = softmax.backward(g)
        return dt / tau, wrap(-np.sum(dt * z) / tau**2)

    assert "Right so far" in str(check("neuron-square", backward=neuron))
    assert check("layer-scale", backward=scaled).passed
    assert check("check-along", along=along).passed
    assert check("softmax-temperature", backward=tempered).passed


def test_one_number_in_brackets_is_nudged_too():
    text = said("check-along", lambda X, g, U, u: [17.0])
    assert "Nudging t shows a slope of" in text
    assert "not 17." in text


def test_a_mistake_of_several_gradients_is_said_once():
    text = said("neuron-square", square(lambda z, d: d))
    assert text.count("the slope of the square, 2z, is missing") == 1
    assert "The same goes for dweights and dbias." in text


def scale(dscale):
    return lambda X, W, s, g: (s * g @ W.T, s * X.T @ g, dscale(X @ W, s, g))


def scale_others(power, upstream=lambda g: g):
    """Return a backward with the scale to a power in dinputs, dweights."""

    def backward(X, W, s, g):
        k, G = s**power, upstream(g)
        return k * G @ W.T, k * X.T @ G, np.sum(g * (X @ W))

    return backward


@cases(
    (scale(lambda z, s, g: g.sum()), "dscale adds up G alone"),
    (scale(lambda z, s, g: g.sum() * z.sum()), "before it multiplies"),
    (scale(lambda z, s, g: g.T @ z), "dscale is a product of matrices"),
    (scale(lambda z, s, g: (g * z).sum() / s), "is divided by the scale"),
    (scale(lambda z, s, g: (g * z).sum(0)), "it still has to be added up"),
    (scale(lambda z, s, g: (g * z).sum(1)), "summed over the 2 samples"),
    (scale_others(2), "the scale is in it twice. The same goes for dw"),
    (scale_others(-1), "divided by the scale; it must be multiplied"),
    (scale_others(0), "dinputs leaves the scale out"),
    (scale_others(1, np.ones_like), "upstream gradient is left out of din"),
    (scale_others(0, np.ones_like), "of dinputs, and so is the scale. The"),
    (
        lambda X, W, s, g: (s * g @ W.T, s * g.T @ X, np.sum(g * (X @ W))),
        "its transpose, and so are the values; use .T",
    ),
    (
        lambda X, W, s, g: (
            s * g @ W.T / len(X),
            s * X.T @ g / len(X),
            np.sum(g * (X @ W)),
        ),
        "divided by the 2 samples once too often",
    ),
    (lambda X, W, s, g: None, "backward returned nothing; it must return"),
)
def test_slips_with_a_scale(slip, words):
    assert words in said("layer-scale", slip)


def leak(open_, shut):
    return lambda z, g: np.where(z > 0, open_(z, g), shut(z, g))


def all_of_it(z, g):
    return g


@cases(
    (leak(lambda z, g: 0.1 * g, all_of_it), "is reversed: a tenth passes"),
    (lambda z, g: np.where(z > 0, 1.0, 0.1), "the local derivative alone"),
    (lambda z, g: g, "is dvalues as it came"),
    (lambda z, g: 0.1 * g, "is a tenth everywhere"),
    (lambda z, g: g * (0.1 + (z > 0)), "adds a tenth everywhere"),
    (leak(all_of_it, lambda z, g: -0.1 * g), "the wrong sign where it leaks"),
    (leak(all_of_it, lambda z, g: 0.01 * g), "lets a hundredth leak"),
    (leak(all_of_it, lambda z, g: 10 * g), "lets ten times dvalues leak"),
    (
        lambda z, g: g * np.where(z > 0, z, 0.1 * z),
        "multiplies by what goes forwards",
    ),
    (
        leak(all_of_it, lambda z, g: 0.1 * z * g),
        "multiplies by the input where it leaks",
    ),
    (
        lambda z, g: g * np.where((z > 0) & (g > 0), 1.0, 0.1),
        "looks at dvalues too",
    ),
    (
        lambda z, g: g * np.where(z > 0, 1.0, 0.1) / len(z),
        "divided by the 5 samples once too often",
    ),
    (
        lambda z, g: g * np.where(z >= 0, 1.0, 0.1),
        "Where the inputs are exactly 0, dinputs passes all of dvalues",
    ),
    (
        lambda z, g: np.where(z < 0, 0.1 * g, g),
        "Where the inputs are exactly 0, dinputs passes all of dvalues",
    ),
    (
        lambda z, g: g * np.where(z == 0, 0.0, np.where(z > 0, 1.0, 0.1)),
        "Where the inputs are exactly 0, dinputs passes nothing",
    ),
    (
        lambda z, g: g * (np.heaviside(z, 0.5) + 0.1 * np.heaviside(-z, 0.5)),
        "takes the mean of both slopes",
    ),
    (lambda z, g: None, "backward returned nothing; it must return dinputs."),
)
def test_slips_with_a_leaky_gate(slip, words):
    assert words in said("relu-leaky", slip)


def test_at_a_corner_no_slope_is_measured():
    text = said("relu-leaky", lambda z, g: g * np.where(z >= 0, 1.0, 0.1))
    assert "Nudging" not in text


def weighted(change):
    """Return a backward of either exercise on class weights."""

    def backward(p, y_true, c):
        n, k = p.shape
        return change(p, np.eye(k)[y_true], c[y_true][:, None], c, n)

    return backward


@cases(
    (lambda p, y, w, c, n: -w * y / p / n / 3, "number of classes as well"),
    (lambda p, y, w, c, n: -w / p / n, "has the weight of the true one there"),
    (lambda p, y, w, c, n: -w * np.roll(y, -1, 1) / p / n, "class too low"),
    (lambda p, y, w, c, n: -w * np.roll(y, 1, 1) / p / n, "class too high"),
    (
        lambda p, y, w, c, n: -w * w * y / p / n,
        "the class weights in it twice",
    ),
    (lambda p, y, w, c, n: -c.mean() * y / p / n, "weighs all samples alike"),
    (lambda p, y, w, c, n: -w * y * np.log(p) / n, "holds the losses"),
    (lambda p, y, w, c, n: -w * y / p**2 / n, "by the predictions twice"),
    (
        lambda p, y, w, c, n: float(-np.sum(w * y * np.log(p)) / n),
        "is the loss; asked for is its gradient",
    ),
    (
        lambda p, y, w, c, n: np.sum(-w * y / p / n, axis=1),
        "the entries of the true classes alone",
    ),
    (
        lambda p, y, w, c, n: -(y @ np.roll(c, 1))[:, None] * y / p / n,
        "the weight of the class before",
    ),
    (
        lambda p, y, w, c, n: -(y @ np.roll(c, -1))[:, None] * y / p / n,
        "the weight of the class behind",
    ),
)
def test_slips_with_weighted_classes_at_the_predictions(slip, words):
    assert words in said("cross-entropy-weighted", weighted(slip))


@cases(
    (lambda p, y, w, c, n: (c * p - y) / n, "columns of the predictions, and"),
    (
        lambda p, y, w, c, n: np.where(y > 0, w, 1.0) * (p - y) / n,
        "weighs the true class alone",
    ),
    (
        lambda p, y, w, c, n: w * y * (p - y) / n,
        "is 0 for the classes that are not the true one",
    ),
    (lambda p, y, w, c, n: w * w * (p - y) / n, "class weights in it twice"),
    (lambda p, y, w, c, n: c.mean() * (p - y) / n, "weighs all samples alike"),
    (lambda p, y, w, c, n: w * p / n, "the weighed predictions alone"),
    (lambda p, y, w, c, n: -w * y / n, "the weighed labels alone"),
    (lambda p, y, w, c, n: w * (p - 1) / n, "the weight from every class"),
    (lambda p, y, w, c, n: w * (p - np.roll(y, -1, 1)) / n, "class too low"),
    (lambda p, y, w, c, n: w * (p - np.roll(y, 1, 1)) / n, "class too high"),
    (
        lambda p, y, w, c, n: (y @ np.roll(c, 1))[:, None] * (p - y) / n,
        "the weight of the class before",
    ),
    (
        lambda p, y, w, c, n: (y @ np.roll(c, -1))[:, None] * (p - y) / n,
        "the weight of the class behind",
    ),
    (
        lambda p, y, w, c, n: w * (p - y) / c.sum(),
        "divided by the sum of the class weights",
    ),
    (lambda p, y, w, c, n: w * (p - y) / n / 3, "number of classes as well"),
)
def test_slips_with_weighted_classes_at_the_logits(slip, words):
    assert words in said("fused-weights", weighted(slip))


def smoothing(gradient):
    def backward(p, y_true, e):
        n, k = p.shape
        return gradient(p, np.eye(k)[y_true], e, k) / n

    return backward


def labels(change):
    """Return a backward with other labels."""
    return smoothing(lambda p, y, e, k: p - change(y, 1 - y, e, k))


@cases(
    (labels(lambda y, o, e, k: y), "epsilon has no effect"),
    (
        labels(lambda y, o, e, k: (1 - e) * y + e / (k - 1) * o),
        "shares epsilon among the K - 1 other classes",
    ),
    (
        labels(lambda y, o, e, k: (1 - e) * y + e / k * o),
        "has the label 1 - epsilon for the right class",
    ),
    (
        labels(lambda y, o, e, k: (1 - e / k) * y + e / k * o),
        "has the label 1 - epsilon / K for the right class",
    ),
    (
        labels(lambda y, o, e, k: y + e / k * o),
        "leaves the right class its 1, and gives epsilon / K to",
    ),
    (
        labels(lambda y, o, e, k: y + e / (k - 1) * o),
        "leaves the right class its 1, and gives epsilon / (K - 1)",
    ),
    (
        labels(lambda y, o, e, k: (1 - e) * y + e * o),
        "gives all of epsilon to each of the other classes",
    ),
    (labels(lambda y, o, e, k: (1 + e) * y + e / k), "adds epsilon to the"),
    (labels(lambda y, o, e, k: (1 - e) * y - e / k), "takes epsilon / K from"),
    (labels(lambda y, o, e, k: e * y + (1 - e) / k), "the wrong way round"),
    (
        labels(lambda y, o, e, k: (1 - e) * np.roll(y, -1, 1) + e / k),
        "the label is one class too low",
    ),
    (
        labels(lambda y, o, e, k: (1 - e) * np.roll(y, 1, 1) + e / k),
        "takes the label one class too high",
    ),
    (
        smoothing(lambda p, y, e, k: (1 - e) * p + e / k - y),
        "smooths the predictions",
    ),
    (smoothing(lambda p, y, e, k: (1 - e) * (p - y)), "from the whole error"),
    (
        smoothing(lambda p, y, e, k: len(p) * ((1 - e) * y + e / k)),
        "is the smoothed labels",
    ),
    (
        smoothing(lambda p, y, e, k: (p - (1 - e) * y - e / k) * len(p) / k),
        "divided by the number of classes;",
    ),
)
def test_slips_with_smoothed_labels(slip, words):
    text = said("fused-smoothing", slip)
    assert words in text
    assert "makes soft labels hard" not in text


def test_a_factor_that_was_forgotten_with_epsilon_is_told_apart():
    text = said("fused-smoothing", lambda p, y, e: p - np.eye(4)[y])
    assert "epsilon has no effect; besides" in text
    assert text.count("the mean over the 5 samples is missing") == 1


def temperature(dz=None, dtau=None):
    def backward(z, tau, g):
        softmax = Softmax()
        s = softmax.forward(z / tau)
        dt = softmax.backward(g)
        return (
            dt / tau if dz is None else dz(z, tau, g, s, dt),
            -np.sum(dt * z) / tau**2
            if dtau is None
            else dtau(z, tau, g, s, dt),
        )

    return backward


def other_softmax(z, tau, g, s, dt):
    softmax = Softmax()
    softmax.forward(z * tau)
    return softmax.backward(g) / tau


@cases(
    (temperature(lambda z, t, g, s, d: d / t**2), "divided by tau twice"),
    (temperature(other_softmax), "multiplies the logits by tau"),
    (
        temperature(lambda z, t, g, s, d: s * (g - g.mean(1)[:, None]) / t),
        "subtracts the plain mean",
    ),
    (temperature(lambda z, t, g, s, d: g / t), "softmax is left out"),
    (
        temperature(None, lambda z, t, g, s, d: -np.sum(d * z)),
        "the division by tau squared is missing",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -np.mean(d * z) / t**2),
        "it is a mean over all entries",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -np.sum(d * z) / t**2 / 2),
        "divided by the 2 samples once too often",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -np.sum(g * z) / t**2),
        "uses dvalues as they came",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -np.sum(z) / t**2),
        "dtau leaves out what arrives",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -np.sum(d) / t**2),
        "the gradients of softmax add up to 0",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -np.sum(g * s * z) / t**2),
        "lacks the average that softmax subtracts",
    ),
    (
        temperature(None, lambda z, t, g, s, d: -d * z / t**2),
        "it still has to be added up",
    ),
)
def test_slips_with_a_temperature(slip, words):
    assert words in said("softmax-temperature", slip)


@cases(
    (lambda s, g: g, "is dvalues as it came"),
    (lambda s, g: g / s, "goes back through the logarithm alone"),
    (lambda s, g: g * (1 - s), "uses the diagonal of the Jacobian only"),
    (lambda s, g: -s * g.sum(1)[:, None], "only what is subtracted"),
    (lambda s, g: g - s**2 * g.sum(1)[:, None], "by the probabilities twice"),
    (lambda s, g: s * (g - g.sum(1)[:, None]), "multiplies all of it by the"),
    (lambda s, g: 1 - 3 * s, "leaves out dvalues"),
    (lambda s, g: (g - s * g.sum(1)[:, None]) / 4, "by the 4 samples once"),
)
def test_slips_with_the_logarithm_of_softmax(slip, words):
    assert words in said("softmax-log", slip)


@cases(
    (lambda X, g, U, u: np.mean(g * (X @ U + u)), "the mean over all entries"),
    (
        lambda X, g, U, u: np.sum(g * (X @ U + u)) / len(X),
        "samples once too often",
    ),
    (lambda X, g, U, u: np.sum(g * (X @ U)) + u.sum(), "the sum of u alone"),
    (
        lambda X, g, U, u: np.sum(g * (X @ U)) + np.sum(g.mean(0) * u),
        "averages G over the samples",
    ),
    (
        lambda X, g, U, u: np.sum(g * (X @ U - u)),
        "subtracts what the biases do",
    ),
    (
        lambda X, g, U, u: np.sum(g * (X @ U)) * np.sum(g * u),
        "multiplies the two shares",
    ),
    (
        lambda X, g, U, u: (
            np.sum(g * (X @ U + u)) / np.sqrt(np.sum(U**2) + np.sum(u**2))
        ),
        "divided by the length of the direction",
    ),
    (lambda X, g, U, u: np.sum(X.T @ g) + g.sum(), "leaves the direction out"),
    (
        lambda X, g, U, u: np.sum(X.T @ g) * U.sum() + g.sum() * u.sum(),
        "adds up gradient and direction before",
    ),
    (lambda X, g, U, u: X.T @ g @ U.T, "is a product of matrices"),
    (lambda X, g, U, u: X @ U + u, "how far each output moves"),
    (lambda X, g, U, u: X.T @ g * U, "is not added up, and leaves the biases"),
    (lambda X, g, U, u: g * (X @ U + u), "it still has to be added up"),
    (lambda X, g, U, u: (1.0, 2.0), "a tuple of 2; it must return dt."),
)
def test_slips_with_a_slope_along_a_direction(slip, words):
    assert words in said("check-along", slip)


def network(start=None, mask=None, dW2=None):
    """Return the way back with another start, mask or inputs of layer 2."""

    def backward(X, y, W1, b1, W2, b2):
        n = len(X)
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0.0)
        logits = A1 @ W2 + b2
        softmax = Softmax()
        P, Y = softmax.forward(logits), np.eye(W2.shape[1])[y]
        dZ2 = (start(P, Y, logits) if start else P - Y) / n
        dA1 = dZ2 @ W2.T
        dZ1 = dA1 * (mask(Z1, dA1) if mask else Z1 > 0)
        inputs = dW2(Z1) if dW2 else A1
        return (
            X.T @ dZ1,
            dZ1.sum(0, keepdims=True),
            inputs.T @ dZ2,
            dZ2.sum(0, keepdims=True),
        )

    return backward


def of_the_whole_batch(P, Y, logits):
    powers = np.exp(logits)
    return powers / powers.sum() - Y


FOUR = "The same goes for db1, dW2 and db2."
TWO = "The same goes for db1."


@cases(
    (
        network(lambda P, Y, z: P),
        f"labels out: prediction minus label. {FOUR}",
    ),
    (network(lambda P, Y, z: -Y), "leaves the predictions out"),
    (network(lambda P, Y, z: -Y / P), "starts from the gradient at the prob"),
    (network(lambda P, Y, z: z - Y), "subtracts the labels from the logits"),
    (
        network(lambda P, Y, z: P - np.roll(Y, -1, 1)),
        f"the label is one class too low. {FOUR}",
    ),
    (
        network(lambda P, Y, z: P - np.roll(Y, 1, 1)),
        f"takes the labels one class too high. {FOUR}",
    ),
    (network(of_the_whole_batch), "takes the softmax of the whole batch"),
    (
        network(lambda P, Y, z: (P - Y) * len(P) / P.shape[1]),
        "divided by the number of classes;",
    ),
    (network(None, lambda Z, d: 1.0), f"ignores the ReLU's mask. {TWO}"),
    (network(None, lambda Z, d: d > 0), "a mask that looks at the gradient"),
    (network(None, lambda Z, d: Z <= 0), "has its mask reversed: what"),
    (
        network(None, lambda Z, d: np.maximum(Z, 0)),
        f"multiplies by A1; the ReLU's slope is 1 or 0. {TWO}",
    ),
    (
        network(None, lambda Z, d: Z >= 0),
        "Where Z1 is exactly 0, db1 passes the gradient",
    ),
    (network(None, None, lambda Z: Z), "dW2 is made of Z1"),
)
def test_slips_with_a_whole_network(slip, words):
    text = said("network-in-code", slip)
    assert words in text


def test_the_way_back_passes_as_it_is():
    assert check("network-in-code", backward=network()).passed


def dropped(dinputs=None, dweights=None):
    """Return a backward of dropped weights, one gradient of it changed."""

    def backward(X, W, M, g):
        return (
            dinputs(X, W, M, g) if dinputs else g @ (W * M).T,
            dweights(X, W, M, g) if dweights else X.T @ g * M,
        )

    return backward


@cases(
    (
        dropped(lambda X, W, M, g: g @ (W * (M > 0)).T),
        "the division by 1 - p = 0.75 is missing",
    ),
    (
        dropped(lambda X, W, M, g: g @ (W * M * M).T),
        "it is divided by 1 - p = 0.75 twice",
    ),
    (
        dropped(lambda X, W, M, g: np.ones_like(g) @ (W * M).T),
        "the upstream gradient is left out of dinputs",
    ),
    (
        dropped(lambda X, W, M, g: g @ (W * (M == 0)).T),
        "dinputs has its mask reversed",
    ),
    (dropped(lambda X, W, M, g: g @ M.T), "is made of the mask alone"),
    (
        dropped(None, lambda X, W, M, g: X.T @ g * (M > 0) * 0.75),
        "is multiplied by 1 - p",
    ),
    (
        dropped(None, lambda X, W, M, g: X.T @ np.ones_like(g) * M),
        "the upstream gradient is left out of dweights",
    ),
    (
        dropped(None, lambda X, W, M, g: X.T @ g * (M == 0)),
        "dweights has its mask reversed",
    ),
    (
        dropped(None, lambda X, W, M, g: X.T @ g * M * W),
        "is multiplied by the weights",
    ),
    (dropped(None, lambda X, W, M, g: M), "is the mask itself"),
    (dropped(None, lambda X, W, M, g: W * M), "is the masked weights, not"),
    (
        dropped(None, lambda X, W, M, g: X.T @ g * M / len(X)),
        "divided by the 2 samples once too often",
    ),
)
def test_slips_with_dropped_weights(slip, words):
    assert words.lower() in said("dropout-weights", slip).lower()
