r"""Formulas on one line of HTML, for tables too narrow for a fraction.

``\frac{\partial L}{\partial W_{1,2}}`` becomes ∂L/∂W with lowered indices:
italics, indices and spaces are those of the MathML that other pages show,
but the line can break, and takes a fifth of the elements. Only accented
letters that the italics lack stay MathML, which asks for the whole font of
formulas. What TeX boxes is bold.
"""

import re
from functools import cache
from html import escape, unescape
from itertools import zip_longest
from xml.etree import ElementTree

from .formula_kinds import (
    ENDS,
    ROWS,
    SCRIPTS,
    are_apart,
    is_sign,
    kind_of,
    leaves,
    text_of,
)
from .search_formulas import SPACED, tree

_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile("[ \u00a0]*( )[ \u00a0]*|\u00a0+")
_INNERMOST = re.compile(r"\([^()]+\)|\|[^|]+\|")
_CLOSED = "\ue004"
# Before and after a slash: a product comes before it as it is.
_COMPOUND = re.compile("[ /]|[a-z]{2}\u00a0")
_PRODUCT = re.compile(rf"[\s/]|\d[^\W\d]|{_CLOSED}{_CLOSED}")
_SPACED = SPACED | set("\u00b1\u2208\u223c\u221d")
_ITALIC = re.compile("[A-Za-z\u03b1-\u03c9]")


@cache
def html(tex):
    """Return a formula as a line of HTML."""
    line = _html(tree(tex)).replace("</i><i>", "").replace("...", "\u2026")
    return _SPACES.sub(_one_space, line).strip()


def plain(markup):
    """Return HTML without its tags, as long as a reader sees it."""
    return unescape(_TAG.sub("", markup))


def _one_space(match):
    return match[1] or "\u00a0"


def _html(node, *, index=False):
    """Return a MathML element as HTML; in an index letters stand close."""
    if node.tag in ROWS:
        return _row([*leaves(node)], index=index)
    write = _WRITE.get(node.tag)
    return write(node) if write else escape(text_of(node), quote=False)


def _row(nodes, *, index):
    line, before, in_bars = "", None, False
    for node, following in zip_longest(nodes, nodes[1:]):
        after = kind_of(node)
        if after == "space":
            # TeX also has one between a sign and the word it belongs to.
            line += "\u00a0" * (before in ENDS and _has_width(node))
            continue
        if after == "bar":
            after = "close" if in_bars else "open"
            in_bars = not in_bars
        if after == "operator" and before not in ENDS and is_sign(node):
            after = "sign"
        if after == "operator":
            line += _operator(node, index=index)
        elif after == "application":
            line += "\u00a0" * (kind_of(following) != "open")
        else:
            line += "\u00a0" * (are_apart(before, after) and not index)
            line += _html(node)
        before = after
    return line


def _has_width(space):
    return float(space.get("width", "0em").removesuffix("em")) > 0


def _letter(node):
    text = text_of(node)
    # Of another script, bold for instance, if it was changed.
    is_plain = text == node.text and node.get("mathvariant") != "normal"
    if is_plain and _ITALIC.fullmatch(text):
        return f"<i>{text}</i>"
    return escape(text, quote=False)


def _operator(node, *, index):
    """Return an operator between two others, with the space around it."""
    text = text_of(node)
    if index:
        return escape(text)
    if text == ",":
        return ", "
    return f" {escape(text)} " if text in _SPACED else escape(text)


def _fraction(node):
    above, below = map(_html, node)
    return f"{_in_brackets(above, _COMPOUND)}/{_in_brackets(below, _PRODUCT)}"


def _in_brackets(part, compound):
    inside, count = plain(part), 1
    while count:
        inside, count = _INNERMOST.subn(_CLOSED, inside)
    return f"({part})" if compound.search(inside) else part


def _scripts(node):
    base, *scripts = node
    if node.get("accent"):
        # Of letters with accents the text's italics have the prediction.
        if [*map(text_of, node)] == ["y", "\u02c6"]:
            return "<i>\u0177</i>"
        return f"<math>{ElementTree.tostring(node, 'unicode')}</math>"
    shown = _html(base)
    if node.tag.startswith("mu") and kind_of(base) not in ("sum", "name"):
        # What is written under a brace.
        return shown
    names = SCRIPTS[node.tag]
    pairs = [*zip(names, scripts, strict=True)][::-1]
    return shown + "".join(_script(*pair) for pair in pairs)


def _script(name, node):
    text = _html(node, index=True)
    return text if text in "\u2032\u2033" else f"<{name}>{text}</{name}>"


def _root(node):
    inside = "".join(map(_html, node))
    return f"\u221a{_in_brackets(inside, _PRODUCT)}"


_WRITE = {
    "semantics": lambda node: _html(node[0]),
    "mi": _letter,
    "mfrac": _fraction,
    "msqrt": _root,
    "mtext": lambda node: escape(node.text or "", quote=False),
    "mtable": lambda node: "\u00a0".join(map(_html, node)),
    "mtr": lambda node: "\u00a0".join(map(_html, node)),
    "menclose": lambda node: f"<b>{_row(list(leaves(node)), index=False)}</b>",
} | dict.fromkeys(SCRIPTS, _scripts)
