"""What ``nnfs.init()`` does to a gradient check.

It replaces functions of NumPy for good, so the check runs in a process of
its own.
"""

import json
import subprocess
import sys

import numpy as np

from backprop import nnfs
from backprop.datasets import spiral
from backprop.dense import Dense
from backprop.gradcheck import check_gradient, numerical_gradient


def product_errors(steps):
    """Return how far off nudges find a right gradient, by way and step.

    The objective is a layer's product times an upstream gradient; all
    arrays are float64.

    Parameters
    ----------
    steps : sequence of float

    Returns
    -------
    dict of str and list of float
        For each way to compute the product the relative error at each step:
        the largest difference divided by the largest entry.
    """
    rng = np.random.default_rng(3)
    X = rng.standard_normal((5, 4))
    W = rng.standard_normal((4, 3))
    G = rng.standard_normal((5, 3))
    layer = Dense(4, 3, rng=rng)

    def by_layer(W):
        layer.weights = W
        return layer.forward(X)

    ways = {
        "np.dot(X, W)": lambda W: np.dot(X, W),
        "X @ W": lambda W: X @ W,
        "Dense": by_layer,
    }
    right = X.T @ G
    errors = {}
    for name, product in ways.items():
        errors[name] = []
        for h in steps:
            slopes = numerical_gradient(
                lambda W, product=product: np.sum(G * product(W)), W, step=h
            )
            gap = np.abs(slopes - right).max() / np.abs(right).max()
            errors[name].append(float(gap))
    return errors


def network_checks():
    """Return what a check says of a network's right gradient, and of zeros.

    The network is that of *Neural Networks from Scratch*, with its classes'
    names, on the spiral; the gradient is that of its first weights.

    Returns
    -------
    dict of str and float
        What `check_gradient` returns for each, as it lets it pass.
    """
    X, y = spiral(100, 3, rng=np.random.default_rng(3))
    dense1, dense2 = nnfs.Layer_Dense(2, 64), nnfs.Layer_Dense(64, 3)
    relu = nnfs.Activation_ReLU()
    last = nnfs.Activation_Softmax_Loss_CategoricalCrossentropy()

    def loss(W):
        dense1.weights = W
        dense1.forward(X)
        relu.forward(dense1.output)
        dense2.forward(relu.output)
        return last.forward(dense2.output, y)

    W = dense1.weights
    loss(W)
    last.backward(last.output, y)
    dense2.backward(last.dinputs)
    relu.backward(dense2.dinputs)
    dense1.backward(relu.dinputs)
    claims = {"right": dense1.dweights, "zeros": np.zeros_like(W)}
    return {
        name: check_gradient(loss, W, claim) for name, claim in claims.items()
    }


def errors_after_init(steps):
    """Return :func:`product_errors` as they are after ``nnfs.init()``.

    Parameters
    ----------
    steps : sequence of float

    Returns
    -------
    dict of str and list of float
    """
    return _after_init("product_errors", list(steps))


def checks_after_init():
    """Return :func:`network_checks` as they are after ``nnfs.init()``.

    Returns
    -------
    dict of str and float
    """
    return _after_init("network_checks")


def _after_init(name, *arguments):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "backprop.patched",
            name,
            json.dumps(arguments),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    # Imported here, since nothing else may see the patch.
    from nnfs import init

    init()
    task = {"product_errors": product_errors, "network_checks": network_checks}
    print(json.dumps(task[sys.argv[1]](*json.loads(sys.argv[2]))))
