"""Print the numbers of the chapter 9 network, as JSON.

Twice: computed by the adapters, and by the core classes in float32 from the
same data and weights.
"""

import json

import nnfs
import numpy as np
from nnfs.datasets import spiral_data

import backprop
from backprop.nnfs import (
    Activation_ReLU,
    Activation_Softmax_Loss_CategoricalCrossentropy,
    Layer_Dense,
)

nnfs.init()
X, y = spiral_data(100, 3)


def values(dense1, dense2, output, loss):
    """Return everything that is printed, by the names of the data file."""
    found = {
        "output": output[:5].tolist(),
        "loss": float(loss),
        "accuracy": float(np.mean(np.argmax(output, axis=1) == y)),
    }
    for name, layer in {"dense1": dense1, "dense2": dense2}.items():
        found[f"{name}.weights"] = layer.weights.tolist()
        found[f"{name}.dweights"] = layer.dweights.tolist()
        found[f"{name}.dbiases"] = layer.dbiases.tolist()
        found[f"{name}.dtypes"] = [
            str(array.dtype)
            for array in (layer.dweights, layer.dbiases, layer.dinputs)
        ]
    return found


def by_adapters():
    """Compute as the book's scripts do."""
    dense1, relu = Layer_Dense(2, 3), Activation_ReLU()
    dense2 = Layer_Dense(3, 3)
    last = Activation_Softmax_Loss_CategoricalCrossentropy()
    dense1.forward(X)
    relu.forward(dense1.output)
    dense2.forward(relu.output)
    loss = last.forward(dense2.output, y)
    last.backward(last.output, y)
    dense2.backward(last.dinputs)
    relu.backward(dense2.dinputs)
    dense1.backward(relu.dinputs)
    return dense1, dense2, values(dense1, dense2, last.output, loss)


def by_core(weights1, weights2):
    """Compute the same with the classes of `backprop`."""
    some = np.random.default_rng(0)
    dense1 = backprop.Dense(2, 3, rng=some, dtype=np.float32)
    dense2 = backprop.Dense(3, 3, rng=some, dtype=np.float32)
    dense1.weights, dense2.weights = weights1, weights2
    relu, last = backprop.ReLU(), backprop.SoftmaxCrossEntropy()
    logits = dense2.forward(relu.forward(dense1.forward(X)))
    loss = last.forward(logits, y)
    dense1.backward(relu.backward(dense2.backward(last.backward())))
    return values(dense1, dense2, last.output, loss)


dense1, dense2, adapters = by_adapters()
print(
    json.dumps(
        {
            "X_first3": X[:3].tolist(),
            "adapters": adapters,
            "core": by_core(dense1.weights, dense2.weights),
        }
    )
)
