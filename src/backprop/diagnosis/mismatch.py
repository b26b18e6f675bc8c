"""What can be told from a gradient, the slopes measured, and nothing else."""

import numpy as np

from backprop.diagnosis.finding import Diagnosis, diagnose

NAME = "the gradient"
FLOAT32 = float(np.finfo(np.float32).eps)
AGREES = 1e-5
"""Relative to the largest entry: about 80 units of float32."""


def explain_mismatch(x, claimed, numeric, values, step):
    """Return the Diagnosis of a gradient that a check has refused.

    Parameters
    ----------
    x, claimed, numeric : ndarray of one shape
        The point, the gradient claimed there, and the slopes measured.
    values : sequence of float
        What the function returned while it was measured.
    step : float
        The finest nudge.

    Returns
    -------
    Diagnosis or None
        None if nothing can be told but which entry is wrong.
    """
    if x.size == 1 or not np.isfinite(numeric).all():
        return None
    gap = float(np.abs(claimed - numeric).max())
    largest = float(np.abs(numeric).max())
    noise = _noise_of_f(values, step)
    if gap <= noise:
        return _digits(
            f"f returns numbers of float32, whose rounding alone moves "
            f"these slopes by up to {noise:.1g}; compute f in float64"
        )
    if x.dtype == np.float64 and gap <= AGREES * largest:
        return _digits(
            f"they agree to {gap / largest:.1g} of the largest entry, as "
            "after a detour through float32"
        )
    # Slopes measured at float32 numbers have two or three digits.
    rtol = 1e-5 if x.dtype == np.float64 else 1e-2
    atol = 1e-3 * rtol * largest
    found = diagnose(
        claimed, numeric, measured=True, parameters=x, rtol=rtol, atol=atol
    )
    return found if found.causes else None


def _digits(words):
    return Diagnosis(NAME, False, ("float32",), words)


def _noise_of_f(values, step):
    """Return what rounding to float32 does to slopes; 0 for float64."""
    values = np.array(values, np.float64)
    with np.errstate(over="ignore"):
        single = values == values.astype(np.float32)
    if not single.all() or np.ptp(values) == 0.0:
        return 0.0
    return 2.0 * FLOAT32 * float(np.abs(values).max()) / step
