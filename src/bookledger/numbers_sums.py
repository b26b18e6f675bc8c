"""The value of a piece of TeX that has no letters in it."""

import ast
import math
import operator
import re

from bookledger.numbers_reading import parse

_SPACE = re.compile(
    r"\\[,;:! ]|\\(?:bigl?|bigr|Bigl?|Bigr|left|right|displaystyle)"
    r"(?![a-zA-Z])|[~\s]|\{,\}"
)
_POWER_OF_TEN = re.compile(
    r"(-?)(?:(\d+(?:\.\d+)?)(?:\\cdot|\\times))?10\^\{?(-?\d+)\}?"
)
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d+)?)(?:\\?%)?")
_FUNCTIONS = {"log": math.log, "sqrt": math.sqrt, "exp": math.exp}
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def value(tex):
    """Return what a part is worth, and whether it is a calculation.

    Returns
    -------
    (Number or None, bool)
        None if there are letters in it.
    """
    tex = _balanced(_SPACE.sub("", tex)).removeprefix(r"\pm").rstrip(".")
    power = _POWER_OF_TEN.fullmatch(tex)
    if power:
        sign, mantissa, exponent = power.groups()
        return parse(f"{sign}{mantissa or 1}e{exponent}"), False
    if _PLAIN.fullmatch(tex):
        return parse(tex.replace("\\", "")), False
    try:
        return parse(repr(_evaluate(_python(tex)))), True
    except (SyntaxError, ValueError, TypeError, ArithmeticError, KeyError):
        return None, False


def _balanced(tex):
    """Return a part without the brackets whose partners it lacks."""
    opened = []
    drop = set()
    for i, char in enumerate(tex):
        if char in "([":
            opened.append(i)
        elif char in ")]":
            if opened:
                opened.pop()
            else:
                drop.add(i)
    drop.update(opened)
    return "".join(char for i, char in enumerate(tex) if i not in drop)


def _python(tex):
    """Return TeX without letters as a Python expression."""
    argument = r"(\{[^{}]*\}|\d)"
    before = None
    while tex != before:
        before = tex
        tex = re.sub(
            rf"\\[tdc]?frac{argument}{argument}",
            lambda m: f"(({m[1].strip('{}')})/({m[2].strip('{}')}))",
            tex,
        )
        tex = re.sub(r"(\^|\\sqrt)\{([^{}]*)\}", r"\1(\2)", tex)
    tex = re.sub(r"\\(?:cdot|times)", "*", tex)
    tex = re.sub(r"\\(?:log|ln)(?=\()|\\sqrt(?=\()|\\exp", _name, tex)
    tex = re.sub(
        r"\\(log|ln|sqrt)(\d+(?:\.\d+)?(?:\^\([^()]*\))?)",
        lambda m: f"{_name(m)}({m[2]})",
        tex,
    )
    tex = tex.replace("^", "**").replace("[", "(").replace("]", ")")
    return re.sub(r"(?<=[\d)])(?=\(|log|sqrt|exp|e\b)", "*", tex)


def _name(match):
    """Return what Python calls a function of TeX."""
    name = re.search(r"[a-z]+", match[0])[0]
    return {"ln": "log"}.get(name, name)


def _evaluate(expression):
    """Return the value of numbers joined by the four operations and roots."""

    def walk(node):
        match node:
            case ast.Constant(value=int() | float() as value):
                return value
            case ast.Name(id="e"):
                return math.e
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -walk(operand)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return walk(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return _OPERATORS[type(op)](walk(left), walk(right))
            case ast.Call(func=ast.Name(id=name), args=[argument]):
                return _FUNCTIONS[name](walk(argument))
        raise ValueError(ast.dump(node))

    return float(walk(ast.parse(expression, mode="eval").body))
