"""The formulas of the docstrings are tested like those of the chapters.

Those with a label are in the ledger; the others repeat a chapter's equation
in other letters or in one line, and are read and tested here.
"""

import numpy as np
import pytest

from backprop import numerical_gradient
from bookledger.check import verify
from bookledger.docstrings import displayed
from bookledger.draws import fixed, positive, real
from bookledger.entries import (
    cross_entropy,
    fused,
    layer_and_batch,
    learning,
    one_neuron,
    penalties,
    relu,
    softmax,
)
from bookledger.entry import result
from bookledger.errors import LedgerError
from bookledger.scenes import Scenes
from bookledger.world import World

SCENES = Scenes()
PAIRS = [(e.place, e.tex) for e in displayed() if not e.label]
SLOPE = r"\frac{\partial f}{\partial x_i} \approx "


def rough(maths, x):
    return x[0] ** 3 * x[1] + x[1] ** 3 * x[2] ** 2 - x[2] ** 4


def measured(v):
    gradient = numerical_gradient(lambda x: rough(np, x), v["x"])
    return {("f", "x"): gradient}


NUDGED = World(
    given={"x": real("D"), "h": positive(), "e": fixed(np.eye(3, dtype=int))},
    made={"f": rough},
    sizes={"D": 3},
    letters={"i": "D"},
    rows=("e",),
    functions={"f": rough},
    small=("h", 0),
    package=measured,
)
WORLDS = {
    "CategoricalCrossEntropy": [cross_entropy.BATCH],
    "Dense": [layer_and_batch.BATCH],
    "Dropout": [penalties.DROPOUT],
    "Neuron": one_neuron.GATES,
    "ReLU": [relu.STAND_IN],
    "Softmax": [softmax.BATCH],
    "SoftmaxCrossEntropy": [fused.BATCH],
    "numerical_gradient": [NUDGED],
    "regularization": [penalties.WEIGHTS],
    "softmax_jacobian": [softmax.SAMPLE],
    "train": [learning.MOMENTUM],
}


def checks(name, tex):
    tex = SLOPE + tex if name == "numerical_gradient" else tex
    entry = result(name, "It is worked out.", *WORLDS[name])
    return verify(entry, tex, SCENES)


@pytest.mark.parametrize(
    ("name", "tex"), PAIRS, ids=[name for name, _ in PAIRS]
)
def test_a_docstring_displays_what_its_code_computes(name, tex):
    assert {"sympy", "package"} <= {check.kind for check in checks(name, tex)}


def test_every_class_and_function_with_a_formula_is_there():
    assert {name for name, _ in PAIRS} == set(WORLDS)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("Dense", r"G\, W^{\mathsf T}", r"W^{\mathsf T} G"),
        ("Softmax", "G_{ik} - ", "G_{ik} + "),
        ("numerical_gradient", "}{2h}", "}{h}"),
        ("train", r"\theta + v", r"\theta - v"),
    ],
)
def test_a_wrong_formula_is_caught(name, right, wrong):
    (tex,) = [t for n, t in PAIRS if n == name and right in t]
    with pytest.raises(LedgerError, match=rf"^{name}\b"):
        checks(name, tex.replace(right, wrong))
