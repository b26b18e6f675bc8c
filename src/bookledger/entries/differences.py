"""Chapter 9: finite differences, their errors, and the best step."""

from bookledger.draws import fixed, imaginary, positive, real
from bookledger.entry import definition, result
from bookledger.world import World

DEGREE = 7


def polynomial(maths, x):
    """Return a polynomial of degree 7, with all its coefficients."""
    digits = ("0.5", "-1.25", "2", "0.75", "-0.4", "1.5", "-0.2", "0.3")
    terms = [maths.number(d) * x**n for n, d in enumerate(digits) if n]
    return sum(terms) + maths.number(digits[0])


def series(last):
    """Return a world in which infinity is where the series ends."""
    return World(
        given={"x": real(), "h": positive(), "i": imaginary},
        sizes={"infty": last},
        functions={"f": polynomial},
    )


ALL = series(DEGREE)
ODD = series(DEGREE // 2)
POWERS = World(
    given={"h": positive(), "i": imaginary},
    sizes={"some": 4},
    letters={"n": "some"},
    first=0,
)


def cube(maths, x):
    """Return x cubed."""
    return x * x * x


# Nearly as far apart as rho allows, so that rounding decides nothing.
AT, RHO, NEARLY_RHO = "1.5", "0.01", "0.0099999999"


def rounded(up):
    """Return the cube, too high on one side of a point, too low on the other.

    `up` is 1 if it is too high on the right, -1 if on the left.
    """

    def off(maths):
        return up * maths.number(NEARLY_RHO)

    def f_hat(maths, x):
        return cube(maths, x) + off(maths) * maths.sign(x - maths.number(AT))

    return World(
        given={"x": fixed(AT), "h": fixed("0.25"), "rho": fixed(RHO)},
        made={
            "s": lambda x, h: 3 * x**2 + h**2,
            "s_hat": lambda maths, s, h: s + off(maths) / h,
        },
        functions={"f": cube, "f_hat": f_hat},
        sharp=1e-6,
    )


def valley(q, a, b, h, *, at_best=True):
    """Return a world with errors a h^q + b/h, at one step."""

    def total(maths, h):
        return (maths.number(a) * h ** (q + 1) + maths.number(b)) / h

    return World(
        given={
            "q": fixed(q),
            "A": fixed(a),
            "B": fixed(b),
            "h": fixed(h),
            "h_q": fixed(h),
        },
        made={"T": lambda maths, h: total(maths, h)},
        functions={"T": total},
        sides=None if at_best else 2,
    )


VALLEYS = (
    valley(1, "0.5", "0.72", "1.2"),
    valley(2, "1.5", "1.029", "0.7"),
)
OFF_BEST = valley(3, "1.75", "0.4", "0.6", at_best=False)

# The steps are given; rho and the third derivative are such that the errors
# have slope zero there: A = B/h^2 and 2 A h = B/h^2.
STEPS = World(
    given={"h_1": positive(), "h_2": positive(), "f2": fixed("-1.75")},
    made={
        "rho": lambda maths, f2, h_1: maths.abs(f2) / 2 * h_1**2 / 2,
        "f3": lambda rho, h_2: -6 * rho / h_2**2 / (2 * h_2),
    },
)


def corner(z):
    """Return a pre-activation closer to 0 than the step."""
    return World(given={"z": fixed(z), "h": fixed("0.375")})


SERIES_ENDS = (
    "Both sides are worked out. A polynomial of degree 7 is taken, so that "
    "the series ends; its derivatives are found by rules of differentiation."
)

ENTRIES = (
    result(
        "eq-check-cube",
        "All three lines are worked out for one $h$.",
        series(0),
    ),
    result("eq-check-taylor", SERIES_ENDS, *ALL.at_three_points()),
    result("eq-check-forward", SERIES_ENDS, *ALL.at_three_points()),
    result("eq-check-odd", SERIES_ENDS, *ODD.at_three_points()),
    result("eq-check-central", SERIES_ENDS, *ODD.at_three_points()),
    result(
        "eq-check-powers",
        "Both lines are worked out for $n$ from 0 to 3.",
        POWERS,
    ),
    result("eq-check-complex", SERIES_ENDS, *ODD.at_three_points()),
    result(
        "eq-check-rounding",
        r"For the cube, moved by nearly $\rho$ upwards on one side and "
        "downwards on the other, both slopes are worked out, and their "
        "distance nearly reaches the bound.",
        rounded(up=1),
        rounded(up=-1),
    ),
    definition(
        "eq-check-model",
        "$T$ is compared with both errors over a common denominator.",
        *VALLEYS,
        OFF_BEST,
    ),
    result(
        "eq-check-lines",
        "Both sides of both lines are worked out.",
        OFF_BEST,
    ),
    result(
        "eq-check-valley",
        "The error $T$ is differentiated with respect to $h$, at the best "
        "steps for $q = 1$ and $q = 2$ and, but for the 0, at another step "
        "for $q = 3$.",
        *VALLEYS,
        OFF_BEST,
    ),
    result(
        "eq-check-best",
        "At the best steps for $q = 1$ and $q = 2$ both lines are worked out.",
        *VALLEYS,
    ),
    result(
        "eq-check-steps",
        r"The bound $\rho$ and the derivatives are chosen so that "
        "the errors of both methods have slope zero at two given steps, "
        "which are then compared with the right sides.",
        STEPS,
    ),
    result(
        "eq-check-corner",
        "Both sides are worked out for a pre-activation on either side.",
        corner("0.125"),
        corner("-0.25"),
    ),
    result(
        "eq-check-halves",
        "Both sides are worked out for a polynomial.",
        *ALL.at_three_points(),
    ),
)
