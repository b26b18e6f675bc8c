"""How coarsely a function is rounded, told from its own numbers.

Float32 on the way to a float64 number leaves no trace in its dtype, and one
in its digits: where a smooth function bends, one that is rounded trembles.
"""

import numpy as np

PLACES = np.linspace(-1.0, 1.0, 20)
"""Parts of a nudge, never 0: f may be undefined where it was not measured."""

TREMBLES = 300.0
"""Units of rounding; float64 has less than ten, float32 on the way a thousand
at the least, and mostly millions."""

BENT = 12
"""Of 16 signs, those of one kind less those of the other."""

COARSEST = 1e-5
"""Relative to the terms of f; float32 rounds a hundred times more finely."""


def roughness(values):
    """Return what rounding does to a function, as a standard deviation.

    What is smooth cancels in fourth differences, for it is nearly a cubic
    over a short way. What rounding does to five neighbours, each by itself
    and with the same deviation, does not: they count 1, 4, 6, 4 and 1 times,
    and the squares of these add up to 70.

    A corner, or a jump, spoils the four differences that reach over it, so
    it is the middle one of 16 that is taken, below which two corners change
    nothing. Half of all normal numbers are below 0.6745 deviations.

    Parameters
    ----------
    values : array_like of shape (20,)
        The function at places that are equally far apart.

    Returns
    -------
    float
        0 if a value is not finite.

    Examples
    --------
    >>> import numpy as np
    >>> x = 1.0 + 1e-6 * PLACES
    >>> 1e-17 < roughness(np.exp(x)) < 1e-15
    True
    >>> 1e-8 < roughness(np.exp(x).astype(np.float32)) < 1e-6
    True
    """
    values = np.asarray(values, np.float64)
    if not np.isfinite(values).all():
        return 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        differences = np.diff(values, 4)
    # A bend so sharp that it shows has one sign; of rounding they alternate.
    if abs(np.sign(differences).sum()) > BENT:
        return 0.0
    found = np.sort(np.abs(differences))
    middle = float(found[(found.size - 1) // 2])
    return middle / (70.0**0.5 * 0.6745) if np.isfinite(middle) else 0.0


def is_coarse(rough, size):
    """Return whether that is more than float64, and no more than float32.

    Parameters
    ----------
    rough : float
        The :func:`roughness`.
    size : float
        That of the function, or of the terms that it is the sum of.

    Returns
    -------
    bool
    """
    eps = float(np.finfo(np.float64).eps)
    return TREMBLES * eps * size < rough <= COARSEST * size
