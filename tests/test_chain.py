"""Whole networks: the chain of all layers, against everybody else's."""

from itertools import pairwise

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from backprop import CategoricalCrossEntropy, Softmax, check_gradient
from networks import Network
from oracles import dense, gradient, one_hot, relu, softmax_cross_entropy
from strategies import GENERATORS, SAMPLES


def random_parameters(rng, widths):
    """Return weights and non-zero biases of order one half."""
    return [
        (rng.normal(0.0, 0.5, (d, m)), rng.normal(0.0, 0.5, (1, m)))
        for d, m in pairwise(widths)
    ]


@st.composite
def problems(draw):
    """Draw samples, classes and parameters, depth one to four."""
    rng, n = draw(GENERATORS), draw(SAMPLES)
    widths = draw(st.lists(st.integers(1, 9), min_size=2, max_size=5))
    X = rng.standard_normal((n, widths[0]))
    return X, rng.integers(0, widths[-1], n), random_parameters(rng, widths)


@pytest.fixture
def problem(rng):
    """Return a network 4-7-5-3 with 6 samples: no two sizes are equal."""
    X, y = rng.standard_normal((6, 4)), rng.integers(0, 3, 6)
    return X, y, random_parameters(rng, [4, 7, 5, 3])


def run(X, y, parameters):
    """Return the loss, the gradient at X and all of the parameters'."""
    network = Network(parameters)
    loss = network.loss(X, y)
    dX = network.backward()
    return loss, dX, [(d.dweights, d.dbiases) for d in network.dense]


def is_near_a_kink(X, y, parameters):
    network = Network(parameters)
    network.loss(X, y)
    return any(abs(unit.inputs).min() < 1e-4 for unit in network.relu)


def autograd_loss(X, parameters, Y):
    for W, b in parameters[:-1]:
        X = relu(dense(X, W, b))
    return softmax_cross_entropy(dense(X, *parameters[-1]), Y)


@given(problems())
def test_every_gradient_agrees_with_autograd(problem):
    X, y, parameters = problem
    Y = one_hot(y, parameters[-1][0].shape[1])
    loss, dX, slopes = run(X, y, parameters)
    assert_allclose(loss, autograd_loss(X, parameters, Y), rtol=1e-11)
    expected = gradient(autograd_loss, (0, 1))(X, parameters, Y)
    assert_allclose(dX, expected[0], rtol=1e-9, atol=1e-14)
    for ours, theirs in zip(slopes, expected[1], strict=True):
        for slope, value in zip(ours, theirs, strict=True):
            assert_allclose(slope, value, rtol=1e-9, atol=1e-14)


def check_every_gradient(X, y, parameters):
    _, dX, slopes = run(X, y, parameters)
    check_gradient(lambda X: Network(parameters).loss(X, y), X, dX)
    for i, (dW, db) in enumerate(slopes):

        def loss(W, b, i=i):
            changed = [*parameters[:i], (W, b), *parameters[i + 1 :]]
            return Network(changed).loss(X, y)

        W, b = parameters[i]
        check_gradient(lambda W, b=b, loss=loss: loss(W, b), W, dW)
        check_gradient(lambda b, W=W, loss=loss: loss(W, b), b, db)


def test_every_gradient_is_the_slope_of_the_loss(problem):
    assert not is_near_a_kink(*problem)
    check_every_gradient(*problem)


def test_every_gradient_of_random_networks_is_the_slope():
    checked = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        widths = rng.integers(1, 5, rng.integers(2, 5))
        X = rng.standard_normal((rng.integers(1, 5), widths[0]))
        y = rng.integers(0, widths[-1], len(X))
        parameters = random_parameters(rng, widths)
        if not is_near_a_kink(X, y, parameters):
            check_every_gradient(X, y, parameters)
            checked += 1
    assert checked >= 25


def test_the_chain_is_that_of_algebra():
    X, y = [[0.5, -1.0], [2.0, 0.25]], [1, 0]
    parameters = [
        (np.array([[1.0, -0.5], [0.25, 0.75]]), np.array([[0.5, -0.25]])),
        (np.array([[0.5, -1.0], [1.5, 0.75]]), np.array([[-0.5, 1.0]])),
    ]
    numbers = [a.ravel().tolist() for pair in parameters for a in pair]
    names = ("V", "c", "W", "b")
    symbols = [
        sympy.symbols(f"{name}:{len(values)}", real=True)
        for name, values in zip(names, numbers, strict=True)
    ]
    V, c, W, b = symbols
    layers = [
        (sympy.Matrix(2, 2, V), sympy.Matrix(1, 2, c)),
        (sympy.Matrix(2, 2, W), sympy.Matrix(1, 2, b)),
    ]
    loss = 0
    for x, label in zip(X, y, strict=True):
        z = sympy.Matrix([x]).applyfunc(sympy.Rational)
        z = (z * layers[0][0] + layers[0][1]).applyfunc(
            lambda v: sympy.Max(0, v)
        )
        z = z * layers[1][0] + layers[1][1]
        loss += (sympy.log(sum(z.applyfunc(sympy.exp))) - z[label]) / 2
    at = {
        s: sympy.Rational(v)
        for group, values in zip(symbols, numbers, strict=True)
        for s, v in zip(group, values, strict=True)
    }
    ours, _, slopes = run(X, y, parameters)
    assert_allclose(ours, float(loss.subs(at).evalf(30)), rtol=1e-15)
    computed = [slope for pair in slopes for slope in pair]
    for group, slope in zip(symbols, computed, strict=True):
        exact = [float(loss.diff(s).subs(at).evalf(30)) for s in group]
        assert_allclose(slope.ravel(), exact, rtol=1e-14, atol=1e-17)


