"""The network of *Neural Networks from Scratch*, chapter 9, as published.

``nnfs.init()`` replaces functions of NumPy for good, so that whatever calls
it runs in a process of its own.
"""

import json
import subprocess
import sys

import numpy as np


def spiral_network():
    """Return the numbers of the published script, after ``nnfs.init()``.

    Returns
    -------
    dict of str
    """
    # Imported here, since nothing else in this module may see the patch.
    import nnfs
    from nnfs.datasets import spiral_data

    from backprop import nnfs as classes

    nnfs.init()
    X, y = spiral_data(samples=100, classes=3)
    dense1 = classes.Layer_Dense(2, 3)
    activation1 = classes.Activation_ReLU()
    dense2 = classes.Layer_Dense(3, 3)
    loss_activation = classes.Activation_Softmax_Loss_CategoricalCrossentropy()

    dense1.forward(X)
    activation1.forward(dense1.output)
    dense2.forward(activation1.output)
    loss = loss_activation.forward(dense2.output, y)
    predictions = np.argmax(loss_activation.output, axis=1)

    loss_activation.backward(loss_activation.output, y)
    dense2.backward(loss_activation.dinputs)
    activation1.backward(dense2.dinputs)
    dense1.backward(activation1.dinputs)

    return {
        "X": X,
        "y": y,
        "dense1.weights": dense1.weights,
        "dense2.weights": dense2.weights,
        "output": loss_activation.output,
        "loss": loss,
        "accuracy": np.mean(predictions == y),
        "dinputs": loss_activation.dinputs,
        "dense1.dweights": dense1.dweights,
        "dense1.dbiases": dense1.dbiases,
        "dense2.dweights": dense2.dweights,
        "dense2.dbiases": dense2.dbiases,
    }


def numbers():
    """Return the numbers of the published network, in their own precision.

    Returns
    -------
    dict of str and ndarray
        The data ``X`` and ``y``, the initial ``dense1.weights`` and
        ``dense2.weights`` (all biases are 0), and what is printed:
        ``output``, ``loss``, ``accuracy`` and the gradients, float32 but
        for the accuracy; further ``dinputs``, the gradient at the logits.

    Notes
    -----
    Source: the full script of chapter 9 of *Neural Networks from Scratch*
    (2020), with the package nnfs and the classes of `backprop.nnfs`.
    """
    done = subprocess.run(
        [sys.executable, "-m", "backprop.published"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return {
        name: np.array(value, dtype=dtype)
        for name, (dtype, value) in found.items()
    }


if __name__ == "__main__":
    print(
        json.dumps(
            {
                name: [str(value.dtype), value.tolist()]
                for name, value in spiral_network().items()
            }
        )
    )
