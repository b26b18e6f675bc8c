"""The refresher: slopes, partial derivatives, and the chain rule."""

from bookledger.draws import fixed, real
from bookledger.entry import result
from bookledger.world import World

SQUARE = World({"x": real()})
PAIR = World({"x": real(), "w": real()})
CHAIN = World(
    given={"x": fixed(1)},
    made={"u": lambda x: 2 * x + 1, "y": lambda u: u * u},
)

ENTRIES = (
    result(
        "eq-square-derivative",
        "The square of $x$ is differentiated, and both limits are taken.",
        SQUARE,
    ),
    result(
        "eq-product-and-sum",
        "A product and a sum are differentiated with respect to both parts.",
        PAIR,
    ),
    result(
        "eq-chain-rule",
        "For $u = 2x + 1$ and $y = u^2$, at $x = 1$, all four sides are "
        "worked out.",
        CHAIN,
    ),
    result(
        "eq-two-paths",
        "The product of $x$ with itself is differentiated and compared with "
        "both sides.",
        SQUARE,
    ),
)
