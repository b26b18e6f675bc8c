"""Chapter 2: a layer, a batch, and the rule for values used k times."""

import numpy as np

from backprop import Dense
from bookledger.draws import real
from bookledger.entry import definition, result
from bookledger.world import World


def layer(v):
    """Return what the package's layer makes of the same numbers."""
    dense = Dense(*v["W"].shape, rng=np.random.default_rng(0))
    dense.weights, dense.biases = v["W"], v["b"][np.newaxis]
    return {
        "Z": dense.forward(v["X"]),
        ("L", "X"): dense.backward(v["G"]),
        ("L", "W"): dense.dweights,
        ("L", "b"): dense.dbiases[0],
    }


def one_sample(v):
    """Return what the layer makes of one sample."""
    batch = {"X": v["x"][np.newaxis], "G": v["g"][np.newaxis]}
    return {"z": layer({**v, **batch})["Z"][0]}


ONE_SAMPLE = World(
    given={
        "x": real("D"),
        "W": real("D", "M"),
        "b": real("M"),
        "g": real("M"),
    },
    made={
        "z": lambda x, W, b: x @ W + b,
        "L": lambda g, z: g @ z,
    },
    sizes={"D": 3, "M": 4},
    letters={"d": "D", "m": "M"},
    package=one_sample,
)
BATCH = World(
    given={
        "X": real("N", "D"),
        "W": real("D", "M"),
        "b": real("M"),
        "G": real("N", "M"),
    },
    made={
        "Z": lambda X, W, b: X @ W + b,
        "L": lambda G, Z: (G * Z).sum(),
    },
    sizes={"N": 2, "D": 3, "M": 4},
    letters={"i": "N", "d": "D", "m": "M"},
    package=layer,
)


def used(k, values, loss):
    """Return a world in which u is used k times."""
    return World(
        given={"u": real()},
        made={"v": values, "L": loss},
        sizes={"k": k},
        letters={"j": "k"},
        seed=k,
    )


USED = (
    used(
        3,
        lambda maths, u: maths.array([u**2, 3 * u, 1 / u]),
        lambda v: v[0] * v[1] + v[2] ** 2,
    ),
    used(
        2,
        lambda maths, u: maths.array([maths.exp(u), maths.sin(u)]),
        lambda v: v[0] * v[1] ** 2 - v[0],
    ),
)

ENTRIES = (
    definition(
        "eq-layer-one-sample",
        "Every $z_m$ is compared with the matrix product $x W + b$ and with "
        "what the package's layer makes of the one sample.",
        ONE_SAMPLE,
    ),
    result(
        "eq-stand-in-loss",
        "$L$ is compared with the dot product of $g$ and $z$, and "
        "differentiated with respect to every $z_m$.",
        ONE_SAMPLE,
    ),
    result(
        "eq-used-k-times",
        "$L$ is differentiated with respect to $u$ through three and through "
        "two functions of $u$, and the sum is computed from the derivatives "
        "of each step.",
        *USED,
    ),
    definition(
        "eq-layer-forward-index",
        "Every $Z_{im}$ is compared with the matrix product $X W + b$ and "
        "with the package's layer.",
        BATCH,
    ),
    result(
        "eq-layer-dinputs-index",
        r"The sum of $G \odot (X W + b)$ is differentiated with respect to "
        "every $X_{id}$ and compared with the sum on the right, and with "
        "`dinputs` of the package.",
        BATCH,
    ),
    result(
        "eq-layer-dinputs",
        r"The sum of $G \odot (X W + b)$ is differentiated with respect to "
        "the whole array and compared with the product of matrices, and with "
        "the package.",
        BATCH,
    ),
    result(
        "eq-layer-dweights-index",
        r"The sum of $G \odot (X W + b)$ is differentiated with respect to "
        "every $W_{dm}$ and compared with the sum on the right, and with "
        "`dweights` of the package.",
        BATCH,
    ),
    result(
        "eq-layer-dweights",
        r"The sum of $G \odot (X W + b)$ is differentiated with respect to "
        "the whole array and compared with the product of matrices, and with "
        "the package.",
        BATCH,
    ),
    result(
        "eq-layer-dbiases",
        r"The sum of $G \odot (X W + b)$ is differentiated with respect to "
        "every $b_m$ and compared with the right side, and with `dbiases` of "
        "the package.",
        BATCH,
    ),
)
