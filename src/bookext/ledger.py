"""The record of what was checked, compared with the pages and shown.

``ledger.json`` beside the chapters says of every labelled equation and of
every number in the text how it was checked. The build stops when the record
has no such entry, when a check in it failed, when an equation is no longer
the one that was checked, or when the source of a number no longer shows it.
The directive ``ledger`` shows a part of the record as tables.
"""

import shutil
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from . import ledger_numbers, ledger_parts, ledger_rows
from .elsewhere import shows_elsewhere
from .errors import BookError, where
from .ledger_record import FILE, path, read

_TABLES = {
    "equations": ledger_rows.equations,
    "published": ledger_rows.published,
    "numbers": ledger_numbers.numbers,
}


class Ledger(nodes.General, nodes.Element):
    """The place for a part of the record, until equations have numbers."""


class LedgerDirective(SphinxDirective):
    """Show the equations, the numbers or the published numbers."""

    required_arguments = 1

    def run(self):
        """Leave a place, and note that the page depends on the record."""
        part = directives.choice(self.arguments[0], list(_TABLES))
        place = Ledger(part=part)
        self.set_source_info(place)
        self.env.note_dependency(str(path(self.env)))
        shows_elsewhere(self.env)
        return [place]


class FillPlaces(SphinxPostTransform):
    """Put the tables into their places."""

    default_priority = 5
    formats = ("html",)

    def run(self, **kwargs):
        """Exchange every place of one page."""
        for place in list(self.document.findall(Ledger)):
            part = place["part"]
            entries = read(self.env).get(part)
            if not entries:
                raise BookError(f"{where(place)}: {FILE} has no {part}")
            pages = ledger_parts.Pages(self.app, self.env.docname)
            html = _TABLES[part](entries, pages)
            place.replace_self(nodes.raw("", html, format="html"))


def publish(app, exception):
    """Copy the record beside the pages."""
    if exception is None and app.builder.format == "html":
        target = Path(app.outdir) / app.config.ledger_folder / FILE
        shutil.copyfile(path(app.env), target)


def setup(app):
    """Register the directive, the comparison and the copy."""
    app.add_config_value("ledger_folder", "chapters", "env")
    app.add_directive("ledger", LedgerDirective)
    app.add_post_transform(FillPlaces)
    app.setup_extension("bookext.elsewhere")
    app.setup_extension("bookext.ledger_compare")
    app.connect("build-finished", publish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
