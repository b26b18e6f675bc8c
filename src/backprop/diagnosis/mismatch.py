"""What can be told from a gradient, the slopes measured, and nothing else."""

import dataclasses

import numpy as np

from backprop.diagnosis.finding import Diagnosis, diagnose
from backprop.diagnosis.noise import find_noise

NAME = "the gradient"
AGREES = 1e-5
"""Relative to the largest entry: about 80 units of float32."""

TOO_NOISY = 0.1
"""With slopes that are no better known than this, anything fits."""


def explain_mismatch(x, claimed, numeric, values, step, along):
    """Return the Diagnosis of a gradient that a check has refused.

    Parameters
    ----------
    x, claimed, numeric : ndarray of one shape
        The point, the gradient claimed there, and the slopes measured.
    values : sequence of float
        What the function returned while it was measured.
    step : float
        The finest nudge of the worst entry.
    along : callable
        The function with the worst entry moved by a part, from -1 to 1, of
        a nudge that has been tried.

    Returns
    -------
    Diagnosis or None
        None if nothing can be told but which entry is wrong.
    """
    if not np.isfinite(numeric).all():
        return None
    gap = float(np.abs(claimed - numeric).max())
    largest = float(np.abs(numeric).max())
    noise = find_noise(x, numeric, values, step, along)
    if noise and gap <= noise.size:
        return _digits(
            f"{NAME} may be right: {noise.words}; compute f in float64"
        )
    if x.size == 1:
        return None
    if x.dtype == np.float64 and gap <= AGREES * largest:
        return _digits(
            f"they agree to {gap / largest:.1g} of the largest entry, as "
            "after a detour through float32"
        )
    # Slopes measured at float32 numbers have two or three digits.
    rtol = 1e-5 if x.dtype == np.float64 else 1e-2
    if noise:
        return _beside(noise, x, claimed, numeric, rtol)
    return _cause(x, claimed, numeric, rtol)


def _cause(x, claimed, numeric, rtol):
    """Return the Diagnosis by what is typical of mistakes, or None."""
    atol = 1e-3 * rtol * float(np.abs(numeric).max())
    found = diagnose(
        claimed, numeric, measured=True, parameters=x, rtol=rtol, atol=atol
    )
    return found if found.causes else None


def _beside(noise, x, claimed, numeric, rtol):
    """Return the Diagnosis of what is further off than noise explains."""
    largest = float(np.abs(numeric).max())
    rtol = max(rtol, noise.size / largest if largest else np.inf)
    found = None
    if rtol <= TOO_NOISY:
        found = _cause(x, claimed, numeric, rtol)
    if found is None:
        return _digits(
            f"{NAME} is further off than the rounding of f explains, but "
            f"{noise.words}; compute f in float64 and check again"
        )
    return dataclasses.replace(
        found,
        causes=(*found.causes, "float32"),
        words=f"{found.words}; besides, {noise.words}",
    )


def _digits(words):
    return Diagnosis(NAME, False, ("float32",), words)
