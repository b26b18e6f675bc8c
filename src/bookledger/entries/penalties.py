"""Chapter 8: penalties and dropout."""

import numpy as np

from backprop import (
    Dense,
    Dropout,
    l1_gradient,
    l1_loss,
    l2_gradient,
    l2_loss,
)
from bookledger.draws import fixed, mask, positive, real, share
from bookledger.entry import definition, result
from bookledger.world import World


def penalties(v):
    """Return what the package's penalties make of the same numbers."""
    arguments = v["w"], float(v["lam"])
    return {
        "Omega_1": l1_loss(*arguments),
        "Omega_2": l2_loss(*arguments),
        ("Omega_1", "w"): l1_gradient(*arguments),
        ("Omega_2", "w"): l2_gradient(*arguments),
    }


def penalised(v):
    """Return what the package's layer makes of the same numbers."""
    dense = Dense(
        *v["W"].shape,
        rng=np.random.default_rng(0),
        weight_regularizer_l1=float(v["lam"][0]),
        weight_regularizer_l2=float(v["lam"][1]),
        bias_regularizer_l1=float(v["lam"][2]),
        bias_regularizer_l2=float(v["lam"][3]),
    )
    dense.weights, dense.biases = v["W"], v["b"][np.newaxis]
    dense.forward(v["X"])
    dense.backward(v["G"])
    return {
        "Omega": dense.regularization_loss(),
        ("L", "W"): dense.dweights,
        ("L", "b"): dense.dbiases[0],
    }


class Coins:
    """A generator whose coins have already been tossed."""

    def __init__(self, kept):
        self.kept = kept

    def random(self, shape):
        """Return 1 for what is kept, 0 for what is dropped."""
        return self.kept.reshape(shape)


def dropout(v):
    """Return what the package's dropout makes of the same mask."""
    layer = Dropout(float(v["p"]), rng=np.random.default_rng(0))
    layer.rng = Coins(v["R"])
    output = layer.forward(v["X"])
    return {"X_tilde": output, ("L", "X"): layer.backward(v["G"])}


WEIGHTS = World(
    given={"w": real("J"), "lam": positive()},
    made={
        "Omega_1": lambda maths, w, lam: lam * maths.abs(w).sum(),
        "Omega_2": lambda w, lam: lam * (w @ w),
    },
    sizes={"J": 4},
    letters={"j": "J", "k": "J"},
    package=penalties,
)


def one_weight(value):
    """Return one weight, and what a step of each penalty makes of it."""
    towards_zero = -1 if float(value) > 0 else 1
    return World(
        given={"w": fixed(value), "lam": positive(), "eta": positive()},
        made={
            "w_1": lambda w, lam, eta: w + towards_zero * (eta * lam),
            "w_2": lambda w, lam, eta: w - eta * (lam * w + lam * w),
        },
        after={"L1: w": "w_1", "L2: w": "w_2"},
        package=stepped,
    )


def stepped(v):
    """Return the weight after a step along the package's gradients."""
    w, strength, rate = float(v["w"]), float(v["lam"]), float(v["eta"])
    return {
        "w_1": w - rate * float(l1_gradient(w, strength)),
        "w_2": w - rate * float(l2_gradient(w, strength)),
    }


SIGNS = (one_weight("0.3"), one_weight("-0.25"))
LAYER = World(
    given={
        "X": real("N", "D"),
        "W": real("D", "M"),
        "b": real("M"),
        "G": real("N", "M"),
        "lam": positive("four"),
        "base": real("N"),
    },
    made={
        "Z": lambda X, W, b: X @ W + b,
        "losses": lambda G, Z, base, N: N * (G * Z).sum(axis=1) + base,
        "Omega": lambda maths, W, b, lam: (
            (lam[0] * maths.abs(W) + lam[1] * W * W).sum()
            + (lam[2] * maths.abs(b) + lam[3] * b * b).sum()
        ),
        "L": lambda losses, Omega, N: losses.sum() / N + Omega,
    },
    sizes={"N": 2, "D": 3, "M": 4, "four": 4},
    letters={"i": "N", "d": "D", "m": "M"},
    indexed={"L": "losses"},
    package=penalised,
)
DROPOUT = World(
    given={
        "X": real("N", "D"),
        "R": mask("N", "D"),
        "G": real("N", "D"),
        "p": share(),
    },
    made={
        "X_tilde": lambda X, R, p: X * R / (1 - p),
        "L": lambda G, X_tilde: (G * X_tilde).sum(),
    },
    sizes={"N": 2, "D": 3},
    package=dropout,
)


