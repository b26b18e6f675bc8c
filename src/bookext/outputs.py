"""Outputs of notebooks bring no HTML and no script into a page.

What a cell has printed is stored in its notebook, where anybody may have
changed it, and myst-nb would write HTML and JavaScript as they stand. The
book's own cells need neither: the build takes text, figures, Markdown without
HTML and the explorables, and stops at anything else.
"""

import json

from markdown_it import MarkdownIt

from .errors import BookError

WIDGET = "application/vnd.jupyter.widget-view+json"
FIGURE = "image/svg+xml"
ALLOWED = {"text/plain", "text/markdown", FIGURE, WIDGET}

_markdown = MarkdownIt("commonmark")


def _tokens(text):
    for token in _markdown.parse(text):
        yield token
        yield from token.children or ()


def markdown_problem(text):
    """Return what is wrong with Markdown as an output, or an empty string."""
    for token in _tokens(text):
        if token.type in ("html_block", "html_inline"):
            return f"has HTML in its Markdown: {token.content.strip()[:60]}"
        if token.type == "fence" and token.info.startswith("{"):
            return f"has a directive in its Markdown: {token.info}"
    return ""


def problem(output):
    """Return what is wrong with one output, or an empty string."""
    data = output.get("data", {})
    foreign = sorted(set(data) - ALLOWED)
    if foreign:
        return f"is of a kind that the book does not show: {foreign[0]}"
    shown = output.get("metadata", {}).get(FIGURE, {})
    if WIDGET in data and "explorable" not in shown:
        return "is a widget that is no explorable"
    return markdown_problem("".join(data.get("text/markdown", ())))


def check_outputs(app, docname, source):
    """Stop at the first output of a notebook that may not be shown."""
    path = app.env.doc2path(docname)
    if not str(path).endswith(".ipynb"):
        return
    cells = json.loads(source[0])["cells"]
    for number, cell in enumerate(cells, start=1):
        for output in cell.get("outputs", ()):
            wrong = problem(output)
            if wrong:
                raise BookError(f"{path}, cell {number}: an output {wrong}")


def setup(app):
    """Connect the check to the reading of every notebook."""
    app.connect("source-read", check_outputs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
