"""The record's plain words with their mathematics set as formulas are.

The record is written for programs too: ``every x_id``, ``X W + b``, ``-0.5``
are what a page shows as italics, lowered indices and minus signs.
"""

import re
from html import escape

_GREEK = {
    "alpha": "\u03b1",
    "beta": "\u03b2",
    "delta": "\u03b4",
    "epsilon": "\u03b5",
    "eta": "\u03b7",
    "gamma": "\u03b3",
    "lambda": "\u03bb",
    "mu": "\u03bc",
    "pi": "\u03c0",
    "rho": "\u03c1",
    "Rho": "\u03c1",
    "tau": "\u03c4",
    "theta": "\u03b8",
    "varepsilon": "\u03b5",
    "varphi": "\u03c6",
    "Omega": "\u03a9",
}
_UPRIGHT = {"\u03a9", "\u03a3"}

# Of words that are one letter long these can also be an article: then what
# comes next is what it belongs to, and not one of these words.
_ARTICLES = {"a", "A"}
_NO_ARTICLE = re.compile(
    r"(?! [A-Za-z]{2}| [\d\ue002]|\u00a0)"
    r"| (?:and|are|as|directly|has|is|of|once|or|passes|to|with)\b"
)

_LETTER = re.compile(
    r"(?<![A-Za-z'\u2019._])"
    rf"([A-Za-z\u0177\u015d\u03b1-\u03c9\u03a3]|{'|'.join(_GREEK)})"
    r"(?:\((\d)\)(?=\[))?"
    r"(\[[^]]+\]|_[a-z0-9]{1,2}|_\([^()]+\))?"
    r"(?![\w']|\.[a-z])"
)
_CODE = re.compile(
    r"\b(?:[a-z]+\d\.)?d(?:inputs|weights|biases|values|products)\b(?:\[\d\])?"
    r"|\bd(?:bias|[xw]\d)\b"
    r"|\b[a-z]+\d\.(?:weights|biases)\b"
    r"|\b[A-Za-z]+_[a-z]{3,}(?:\[[\d,]+\])?"
)
_HYPHEN = re.compile(r"(?<![\w)\]])-(?=[\w.(\ue002])|(?<= )-(?= )")
_POWER = re.compile(
    r"\^(?:\(((?:[^()]|\([^()]*\))*)\)|(\ue002?[\u2212-]?[\w.]+\ue003?))"
)
# Stand for tags until all is said: no text has them.
_RAISED, _LOWERED = "\ue000\ue001"
BOLD, PLAIN = "\ue002\ue003"
"""Stand around a word in what is made bold after `formulas`."""
_QUOTES = (
    (re.compile(r"\b([a-z])'(?!\w)"), "\\1\u2032"),
    (re.compile(r"(?<=\w)'"), "\u2019"),
    (re.compile(r'"(?=[\w\ue002]|<i>|<code>)'), "\u201c"),
    (re.compile(r'"'), "\u201d"),
)
_BESIDE = re.compile(r"(?<=</i>|sub>) (?=<i>)")


def minus(text):
    """Return text whose hyphens are minus signs where they stand for one."""
    return _HYPHEN.sub("\u2212", text)


def formulas(text):
    """Return text as HTML whose symbols look as they do in formulas."""
    said = _POWER.sub(_raised, minus(escape(text, quote=False)))
    said = _CODE.sub(r"<code>\g<0></code>", _LETTER.sub(_letter, said))
    said = said.replace(f"{_RAISED}<i>T</i>", f"{_RAISED}T")
    for straight, curly in _QUOTES:
        said = straight.sub(curly, said)
    said = said.replace(_RAISED, "<sup>").replace(_LOWERED, "</sup>")
    return _BESIDE.sub("\u00a0", said)


def _letter(match):
    name, layer, index = match.groups()
    if name in _ARTICLES and not index and _is_article(match):
        return name
    letter = _GREEK.get(name, name)
    shown = letter if letter in _UPRIGHT else f"<i>{letter}</i>"
    raised = f"<sup>({layer})</sup>" if layer else ""
    lowered = re.sub("[a-z]+", r"<i>\g<0></i>", (index or "").strip("_[]()"))
    return shown + raised + (f"<sub>{lowered}</sub>" if lowered else "")


def _is_article(match):
    return not _NO_ARTICLE.match(match.string, match.end())


def _raised(match):
    power = (match[1] or match[2]).replace("-", "\u2212")
    return f"{_RAISED}{power}{_LOWERED}"
