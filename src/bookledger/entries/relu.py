"""Chapter 3: the ReLU of a batch."""

from backprop import ReLU
from bookledger.draws import real
from bookledger.entry import result
from bookledger.world import World


def relu(v):
    """Return what the package's ReLU makes of the same numbers."""
    layer = ReLU()
    output = layer.forward(v["Z"])
    return {"A": output, ("L", "Z"): layer.backward(v["G"])}


def batch(loss, package=None, **given):
    """Return a batch of pre-activations and a number made of them."""
    return World(
        given={"Z": real("N", "M"), **given},
        made={"A": lambda maths, Z: maths.relu(Z), "L": loss},
        sizes={"N": 2, "M": 3},
        letters={"i": "N", "m": "M"},
        package=package,
    )


STAND_IN = batch(lambda G, A: (G * A).sum(), relu, G=real("N", "M"))
HALF_SQUARES = batch(lambda A: (A * A).sum() / 2)

ENTRIES = (
    result(
        "eq-relu",
        "$A$ is compared with a ReLU, and the sum of $G$ times $A$ is "
        "differentiated with respect to every entry of $Z$, of both signs; "
        "both are compared with the package.",
        STAND_IN,
    ),
    result(
        "eq-relu-half-squares",
        "$L$ is compared with half the sum of squares, and differentiated "
        "with respect to every $A_{im}$.",
        HALF_SQUARES,
    ),
)
