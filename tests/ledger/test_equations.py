"""Every displayed equation is read back from its page and tested."""

import pytest

from bookledger.check import verify
from bookledger.entries import ENTRIES, MODULES
from bookledger.errors import LedgerError
from bookledger.run import displayed, problems
from bookledger.scenes import Scenes
from bookledger.tex import Displayed, in_markdown

EQUATIONS = {equation.label: equation for equation in displayed()}
SCENES = Scenes()
NUMERIC = {"float64", "central differences", "complex step", "autograd"}
# Definitions of what the package does not compute, or not by itself.
NOT_IN_PACKAGE = {
    "eq-check-model",
    "eq-cross-entropy-penalised",
    "eq-cross-entropy-weighted",
    "eq-network-by-hand",
    "eq-softmax-delta",
    "eq-update",
}


def kinds(label):
    checks = verify(ENTRIES[label], EQUATIONS[label].tex, SCENES)
    return {check.kind for check in checks}


@pytest.mark.parametrize("label", ENTRIES)
def test_what_is_displayed_is_true(label):
    found = kinds(label)
    assert "sympy" in found
    assert found & NUMERIC


def test_every_equation_has_one_entry_and_every_entry_an_equation():
    assert problems(displayed(), ENTRIES) == []
    assert len(ENTRIES) == sum(len(module.ENTRIES) for module in MODULES)


def test_a_definition_is_compared_with_what_the_package_computes():
    alone = {
        label
        for label, entry in ENTRIES.items()
        if entry.kind == "definition" and "package" not in kinds(label)
    }
    assert alone == NOT_IN_PACKAGE


def test_every_statement_is_a_sentence():
    for entry in ENTRIES.values():
        assert len(entry.statement.split()) > 5, entry.label
        assert entry.statement.endswith("."), entry.label


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        (None, "here: an equation without a label"),
        ("relu", "here: expected a label eq-…, got relu"),
        ("eq-new", "eq-new: the ledger has no entry"),
        ("eq-relu", "eq-relu: displayed 2 times"),
    ],
)
def test_an_equation_that_is_not_in_order_is_named(label, problem):
    equations = [*displayed(), Displayed(label, "new", "a = b", "here")]
    assert problem in problems(equations, ENTRIES)


def test_an_entry_without_an_equation_is_named():
    equations = [e for e in displayed() if e.label != "eq-relu"]
    found = problems(equations, ENTRIES)
    assert found == ["eq-relu: an entry, but no equation"]


@pytest.mark.parametrize(
    "source",
    [
        "```{math}\na = b\n```",
        "\\begin{align}\na &= b\n\\end{align}",
        "\\[ a = b \\]",
    ],
)
def test_equations_displayed_in_another_way_are_refused(source):
    with pytest.raises(LedgerError, match=r"expected equations to be"):
        in_markdown(source, "page", "here")