def one_entry(r):
    """Return one entry that is kept (1) or dropped (0)."""
    return World(
        given={"x": real(), "r": fixed(r), "p": share()},
        made={"x_tilde": lambda x, r, p: x * r / (1 - p)},
    )


def tossed(x, p):
    """Return the mean over four tosses that are equally likely."""
    tosses = [1 / 8, 3 / 8, 5 / 8, 7 / 8]
    return sum(x / (1 - p) if toss >= p else 0 * x for toss in tosses) / 4


def tossed_by_package(v):
    """Return the mean of what the package's dropout makes of the tosses."""
    layer = Dropout(float(v["p"]), rng=np.random.default_rng(0))
    layer.rng = Coins(np.array([1 / 8, 3 / 8, 5 / 8, 7 / 8]))
    return {"mean": layer.forward(np.full((1, 4), float(v["x"]))).mean()}


TOSSED = World(
    given={"x": real(), "p": fixed("0.25")},
    made={"mean": tossed},
    means={"\\tilde x": r"\text{mean}"},
    package=tossed_by_package,
)
OF_L1 = r"Every weight's slope of $\Omega_1$ is compared with "
OF_L2 = r"Every weight's slope of $\Omega_2$ is compared with "

ENTRIES = (
    definition(
        "eq-penalties",
        "Both sums are compared with the formulas on whole arrays, for "
        "weights of both signs, and with the package's penalties.",
        WEIGHTS,
    ),
    result(
        "eq-penalty-one-term",
        OF_L1 + "all four lines, and with the package's gradient.",
        WEIGHTS,
    ),
    result(
        "eq-penalty-abs",
        "The size of a weight is differentiated, once for a positive and "
        "once for a negative weight.",
        *SIGNS,
    ),
    result(
        "eq-penalty-l2",
        OF_L2 + "all three sides, and with the package's gradient.",
        WEIGHTS,
    ),
    result(
        "eq-penalty-gradients",
        r"$\Omega_1$ and $\Omega_2$ are differentiated with respect to every "
        "weight and compared with the right sides and with the package's "
        "gradients.",
        WEIGHTS,
    ),
    result(
        "eq-penalty-steps",
        "The right sides are compared with a weight of either sign that has "
        "been moved by its known slope, and with steps along the package's "
        "gradients.",
        *SIGNS,
    ),
    definition(
        "eq-penalty-total",
        r"$L$ and $\Omega$ are compared with the formulas on whole arrays, "
        r"and $\Omega$ with the package's `regularization_loss`.",
        LAYER,
    ),
    result(
        "eq-penalty-layer",
        "A mean loss plus four penalties is differentiated with respect to "
        "every weight and bias and compared with the right sides and with "
        "`dweights` and `dbiases` of the package.",
        LAYER,
    ),
    definition(
        "eq-dropout-forward",
        "What dropout makes is compared with the formula entry by entry, for "
        "a mask of zeros and ones, and with the package's dropout for the "
        "same mask.",
        DROPOUT,
    ),
    result(
        "eq-dropout-expectation",
        r"For $p = \frac14$ all sides are compared with the mean over four "
        "equally likely tosses, of which one drops, also in the package.",
        TOSSED,
    ),
    result(
        "eq-dropout-local",
        "What becomes of $x$ is differentiated, once kept and once dropped.",
        one_entry(1),
        one_entry(0),
    ),
    result(
        "eq-dropout",
        "What dropout makes is compared, and its sum with weights $G$ is "
        "differentiated with respect to every entry of $X$; both also with "
        "the package's dropout for the same mask.",
        DROPOUT,
    ),
)
