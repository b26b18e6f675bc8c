"""Labels as they look to somebody who reads them wrongly."""

import numpy as np


def misread(Y):
    """Yield words and labels for the ways to read labels wrongly."""
    k = Y.shape[1]
    numbers = Y.argmax(axis=1)
    if k > 1:
        yield (
            "{name} counts the classes from 1: the label is one class too low",
            1.0 * (np.arange(k) == (numbers[:, np.newaxis] - 1) % k),
        )
        yield (
            "{name} takes the label one class too high",
            1.0 * (np.arange(k) == (numbers[:, np.newaxis] + 1) % k),
        )
    yield (
        "{name} takes every label for class 0: a column of class numbers is "
        "no array of one-hot rows",
        np.eye(1, k) + 0.0 * Y,
    )
    yield (
        "{name} makes soft labels hard: it uses their largest entry alone",
        1.0 * (np.arange(k) == numbers[:, np.newaxis]),
    )
    if len(Y) > 1:
        for step in (1, -1):
            yield (
                "{name} takes the labels of the neighbouring samples",
                np.roll(Y, step, axis=0),
            )
