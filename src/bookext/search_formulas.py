r"""Formulas as a search sees them: one line of text, and the signs in it.

Search engines drop ``\frac{\partial L}{\partial W}`` as markup. Here it is
read from its MathML: ``∂L/∂W`` in a summary, and a sign to be found by.
"""

import re
import unicodedata
from functools import cache
from xml.etree import ElementTree

from .mathml import joined_lines, to_mathml

_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;|#)\w+;")
_ACCENTS = {
    "\u02c6": "\u0302",
    "^": "\u0302",
    "\u02dc": "\u0303",
    "~": "\u0303",
}
SPACED = set("=+−≈≤≥≠<>←→⊙·×≔")
# A keyboard's dot for the one of formulas.
AS_TYPED = {"⋅": "·"}
# What is looked for although it is neither a letter nor a word.
SIGNS = set("⊙∂∇∑∏∞←⊗∘√")
_FRACTIONS = re.compile(
    "∂\\w[\u0302\u0303]?/∂\\w[\u0302\u0303]?|(?<![\\w.])\\d+/[A-Za-z](?!\\w)"
)
# A sign that belongs to what follows: minus one, not something minus one.
_SIGN = re.compile(r"((?:^|[(\[=,<>≤≥≈]) ?)([−+]) ")
_FUNCTION = re.compile(r"\b(log|exp|sign)(?=\d|√|[^\W\d_](?:_|\b))")
_IDLE_SPACE = re.compile(r"(?<=[/(\[]) | (?=[)\]])")
_TRANSPOSED = re.compile("[A-Z][\u0302\u0303]?\\^T")
# Of a letter or of ten, as a line of text or as code has it.
_POWER = re.compile(
    "(?<![\\w.^∂])(10|[^\\W\\d_][\u0302\u0303]?)(?:_\\w+)?"
    r"\^\(?([−-]?[^\W_]{1,3})\)?(?![\w^])"
)
_FLOAT = re.compile(r"(?<![\w.])1(?:\.0*)?e([+-]?\d+)(?!\w)")
_LETTER = re.compile("[^\\W\\d_][\u0302\u0303]?")


def _text(node):
    text = unicodedata.normalize("NFKC", (node.text or "").strip())
    return AS_TYPED.get(text, text)


def _in_brackets(text):
    compound = re.search(r"[\s/]", text) and not text.startswith("(")
    return f"({text})" if compound else text


def _script(mark, text):
    if text == "\u2032":
        return text
    return mark + (text if len(text) < 3 else f"({text})")


def line(node, *, bare=False):
    """Return a MathML element on one line; `bare` leaves out indices."""
    tag, parts = node.tag, [line(child, bare=bare) for child in node]
    if tag == "annotation":
        return ""
    if tag == "mspace":
        return " "
    if tag == "mo" and _text(node) in SPACED:
        return f" {_text(node)} "
    if tag == "mo" and _text(node) == ",":
        return ", "
    if tag == "mfrac":
        above, below = map(_in_brackets, parts)
        return f" {above}/{below} "
    if tag == "mover" and node[1].text in _ACCENTS:
        return parts[0] + _ACCENTS[node[1].text]
    if tag in ("munder", "mover", "munderover"):
        return parts[0]
    if tag in ("msub", "msup", "msubsup"):
        raised = parts[-1] if tag != "msub" else ""
        if bare:
            return parts[0] + ("^T" if raised == "T" else "")
        lowered = _script("_", parts[1]) if tag != "msup" else ""
        return parts[0] + lowered + (_script("^", raised) if raised else "")
    if tag == "msqrt":
        inside = "".join(parts)
        return f"√{inside}" if inside.isalnum() else f"√({inside})"
    if tag == "mtr":
        return "".join(parts) + " "
    if tag == "mtext":
        return node.text or ""
    row = "".join(map(_apart, node, parts, [*parts[1:], ""]))
    return f"{row} " if tag == "mtd" else _text(node) + row


def _apart(node, text, after):
    """Return a part of a row, with a space if its index would run on."""
    scripts = node.tag in ("msub", "msup", "msubsup")
    return f"{text} " if scripts and re.match(r"[\w∂(]", after) else text


def _letters(node):
    """Yield the letters of a formula, each with its hat: ŷ shows no y."""
    text = line(node, bare=True)
    if _LETTER.fullmatch(text):
        yield text
    elif node.tag != "annotation":
        raised = node.tag == "msup" and text.endswith("^T")
        for child in node[:1] if raised else node:
            yield from _letters(child)


@cache
def tree(tex):
    """Return a formula's MathML as a tree."""
    mathml = to_mathml(joined_lines(tex), display=False)
    return ElementTree.fromstring(_ENTITY.sub("", mathml))


def _tidy(text):
    text = re.sub(r"\s+", " ", text).strip().replace("...", "…")
    return unicodedata.normalize("NFC", text)


@cache
def as_text(tex):
    """Return a formula as a line of text."""
    shown = _IDLE_SPACE.sub("", _tidy(line(tree(tex))))
    # Not the sign of a sum that goes on after the end of a line.
    if not tex.startswith("{}"):
        shown = _SIGN.sub(r"\1\2", shown)
    return re.sub(" (?=[.,])", "", _FUNCTION.sub(r"\1 ", shown))


@cache
def symbols(tex):
    """Return the letters, fractions and signs that a formula shows."""
    formula = tree(tex)
    bare = line(formula, bare=True)
    found = [*_FRACTIONS.findall(bare), *_TRANSPOSED.findall(bare)]
    found += _letters(formula)
    found += [s for n in formula.iter() if (s := _text(n)) in SIGNS]
    return frozenset(map(_tidy, found))


def powers(text):
    """Return the powers in a line of text or in code: ``10^-7`` for 1e-07."""
    shown = {f"{base}^{name}" for base, name in _POWER.findall(text)}
    printed = {f"10^{int(exponent)}" for exponent in _FLOAT.findall(text)}
    return {power.replace("−", "-") for power in shown | printed}


@cache
def subject(tex):
    """Return what a formula is about: the one symbol left of its sign."""
    left = _tidy(re.split("[=←≔]", line(tree(tex), bare=True))[0])
    return left if left in symbols(tex) else ""
