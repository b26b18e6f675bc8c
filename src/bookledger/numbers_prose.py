"""The numbers that a cell of text states, and which of them must be bound.

Bound are numbers with a decimal point, percentages and whole numbers from 10
on, wherever they stand, and in formulas every number that stands for itself
(``$-3$``, ``$z = 6$``, ``$(1, 2)$``), or is part of a calculation.

Not bound are words (two, a hundred), single digits in running text and
single digits that are factors or exponents of letters (``$2w$``, ``$z^2$``):
the first two are counts that stand in nearly every output, so that finding
them would prove nothing, and the third are formulas, which are checked as
formulas. Names are no numbers: chapter 10, float64, Python 3.11, CC BY 4.0.
"""

import ast
import re
from typing import NamedTuple

from bookledger import numbers_maths
from bookledger.numbers_reading import IN_PROSE, Number, NumberError, parse

# What is no prose, or a name: each is blanked out before numbers are sought.
NO_PROSE = re.compile(
    r"^\$\$.*?^\$\$ *\([\w-]+\)$"  # a labelled equation
    r"|^(`{3,}|~{3,})(?:python|text|\{code).*?^\1$"  # code
    r"|^(?:`{3,}|:{3,})[^\n]*$|^:[\w-]+:[^\n]*$"  # the frame of a directive
    r"|^\([\w-]+\)=$|^%[^\n]*$"  # a target, a comment
    r"|^ *\d+\. "  # a list's own numbers
    r"|\{\w+\}`[^`]*`"  # a role: cite, eq, numref
    r"|\[(?:[^\[\]$]|\$[^$]*\$)*\]\([^()\s]*\)"  # a link names a place
    r"|<[^<>\s]+>|https?://\S+"  # an address
    r"|(?i:\b(?:chapters?|figure|section|version|python|numpy|CC BY)"
    r"[ ~]\d+(?:\.\d+)*(?:(?:,| to| and)[ ~]\d+)*)",
    re.MULTILINE | re.DOTALL,
)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
_TERM = "\\(?[-\u2212]?\\d[\\d.]*%?\\)?"
_SUM = re.compile(
    rf"(?<![\w.])(?:{_TERM}\s?[\u00d7\u00b7+\u2212/]\s?)+{_TERM}"
    r"\s?=\s?[-\u2212]?\d+(?:\.\d+)?%?"
)


class Quoted(NamedTuple):
    """A number in a text."""

    start: int
    end: int
    number: Number
    # The calculation in the text that makes it, if there is one.
    proof: str = ""


def quoted(markdown):
    """Return the numbers of a cell that must be bound, in order.

    Raises
    ------
    NumberError
        If a calculation written out in the text is wrong.
    """
    text = NO_PROSE.sub(_blank, markdown)
    found = []

    def take(pattern, read):
        nonlocal text
        for match in pattern.finditer(text):
            found.extend(read(match))
        text = pattern.sub(_blank, text)

    take(_CODE, _in_code)
    take(_FORMULA, _in_formula)
    take(_SUM, _in_sum)
    take(IN_PROSE, _in_prose)
    return sorted(found)


def _blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def _counts(number):
    """Tell whether a number in running text has to be bound."""
    return number.unit < 1 or abs(number.value) >= 10


def _in_prose(match):
    number = parse(match[0])
    if _counts(number):
        yield Quoted(match.start(), match.end(), number)


def _in_code(match):
    """Code is no prose, unless it is a number or a list of numbers."""
    try:
        ast.literal_eval(match[2])
    except (ValueError, SyntaxError):
        return
    for inner in IN_PROSE.finditer(match[0]):
        for found in _in_prose(inner):
            yield found._replace(
                start=match.start() + found.start,
                end=match.start() + found.end,
            )


def _in_sum(match):
    """Yield the numbers of a calculation set in the signs of print."""
    # Sign for sign, so that places stay what they are.
    tex = match[0].translate(str.maketrans("\u2212\u00d7\u00b7%", "-** "))
    yield from _of_formula(tex, match.start(), match[0])


def _in_formula(match):
    group = 1 if match[1] else 2
    yield from _of_formula(match[group], match.start(group), match[0])


def _of_formula(tex, offset, whole):
    """Yield the numbers of a formula; its calculations have to be right."""
    found = numbers_maths.parts(tex)
    proved = set()
    for left, right in numbers_maths.equations(found):
        if numbers_maths.disagreement(left, right):
            worth = f"{float(left.value.value):.10g}"
            raise NumberError(
                f"{whole}: {left.tex.strip()} is {worth}, "
                f"not {right.tex.strip()}"
            )
        proved |= {left, right}
    for part in found:
        for number in _of_part(part, whole if part in proved else ""):
            yield number._replace(
                start=offset + number.start, end=offset + number.end
            )


def _of_part(part, proof):
    """Yield the numbers of a part, a plain one as a single number."""
    spans = numbers_maths.digits(part)
    if part.value and not part.calculation:
        start = part.start + re.search(r"[-+]?\d", part.tex).start()
        # A condition such as z > 0 is a formula.
        if not part.compared or _counts(part.value):
            yield Quoted(start, spans[-1][1], part.value, proof)
        return
    for start, end, number in spans:
        if proof or _counts(number):
            yield Quoted(start, end, number, proof)
