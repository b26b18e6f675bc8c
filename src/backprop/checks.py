"""What every layer and loss asks of its arguments, and how it says no.

The rules are stated once, here: samples are rows of a two-dimensional batch,
float32 and float64 are kept, integers and booleans become float64, and
anything else is refused with a message that names the object, the argument,
what was expected and what came.
"""

import math
import numbers

import numpy as np

SUM_TOLERANCE = 1e-5
"""How far the sum of a row of labels may be from 1 (float32 rounding)."""

PROBABILITY_TOLERANCE = 1e-3
"""How far predicted rows may be from a distribution: room for the nudges of
a numerical gradient, far too little for logits passed by mistake."""


def as_array(where, name, values):
    """Return `values` as a plain array of any dtype.

    Parameters
    ----------
    where, name : str
        The caller and the argument, for the error message.
    values : array_like
        An array is returned as it is; one of a subclass as a plain view.

    Raises
    ------
    TypeError
        If `values` is a masked array.
    ValueError
        If it is a ragged list.
    """
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(
            f"{where}: expected {name} to be a plain array, got a masked "
            "one, whose mask would be lost; fill it first, for instance "
            "with .filled(0)"
        )
    try:
        return np.asarray(values)
    except ValueError as error:
        raise ValueError(
            f"{where}: expected {name} to be a rectangular array of numbers, "
            "got a ragged list (rows of different lengths)"
        ) from error


def as_floats(where, name, values):
    """Return `values` as an array of float32 or float64.

    Parameters
    ----------
    where, name : str
        As for :func:`as_array`.
    values : array_like
        float32 and float64 arrays are returned as they are, without a copy;
        integers and booleans become float64.

    Raises
    ------
    TypeError
        If the values are not real numbers of one of these kinds, or the
        array is masked.
    ValueError
        If `values` is a ragged list or holds no number at all.
    """
    array = as_array(where, name, values)
    if array.dtype.kind in "iub":
        array = array.astype(np.float64)
    if array.dtype.char not in "fd":
        raise TypeError(
            f"{where}: expected {name} to hold real numbers (float64, "
            f"float32, integers or booleans), got dtype {array.dtype}"
        )
    if array.size == 0:
        raise ValueError(
            f"{where}: expected {name} with at least one entry, "
            f"got an empty array of shape {array.shape}"
        )
    return array


def as_batch(where, name, values, width=None):
    """Return `values` as a batch of shape (n_samples, width).

    Raises
    ------
    TypeError, ValueError
        As :func:`as_floats`; ValueError also for a wrong number of
        dimensions or columns.
    """
    array = as_floats(where, name, values)
    if array.ndim != 2 or (width is not None and array.shape[1] != width):
        expected = f"(n_samples, {'n_features' if width is None else width})"
        hint = "; for one sample write [values]" if array.ndim == 1 else ""
        raise ValueError(
            f"{where}: expected {name} of shape {expected}, "
            f"got {array.shape}{hint}"
        )
    return array


def as_upstream(layer, dvalues):
    """Return the upstream gradient, of exactly the shape of the output.

    Raises
    ------
    RuntimeError
        If `layer` has not been run forward.
    TypeError, ValueError
        If `dvalues` is not an array of numbers of the shape of
        ``layer.output``.
    """
    where = f"{type(layer).__name__}.backward"
    if layer.output is None:
        raise RuntimeError(
            f"{where}: call forward first; backward needs the values that "
            "it keeps"
        )
    array = as_floats(where, "dvalues", dvalues)
    if array.shape != layer.output.shape:
        raise ValueError(
            f"{where}: expected dvalues of shape {layer.output.shape}, the "
            f"shape of the output, got {array.shape}"
        )
    return array


def as_probabilities(where, name, values):
    """Return a batch whose rows are distributions, to within 1e-3.

    NaN passes and spreads, as it does in NumPy.

    Raises
    ------
    TypeError, ValueError
        As :func:`as_batch`; ValueError also for a negative entry or a row
        that does not sum to one.
    """
    array = as_batch(where, name, values)
    check_distributions(where, name, array, PROBABILITY_TOLERANCE)
    return array


def check_distributions(
    where, name, rows, tolerance, hint="apply softmax to logits first"
):
    """Raise ValueError for the first row that is no distribution."""
    with np.errstate(over="ignore", invalid="ignore"):
        sums = rows.sum(axis=1)
    wrong = (rows < -tolerance).any(axis=1) | (abs(sums - 1.0) > tolerance)
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(
            f"{where}: expected every row of {name} to be a distribution "
            f"(no negative entry, sum 1), got row {row} with smallest entry "
            f"{rows[row].min():.6g} and sum {sums[row]:.6g}; {hint}"
        )


def as_strength(where, name, value):
    """Return a penalty's weight as a float: finite and not negative.

    Raises
    ------
    TypeError
        If `value` is not a real number.
    ValueError
        If it is negative, infinite or NaN.
    """
    strength = as_real(where, name, value)
    if not 0.0 <= strength < math.inf:
        raise ValueError(
            f"{where}: expected {name} to be a finite number >= 0, "
            f"got {value!r}"
        )
    return strength


def as_real(where, name, value):
    """Return a real number as a float.

    Raises
    ------
    TypeError
        If `value` is no real number; True and False are not.
    ValueError
        If it is too large for a float (an integer of 400 digits, say).
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(
            f"{where}: expected {name} to be a real number, "
            f"got {value!r} of type {type(value).__name__}"
        )
    try:
        return float(value)
    except OverflowError as error:
        raise ValueError(
            f"{where}: expected {name} to fit a float, got a larger number"
        ) from error


def as_count(where, name, value):
    """Return a whole number >= 1 as an int.

    Raises
    ------
    TypeError
        If `value` is not an integer.
    ValueError
        If it is smaller than 1.
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(
            f"{where}: expected {name} to be a whole number, "
            f"got {value!r} of type {type(value).__name__}"
        )
    if value < 1:
        raise ValueError(f"{where}: expected {name} >= 1, got {value}")
    return int(value)


def check_generator(where, rng):
    """Raise TypeError unless `rng` is a NumPy random Generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"{where}: expected rng to be a numpy.random.Generator, "
            f"got {type(rng).__name__}; pass np.random.default_rng(0), say"
        )
