"""When two arrays count as equal, and when one is a multiple of another."""

import numpy as np


def agree(left, right, rtol, atol):
    """Return whether two arrays are equal but for rounding.

    An entry may differ by `rtol` times the largest finite entry of `right`,
    not of its own: after a cancellation a small entry carries the rounding
    of the large terms that it is the difference of.
    """
    if left.shape != right.shape:
        return False
    finite = np.isfinite(right)
    if not np.array_equal(left[~finite], right[~finite], equal_nan=True):
        return False
    left, right = left[finite], right[finite]
    if not left.size:
        return True
    allowed = rtol * float(np.abs(right).max()) + atol
    return bool(np.isfinite(left).all() and _gap(left, right) <= allowed)


def ratio(claimed, right, rtol, atol):
    """Return k if `claimed` is k times `right`, else None.

    Zero, and what is not finite, is no multiple of anything.
    """
    if claimed.shape != right.shape or not np.isfinite(claimed).all():
        return None
    peak = np.unravel_index(np.abs(right).argmax(), right.shape)
    if not np.isfinite(right).all() or not abs(right[peak]) > atol:
        return None
    # A Python division of huge by tiny raises nothing and warns of nothing.
    with np.errstate(over="ignore"):
        k = float(claimed[peak] / right[peak])
        multiple = k * right
    if not np.isfinite(multiple).all() or not abs(claimed[peak]) > atol:
        return None
    return k if agree(claimed, multiple, rtol, atol) else None


def is_float32_noise(claimed, right, atol):
    """Return whether only the digits that float32 lacks differ.

    float32 rounds at 6e-8, half a billion times more coarsely than float64. If
    the array itself is of float64, but made of float32 numbers, nothing is
    forgiven for cancellation: it may just as well hold round numbers.
    """
    if claimed.dtype == np.float32:
        return agree(claimed.astype(np.float64), right, 1e-5, 1e6 * atol)
    with np.errstate(over="ignore"):
        rounded = claimed.astype(np.float32)
    fits = np.array_equal(rounded, claimed, equal_nan=True)
    return fits and agree(claimed, right, 1e-5, 0.0)


def _gap(left, right):
    with np.errstate(over="ignore"):
        return float(np.abs(left - right).max())
