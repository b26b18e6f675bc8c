"""What the text quotes from code exists."""

import re
from pathlib import Path

import nbformat
import pytest

from bookledger.spans import problem, spans, unknown
from bookledger.spans_names import identifiers

CHAPTERS = sorted((Path(__file__).parents[2] / "chapters").glob("*.ipynb"))


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_everything_quoted_exists(path):
    assert unknown(path) == []


@pytest.mark.parametrize(
    "span",
    [
        "np.where",
        "Dense.backward",
        "layer.dweights",
        "dvalues",
        "axis=0",
        "inputs.T @ dvalues",
        "sum(w * dvalues)",
        "[2 * w for w in weights]",
        "-=",
        "lambda",
        "requirements.txt",
        'exercises.hint("neuron-by-hand")',
    ],
)
def test_what_exists_is_accepted(span):
    assert problem(span, identifiers("layer = w = weights = 1")) == ""


@pytest.mark.parametrize(
    ("span", "wrong"),
    [
        ("np.were", "np has no were"),
        ("Dense.backwards", "Dense has no backwards"),
        ("Dense.dinput", "Dense has no dinput"),
        ("layer.dweigths", "nothing has a .dweigths"),
        # A variable somewhere in the package, and nothing that objects have.
        ("layer.allowed", "nothing has a .allowed"),
        ("dvalue.sum(axxis=0)", "nothing has an argument axxis"),
        ("aixs=0", "nothing is called aixs"),
        ("dvaules", "nothing is called dvaules"),
        ("2 w", "is no Python"),
        ('exercises.hint("neuron")', "there is no exercise neuron"),
    ],
)
def test_what_does_not_exist_is_named(span, wrong):
    assert problem(span, identifiers("layer = dvalue = 1")) == wrong


def test_roles_and_listings_are_no_quotations():
    text = "{eq}`eq-x`, `a` and ``b``\n\n```python\nx = 1\n```\n"
    assert spans(text) == ["a", "b"]


def test_a_name_misspelt_in_a_real_cell_is_noticed():
    """Swap two letters of every longer word of every span."""
    missed, planted = [], 0
    for path in CHAPTERS:
        notebook = nbformat.read(path, as_version=4)
        cells = [c for c in notebook.cells if c.cell_type == "code"]
        known = identifiers("\n".join(cell.source for cell in cells))
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                for span in spans(cell.source):
                    for wrong in _misspelt(span):
                        planted += 1
                        if not problem(wrong, known):
                            missed.append((path.stem, cell.id, wrong))
    assert planted >= 100
    # A command of the shell is checked with the documents.
    assert [m for m in missed if not m[2].startswith("make ")] == []


def _misspelt(span):
    for word in re.finditer(r"[A-Za-z_]{4,}", span):
        middle = word.start() + len(word[0]) // 2
        a, b = span[middle - 1], span[middle]
        if a != b:
            yield span[: middle - 1] + b + a + span[middle + 1 :]
