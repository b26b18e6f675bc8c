"""What ``nnfs.init()`` does to a gradient check.

It replaces functions of NumPy for good, so the check runs in a process of
its own.
"""

import json
import subprocess
import sys

import numpy as np

from backprop.dense import Dense
from backprop.gradcheck import numerical_gradient


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


def errors_after_init(steps):
    """Return :func:`product_errors` as they are after ``nnfs.init()``.

    Parameters
    ----------
    steps : sequence of float

    Returns
    -------
    dict of str and list of float
    """
    done = subprocess.run(
        [sys.executable, "-m", "backprop.patched", json.dumps(list(steps))],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    # Imported here, since nothing else may see the patch.
    import nnfs

    nnfs.init()
    print(json.dumps(product_errors(json.loads(sys.argv[1]))))