def test_the_separate_path_reaches_the_same_gradients(problem):
    X, y, parameters = problem
    network = Network(parameters)
    network.loss(X, y)
    network.backward()
    fused = [dense.dweights for dense in network.dense]
    softmax, criterion = Softmax(), CategoricalCrossEntropy()
    criterion.forward(softmax.forward(network.criterion.inputs), y)
    G = softmax.backward(criterion.backward())
    layers = [network.dense[2], network.relu[1], network.dense[1]]
    for layer in [*layers, network.relu[0], network.dense[0]]:
        G = layer.backward(G)
    separate = [dense.dweights for dense in network.dense]
    for ours, theirs in zip(separate, fused, strict=True):
        assert_allclose(ours, theirs, rtol=1e-11, atol=1e-16)


def test_order_of_samples_only_orders_dinputs(problem):
    X, y, parameters = problem
    order = np.array([3, 0, 5, 1, 4, 2])
    loss, dX, slopes = run(X, y, parameters)
    shuffled = run(X[order], y[order], parameters)
    assert_allclose(shuffled[0], loss, rtol=1e-14)
    assert_allclose(shuffled[1], dX[order], rtol=1e-12, atol=1e-16)
    for ours, theirs in zip(shuffled[2], slopes, strict=True):
        for slope, other in zip(ours, theirs, strict=True):
            assert_allclose(slope, other, rtol=1e-11, atol=1e-16)


def test_gradient_of_the_mean_loss_is_the_mean_over_samples(problem):
    X, y, parameters = problem
    n = len(X)
    loss, dX, slopes = run(X, y, parameters)
    singles = [run(X[i : i + 1], y[i : i + 1], parameters) for i in range(n)]
    assert_allclose(loss, sum(s[0] for s in singles) / n, rtol=1e-14)
    dXs = np.vstack([s[1] for s in singles])
    assert_allclose(dX, dXs / n, rtol=1e-12, atol=1e-16)
    for layer, pair in enumerate(slopes):
        for which, slope in enumerate(pair):
            mean = sum(s[2][layer][which] for s in singles) / n
            assert_allclose(slope, mean, rtol=1e-11, atol=1e-16)


def test_repeating_every_sample_changes_no_parameter_gradient(problem):
    X, y, parameters = problem
    loss, dX, slopes = run(X, y, parameters)
    twice = run(np.repeat(X, 2, axis=0), np.repeat(y, 2), parameters)
    assert_allclose(twice[0], loss, rtol=1e-14)
    assert_allclose(twice[1][::2], dX / 2.0, rtol=1e-12, atol=1e-16)
    for ours, theirs in zip(twice[2], slopes, strict=True):
        for slope, other in zip(ours, theirs, strict=True):
            assert_allclose(slope, other, rtol=1e-11, atol=1e-16)


def test_penalties_join_the_gradient_of_the_loss(problem):
    X, y, parameters = problem
    network = Network(parameters)
    first = network.dense[0]
    first.weight_regularizer_l1, first.weight_regularizer_l2 = 0.02, 0.03
    first.bias_regularizer_l1, first.bias_regularizer_l2 = 0.05, 0.07
    network.loss(X, y)
    network.backward()
    dW, db = first.dweights, first.dbiases
    W, b = parameters[0]

    def loss(W, b):
        first.weights, first.biases = W, b
        return network.loss(X, y)

    check_gradient(lambda W: loss(W, b), W, dW)
    check_gradient(lambda b: loss(W, b), b, db)

    def theirs(W, b):
        penalty = 0.02 * anp.abs(W).sum() + 0.03 * (W**2).sum()
        penalty += 0.05 * anp.abs(b).sum() + 0.07 * (b**2).sum()
        changed = [(W, b), *parameters[1:]]
        return penalty + autograd_loss(X, changed, one_hot(y, 3))

    expected = gradient(theirs, (0, 1))(W, b)
    assert_allclose(loss(W, b), theirs(W, b), rtol=1e-13)
    assert_allclose(dW, expected[0], rtol=1e-11, atol=1e-16)
    assert_allclose(db, expected[1], rtol=1e-11, atol=1e-16)


def test_a_small_step_downhill_gains_what_the_gradient_promises(problem):
    X, y, parameters = problem
    loss, _, slopes = run(X, y, parameters)
    rate = 1e-4
    moved = [
        (W - rate * dW, b - rate * db)
        for (W, b), (dW, db) in zip(parameters, slopes, strict=True)
    ]
    promised = rate * sum((dW**2).sum() + (db**2).sum() for dW, db in slopes)
    assert_allclose(loss - run(X, y, moved)[0], promised, rtol=1e-2)


def test_a_network_learns_six_samples_by_heart(problem):
    X, y, parameters = problem
    network = Network(parameters)
    for _ in range(500):
        network.loss(X, y)
        network.backward()
        for layer in network.dense:
            layer.weights = layer.weights - 0.5 * layer.dweights
            layer.biases = layer.biases - 0.5 * layer.dbiases
    assert network.loss(X, y) < 0.01
    assert_array_equal(network.criterion.output.argmax(axis=1), y)


def test_backward_twice_gives_the_same(problem):
    X, y, parameters = problem
    network = Network(parameters)
    network.loss(X, y)
    first = network.backward()
    assert_array_equal(network.backward(), first)


def test_a_dead_layer_stops_the_gradient(problem):
    X, y, [(V, c), (W, b), last] = problem
    _, dX, slopes = run(X, y, [(V, c - 100.0), (W, abs(b)), last])
    (dV, dc), (dW, db), _ = slopes
    for stopped in (dX, dV, dc, dW):
        assert not stopped.any()
    assert db.all()
