"""Shapes, such as (2, 2), and short code are not parted by a line's end.

The defect: a browser ends a line after any comma with a space, and half of a
pair of numbers reads like a number in brackets. In words the space is made
one that does not break; code, such as ``A @ B``, is kept in one piece by the
style sheet, so that what is copied from it is still code.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

LONGEST = 18
"""Letters of a tuple that every line has room for."""

SHORT = 10
"""Letters of code that even a cell of a table has room for."""

_TUPLE = re.compile(r"\([^\s(),]+(?:, [^\s(),]+)+\)")
_OF_NUMBERS = re.compile(r"\([\d.\u2212-]+(?:, [\d.\u2212-]+)+\)")
# Where spaces are to be seen, or copied, as they were written.
_VERBATIM = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw)


def unbroken(text):
    """Return a text whose tuples of numbers hold together."""

    def held(match):
        short = len(match[0]) <= LONGEST
        return match[0].replace(" ", "\u00a0") if short else match[0]

    return _OF_NUMBERS.sub(held, text)


class KeepTuples(SphinxPostTransform):
    """Hold the tuples of one page together."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        """Change the spaces in words, mark the pieces of code."""
        for text in list(self.document.findall(nodes.Text)):
            if "(" in text and not isinstance(text.parent, _VERBATIM):
                held = unbroken(text.astext())
                if held != text:
                    text.parent.replace(text, nodes.Text(held))
        for code in self.document.findall(nodes.literal):
            words = code.astext()
            room = LONGEST if _TUPLE.fullmatch(words) else SHORT
            if " " in words and len(words) <= room:
                code["classes"].append("unbroken")


def setup(app):
    """Register what holds tuples together."""
    app.add_post_transform(KeepTuples)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
