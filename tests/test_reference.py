"""The loop forms are held to oracles of their own, not to the package."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from backprop import reference
from oracles import (
    cross_entropy,
    dense,
    exact_softmax_cross_entropy,
    gradient,
    one_hot,
    relu,
    softmax,
    softmax_cross_entropy,
)
from strategies import dense_problems, labelled_logits, upstream_problems


def test_descent_of_a_neuron_in_exact_fractions():
    # Every step takes rate * (x . x + 1) = 15/1000 off, until z is spent.
    inputs, weights = [1, -2, 3], [-3, -1, 2]
    rate = Fraction(1, 1000)
    sums = reference.neuron_descent(inputs, weights, 1, rate, 402)
    exact = [6 - n * Fraction(15, 1000) for n in range(401)]
    assert sums == [*exact, Fraction(0), Fraction(0)]
    assert weights == [-3, -1, 2]


def test_descent_of_a_neuron_passes_below_0_and_stops():
    sums = reference.neuron_descent([2.0], [1.0], 0.5, 0.4, 4)
    assert_allclose(sums, [2.5, 0.5, -1.5, -1.5, -1.5], rtol=1e-14)
    assert reference.neuron_descent([2.0], [1.0], 0.5, 0.4, 0) == [2.5]


def test_what_goes_in_pairs_must_be_as_many():
    with pytest.raises(ValueError, match="shorter"):
        reference.neuron_descent([1.0, 2.0], [1.0], 0.5, 0.4, 3)
    with pytest.raises(ValueError, match="shorter"):
        reference.softmax_backward(np.eye(3), np.eye(3)[:2])


@given(dense_problems())
def test_matrix_product(problem):
    X, W, _, _ = problem
    product = reference.matrix_product(X, W)
    assert product.shape == (len(X), W.shape[1])
    assert_allclose(product, np.einsum("nd,dm->nm", X, W), atol=1e-13)


@given(dense_problems())
def test_dense(problem):
    X, W, b, G = problem
    forward = reference.dense_forward(X, W, b)
    assert_allclose(forward, dense(X, W, b), atol=1e-13)
    expected = gradient(lambda *a: (G * dense(*a)).sum(), (0, 1, 2))(X, W, b)
    slopes = reference.dense_backward(X, W, G)
    assert len(slopes) == 3
    for slope, value in zip(slopes, expected, strict=True):
        assert slope.shape == value.shape
        assert_allclose(slope, value, rtol=1e-12, atol=1e-13)


@given(upstream_problems())
def test_relu(problem):
    Z, G = problem
    expected = gradient(lambda Z: (G * relu(Z)).sum())(Z)
    assert_array_equal(reference.relu_backward(Z, G), expected)


def test_relu_at_exactly_0():
    Z, G = np.array([[0.0, -0.0, 1.0]]), np.array([[2.0, 3.0, 4.0]])
    assert reference.relu_backward(Z, G).tolist() == [[0.0, 0.0, 4.0]]


@given(upstream_problems())
def test_softmax(problem):
    Z, G = problem
    S = reference.softmax(Z)
    assert_allclose(S, softmax(Z), rtol=1e-13)
    expected = gradient(lambda Z: (G * softmax(Z)).sum())(Z)
    assert_allclose(reference.softmax_backward(S, G), expected, atol=5e-15)


@pytest.mark.parametrize("bound", [700.0, 1e300])
def test_softmax_of_extreme_logits(rng, bound):
    Z = bound * rng.uniform(-1.0, 1.0, (4, 3))
    _, exact = exact_softmax_cross_entropy(Z, np.full(Z.shape, 1.0))
    assert_allclose(reference.softmax(Z), exact, rtol=1e-12, atol=1e-300)


def test_softmax_jacobian():
    expected = [[0.21, -0.07, -0.14], [-0.07, 0.09, -0.02]]
    jacobian = reference.softmax_jacobian(np.array([0.7, 0.1, 0.2]))
    assert_allclose(jacobian, [*expected, [-0.14, -0.02, 0.16]], rtol=1e-14)


@given(labelled_logits())
def test_cross_entropy(problem):
    Z, y, _ = problem
    P, Y = softmax(Z), one_hot(y, Z.shape[1])
    dP = reference.cross_entropy_backward(P, y)
    assert_allclose(dP, gradient(cross_entropy)(P, Y), rtol=1e-13)
    dZ = reference.softmax_cross_entropy_backward(P, y)
    expected = gradient(softmax_cross_entropy)(Z, Y)
    assert_allclose(dZ, expected, atol=1e-14)
