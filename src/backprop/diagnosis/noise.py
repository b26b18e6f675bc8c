"""What the rounding of a function does to the slopes measured of it."""

import dataclasses

import numpy as np

from backprop.diagnosis.roughness import PLACES, is_coarse, roughness

FLOAT32 = float(np.finfo(np.float32).eps)
DEVIATIONS = 6.0
"""A slope is off by 0.7 deviations over the nudge, seldom by four times
that; the deviation itself is known to a third."""

REACHES = (1.0, 0.618)
"""Two, of which no multiples agree: a staircase looks smooth where its steps
fit the distance between two places."""

FORGIVEN = 1e-8
"""What a check allows in any case."""


@dataclasses.dataclass(frozen=True)
class Noise:
    """That a function is rounded more coarsely than float64 rounds.

    Attributes
    ----------
    why : str
        How the function is rounded.
    moved : float
        How far this may move a value of the function.
    epsilon : float
        The same, relative to its terms.
    step : float
        The finest nudge of the check.
    """

    why: str
    moved: float
    epsilon: float
    step: float

    def over(self, step):
        """Return how far a slope measured with a nudge may be off."""
        return self.moved / step

    @property
    def best_step(self):
        """The cube root of epsilon, as a power of ten."""
        return 10.0 ** round(np.log10(self.epsilon) / 3.0)

    @property
    def words(self):
        """How the function is rounded and what that does."""
        return (
            f"{self.why}, whose rounding alone moves these slopes by up to "
            f"{self.over(self.step):.1g}"
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
        The finest nudge of the entry in question.
    along : callable
        The function with that entry moved by a part, from -1 to 1, of a
        nudge; called 41 times.

    Returns
    -------
    Noise or None
    """
    nearby = [[along(r * part) for part in PLACES] for r in REACHES]
    values = np.array([*values, *np.ravel(nearby)], np.float64)
    if not np.isfinite(values).all() or along(PLACES[0]) != nearby[0][0]:
        return None  # what tosses coins trembles, but not by rounding
    size = float(np.abs(values).max())
    if _is_single(values):
        why = "f returns numbers of float32"
        return Noise(why, 2.0 * FLOAT32 * size, FLOAT32, step)
    if x.dtype != np.float64:
        return None
    rough = max(roughness(these) for these in nearby)
    # Float64 rounds the terms of f, which are often larger than f.
    with np.errstate(over="ignore", invalid="ignore"):
        size += float(np.abs(x * numeric).sum())
    moved = DEVIATIONS * rough
    if not is_coarse(rough, size) or moved <= FORGIVEN * step:
        return None
    digits = round(-np.log10(rough / size))
    why = f"f keeps only about {digits} of its 16 digits, as with float32 on "
    return Noise(f"{why}the way", moved, rough / size, step)


def _is_single(values):
    """Return whether all are numbers of float32, and not all the same."""
    with np.errstate(over="ignore"):
        single = values == values.astype(np.float32)
    return bool(single.all()) and np.ptp(values) > 0.0
