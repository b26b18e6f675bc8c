"""The words around a number of a text, as the record keeps them.

They are whole words of the number's own paragraph, where a word is whatever
a cut would spoil: a formula, a piece of code, a link, what is stressed. So
they are Markdown that can be read by itself.
"""

import re

AROUND = 32
"""Letters of text on each side of a number, and as many as end the word."""

_KEPT_WHOLE = (
    r"\$\$.+?\$\$|\$[^$]+\$"  # a formula
    r"|(?<!`)(?P<ticks>`{1,2})(?!`).+?(?P=ticks)(?!`)"  # code, no fence
    r"|\[(?:[^\[\]$]|\$[^$]*\$)*\]\([^()\s]*\)"  # a link
    r"|(?P<stars>\*+)(?=\S).+?(?P=stars)"  # what is stressed
)
_WORD = re.compile(rf"(?:{_KEPT_WHOLE}|\S)+", re.DOTALL)
_SPACE = re.compile(r"\s+")
# What stands between paragraphs, or opens one and is no part of its text.
_BREAK = re.compile(
    r"^ *\n"  # an empty line
    r"|^\([\w-]+\)=\n"  # a target
    r"|^(?:`{3,}|:{3,}).*$|^:[\w-]+:.*$"  # the frame of a directive
    r"|^#+ |^ *[-*] |^ *\d+\. "  # a heading, an item of a list
    r"|^\| *",  # a row of a table
    re.MULTILINE,
)


def around(markdown, number):
    """Return the words around a number, and where in them it begins.

    Parameters
    ----------
    markdown : str
        The text of a cell.
    number : Quoted
        A number in it.

    Returns
    -------
    text : str
        At least the word with the number, on one line.
    at : int
        ``text[at:]`` begins with the number.
    """
    words = list(_WORD.finditer(markdown, *_paragraph(markdown, number)))
    first = _index(words, number.start)
    last = _index(words, number.end - 1)
    left, right = words[first].start(), words[last].end()
    while first and left - words[first].start() < AROUND:
        first -= 1
    while words[last] is not words[-1] and words[last].end() - right < AROUND:
        last += 1
    start, end = words[first].start(), words[last].end()
    before = _SPACE.sub(" ", markdown[start : number.start])
    return before + _SPACE.sub(" ", markdown[number.start : end]), len(before)


def _paragraph(markdown, number):
    """Return where the paragraph with a number begins and ends."""
    start, end = 0, len(markdown)
    # A line of a formula is no item of a list.
    masked = re.sub(_KEPT_WHOLE, _covered, markdown, flags=re.DOTALL)
    for found in _BREAK.finditer(masked):
        if found.end() <= number.start:
            start = found.end()
        elif found.start() >= number.end:
            return start, found.start()
    return start, end


def _covered(match):
    return "x" * len(match[0])


def _index(words, place):
    """Return which of the words a place in the text belongs to."""
    return next(n for n, word in enumerate(words) if place < word.end())
