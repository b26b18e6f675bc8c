"""Softmax: rows of probabilities, and J transpose times G without J."""

import numpy as np
import pytest
import sympy
from autograd import jacobian as autograd_jacobian
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from backprop import (
    Softmax,
    check_gradient,
    numerical_gradient,
    reference,
    softmax_jacobian,
)
from oracles import exact_softmax_cross_entropy, gradient, softmax
from strategies import CLASSES, GENERATORS, upstream_problems

EPS = np.finfo(np.float64).eps


def backward(Z, G):
    unit = Softmax()
    unit.forward(Z)
    return unit.backward(G)


def exact_probabilities(Z):
    return exact_softmax_cross_entropy(Z, np.full(Z.shape, 1.0))[1]


@given(upstream_problems(bound=700.0))
def test_rows_are_distributions(problem):
    Z, _ = problem
    unit = Softmax()
    S = unit.forward(Z)
    assert S is unit.output
    assert unit.inputs is Z
    assert (S >= 0.0).all()
    assert_allclose(S.sum(axis=1), 1.0, rtol=1e-14)


@given(upstream_problems(bound=30.0))
def test_forward_agrees_with_700_digits(problem):
    Z = problem[0][:3, :9]
    assert_allclose(Softmax().forward(Z), exact_probabilities(Z), rtol=1e-13)


@pytest.mark.parametrize("bound", [700.0, 1e300])
def test_extreme_logits(rng, bound):
    Z = bound * rng.uniform(-1.0, 1.0, (6, 4))
    Z[0] = [bound, -bound, bound, 0.0]
    S = Softmax().forward(Z)
    assert_allclose(S, exact_probabilities(Z), rtol=1e-12, atol=1e-300)
    assert_allclose(S[0], [0.5, 0.0, 0.5, 0.0], atol=1e-300)


def test_minus_infinity_gets_probability_0():
    S = Softmax().forward([[-np.inf, 0.0, 0.0]])
    assert S.tolist() == [[0.0, 0.5, 0.5]]


def test_a_row_does_not_hear_of_another(rng):
    Z = rng.standard_normal((4, 3))
    alone = [Softmax().forward(z[np.newaxis])[0] for z in Z]
    assert_array_equal(Softmax().forward(Z), alone)


@given(upstream_problems(bound=30.0), CLASSES)
def test_the_same_added_to_every_logit_changes_nothing(problem, shift):
    Z = np.round(problem[0] * 8.0) / 8.0  # so that the sum is exact
    assert_array_equal(Softmax().forward(Z + shift), Softmax().forward(Z))


@given(upstream_problems())
def test_backward_is_the_jacobian_transposed_times_g(problem):
    Z, G = problem
    unit = Softmax()
    S, dZ = unit.forward(Z), unit.backward(G)
    assert dZ is unit.dinputs
    assert_allclose(dZ, reference.softmax_backward(S, G), atol=2e-15)
    for s, g, dz in zip(S, G, dZ, strict=True):
        assert_allclose(dz, softmax_jacobian(s).T @ g, atol=2e-15)


@given(upstream_problems())
def test_backward_agrees_with_autograd(problem):
    Z, G = problem
    expected = gradient(lambda Z: (G * softmax(Z)).sum())(Z)
    assert_allclose(backward(Z, G), expected, rtol=1e-11, atol=2e-15)


@given(upstream_problems())
def test_backward_is_the_slope_of_the_objective(problem):
    Z, G = problem[0][:, :9], problem[1][:, :9]
    check_gradient(
        lambda Z: np.sum(G * Softmax().forward(Z)), Z, backward(Z, G)
    )


def test_backward_is_that_of_algebra(rng):
    powers, k = (7, 1, 2, 5), 4
    z = sympy.symbols("z:4", real=True)
    total = sum(sympy.exp(v) for v in z)
    G = rng.integers(-9, 10, k)
    objective = sympy.Matrix(G).dot([sympy.exp(v) / total for v in z])
    at = {v: sympy.log(p) for v, p in zip(z, powers, strict=True)}
    exact = [sympy.nsimplify(objective.diff(v).subs(at)) for v in z]
    assert all(value.is_Rational for value in exact)
    dZ = backward(np.log([powers]), G[np.newaxis])
    assert_allclose(dZ, [[float(value) for value in exact]], rtol=1e-14)


