"""Chapter 6: softmax and cross-entropy in one step, proved twice."""

from backprop import SoftmaxCrossEntropy
from bookledger.draws import distribution, logits
from bookledger.entries.softmax import softmax
from bookledger.entry import result
from bookledger.world import World


def fused(v):
    """Return what the package's class makes of the same numbers."""
    criterion = SoftmaxCrossEntropy()
    mean = criterion.forward(v["Z"], v["Y"])
    slopes = criterion.backward()
    return {
        "L": mean,
        "losses": criterion.sample_losses,
        "y_hat": criterion.output,
        "Y_hat": criterion.output,
        ("L", "Z"): slopes,
    }


BATCH = World(
    given={
        "Z": logits("N", "K"),
        "Y": distribution("N", "K"),
        "c": logits(),
    },
    made={
        "y": lambda Y: Y,
        "Y_hat": lambda maths, Z: softmax(maths, Z),
        "y_hat": lambda maths, Z: softmax(maths, Z),
        "losses": lambda maths, Y, y_hat: -(Y * maths.log(y_hat)).sum(axis=1),
        "L": lambda losses, N: losses.sum() / N,
    },
    sizes={"N": 2, "K": 3},
    letters={"i": "N", "j": "K", "k": "K", "l": "K"},
    indexed={"L": "losses", "z": "Z"},
    package=fused,
    seed=1,
)
SLOPE = (
    "The cross-entropy of softmax, with soft labels, is differentiated for "
    "every sample with respect to every logit and compared with "
)

ENTRIES = (
    result(
        "eq-fused-chain",
        SLOPE + "the sum of products of the derivatives of each step.",
        BATCH,
    ),
    result(
        "eq-fused-inserted",
        SLOPE + "the sum, in which softmax is differentiated.",
        BATCH,
    ),
    result(
        "eq-fused-cases",
        "Every probability is differentiated with respect to every logit of "
        "its sample.",
        BATCH,
    ),
    result("eq-fused-split", SLOPE + "the two parts.", BATCH),
    result("eq-fused-cancelled", SLOPE + "both lines.", BATCH),
    result("eq-fused-joined", SLOPE + "both lines.", BATCH),
    result("eq-fused-sample", SLOPE + "the difference.", BATCH),
    result(
        "eq-softmax-cross-entropy-backward",
        "The mean cross-entropy of softmax, with soft labels, is "
        "differentiated with respect to every logit and compared with both "
        "forms and with the package.",
        BATCH,
    ),
    result(
        "eq-fused-log",
        "All three sides are worked out for every sample and class.",
        BATCH,
    ),
    result(
        "eq-softmax-cross-entropy",
        "$L$ and every $L_i$ are compared with the cross-entropy of softmax "
        "and with the package's loss.",
        BATCH,
    ),
    result(
        "eq-fused-logsumexp",
        "Every $L_i$ is compared with the cross-entropy of softmax and with "
        "the package's sample losses.",
        BATCH,
    ),
    result("eq-fused-second", SLOPE + "both right sides.", BATCH),
    result(
        "eq-fused-row-sum",
        "For every sample all three sides are worked out, also with the "
        "package's probabilities.",
        BATCH,
    ),
    result(
        "eq-fused-stable",
        "All three sides are worked out for one $c$ and every sample.",
        BATCH,
    ),
)
