"""Chapter 9, continued: relative errors, tolerances, and directions."""

from itertools import product

import numpy as np

from backprop import check_gradient
from bookledger.draws import fixed, real
from bookledger.entry import definition, result
from bookledger.world import World


def relative(v):
    """Return the error that the package finds in a claimed slope."""
    claim, slope = float(v["g_hat"]), float(v["s"])
    found = check_gradient(
        lambda x: slope * x[0], [1.0], [claim], step=2.0**-10, rtol=3.0
    )
    return {"error": found}


def claimed(claim, slope):
    """Return a claimed and a measured slope."""
    return World(
        given={"g_hat": fixed(claim), "s": fixed(slope)},
        made={
            "error": lambda g_hat, s: (
                1 - min(g_hat / s, s / g_hat)
                if abs(g_hat) != abs(s)
                else 0 * s
            )
        },
        package=relative,
    )


CLAIMS = (
    claimed("1.25", "1.5"),
    claimed("-2", "-0.5"),
    claimed("-0.5", "-2"),
)
FORGOTTEN = World(given={"s": fixed("-0.15")}, sizes={"N": 5})

POINT, STEP = ("3", "0.5", "-2"), 2.0**-20
ENTRY = 1  # the one at hand, counted from 0
NEARLY = "0.9999999"  # of the largest gap, so that rounding decides nothing


def tolerance(slopes, way):
    """Return a linear function, and a claim that is nearly too far off.

    `way` is 1 if the claim is above the slope, -1 if it is below.
    """
    slope = float(slopes[ENTRY])
    outwards = way if slope > 0 else -way

    def function(maths, x):
        parts = [
            maths.number(slope) * (x[k] if k == ENTRY else maths.number(at))
            for k, (slope, at) in enumerate(zip(slopes, POINT, strict=True))
        ]
        return parts[0] + parts[1] + parts[2]

    def size(maths, x, g_hat, h):
        values = [abs(function(maths, x + sign * h)) for sign in (1, -1)]
        return max(values) + sum(abs(part) for part in x * g_hat)

    def claims(maths, x, h, s, varepsilon, tau_r, tau_a):
        # The gap occurs in F and, if outwards, in the maximum: solve for it.
        found = [maths.number(slope) for slope in slopes]
        rounding = 4 * varepsilon / h
        F = size(maths, x, maths.array(found), h)
        known = tau_r * abs(s) + tau_a + rounding * F
        of_gap = outwards * rounding * abs(x[ENTRY])
        of_gap += tau_r if outwards > 0 else 0
        gap = known / (1 - of_gap) * maths.number(NEARLY)
        found[ENTRY] = s + way * gap
        return maths.array(found)

    return World(
        given={
            "x": fixed(POINT),
            "h": fixed(STEP),
            "s": fixed(slope),
            "j": fixed(ENTRY + 1),
            "varepsilon": fixed(2.0**-52),
            "tau_r": fixed("0.000001"),
            "tau_a": fixed("0.00000001"),
        },
        made={"g_hat": claims, "F": size},
        sizes={"P": 3},
        letters={"k": "P"},
        functions={"f": function},
        sharp=1e-6,
        package=lambda v: {
            "g_hat": first_look(np.array(slopes, dtype=float), way)
        },
    )


def first_look(slopes, way):
    """Return claims, that of the entry the last one that passes at once.

    A claim that fails the first look at its entry costs two runs more.
    """
    point = np.array(POINT, dtype=float)

    def passes(gap):
        runs = []

        def f(x):
            runs.append(x)
            return slopes @ x

        try:
            check_gradient(f, point, slopes + way * gap * at_entry, step=STEP)
        except ArithmeticError:
            return False
        return len(runs) == 2 * len(point)

    at_entry = np.arange(len(point)) == ENTRY
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return slopes + way * low * float(NEARLY) * at_entry


TOLERANCES = (
    tolerance(("24", "-1.5", "40"), way=-1),
    tolerance(("24", "-1.5", "40"), way=1),
    tolerance(("24", "1.5", "40"), way=-1),
)


def rough(maths, x):
    """Return a number made of three others, none of them like another."""
    return x[0] ** 3 * x[1] + x[1] ** 3 * x[2] ** 2 - x[2] ** 4


def slopes_of_rough(maths, theta):
    """Return its gradient, by hand."""
    x, y, z = theta
    return maths.array(
        [
            3 * x**2 * y,
            x**3 + 3 * y**2 * z**2,
            2 * y**3 * z - 4 * z**3,
        ]
    )


ALONG = World(
    given={"theta": real("P"), "d": real("P")},
    made={"f": lambda maths, theta: rough(maths, theta), "g": slopes_of_rough},
    sizes={"P": 3},
    letters={"j": "P"},
    functions={"f": rough},
)
MISTAKE = World(
    given={"g": real("P"), "e": real("P"), "d": real("P")},
    made={"g_hat": lambda g, e: g + e},
    sizes={"P": 3},
)


def mean_over_signs(maths, quantity, size):
    """Average over all rows of +1 and -1.

    For the normal distribution with mean 0 and standard deviation 1 this is
    exact up to third powers: it is Gauss's rule with two points.
    """
    rows = np.array(list(product((-1, 1), repeat=int(size))))
    return sum(quantity(maths.array(row)) for row in rows) / len(rows)


SPREAD = World(
    given={"e": real("P")},
    made={
        "square": lambda maths, e, P: mean_over_signs(
            maths, lambda d: (e * d).sum() ** 2, P
        ),
        "pair": lambda maths, P: mean_over_signs(
            maths,
            lambda d: maths.array([[a * b for b in d] for a in d]),
            P,
        ),
    },
    sizes={"P": 3},
    letters={"j": "P", "k": "P"},
    means={
        r"(e \cdot d)^2": r"\text{square}",
        "d_j d_k": r"\text{pair}_{jk}",
    },
)

ENTRIES = (
    definition(
        "eq-check-relative",
        "The error is compared with 1 minus the smaller ratio, for a claim "
        "too large and one too small, and with what the package's check "
        "returns.",
        *CLAIMS,
    ),
    result(
        "eq-check-mean-forgotten",
        "All three sides are worked out for five samples.",
        FORGOTTEN,
    ),
    definition(
        "eq-check-tolerance",
        "A claim is moved away from the slope until both sides are all but "
        "equal, by solving for it and by searching for the last one that the "
        "package's check accepts at its first look; $F$ is compared as well.",
        *TOLERANCES,
    ),
    result(
        "eq-check-along",
        "A polynomial of three numbers is differentiated with respect to "
        "each of them, and the limit is taken; both are compared with the "
        "dot product of $d$ and the gradient, found by hand.",
        ALONG,
    ),
    result(
        "eq-check-mistake",
        "Both sides are worked out for three directions.",
        *MISTAKE.at_three_points(),
    ),
    result(
        "eq-check-spread",
        "The expectations are exact averages over directions of $+1$ and "
        "$-1$, which agree with those of the normal distribution up to third "
        "powers.",
        SPREAD,
    ),
)
