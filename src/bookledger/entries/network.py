"""Chapter 7: two layers, all the way and back."""

import numpy as np

from backprop import Dense, ReLU, SoftmaxCrossEntropy
from bookledger.draws import counts, fixed, real, small
from bookledger.entries.softmax import softmax
from bookledger.entry import definition, result
from bookledger.world import World


def network(v):
    """Return what the package makes of the same network."""
    one, relu, two = dense(v["W1"], v["b1"]), ReLU(), dense(v["W2"], v["b2"])
    criterion = SoftmaxCrossEntropy()
    found = {"Z1": one.forward(v["X"])}
    found["A1"] = relu.forward(found["Z1"])
    found["Z2"] = found["z"] = two.forward(found["A1"])
    found["L"] = criterion.forward(found["Z2"], v["classes"].astype(int) - 1)
    found["y_hat"] = criterion.output
    found["L", "z"] = found["L", "Z2"] = criterion.backward()
    found["L", "A1"] = two.backward(found["L", "Z2"])
    found["L", "Z1"] = relu.backward(found["L", "A1"])
    one.backward(found["L", "Z1"])
    found["L", "W2"], found["L", "W1"] = two.dweights, one.dweights
    return found


def dense(W, b):
    """Return a layer of the package with these parameters."""
    layer = Dense(*W.shape, rng=np.random.default_rng(0))
    layer.weights, layer.biases = W, b[np.newaxis]
    return layer


def one_hot(maths, classes, y_hat):
    """Return the labels as rows of zeros and a one."""
    columns = range(y_hat.shape[1])
    rows = [[str(int(c == k + 1)) for k in columns] for c in classes]
    return maths.array([[maths.number(d) for d in row] for row in rows])


NETWORK = {
    "given": {
        "X": real("N", "D"),
        "W1": small("D", "M"),
        "b1": small("M"),
        "W2": small("M", "K"),
        "b2": small("K"),
        "classes": counts("N", "K"),
    },
    "made": {
        "Z1": lambda X, W1, b1: X @ W1 + b1,
        "A1": lambda maths, Z1: maths.relu(Z1),
        "Z2": lambda A1, W2, b2: A1 @ W2 + b2,
        "z": lambda Z2: Z2,
        "y_hat": softmax,
        "y": one_hot,
        "losses": lambda maths, y, y_hat: -maths.log((y * y_hat).sum(axis=1)),
        "L": lambda losses, N: losses.sum() / N,
    },
    "sizes": {"N": 2, "D": 5, "M": 4, "K": 3},
    "letters": {"i": "N", "d": "D", "m": "M", "k": "K", "l": "K"},
    "package": network,
}
WHOLE = World(**NETWORK, indexed={"L": "losses", "y": "classes"})


def moved(Z, step):
    """Return the cubic loss below for every entry moved by a step."""
    losses = [[(z + step) ** 3 - z**3 for z in row] for row in Z]
    return np.array(losses)


NUDGED = World(
    given={"Z": real("N", "M"), "Delta_z": fixed("0.001")},
    made={
        "L": lambda Z: (Z**3).sum() + 5,
        "G": lambda Z: 3 * Z * Z,
        "Delta_L": lambda Z, Delta_z: moved(Z, Delta_z),
    },
    sizes={"N": 2, "M": 3},
    letters={"i": "N", "m": "M"},
    implied={"Delta_L": ("i", "m")},
    small=("Delta_z", 1),
)

ENTRIES = (
    definition(
        "eq-network-forward",
        "Every line is compared with the same step on whole arrays, and with "
        "what the package's layers and loss return.",
        WHOLE,
    ),
    result(
        "eq-network-dlogits",
        "The loss is differentiated with respect to every logit and compared "
        "with the right side and with the package.",
        WHOLE,
    ),
    result(
        "eq-network-backward",
        "The loss is differentiated with respect to every array, all the way "
        "through the network, and compared with the right sides, line by "
        "line, and with the package.",
        WHOLE,
    ),
    result(
        "eq-network-nudge",
        "Every entry of a batch is moved by a step that goes to zero; the gap "
        "between both sides, divided by the step, goes to zero too.",
        NUDGED,
    ),
    result(
        "eq-network-paths",
        "The loss of every sample is differentiated with respect to every "
        "weight of the first layer and compared with the sum over paths.",
        WHOLE,
    ),
)
