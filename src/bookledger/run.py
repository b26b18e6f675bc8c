"""The whole ledger: every displayed equation, its entry, its checks."""

from collections import Counter

from bookledger.check import verify
from bookledger.docstrings import in_docstrings
from bookledger.entries import ENTRIES
from bookledger.errors import LedgerError
from bookledger.sample import sample
from bookledger.scenes import Scenes
from bookledger.tex import in_chapters

TEST = "tests/ledger/test_equations.py::test_what_is_displayed_is_true[{}]"
NO_DIFFERENCE = 1e-50  # to the 50 digits of an exact evaluation
SMALLEST = 1e-16  # a rounding; whether one happens depends on the processor


def displayed():
    """Return every displayed equation of the book."""
    return in_chapters() + in_docstrings()


def problems(equations, entries):
    """Return what is wrong before anything is tested, in sentences."""
    found = []
    for equation in equations:
        if equation.label is None:
            found.append(f"{equation.place}: an equation without a label")
        elif not equation.label.startswith("eq-"):
            found.append(
                f"{equation.place}: expected a label eq-…, "
                f"got {equation.label}"
            )
        elif equation.label not in entries:
            found.append(f"{equation.label}: the ledger has no entry")
    labels = Counter(equation.label for equation in equations)
    for label, times in labels.items():
        if label and times > 1:
            found.append(f"{label}: displayed {times} times")
    for label in entries:
        if label not in labels:
            found.append(f"{label}: an entry, but no equation")
    return found


def run():
    """Return the record of every equation.

    Raises
    ------
    LedgerError
        If an equation has no entry, an entry no equation, or a check fails.
    """
    equations = displayed()
    if found := problems(equations, ENTRIES):
        raise LedgerError("\n".join(found))
    scenes, records, failed = Scenes(), [], []
    for equation in equations:
        try:
            entry = ENTRIES[equation.label]
            records.append(recorded(equation, entry, scenes))
        except LedgerError as error:
            failed.append(str(error))
    if failed:
        raise LedgerError("\n".join(failed))
    return records


def recorded(equation, entry, scenes):
    """Return the record of one equation."""
    checks = verify(entry, equation.tex, scenes)
    return {
        "id": equation.label,
        "page": equation.page,
        "kind": entry.kind,
        "tex": equation.tex,
        "statement": entry.statement,
        "checks": [
            {
                "kind": check.kind,
                "max_error": bound(check),
                "tolerance": check.tolerance,
                "passed": check.passed,
            }
            for check in checks
        ],
        "sample": sample(entry, checks),
        "test": TEST.format(equation.label),
    }


def bound(check):
    """Return the next power of ten above the largest error."""
    error = check.worst.error
    if check.kind == "sympy":
        return NO_DIFFERENCE if error else 0.0
    power = SMALLEST
    while power < error:
        power = float(f"{power * 10:.0e}")
    return power
