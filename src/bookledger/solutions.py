"""Numbers of an exercise, as its worked solution types them in."""

import ast

import nbformat

from bookledger.tex import CHAPTERS


def assigned(page, cell):
    """Return what a cell of a chapter assigns, name -> value.

    Only literal numbers and lists count; ``a.b, c = 1, [2]`` gives "a.b" and
    "c".
    """
    notebook = nbformat.read(CHAPTERS / f"{page}.ipynb", as_version=4)
    (source,) = [c.source for c in notebook.cells if c.id == cell]
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            found |= _literals(node.targets[0], node.value)
    return found


def _literals(target, value):
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return {k: v for pair in pairs for k, v in _literals(*pair).items()}
    try:
        return {ast.unparse(target): ast.literal_eval(value)}
    except ValueError:
        return {}
