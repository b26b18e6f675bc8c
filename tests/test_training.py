"""The training loop does the steps of the book, and records them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from backprop import Dense, ReLU, SoftmaxCrossEntropy, spiral, training
from networks import layer_with


def small(rng, **options):
    """Return a network of all-different sizes and data for it."""
    layers = [
        Dense(2, 5, rng=rng, weight_scale=0.5, **options),
        ReLU(),
        Dense(5, 3, rng=rng, weight_scale=0.5),
    ]
    return layers, rng.standard_normal((7, 2)), np.arange(7) % 3


def run(layers, X, y, **options):
    options = {"learning_rate": 0.1, "steps": 3, **options}
    return training.train(layers, SoftmaxCrossEntropy(), X, y, **options)


def test_forward_and_backward_go_through_the_row(rng):
    layers, X, _ = small(rng)
    first, relu, last = layers
    logits = last.forward(relu.forward(first.forward(X)))
    assert_array_equal(training.forward(layers, X), logits)
    G = rng.standard_normal(logits.shape)
    dX = first.backward(relu.backward(last.backward(G)))
    assert_array_equal(training.backward(layers, G), dX)


def test_accuracy_counts_samples_whose_largest_output_is_right():
    output = [[0.2, 0.5, 0.3], [0.6, 0.3, 0.1], [0.0, 0.1, 0.9]]
    assert training.accuracy(output, [1, 1, 2]) == 2 / 3
    one_hot = [[0, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert training.accuracy(output, one_hot) == 2 / 3


def test_of_equal_outputs_the_first_counts():
    assert training.accuracy([[0.5, 0.5]], [0]) == 1.0
    assert training.accuracy([[0.5, 0.5]], [1]) == 0.0


def test_accuracy_refuses_labels_that_do_not_fit():
    said = r"^accuracy: expected class numbers from 0 to 1 in y_true"
    with pytest.raises(ValueError, match=said):
        training.accuracy([[0.5, 0.5]], [2])


def test_accuracy_refuses_an_output_that_is_no_batch():
    with pytest.raises(ValueError, match=r"^accuracy: expected output of"):
        training.accuracy([0.5, 0.5], [0])


def test_a_plain_step_goes_against_the_gradient(rng):
    layers, X, y = small(rng)
    criterion = SoftmaxCrossEntropy()
    criterion.forward(training.forward(layers, X), y)
    training.backward(layers, criterion.backward())
    expected = [
        (d.weights - 0.1 * d.dweights, d.biases - 0.1 * d.dbiases)
        for d in layers[::2]
    ]
    run(layers, X, y, steps=1)
    for layer, (weights, biases) in zip(layers[::2], expected, strict=True):
        assert_allclose(layer.weights, weights, rtol=1e-6)
        assert_allclose(layer.biases, biases, rtol=1e-6)


def test_momentum_keeps_a_share_of_the_velocity():
    layer = layer_with(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]))
    layer.dweights, layer.dbiases = np.array([[1.0, -1.0]]), np.ones((1, 2))
    velocity = training.move(layer, (np.array([[2.0, 4.0]]), 8.0), 0.5, 0.25)
    assert_array_equal(velocity[0], [[0.0, 1.5]])
    assert_array_equal(velocity[1], [[1.5, 1.5]])
    assert_array_equal(layer.weights, [[1.0, 3.5]])
    assert_array_equal(layer.biases, [[4.5, 5.5]])


def test_velocities_start_at_0(rng):
    layers, X, y = small(rng)
    start = [(d.weights, d.biases) for d in layers[::2]]
    run(layers, X, y, steps=1)
    plain = [(d.weights, d.biases) for d in layers[::2]]
    training.restore(layers, start)
    run(layers, X, y, steps=1, momentum=0.5)
    for layer, (weights, biases) in zip(layers[::2], plain, strict=True):
        assert_array_equal(layer.weights, weights)
        assert_array_equal(layer.biases, biases)


def test_the_learning_rate_goes_down_in_equal_differences(rng, monkeypatch):
    rates = []
    monkeypatch.setattr(
        training,
        "move",
        lambda layer, velocity, rate, momentum: rates.append(rate) or velocity,
    )
    run(*small(rng), steps=3, last_learning_rate=0.02)
    assert_allclose(rates[::2], [0.1, 0.06, 0.02])


def test_the_history_begins_before_the_first_step(rng):
    layers, X, y = small(rng)
    logits = training.forward(layers, X)
    before = SoftmaxCrossEntropy().forward(logits, y)
    history = run(layers, X, y, steps=4)
    assert history.losses[0] == before
    assert history.accuracies[0] == training.accuracy(logits, y)
    assert len(history.losses) == len(history.accuracies) == 5
    assert np.shape(history.gradient_norms) == (5, 2)
    after = SoftmaxCrossEntropy().forward(training.forward(layers, X), y)
    assert history.losses[-1] == after < before


def test_gradient_norms_take_weights_and_biases_together(rng):
    layers, X, y = small(rng)
    history = run(layers, X, y, steps=1)
    first = layers[0]
    flat = np.concatenate([first.dweights.ravel(), first.dbiases.ravel()])
    assert_allclose(history.gradient_norms[-1][0], np.linalg.norm(flat))


def test_losses_include_the_penalties(rng):
    layers, X, y = small(rng, weight_regularizer_l2=0.3)
    data_loss = SoftmaxCrossEntropy().forward(training.forward(layers, X), y)
    penalty = 0.3 * np.sum(layers[0].weights ** 2)
    assert_allclose(run(layers, X, y).losses[0], data_loss + penalty)


def test_kept_parameters_can_be_restored(rng):
    layers, X, y = small(rng)
    start = training.forward(layers, X).copy()
    history = run(layers, X, y, keep=(0, 3))
    assert set(history.parameters) == {0, 3}
    assert not np.allclose(training.forward(layers, X), start)
    training.restore(layers, history.parameters[0])
    assert_array_equal(training.forward(layers, X), start)


def test_every_layer_that_learns_gets_parameters_back(rng):
    layers, X, y = small(rng)
    history = run(layers, X, y, keep=(0,))
    with pytest.raises(ValueError, match="shorter"):
        training.restore(layers, history.parameters[0][:1])


def test_rounding_swallows_a_difference_in_the_last_digits():
    losses = []
    for factor in (1.0, 1.0 + 1e-12):
        rng = np.random.default_rng(0)
        X, y = spiral(20, 3, rng=rng)
        first = Dense(2, 8, rng=rng, weight_scale=1.0)
        last = Dense(8, 3, rng=rng, weight_scale=0.1)
        first.weights = first.weights * factor
        history = run([first, ReLU(), last], X, y, steps=200, momentum=0.9)
        losses.append(history.losses[1:])
        assert first.weights.dtype == np.float64
    assert_array_equal(*losses)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"learning_rate": 0.0}, "learning_rate to be finite and > 0, got 0"),
        ({"learning_rate": np.inf}, "learning_rate to be finite"),
        ({"last_learning_rate": -1.0}, "last_learning_rate to be finite"),
        ({"momentum": 1.0}, "momentum to be >= 0 and < 1, got 1.0"),
        ({"momentum": -0.1}, "momentum to be >= 0"),
        ({"steps": 0}, "^train: expected steps >= 1"),
    ],
)
def test_numbers_out_of_range_are_named(rng, options, message):
    layers, X, y = small(rng)
    start = layers[0].weights.copy()
    with pytest.raises(ValueError, match=message):
        run(layers, X, y, **options)
    assert_array_equal(layers[0].weights, start)


@pytest.mark.parametrize(
    "name", ["learning_rate", "last_learning_rate", "momentum"]
)
def test_what_is_no_number_is_named(rng, name):
    with pytest.raises(TypeError, match=rf"^train: expected {name} to be a "):
        run(*small(rng), **{name: "0.1"})
