"""A check of all entries at once: nudge along a random direction."""

import numpy as np

from backprop.checks import as_count, check_generator
from backprop.gradcheck import (
    GradientMismatchError,
    _check_callable,
    _compare,
    _Measure,
    _point_and_claim,
    _rounding,
    _steps,
    _tolerance,
)


class DirectionMismatchError(GradientMismatchError):
    """The slope along a direction is not what a gradient says.

    Attributes
    ----------
    direction : ndarray of the shape of the gradient
        The direction, of length 1.
    analytic, numeric : float
        The gradient times the direction, and the slope as measured.
    index, diagnosis : None
        Which entry is wrong, and why, cannot be told.
    """

    def __init__(self, direction, analytic, numeric, number, n_directions):
        self.direction = direction
        self.index = self.diagnosis = None
        self.analytic, self.numeric = analytic, numeric
        gap = abs(analytic - numeric)
        scale = max(abs(analytic), abs(numeric)) or 1.0  # 0 beside a NaN
        ArithmeticError.__init__(
            self,
            f"direction {number} of {n_directions}: analytic {analytic:.8g}, "
            f"numeric {numeric:.8g}, relative error {gap / scale:.2g}; "
            "check_gradient finds the entries",
        )


def check_direction(
    f,
    x,
    gradient,
    *,
    rng,
    n_directions=1,
    step=None,
    rtol=1e-6,
    atol=1e-8,
):
    """Compare a gradient with the slope of f along random directions.

    Two runs of `f` test all entries together, by :eq:`eq-check-along`.

    Parameters
    ----------
    f : callable
        Takes an array like `x`, returns one number.
    x : array_like of any shape
        The point; not changed.
    gradient : array_like of the shape of `x`
        What is claimed to be the gradient of `f` at `x`.
    rng : numpy.random.Generator
        Draws the directions :math:`d`: normal numbers, scaled to length 1.
    n_directions : int, optional
        How many directions to try, one after the other.
    step : float, optional
        How far to go each way, :math:`h`. By default 6.1e-6 for float64,
        more if the largest entry of `x` needs it.
    rtol, atol : float, optional
        A slope is right if it differs by at most ``rtol`` times the largest
        of ``|analytic|``, ``|numeric|`` and the size that is to be expected,
        the length of the gradient over the root of the number of its
        entries, plus ``atol``, plus what rounding can do, as in
        :func:`check_gradient`.

    Returns
    -------
    float
        The largest difference, relative to the largest of these three.

    Raises
    ------
    DirectionMismatchError
        For the first direction along which the slope is not what the
        gradient says, or is not finite. It is a GradientMismatchError.
    TypeError, ValueError
        As :func:`check_gradient`; also if `rng` is no generator,
        `n_directions` no whole number of at least 1.

    Notes
    -----
    A mistake :math:`e` in the gradient shows as :math:`e \\cdot d`, which is
    0 for no :math:`e` but by an accident of probability 0. It can be small,
    though: less than a thousandth of its typical size in one of 1250
    directions. A mistake in a single small entry is measured against the
    whole gradient, and may lie below the tolerance; this check does not
    replace :func:`check_gradient` where that can be afforded.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal((300, 200))
    >>> def half_square(x):
    ...     return 0.5 * np.sum(x**2)
    >>> check_direction(half_square, x, x, rng=rng) < 1e-6
    True
    >>> check_direction(half_square, x, 1.01 * x, rng=rng)
    Traceback (most recent call last):
        ...
    backprop.directions.DirectionMismatchError: direction 1 of 1: analytic \
-2.4445097, numeric -2.4203059, relative error 0.0099; check_gradient \
finds the entries
    """
    where = "check_direction"
    _check_callable(where, f)
    point, claimed = _point_and_claim(where, x, gradient)
    check_generator(where, rng)
    n_directions = as_count(where, "n_directions", n_directions)
    rtol = _tolerance(where, "rtol", rtol)
    atol = _tolerance(where, "atol", atol)
    step = _step(where, point, step)
    typical, rounding = _typical(claimed), _rounding(point, claimed)
    worst = 0.0
    for number in range(1, n_directions + 1):
        direction = _direction(rng, point)
        with np.errstate(over="ignore", invalid="ignore"):
            claim = float(np.sum(claimed * direction))
        line = _along(where, f, point, direction)
        allowed = atol + rtol * typical
        slope, is_right = _compare(
            line, (), step, claim, rounding, rtol, allowed
        )
        if not is_right:
            raise DirectionMismatchError(
                direction, claim, slope, number, n_directions
            )
        size = max(abs(claim), abs(slope), typical, atol)
        worst = max(worst, abs(claim - slope) / size if size else 0.0)
    return worst


def _typical(claimed):
    """Return how large a slope along a direction is to be expected."""
    largest = float(np.abs(claimed).max())
    with np.errstate(invalid="ignore"):
        shares = claimed / (largest or 1.0)
    return largest * float(np.sqrt(np.mean(shares**2)))


def _direction(rng, point):
    """Return normal numbers, which favour no direction, of length 1."""
    direction = rng.standard_normal(point.shape)
    length = np.sqrt(np.sum(direction**2))
    return (direction / length).astype(point.dtype)


def _along(where, f, point, direction):
    """Return f on a straight line, as a function of one number at 0."""
    start = np.full((), 0.0, dtype=point.dtype)
    return _Measure(where, lambda t: f(point + t * direction), start)


def _step(where, point, step):
    """Return how far to go: what the largest finite entry needs."""
    finite = np.abs(point[np.isfinite(point)])
    largest = np.array([finite.max(initial=0.0)], dtype=point.dtype)
    return float(_steps(where, largest, step, "central", finest=0.1)[0])
