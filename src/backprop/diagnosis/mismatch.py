"""What can be told from a gradient, the slopes measured, and nothing else."""

import numpy as np

from backprop.diagnosis.finding import Diagnosis
from backprop.diagnosis.measured import typical
from backprop.diagnosis.noise import find_noise
from backprop.diagnosis.noisy import explain_noisy

NAME = "the gradient"
AGREES = 1e-5
"""Relative to the largest entry: about 80 units of float32."""


def explain_mismatch(x, claimed, numeric, values, step, along, again):
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
    again : callable
        Takes a nudge and returns the slopes measured with it, or None if
        there are none.

    Returns
    -------
    Diagnosis or None
        None if nothing can be told but which entry is wrong.
    """
    if not np.isfinite(numeric).all():
        return None
    noise = find_noise(x, numeric, values, step, along)
    if noise:
        slopes = again(noise.best_step)
        return explain_noisy(NAME, noise, x, claimed, numeric, slopes)
    if x.size == 1:
        return None
    gap = float(np.abs(claimed - numeric).max())
    largest = float(np.abs(numeric).max())
    if x.dtype == np.float64 and gap <= AGREES * largest:
        words = (
            f"they agree to {gap / largest:.1g} of the largest entry, as "
            "after a detour through float32"
        )
        return Diagnosis(NAME, False, ("float32",), words)
    # Slopes measured at float32 numbers have two or three digits.
    rtol = 1e-5 if x.dtype == np.float64 else 1e-2
    return typical(x, claimed, numeric, rtol)
