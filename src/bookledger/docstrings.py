"""Finding the equations that the package's docstrings display."""

import ast
import re
from inspect import cleandoc

from bookledger.tex import CHAPTERS, ROOT, Displayed

PACKAGE = ROOT / "src" / "backprop"
DIRECTIVE = re.compile(
    r"^\.\. math::(?P<short>[^\n]*)\n"
    r"(?:    :label: (?P<label>\S+)\n)?"
    r"(?P<tex>(?:    .*\n|\n)*)",
    re.M,
)
SHOWN = re.compile(r"^\.\. auto\w+:: backprop\.(?:\w+\.)*(\w+)$", re.M)
DOCUMENTED = (ast.Module, ast.FunctionDef, ast.ClassDef)


def in_docstrings():
    """Return the labelled equations of the package, file by file."""
    return [equation for equation in displayed() if equation.label]


def displayed():
    """Return every equation that a docstring displays, labelled or not."""
    pages = _pages()
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for thing in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(thing, DOCUMENTED):
                name = getattr(thing, "name", path.stem)
                page = pages.get(name, "api")
                found += _equations(thing, page, name)
    return found


def _pages():
    """Return the page on which each class and function is described."""
    return {
        name: path.stem
        for path in sorted(CHAPTERS.glob("api*.md"))
        for name in SHOWN.findall(path.read_text(encoding="utf-8"))
    }


def _equations(thing, page, name):
    docstring = cleandoc(ast.get_docstring(thing, clean=False) or "") + "\n"
    return [
        Displayed(
            match["label"],
            page,
            cleandoc(match["short"] + match["tex"]).strip(),
            name,
        )
        for match in DIRECTIVE.finditer(docstring)
    ]
