"""The definition of a derivative, put to work: nudge a number and look."""

import numpy as np

from backprop.checks import as_floats, as_real
from backprop.diagnosis.mismatch import explain_mismatch


class GradientMismatchError(ArithmeticError):
    """A gradient disagrees with what nudging the function shows.

    Attributes
    ----------
    index : tuple of int
        The entry that disagrees most.
    analytic, numeric : float
        Its value in the gradient given, and as measured.
    diagnosis : backprop.diagnosis.Diagnosis or None
        What is wrong with the gradient, if the numbers tell; the message
        ends with it.
    """

    def __init__(
        self, index, analytic, numeric, n_wrong, n_entries, diagnosis=None
    ):
        self.index, self.analytic, self.numeric = index, analytic, numeric
        self.diagnosis = diagnosis
        gap = abs(analytic - numeric)
        scale = max(abs(analytic), abs(numeric)) or 1.0  # 0 beside a NaN
        super().__init__(
            f"entry {index}: analytic {analytic:.8g}, numeric "
            f"{numeric:.8g}, relative error {gap / scale:.2g}; "
            f"{n_wrong} of {n_entries} entries disagree"
            + (f": {diagnosis.words}" if diagnosis else "")
        )


def numerical_gradient(f, x, *, step=None, method="central"):
    r"""Measure the gradient of a function by nudging every entry.

    By default with central differences, :eq:`eq-check-central`: of the
    entry :math:`i`, which alone is moved by :math:`h`, the slope is

    .. math::

        \frac{f(x + h e_i) - f(x - h e_i)}{2h} .

    Parameters
    ----------
    f : callable
        Takes an array like `x`, returns one number.
    x : array_like of any shape
        The point; not changed.
    step : float, optional
        The nudge :math:`h`. By default the one that balances truncation
        against round-off: for float64 1.5e-8 (forward), 6.1e-6 (central),
        1e-30 (complex); larger where an entry of `x` is so large that
        :math:`h` would drown in its rounding.
    method : {"central", "forward", "complex"}, optional
        Forward differences err by :math:`O(h)`, central ones by
        :math:`O(h^2)`. The complex step, the imaginary part of
        :math:`f(x + \mathrm{i} h)` over :math:`h`, subtracts nothing, so that
        no digits cancel, but `f` must work on complex numbers: plain NumPy
        without ``abs``, ``maximum`` or comparisons.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    TypeError
        If `f` is not callable, does not return one number, or returns a
        real one for a complex argument; if `x` holds no real numbers.
    ValueError
        If `x` is empty, `method` unknown, or `step` not positive and finite
        or too small to change an entry of `x`.

    Notes
    -----
    NaN and infinities propagate. Source of the complex step: W. Squire and
    G. Trapp, "Using complex variables to estimate derivatives of real
    functions" (1998).

    Examples
    --------
    >>> import numpy as np
    >>> numerical_gradient(lambda x: np.sum(x**2), [1.0, -2.0]).round(6)
    array([ 2., -4.])
    """
    where = "numerical_gradient"
    point = as_floats(where, "x", x)
    steps = _steps(where, point, step, method)
    measure = _Measure(where, f, point)
    gradient = np.empty_like(point)
    for index in np.ndindex(point.shape):
        gradient[index] = _MEASURES[method](measure, index, steps[index])
    return gradient


