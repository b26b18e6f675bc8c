"""Mathematics as MathML, written at build time.

The browser lays MathML out itself: no script, no flash of raw TeX, and the
same page offline. The TeX stays inside each formula as an annotation, for
copying and for machines.
"""

import re
from html import escape, unescape

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util.math import get_node_equation_number

from . import fonts
from .errors import BookError, where

_NOT_SHOWN = re.compile(r"<annotation.*?</annotation>|<[^>]*>", re.DOTALL)

_ROW_SPACE = re.compile(r"\\\\\[")

_converter = LatexToMathML(annotation=True, fancy_error=False)

_DISPLAY = '<div class="math-scroll" data-label="{label}">{math}</div>'
_JOINER = "&NoBreak;"
_OPENING = set("([-\u201c\u2018\u2013")
_CLOSING = set(".,;:!?)]-%\u201d\u2019\u2013")
_NUMBER = (
    '<a class="eqno" href="#{target}" title="Link to this equation">'
    '(<span class="visually-hidden">equation </span>{number})</a>'
)


def to_mathml(tex, *, display, location="unknown place"):
    """Convert TeX to MathML, or stop the build naming the place.

    Parameters
    ----------
    tex : str
        The formula, without delimiters.
    display : bool
        Whether it stands on a line of its own.
    location : str
        Where it was written, for the error.

    Returns
    -------
    str
        A ``<math>`` element with the TeX as its annotation.
    """
    if _ROW_SPACE.search(tex):
        raise BookError(
            f"{location}: math-core prints the space in \\\\[1ex] as text; "
            f"write \\\\ alone\nin the formula: {tex}"
        )
    try:
        math = _converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise BookError(
            f"{location}: {error}\nin the formula: {tex}"
        ) from None
    missing = missing_characters(math)
    if missing:
        raise BookError(
            f"{location}: the maths font lacks {missing}; add them to "
            f"bookext.fonts and cut it anew\nin the formula: {tex}"
        )
    return math


def missing_characters(math):
    """Return the characters of a formula that the maths font lacks."""
    shown = unescape(_NOT_SHOWN.sub("", math))
    known = fonts.characters("maths") | fonts.characters("maths-more")
    return "".join(
        sorted(
            char
            for char in set(shown)
            if ord(char) not in known and not char.isspace()
        )
    )


def joined_lines(tex):
    """Return TeX in which line breaks stand inside an environment.

    MathJax, which shows the same cells in JupyterLab, accepts a bare ``\\\\``
    and, in a docstring, several formulas parted by blank lines. TeX itself
    wants an environment around both.
    """
    parts = [part.strip() for part in tex.split("\n\n") if part.strip()]
    if len(parts) > 1:
        return _inside("gathered", r" \\ ".join(parts))
    if r"\\" in tex and r"\begin" not in tex:
        return _inside("aligned", tex)
    return tex


def _inside(environment, tex):
    return rf"\begin{{{environment}}}{tex}\end{{{environment}}}"


def visit_math(self, node):
    """Write an inline formula, held to the punctuation around it.

    Browsers may break a line on either side of a formula, even before the
    full stop that ends the sentence; a word joiner forbids it.
    """
    tex = node.astext()
    math = to_mathml(tex, display=False, location=where(node))
    before = _JOINER if _text_beside(node, -1)[-1:] in _OPENING else ""
    after = _JOINER if _text_beside(node, 1)[:1] in _CLOSING else ""
    self.body.append(before + math + after)
    raise nodes.SkipNode


def _text_beside(node, step):
    """Return the text before (-1) or after (1) a node, or a space."""
    index = node.parent.index(node) + step
    beside = node.parent[index] if 0 <= index < len(node.parent) else None
    return beside.astext() if isinstance(beside, nodes.Text) else " "


def visit_displaymath(self, node):
    """Write a displayed formula, scrolling within itself, and its number."""
    math = to_mathml(
        joined_lines(node.astext()), display=True, location=where(node)
    )
    number = ""
    label = "Formula"
    if node["number"]:
        number = get_node_equation_number(self, node)
        label = f"Equation {number}"
    self.body.append(self.starttag(node, "div", "", CLASS="math-display"))
    self.body.append(_DISPLAY.format(label=escape(label), math=math))
    if number:
        target = node["ids"][0]
        self.body.append(_NUMBER.format(target=target, number=number))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer; ``html_math_renderer: mathml`` selects it."""
    app.add_html_math_renderer(
        "mathml", (visit_math, None), (visit_displaymath, None)
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
