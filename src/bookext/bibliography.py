"""Works are listed in one style, and ranges of their pages stay in one line.

The defects of the plain style: pages stand after a colon in a journal, after
the word in a collection and bare in proceedings, and "URL:" stands before
what is shown of an address, which for an issue on GitHub is no address.
"""

import re

from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.plain import Style
from pybtex.style.template import (
    field,
    href,
    join,
    optional,
    sentence,
    tag,
)
from sphinx.transforms.post_transforms import SphinxPostTransform

NAME = "book"
_PAGES = re.compile(r"(pages\s\d+\u2013\d+)")


class BookStyle(Style):
    """The plain style, with "pages" wherever there are some."""

    def get_article_template(self, e):
        """Return how an article is listed."""
        number = optional["(", field("number"), ")"]
        return toplevel[
            self.format_names("author"),
            self.format_title(e, "title"),
            sentence[
                tag("em")[field("journal")],
                optional[join[field("volume"), number]],
                self.format_chapter_and_pages(e),
                field("year"),
            ],
            self.format_web_refs(e),
        ]

    def get_inproceedings_template(self, e):
        """Return how a paper is listed: as a part of a collection."""
        return self.get_incollection_template(e)

    def format_url(self, e):
        """Return an address as a link."""
        url = field("url", raw=True)
        return href(url)[url]


class KeepPages(SphinxPostTransform):
    """Keep the ranges of pages on one line."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        """Put each range into an element of its own."""
        for work in self.document.findall(nodes.citation):
            for text in list(work.findall(nodes.Text)):
                parts = _PAGES.split(text.astext())
                if len(parts) > 1:
                    text.parent.replace(text, [*map(_kept, parts)])


def _kept(part):
    if _PAGES.fullmatch(part):
        return nodes.inline("", part, classes=["unbroken"])
    return nodes.Text(part)


def setup(app):
    """Register the style; ``bibtex_default_style: book`` selects it."""
    register_plugin("pybtex.style.formatting", NAME, BookStyle, force=True)
    app.add_post_transform(KeepPages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