@given(upstream_problems())
def test_gradient_rows_sum_to_0(problem):
    Z, G = problem
    bound = 8.0 * EPS * np.abs(G).sum(axis=1)
    assert (abs(backward(Z, G).sum(axis=1)) <= bound).all()


def test_a_constant_g_moves_nothing(rng):
    Z = rng.standard_normal((5, 3))
    assert_allclose(backward(Z, np.full((5, 3), 2.5)), 0.0, atol=1e-15)


@given(upstream_problems())
def test_order_of_samples_only_orders_the_gradient(problem):
    Z, G = problem
    order = np.random.default_rng(1).permutation(len(Z))
    assert_allclose(
        backward(Z[order], G[order]), backward(Z, G)[order], atol=1e-15
    )


def test_of_one_class_one_is_sure(rng):
    Z, G = rng.standard_normal((5, 1)), rng.standard_normal((5, 1))
    assert_array_equal(Softmax().forward(Z), np.full((5, 1), 1.0))
    assert_array_equal(backward(Z, G), np.zeros((5, 1)))


def random_row(rng, k):
    return rng.dirichlet(np.full(k, 0.5))


@given(CLASSES, GENERATORS)
def test_jacobian_is_symmetric_with_rows_that_sum_to_0(k, rng):
    jacobian = softmax_jacobian(random_row(rng, k))
    assert jacobian.shape == (k, k)
    assert_array_equal(jacobian, jacobian.T)
    assert_allclose(jacobian.sum(axis=0), 0.0, atol=1e-15)


@given(CLASSES, GENERATORS)
def test_jacobian_is_positive_semidefinite(k, rng):
    eigenvalues = np.linalg.eigvalsh(softmax_jacobian(random_row(rng, k)))
    assert eigenvalues.min() >= -1e-15
    assert eigenvalues.max() <= 0.5 + 1e-15


@given(CLASSES, GENERATORS)
def test_jacobian_equals_the_two_cases_of_its_rule(k, rng):
    s = random_row(rng, k)
    assert_allclose(
        softmax_jacobian(s), reference.softmax_jacobian(s), atol=1e-16
    )


def test_jacobian_of_one_sample_agrees_with_autograd_and_nudges(rng):
    z = rng.standard_normal(5)
    jacobian = softmax_jacobian(Softmax().forward([z])[0])
    expected = autograd_jacobian(lambda z: softmax(z[np.newaxis])[0])(z)
    assert_allclose(jacobian, expected, rtol=1e-12)
    for j, row in enumerate(jacobian):
        slopes = numerical_gradient(
            lambda z, j=j: Softmax().forward([z])[0, j], z
        )
        assert_allclose(row, slopes, atol=1e-9)


def test_jacobian_of_a_batch_is_one_matrix_per_sample(rng):
    S = np.array([random_row(rng, 3) for _ in range(5)])
    jacobians = softmax_jacobian(S)
    assert jacobians.shape == (5, 3, 3)
    assert_array_equal(jacobians, [softmax_jacobian(s) for s in S])


def test_jacobian_does_not_change_the_probabilities(rng):
    s = random_row(rng, 4)
    kept = s.copy()
    softmax_jacobian(s)
    assert_array_equal(s, kept)


def test_float32_stays_float32(rng):
    Z, G = rng.standard_normal((2, 4, 3)).astype(np.float32)
    unit = Softmax()
    S = unit.forward(Z)
    assert S.dtype == unit.backward(G).dtype == np.float32
    assert softmax_jacobian(S).dtype == np.float32


def test_a_new_unit_has_seen_nothing():
    unit = Softmax()
    assert unit.inputs is unit.output is unit.dinputs is None
