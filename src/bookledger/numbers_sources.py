"""What a page shows that produces numbers: cells, figures, equations.

The cells stand as they are stored: strict nbval proves that running them
gives the same.
"""

import ast
import inspect
import re
from functools import cache
from typing import NamedTuple

from bookledger import numbers_maths
from bookledger.numbers_reading import Number, in_code, shown

_EQUATION = re.compile(r"^\$\$(.*?)^\$\$ *\((eq-[\w-]+)\)", re.M | re.S)
_EXERCISE = re.compile(r"^:label: ex-([\w-]+)$", re.M)
_SOLUTION = re.compile(r"^```\{solution-start\} ex-([\w-]+)$", re.M)
HEADING = re.compile(r"^#{1,2} ", re.M)
_TAG = re.compile(r"<[^>]*>")


class Source(NamedTuple):
    """Something that shows numbers, at a place on the page."""

    kind: str
    id: str
    cell: int
    section: int
    numbers: tuple[Number, ...]


def sources(notebook):
    """Return the sources of a notebook, in the order of the page."""
    found, section, exercise = [], 0, None
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            made = _of_code(cell)
        else:
            section += len(HEADING.findall(cell.source))
            made, exercise = _of_text(cell.source, exercise)
        found += [
            Source(kind, name, index, section, tuple(numbers))
            for kind, name, numbers in made
            if numbers
        ]
    return found


def _of_code(cell):
    """Yield what a cell prints, its figures, and the numbers typed in it.

    What a figure shows is its description, made from the numbers drawn; its
    caption is text, which has to be bound itself.
    """
    for name, about, said in figures(cell):
        yield "figure", name, shown(about.get("alt") or said)
    printed = []
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/svg+xml" in data:
            continue
        if "text/html" in data:
            printed += shown(_TAG.sub(" ", data["text/html"]))
        else:
            printed += shown(output.get("text") or data.get("text/plain", ""))
    yield "cell", cell.id, printed + in_code(cell.source)


def figures(cell):
    """Yield name, metadata and plain text of each figure a cell shows."""
    for count, output in enumerate(cell.outputs):
        about = output.get("metadata", {}).get("image/svg+xml")
        if about:
            name = about.get("name") or f"{cell.id}-{count}"
            yield name, about, output["data"]["text/plain"]


def _of_text(markdown, exercise):
    """Return the sources in a cell of text, and the exercise after it."""
    made = [
        ("equation", label, in_formula(tex))
        for tex, label in _EQUATION.findall(markdown)
    ]
    begun = _EXERCISE.findall(markdown) + _SOLUTION.findall(markdown)
    exercise = begun[-1] if begun else exercise
    for name in begun or [exercise] * bool(exercise):
        made.append(("exercise", f"ex-{name}", _of_exercise(name)))
    return made, exercise


def in_formula(tex):
    """Return the numbers of a formula, calculations with their values."""
    found = []
    for part in numbers_maths.parts(tex):
        if part.value:
            found.append(part.value)
        found += [number for *_, number in numbers_maths.digits(part)]
    return found


@cache
def _of_exercise(name):
    """Return the numbers of the code that judges an exercise."""
    from backprop.exercises import registry

    if name not in registry.names():
        return ()
    source = inspect.getsource(registry.find("ledger", name).make)
    tree = ast.parse(source)
    tree.body[0].decorator_list = []
    return tuple(in_code(ast.unparse(tree)))
