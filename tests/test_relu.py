"""ReLU: what is positive passes, forward and backward."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from backprop import ReLU, check_gradient, numerical_gradient, reference
from oracles import gradient, relu
from strategies import away_from_zero, upstream_problems


def backward(Z, G):
    unit = ReLU()
    unit.forward(Z)
    return unit.backward(G)


@given(upstream_problems())
def test_forward_is_the_larger_of_0_and_z(problem):
    Z, _ = problem
    unit = ReLU()
    Y = unit.forward(Z)
    assert Y.tolist() == [[z if z > 0 else 0 for z in row] for row in Z]
    assert Y is unit.output
    assert unit.inputs is Z


@given(upstream_problems())
def test_backward_passes_g_where_z_was_positive(problem):
    Z, G = problem
    unit = ReLU()
    unit.forward(Z)
    dZ = unit.backward(G)
    assert_array_equal(dZ, np.where(Z > 0, G, 0.0))
    assert_array_equal(dZ, reference.relu_backward(Z, G))
    assert dZ is unit.dinputs


def test_the_mask_looks_at_z_and_not_at_g():
    G = [[5.0, -6.0, 7.0, -8.0]]
    assert backward([[1.0, 2.0, -3.0, -4.0]], G).tolist() == [[5, -6, 0, 0]]


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_at_exactly_0_the_derivative_is_0(zero):
    assert backward([[zero]], [[7.0]]).tolist() == [[0.0]]


def test_beside_0_the_derivative_is_1_or_0():
    tiny = np.nextafter(0.0, 1.0)
    assert backward([[tiny, -tiny]], [[7.0, 7.0]]).tolist() == [[7.0, 0.0]]


def test_at_the_kink_both_sides_are_seen_and_neither_is_right():
    slope = numerical_gradient(lambda z: ReLU().forward([z]).sum(), [0.0])
    assert_allclose(slope, [0.5])


@given(upstream_problems())
def test_backward_agrees_with_autograd(problem):
    Z, G = problem
    expected = gradient(lambda Z: (G * relu(Z)).sum())(Z)
    assert_array_equal(backward(Z, G), expected)


def test_backward_is_the_slope_away_from_the_kink(rng):
    Z, G = away_from_zero(rng, 7, 5), rng.standard_normal((7, 5))
    check_gradient(lambda Z: np.sum(G * ReLU().forward(Z)), Z, backward(Z, G))


def test_backward_is_that_of_algebra():
    z = sympy.Symbol("z", real=True)
    slope = sympy.Max(0, z).diff(z)
    Z = [sympy.Rational(n, 8) for n in (-5, -1, 1, 7)]
    exact = [float(3 * slope.subs(z, value)) for value in Z]
    dZ = backward([[float(value) for value in Z]], np.full((1, 4), 3.0))
    assert dZ.tolist() == [exact] == [[0.0, 0.0, 3.0, 3.0]]


@given(upstream_problems())
def test_order_of_samples_only_orders_the_gradient(problem):
    Z, G = problem
    order = np.random.default_rng(1).permutation(len(Z))
    assert_array_equal(backward(Z[order], G[order]), backward(Z, G)[order])


def test_float32_stays_float32(rng):
    Z, G = rng.standard_normal((2, 4, 3)).astype(np.float32)
    unit = ReLU()
    assert unit.forward(Z).dtype == np.float32
    assert unit.backward(G).dtype == np.float32


def test_nan_goes_forward_but_its_gradient_is_0():
    unit = ReLU()
    assert np.isnan(unit.forward([[np.nan]])).all()
    assert unit.backward([[3.0]]).tolist() == [[0.0]]


def test_a_new_unit_has_seen_nothing():
    unit = ReLU()
    assert unit.inputs is unit.output is unit.dinputs is None
