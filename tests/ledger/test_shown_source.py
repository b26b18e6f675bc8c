"""The source that a page shows is the source that is installed."""

import importlib
import re
from operator import attrgetter
from pathlib import Path

import nbformat
import pytest

import backprop
from backprop import museum, show_source

CHAPTERS = Path(__file__).parents[2] / "chapters"
_CALL = re.compile(r"\bshow_source\(((?:find\(\"[\w-]+\"\))?[\w.]+)\)")
_MISTAKE = re.compile(r"find\(\"([\w-]+)\"\)\.(.+)")
SHOWN = [
    pytest.param(name, cell, id=f"{path.stem}-{name}")
    for path in sorted(CHAPTERS.glob("*.ipynb"))
    for cell in nbformat.read(path, as_version=4).cells
    if cell.cell_type == "code"
    for name in _CALL.findall(cell.source)
]


def installed(name):
    """Return what a chapter calls by a name, imported from the package."""
    mistake = _MISTAKE.fullmatch(name)
    if mistake:
        return attrgetter(mistake[2])(museum.find(mistake[1]))
    root, _, rest = name.partition(".")
    if hasattr(backprop, root):
        owner = getattr(backprop, root)
    else:
        owner = importlib.import_module(f"backprop.{root}")
    return attrgetter(rest)(owner) if rest else owner


@pytest.mark.parametrize(("name", "cell"), SHOWN)
def test_what_is_shown_is_what_is_installed(name, cell):
    shown = [out.data["text/plain"] for out in cell.outputs if "data" in out]
    assert repr(show_source(installed(name))) in shown
    # The notebook is run again, too, and its output compared.
    assert "nbval-ignore-output" not in cell.metadata.get("tags", [])
