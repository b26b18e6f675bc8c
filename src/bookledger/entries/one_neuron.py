"""Chapter 1: one neuron, its chain rule, and steps downhill."""

import numpy as np

from backprop import Neuron
from backprop.reference import neuron_descent
from bookledger.draws import fixed, positive, real
from bookledger.entry import definition, result
from bookledger.world import World


def neuron(v):
    """Return what the package's neuron makes of the same numbers."""
    unit = Neuron(list(v["w"]), float(v["b"]))
    found = {"a": unit.forward(list(v["x"])), "z": unit.z}
    slope = float(v["slope"]) if "slope" in v else 1.0
    inputs = unit.backward(slope)
    loss = "L" if "slope" in v else "a"
    gradients = {
        (loss, "x"): inputs,
        (loss, "w"): unit.dweights,
        (loss, "b"): unit.dbias,
        (loss, "z"): unit.dz,
        (loss, "p"): unit.dproducts,
    }
    return found | {key: _array(value) for key, value in gradients.items()}


def descent(v):
    """Return the output of the package's neuron after one step."""
    numbers = list(v["x"]), list(v["w"]), float(v["b"]), float(v["eta"])
    return {"a_new": neuron_descent(*numbers, steps=1)[1]}


def _array(value):
    return np.asarray(value)[()]


def a_neuron(seed, bias):
    """Return a neuron with a task; the bias decides about its gate."""
    return World(
        given={
            "x": real("D"),
            "w": real("D"),
            "b": fixed(bias),
            "y": real(),
            "q": real(),
        },
        made={
            "p": lambda x, w: x * w,
            "z": lambda p, b: p.sum() + b,
            "a": lambda maths, z: maths.relu(z),
            "L": lambda a, y, q: q * (a - y) ** 3 + a,
            "slope": lambda a, y, q: 3 * q * (a - y) ** 2 + 1,
        },
        sizes={"D": 3},
        letters={"i": "D"},
        first=0,
        patterns={"x_i w_i": "p_i"},
        package=neuron,
        seed=seed,
    )


def a_step(**given):
    """Return a neuron before and after one step."""
    return World(
        given=given,
        made={
            "z": lambda x, w, b: x @ w + b,
            "a": lambda maths, z: maths.relu(z),
            "gate": lambda z: 1 if z > 0 else 0,
            "w_new": lambda x, w, gate, eta: w - eta * gate * x,
            "b_new": lambda b, gate, eta: b - eta * gate,
            "a_new": lambda maths, x, w_new, b_new: maths.relu(
                x @ w_new + b_new
            ),
        },
        sizes={"D": 3},
        letters={"i": "D"},
        first=0,
        after={"w": "w_new", "b": "b_new"},
        package=descent,
    )


# Open, shut, and open with a sum below 1 and a negative bias.
GATES = (a_neuron(0, 40), a_neuron(0, -40), a_neuron(4, "-1.3"))
STEPS = tuple(
    a_step(x=real("D"), w=real("D"), b=fixed(b), eta=fixed("0.01"))
    for b in (30, -30)
)
CHAPTERS_STEP = a_step(
    x=fixed([1, -2, 3]),
    w=fixed([-3, -1, 2]),
    b=fixed(1),
    eta=fixed("0.001"),
)
SQUARE = World(
    given={"a": real(), "y": real()},
    made={"L": lambda a, y: (a - y) * (a - y) / 2},
)


def arrow(maths, r, alpha):
    """Return the arrow with a length and an angle."""
    return maths.array([r * maths.cos(alpha), r * maths.sin(alpha)])


ARROWS = World(
    given={
        "r": positive(),
        "s": positive(),
        "alpha": real(),
        "varphi": real(),
    },
    made={
        "d": arrow,
        "beta": lambda alpha, varphi: alpha + varphi,
        "g": lambda maths, s, beta: arrow(maths, s, beta),
    },
    sizes={"D": 2},
    letters={"j": "D"},
)


def passed_on(value, loss, seed):
    """Return a world in which u makes v, and v makes L."""
    return World({"u": real()}, {"v": value, "L": loss}, seed=seed)


PASSED_ON = (
    passed_on(lambda u: u**2, lambda v: v**3 - v, 0),
    passed_on(lambda maths, u: maths.exp(u), lambda v: 1 / (1 + v), 1),
    passed_on(
        lambda maths, u: maths.relu(u) + 2 * u,
        lambda maths, v: maths.sin(v),
        2,
    ),
)

ENTRIES = (
    definition(
        "eq-neuron-forward",
        "$z$ and $a$ are compared with the dot product of $x$ and $w$, plus "
        "$b$, and what a ReLU leaves of it, with the gate open and shut, and "
        "with the package's neuron.",
        *GATES,
    ),
    definition(
        "eq-neuron-nested",
        "$a$ is compared with the ReLU of the dot product plus $b$, with the "
        "gate open and shut, and with the package's neuron.",
        *GATES,
    ),
    result(
        "eq-upstream-local",
        "For three pairs of functions $L$ is differentiated with respect to "
        "$u$ directly and step by step.",
        *PASSED_ON,
    ),
    result(
        "eq-relu-local",
        "$a$ is differentiated with respect to $z$, once with $z > 0$ and "
        "once with $z < 0$.",
        *GATES,
    ),
    result(
        "eq-sum-local",
        "$z$ is differentiated with respect to every product and to $b$.",
        *GATES,
    ),
    result(
        "eq-product-local",
        "Every product is differentiated with respect to both its factors.",
        *GATES,
    ),
    result(
        "eq-neuron-path",
        "$a$ is differentiated with respect to $x_0$ directly and step by "
        "step, with the gate open and shut.",
        *GATES,
    ),
    result(
        "eq-neuron-chain",
        "A cubic loss of $a$ is differentiated with respect to $z$, $b$, "
        "every $x_i$ and every $w_i$, with the gate open and shut, and "
        "compared with what the package's neuron passes back.",
        *GATES,
    ),
    result(
        "eq-half-square",
        "$L$ is compared with half the square of $a - y$, and differentiated "
        "with respect to $a$.",
        SQUARE,
    ),
    definition(
        "eq-update",
        "The right sides are compared with the parameters after a step of "
        r"$\eta$ times the known slopes $x_i$ and 1, with the gate open, and "
        "with those that stay, with the gate shut.",
        *STEPS,
    ),
    result(
        "eq-exact-drop",
        "For the chapter's neuron the output after the step is computed "
        "forwards, also by the package, and all four lines are worked out in "
        "exact fractions.",
        CHAPTERS_STEP,
    ),
    result(
        "eq-steepest",
        "Two arrows of random lengths and directions are set at the angle "
        r"$\varphi$ to each other, and both sides are worked out.",
        *ARROWS.at_three_points(),
    ),
)
