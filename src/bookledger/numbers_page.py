"""A notebook as the ledger sees it: numbers stated, numbers produced."""

import re
from typing import NamedTuple

import nbformat

from bookledger import numbers_prose, numbers_sources
from bookledger.numbers_reading import Number, NumberError


class Stated(NamedTuple):
    """A number in a cell of text."""

    cell: str
    index: int
    section: int
    raw: str
    text: str
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


def pages(chapters):
    """Return every notebook of a folder: name -> `Page`."""
    return {path.stem: page(path) for path in sorted(chapters.glob("*.ipynb"))}


def page(path):
    """Return one notebook as a `Page`."""
    notebook = nbformat.read(path, as_version=4)
    stated, section = [], 0
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            section += len(numbers_sources.HEADING.findall(cell.source))
            try:
                stated += stated_in(cell.id, cell.source, index, section)
            except NumberError as error:
                where = f"{path.stem}, {cell.id}"
                raise NumberError(f"{where}: {error}") from None
    return Page(path.stem, stated, numbers_sources.sources(notebook))


def stated_in(name, source, index=0, section=0):
    """Return the numbers that a cell of text states, in order."""
    return [
        Stated(
            name,
            index,
            section,
            re.sub(r"\s+", " ", source[found.start : found.end]),
            numbers_prose.piece(source, found),
            found.number,
            found.proof,
        )
        for found in numbers_prose.quoted(source)
    ]
