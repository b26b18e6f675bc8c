"""Finding the displayed equations of the chapters."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

from bookledger.errors import LedgerError

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"
DISPLAYED = re.compile(
    r"\$\$(?P<tex>.*?)\$\$(?:[ \t]*\((?P<label>[\w-]+)\))?", re.S
)
OTHER_WAYS = re.compile(
    r"\{math\}|\\begin\{(?:align|equation|gather)\*?\}|\\\[", re.M
)
LISTING = re.compile(r"^(`{3,})(?!\{)[^\n]*\n.*?^\1", re.M | re.S)


@dataclass(frozen=True)
class Displayed:
    """An equation as it stands on a page."""

    label: str | None
    page: str
    tex: str
    place: str


def in_chapters(folder=CHAPTERS):
    """Return the displayed equations of all notebooks, in order."""
    return [
        equation
        for path in sorted(Path(folder).glob("*.ipynb"))
        for equation in in_notebook(path)
    ]


def in_notebook(path):
    """Return the displayed equations of one notebook's Markdown."""
    path, found = Path(path), []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            place = f"{path.name}, cell {cell.get('id')}"
            found += in_markdown(cell.source, path.stem, place)
    return found


def in_markdown(source, page, place):
    """Return the displayed equations of a piece of Markdown.

    Raises
    ------
    LedgerError
        If an equation is displayed in another way than with ``$$``.
    """
    source = LISTING.sub("", source)
    if other := OTHER_WAYS.search(DISPLAYED.sub("", source)):
        raise LedgerError(
            f"{place}: expected equations to be displayed by "
            f"$$ … $$ (eq-label), got {other.group()!r}"
        )
    return [
        Displayed(match["label"], page, match["tex"].strip(), place)
        for match in DISPLAYED.finditer(source)
    ]
