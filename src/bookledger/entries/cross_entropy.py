"""Chapter 4: cross-entropy and its derivation."""

from backprop import CategoricalCrossEntropy
from bookledger.draws import counts, distribution, fixed, positive, real
from bookledger.entry import definition, result
from bookledger.world import World

SIZES = {"N": 2, "K": 3}
LETTERS = {"i": "N", "j": "K", "l": "K"}


def loss(v):
    """Return what the package's loss makes of the same numbers."""
    criterion = CategoricalCrossEntropy()
    mean = criterion.forward(v["y_hat"], v["y"])
    return {
        "L": mean,
        "losses": criterion.sample_losses,
        ("L", "y_hat"): criterion.backward(),
    }


def loss_of_one(v):
    """Return the package's loss of one sample."""
    criterion = CategoricalCrossEntropy()
    return {"L": criterion.forward([v["y_hat"]], [v["y"]])}


def one_sample(y, **given):
    """Return one sample, with its prediction and its label."""
    return World(
        given={"y": y, "y_hat": distribution("K"), **given},
        made={"L": lambda maths, y, y_hat: -(y @ maths.log(y_hat))},
        sizes={"K": 3},
        letters={"l": "K"},
        package=loss_of_one,
    )


ONE_SAMPLE = one_sample(distribution("K"))
ONE_HOT = one_sample(fixed([0, 1, 0]), k=fixed(2))
BATCH = World(
    given={"y": distribution("N", "K"), "y_hat": distribution("N", "K")},
    made={
        "losses": lambda maths, y, y_hat: -(y * maths.log(y_hat)).sum(axis=1),
        "L": lambda losses, N: losses.sum() / N,
    },
    sizes=SIZES,
    letters=LETTERS,
    indexed={"L": "losses"},
    package=loss,
)
PENALISED = World(
    given={"losses": positive("N"), "W": real("D", "M"), "lam": positive()},
    made={
        "L": lambda losses, W, lam, N: losses.sum() / N + lam * (W * W).sum()
    },
    sizes={"N": 2, "D": 3, "M": 4},
    letters={"i": "N", "d": "D", "m": "M"},
    indexed={"L": "losses"},
)


def weighted(maths, y_hat, gamma, k):
    """Return the weighted mean loss, sample by sample."""
    losses = [
        -gamma[int(label) - 1] * maths.log(row[int(label) - 1])
        for row, label in zip(y_hat, k, strict=True)
    ]
    return sum(losses) / len(losses)


WEIGHTED = World(
    given={
        "y_hat": distribution("N", "K"),
        "gamma": positive("K"),
        "k": counts("N", "K"),
    },
    made={"L": weighted},
    sizes=SIZES,
    letters={"i": "N"},
)
NUDGED = World(given={"u": positive(), "h": positive()})


def logarithm(u, seed):
    """Return a world in which u is a function of x."""
    return World(
        given={"x": positive()},
        made={"u": lambda maths, x: u(maths, x)},
        functions={"u": u},
        prime="x",
        seed=seed,
    )


LOGARITHMS = (
    logarithm(lambda maths, x: x**2 + 3 * x, 0),
    logarithm(lambda maths, x: maths.exp(x) + x, 1),
    logarithm(lambda maths, x: 1 / (1 + x**3), 2),
)
SLOPE = (
    "The loss of every sample, with soft labels, is differentiated with "
    "respect to every prediction and compared with "
)

ENTRIES = (
    definition(
        "eq-cross-entropy-one-sample",
        "$L$ is compared with minus the dot product of the label and the "
        "logarithms, for a soft label, and with the package's loss.",
        ONE_SAMPLE,
    ),
    result(
        "eq-cross-entropy-short",
        "For a one-hot label of class $k$ the long form is compared with the "
        "short one, and with the package's loss.",
        ONE_HOT,
    ),
    definition(
        "eq-cross-entropy",
        "$L$ and every $L_i$ are compared with the formula on whole arrays, "
        "for soft labels, and with the package's loss.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-sought",
        SLOPE + "the derivative of the displayed sum.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-constants",
        SLOPE + "the sum of the derivatives of the logarithms.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-log-nudge",
        "All three sides are worked out for one $u$ and one nudge $h$.",
        NUDGED,
    ),
    result(
        "eq-log-rule",
        "For three functions $u$ both sides are worked out, in both "
        "notations.",
        *LOGARITHMS,
    ),
    result(
        "eq-cross-entropy-logged",
        SLOPE + "the sum on the right.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-delta",
        "Every prediction is differentiated with respect to every prediction "
        "of its sample and compared with Kronecker's delta and both cases.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-sample-backward",
        SLOPE + "both lines.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-backward",
        "The mean loss, with soft labels, is differentiated with respect to "
        "every prediction, and compared with the right side and with the "
        "package.",
        BATCH,
    ),
    result(
        "eq-cross-entropy-entropy",
        "For a soft label and another prediction both sides are worked out.",
        *ONE_SAMPLE.at_three_points(),
    ),
    definition(
        "eq-cross-entropy-penalised",
        r"$L$ is compared with the mean of the losses plus $\lambda$ times "
        "the sum of all squares, on whole arrays.",
        *PENALISED.at_three_points(),
    ),
    definition(
        "eq-cross-entropy-weighted",
        "$L$ is compared with a loop over the samples that picks the weight "
        "and the prediction of the true class.",
        *WEIGHTED.at_three_points(),
    ),
)
