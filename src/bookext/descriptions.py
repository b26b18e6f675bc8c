"""A page describes itself to search engines by its first paragraph.

The theme would give the first 160 characters of everything, beginning with
the title.
"""

import re

from docutils import nodes

LONGEST = 200


def description(doctree):
    """Return the first paragraph's plain text, cut at a word."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = re.sub(r"\s+", " ", paragraph.astext()).strip()
        if not text:
            continue
        if len(text) <= LONGEST:
            return text
        return text[: text.rfind(" ", 0, LONGEST)].rstrip(",;:") + " …"
    return ""


def describe(app, pagename, templatename, context, doctree):
    """Give the page's template its description."""
    context["page_description"] = description(doctree) if doctree else ""


def setup(app):
    """Connect after the theme, whose description this one replaces."""
    app.connect("html-page-context", describe, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
