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
        Docstrings are left out: they are on the API page. The rest stays as
        it is written, comments included.

    Returns
    -------
    SourceCode
        Shown as highlighted code in a notebook, as text elsewhere.

    Raises
    ------
    TypeError
        If `obj` is no class, function or method with Python source: a
        builtin, say, a module or a value.

    Examples
    --------
    >>> from backprop.relu import ReLU
    >>> show_source(ReLU.__init__)
    def __init__(self):
        self.inputs = self.output = self.dinputs = None
    """
    try:
        if inspect.ismodule(obj):
            raise TypeError("a module")
        return SourceCode(_without_docstrings(inspect.getsource(obj)))
    except (TypeError, OSError, SyntaxError) as error:
        raise TypeError(
            "show_source: expected a class, function or method written in "
            f"Python, got {obj!r}"
        ) from error


def _without_docstrings(source):
    # Dedent last: lines of a docstring may stand further left than the code.
    indented = source[0].isspace()
    lines = source.split("\n")
    tree = ast.parse(f"if True:\n{source}" if indented else source)
    for first, last, only in sorted(_docstrings(tree), reverse=True):
        start, end = first - 1 - indented, last - indented
        if only:
            margin = len(lines[start]) - len(lines[start].lstrip())
            lines[start:end] = [" " * margin + "pass"]
            continue
        while end < len(lines) and not lines[end].strip():
            end += 1
        del lines[start:end]
    return textwrap.dedent("\n".join(lines)).strip()


def _docstrings(tree):
    """Yield first line, last line and "nothing else here" of each.

    One that shares a line with other code stays where it is.
    """
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in ast.walk(tree):
        if not isinstance(node, kinds) or ast.get_docstring(node) is None:
            continue
        text, *others = node.body
        first, last = text.lineno, text.end_lineno
        if node.lineno < first and all(o.lineno > last for o in others[:1]):
            yield first, last, not others
