"""Mistakes met in real code, and weak tests that let them pass.

Each test first shows that the naive form is wrong, so that the test itself
is known to bite, and then that ours is right. Where the trap lies in the
data of a test, the naive form passes with the weak data and fails with ours.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Dropout,
    GradientMismatchError,
    ReLU,
    Softmax,
    SoftmaxCrossEntropy,
    check_gradient,
    nnfs,
    softmax_jacobian,
)
from callables import probabilities

LABELS = np.array([2, 0, 1, 1, 0])


def agree(one, other):
    """Tell whether two arrays have the same shape and nearly the entries."""
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-9)


def dense(rng, n_inputs=4, n_neurons=3):
    layer = Dense(n_inputs, n_neurons, rng=rng, weight_scale=0.5)
    layer.biases = rng.standard_normal((1, n_neurons))
    return layer


# Dtypes -------------------------------------------------------------------


def test_unsigned_one_hot_rows_do_not_wrap_around(rng):
    y_pred = probabilities(rng)
    one_hot = np.eye(3, dtype=np.uint8)[LABELS]
    naive = -one_hot / y_pred / 5  # minus 1 is 255 in uint8
    assert naive.max() > 10.0
    expected = -one_hot.astype(float) / y_pred / 5
    loss = CategoricalCrossEntropy()
    loss.forward(y_pred, one_hot)
    assert_allclose(loss.backward(), expected, rtol=1e-14)
    adapter = nnfs.Loss_CategoricalCrossentropy()
    adapter.backward(y_pred, one_hot)
    assert_allclose(adapter.dinputs, expected, rtol=1e-14)
    fused = SoftmaxCrossEntropy()
    fused.forward(np.log(y_pred), one_hot)
    assert_allclose(fused.backward(), (y_pred - one_hot) / 5, atol=1e-15)


def test_unsigned_class_numbers_do_not_wrap_around(rng):
    labels = np.array([0, 2], dtype=np.uint8)
    fused = SoftmaxCrossEntropy()
    fused.forward([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]], labels)
    fused.backward()
    assert fused.dinputs[0, 0] < 0.0
    assert fused.dinputs[1, 2] < 0.0
    assert (fused.dinputs < 0.0).sum() == 2


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (Softmax(), [[0.21 * 2 - 0.07, 0.09 - 0.07 * 2, -0.3 * 2 + 0.24]]),
        (nnfs.Activation_Softmax(), None),
    ],
)
def test_whole_number_upstream_is_not_cut_off(layer, expected):
    layer.forward(np.log([[0.7, 0.1, 0.2]]))
    upstream = np.array([[2, 1, 0]])
    naive = np.empty_like(upstream)
    naive[0] = softmax_jacobian([0.7, 0.1, 0.2]) @ upstream[0]
    assert_array_equal(naive, [[0, 0, 0]])
    layer.backward(upstream)
    assert layer.dinputs.dtype == np.float64
    assert_allclose(
        layer.dinputs, [softmax_jacobian([0.7, 0.1, 0.2]) @ upstream[0]]
    )
    assert_allclose(layer.dinputs, [[0.35, -0.05, -0.3]])


@pytest.mark.parametrize("kind", [ReLU, nnfs.Activation_ReLU])
def test_a_whole_number_gradient_can_be_changed_afterwards(kind):
    upstream = np.array([[1, 2, 3]])
    naive = upstream.copy()
    naive[:, 0] = 0.5
    assert naive[0, 0] == 0
    relu = kind()
    relu.forward(np.array([[1, -2, 3]]))
    relu.backward(upstream)
    relu.dinputs[:, 0] = 0.5
    assert_array_equal(relu.dinputs, [[0.5, 0.0, 3.0]])
    assert_array_equal(upstream, [[1, 2, 3]])


def test_whole_number_batches_are_not_dropped_in_whole_numbers():
    dropout = Dropout(0.25, rng=np.random.default_rng(0))
    output = dropout.forward(np.full((4, 5), 1))
    assert set(output.ravel().tolist()) == {0.0, 1 / 0.75}


def test_whole_number_weights_can_be_trained(rng):
    layer = Dense(2, 3, rng=rng)
    layer.weights = [[1, 2, 3], [4, 5, 6]]
    layer.biases = np.array([[1, 2, 3]])
    layer.forward([[1, 1]])
    layer.backward([[1, 1, 1]])
    layer.weights -= 0.5 * layer.dweights
    layer.biases -= 0.5 * layer.dbiases
    assert_array_equal(layer.weights, [[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]])
    assert_array_equal(layer.biases, [[0.5, 1.5, 2.5]])


# Labels -------------------------------------------------------------------


@pytest.mark.parametrize(
    "loss", [CategoricalCrossEntropy, SoftmaxCrossEntropy]
)
def test_a_column_of_class_numbers_does_not_become_class_zero(loss, rng):
    y_pred = probabilities(rng)
    column = LABELS[:, np.newaxis]
    # Two dimensions, so taken for one-hot rows: argmax finds class 0.
    assert_array_equal(np.argmax(column, axis=1), [0, 0, 0, 0, 0])
    # Or broadcast: every label multiplies its whole row.
    assert (y_pred * column).shape == y_pred.shape
    with pytest.raises(ValueError, match=r"got \(5, 1\); flatten"):
        loss().forward(y_pred, column)


@pytest.mark.parametrize(
    "loss", [CategoricalCrossEntropy(), SoftmaxCrossEntropy()]
)
def test_soft_labels_are_not_hardened(loss, rng):
    y_pred, y_true = probabilities(rng), probabilities(rng)
    hardened = np.argmax(y_true, axis=1)
    mean = loss.forward(y_pred, y_true)
    soft = loss.backward()
    hard_mean = loss.forward(y_pred, hardened)
    assert abs(mean - hard_mean) > 1e-3
    assert not agree(soft, loss.backward())
    assert check_gradient(lambda p: loss.forward(p, y_true), y_pred, soft) < (
        1e-7
    )


# Data that hides mistakes -------------------------------------------------


def naive_dinputs(layer, upstream):
    """Sum the weights of each input first, multiply afterwards."""
    return layer.weights.sum(axis=1) * upstream[:, :1]


def test_constant_rows_hide_a_sum_before_the_product(rng):
    layer = dense(rng)
    layer.forward(rng.standard_normal((5, 4)))
    weak = np.repeat(rng.standard_normal((5, 1)), 3, axis=1)
    assert agree(naive_dinputs(layer, weak), layer.backward(weak))
    strong = rng.standard_normal((5, 3))
    assert not agree(naive_dinputs(layer, strong), layer.backward(strong))
    assert agree(layer.dinputs, strong @ layer.weights.T)


def test_an_upstream_of_ones_hides_a_missing_upstream(rng):
    layer = dense(rng)
    X = rng.standard_normal((5, 4))
    layer.forward(X)
    naive = np.repeat(X.sum(axis=0)[:, np.newaxis], 3, axis=1)
    layer.backward(np.full((5, 3), 1.0))
    assert agree(naive, layer.dweights)
    layer.backward(rng.standard_normal((5, 3)))
    assert not agree(naive, layer.dweights)


def test_square_layers_hide_a_missing_transpose(rng):
    def naive(layer, upstream):
        return upstream @ layer.weights

    # With as many neurons as inputs the shapes fit; with symmetric weights,
    # an identity say, so do the numbers.
    square = dense(rng, 3, 3)
    square.forward(rng.standard_normal((5, 3)))
    upstream = rng.standard_normal((5, 3))
    assert naive(square, upstream).shape == square.backward(upstream).shape
    assert not agree(naive(square, upstream), square.dinputs)
    square.weights = square.weights + square.weights.T
    assert agree(naive(square, upstream), square.backward(upstream))
    # All sizes different: it cannot even be computed.
    layer = dense(rng, 4, 3)
    layer.forward(rng.standard_normal((5, 4)))
    assert layer.backward(upstream).shape == (5, 4)
    with pytest.raises(ValueError, match="matmul"):
        naive(layer, upstream)


def test_a_square_batch_hides_missing_transpose_of_the_inputs(rng):
    layer = dense(rng, 5, 3)
    X, upstream = rng.standard_normal((5, 5)), rng.standard_normal((5, 3))
    layer.forward(X)
    layer.backward(upstream)
    assert (X @ upstream).shape == layer.dweights.shape
    assert not agree(X @ upstream, layer.dweights)
    assert agree(X.T @ upstream, layer.dweights)


@pytest.mark.parametrize(
    "naive",
    [
        lambda X, W, b: X @ W,
        lambda X, W, b: X @ W - b,
        lambda X, W, b: X @ W + b.sum(),
        lambda X, W, b: (X @ W) * (1.0 + b),
    ],
)
def test_zero_biases_hide_what_is_done_with_them(naive, rng):
    layer = Dense(4, 3, rng=rng)
    X = rng.standard_normal((5, 4))
    assert agree(naive(X, layer.weights, layer.biases), layer.forward(X))
    layer.biases = rng.standard_normal((1, 3))
    output = layer.forward(X)
    assert not agree(naive(X, layer.weights, layer.biases), output)
    assert agree(X @ layer.weights + layer.biases, output)


def test_zero_biases_hide_the_gradient_of_their_penalty(rng):
    layer = Dense(4, 3, rng=rng, bias_regularizer_l2=0.5)
    layer.forward(rng.standard_normal((5, 4)))
    upstream = rng.standard_normal((5, 3))
    naive = upstream.sum(axis=0, keepdims=True)
    layer.backward(upstream)
    assert agree(naive, layer.dbiases)
    layer.biases = rng.standard_normal((1, 3))
    layer.backward(upstream)
    assert not agree(naive, layer.dbiases)
    assert agree(naive + layer.biases, layer.dbiases)


def test_softmax_cannot_tell_a_jacobian_from_its_transpose(rng):
    """J is symmetric, so no test on softmax tells J from its transpose.

    A function that mixes unsymmetrically does: there only the transpose
    times the upstream gradient passes a gradient check.
    """
    probability = probabilities(rng)[0]
    jacobian = softmax_jacobian(probability)
    upstream = rng.standard_normal(3)
    assert_array_equal(jacobian, jacobian.T)
    assert agree(jacobian @ upstream, jacobian.T @ upstream)
    mix = jacobian @ np.diag([1.0, 2.0, 3.0])
    x = rng.standard_normal(3)

    def loss(values):
        return upstream @ (mix @ values)

    assert check_gradient(loss, x, mix.T @ upstream) < 1e-8
    with pytest.raises(GradientMismatchError):
        check_gradient(loss, x, mix @ upstream)


def test_the_diagonal_of_the_jacobian_is_not_enough(rng):
    softmax = Softmax()
    S = softmax.forward(rng.standard_normal((5, 3)))
    # One class alone asked for: the diagonal gives that entry right.
    weak = np.eye(3)[LABELS]
    naive = S * (1.0 - S) * weak
    right = softmax.backward(weak)
    rows = np.arange(5)
    assert agree(naive[rows, LABELS], right[rows, LABELS])
    assert not agree(naive, right)
    assert_allclose(right.sum(axis=1), np.full(5, 0.0), atol=1e-16)


# Masks --------------------------------------------------------------------


def test_positive_upstream_hides_a_mask_on_the_gradient(rng):
    relu = ReLU()
    relu.forward(rng.standard_normal((5, 4)))

    def naive(upstream):
        return np.where((relu.inputs > 0) & (upstream > 0), upstream, 0.0)

    weak = rng.random((5, 4)) + 0.1
    assert agree(naive(weak), relu.backward(weak))
    strong = rng.standard_normal((5, 4))
    assert not agree(naive(strong), relu.backward(strong))


def test_what_relu_lets_through_at_zero():
    relu = ReLU()
    relu.forward([[0.0, -0.0, 5e-324]])
    assert_array_equal(relu.backward([[3.0, 4.0, 5.0]]), [[0.0, 0.0, 5.0]])


def test_a_fresh_mask_on_the_way_back_is_another_gradient(rng):
    dropout = Dropout(0.5, rng=np.random.default_rng(0))
    upstream = rng.standard_normal((6, 5))
    dropout.forward(rng.standard_normal((6, 5)))
    right = dropout.backward(upstream)
    fresh = Dropout(0.5, rng=np.random.default_rng(1))
    assert not agree(fresh.forward(upstream), right)
    assert agree(dropout.scaled_mask * upstream, right)
