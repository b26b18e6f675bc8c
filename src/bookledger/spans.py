"""Code quoted in a sentence is checked to exist.

A code span has to be Python, and every name in it has to be known: to the
cells of its chapter, to the package, to NumPy, to Python. What follows a dot
has to be there: `np.where` in NumPy, `Dense.backward` in the class, and what
a variable is asked for in some class of the package, an array or a list.
"""

import ast
import keyword
import re
import token

import nbformat

from backprop.exercises import registry
from bookledger.numbers_prose import NO_PROSE
from bookledger.spans_names import (
    anywhere,
    asked_for,
    has,
    identifiers,
    in_classes,
    in_package,
    methods,
    resolve,
)

_SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_FILE = re.compile(r"[\w./-]+\.(?:py|md|ipynb|txt|toml|json|yml)")
# The arguments of NumPy's functions that the book uses.
_NUMPY_ARGUMENTS = frozenset({"axis", "keepdims", "dtype"})
# Names of other people's code, told as such.
ELSEWHERE = frozenset({"db", "probs"})
_COMMAND = re.compile(r"(?:make|pip|jupyter|python) .*")


def spans(markdown):
    """Return the code spans of a cell of text, in order."""
    # Roles and fences are no code, though they are written with backticks.
    text = NO_PROSE.sub(" ", markdown)
    return [" ".join(match[2].split()) for match in _SPAN.finditer(text)]


def unknown(path):
    """Return what a notebook's text quotes and nobody knows.

    Parameters
    ----------
    path : Path
        The notebook.

    Returns
    -------
    list of (str, str, str)
        Cell, code span, and what is wrong with it.
    """
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    known, asked = identifiers(code), asked_for(code)
    return [
        (cell.id, span, wrong)
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for span in spans(cell.source)
        if (wrong := problem(span, known, asked))
    ]


def problem(span, known, asked=frozenset()):
    """Return what is wrong with a code span, or an empty string.

    `known` are the names of its chapter's cells, `asked` those after dots.
    """
    if _FILE.fullmatch(span) or _COMMAND.fullmatch(span):
        return ""
    if keyword.iskeyword(span) or span in token.EXACT_TOKEN_TYPES:
        return ""
    try:
        # A leading dot asks an array for something.
        tree = ast.parse(f"np.ndarray{span}" if span[0] == "." else span)
    except SyntaxError:
        return "is no Python"
    known = known | in_package() | _made_inside(tree) | ELSEWHERE
    for node in ast.walk(tree):
        wrong = _problem(node, known, asked)
        if wrong:
            return wrong
    return ""


def _made_inside(tree):
    """Return the names that a span makes for itself, as a loop does.

    Not those that it assigns: ``axis=0`` speaks of an argument that exists.
    """
    loops = [n for n in ast.walk(tree) if isinstance(n, ast.comprehension)]
    targets = [name for loop in loops for name in ast.walk(loop.target)]
    arguments = [n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)]
    return {n.id for n in targets if isinstance(n, ast.Name)} | {*arguments}


def _problem(node, known, asked):
    """Return what is wrong with one name in a span, or an empty string."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="exercises")),
            args=[ast.Constant(value=str(name)), *_],
        ):
            if name not in registry.names():
                return f"there is no exercise {name}"
        case ast.Name(id=name, ctx=ast.Store()):
            if name not in known | anywhere() | _NUMPY_ARGUMENTS:
                return f"nothing is called {name}"
        case ast.Name(id=name):
            if name not in known | anywhere():
                return f"nothing is called {name}"
        case ast.keyword(arg=str(name)):
            if name not in known and name not in _NUMPY_ARGUMENTS:
                return f"nothing has an argument {name}"
        case ast.Attribute(value=value, attr=name):
            owner = resolve(value)
            if owner is None and name not in asked | methods() | in_classes():
                return f"nothing has a .{name}"
            if owner is not None and not has(owner, name):
                return f"{ast.unparse(value)} has no {name}"
    return ""
