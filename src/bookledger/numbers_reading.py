"""Numbers as they are written: in prose, in outputs, in code.

A number in a text says two things: its value, and by the last digit shown
how exactly it is meant. Values are decimals, so that nothing is rounded on
the way from the text to the comparison.
"""

import ast
import re
from decimal import Decimal
from typing import NamedTuple

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:_\d{3})*"
_BODY = rf"(?:(?:{_DIGITS})(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
# A sign belongs to a number unless something stands right before it: the
# hyphen of 2-3-3, and the minus of 5-3, do not.
_SIGN = r"(?:(?<![\w)\]}.])[-+\u2212])?"
_PERCENT = r"(?:\s?%|\sper\scent\b)?"
NUMBER = re.compile(rf"(?<![\w.#]){_SIGN}{_BODY}{_PERCENT}")
# In a sentence a comma or a full stop after the digits ends the number.
IN_PROSE = re.compile(
    rf"(?<![\w.#^_\u2013-]){_SIGN}(?:{_DIGITS})(?:\.\d+)?"
    rf"(?:[eE][-+]?\d+)?(?:(?:st|nd|rd|th)\b)?(?![\w\u2013]){_PERCENT}"
)


class NumberError(ValueError):
    """A number in a text is not what its source says."""


class Number(NamedTuple):
    """A value and what one unit of its last digit is worth."""

    value: Decimal
    unit: Decimal
    signed: bool = False

    @property
    def digits(self):
        """How many significant digits are shown, zeros in front aside."""
        return len(str(abs(int(self.value / self.unit))).lstrip("0")) or 1


def parse(text):
    """Return the number that a matched piece of text shows.

    Parameters
    ----------
    text : str
        What `NUMBER` or `IN_PROSE` has found.

    Returns
    -------
    Number
        Per cent are hundredths: 94% and 0.94 are the same number.
    """
    percent = "%" in text or "cent" in text
    digits = re.sub(r"%|per\s*cent|st|nd|rd|th|[,_\s]", "", text)
    value = Decimal(digits.replace("\u2212", "-"))
    unit = Decimal((0, (1,), value.as_tuple().exponent))
    if percent:
        value, unit = value / 100, unit / 100
    return Number(value, unit, digits[0] in "-+\u2212")


def shown(text):
    """Return every number of an output or a description, in order."""
    return [parse(match[0]) for match in NUMBER.finditer(text)]


def in_code(source):
    """Return every number that a piece of Python says, in order."""
    nodes = list(ast.walk(ast.parse(source)))
    negated = {
        id(node.operand): node
        for node in nodes
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    }
    found = []
    for node in nodes:
        value = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and type(value) in (int, float):
            sign = "-" if id(node) in negated else ""
            place = (node.lineno, node.col_offset)
            found.append((place, parse(sign + repr(value))))
    return [number for _, number in sorted(found)]


def agrees(quoted, produced):
    """Tell whether a produced number, rounded, has the quoted digits."""
    half = quoted.unit / 2 * Decimal("1.000000001")
    return abs(produced.value - quoted.value) <= half


def same(quoted, produced):
    """Tell whether two numbers have the same value."""
    return produced.value == quoted.value
