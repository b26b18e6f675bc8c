r"""A number of the text among the words around it, as a page shows them.

The record keeps those words as Markdown, with formulas in TeX. A formula is
shown as a search reads it, on one line; so that the number in ``\frac12`` can
be found there, two signs that no formula has go through with it.
"""

import re
from functools import cache
from html import escape
from itertools import groupby
from typing import NamedTuple

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from .ledger_words import BOLD, PLAIN, formulas
from .search_formulas import as_text

ROOM = 16
"""Letters that are shown of the text on each side of a number."""

_KINDS = {"text": "words", "math_inline": "formula", "code_inline": "code"}
_KINDS["math_inline_double"] = "formula"
# What TeX and the maths font let through.
_FIRST, _LAST = "\u23de\u23df"
_NOT_COUNTED = re.compile(r"[\s()]")
# A bracket that a layer's number has itself: a longer index is given one.
_LAYER = re.compile(r"(?<=\^)\([a-z\d]\)")
_PRODUCT = re.compile("(?<=[\u03b1-\u03c9])(?=[A-Za-z\u03b1-\u03c9])")
_NEGATIVE = re.compile(rf"(?<![\w)\]])-(?=[\d.]|{BOLD})")
_CELLS = re.compile(r"\s*\|\s*")


class Part(NamedTuple):
    """Words, a formula or code, and its text on one line."""

    kind: str
    text: str


def shown(text, at, number):
    """Return a number on one line, and the nearest words around it.

    Parameters
    ----------
    text : str
        Words as Markdown, the number among them.
    at : int
        Where it begins.
    number : str
        The number as it is written there.

    Returns
    -------
    str
        The number alone.
    list of Part
        The nearest words, the number between `BOLD` and `PLAIN`.
    """
    end = at + len(number)
    parts = read(f"{text[:at]}{BOLD}{number}{PLAIN}{text[end:]}")
    (place,) = (n for n, part in enumerate(parts) if BOLD in part.text)
    kind, said = parts[place]
    before, _, rest = said.partition(BOLD)
    alone, _, after = rest.partition(PLAIN)
    left = _words([*parts[:place], Part(kind, before)])
    right = _words([Part(kind, after), *parts[place + 1 :]])
    return alone, [
        *_said(_nearest(left[::-1])[::-1]),
        Part(kind, f"{BOLD}{alone}{PLAIN}"),
        *_said(_nearest(right)),
    ]


def read(markdown):
    """Return a piece of Markdown as parts; references say nothing here."""
    (inline,) = _parser().parseInline(markdown)
    return [
        Part(_KINDS[token.type], _on_one_line(token))
        for token in inline.children
        if token.type in _KINDS
    ]


@cache
def _parser():
    extensions = {"dollarmath", "smartquotes"}
    config = MdParserConfig(
        enable_extensions=extensions, dmath_double_inline=True
    )
    return create_md_parser(config, RendererHTML)


def _on_one_line(token):
    if _KINDS[token.type] == "formula":
        return formula(token.content)
    if token.type == "text":
        return _CELLS.sub(" ", token.content)
    return token.content


def formula(tex):
    """Return TeX on one line, with `BOLD` and `PLAIN` where it has them."""
    if BOLD not in tex:
        return as_text(tex)
    line = as_text(tex.replace(BOLD, "").replace(PLAIN, ""))
    # Spaces and brackets can depend on what a sign is next to.
    marked = as_text(
        tex.replace(BOLD, rf"{{\text{{{_FIRST}}}").replace(
            PLAIN, rf"\text{{{_LAST}}}}}"
        )
    )
    before, _, rest = _NOT_COUNTED.sub("", marked).partition(_FIRST)
    number, _, _ = rest.partition(_LAST)
    counted = [n for n, s in enumerate(line) if not _NOT_COUNTED.match(s)]
    start = counted[len(before)]
    end = counted[len(before + number) - 1] + 1
    end += line[start:end].count("(") - line[start:end].count(")")
    return f"{line[:start]}{BOLD}{line[start:end]}{PLAIN}{line[end:]}"


def _words(parts):
    """Return parts as words, what no space divides together."""
    words = [[]]
    for part in parts:
        pieces = [part.text]
        if part.kind == "words":
            pieces = re.split(r"\s+", part.text)
        for n, piece in enumerate(pieces):
            if n:
                words.append([])
            if piece:
                words[-1].append(Part(part.kind, piece))
    return words


def _nearest(words):
    """Return the words that there is room for, and dots; nearest first."""
    found, letters = [words[0]], sum(len(part.text) for part in words[0])
    # A reference leaves nothing behind.
    for word in filter(None, words[1:]):
        letters += 1 + sum(len(part.text) for part in word)
        if letters > ROOM:
            return [*found, [Part("words", "\u2026")]]
        found.append(word)
    return found


def _said(words):
    """Return words as parts again, a space between any two."""
    spaced = [part for word in words for part in (*word, Part("words", " "))]
    return spaced[:-1]


def html(parts):
    """Return parts as HTML, what is between `BOLD` and `PLAIN` in bold."""
    said = "".join(
        _HTML[kind]("".join(part.text for part in group))
        for kind, group in groupby(parts, lambda part: part.kind)
    )
    said = said.strip().replace("\u2026 ", "\u2026\u00a0")
    said = said.replace(" \u2026", "\u00a0\u2026")
    return said.replace(BOLD, "<b>").replace(PLAIN, "</b>")


def _words_html(text):
    return escape(_NEGATIVE.sub("\u2212", text), quote=False)


def _formula_html(line):
    return formulas(_PRODUCT.sub(" ", _LAYER.sub(r"(\g<0>)", line)))


def _code_html(text):
    return f"<code>{escape(text, quote=False)}</code>"


_HTML = {
    "words": _words_html,
    "formula": _formula_html,
    "code": _code_html,
}
