"""Cross-entropy on probabilities: its mean, its slope, its clipped end."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from backprop import (
    CategoricalCrossEntropy,
    check_gradient,
    numerical_gradient,
    reference,
)
from oracles import cross_entropy, gradient, one_hot
from strategies import CLASSES, GENERATORS, SAMPLES, distributions


def evaluate(P, y):
    """Return the loss, the sample losses and the gradient."""
    criterion = CategoricalCrossEntropy()
    loss = criterion.forward(P, y)
    dP = criterion.backward()
    assert dP is criterion.dinputs
    return loss, criterion.sample_losses, dP


def test_loss_is_the_mean_of_minus_log_of_the_true_class():
    P = [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]]
    loss, losses, _ = evaluate(P, [0, 1, 1])
    assert_allclose(losses, -np.log([0.7, 0.5, 0.9]), rtol=1e-15)
    assert loss == np.mean(losses)
    assert isinstance(loss, float)


@given(SAMPLES, CLASSES, GENERATORS)
def test_soft_labels_weigh_the_logarithms(n, k, rng):
    P, Y = distributions(rng, n, k), rng.dirichlet(np.ones(k), n)
    loss, losses, _ = evaluate(P, Y)
    assert_allclose(losses, -(Y * np.log(P)).sum(axis=1), rtol=1e-12)
    assert_allclose(loss, cross_entropy(P, Y), rtol=1e-12)


@given(SAMPLES, CLASSES, GENERATORS)
def test_class_numbers_mean_their_one_hot_rows(n, k, rng):
    P, y = distributions(rng, n, k), rng.integers(0, k, n)
    for ours, rows in zip(
        evaluate(P, y), evaluate(P, one_hot(y, k)), strict=True
    ):
        assert_allclose(ours, rows, rtol=1e-15)


@given(SAMPLES, CLASSES, GENERATORS)
def test_gradient_agrees_with_autograd_and_the_loop(n, k, rng):
    P, Y = distributions(rng, n, k), rng.dirichlet(np.ones(k), n)
    y = rng.integers(0, k, n)
    assert_allclose(
        evaluate(P, Y)[2], gradient(cross_entropy)(P, Y), rtol=1e-13
    )
    dP = evaluate(P, y)[2]
    assert_allclose(dP, gradient(cross_entropy)(P, one_hot(y, k)), rtol=1e-13)
    assert_allclose(dP, reference.cross_entropy_backward(P, y), rtol=1e-13)


@pytest.mark.parametrize("soft", [True, False])
def test_gradient_is_the_slope_of_the_loss(rng, soft):
    n, k = 5, 3
    P = rng.dirichlet(np.full(k, 3.0), n)
    y = rng.dirichlet(np.ones(k), n) if soft else rng.integers(0, k, n)
    check_gradient(
        lambda P: CategoricalCrossEntropy().forward(P, y),
        P,
        evaluate(P, y)[2],
    )


def test_gradient_is_the_slope_near_one_millionth(rng):
    P = np.array([[1e-6, 0.4, 0.599999], [0.3, 0.699998, 2e-6]])
    y = np.array([0, 2])
    check_gradient(
        lambda P: CategoricalCrossEntropy().forward(P, y),
        P,
        evaluate(P, y)[2],
        step=1e-9,
    )


def test_gradient_is_that_of_algebra():
    P = sympy.Matrix([[7, 1, 2], [1, 5, 4]]) / 10
    Y = sympy.Matrix([[1, 0, 3], [2, 2, 0]]) / 4
    symbols = sympy.symbols("p:6", positive=True)
    logarithms = sympy.Matrix(2, 3, symbols).applyfunc(sympy.log)
    loss = -sum(Y.multiply_elementwise(logarithms)) / 2
    at = dict(zip(symbols, P, strict=True))
    exact = [loss.diff(p).subs(at) for p in symbols]
    assert all(value.is_Rational for value in exact)
    as_array = [np.array(M, dtype=np.float64) for M in (P, Y)]
    dP = evaluate(*as_array)[2]
    assert_allclose(dP.ravel(), [float(e) for e in exact], rtol=1e-15)


BELOW = [0.0, 1e-300, 1e-12, 1e-8, np.nextafter(1e-7, 0.0), 1e-7]
LABELS = {
    "class numbers": [0],
    "one-hot rows": [[1.0, 0.0, 0.0]],
}


@pytest.mark.parametrize("y", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("p", BELOW)
def test_below_its_bound_a_prediction_counts_as_the_bound(p, y):
    loss, _, dP = evaluate([[p, 0.25, 0.75 - p]], y)
    assert_allclose(loss, 16.11809565095832, rtol=1e-15)
    assert_allclose(dP, [[-1e7, 0.0, 0.0]], rtol=1e-15)


@pytest.mark.parametrize("y", LABELS.values(), ids=LABELS)
def test_above_its_bound_a_prediction_counts_as_it_is(y):
    p = 1.0000001e-7
    loss, _, dP = evaluate([[p, 0.25, 0.75 - p]], y)
    assert_allclose(loss, -np.log(p), rtol=1e-15)
    assert loss < 16.1180956
    assert_allclose(dP[0, 0], -1.0 / p, rtol=1e-15)


def test_the_clipped_gradient_is_not_the_slope_of_the_clipped_loss():
    P = [[1e-9, 0.25, 0.75], [0.2, 0.3, 0.5]]
    y = [0, 2]
    slope = numerical_gradient(
        lambda P: CategoricalCrossEntropy().forward(P, y), P, step=1e-10
    )
    assert slope[0].tolist() == [0.0, 0.0, 0.0]
    assert_allclose(evaluate(P, y)[2][0], [-1e7 / 2, 0.0, 0.0], rtol=1e-15)


@given(SAMPLES, CLASSES, GENERATORS)
def test_the_clipped_region_follows_its_rule(n, k, rng):
    P = 10.0 ** rng.uniform(-14.0, 0.0, (n, k + 1))
    P /= P.sum(axis=1, keepdims=True)
    Y = rng.dirichlet(np.ones(k + 1), n)
    clipped = np.maximum(P, 1e-7)
    loss, _, dP = evaluate(P, Y)
    assert_allclose(dP, -Y / clipped / n, rtol=1e-13)
    assert_allclose(loss, cross_entropy(clipped, Y), rtol=1e-13)


def test_certainty_costs_nothing_and_is_no_negative_zero():
    for y in ([0], [[1.0, 0.0]]):
        loss, _, dP = evaluate([[1.0, 0.0]], y)
        assert str(loss) == "0.0"
        assert dP.tolist() == [[-1.0, 0.0]]
        assert not np.signbit(dP[0, 1])


@given(SAMPLES, CLASSES, GENERATORS)
def test_mean_loss_has_the_mean_of_the_gradients_of_samples(n, k, rng):
    P, y = distributions(rng, n, k), rng.integers(0, k, n)
    loss, losses, dP = evaluate(P, y)
    singles = [evaluate(P[i : i + 1], y[i : i + 1]) for i in range(n)]
    assert_allclose(loss, sum(s[0] for s in singles) / n, rtol=1e-14)
    assert_allclose(losses, [s[0] for s in singles], rtol=1e-15)
    assert_allclose(dP, np.vstack([s[2] for s in singles]) / n, rtol=1e-14)


@given(SAMPLES, CLASSES, GENERATORS)
def test_order_of_samples_only_orders_the_gradient(n, k, rng):
    P, y = distributions(rng, n, k), rng.integers(0, k, n)
    order = rng.permutation(n)
    loss, losses, dP = evaluate(P, y)
    shuffled = evaluate(P[order], y[order])
    assert_allclose(shuffled[0], loss, rtol=1e-14)
    assert_array_equal(shuffled[1], losses[order])
    assert_array_equal(shuffled[2], dP[order])


def test_float32_stays_float32(rng):
    P = rng.dirichlet(np.ones(3), 4).astype(np.float32)
    for y in ([0, 1, 2, 0], np.eye(3)[[0, 1, 2, 0]]):
        _, losses, dP = evaluate(P, y)
        assert losses.dtype == dP.dtype == np.float32


def test_what_went_in_is_kept(rng):
    P = rng.dirichlet(np.ones(3), 4)
    criterion = CategoricalCrossEntropy()
    names = ("y_pred", "y_true", "sample_losses", "dinputs")
    assert [getattr(criterion, name) for name in names] == [None] * 4
    criterion.forward(P, [0, 1, 2, 0])
    assert criterion.y_pred is P
    assert_array_equal(criterion.y_true, [0, 1, 2, 0])
