"""Every small change of every equation is caught, or changes nothing.

Signs are turned, indices, symbols and values of cases exchanged, factors,
terms, powers, transposes and sums dropped, numbers and bounds moved: one
change at a time, in the TeX, which is then read and tested.
"""

import pytest

from bookledger.entries import ENTRIES
from bookledger.mutants import mutants
from bookledger.run import displayed
from bookledger.survivors import as_toml, listed, survivors

EQUATIONS = {equation.label: equation.tex for equation in displayed()}


def test_every_change_is_caught_unless_it_says_the_same():
    tried, unnoticed = survivors(displayed(), ENTRIES)
    found = {(mutant.label, mutant.change) for mutant in unnoticed}
    new = [
        as_toml(m) for m in unnoticed if (m.label, m.change) not in listed()
    ]
    assert not new, "\n".join(new)
    assert set(listed()) == found
    assert len(found) < 0.02 * tried


def test_every_change_that_says_the_same_has_a_reason():
    for reason in listed().values():
        assert reason.endswith(".")


@pytest.mark.parametrize(
    ("label", "kind", "change"),
    [
        ("eq-softmax-other", "sign", r"[- → +]S_j"),
        ("eq-softmax-closed", "index", r"G_[k → j] S_k"),
        ("eq-cross-entropy-backward", "factor", r"-[\frac1N\, → ]\frac"),
        ("eq-penalty-l2", "factor", r"2[ \lambda → ] w_k"),
        ("eq-penalty-l2", "number", r"[2 → 3] \lambda"),
        ("eq-relu-local", "relation", r"z [> → <] 0"),
        ("eq-relu-local", "cases", r"0 & \text{if } z > 0 \\ 1"),
        ("eq-softmax-delta", "condition", r"j[ = →  \ne ]k"),
        ("eq-layer-dinputs", "transpose", r"[W^{\mathsf T} → {W}]"),
        ("eq-layer-dinputs-index", "symbol", r"[W → {X}]_{dm}"),
        ("eq-layer-dbiases", "sum", r"[\sum_{i} → ]G_{im}"),
        ("eq-softmax-denominator", "bound", r"^{[K → {K-1}]}"),
        ("eq-half-square", "power", r"[(a - y)^2 → {a - y}]"),
        ("eq-half-square", "term", r"a[ - y → ] ."),
        ("eq-check-odd", "function", r"[(2n+1)! → {2n+1}]"),
        ("eq-softmax", "fraction", r"→ \frac{\sum_{l=1}^{K}"),
    ],
)
def test_the_changes_are_those_that_are_meant(label, kind, change):
    found = mutants(ENTRIES[label], EQUATIONS[label])
    changes = ["".join(m.change.split()) for m in found if m.kind == kind]
    assert any("".join(change.split()) in one for one in changes), changes
