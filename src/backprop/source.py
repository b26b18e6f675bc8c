"""Show the code that runs: the installed source, without docstrings."""

import ast
import inspect
import textwrap


class SourceCode:
    """Python source that a notebook shows highlighted."""

    def __init__(self, code):
        self.code = code

    def __repr__(self):
        return self.code

    def _repr_markdown_(self):
        return f"```python\n{self.code}\n```"


def show_source(obj):
    """Return the source of a class, function or method for display.

    Parameters
    ----------
    obj : class, function or method
        Docstrings are left out: they are on the API page. So are comments
        on lines of their own that stand before the first statement.

    Returns
    -------
    SourceCode
        Shown as highlighted code in a notebook, as text elsewhere.

    Raises
    ------
    TypeError
        If `obj` has no Python source (a builtin, a value).

    Examples
    --------
    >>> from backprop.relu import ReLU
    >>> show_source(ReLU.__init__)
    def __init__(self):
        self.inputs = self.output = self.dinputs = None
    """
    try:
        source = textwrap.dedent(inspect.getsource(obj))
    except (TypeError, OSError) as error:
        raise TypeError(
            "show_source: expected a class, function or method written in "
            f"Python, got {obj!r}"
        ) from error
    return SourceCode(_without_docstrings(source))


def _without_docstrings(source):
    lines = source.splitlines()
    for node in reversed(list(ast.walk(ast.parse(source)))):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if ast.get_docstring(node) is None:
            continue
        first = node.body[0]
        end = first.end_lineno
        while end < len(lines) and not lines[end].strip():
            end += 1
        del lines[first.lineno - 1 : end]
    return "\n".join(lines).strip()
