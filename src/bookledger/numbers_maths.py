"""Inline formulas: which numbers they state, and sums written out in them.

A formula is cut at its relation signs, commas and matrix cells. A part
without letters is closed: it has a value. Where two closed parts stand on
the two sides of an equals sign, one of them a calculation, they are compared.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from bookledger.numbers_reading import Number
from bookledger.numbers_sums import value

_CUT = re.compile(
    r"(?P<equal>=|\\approx(?![a-z]))"
    r"|(?P<other><|>|\\(?:leq?|geq?|neq?|to|in|rightarrow|leftarrow|gets|"
    r"mapsto|ll|gg)(?![a-zA-Z]))"
    r"|(?P<comma>(?<![\\{])[,;:]|&|\\\\|\\q?quad(?![a-z])"
    r"|\\(?:begin|end)\{\w+\}|\\text\{[^{}]*\})"
)
# An equals sign leads to the next side; two sides on from any other sign.
_STEPS = {"equal": 1, "other": 2, "comma": 0}
# Subscripts, and exponents of letters, are names and no values.
_INDEX = re.compile(r"(?:_|(?<![\de)}\]\s])\^)(?:\{(?:[^{}]|\{[^{}]*\})*\}|.)")
_DIGITS = re.compile(
    r"(?<=frac)\d|(?<=frac\d)\d|10\^\{-?\d+\}|\d+(?:(?:\{,\}|\\,)\d{3})*(?:\.\d+)?"
)


class Part(NamedTuple):
    """A piece of a formula between two cuts."""

    start: int
    tex: str
    # Which side it is on, counted by the equals signs before it.
    side: int
    # Whether it follows an inequality or an arrow.
    compared: bool
    # None if it has letters in it.
    value: Number | None
    calculation: bool


def parts(tex):
    """Return the pieces of a formula, in order."""
    masked = _INDEX.sub(lambda m: " " * len(m[0]), tex)
    found, start, side, compared = [], 0, 0, False
    for cut in [*_CUT.finditer(masked), None]:
        end = cut.start() if cut else len(tex)
        piece = masked[start:end]
        if piece.strip():
            found.append(Part(start, piece, side, compared, *value(piece)))
        if cut:
            start = cut.end()
            side += _STEPS[cut.lastgroup]
            if cut.lastgroup != "comma":
                compared = cut.lastgroup == "other"
    return found


def equations(found):
    """Yield the pairs of closed parts that stand for the same number.

    Both sides may have several: (2 + 1, 6) = (3, 6).
    """
    sides = {}
    for part in found:
        sides.setdefault(part.side, []).append(part)
    for number, left in sides.items():
        right = sides.get(number + 1, [])
        if len(left) != len(right):
            left, right = left[-1:], right[:1]
        pairs = [*zip(left, right, strict=False)]
        if all(p.value for pair in pairs for p in pair) and any(
            p.calculation for pair in pairs for p in pair
        ):
            yield from pairs


def digits(part):
    """Return where in the formula a part's numbers are, and what they say."""
    found = []
    for match in _DIGITS.finditer(part.tex):
        start, end = match.span()
        sign = re.search(r"(?:^|\()\s*(-)\s*$", part.tex[:start])
        start = sign.start(1) if sign else start
        number, _ = value(("-" if sign else "") + match[0])
        found.append((part.start + start, part.start + end, number))
    return found


def disagreement(left, right):
    """Tell whether two sides of an equals sign have different values."""
    half = sum(
        side.value.unit / 2
        for side in (left, right)
        if side.value.unit < 1 and not side.calculation
    )
    size = max(abs(left.value.value), abs(right.value.value), Decimal(1))
    gap = abs(left.value.value - right.value.value)
    return gap > half * Decimal("1.000000001") + size * Decimal("1e-12")
