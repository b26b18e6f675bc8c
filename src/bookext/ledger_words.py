"""The record's texts, which are Markdown, as HTML for its tables."""

import re
from functools import cache
from html import escape
from typing import NamedTuple

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from . import formula_line
from .mathml import LONG

BOLD, PLAIN = "\ue002\ue003"
"""Stand around what is made bold: no text has them."""

_KINDS = {"text": "words", "math_inline": "formula", "code_inline": "code"}
_KINDS["math_inline_double"] = "formula"
_CELLS = re.compile(r"\s*\|\s*")
_BREAK = re.compile(" (?![^<>]*>)")


class Part(NamedTuple):
    """Words, a formula or code, as HTML."""

    kind: str
    html: str


def html(markdown):
    """Return a piece of Markdown as HTML."""
    return "".join(part.html for part in parts(markdown))


def parts(markdown):
    """Return a piece of Markdown as parts; references say nothing here."""
    (inline,) = _parser().parseInline(markdown)
    return [
        Part(kind, _HTML[kind](token.content))
        for token in inline.children
        if (kind := _KINDS.get(token.type))
    ]


@cache
def _parser():
    extensions = {"dollarmath", "smartquotes"}
    config = MdParserConfig(
        enable_extensions=extensions, dmath_double_inline=True
    )
    return create_md_parser(config, RendererHTML)


def _words(text):
    return _bold(escape(_CELLS.sub(" ", text), quote=False))


def _code(text):
    return f"<code>{_bold(escape(text, quote=False))}</code>"


def _bold(text):
    return text.replace(BOLD, "<b>").replace(PLAIN, "</b>")


def _formula(tex):
    boxed = tex.replace(BOLD, r"{\boxed{").replace(PLAIN, "}}")
    line = formula_line.html(boxed)
    # A short one stays on a line.
    short = len(formula_line.plain(line)) <= LONG
    return _BREAK.sub("\u00a0", line) if short else line


_HTML = {"words": _words, "formula": _formula, "code": _code}
