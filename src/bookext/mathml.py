"""Mathematics as MathML, written at build time.

The browser lays MathML out itself: no script, no flash of raw TeX, and the
same page offline. The TeX stays inside each formula as an annotation, for
copying and for machines.
"""

import re
from html import escape

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.math import get_node_equation_number

from . import fonts, markup
from .errors import BookError, where

LONG = 16
"""Signs of an inline formula that may be wider than a small screen."""

_ROW_SPACE = re.compile(r"\\\\\[")
# WebKit sets an accent that may not stretch as a line of text, far above its
# letter. One that may is set as a sign; the font has no wider ones.
_STIFF_ACCENT = re.compile(
    '<mo stretchy="false">([\u02c6\u02dc\u00af])</mo></mover>'
)
# WebKit gives a bracket the size that TeX asks for in rows, not in cells.
_CELL_WITH_BRACKETS = re.compile(
    r"(<mtd[^>]*>)((?:(?!</?mtd).)*<mo minsize(?:(?!</?mtd).)*)(?=</mtd>)"
)
# After the space between two formulas of one sum, a sign needs none of its
# own; without a form, browsers take it for the sign of a number.
_CONTINUED = re.compile("(?<=<mrow><mrow></mrow>)<mo>([+\u2212])</mo>")

_converter = LatexToMathML(annotation=True, fancy_error=False)

_DISPLAY = '<div class="math-scroll" data-label="{label}">{math}</div>'
_OPENING = re.compile("[(\\[\u201c\u2018]+$")
_CLOSING = re.compile("^[.,;:!?)\\]%\u201d\u2019]+")
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
    math = _STIFF_ACCENT.sub(r"<mo>\1</mo></mover>", math)
    if not display:
        sign = r'<mo form="infix" lspace="0" rspace="0.2222em">\1</mo>'
        math = _CONTINUED.sub(sign, math)
    math = _CELL_WITH_BRACKETS.sub(r"\1<mrow>\2</mrow>", math)
    missing = missing_characters(math)
    if missing:
        raise BookError(
            f"{location}: the maths font lacks {missing}; add them to "
            "bookext.fonts and cut it anew (bookext.cut_fonts)\n"
            f"in the formula: {tex}"
        )
    return math


def missing_characters(math):
    """Return the characters of a formula that the maths font lacks."""
    shown = markup.shown(math)
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


class KeepPunctuation(SphinxPostTransform):
    """Give each inline formula the brackets and stops that touch it.

    Browsers may break a line on either side of a formula, even before the
    full stop that ends the sentence, and heed no word joiner there. What
    stands in one element with the formula stays with it.
    """

    default_priority = 900

    def run(self, **kwargs):
        """Move the signs out of the neighbouring texts."""
        for math in list(self.document.findall(nodes.math)):
            _take(math, -1, _OPENING, "before")
            _take(math, 1, _CLOSING, "after")


def _take(math, step, pattern, name):
    parent = math.parent
    index = parent.index(math) + step
    beside = parent[index] if 0 <= index < len(parent) else None
    if not isinstance(beside, nodes.Text):
        return
    text = beside.astext()
    found = pattern.search(text)
    if found:
        math[name] = found[0]
        left = text[: found.start()] + text[found.end() :]
        # By place: an equal text may stand before this one.
        parent[index] = nodes.Text(left)


def visit_math(self, node):
    """Write an inline formula in one piece with its punctuation."""
    math = to_mathml(node.astext(), display=False, location=where(node))
    before, after = node.get("before", ""), node.get("after", "")
    classes = ["unbroken"] * bool(before or after)
    classes += ["long"] * (len(markup.shown(math)) > LONG)
    if classes:
        math = (
            f'<span class="{" ".join(classes)}">'
            f"{escape(before)}{math}{escape(after)}</span>"
        )
    self.body.append(math)
    raise nodes.SkipNode


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
        # What another extension wants to stand beside the number.
        self.body.append(node.get("mark", "").format(number=number))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer; ``html_math_renderer: mathml`` selects it."""
    app.add_post_transform(KeepPunctuation)
    app.add_html_math_renderer(
        "mathml", (visit_math, None), (visit_displaymath, None)
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
