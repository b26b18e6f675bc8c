"""Numbers on the pages that are no notebooks, held against those that are.

Such a page computes nothing; what it quotes stands in the chapters that the
same paragraph, list item or row of a table refers to, or if it refers to none
its section. There the number has to be shown: by what a cell prints, by a
figure, an equation or an exercise, or in the text, whose own numbers are
bound.
"""

import re

import nbformat

from bookledger import (
    numbers_binding,
    numbers_context,
    numbers_page,
    numbers_prose,
)
from bookledger.numbers_sources import Source

_BLOCK = re.compile(r"^(?=- |\d+\. |\| |: |\*\*|#|$)", re.MULTILINE)
_REF = re.compile(r"\{(?:ref|eq|numref)\}`(?:[^`<]*<)?([\w-]+)>?`")
_LINK = re.compile(r"\]\(([\w-]+)(?:#[\w-]+)?\)")
_TARGET = re.compile(r"^\(([\w-]+)\)=$|^:label: ([\w-]+)$", re.MULTILINE)
_EQUATION = re.compile(r"^\$\$ *\((eq-[\w-]+)\)", re.MULTILINE)
# How long a part of a lesson takes is a plan, not a result; nor is code.
_PLANNED = re.compile(
    r"\b\d+(?: min| minutes| of them for the homework)\b|^\| \d+ \|"
    r"|^(`{3,}).*?^\1$|Attribution 4\.0",
    re.MULTILINE | re.DOTALL,
)
_SECTION = re.compile(r"^(?=#)", re.MULTILINE)


def unshown(path, chapters):
    """Return the numbers of a page that the chapters it names do not show.

    Parameters
    ----------
    path : Path
        A Markdown page.
    chapters : Path
        The folder of the notebooks.

    Returns
    -------
    list of (str, str)
        Each number with the words around it.
    """
    places = targets(chapters)
    shown = {
        name: _all(page) for name, page in numbers_page.pages(chapters).items()
    }

    def named(text):
        found = {places.get(label) for label in _REF.findall(text)}
        found |= set(_LINK.findall(text))
        return found & shown.keys()

    text = _PLANNED.sub("", path.read_text(encoding="utf-8"))
    missing = []
    for section in _SECTION.split(text):
        for block in _BLOCK.split(section):
            where = named(block) or named(section)
            sources = [source for name in where for source in shown[name]]
            missing += [
                (block[f.start : f.end], numbers_context.around(block, f)[0])
                for f in numbers_prose.quoted(block)
                if not f.proof
                and not numbers_binding.find_in(sources, f.number)
            ]
    return missing


def targets(chapters):
    """Return the notebook of every label: label -> name."""
    found = {}
    for path in chapters.glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            labels = _TARGET.findall(cell.source)
            labels += _EQUATION.findall(cell.source)
            for label in labels:
                name = label if isinstance(label, str) else "".join(label)
                found[name] = path.stem
    return found


def _all(page):
    """Return a page's sources, its own text among them."""
    said = tuple(stated.number for stated in page.stated)
    return [*page.sources, Source("text", page.name, 0, 0, said)]
