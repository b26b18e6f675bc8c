"""Remarks in brackets that stand in the margin where there is one.

A paragraph that is wholly in brackets can be left out by whoever is in a
hurry. A wide page shows it beside the paragraph it belongs to and does
without the brackets. Narrow pages, print and JupyterLab show it as it was
written; the theme's own directive for margins would stand there raw.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

REMARKED, REMARK, BRACKET = "remarked", "remark", "bracket"


def is_remark(text):
    """Tell whether the first bracket of a text is closed by its last.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for place, letter in enumerate(text, start=1):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place == len(text)
    return False


class Remarks(SphinxPostTransform):
    """Put every remark into one box with the paragraph before it."""

    # Before formulas take the signs beside them, a last bracket too.
    default_priority = 850
    formats = ("html",)

    def run(self, **kwargs):
        """Do so for the paragraphs that stand in sections of their own."""
        for paragraph in list(self.document.findall(nodes.paragraph)):
            in_section = isinstance(paragraph.parent, nodes.section)
            if in_section and is_remark(paragraph.astext()):
                _box(paragraph)


def _box(remark):
    parent, place = remark.parent, remark.parent.index(remark)
    before = parent[place - 1 : place] if place else []
    before = [node for node in before if isinstance(node, nodes.paragraph)]
    _without_brackets(remark)
    remark["classes"].append(REMARK)
    for node in (*before, remark):
        parent.remove(node)
    box = nodes.container("", *before, remark, classes=[REMARKED])
    parent.insert(place - len(before), box)


def _without_brackets(remark):
    """Let the style sheet hide the brackets where they stand."""
    texts = list(remark.findall(nodes.Text))
    first, last = texts[0], texts[-1]
    # The last first: the two may be the ends of one text.
    _split(last, last.astext()[:-1], ")", "")
    first = next(iter(remark.findall(nodes.Text)))
    _split(first, "", "(", first.astext()[1:])


def _split(text, before, bracket, after):
    parts = [
        nodes.Text(before),
        nodes.inline("", bracket, classes=[BRACKET]),
        nodes.Text(after),
    ]
    text.parent.replace(text, [part for part in parts if part.astext()])


def setup(app):
    """Register the transform."""
    app.add_post_transform(Remarks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
