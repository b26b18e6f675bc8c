"""Labelled equations in the package's docstrings."""

import numpy as np

from backprop import spiral
from bookledger.draws import fixed
from bookledger.entry import definition
from bookledger.world import World

ON_AN_ARM, ARMS = 5, 3
NOISE = np.random.default_rng(0).standard_normal((ARMS, ON_AN_ARM))


def arms(v):
    """Return the package's spiral point of this class and radius."""
    points, _ = spiral(ON_AN_ARM, ARMS, rng=np.random.default_rng(0))
    place = int(v["c"]) * ON_AN_ARM + round(float(v["r"]) * (ON_AN_ARM - 1))
    return {"x": points[place]}


def point(label, place):
    """Return the world of one point of an arm."""
    return World(
        given={
            "c": fixed(label),
            "r": fixed(place / (ON_AN_ARM - 1)),
            "varepsilon": fixed(float(NOISE[label, place])),
        },
        made={
            "t": lambda c, r, varepsilon: 4 * c + 4 * r + varepsilon / 5,
            "x": lambda maths, r, t: maths.array(
                [r * maths.sin(5 * t / 2), r * maths.cos(5 * t / 2)]
            ),
        },
        package=arms,
    )


ENTRIES = (
    definition(
        "eq-spiral",
        "Both lines are worked out for two points on two arms and compared "
        "with what the function draws from the same noise.",
        point(1, 2),
        point(2, 3),
    ),
)
