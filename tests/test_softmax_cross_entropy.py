"""Softmax and cross-entropy in one: exact for logits of any size."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from backprop import (
    CategoricalCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    check_gradient,
    reference,
)
from oracles import (
    exact_softmax_cross_entropy,
    gradient,
    one_hot,
    softmax_cross_entropy,
)
from strategies import CLASSES, GENERATORS, SAMPLES, labelled_logits


def evaluate(Z, y):
    """Return the loss, the sample losses and the gradient."""
    criterion = SoftmaxCrossEntropy()
    loss = criterion.forward(Z, y)
    dZ = criterion.backward()
    assert dZ is criterion.dinputs
    return loss, criterion.sample_losses, dZ


def test_loss_is_the_mean_of_minus_log_of_the_true_class():
    Z = np.log([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    loss, losses, _ = evaluate(Z, [0, 1, 1])
    assert_allclose(losses, -np.log([0.7, 0.5, 0.9]), rtol=1e-14)
    assert loss == np.mean(losses)
    assert isinstance(loss, float)


def assert_exact(Z, Y):
    """Compare with 700 digits, for class numbers and for rows."""
    n = len(Z)
    losses, probabilities = exact_softmax_cross_entropy(Z, Y)
    loss, ours, dZ = evaluate(Z, Y)
    assert_allclose(ours, losses, rtol=1e-14, atol=1e-14)
    # Divided first: n losses of 1e300 add up to more than there is.
    assert_allclose(loss, (losses / n).sum(), rtol=1e-14, atol=1e-14)
    weights = Y.sum(axis=1, keepdims=True)
    assert_allclose(dZ, (weights * probabilities - Y) / n, atol=1e-14)


@given(SAMPLES, st.integers(1, 9), GENERATORS, st.sampled_from([1, 30, 700]))
def test_loss_and_gradient_agree_with_700_digits(n, k, rng, bound):
    Z = rng.uniform(-bound, bound, (n, k))
    assert_exact(Z, one_hot(rng.integers(0, k, n), k))
    assert_exact(Z, rng.dirichlet(np.ones(k), n))


@pytest.mark.parametrize("bound", [700.0, 1e16, 1e300])
def test_extreme_logits(rng, bound):
    Z = np.array(
        [
            [bound, -bound, 0.0],
            [-bound, -bound, bound],
            [-bound, 1.0, 0.0],
            [bound, bound, bound],
            [-bound, -bound, -bound],
            [bound, 1.0, -1.0],
        ]
    )
    for label in range(3):
        y = np.full(6, label)
        assert_exact(Z, one_hot(y, 3))
        for ours, rows in zip(
            evaluate(Z, y), evaluate(Z, one_hot(y, 3)), strict=True
        ):
            assert_array_equal(ours, rows)
    assert_exact(Z, rng.dirichlet(np.ones(3), 6))


@pytest.mark.parametrize(
    ("logits", "label", "loss"),
    [
        ([1000.0, 0.0], 1, 1000.0),
        ([1000.0, 0.0], 0, 0.0),
        ([1e300, -1e300], 1, 2e300),
        ([-1e300, -1e300], 0, math.log(2.0)),
        ([0.0, -np.inf], 0, 0.0),
        ([0.0, -np.inf], 1, np.inf),
        ([5.0], 0, 0.0),
    ],
)
def test_losses_to_the_last_digit(logits, label, loss):
    assert evaluate([logits], [label])[0] == loss


def test_a_class_of_weight_0_may_be_impossible():
    loss, _, dZ = evaluate([[0.0, -np.inf, 0.0]], [[0.5, 0.0, 0.5]])
    assert_allclose(loss, math.log(2.0), rtol=1e-15)
    assert dZ.tolist() == [[0.0, 0.0, 0.0]]


@given(labelled_logits())
def test_gradient_is_y_hat_minus_y_over_n(problem):
    Z, y, Y = problem
    criterion = SoftmaxCrossEntropy()
    criterion.forward(Z, Y)
    S = Softmax().forward(Z)
    assert_array_equal(criterion.output, S)
    assert_allclose(criterion.backward(), (S - Y) / len(Z), atol=1e-15)
    expected = (S - one_hot(y, Z.shape[1])) / len(Z)
    assert_allclose(evaluate(Z, y)[2], expected, atol=1e-15)


@given(labelled_logits(bound=30.0))
def test_gradient_agrees_with_autograd(problem):
    Z, y, Y = problem
    for labels, rows in ((Y, Y), (y, one_hot(y, Z.shape[1]))):
        loss, _, dZ = evaluate(Z, labels)
        expected = softmax_cross_entropy(Z, rows)
        assert_allclose(loss, expected, rtol=1e-12, atol=1e-14)
        expected = gradient(softmax_cross_entropy)(Z, rows)
        assert_allclose(dZ, expected, rtol=1e-11, atol=1e-15)


@given(labelled_logits())
def test_gradient_is_the_slope_of_the_loss(problem):
    Z, y, Y = problem[0][:, :9], problem[1], problem[2][:, :9]
    Y = (Y + 1e-3) / (Y + 1e-3).sum(axis=1, keepdims=True)
    for labels in (y % Z.shape[1], Y):
        check_gradient(
            lambda Z, labels=labels: SoftmaxCrossEntropy().forward(Z, labels),
            Z,
            evaluate(Z, labels)[2],
        )


@pytest.mark.parametrize("total", [1.0 - 9e-6, 1.0 + 9e-6])
def test_labels_that_are_rounded_have_the_gradient_of_their_loss(rng, total):
    Z = rng.standard_normal((4, 3))
    Y = total * rng.dirichlet(np.ones(3), 4)
    dZ = evaluate(Z, Y)[2]
    check_gradient(lambda Z: SoftmaxCrossEntropy().forward(Z, Y), Z, dZ)
    assert_allclose(dZ.sum(axis=1), 0.0, atol=1e-16)
    assert_exact(Z, Y)


def test_gradient_is_that_of_algebra():
    powers, Y = (7, 1, 2), sympy.Matrix([1, 0, 3]) / 4
    z = sympy.symbols("z:3", real=True)
    total = sum(sympy.exp(v) for v in z)
    loss = -Y.dot([sympy.log(sympy.exp(v) / total) for v in z])
    at = {v: sympy.log(p) for v, p in zip(z, powers, strict=True)}
    exact = [sympy.nsimplify(loss.diff(v).subs(at)) for v in z]
    assert all(value.is_Rational for value in exact)
    dZ = evaluate(np.log([powers]), [[0.25, 0.0, 0.75]])[2]
    assert_allclose(dZ, [[float(value) for value in exact]], rtol=1e-14)


@given(labelled_logits())
def test_gradient_rows_sum_to_0(problem):
    Z, y, Y = problem
    for labels in (y, Y):
        assert_allclose(evaluate(Z, labels)[2].sum(axis=1), 0.0, atol=1e-15)


@given(labelled_logits(bound=5.0))
def test_the_fused_path_equals_the_separate_one(problem):
    Z, y, Y = problem
    for labels in (y, Y):
        softmax, criterion = Softmax(), CategoricalCrossEntropy()
        separate = criterion.forward(softmax.forward(Z), labels)
        assert softmax.output.min() >= 1e-7
        loss, losses, dZ = evaluate(Z, labels)
        assert_allclose(separate, loss, rtol=1e-12, atol=1e-14)
        assert_allclose(criterion.sample_losses, losses, atol=1e-13)
        dS = criterion.backward()
        assert_allclose(softmax.backward(dS), dZ, atol=1e-14)


@given(labelled_logits())
def test_the_gradient_equals_the_loop_over_jacobians(problem):
    Z, y, _ = problem
    loop = reference.softmax_cross_entropy_backward(Softmax().forward(Z), y)
    assert_allclose(evaluate(Z, y)[2], loop, atol=1e-14)


@given(labelled_logits(bound=30.0), CLASSES)
def test_the_same_added_to_every_logit_changes_nothing(problem, shift):
    Z, y, Y = problem
    Z = np.round(Z * 8.0) / 8.0  # so that the sum is exact
    for labels in (y, Y):
        for ours, shifted in zip(
            evaluate(Z, labels), evaluate(Z + shift, labels), strict=True
        ):
            assert_array_equal(ours, shifted)


@given(labelled_logits())
def test_mean_loss_has_the_mean_of_the_gradients_of_samples(problem):
    Z, y, Y = problem
    n = len(Z)
    for labels in (y, Y):
        loss, losses, dZ = evaluate(Z, labels)
        singles = [evaluate(Z[i : i + 1], labels[i : i + 1]) for i in range(n)]
        assert_allclose(loss, sum(s[0] for s in singles) / n, atol=1e-14)
        assert_allclose(losses, [s[0] for s in singles], atol=1e-14)
        dZs = np.vstack([s[2] for s in singles])
        assert_allclose(dZ, dZs / n, atol=1e-15)


@given(labelled_logits())
def test_order_of_samples_only_orders_the_gradient(problem):
    Z, y, _ = problem
    order = np.random.default_rng(1).permutation(len(Z))
    loss, _, dZ = evaluate(Z, y)
    shuffled = evaluate(Z[order], y[order])
    assert_allclose(shuffled[0], loss, rtol=1e-13, atol=1e-15)
    assert_allclose(shuffled[2], dZ[order], atol=1e-15)


def test_of_one_class_there_is_nothing_to_learn(rng):
    Z = rng.standard_normal((5, 1))
    for y in (np.zeros(5, dtype=int), np.full((5, 1), 1.0)):
        loss, _, dZ = evaluate(Z, y)
        assert loss == 0.0
        assert dZ.tolist() == [[0.0]] * 5


def test_backward_leaves_the_probabilities_alone(rng):
    Z = rng.standard_normal((4, 3))
    criterion = SoftmaxCrossEntropy()
    for y in ([0, 1, 2, 0], np.eye(3)[[0, 1, 2, 0]]):
        criterion.forward(Z, y)
        kept = criterion.output.copy()
        first = criterion.backward().copy()
        assert_array_equal(criterion.output, kept)
        assert_array_equal(criterion.backward(), first)


def test_float32_stays_float32(rng):
    Z = rng.standard_normal((4, 3)).astype(np.float32)
    for y in ([0, 1, 2, 0], np.eye(3)[[0, 1, 2, 0]]):
        criterion = SoftmaxCrossEntropy()
        criterion.forward(Z, y)
        assert criterion.output.dtype == np.float32
        assert criterion.sample_losses.dtype == np.float32
        assert criterion.backward().dtype == np.float32


def test_what_went_in_is_kept(rng):
    Z = rng.standard_normal((4, 3))
    criterion = SoftmaxCrossEntropy()
    names = ("inputs", "output", "y_true", "sample_losses", "dinputs")
    assert [getattr(criterion, name) for name in names] == [None] * 5
    criterion.forward(Z, [0, 1, 2, 0])
    assert criterion.inputs is Z
    assert_array_equal(criterion.y_true, [0, 1, 2, 0])
