"""The code that is shown is the code that runs."""

import ast
import dis
import inspect
import math

import pytest
from numpy.testing import assert_allclose

import backprop
import shown_examples
from backprop import Dense, show_source
from backprop.source import SourceCode
from refusals import assert_refused

PUBLIC = [getattr(backprop, name) for name in backprop.__all__]
every_public = pytest.mark.parametrize(
    "obj", PUBLIC, ids=lambda obj: obj.__qualname__
)


def stripped(tree):
    """Remove docstrings the other way: from the tree, not from the text."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


@every_public
def test_nothing_but_docstrings_is_gone(obj):
    source = inspect.getsource(obj)
    shown = show_source(obj).code
    assert ast.dump(ast.parse(shown)) == ast.dump(stripped(ast.parse(source)))
    comments = [line for line in source.split("\n") if "  # " in line]
    assert all(line in shown.split("\n") for line in comments)
    assert shown == shown.strip()
    assert '"""' not in shown


def compiled(obj):
    """Run the shown source in a copy of its module's namespace.

    Below the module's imports, as there: Python compiles calls of functions
    of imported modules in a way of their own.
    """
    module = inspect.getmodule(obj)
    imports = [
        ast.unparse(node)
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    namespace = dict(vars(module))
    exec("\n".join([*imports, show_source(obj).code]), namespace)
    return namespace


def instructions(code):
    """Return what the interpreter does, without line numbers."""
    steps = []
    for step in dis.get_instructions(code):
        value = step.argval
        if inspect.iscode(value):
            steps.append((step.opname, instructions(value)))
        elif step.opname not in ("RESUME", "NOP"):
            steps.append((step.opname, repr(value)))
    return steps


def functions_of(obj):
    if not inspect.isclass(obj):
        return {obj.__name__: obj}
    return {n: f for n, f in vars(obj).items() if inspect.isfunction(f)}


@every_public
def test_the_shown_source_compiles_to_what_runs(obj):
    namespace = compiled(obj)
    running = functions_of(obj)
    for name, function in functions_of(namespace[obj.__name__]).items():
        assert instructions(function.__code__) == instructions(
            running.pop(name).__code__
        )
    assert not running


def test_a_class_that_was_shown_works(rng):
    namespace = compiled(Dense)
    shown, ours = (
        kind(4, 3, rng=type(rng)(type(rng.bit_generator)(1)))
        for kind in (namespace["Dense"], Dense)
    )
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    assert_allclose(shown.forward(X), ours.forward(X), rtol=0)
    assert_allclose(shown.backward(G), ours.backward(G), rtol=0)


# Awkward code ------------------------------------------------------------

SHOWN = {
    shown_examples.Nested: """\
class Nested:
    # A comment of the class.
    size = 3

    def first(self):
        def inner():
            return 1  # kept

        class Inner:
            def deep(self):
                return 2

        return inner, Inner

    def second(self):
        # Kept as well.
        return "second"

    def at_the_margin(self):
        return \"""
left
\"""
""",
    shown_examples.Nested.second: """\
def second(self):
    # Kept as well.
    return "second"
""",
    shown_examples.Nested().second: """\
def second(self):
    # Kept as well.
    return "second"
""",
    shown_examples.OnlyADocstring: """\
class OnlyADocstring(ValueError):
    pass
""",
    shown_examples.decorated: """\
@functools.cache
def decorated(x):
    "not a docstring"
    return x
""",
    shown_examples.wait: """\
async def wait():
    async def longer():
        pass

    return await longer()
""",
    shown_examples.short: """\
def short(): "stays, since def goes with it"
""",
    shown_examples.crowded: """\
def crowded(x):
    "stays"; return x  # noqa: E702
""",
}


@pytest.mark.parametrize("obj", SHOWN, ids=lambda obj: obj.__qualname__)
def test_awkward_code(obj):
    assert show_source(obj).code == SHOWN[obj].rstrip("\n")


def test_lines_at_the_margin_of_a_method_do_not_stop_it():
    shown = show_source(shown_examples.Nested.at_the_margin).code
    assert shown.split("\n") == [
        "def at_the_margin(self):",
        '        return """',
        "left",
        '"""',
    ]


def test_a_notebook_gets_markdown_and_a_terminal_text():
    shown = show_source(backprop.ReLU.__init__)
    assert isinstance(shown, SourceCode)
    code = (
        "def __init__(self):\n"
        "    self.inputs = self.output = self.dinputs = None"
    )
    assert repr(shown) == shown.code == code
    assert shown._repr_markdown_() == f"```python\n{code}\n```"


@pytest.mark.parametrize(
    "bad",
    [
        len,
        int,
        math.sin,
        3,
        "text",
        None,
        Dense.weights,
        backprop,
        ast.parse(""),
        eval("lambda x: x"),
        shown_examples.TABLE["half"],  # its line is no statement
    ],
    ids=lambda bad: type(bad).__name__,
)
def test_what_has_no_source_is_refused(bad):
    assert_refused(
        lambda: show_source(bad),
        TypeError,
        "show_source: expected a class, function or method written in Python",
        f"got {bad!r}",
    )