def check_gradient(f, x, gradient, *, step=None, rtol=1e-6, atol=1e-8):
    """Compare a gradient with central differences, entry by entry.

    Parameters
    ----------
    f : callable
        Takes an array like `x`, returns one number.
    x : array_like of any shape
        The point; not changed.
    gradient : array_like of the shape of `x`
        What is claimed to be the gradient of `f` at `x`.
    step : float, optional
        As for :func:`numerical_gradient`.
    rtol, atol : float, optional
        An entry is right if it differs by at most
        ``rtol * max(|analytic|, |numeric|) + atol``, plus what the rounding
        of `f` itself can do, about ``4 * eps * abs(f) / step``.

    Returns
    -------
    float
        The largest difference, relative to the largest entry of either
        gradient (at least `atol`).

    Raises
    ------
    GradientMismatchError
        If an entry is wrong, or it or its slope is not finite. It is called
        wrong only if it disagrees at the step and again at a tenth of it,
        and then by more than these two slopes disagree with each other, so
        that neither curvature nor rounding is mistaken for an error.
    TypeError, ValueError
        As for :func:`numerical_gradient`; also for a `gradient` of another
        shape than `x` and for tolerances that are negative or not finite.

    Notes
    -----
    At a kink (ReLU at exactly 0) the two sides of `f` have different slopes,
    and central differences give neither; move `x` away from it. What is
    allowed is derived in chapter 9, :eq:`eq-check-tolerance`.

    Where a check fails, `f` is asked 41 times more, near the worst entry, for
    how coarsely it is rounded; if that is as coarse as float32, twice more
    for every entry, with a longer nudge. The diagnosis then blames `f`.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[1.0, -2.0, 3.0]])
    >>> check_gradient(lambda x: np.sum(x**2), x, 2 * x) < 1e-9
    True
    >>> check_gradient(lambda x: np.sum(x**2), x, 2.001 * x)
    Traceback (most recent call last):
        ...
    backprop.gradcheck.GradientMismatchError: entry (0, 2): analytic 6.003, \
numeric 6, relative error 0.0005; 3 of 3 entries disagree: every entry of \
the gradient is 1.0005 times too large: a constant factor is \
missing, or there is one too many
    """
    where = "check_gradient"
    point, claimed = _point_and_claim(where, x, gradient)
    rtol = _tolerance(where, "rtol", rtol)
    atol = _tolerance(where, "atol", atol)
    steps = _steps(where, point, step, "central", finest=0.1)
    measure = _Measure(where, f, point)
    rounding = _rounding(point, claimed)
    numeric = np.empty_like(point)
    wrong = []
    for index in np.ndindex(point.shape):
        claim = float(claimed[index])
        slope, is_right = _compare(
            measure, index, steps[index], claim, rounding, rtol, atol
        )
        numeric[index] = slope
        if not is_right:
            gap = abs(claim - slope)
            wrong.append((np.inf if np.isnan(gap) else gap, index))
    if wrong:
        _, index = max(wrong)
        raise GradientMismatchError(
            index,
            float(claimed[index]),
            float(numeric[index]),
            len(wrong),
            point.size,
            _explain(measure, index, steps[index], claimed, numeric),
        )
    largest = max(np.abs(claimed).max(), np.abs(numeric).max(), atol)
    worst = np.abs(claimed - numeric).max()
    return float(worst / largest) if largest else 0.0


def _point_and_claim(where, x, gradient):
    """Return the point and what is claimed there, of one shape."""
    point = as_floats(where, "x", x)
    claimed = as_floats(where, "gradient", gradient)
    if claimed.shape != point.shape:
        raise ValueError(
            f"{where}: expected gradient of shape {point.shape}, the shape "
            f"of x, got {claimed.shape}"
        )
    return point, claimed


def _rounding(point, claimed):
    """Return what rounding does to the terms of f, often larger than f."""
    finite = np.where(np.isfinite(claimed), claimed, 0.0)
    with np.errstate(over="ignore", invalid="ignore"):
        terms = float(np.abs(point * finite).sum())
    # What has overflowed allows nothing rather than everything.
    eps = float(np.finfo(point.dtype).eps)
    return 4.0 * eps * terms if np.isfinite(terms) else 0.0


def _compare(measure, index, step, claim, rounding, rtol, atol):
    """Return the slope measured, and whether the one claimed agrees."""

    def look(nudge):
        slope, size = _central(measure, index, nudge)
        allowed = rtol * max(abs(claim), abs(slope)) + atol
        allowed += (4.0 * measure.eps * size + rounding) / nudge
        return slope, allowed

    def agrees(slope, allowed):
        gap = abs(claim - slope)
        # Infinity is close to nothing, though no more than what it allows.
        return np.isfinite(gap) and gap <= allowed

    coarse, allowed_coarse = look(step)
    if agrees(coarse, allowed_coarse):
        return coarse, True
    fine, allowed_fine = look(step / 10.0)
    doubt = abs(coarse - fine)
    is_right = agrees(fine, allowed_fine + doubt)
    return fine, is_right or agrees(coarse, allowed_coarse + doubt)


def _explain(measure, index, step, claimed, numeric):
    """Return the Diagnosis of a check that has failed, worst at an entry."""
    point = measure.point
    # No further than has been tried, or f may not be defined there.
    reach = min(step, _best_steps(point, "central")[index])

    def along(part):
        return _real(measure, measure.at(index, part * reach)[0])

    fine = 0.1 * float(step)
    return explain_mismatch(
        point,
        claimed,
        numeric,
        measure.values,
        fine,
        along,
        lambda nudge: _slopes(measure, nudge),
    )


