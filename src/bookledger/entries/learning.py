"""Chapter 7, continued: counting paths, equal logits, and steps."""

from itertools import pairwise, product

import numpy as np

from backprop import Dense, SoftmaxCrossEntropy
from backprop.training import move
from bookledger.draws import fixed
from bookledger.entries.softmax import softmax
from bookledger.entry import definition, result
from bookledger.solutions import assigned
from bookledger.world import World

TYPED_IN = assigned("07-whole-network", "solution-by-hand-code")


def paths(maths, n):
    """Walk every path, one unit of each layer after the other."""
    layers = [range(int(width)) for width in n]
    return maths.number(str(sum(1 for _ in product(*layers))))


def edges(maths, n):
    """Draw every connection once, those to the loss too."""
    layers = [[(k, unit) for unit in range(int(w))] for k, w in enumerate(n)]
    layers.append(["loss"])
    drawn = {
        (start, end)
        for before, after in pairwise(layers)
        for start in before
        for end in after
    }
    return maths.number(str(len(drawn)))


def equal_logits(v):
    """Return the package's losses for logits that are all equal."""
    criterion = SoftmaxCrossEntropy()
    criterion.forward(v["Z"], [0, int(v["K"]) - 1])
    return {"losses": criterion.sample_losses}


def no_opinion(classes):
    """Return two samples with equal logits."""
    return World(
        given={"Z": fixed([[1] * classes] * 2)},
        made={
            "y_hat": lambda maths, Z: softmax(maths, Z),
            "losses": lambda maths, y_hat: -maths.log(y_hat[:, 0]),
        },
        sizes={"N": 2, "K": classes},
        letters={"i": "N"},
        indexed={"L": "losses"},
        package=equal_logits,
    )


def step(v):
    """Return the parameters and the velocity after the package's step."""
    layer = Dense(*v["theta"].shape, rng=np.random.default_rng(0))
    layer.weights, layer.dweights = v["theta"], v["slope"]
    layer.dbiases = np.full(layer.biases.shape, 0.0)
    momentum = float(v.get("mu", 0.0))
    velocity = v.get("v", 0.0), 0.0
    moved, _ = move(layer, velocity, float(v["eta"]), momentum)
    return {"theta_new": layer.weights, "v_new": moved}


# Fractions of powers of two: the package rounds parameters to float32, and
# these are not changed by it.
THETA = fixed([["0.5", "-1.25", "2"], ["0.75", "-3", "1.5"]])
CURVATURE = fixed([["1.5", "2", "-0.5"], ["0.25", "1", "-2"]])
VELOCITY = fixed([["-0.25", "0.125", "0.5"], ["1", "-0.5", "0.75"]])
PLAIN = World(
    given={"theta": THETA, "c": CURVATURE, "eta": fixed("0.125")},
    made={
        "L": lambda theta, c: (c * theta * theta).sum(),
        "slope": lambda theta, c: 2 * c * theta,
        "theta_new": lambda theta, slope, eta: theta - eta * slope,
    },
    after={"theta": "theta_new"},
    package=step,
)
MOMENTUM = World(
    given={
        "theta": THETA,
        "c": CURVATURE,
        "eta": fixed("0.125"),
        "v": VELOCITY,
        "mu": fixed("0.75"),
    },
    made={
        "L": lambda theta, c: (c * theta * theta).sum(),
        "slope": lambda theta, c: 2 * c * theta,
        "v_new": lambda v, mu, slope, eta: mu * v - eta * slope,
        "theta_new": lambda theta, v_new: theta + v_new,
    },
    after={"theta": "theta_new", "v": "v_new"},
    renewed=("v",),
    package=step,
)
WIDTHS = World(
    given={"n": fixed([2, 3, 4, 6, 5])},
    made={"paths": paths, "edges": edges},
    sizes={"Q": 4},
    first=0,
)
BY_HAND = World(
    given={
        "W1": fixed(TYPED_IN["first.weights"]),
        "b1": fixed(TYPED_IN["first.biases"][0]),
        "W2": fixed(TYPED_IN["last.weights"]),
        "b2": fixed(TYPED_IN["last.biases"][0]),
    }
)

ENTRIES = (
    result(
        "eq-network-paths-edges",
        "For widths 2, 3, 4, 6, 5 every path is walked and every connection "
        "drawn, and their numbers are compared with the product and the sum.",
        WIDTHS,
    ),
    result(
        "eq-network-log-k",
        "The losses of equal logits are compared with both sides, for three "
        "and for five classes, and with the package's; the digits of "
        r"$\log 3$ are compared as far as they go.",
        no_opinion(3),
        no_opinion(5),
    ),
    definition(
        "eq-network-update",
        "The right side, with $L$ differentiated, is compared with "
        "parameters moved by the known slope and with the package's step.",
        PLAIN,
    ),
    definition(
        "eq-network-momentum",
        "Both lines, with $L$ differentiated, are compared with a velocity "
        "and parameters moved by the known slope and with the package's "
        "step.",
        MOMENTUM,
    ),
    definition(
        "eq-network-by-hand",
        "The numbers are compared with those that the worked solution of the "
        "exercise types in.",
        BY_HAND,
    ),
)
