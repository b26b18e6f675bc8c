"""The displayed equations once more, differentiated by PyTorch.

The book does not need PyTorch, and its tests do not install it. Where it is
installed it is one more witness, which shares no code with the others;
elsewhere this file is not collected.
"""

import pytest
from torch_backend import Torch

from bookledger.check import compared
from bookledger.entries import ENTRIES
from bookledger.run import displayed
from bookledger.scenes import Scenes

EQUATIONS = {equation.label: equation for equation in displayed()}
SCENES = Scenes()


@pytest.mark.parametrize("label", ENTRIES)
def test_what_is_displayed_is_true(label):
    check = compared(ENTRIES[label], EQUATIONS[label].tex, SCENES, Torch)
    assert check.passed, str(check.worst)


def test_it_is_a_witness_of_its_own():
    """A wrong sign is noticed by PyTorch alone."""
    label = "eq-fused-sample"
    tex = EQUATIONS[label].tex
    wrong = tex.replace("-", "+")
    assert wrong != tex
    assert not compared(ENTRIES[label], wrong, SCENES, Torch).passed