def _slopes(measure, step):
    """Return slopes over a longer nudge, or None if f has none so far off."""
    slopes = np.empty_like(measure.point)
    try:
        for index in np.ndindex(slopes.shape):
            slopes[index], _ = _central(measure, index, step)
    except (ArithmeticError, ValueError, RuntimeWarning):
        return None
    return slopes if np.isfinite(slopes).all() else None


def _check_callable(where, f):
    if not callable(f):
        raise TypeError(
            f"{where}: expected f to be callable, got {type(f).__name__}"
        )


class _Measure:
    """f at a point with one entry moved; f gets a copy of its own."""

    def __init__(self, where, f, point):
        _check_callable(where, f)
        self.where, self.f, self.point = where, f, point
        self.eps = float(np.finfo(point.dtype).eps)
        self.complex_dtype = np.result_type(point, np.complex64)
        self.values = []

    def at(self, index, nudge):
        """Return f and the entry's value after adding `nudge` to it."""
        imaginary = isinstance(nudge, complex)
        dtype = self.complex_dtype if imaginary else self.point.dtype
        moved = self.point.astype(dtype)
        moved[index] += nudge
        entry = moved[index].item()
        value = np.asarray(self.f(moved))
        if value.size != 1 or value.dtype.kind not in "iufc":
            raise TypeError(
                f"{self.where}: expected f to return one number, got "
                f"{type(value).__name__} of shape {value.shape} and dtype "
                f"{value.dtype}"
            )
        # A Python number: differences of unsigned integers would wrap.
        self.values.append(value.item())
        return self.values[-1], entry


def _forward(measure, index, step):
    ahead, right = measure.at(index, step)
    here, left = measure.at(index, 0.0)
    # The step actually taken: x + h is rounded to a number near it.
    return _real(measure, ahead - here) / (right - left)


def _central(measure, index, step):
    """Return the slope, and the size of f that it was computed from."""
    ahead, right = measure.at(index, step)
    behind, left = measure.at(index, -step)
    slope = _real(measure, ahead - behind) / (right - left)
    return slope, max(abs(ahead), abs(behind))


def _complex(measure, index, step):
    value, _ = measure.at(index, complex(0.0, step))
    if not isinstance(value, complex):
        raise TypeError(
            f"{measure.where}: f dropped the imaginary part of its argument; "
            "the complex step needs plain NumPy arithmetic in f"
        )
    return value.imag / step


def _real(measure, difference):
    if isinstance(difference, complex):
        raise TypeError(
            f"{measure.where}: expected f to return a real number, "
            "got a complex one"
        )
    return difference


_MEASURES = {
    "forward": _forward,
    "central": lambda *where: _central(*where)[0],
    "complex": _complex,
}


def _steps(where, point, step, method, finest=1.0):
    """Return the nudge for every entry of the point.

    The smallest part of it that will be used is `finest`.
    """
    if method not in _MEASURES:
        raise ValueError(
            f"{where}: expected method to be one of {sorted(_MEASURES)}, "
            f"got {method!r}"
        )
    if step is None:
        return _best_steps(point, method)
    step = as_real(where, "step", step)
    if not 0.0 < step < np.inf:
        raise ValueError(
            f"{where}: expected step to be positive and finite, got {step}"
        )
    steps = np.full(point.shape, step)
    if method != "complex":
        moved = point + point.dtype.type(finest * step)
        stuck = np.abs(point[(moved == point) & np.isfinite(point)])
        if stuck.size:
            part = "it" if finest == 1.0 else f"{finest} of it"
            raise ValueError(
                f"{where}: step {step} is too small: adding {part} to an "
                f"entry of x, {stuck.max():.6g}, changes nothing"
            )
    return steps


def _best_steps(point, method):
    eps = float(np.finfo(point.dtype).eps)
    if method == "complex":
        return np.full(point.shape, 1e-30)
    base = eps**0.5 if method == "forward" else eps ** (1.0 / 3.0)
    # The nudge keeps half of its digits when it is added to a large entry.
    sizes = np.where(np.isfinite(point), np.abs(point), 0.0)
    return np.maximum(base, sizes * eps**0.5)


def _tolerance(where, name, value):
    value = as_real(where, name, value)
    if not 0.0 <= value < np.inf:
        raise ValueError(
            f"{where}: expected {name} to be finite and >= 0, got {value}"
        )
    return value
