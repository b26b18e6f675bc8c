"""What cells print is told apart: sentences may be broken, tables may not.

A phone has room for some fifty letters of code. Sentences go on in the next
line, further in; what stands in columns would fall apart, and is scrolled.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

# How myst-nb calls what was printed, and what a cell returned.
_SHOWN = {"stream", "text_plain"}

# Columns are kept apart by several spaces; arrays begin with a bracket.
_IN_COLUMNS = re.compile(r"\S {2,}\S|\[\[|^ *\[|\||array\(", re.MULTILINE)


# As many letters fit into a line of the narrowest screens.
_ROOM = 40


def is_prose(text):
    """Tell whether lines that were printed may be broken between words.

    They may if none stands in columns, or if only short ones do, beside
    sentences that are long: an array and then the error it leads to.
    """
    long = [line for line in text.splitlines() if len(line) > _ROOM]
    return not _IN_COLUMNS.search("\n".join(long) if long else text)


class MarkProse(SphinxPostTransform):
    """Mark the outputs of one page that may be broken."""

    # Before highlighting, after myst-nb has made the outputs.
    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        """Give each of them the class ``prose``."""
        for block in self.document.findall(nodes.literal_block):
            if _SHOWN & {*block["classes"]} and is_prose(block.astext()):
                block["classes"].append("prose")


def setup(app):
    """Register what marks the outputs."""
    app.add_post_transform(MarkProse)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
