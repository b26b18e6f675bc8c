"""What can be told of a gradient where the function itself is rounded.

The slopes of the check are lost in the rounding, so others are measured, with
the nudge that is best for a function rounded so coarsely.
"""

import dataclasses

import numpy as np

from backprop.diagnosis.finding import Diagnosis
from backprop.diagnosis.measured import typical

CURVED = 1e-3
"""What is left to a longer nudge for curvature, relative to the largest."""

TOO_NOISY = 0.02
"""With slopes that are no better known than this, 29 looks like 30."""


def explain_noisy(name, noise, x, claimed, numeric, slopes):
    """Return the Diagnosis of a gradient refused beside noise.

    Parameters
    ----------
    name : str
    noise : backprop.diagnosis.noise.Noise
    x, claimed, numeric : ndarray of one shape
        The point, the gradient, and the slopes of the check.
    slopes : ndarray of that shape or None
        Those that the best nudge measures.

    Returns
    -------
    Diagnosis
    """
    found = None
    if slopes is not None and slopes.any():
        largest = float(np.abs(slopes).max())
        rtol = max(CURVED, noise.over(noise.best_step) / largest)
        agrees = float(np.abs(claimed - slopes).max()) / largest
        if agrees <= rtol:
            return _blames_f(
                name,
                f"looks right, for with a step of {noise.best_step:.1g} it "
                f"agrees to {agrees:.1g} of the largest entry: {noise.words}",
            )
        found = _cause(x, claimed, slopes, rtol)
    allowed = noise.over(noise.step)
    if not found and numeric.any():
        # The longer nudge may have met a corner that the short one has not.
        rtol = max(CURVED, allowed / float(np.abs(numeric).max()))
        found = _cause(x, claimed, numeric, rtol)
    if found:
        return dataclasses.replace(
            found,
            causes=(*found.causes, "float32"),
            words=f"{found.words}; besides, {noise.words}",
        )
    if float(np.abs(claimed - numeric).max()) <= allowed:
        return _blames_f(name, f"may be right: {noise.words}")
    return _blames_f(
        name,
        f"is further off than the rounding of f explains, but {noise.words}",
        "and check again",
    )


def _blames_f(name, *words):
    first, *then = words
    words = " ".join([f"{name} {first}; compute f in float64", *then])
    return Diagnosis(name, False, ("float32",), words)


def _cause(x, claimed, slopes, rtol):
    return None if rtol > TOO_NOISY else typical(x, claimed, slopes, rtol)
