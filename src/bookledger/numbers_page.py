"""A notebook as the ledger sees it: numbers stated, numbers produced."""

import re
from typing import NamedTuple

import nbformat

from bookledger import numbers_context, numbers_prose, numbers_sources
from bookledger.numbers_reading import Number, NumberError


class Stated(NamedTuple):
    """A number in a cell of text or in the caption of a figure."""

    cell: str
    index: int
    section: int
    raw: str
    # The words around it, and where in them it begins.
    text: str
    at: int
    number: Number
    # The calculation that makes it, if it stands right there.
    proof: str


class Page(NamedTuple):
    """A notebook: what its text states, and what produces numbers."""

    name: str
    stated: list
    sources: list

    def source(self, kind, name):
        """Return one source, or raise a `NumberError`."""
        for source in self.sources:
            if (source.kind, source.id) == (kind, name):
                return source
        raise NumberError(f"{self.name} has no {kind} {name}")


def pages(chapters, read=None):
    """Return every notebook of a folder: name -> `Page`.

    Parameters
    ----------
    chapters : Path
        The folder.
    read : callable, optional
        What makes a `Page` of a path, if not `page`.
    """
    read = read or page
    return {path.stem: read(path) for path in sorted(chapters.glob("*.ipynb"))}


def page(path):
    """Return one notebook as a `Page`."""
    notebook = nbformat.read(path, as_version=4)
    stated = []
    for name, text, index, section in texts(notebook):
        try:
            stated += stated_in(name, text, index, section)
        except NumberError as error:
            raise NumberError(f"{path.stem}, {name}: {error}") from None
    return Page(path.stem, stated, numbers_sources.sources(notebook))


def texts(notebook):
    """Yield (name, text, cell, section) of what a reader reads.

    These are the cells of text, and the captions under the name of the
    figure they belong to.
    """
    section = 0
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            section += len(numbers_sources.HEADING.findall(cell.source))
            yield cell.id, cell.source, index, section
        else:
            for name, about, _ in numbers_sources.figures(cell):
                yield name, about.get("caption") or "", index, section


def stated_in(name, source, index=0, section=0):
    """Return the numbers that a cell of text states, in order."""
    return [
        Stated(
            name,
            index,
            section,
            re.sub(r"\s+", " ", source[found.start : found.end]),
            *numbers_context.around(source, found),
            found.number,
            found.proof,
        )
        for found in numbers_prose.quoted(source)
    ]
