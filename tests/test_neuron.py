"""One neuron: every number of the chain, from the output back to x and w."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop import Neuron, ReLU, check_gradient
from networks import layer_with
from oracles import dense, gradient, relu
from strategies import FEATURES, GENERATORS

X, W, B = [1.5, -2.0, 0.5, 3.0], [-3.0, -1.0, 2.5, 0.5], 0.75


def run(x, w, b, dvalue=1.0):
    neuron = Neuron(w, b)
    neuron.forward(x)
    neuron.backward(dvalue)
    return neuron


def test_forward_keeps_every_value():
    neuron = Neuron(W, B)
    assert neuron.forward(X) == 1.0
    assert neuron.inputs == X
    assert neuron.products == [-4.5, 2.0, 1.25, 1.5]
    assert neuron.z == 1.0
    assert neuron.output == 1.0


def test_backward_keeps_every_derivative():
    neuron = Neuron(W, B)
    neuron.forward(X)
    assert neuron.backward(-2.0) is neuron.dinputs
    assert neuron.dvalue == neuron.dz == -2.0
    assert neuron.dproducts == [-2.0] * 4
    assert neuron.dbias == -2.0
    assert neuron.dinputs == [6.0, 2.0, -5.0, -1.0]
    assert neuron.dweights == [-3.0, 4.0, -1.0, -6.0]


def test_the_upstream_derivative_is_1_by_default():
    neuron = Neuron(W, B)
    neuron.forward(X)
    assert neuron.backward() == W
    assert (neuron.dweights, neuron.dbias, neuron.dz) == (X, 1.0, 1.0)


@pytest.mark.parametrize("b", [-0.25, -0.5, -9.0])
def test_a_closed_neuron_passes_nothing(b):
    neuron = run(X, W, b, dvalue=5.0)
    assert neuron.z == b + 0.25 <= 0.0
    assert neuron.dvalue == 5.0
    assert neuron.output == neuron.dz == neuron.dbias == 0.0
    assert neuron.dinputs == neuron.dweights == neuron.dproducts == [0.0] * 4


def test_just_above_0_the_neuron_is_open():
    tiny = math.ulp(0.0)
    neuron = run([1.0], [tiny], 0.0)
    assert (neuron.output, neuron.dz) == (tiny, 1.0)


def test_derivatives_are_those_of_algebra():
    x, w = sympy.symbols("x:4", real=True), sympy.symbols("w:4", real=True)
    b = sympy.Symbol("b", real=True)
    z = sum(xi * wi for xi, wi in zip(x, w, strict=True)) + b
    output = sympy.Max(0, z)
    for bias in (B, -9.0):
        values = [sympy.Rational(v) for v in (*X, *W, bias)]
        at = dict(zip((*x, *w, b), values, strict=True))
        exact = [float(3 * output.diff(s).subs(at)) for s in (*x, *w, b)]
        neuron = run(X, W, bias, dvalue=3.0)
        ours = [*neuron.dinputs, *neuron.dweights, neuron.dbias]
        assert ours == exact


@st.composite
def neurons(draw):
    """Draw x, w, b and an upstream derivative, z being away from 0."""
    d, rng = draw(FEATURES), draw(GENERATORS)
    x, w = rng.uniform(-2.0, 2.0, (2, d))
    z = draw(st.sampled_from([-1.0, 1.0])) * rng.uniform(0.1, 2.0)
    return x, w, z - x @ w, rng.normal()


@given(neurons())
def test_derivatives_are_the_slopes_of_the_output(problem):
    x, w, b, dvalue = problem
    neuron = run(x, w, b, dvalue)

    def output(x, w, b):
        return dvalue * Neuron(w, float(b)).forward(x)

    check_gradient(lambda x: output(x, w, b), x, neuron.dinputs)
    check_gradient(lambda w: output(x, w, b), w, neuron.dweights)
    check_gradient(lambda b: output(x, w, b), b, neuron.dbias)


@given(neurons())
def test_derivatives_agree_with_autograd(problem):
    x, w, b, dvalue = problem
    neuron = run(x, w, b, dvalue)

    def output(x, w, b):
        return dvalue * relu(dense(x, w, b))

    dx, dw, db = gradient(output, (0, 1, 2))(x, w, b)
    assert_allclose(neuron.dinputs, dx, rtol=1e-15)
    assert_allclose(neuron.dweights, dw, rtol=1e-15)
    assert_allclose(neuron.dbias, db, rtol=1e-15)


@given(neurons())
def test_a_neuron_is_a_layer_of_one(problem):
    x, w, b, dvalue = problem
    neuron, layer, unit = run(x, w, b, dvalue), layer_with([[0.0]]), ReLU()
    layer = layer_with(w[:, np.newaxis], [[b]])
    output = unit.forward(layer.forward([x]))
    dx = layer.backward(unit.backward([[dvalue]]))
    assert_allclose(output, [[neuron.output]], rtol=1e-12)
    assert_allclose(dx, [neuron.dinputs], rtol=1e-15)
    assert_allclose(layer.dweights[:, 0], neuron.dweights, rtol=1e-15)
    assert_allclose(layer.dbiases, [[neuron.dbias]], rtol=1e-15)


def test_nan_stays_nan():
    neuron = Neuron(W, B)
    assert math.isnan(neuron.forward([math.nan, 1.0, 1.0, 1.0]))
    assert neuron.backward() == [0.0] * 4


def test_infinity_goes_through():
    neuron = Neuron([1.0, 2.0], 0.5)
    assert neuron.forward([math.inf, 1.0]) == math.inf
    neuron.backward()
    assert neuron.dweights == [math.inf, 1.0]


def test_numbers_are_python_numbers():
    neuron = run(np.array([1, 2]), np.array([3, 4], dtype=np.uint8), 5)
    kept = [neuron.bias, neuron.z, neuron.output, neuron.dz, neuron.dbias]
    for name in ("weights", "inputs", "products", "dinputs", "dweights"):
        assert isinstance(getattr(neuron, name), list)
        kept += getattr(neuron, name)
    assert {type(value) for value in kept} == {float}
    assert neuron.output == 16.0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Neuron("w", B), TypeError, "Neuron: expected weights to"),
        (lambda: Neuron(W, "b"), TypeError, "Neuron: expected bias to be a"),
        (
            lambda: Neuron([W], B),
            ValueError,
            "Neuron: expected weights to be a flat list of one or more "
            r"numbers, got shape \(1, 4\)",
        ),
        (
            lambda: Neuron(W, B).forward("x"),
            TypeError,
            "Neuron.forward: expected inputs to hold",
        ),
        (
            lambda: Neuron(W, B).forward([1.0, 2.0]),
            ValueError,
            "Neuron.forward: expected inputs to be a flat list of 4 "
            r"numbers, got shape \(2,\)",
        ),
        (
            lambda: Neuron([3.0], B).forward([[1.0]]),
            ValueError,
            "Neuron.forward: expected inputs to be a flat list of 1 ",
        ),
        (
            lambda: run(X, W, B, dvalue="1"),
            TypeError,
            "Neuron.backward: expected dvalue to be a real number",
        ),
        (
            lambda: Neuron(W, B).backward(),
            RuntimeError,
            "Neuron.backward: call forward first",
        ),
    ],
)
def test_wrong_arguments_are_named(call, error, message):
    with pytest.raises(error, match="^" + message):
        call()


def test_weights_of_another_length_are_noticed_on_the_way_back():
    neuron = Neuron(W, B)
    neuron.forward(X)
    neuron.weights = [1.0]
    with pytest.raises(ValueError, match="shorter"):
        neuron.backward()


def test_a_new_neuron_has_seen_nothing():
    kept = vars(Neuron(W, B))
    assert (kept.pop("weights"), kept.pop("bias")) == (W, B)
    assert len(kept) == 10
    assert set(kept.values()) == {None}


def test_products_are_added_one_by_one_and_the_bias_last():
    # Python's own sum would find 1.5 from version 3.12 on.
    assert Neuron([1e100, 1.0, -1e100], 0.5).forward([1.0, 1.0, 1.0]) == 0.5
    assert Neuron([1.0, -1e100], 1e100).forward([1.0, 1.0]) == 0.0
