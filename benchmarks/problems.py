"""The task that every contender gets: data, and parameters to start from."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

LEARNING_RATE = 0.01


class Problem(NamedTuple):
    """Samples with their classes, and weights and biases layer by layer."""

    X: np.ndarray
    y: np.ndarray
    weights: list
    biases: list


def problem(sizes, n):
    """Return random data for a network with layers of the given sizes."""
    rng = np.random.default_rng(0)
    weights = [
        rng.standard_normal((d, m)) * np.sqrt(2.0 / d)
        for d, m in pairwise(sizes)
    ]
    biases = [0.1 * rng.standard_normal((1, m)) for m in sizes[1:]]
    X = rng.standard_normal((n, sizes[0]))
    return Problem(X, rng.integers(0, sizes[-1], n), weights, biases)
