"""Chapter 5: softmax, its Jacobian, and the way back without it."""

import numpy as np

from backprop import Softmax, softmax_jacobian
from bookledger.draws import logits, positive, real
from bookledger.entry import definition, result
from bookledger.world import World


def softmax(maths, z):
    """Return the softmax of logits, along the last axis."""
    powers = maths.exp(z)
    return powers / powers.sum(axis=-1, keepdims=True)


def one_sample(v):
    """Return what the package's softmax makes of one sample."""
    layer = Softmax()
    S = layer.forward(v["z"][np.newaxis])[0]
    slope = layer.backward(v["G"][np.newaxis])[0]
    J = softmax_jacobian(S)
    return {"S": S, "J": J, ("S", "z"): J, ("L", "z"): slope}


def one_batch(v):
    """Return what the package's softmax makes of a batch."""
    layer = Softmax()
    S = layer.forward(v["z"])
    slopes = layer.backward(v["G"])
    return {"S": S, "J": softmax_jacobian(S), ("L", "z"): slopes}


def outer(maths, S):
    """Return diag(S) - S S^T, entry by entry."""
    rows = range(len(S))
    entries = [
        [S[j] * ((1 if j == k else 0) - S[k]) for k in rows] for j in rows
    ]
    return maths.array(entries)


VECTORS = {
    "Sigma": lambda maths, z: maths.exp(z).sum(),
    "S": softmax,
    "J": outer,
    "L": lambda G, S: G @ S,
    "g": lambda G: G,
    "v_bar": lambda S, v: S @ v.reshape(-1),
}
ONE = {
    "given": {
        "z": logits("K"),
        "G": real("K"),
        "v": real("K", "one"),
        "c": logits(),
    },
    "sizes": {"K": 3, "one": 1},
    "letters": {"j": "K", "k": "K", "l": "K"},
    "package": one_sample,
}
SAMPLE = World(made={**VECTORS, "s": lambda S: S}, **ONE)
COLUMN = World(made={**VECTORS, "s": lambda S: S.reshape(-1, 1)}, **ONE)
BATCH = World(
    given={"z": logits("N", "K"), "G": real("N", "K")},
    made={
        "S": softmax,
        "J": lambda maths, S: maths.array([outer(maths, s) for s in S]),
        "L": lambda G, S: (G * S).sum(),
    },
    sizes={"N": 2, "K": 3},
    letters={"i": "N", "j": "K", "k": "K", "l": "K"},
    package=one_batch,
    seed=1,
)


def quotient(u, v, seed):
    """Return a world in which q is a quotient of functions of x."""
    return World(
        given={"x": positive()},
        made={"u": u, "v": v, "q": lambda u, v: u / v},
        prime="x",
        seed=seed,
    )


QUOTIENTS = (
    quotient(lambda x: x**2 + 1, lambda x: 3 * x + 5, 0),
    quotient(
        lambda maths, x: maths.exp(x), lambda maths, x: maths.exp(x) + 2, 1
    ),
    quotient(lambda maths, x: maths.sin(x), lambda x: x**3, 2),
)
SLOPE = (
    "Every output of softmax is differentiated with respect to every logit "
)

ENTRIES = (
    definition(
        "eq-softmax",
        "Every $S_{ij}$ is compared with exponentials over their row sums, "
        "on whole arrays, and with the package's softmax.",
        BATCH,
    ),
    result(
        "eq-softmax-shift",
        "All three sides are worked out for one shift $c$, and $S_j$ is "
        "compared with the package's softmax.",
        SAMPLE,
    ),
    definition(
        "eq-softmax-sought",
        SLOPE
        + r"and compared with $\operatorname{diag}(s) - s s^{\mathsf T}$ "
        "and with the package.",
        SAMPLE,
    ),
    result(
        "eq-softmax-quotient",
        "For three pairs of functions $u$ and $v$ all three sides are worked "
        "out.",
        *QUOTIENTS,
    ),
    result(
        "eq-softmax-numerator",
        "Every exponential is differentiated with respect to every logit.",
        SAMPLE,
    ),
    result(
        "eq-softmax-denominator",
        "The sum of the exponentials is differentiated with respect to every "
        "logit.",
        SAMPLE,
    ),
    result(
        "eq-softmax-same",
        "Every output of softmax is differentiated with respect to its own "
        "logit and compared with all three lines and with the package.",
        SAMPLE,
    ),
    result(
        "eq-softmax-other",
        "Every output of softmax is differentiated with respect to every "
        "other logit and compared with all three lines and with the package.",
        SAMPLE,
        where=r"j \ne k",
    ),
    definition(
        "eq-softmax-delta",
        "Both cases are compared with 1 for equal indices and 0 for others.",
        SAMPLE,
    ),
    result(
        "eq-softmax-jacobian",
        SLOPE + "and compared with the right side and with the package.",
        SAMPLE,
    ),
    result(
        "eq-softmax-matrix",
        "Both lines are compared with the Jacobian, the second as matrices, "
        "and with the package.",
        COLUMN,
    ),
    result(
        "eq-softmax-row-sum",
        "The sum of every row of the Jacobian, also of the package's, is "
        "compared with both lines and with 0.",
        SAMPLE,
    ),
    result(
        "eq-softmax-variance",
        "For one direction $v$ all sides are worked out and found not to be "
        "negative, also with the package's Jacobian.",
        COLUMN,
    ),
    result(
        "eq-softmax-vjp",
        "The dot product of $G$ and $S$ is differentiated with respect to "
        "every logit and compared with the sum, the product and the package.",
        SAMPLE,
    ),
    result(
        "eq-softmax-closed",
        "The dot product of $G$ and $S$ is differentiated with respect to "
        "every logit and compared with all four lines and with the package.",
        SAMPLE,
    ),
    result(
        "eq-softmax-closed-vector",
        "The dot product of $G$ and $S$ is differentiated with respect to "
        "the logits and compared with the right side and with the package.",
        SAMPLE,
    ),
    result(
        "eq-softmax-batch",
        "The sum of $G$ times $S$ is differentiated with respect to every "
        "logit of a batch, and every entry of the Jacobians is compared; "
        "both also with the package.",
        BATCH,
    ),
    result(
        "eq-softmax-backward",
        "The sum of $G$ times $S$ is differentiated with respect to every "
        "logit of a batch and compared with the right side and with the "
        "package.",
        BATCH,
    ),
)
