"""Dense: Z = XW + b, and three gradients from one G."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from backprop import Dense, check_gradient, reference
from networks import layer_with
from oracles import dense, gradient
from strategies import dense_problems


@pytest.fixture
def problem(rng):
    """Return X, W, b and G in which no two sizes are equal."""
    n, d, m = 5, 4, 3
    shapes = [(n, d), (d, m), (1, m), (n, m)]
    return [rng.standard_normal(shape) for shape in shapes]


def test_forward_is_xw_plus_b(problem):
    X, W, b, _ = problem
    layer = layer_with(W, b)
    Z = layer.forward(X)
    assert_allclose(Z, np.einsum("nd,dm->nm", X, W) + b, rtol=1e-13)
    assert Z is layer.output
    assert layer.inputs is X


def test_backward_is_the_three_equations(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    layer.forward(X)
    dX = layer.backward(G)
    assert dX is layer.dinputs
    assert_allclose(dX, np.einsum("nm,dm->nd", G, W), rtol=1e-13)
    assert_allclose(
        layer.dweights, np.einsum("nd,nm->dm", X, G), rtol=1e-13, atol=1e-14
    )
    assert_allclose(layer.dbiases, [G.sum(axis=0)], rtol=1e-13, atol=1e-14)


def test_gradients_have_the_shapes_of_their_values(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    layer.forward(X)
    layer.backward(G)
    for name in ("inputs", "weights", "biases"):
        value, slope = getattr(layer, name), getattr(layer, "d" + name)
        assert value.shape == slope.shape


def objective(X, W, b, G):
    return np.sum(G * layer_with(W, b).forward(X))


@given(dense_problems())
def test_gradients_are_the_slopes_of_the_objective(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    layer.forward(X)
    layer.backward(G)
    check_gradient(lambda X: objective(X, W, b, G), X, layer.dinputs)
    check_gradient(lambda W: objective(X, W, b, G), W, layer.dweights)
    check_gradient(lambda b: objective(X, W, b, G), b, layer.dbiases)


@given(dense_problems())
def test_gradients_agree_with_autograd(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    layer.forward(X)
    layer.backward(G)

    def upstream_product(*arguments):
        return (G * dense(*arguments)).sum()

    dX, dW, db = gradient(upstream_product, (0, 1, 2))(X, W, b)
    assert_allclose(layer.dinputs, dX, rtol=1e-12, atol=1e-13)
    assert_allclose(layer.dweights, dW, rtol=1e-12, atol=1e-13)
    assert_allclose(layer.dbiases, db, rtol=1e-12, atol=1e-13)


def test_gradients_are_exactly_those_of_algebra(rng):
    n, d, m = 3, 2, 4
    X, W, b = (
        sympy.MatrixSymbol(name, *shape).as_explicit()
        for name, shape in [("X", (n, d)), ("W", (d, m)), ("b", (1, m))]
    )
    # Quarters are exact in binary, and so are sums of products of them.
    values = [rng.integers(-9, 10, M.shape) / 4 for M in (X, W, b)]
    G = rng.integers(-9, 10, (n, m)) / 4
    Z = X * W + sympy.ones(n, 1) * b
    objective = sum(
        Z.multiply_elementwise(sympy.Matrix(G).applyfunc(sympy.Rational))
    )
    substitution = {
        symbol: sympy.Rational(value)
        for M, array in zip((X, W, b), values, strict=True)
        for symbol, value in zip(M, array.flat, strict=True)
    }
    layer = layer_with(*values[1:])
    layer.forward(values[0])
    layer.backward(G)
    computed = layer.dinputs, layer.dweights, layer.dbiases
    for M, slope in zip((X, W, b), computed, strict=True):
        exact = [objective.diff(s).subs(substitution) for s in M]
        assert slope.ravel().tolist() == [float(e) for e in exact]


@given(dense_problems())
def test_matrix_products_equal_the_loops(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    Z = layer.forward(X)
    layer.backward(G)
    assert_allclose(Z, reference.dense_forward(X, W, b), atol=1e-13)
    loops = reference.dense_backward(X, W, G)
    ours = layer.dinputs, layer.dweights, layer.dbiases
    for slope, loop in zip(ours, loops, strict=True):
        assert slope.shape == loop.shape
        assert_allclose(slope, loop, rtol=1e-12, atol=1e-13)


@given(dense_problems())
def test_order_of_samples_only_orders_dinputs(problem):
    X, W, b, G = problem
    order = np.random.default_rng(1).permutation(len(X))
    straight, shuffled = layer_with(W, b), layer_with(W, b)
    straight.forward(X)
    shuffled.forward(X[order])
    straight.backward(G)
    shuffled.backward(G[order])
    assert_allclose(
        shuffled.dinputs, straight.dinputs[order], rtol=1e-12, atol=1e-13
    )
    for name in ("dweights", "dbiases"):
        assert_allclose(
            getattr(shuffled, name),
            getattr(straight, name),
            rtol=1e-12,
            atol=1e-13,
        )


def test_gradient_of_a_batch_is_the_sum_over_its_samples(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    singles = []
    for x, g in zip(X, G, strict=True):
        layer.forward([x])
        layer.backward([g])
        singles.append((layer.dinputs, layer.dweights, layer.dbiases))
    dinputs, dweights, dbiases = zip(*singles, strict=True)
    layer.forward(X)
    layer.backward(G)
    assert_allclose(layer.dinputs, np.vstack(dinputs), rtol=1e-13)
    assert_allclose(layer.dweights, sum(dweights), rtol=1e-12)
    assert_allclose(layer.dbiases, sum(dbiases), rtol=1e-12)


def test_gradients_are_fresh_and_not_accumulated(problem):
    X, W, b, G = problem
    layer = layer_with(W, b)
    layer.forward(X)
    layer.backward(G)
    first = layer.dweights
    kept = first.copy()
    layer.backward(2.0 * G)
    assert_array_equal(first, kept)
    assert_array_equal(layer.dweights, 2.0 * kept)


STRENGTHS = {
    "weight_regularizer_l1": 0.3,
    "weight_regularizer_l2": 0.05,
    "bias_regularizer_l1": 0.7,
    "bias_regularizer_l2": 0.11,
}


@pytest.mark.parametrize("names", [[name] for name in STRENGTHS] + [STRENGTHS])
def test_gradients_include_those_of_the_penalties(problem, names):
    X, W, b, G = problem
    rng = np.random.default_rng(0)
    layer = Dense(4, 3, rng=rng, **{name: STRENGTHS[name] for name in names})
    layer.weights, layer.biases = W, b
    layer.forward(X)
    layer.backward(G)

    def penalised(W, b):
        layer.weights, layer.biases = W, b
        return np.sum(G * layer.forward(X)) + layer.regularization_loss()

    dweights, dbiases = layer.dweights, layer.dbiases
    check_gradient(lambda W: penalised(W, b), W, dweights)
    check_gradient(lambda b: penalised(W, b), b, dbiases)


def test_a_layer_without_strengths_has_no_penalty(rng):
    layer = Dense(4, 3, rng=rng)
    layer.biases = [[1.0, -2.0, 3.0]]
    assert [getattr(layer, name) for name in STRENGTHS] == [0.0] * 4
    assert layer.regularization_loss() == 0.0


def test_weights_start_as_a_hundredth_of_normal_numbers():
    layer = Dense(4, 3, rng=np.random.default_rng(7))
    normal = np.random.default_rng(7).standard_normal((4, 3))
    assert_array_equal(layer.weights, 0.01 * normal)
    assert_array_equal(layer.biases, [[0.0, 0.0, 0.0]])
    assert (layer.n_inputs, layer.n_neurons) == (4, 3)


def test_weight_scale_is_the_factor():
    layer = Dense(2, 5, rng=np.random.default_rng(7), weight_scale=0.5)
    normal = np.random.default_rng(7).standard_normal((2, 5))
    assert_array_equal(layer.weights, 0.5 * normal)


def test_a_new_layer_has_seen_nothing(rng):
    layer = Dense(4, 3, rng=rng)
    names = ("inputs", "output", "dinputs", "dweights", "dbiases")
    assert [getattr(layer, name) for name in names] == [None] * 5


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_layer_computes_in_the_dtype_of_its_parameters(rng, dtype):
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    layer = Dense(4, 3, rng=rng, dtype=dtype)
    layer.forward(X)
    layer.backward(G)
    kept = vars(layer).values()
    arrays = [value for value in kept if isinstance(value, np.ndarray)]
    assert len(arrays) == 7
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}
    assert_allclose(
        layer.dweights, X.T @ G, rtol=20 * np.finfo(dtype).eps, atol=1e-6
    )


def test_float64_is_the_default(rng):
    assert Dense(4, 3, rng=rng).dtype == np.float64
