"""What the parts of a formula are to their neighbours: letters, signs, ends.

Read from MathML. Between two factors there is a space on a line of text where
their letters would else be read as one word.
"""

import unicodedata

from .search_formulas import AS_TYPED

ROWS = {"math", "mrow", "mtd", "mstyle", "mpadded"}
SCRIPTS = {
    "msub": ("sub",),
    "msup": ("sup",),
    "msubsup": ("sub", "sup"),
    "munder": ("sub",),
    "mover": ("sup",),
    "munderover": ("sub", "sup"),
}
"""The scripts that an element has after its base, in its order."""

_KINDS = {
    "mspace": "space",
    "mn": "number",
    "menclose": "number",
    "mfrac": "fraction",
}
_PREFIXES = set("\u2202\u2207\u0394")
# What a factor of a product ends with, and what the next one begins with.
ENDS = {"letter", "close", "group", "number", "fraction", "sum"}
_BEGINS = {"letter", "prefix", "name", "number", "fraction", "sum"}
_BEGINS |= {"open", "group"}
_SIGNS = set("+\u2212\u00b1")


def leaves(row):
    """Yield what stands in a row, also in the rows within it."""
    for child in row:
        # An empty one stands for what a line before ends with.
        if child.tag in ROWS and len(child):
            yield from leaves(child)
        elif child.tag != "annotation":
            yield child


def text_of(node):
    """Return what an element without others in it says."""
    text = (node.text or "").strip()
    text = AS_TYPED.get(text, text)
    if len(text) == 1 and ord(text) > 0x1D3FF:
        text = unicodedata.normalize("NFKC", text)
    return text


def kind_of(node):
    """Return what an element is to its neighbours."""
    if node is None:
        return None
    if node.tag in SCRIPTS:
        kind = kind_of(node[0])
        return "close" if kind == "operator" else kind
    if node.tag in ROWS:
        kinds = [k for n in leaves(node) if (k := kind_of(n)) != "space"]
        return kinds[0] if len(kinds) == 1 else "group"
    if node.tag == "mi":
        return _word(text_of(node))
    if node.tag == "mo":
        return _operator(text_of(node))
    return _KINDS.get(node.tag, "letter")


def _word(text):
    if text in _PREFIXES:
        return "prefix"
    return "name" if len(text) > 1 else "letter"


def _operator(text):
    if not text:
        return "application"
    if text == "\u2211":
        return "sum"
    if text in "|\u2016":
        return "bar"
    if text in "([{":
        return "open"
    if text in ")]}":
        return "close"
    return "operator"


def is_sign(node):
    """Tell whether an operator can be the sign of a number."""
    return text_of(node) in _SIGNS


def are_apart(before, after):
    """Tell whether two that are multiplied need a space between them."""
    if before not in ENDS or after not in _BEGINS:
        return False
    if {before, after} & {"sum", "fraction"}:
        return True
    if before == "number":
        return after == "name"
    return after not in ("open", "group")
