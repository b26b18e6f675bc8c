"""A small tick beside each equation's number leads to how it was checked."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import formula_sheet, ledger_parts

_MARK = (
    '<a class="checked" href="{address}" '
    'title="How equation {number} was checked" '
    'aria-label="How equation {number} was checked"></a>'
)


class Mark(SphinxPostTransform):
    """Give every labelled equation its mark; the record has them all."""

    default_priority = 10
    formats = ("html",)

    def run(self, **kwargs):
        """Mark the equations of one page."""
        home = self.config.ledger_page
        if home not in self.env.all_docs:
            return
        uri = self.app.builder.get_relative_uri(self.env.docname, home)
        for block in self.document.findall(nodes.math_block):
            if block.get("label"):
                address = f"{uri}#{ledger_parts.row_id(block['label'])}"
                # The number is filled in while the page is written.
                block["mark"] = mark(address, "{number}")
        for place in self.document.findall(formula_sheet.FormulaNumber):
            address = f"{uri}#{ledger_parts.row_id(place['label'])}"
            html = mark(address, place.astext().strip("()"))
            place += nodes.raw("", html, format="html")


def mark(address, number):
    """Return the link to a row, as the page has it."""
    return _MARK.format(address=address, number=number)


def setup(app):
    """Register the marks; ``mathml`` writes them."""
    app.add_config_value("ledger_page", "chapters/how-checked", "env")
    app.add_post_transform(Mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
