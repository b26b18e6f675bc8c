"""The diagnosis names the mistake, and never calls what is right wrong."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Dropout,
    ReLU,
    Softmax,
    SoftmaxCrossEntropy,
    l1_gradient,
    l2_gradient,
    reference,
)
from backprop.diagnosis import diagnose, layer_context, summarise
from networks import Network
from strategies import GENERATORS, away_from_zero, distributions

N, D, M = 5, 4, 3


def dense(rng, n=N, d=D, m=M, **penalties):
    """Return a layer that has been run both ways, and its G."""
    layer = Dense(d, m, rng=rng, weight_scale=0.7, **penalties)
    layer.biases = rng.standard_normal((1, m))
    G = rng.standard_normal((n, m))
    layer.forward(rng.standard_normal((n, d)))
    layer.backward(G)
    return layer, G


def run(layer, inputs, G):
    layer.forward(inputs)
    layer.backward(G)
    return layer


def about(layer, name, G, claimed):
    right = getattr(layer, name)
    return diagnose(claimed, right, **layer_context(layer, name, G))


def assert_says(found, key, *words):
    """Assert that a diagnosis names one cause, in these words."""
    assert not found.is_right
    assert found.causes == (key,)
    for part in words:
        assert part.lower() in str(found).lower()


# What is right is right


def layers(rng, n, d, m):
    """Yield every kind of layer after both passes, and its G."""
    yield dense(rng, n, d, m, weight_regularizer_l2=0.1)
    for layer in (ReLU(), Softmax(), Dropout(0.4, rng=rng)):
        G = rng.standard_normal((n, d))
        yield run(layer, away_from_zero(rng, n, d), G), G
    y = rng.integers(0, m, n)
    for loss, inputs in (
        (CategoricalCrossEntropy(), distributions(rng, n, m)),
        (SoftmaxCrossEntropy(), rng.standard_normal((n, m))),
    ):
        loss.forward(inputs, y)
        loss.backward()
        yield loss, None


def gradients(layer):
    names = ("dinputs", "dweights", "dbiases")
    return [name for name in names if hasattr(layer, name)]


SIZES = st.tuples(*[st.integers(1, 7)] * 3)


@given(GENERATORS, SIZES)
def test_a_right_gradient_is_never_called_wrong(rng, sizes):
    for layer, G in layers(rng, *sizes):
        for name in gradients(layer):
            right = getattr(layer, name)
            rounding = 1.0 + rng.uniform(-1e-14, 1e-14, right.shape)
            for claimed in (
                right,
                right.tolist(),
                np.asfortranarray(right * rounding),
                right.astype(np.float32),
                right.astype(np.longdouble).astype(float),
            ):
                found = about(layer, name, G, claimed)
                assert found.is_right, str(found)


@given(GENERATORS, SIZES)
def test_a_cancellation_is_not_called_wrong(rng, sizes):
    layer, G = dense(rng, *sizes)
    X = np.vstack([layer.inputs, -layer.inputs])
    G = np.vstack([G, G])
    run(layer, X, G)
    terms = [np.outer(x, g) for x, g in zip(X, G, strict=True)]
    order = rng.permutation(len(X))
    claimed = sum(terms[i] for i in order)
    assert about(layer, "dweights", G, claimed).is_right


@given(GENERATORS, SIZES)
def test_the_loop_forms_are_not_called_wrong(rng, sizes):
    n, d, _ = sizes
    Z, G = away_from_zero(rng, n, d), rng.standard_normal((n, d))
    softmax, relu = run(Softmax(), Z, G), run(ReLU(), Z, G)
    loops = reference.softmax_backward(softmax.output, G)
    assert about(softmax, "dinputs", G, loops).is_right
    assert about(relu, "dinputs", G, reference.relu_backward(Z, G)).is_right


def test_a_float32_path_is_right_and_the_words_say_so(rng):
    layer, G = dense(rng)
    X32, G32 = layer.inputs.astype(np.float32), G.astype(np.float32)
    found = about(layer, "dweights", G, X32.T @ G32)
    assert found.is_right
    assert str(found) == ("dweights is right, to the precision of float32.")


def test_nan_and_infinity_where_they_belong_are_right():
    odd = [1.0, np.nan, np.inf, -np.inf]
    assert diagnose(odd, odd).is_right
    assert not diagnose([1.0, np.nan, np.inf, np.inf], odd).is_right


@given(GENERATORS, SIZES)
def test_an_error_of_a_20th_of_a_per_cent_is_called_wrong(rng, sizes):
    for layer, G in layers(rng, *sizes):
        for name in gradients(layer):
            right = getattr(layer, name)
            if np.abs(right).max() > 1e-6:
                found = about(layer, name, G, 1.0005 * right)
                assert not found.is_right


# Each kind of mistake in the right words

PLANTED = {
    "n times": ("n samples", "exactly 5 times too large: the mean over the 5"),
    "1/n times": ("n samples", "exactly 5 times too small"),
    "sign": ("sign", "wrong sign"),
    "sign and n": ("sign, n samples", "wrong sign, and every entry"),
    "odd factor": ("some factor", "1.7 times too large: a constant factor"),
    "zero": ("zero", "is 0 everywhere"),
    "nan": ("not finite", "entry [0, 0] of dinputs is nan"),
    "rows": ("order", "rows of", "row 0 belongs at 1"),
    "columns": ("order", "columns of", "column 0 belongs at 1"),
}


def plant(mistake, right):
    wrong = right.copy()
    if mistake == "nan":
        wrong[0, 0] = np.nan
    return {
        "n times": N * right,
        "1/n times": right / N,
        "sign": -right,
        "sign and n": -N * right,
        "odd factor": 1.7 * right,
        "zero": 0 * right,
        "nan": wrong,
        "rows": np.roll(right, 1, axis=0)[:, :],
        "columns": np.roll(right, 1, axis=1),
    }[mistake]


@pytest.mark.parametrize("mistake", PLANTED)
def test_mistakes_of_any_gradient(mistake, rng):
    right = rng.standard_normal((7, 3))
    claimed = plant(mistake, right)
    key, *words = PLANTED[mistake]
    if mistake in ("rows", "columns"):
        axis = ("rows", "columns").index(mistake)
        claimed = np.roll(right, -1, axis=axis)
        words[-1] = f"{mistake[:-1]} 0 belongs at 1"
    found = diagnose(claimed, right, name="dinputs", n_samples=N)
    assert_says(found, key, "dinputs", *words)


DENSE = {
    "dinputs": {
        "G W": ("side", lambda X, W, G: G @ W, "by the weights as they are"),
        "ones": ("upstream", lambda X, W, G: np.ones_like(G) @ W.T),
        "sum first": (
            "sum first",
            lambda X, W, G: G.sum(1, keepdims=True) * W.sum(1),
            "multiply first, then sum over the neurons",
        ),
        "one neuron": (
            "one neuron",
            lambda X, W, G: np.outer(G[:, 1], W[:, 1]),
            "counts neuron 1 only",
        ),
        "transposed": ("transpose", lambda X, W, G: (G @ W.T).T),
    },
    "dweights": {
        "transposed": ("transpose", lambda X, W, G: G.T @ X, "use .T"),
        "ones": ("upstream", lambda X, W, G: X.T @ np.ones_like(G)),
        "sum first": (
            "sum first",
            lambda X, W, G: np.outer(X.sum(0), G.sum(0)),
            "multiply first, then sum over the samples",
        ),
        "mean": ("n samples", lambda X, W, G: X.T @ G / len(X)),
        "last sample": (
            "one sample",
            lambda X, W, G: np.outer(X[-1], G[-1]),
            "sample 4 only",
        ),
        "first missing": (
            "sample missing",
            lambda X, W, G: X[1:].T @ G[1:],
            "sample 0 is missing",
        ),
        "both": (
            "transpose, n samples",
            lambda X, W, G: (X.T @ G).T / len(X),
            "besides",
        ),
        "not summed": (
            "not summed",
            lambda X, W, G: X[:, :, None] * G[:, None, :],
            "over the 5 samples",
        ),
    },
    "dbiases": {
        "axis": ("axis", lambda X, W, G: G.sum(axis=1), "axis 1"),
        "mean": ("n samples", lambda X, W, G: G.mean(0, keepdims=True)),
        "not summed": ("not summed", lambda X, W, G: G, "over the 5 samples"),
        "axis lost": ("axis lost", lambda X, W, G: G.sum(0), "keepdims"),
        "axis lost, mean": ("axis lost, n samples", lambda X, W, G: G.mean(0)),
        "all": ("summed", lambda X, W, G: np.full((1, M), G.sum())),
        "number": ("summed", lambda X, W, G: G.sum(), "all entries"),
        "ones": ("upstream", lambda X, W, G: np.ones((1, M))),
        "one": ("one sample", lambda X, W, G: G[[0]], "sample 0 only"),
    },
}


@pytest.mark.parametrize(
    ("name", "slip"),
    [(name, slip) for name, slips in DENSE.items() for slip in slips],
)
def test_mistakes_of_a_dense_layer(name, slip, rng):
    square = slip == "G W"
    layer, G = dense(rng, d=M if square else D)
    key, wrong, *words = DENSE[name][slip]
    claimed = wrong(layer.inputs, layer.weights, G)
    assert_says(about(layer, name, G, claimed), key, name, *words)


def test_in_a_square_layer_a_transpose_has_the_right_shape(rng):
    layer, G = dense(rng, d=M)
    found = about(layer, "dweights", G, layer.dweights.T)
    assert str(found) == "dweights is the transpose of what it should be."
    found = about(layer, "dweights", G, -layer.dweights.T)
    assert_says(found, "transpose, sign", "besides, dweights has the wrong")


def test_weights_for_inputs_where_the_shapes_fit(rng):
    layer, G = dense(rng, n=M)
    found = about(layer, "dweights", G, layer.weights @ G)
    assert_says(found, "other factor", "is made of the weights")


RELU = {
    "the mask looks at dvalues; it must look at the inputs": (
        lambda Z, G: G * (G > 0)
    ),
    "the mask is missing": lambda Z, G: G,
    "the mask is reversed": lambda Z, G: G * (Z <= 0),
    "the upstream gradient is left out": lambda Z, G: 1.0 * (Z > 0),
    "starts from the output": lambda Z, G: Z * (Z > 0),
    "multiplies by the inputs": lambda Z, G: G * Z * (Z > 0),
    "exactly 0": lambda Z, G: G * (Z >= 0),
    "the inputs alone decide": lambda Z, G: G * (Z > 0) * (G > 0),
    "the mask looks at dvalues; it must look at the inputs; besides, every "
    "entry of dinputs is exactly 6 times too large": (
        lambda Z, G: 6 * G * (G > 0)
    ),
}


@pytest.mark.parametrize("words", RELU)
def test_mistakes_of_the_relu(words, rng):
    Z, G = away_from_zero(rng, 6, 4), rng.standard_normal((6, 4))
    Z[0, 0] = 0.0
    relu = run(ReLU(), Z, G)
    found = about(relu, "dinputs", G, RELU[words](Z, G))
    assert not found.is_right
    assert len(found.causes) == 1
    assert words.lower() in str(found).lower()


DROPOUT = {
    "the division by 1 - p = 0.6 is missing": lambda G, R, p: G * R,
    "divided by p = 0.4": lambda G, R, p: G * R / p,
    "multiplied by 1 - p": lambda G, R, p: G * R * (1 - p),
    "divided by 1 - p = 0.6 twice": lambda G, R, p: G * R / (1 - p) ** 2,
    "the mask is missing: dinputs is dvalues": lambda G, R, p: G,
    "the mask is missing: dinputs is only": lambda G, R, p: G / (1 - p),
    "the mask is reversed": lambda G, R, p: G * (1 - R) / (1 - p),
    "the upstream gradient is left out": lambda G, R, p: R / (1 - p),
}


@pytest.mark.parametrize("words", DROPOUT)
def test_mistakes_of_dropout(words, rng):
    layer = Dropout(0.4, rng=rng)
    G = rng.standard_normal((N, D))
    run(layer, rng.standard_normal((N, D)), G)
    kept = 1.0 * (layer.scaled_mask > 0)
    found = about(layer, "dinputs", G, DROPOUT[words](G, kept, 0.4))
    assert len(found.causes) == 1
    assert words.lower() in str(found).lower()


SOFTMAX = {
    "the diagonal of the Jacobian only": lambda S, G: S * (1 - S) * G,
    "the second term is missing": lambda S, G: S * G,
    "not multiplied by the output": (
        lambda S, G: G - (S * G).sum(1, keepdims=True)
    ),
    "sums over the samples": lambda S, G: S * (G - (S * G).sum(0)),
    "sums over the whole batch": lambda S, G: S * (G - (S * G).sum()),
    "has the wrong sign": lambda S, G: S * (G + (S * G).sum(1)[:, None]),
    "upstream gradient is left out": lambda S, G: S * (1 - S),
}


@pytest.mark.parametrize("words", SOFTMAX)
def test_mistakes_of_softmax(words, rng):
    Z, G = rng.standard_normal((2, N, D))
    softmax = run(Softmax(), Z, G)
    found = about(softmax, "dinputs", G, SOFTMAX[words](softmax.output, G))
    assert len(found.causes) == 1
    assert words.lower() in str(found).lower()


LOSSES = {
    CategoricalCrossEntropy: {
        "the labels are missing": lambda P, Y: -1 / P / N,
        "does not divide by the predictions": lambda P, Y: -Y / N,
        "the gradient at the logits": lambda P, Y: (P - Y) / N,
        "multiplies by the predictions": lambda P, Y: -Y * P / N,
        "has the wrong sign": lambda P, Y: Y / P / N,
        "the mean over the 5 samples is missing": lambda P, Y: -Y / P,
        "once too often": lambda P, Y: -Y / P / N**2,
    },
    SoftmaxCrossEntropy: {
        "the labels are not subtracted": lambda P, Y: P / N,
        "the predictions are missing": lambda P, Y: -Y / N,
        "the gradient at the probabilities": lambda P, Y: -Y / P / N,
        "has the wrong sign": lambda P, Y: (Y - P) / N,
        "the mean over the 5 samples is missing": lambda P, Y: P - Y,
        "wrong sign, and every entry": lambda P, Y: Y - P,
    },
}


@pytest.mark.parametrize(
    ("kind", "words"),
    [(kind, words) for kind, slips in LOSSES.items() for words in slips],
)
@pytest.mark.parametrize("one_hot", [True, False])
def test_mistakes_of_losses(kind, words, one_hot, rng):
    loss, y = kind(), np.array([0, 2, 1, 1, 2])
    P, Y = distributions(rng, N, M), np.eye(M)[y]
    loss.forward(P, Y if one_hot else y)
    loss.backward()
    P = P if kind is CategoricalCrossEntropy else loss.output
    found = about(loss, "dinputs", None, LOSSES[kind][words](P, Y))
    assert len(found.causes) == 1
    assert words.lower() in str(found).lower()


def test_labels_subtracted_from_the_logits(rng):
    loss, y = SoftmaxCrossEntropy(), np.array([0, 2, 1, 1, 2])
    Z = rng.standard_normal((N, M))
    loss.forward(Z, y)
    loss.backward()
    found = about(loss, "dinputs", None, (Z - np.eye(M)[y]) / N)
    assert_says(found, "other factor", "subtracts the labels from the logits")


PENALTY = {
    "the L1 penalty's gradient is missing": (-1, 0),
    "the L2 penalty's gradient is missing": (0, -1),
    "the gradients of both penalties are missing": (-1, -1),
    "the L2 penalty's gradient is counted twice": (0, 1),
    "the L1 penalty's gradient has the wrong sign": (-2, 0),
    "the L2 penalty's gradient lacks the 2": (0, -0.5),
    "the L1 penalty's gradient lacks its strength": (1 / 0.02 - 1, 0),
    "the L2 penalty's gradient is divided by the number": (0, 1 / N - 1),
}


@pytest.mark.parametrize("words", PENALTY)
@pytest.mark.parametrize("part", ["weight", "bias"])
def test_mistakes_with_penalties(words, part, rng):
    strengths = {
        f"{part}_regularizer_l1": 0.02,
        f"{part}_regularizer_l2": 0.07,
    }
    layer, G = dense(rng, **strengths)
    name = {"weight": "dweights", "bias": "dbiases"}[part]
    w = getattr(layer, name[1:])
    first, second = PENALTY[words]
    claimed = getattr(layer, name) + first * l1_gradient(w, 0.02)
    claimed = claimed + second * l2_gradient(w, 0.07)
    found = about(layer, name, G, claimed)
    assert_says(found, "penalty", words.split(" ", 1)[1])


def test_the_strengths_of_two_penalties_exchanged(rng):
    layer, G = dense(
        rng, weight_regularizer_l1=0.02, weight_regularizer_l2=0.1
    )
    claimed = layer.dweights - l2_gradient(layer.weights, 0.1 - 0.02)
    found = about(layer, "dweights", G, claimed)
    assert_says(found, "penalty", "has the strength of the other penalty")


def test_a_penalty_left_out_is_not_taken_for_a_sample_left_out(rng):
    layer, G = dense(rng, weight_regularizer_l2=0.1)
    G[-1] = 0.0
    run(layer, layer.inputs, G)
    claimed = layer.dweights - l2_gradient(layer.weights, 0.1)
    assert about(layer, "dweights", G, claimed).causes == ("penalty",)


def test_penalties_that_pull_two_ways_are_not_made_out(rng):
    w, right = rng.uniform(-2.0, 2.0, (2, 4, 3))
    gap = l1_gradient(w, 0.1) - l2_gradient(w, 0.2)
    assert diagnose(right + gap, right, parameters=w).causes == ()
    both = l1_gradient(w, 0.1) + l2_gradient(w, 0.2)
    assert diagnose(right + both, right, parameters=w).causes == ("penalty",)


def test_mistakes_of_a_penalty_alone(rng):
    w = np.array([1.5, -2.0, 0.0, 0.5])
    l1 = {"name": "gradient", "of": "l1", "parameters": w, "l1": 0.1}
    l2 = {"name": "gradient", "of": "l2", "parameters": w, "l2": 0.1}
    right = l1_gradient(w, 0.1)
    found = diagnose(np.sign(w), right, **l1)
    assert_says(found, "strength", "lambda = 0.1 is missing")
    found = diagnose(np.where(w >= 0, 0.1, -0.1), right, **l1)
    assert_says(found, "kink", "exactly 0")
    assert_says(diagnose([0.1] * 4, right, **l1), "sign", "one sign")
    right = l2_gradient(w, 0.1)
    assert_says(diagnose(0.1 * w, right, **l2), "two", "the 2 from")
    found = diagnose(0.1 * w**2, right, **l2)
    assert_says(found, "other gradient", "penalty itself")


# What is known besides the layer


@pytest.mark.parametrize(
    ("words", "k"),
    [
        ("is missing from", 0.0),
        ("is counted twice in", 2.0),
        ("has the wrong sign in", -1.0),
    ],
)
def test_a_term_of_a_sum(words, k, rng):
    one, other = rng.standard_normal((2, N, D))
    terms = {"the path through the skip": one, "the path inside": other}
    found = diagnose(k * one + other, one + other, name="dinputs", terms=terms)
    assert_says(found, "term", f"the path through the skip {words} dinputs")


def test_what_the_call_before_has_left(rng):
    before, right = rng.standard_normal((2, D, M))
    context = {"name": "dweights", "previous": before}
    found = diagnose(right + before, right, **context)
    assert_says(found, "accumulated", "has been added to what the call before")
    found = diagnose(before, right, **context)
    assert_says(found, "accumulated", "dweights is still that of the call")


def test_weights_that_were_updated_too_early(rng):
    layer, G = dense(rng, weight_regularizer_l1=0.1)
    moved = layer.weights - 0.25 * layer.dweights
    found = about(layer, "dinputs", G, G @ moved.T)
    assert_says(found, "updated weights", "with a learning rate of 0.25")
    uphill = layer.weights + 0.25 * layer.dweights
    assert about(layer, "dinputs", G, G @ uphill.T).causes == ()
    layer, G = dense(rng, d=1, m=1)  # where all steps lie on one line
    for upstream in (G, -G):
        run(layer, layer.inputs, upstream)
        found = about(layer, "dinputs", upstream, 0.0 * G)
        assert found.causes == ("zero",)


def test_a_mask_of_another_array(rng):
    Z, other, G = rng.standard_normal((3, N, D))
    found = diagnose(
        G * (other > 0.0),
        G * (Z > 0.0),
        **layer_context(run(ReLU(), Z, G), "dinputs", G),
        others={"the inputs of relu2": other, "something": G[:, :1]},
    )
    assert_says(found, "mask", "the mask looks at the inputs of relu2; it")


def test_a_gradient_can_be_said_to_be_of_a_layer():
    found = diagnose([-1.0, 2.0], [1.0, -2.0], name="dbiases", place="dense1")
    assert str(found) == "dense1.dbiases has the wrong sign."
    assert found.name == "dense1.dbiases"


@pytest.mark.parametrize(
    ("error", "causes"), [(1e-9, ()), (1e-7, ("float32",))]
)
def test_the_digits_tell_what_went_through_float32(error, causes, rng):
    right = away_from_zero(rng, 4, 3)
    found = diagnose(right * (1.0 + error), right)
    assert found.is_right
    assert found.causes == causes
    assert diagnose(right * (1.0 + error), right, rtol=1e-3).causes == ()


# When nothing fits, when several do, and when it is no answer at all


def test_nothing_is_guessed(rng):
    layer, G = dense(rng)
    claimed = layer.dweights.copy()
    claimed[2, 1] += 0.5
    found = about(layer, "dweights", G, claimed)
    assert found.causes == ()
    assert found.entry == (2, 1)
    assert str(found).startswith(
        "1 of 12 entries of dweights is wrong; the largest difference is at "
        f"entry [2, 1], which is {claimed[2, 1]:.6g}, and should be "
    )


@given(GENERATORS, SIZES)
def test_noise_has_no_cause(rng, sizes):
    for layer, G in layers(rng, *sizes):
        for name in gradients(layer):
            right = getattr(layer, name)
            if right.size < 3:
                continue
            found = about(layer, name, G, rng.standard_normal(right.shape))
            assert found.causes == (), str(found)


def test_a_wrong_row_or_column_is_named(rng):
    right = rng.standard_normal((4, 3))
    row, column = right.copy(), right.copy()
    row[2] += [0.1, 0.3, 0.2]
    column[:, 1] += [0.1, 0.4, 0.3, 0.2]
    assert "3 of 12 entries of dinputs are wrong, all in row 2" in str(
        diagnose(row, right, name="dinputs")
    )
    assert "are wrong, all in column 1; the largest" in str(
        diagnose(column, right, name="dinputs")
    )


def test_the_right_value_can_be_kept_secret():
    found = diagnose([1.0, 5.25], [1.0, 3.875], reveal=False)
    assert "5.25" in found.words
    assert "3.875" not in found.words


def test_a_number_is_a_multiple_of_any_other_and_that_says_nothing():
    found = diagnose(6.0, 4.0, name="dbias")
    assert found.causes == ()
    assert str(found) == "dbias is 6, and should be 4."


def test_where_two_mistakes_give_the_same_both_are_said():
    right = np.array([[1.0, -2.0], [3.0, 5.0]])
    found = diagnose(
        2 * right, right, n_samples=2, factors={"the 2 is one too many": 2.0}
    )
    assert found.causes == ("n samples", "factor")
    assert str(found).startswith("More than one mistake would give this:")


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        ("five", "it is text; leave out the quotation marks"),
        (["1", "2"], "it is text; leave out the quotation marks"),
        ([b"a", b"b"], "list of dtype |S1"),
        ([[1.0], [2.0, 3.0]], "rows differ in length"),
        ([1j, 2.0], "complex128"),
        (None, "it is a NoneType"),
        ([], "it is empty"),
        ({1: 2}, "it is a dict"),
        (np.ma.masked_array([1.0, 2.0], [0, 1]), "masked"),
        ([10**400, 1], "too large"),
    ],
)
def test_what_is_no_gradient_is_told_so(claimed, words):
    found = diagnose(claimed, [1.0, 2.0], name="dweights")
    assert_says(found, "not numbers", "dweights", words)


def test_a_shape_that_nothing_explains_is_said():
    found = diagnose(np.ones((2, 2)), [[1.0, 2.0, 3.0]], name="dbiases")
    assert_says(found, "shape", "has shape (2, 2), and should have (1, 3)")


@pytest.mark.parametrize(
    ("claimed", "right", "words"),
    [
        (
            [1.0, 2.0],
            [1.0, 2.0, 3.0],
            "a list of 2, and should be a list of 3",
        ),
        (7.0, [1.0, 2.0], "is one number, and should be a list of 2"),
        ([4.0, 5.0], 1.0, "is a list of 2, and should be one number"),
        (np.ones((2, 2)), [1.0, 2.0, 3.0], "brackets within brackets"),
        ([[1.0], [2.0]], [1.0, 2.0], "take the inner brackets away"),
        ([3.0, -1.0], 2.0, "it still has to be added up"),
        (np.ones((2, 3)), 6.0, "it still has to be added up"),
        (3.0, [1.0, 2.0], "it is summed over all entries"),
    ],
)
def test_where_one_row_is_asked_for_there_is_no_talk_of_shapes(
    claimed, right, words
):
    text = str(diagnose(claimed, right, name="dweights"))
    assert words in text
    assert "shape" not in text
    assert "axis" not in text


def test_a_lone_zero_is_not_taken_for_a_sum_of_zeros():
    text = str(diagnose(0.0, [0.0, -0.0], name="dweights"))
    assert "is one number, and should be a list of 2" in text
    assert "summed" not in text
    assert "averaged" not in text


def test_signs_that_are_wrong_here_and_there_are_said():
    right = np.array([[1.0, -2.0], [0.5, 4.0], [3.0, 1.5]])
    claimed = right.copy()
    claimed[0, 1] = 2.0
    found = diagnose(claimed, right, name="dweights")
    assert_says(found, "single signs", "entry [0, 1] of dweights has the")
    claimed[1:] *= -1.0
    found = diagnose(claimed, right, name="dweights")
    assert_says(found, "single signs", "[1, 0], [1, 1] and 2 more of dweights")


def test_one_number_is_not_taken_for_a_whole_number_of_integers():
    found = diagnose(1, 1.79, name="bias")
    assert found.causes == ()


def test_a_slip_of_this_problem_silences_those_of_its_layer():
    relu = ReLU()
    G = np.array([[-5.0, 6.0, 7.0, 2.0]])
    relu.forward([[1.0, -2.0, 3.0, 4.0]])
    right = relu.backward(G)
    known = layer_context(relu, "dinputs", G) | {
        "candidates": {"{name} forgets the gate": G}
    }
    assert diagnose(G, right, **known).words == "dinputs forgets the gate"
    assert diagnose(-G, right, **known).words == (
        "dinputs forgets the gate; besides, dinputs has the wrong sign"
    )


def test_two_entries_among_zeros_tell_of_two_slips():
    labels, chosen = np.eye(3)[[2, 1]], np.array([[0.25], [0.2]])
    right = -labels / chosen / 2.0
    found = diagnose(labels, right, candidates={"{name} forgets p": -labels})
    assert_says(found, "candidate, sign", "forgets p; besides")


def test_a_penalty_of_strength_0_is_no_square():
    right = np.array([[1.0, -2.0, 5.0]])
    found = diagnose(right / 2.0, right, l2=0.0)
    assert "the 2 from the derivative" not in str(found)


def test_a_transposed_shape_with_other_values_is_said(rng):
    right = rng.standard_normal((4, 3))
    found = diagnose(rng.standard_normal((3, 4)), right)
    assert_says(found, "shape", "its transpose, but transposing alone")


@pytest.mark.parametrize("reduce", [np.sum, np.mean])
@pytest.mark.parametrize("axis", [0, 1, None])
def test_what_is_summed_by_mistake_is_said(reduce, axis, rng):
    right = rng.standard_normal((4, 3))
    found = diagnose(reduce(right, axis=axis), right)
    verb = {np.sum: "summed", np.mean: "averaged"}[reduce]
    where = "all entries" if axis is None else f"axis {axis}"
    assert_says(found, "summed", f"it is {verb} over {where}")


def test_a_context_of_another_name_is_refused():
    with pytest.raises(TypeError, match="got 'input'"):
        diagnose(1.0, 1.0, input=3.0)


def test_a_layer_of_no_known_kind_is_refused():
    with pytest.raises(TypeError, match="layer_context: expected a layer"):
        layer_context(object(), "dinputs")


def test_arguments_are_left_as_they_were(rng):
    layer, G = dense(rng)
    claimed, right = -layer.dweights, layer.dweights
    kept = [array.copy() for array in (claimed, right, G, layer.inputs)]
    about(layer, "dweights", G, claimed)
    for before, after in zip(
        kept, (claimed, right, G, layer.inputs), strict=True
    ):
        assert (before == after).all()


# Whole networks


def network_gradients(rng, spoil=None):
    """Return the gradients of a network by name, in forward order."""
    sizes = [3, 5, 4, 2]
    parameters = [
        (0.7 * rng.standard_normal((d, m)), rng.standard_normal((1, m)))
        for d, m in itertools.pairwise(sizes)
    ]
    network = Network(parameters)
    network.loss(rng.standard_normal((6, 3)), rng.integers(0, 2, 6))
    if spoil is not None:
        layer = network.dense[spoil]
        backward = layer.backward
        layer.backward = lambda dvalues: 2.5 * backward(dvalues)
    network.backward()
    return {
        f"dense{i}.{name}": getattr(layer, name)
        for i, layer in enumerate(network.dense, start=1)
        for name in ("dweights", "dbiases")
    }


def compare(claimed, right):
    return {
        name: diagnose(claimed[name], right[name], name=name) for name in right
    }


def test_a_network_that_is_right():
    seed = np.random.default_rng
    found = compare(network_gradients(seed(1)), network_gradients(seed(1)))
    assert summarise(found) == "All gradients are right."


def test_a_mistake_in_one_gradient_alone():
    right = network_gradients(np.random.default_rng(1))
    claimed = {**right, "dense2.dbiases": 3 * right["dense2.dbiases"]}
    assert summarise(compare(claimed, right)).startswith(
        "Only dense2.dbiases is wrong"
    )


def test_everything_before_a_layer():
    seed = np.random.default_rng
    claimed = network_gradients(seed(1), spoil=2)
    words = summarise(compare(claimed, network_gradients(seed(1))))
    assert words.startswith("Everything before dense3.dweights is wrong")
    assert words.endswith("it is the same: some factor.")


def test_all_gradients_and_some():
    right = network_gradients(np.random.default_rng(1))
    negative = {name: -value for name, value in right.items()}
    assert summarise(compare(negative, right)) == (
        "All gradients are wrong. All for the same reason: sign."
    )
    names = ("dense1.dbiases", "dense3.dbiases")
    some = {**right, **{name: negative[name] for name in names}}
    assert summarise(compare(some, right)) == (
        "Wrong are dense1.dbiases, dense3.dbiases; the others are right. "
        "All for the same reason: sign."
    )
