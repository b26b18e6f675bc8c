"""TeX to tokens: what carries meaning is kept, what sets space is not."""

import re
from dataclasses import dataclass

from bookledger.errors import TexError

SPACE = re.compile(
    r"\s+|~|\\[,;:! ]"
    r"|\\(?:q?quad|left|right|[bB]igg?[lrm]?|displaystyle)(?![A-Za-z])"
)
TOKEN = re.compile(
    r"\\(?P<text>text)\{(?P<words>[^{}]*)\}"
    r"|\\operatorname\{(?P<name>[^{}]*)\}"
    r"|\\(?P<edge>begin|end)\{(?P<environment>[a-z]+)\}"
    r"|(?P<row>\\\\(?:\[[^\]]*\])?)"
    r"|\\(?P<command>[A-Za-z]+)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<sign>\\\||[-+/=<>(){}\[\]_^,.|'!&])"
)
FRACTIONS = {"frac", "tfrac", "dfrac"}


@dataclass(frozen=True)
class Token:
    r"""One sign of TeX.

    `kind` is text, name (of ``\operatorname``), begin, end, row, command,
    number, letter or sign; `start` and `end` are positions in the TeX.
    """

    kind: str
    text: str
    start: int
    end: int


def tokenize(tex):
    """Return the tokens of an equation.

    Raises
    ------
    TexError
        If a character belongs to no token.
    """
    tokens, position = [], 0
    while position < len(tex):
        if space := SPACE.match(tex, position):
            position = space.end()
            continue
        token = _next(tex, position, tokens)
        tokens.append(token)
        position = token.end
    return tokens


def _next(tex, position, before):
    match = TOKEN.match(tex, position)
    if match is None:
        raise TexError("unknown sign", tex, position)
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    kind, text = next(iter(groups.items()))
    end = match.end()
    if kind == "text":
        text = groups["words"].strip()
    elif kind == "edge":
        kind, text = text, groups["environment"]
    elif kind == "number" and _is_argument(before):
        text, end = text[0], position + 1
    return Token(kind, text, position, end)


def _is_argument(before):
    r"""Tell whether a digit is all of an argument, as in ``\frac12``."""
    if before[-1:] and before[-1].kind == "number":
        before = before[:-1]
    return bool(before) and before[-1].text in FRACTIONS
