"""What is typical of a gradient that slopes contradict."""

import numpy as np

from backprop.diagnosis.finding import diagnose


def typical(x, claimed, slopes, rtol):
    """Return the Diagnosis by what is typical of mistakes.

    Parameters
    ----------
    x, claimed, slopes : ndarray of one shape
        The point, the gradient, and what was measured there.
    rtol : float
        How well the slopes are known, relative to each.

    Returns
    -------
    Diagnosis or None
        None if nothing typical fits; of one number nothing can.
    """
    if x.size == 1:
        return None
    atol = 1e-3 * rtol * float(np.abs(slopes).max())
    found = diagnose(
        claimed, slopes, measured=True, parameters=x, rtol=rtol, atol=atol
    )
    return found if found.causes and not found.is_right else None
