"""The words for the book's colours have them: text speaks as figures do.

Values are blue, gradients orange, parameters green, in figures, explorables
and here. The word says it all the same to those who see no colours.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

COLOURS = {"blue": "forward", "orange": "gradient", "green": "parameter"}
_WORD = re.compile(r"\b(blue|orange|green)\b", re.IGNORECASE)
_PROSE = (nodes.paragraph, nodes.caption, nodes.emphasis, nodes.strong)


class MarkColourWords(SphinxPostTransform):
    """Set the words in their colours."""

    default_priority = 910
    formats = ("html",)

    def run(self, **kwargs):
        """Mark the words of one page."""
        for text in list(self.document.findall(nodes.Text)):
            parent = text.parent
            if isinstance(parent, _PROSE) and _WORD.search(text):
                place = next(
                    i for i, c in enumerate(parent.children) if c is text
                )
                parent[place : place + 1] = list(marked(text.astext()))


def marked(text):
    """Yield a text in parts, of which words for colours are marked."""
    for i, part in enumerate(_WORD.split(text)):
        if i % 2:
            yield nodes.inline("", part, classes=[COLOURS[part.lower()]])
        elif part:
            yield nodes.Text(part)


def setup(app):
    """Register what marks the words."""
    app.add_post_transform(MarkColourWords)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
