"""Formulas of the chapters shown again elsewhere, without a second copy.

The directive ``formula`` names the label of an equation. Once all pages have
been read it becomes that equation as it stands in its chapter, with a link
to it; what is written in the directive is printed below, as a caption.
"""

import re
from difflib import get_close_matches

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from . import equations
from .elsewhere import shows_elsewhere
from .errors import BookError, where

# The stop of the sentence that a formula ends in its chapter.
_STOP = re.compile(r"\s*[.,;](?=\s*(?:\\end\{\w+\}\s*)?$)")


class Formula(nodes.General, nodes.Element):
    """The place for an equation that may not have been read yet."""


class FormulaNumber(nodes.paragraph):
    """The number of a formula shown elsewhere, a link to its chapter."""


class FormulaDirective(SphinxDirective):
    """Show the equation with a label, and a caption."""

    required_arguments = 1
    has_content = True

    def run(self):
        """Leave a place, with the caption in it."""
        place = Formula(label=self.arguments[0])
        self.set_source_info(place)
        self.state.nested_parse(self.content, self.content_offset, place)
        shows_elsewhere(self.env)
        return [place]


class FillPlaces(SphinxPostTransform):
    """Put the equations into their places."""

    default_priority = 5

    def run(self, **kwargs):
        """Exchange every place of one page."""
        for place in list(self.document.findall(Formula)):
            box = nodes.container(classes=["formula"])
            box += [self.equation(place), self.number(place)]
            box += place.children
            place.replace_self(box)

    def equation(self, place):
        """Return the equation, without its number, anchor and full stop."""
        label = place["label"]
        known = equations.of_book(self.env)
        if label not in known:
            raise BookError(_unknown(label, known, where(place)))
        copy = nodes.math_block("", _STOP.sub("", known[label]), number=None)
        copy.source, copy.line = place.source, place.line
        return copy

    def number(self, place):
        """Return the equation's number as a link to its chapter."""
        link = self.env.get_domain("math").resolve_xref(
            self.env,
            self.env.docname,
            self.app.builder,
            "eq",
            place["label"],
            place,
            None,
        )
        return FormulaNumber(
            "",
            "",
            link,
            label=place["label"],
            classes=["formula-number"],
        )


def _unknown(label, labels, location):
    near = get_close_matches(label, labels, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{location}: no page has an equation labelled {label}{hint}"


# A formula's number is written as any paragraph is.
_as_paragraph = (
    lambda self, node: self.visit_paragraph(node),
    lambda self, node: self.depart_paragraph(node),
)


def setup(app):
    """Register the directive and what fills its places."""
    app.setup_extension("bookext.elsewhere")
    app.add_node(FormulaNumber, html=_as_paragraph)
    app.add_directive("formula", FormulaDirective)
    app.add_post_transform(FillPlaces)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
