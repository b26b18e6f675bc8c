"""What layers and losses keep, what they return, and in which dtype."""

import numpy as np
import pytest

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Dropout,
    ReLU,
    Softmax,
    SoftmaxCrossEntropy,
)
from callables import LABELS, probabilities

LAYERS = {
    "Dense": lambda rng: Dense(4, 3, rng=rng),
    "ReLU": lambda rng: ReLU(),
    "Softmax": lambda rng: Softmax(),
    "Dropout": lambda rng: Dropout(0.5, rng=rng),
}


@pytest.mark.parametrize("name", LAYERS)
def test_layers_return_what_they_keep_and_keep_what_came_in(name, rng):
    layer = LAYERS[name](rng)
    assert layer.inputs is layer.output is layer.dinputs is None
    X = rng.standard_normal((5, 4))
    assert layer.forward(X) is layer.output
    assert layer.inputs is X
    upstream = rng.standard_normal(layer.output.shape)
    assert layer.backward(upstream) is layer.dinputs
    assert layer.inputs is X
    assert layer.dinputs.shape == X.shape


@pytest.mark.parametrize("name", LAYERS)
def test_outputs_share_no_memory_with_what_came_in(name, rng):
    layer = LAYERS[name](rng)
    X = abs(rng.standard_normal((5, 4)))
    upstream = rng.standard_normal(layer.forward(X).shape)
    layer.backward(upstream)
    assert not np.shares_memory(layer.output, X)
    assert not np.shares_memory(layer.dinputs, upstream)


@pytest.mark.parametrize(
    ("loss", "given"),
    [(CategoricalCrossEntropy(), "y_pred"), (SoftmaxCrossEntropy(), "inputs")],
)
def test_losses_return_what_they_keep_and_keep_what_came_in(loss, given, rng):
    values, labels = probabilities(rng), LABELS.astype(np.intp)
    mean = loss.forward(values, labels)
    assert type(mean) is float
    assert mean == loss.sample_losses.mean()
    assert getattr(loss, given) is values
    assert loss.y_true is labels
    assert loss.backward() is loss.dinputs


@pytest.mark.parametrize("name", ["ReLU", "Softmax", "Dropout"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_layers_without_parameters_keep_the_dtype(name, dtype, rng):
    layer = LAYERS[name](rng)
    X = rng.standard_normal((5, 4)).astype(dtype)
    assert layer.forward(X).dtype == dtype
    assert layer.backward(X).dtype == dtype


@pytest.mark.parametrize("labels", [LABELS, np.eye(3)[LABELS]])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "loss", [CategoricalCrossEntropy(), SoftmaxCrossEntropy()]
)
def test_losses_keep_the_dtype(loss, dtype, labels, rng):
    loss.forward(probabilities(rng).astype(dtype), labels)
    assert loss.sample_losses.dtype == dtype
    assert loss.backward().dtype == dtype


@pytest.mark.parametrize("given", [np.float32, np.float64, np.int64, bool])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dense_computes_in_the_dtype_of_its_parameters(given, dtype, rng):
    layer = Dense(4, 3, rng=rng, dtype=dtype)
    X = (5 * rng.standard_normal((5, 4))).astype(given)
    output = layer.forward(X)
    layer.backward((5 * rng.standard_normal((5, 3))).astype(given))
    for array in (
        layer.weights,
        layer.biases,
        layer.inputs,
        output,
        layer.dinputs,
        layer.dweights,
        layer.dbiases,
    ):
        assert array.dtype == dtype


def test_parameters_assigned_take_the_dtype_of_the_layer(rng):
    layer = Dense(4, 3, rng=rng, dtype=np.float32)
    layer.weights = rng.standard_normal((4, 3))
    layer.biases = [[1, 2, 3]]
    assert layer.weights.dtype == layer.biases.dtype == np.float32


def test_parameters_of_the_dtype_of_the_layer_are_kept_by_reference(rng):
    layer = Dense(4, 3, rng=rng)
    weights, biases = rng.standard_normal((4, 3)), rng.standard_normal((1, 3))
    layer.weights, layer.biases = weights, biases
    # A step in place assigns the same arrays once more.
    layer.weights -= 0.5
    layer.biases -= 0.5
    assert layer.weights is weights
    assert layer.biases is biases
