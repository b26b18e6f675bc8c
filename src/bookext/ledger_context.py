r"""A number of the text among the words around it, as a page shows them.

The record keeps those words as Markdown, with formulas in TeX. The number
may be a part of a formula, as in ``\frac12``: it is marked before the words
are read, and is what comes out bold.
"""

import re

from .formula_line import plain
from .ledger_words import BOLD, PLAIN, parts

ROOM = 16
"""Letters that are shown of the text on each side of a number."""

_NUMBER = re.compile("<b>(.*?)</b>")
# Not in the number itself.
_SPACE = re.compile(r"\s+(?![^<]*</b>)")


def shown(text, at, number):
    """Return a number, and the nearest words around it, as HTML.

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
    str
        The nearest words, the number in bold.
    """
    end = at + len(number)
    marked = f"{text[:at]}{BOLD}{number}{PLAIN}{text[end:]}"
    words = _words(parts(marked))
    place = next(n for n, word in enumerate(words) if _NUMBER.search(word))
    before, number, after = _NUMBER.split(words[place])
    left = _nearest(words[:place][::-1], before)[::-1]
    right = _nearest(words[place + 1 :], after)
    said = " ".join([*left, words[place], *right])
    said = said.replace("\u2026 ", "\u2026\u00a0")
    return number, said.replace(" \u2026", "\u00a0\u2026")


def _words(found):
    """Return parts as words, what no space divides together."""
    words = [""]
    for part in found:
        pieces = [part.html]
        if part.kind == "words":
            pieces = _SPACE.split(part.html)
        words[-1] += pieces[0]
        words += pieces[1:]
    # A reference leaves nothing behind.
    return [word for word in words if word]


def _nearest(words, beside):
    """Return the words that there is room for, and dots; nearest first."""
    found, letters = [], len(plain(beside))
    for word in words:
        letters += 1 + len(plain(word))
        if letters > ROOM:
            return [*found, "\u2026"]
        found.append(word)
    return found
