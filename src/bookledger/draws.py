"""Random values for letters: exact numbers, no two alike, none of them zero.

Every draw is a function of a generator and the sizes; it returns a SymPy
number, or an array of them for the axes named. Rational numbers stay exact
in SymPy and are rounded once for float64. Logits are logarithms of rational
numbers, so that their exponentials are rational.
"""

import numpy as np
import sympy


def real(*axes):
    """Draw rational numbers of both signs."""
    return _draw(axes, lambda rng: _ratio(rng) * int(rng.choice([-1, 1])))


def positive(*axes):
    """Draw positive rational numbers."""
    return _draw(axes, _ratio)


def share(*axes):
    """Draw rational numbers between 0 and 1."""
    return _draw(axes, lambda rng: 1 / (1 + _ratio(rng)))


def small(*axes):
    """Draw rational numbers between -1 and 1."""
    return _draw(
        axes, lambda rng: int(rng.choice([-1, 1])) / (1 + _ratio(rng))
    )


def logits(*axes):
    """Draw logarithms of rational numbers."""
    return _draw(axes, lambda rng: sympy.log(_ratio(rng)))


def mask(*axes):
    """Draw zeros and ones, at least one of each."""

    def draw(rng, sizes):
        shape = tuple(sizes[axis] for axis in axes)
        kept = rng.permutation(np.arange(int(np.prod(shape))) % 3 > 0)
        return _exact(kept.astype(int).reshape(shape))

    return draw


def distribution(*axes):
    """Draw positive rational numbers that add up to 1 along the last axis."""

    def draw(rng, sizes):
        values = positive(*axes)(rng, sizes)
        return values / values.sum(axis=-1, keepdims=True)

    return draw


def counts(axis, size):
    """Draw whole numbers from 1 to a size."""

    def draw(rng, sizes):
        numbers = 1 + rng.permutation(sizes[axis]) % sizes[size]
        return _exact(numbers)

    return draw


def imaginary(rng, sizes):
    """Take the imaginary unit."""
    return sympy.I


def fixed(values):
    """Take values as they are given: integers, or decimals as strings."""

    def draw(rng, sizes):
        exact = np.vectorize(sympy.Rational, otypes=[object])(values)
        return exact if exact.ndim else exact.item()

    return draw


def _draw(axes, one):
    def draw(rng, sizes):
        if not axes:
            return one(rng)
        shape = [sizes[axis] for axis in axes]
        found = {}
        while len(found) < np.prod(shape):
            value = one(rng)
            found.setdefault(round(abs(float(value)), 12), value)
        values = np.empty(len(found), dtype=object)
        values[:] = list(found.values())
        return values.reshape(shape)

    return draw


def _ratio(rng):
    """Return a positive rational number, never 1."""
    top, bottom = rng.choice(np.arange(2, 20), size=2, replace=False)
    return sympy.Rational(int(top), int(bottom))


def _exact(numbers):
    return np.vectorize(lambda n: sympy.Integer(int(n)), otypes=[object])(
        numbers
    )
