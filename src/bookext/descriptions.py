"""A page describes itself to search engines by its first real paragraph.

The theme would give the first 160 characters of everything, beginning with
the title.
"""

import re

from docutils import nodes

SHORTEST, LONGEST = 60, 200


def description(doctree):
    """Return the first paragraph of text that says enough, cut at a word."""
    paragraphs = list(doctree.findall(nodes.paragraph))
    # A glossary has all its text in a list.
    of_sections = [
        p for p in paragraphs if isinstance(p.parent, nodes.section)
    ]
    texts = [
        re.sub(r"\s+", " ", paragraph.astext()).strip()
        for paragraph in of_sections or paragraphs
    ]
    long = [text for text in texts if len(text) >= SHORTEST]
    text = next(iter(long or texts), "")
    if len(text) <= LONGEST:
        return text
    return text[: text.rfind(" ", 0, LONGEST)].rstrip(",;:") + " …"


def describe(app, pagename, templatename, context, doctree):
    """Give the page's template its description."""
    title = app.config.html_title
    context["page_description"] = (
        description(doctree)
        if doctree
        else f"Find words, symbols and names of code in {title}."
    )


def setup(app):
    """Connect after the theme, whose description this one replaces."""
    app.connect("html-page-context", describe, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
