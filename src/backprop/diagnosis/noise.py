"""What the rounding of a function does to the slopes measured of it."""

import dataclasses

import numpy as np

from backprop.diagnosis.roughness import PLACES, is_coarse, roughness

FLOAT32 = float(np.finfo(np.float32).eps)
DEVIATIONS = 6.0
"""A slope is off by 0.7 deviations over the nudge, seldom by four times
that; the deviation itself is known to a third."""

FORGIVEN = 1e-8
"""What a check allows in any case."""


@dataclasses.dataclass(frozen=True)
class Noise:
    """That a function is rounded more coarsely than float64 rounds.

    Attributes
    ----------
    size : float
        How far a slope may be off for this alone.
    why : str
        How the function is rounded.
    words : str
        Both, without a full stop.
    """

    size: float
    why: str

    @property
    def words(self):
        return (
            f"{self.why}, whose rounding alone moves these slopes by up to "
            f"{self.size:.1g}"
        )


def find_noise(x, numeric, values, step, along):
    """Return the Noise of a function, or None if it has that of float64.

    Parameters
    ----------
    x, numeric : ndarray of one shape
        The point and the slopes measured there, all of them finite.
    values : sequence of float
        What the function returned while it was measured.
    step : float
        The nudge of the slope in question.
    along : callable
        The function with the entry in question moved by a part, from -1 to
        1, of a nudge; called 20 times if `values` do not tell.

    Returns
    -------
    Noise or None
    """
    values = np.array(values, np.float64)
    if _is_single(values):
        size = 2.0 * FLOAT32 * float(np.abs(values).max()) / step
        return Noise(size, "f returns numbers of float32")
    if x.dtype != np.float64:
        return None
    rough = roughness([along(part) for part in PLACES])
    # Float64 rounds the terms of f, which are often larger than f.
    with np.errstate(over="ignore", invalid="ignore"):
        size = float(np.abs(values).max() + np.abs(x * numeric).sum())
    moved = DEVIATIONS * rough / step
    if not is_coarse(rough, size) or moved <= FORGIVEN:
        return None
    digits = round(-np.log10(rough / size))
    return Noise(
        moved,
        f"f keeps only about {digits} of its 16 digits, as with float32 on "
        "the way",
    )


def _is_single(values):
    """Return whether all are numbers of float32, and not all the same."""
    with np.errstate(over="ignore"):
        single = values == values.astype(np.float32)
    return bool(single.all()) and np.ptp(values) > 0.0
