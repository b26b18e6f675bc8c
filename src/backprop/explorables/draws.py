"""Random numbers that a browser draws too, without a generator's memory.

Each number depends on a seed, the number of its row and its place there
alone, so that any step of a training run can be looked at again. What makes
it random is a scrambling of the bits of 32-bit whole numbers, which is exact
in both languages.
"""

import numpy as np

_APART = np.uint32(0x9E3779B9)
_EACH = 12


def draws(seed, row, count):
    """Return numbers from 0 to below 1.

    Parameters
    ----------
    seed, row : int
        Which of the rows of numbers.
    count : int
        How many of that row.

    Returns
    -------
    ndarray of shape (count,)
    """
    key = _scrambled(_scrambled(_whole([seed])) ^ _whole([row]))
    places = _whole(np.arange(count))
    return _scrambled(key + places * _APART) / 2.0**32


def normals(seed, row, count):
    """Return nearly normal numbers, of mean 0 and standard deviation 1.

    Each is a sum of twelve draws, less their mean of 6. Such sums are exact.

    Parameters
    ----------
    seed, row, count : int
        As for :func:`draws`.

    Returns
    -------
    ndarray of shape (count,)
    """
    parts = draws(seed, row, _EACH * count)
    return parts.reshape(count, _EACH).sum(axis=1) - _EACH / 2


def chosen_rows(seed, row, n, count):
    """Return which samples a step takes, in order.

    Parameters
    ----------
    seed, row : int
        As for :func:`draws`.
    n, count : int
        How many there are, and how many of them are taken.

    Returns
    -------
    ndarray of int
    """
    order = np.argsort(draws(seed, row, n), kind="stable")
    return np.sort(order[:count])


class Draws(np.random.Generator):
    """A generator for dropout whose masks are rows of draws.

    Parameters
    ----------
    seed : int
    row : int
        The first row; it can be set.
    """

    def __init__(self, seed, row=0):
        super().__init__(np.random.PCG64(0))
        self.seed, self.row = seed, row

    def random(self, size):
        """Return the present row, in this shape."""
        return draws(self.seed, self.row, int(np.prod(size))).reshape(size)


def _whole(numbers):
    return np.asarray(numbers, np.uint32)


def _scrambled(x):
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x21F0AAAD)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(0x735A2D97)
    return x ^ (x >> np.uint32(15))
