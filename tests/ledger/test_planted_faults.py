"""Faults planted in copies of the chapters are caught, and named.

Each is a slip that books make. It is written into a copy of the notebook,
read back from there and tested like the rest.
"""

import nbformat
import pytest

from bookledger.check import verify
from bookledger.entries import ENTRIES
from bookledger.errors import LedgerError
from bookledger.scenes import Scenes
from bookledger.tex import CHAPTERS, in_notebook

SCENES = Scenes()

FAULTS = {
    "a wrong sign": ("eq-softmax-other", "&= -S_j", "&= S_j"),
    "a lost sign": ("eq-cross-entropy-backward", r"= -\frac1N", r"= \frac1N"),
    "a swapped index": (
        "eq-layer-dinputs-index",
        "G_{im} W_{dm}",
        "G_{im} W_{md}",
    ),
    "another index": ("eq-softmax-closed", "G_k S_k - S_k", "G_j S_k - S_k"),
    "a missing 1/N": ("eq-cross-entropy-backward", r"\frac1N\, ", ""),
    "1/N once too often": (
        "eq-network-paths",
        r"\underbrace{X_{id}}",
        r"\frac1N \underbrace{X_{id}}",
    ),
    "a lost lambda": ("eq-penalty-gradients", r"2 \lambda w_k", "2 w_k"),
    "the wrong lambda": ("eq-penalty-layer", r"2 \lambda_4", r"2 \lambda_3"),
    "a missing factor 2": ("eq-penalty-l2", r"= 2 \lambda", r"= \lambda"),
    "a wrong condition": ("eq-relu-local", "z > 0", "z < 0"),
    "cases exchanged": ("eq-fused-cases", r"if } j = k", r"if } j \ne k"),
    "a lost transpose": ("eq-layer-dweights", r"X^{\mathsf T} G", "X G"),
    "a transpose too many": ("eq-layer-dinputs", r"G\,W", r"G^{\mathsf T} W"),
    "the factors exchanged": (
        "eq-layer-dweights",
        r"X^{\mathsf T} G",
        r"G^{\mathsf T} X",
    ),
    "a sum over the wrong index": (
        "eq-layer-dbiases",
        r"\sum_{i}",
        r"\sum_{m}",
    ),
    "a lost sum": ("eq-layer-dbiases", r"\sum_{i} ", ""),
    "a sum too short": ("eq-softmax-backward", r"\sum_{j=1}", r"\sum_{j=2}"),
    "a lost delta": ("eq-softmax-jacobian", r"\delta_{jk} - S_k", "1 - S_k"),
    "a lost square": (
        "eq-exact-drop",
        r"\partial w_i}\right)^{2}",
        r"\partial w_i}\right)",
    ),
    "a fraction upside down": (
        "eq-cross-entropy-sample-backward",
        r"-\frac{y_{ij}}{\hat y_{ij}}",
        r"-\frac{\hat y_{ij}}{y_{ij}}",
    ),
    "a slope that is always 1": ("eq-relu", r"G \odot [Z > 0]", "G"),
    "the mask of another array": (
        "eq-relu",
        r"G \odot [Z > 0]",
        r"G \odot [G > 0]",
    ),
    "a scale forgotten on the way back": (
        "eq-dropout",
        r"G \odot \frac{R}{1 - p}",
        r"G \odot R",
    ),
    "keeping and dropping exchanged": (
        "eq-dropout-forward",
        r"\frac{R}{1 - p}",
        r"\frac{R}{p}",
    ),
    "the wrong logarithm's slope": (
        "eq-log-rule",
        r"\frac{u'}{u}",
        r"\frac{u}{u'}",
    ),
    "half a step counted as a whole": (
        "eq-check-central",
        "}{2h}",
        "}{h}",
    ),
    "a wrong digit": ("eq-network-log-k", "1.0986", "1.0989"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_and_its_equation_named(fault, tmp_path):
    label, right, wrong = FAULTS[fault]
    copy = tmp_path / "chapter.ipynb"
    plant(label, right, wrong, copy)
    (equation,) = [e for e in in_notebook(copy) if e.label == label]
    with pytest.raises(LedgerError, match=rf"^{label}\b"):
        verify(ENTRIES[label], equation.tex, SCENES)


def plant(label, right, wrong, copy):
    """Write a copy of the notebook in which one equation is changed."""
    for path in CHAPTERS.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            for tex in equations(cell.source, label):
                assert right in tex
                changed = tex.replace(right, wrong, 1)
                cell.source = cell.source.replace(tex, changed)
                nbformat.write(notebook, copy)
                return
    raise AssertionError(f"no chapter displays {label}")


def equations(source, label):
    """Return the TeX of the equation in a cell, if it is there."""
    before, found, _ = source.partition(f"$$ ({label})")
    return [before.rpartition("$$")[2]] if found else []
