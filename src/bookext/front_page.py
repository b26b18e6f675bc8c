"""The address of the book itself shows the landing page.

The root of the output would else hold a bare redirect: no language, no
title, nothing for a reader whose browser refuses it.
"""

import posixpath
import re
from pathlib import Path

_ADDRESS = re.compile(r'\b(href|src|action)="([^"]*)"')
_ABSOLUTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|/|#|$)", re.IGNORECASE)


def moved_up(html, folder):
    """Return a page of `folder` as it must be to stand one level above."""

    def move(match):
        attribute, address = match.groups()
        if not _ABSOLUTE.match(address):
            address = posixpath.normpath(posixpath.join(folder, address))
        return f'{attribute}="{address}"'

    html = html.replace('data-content_root="../"', 'data-content_root="./"')
    return _ADDRESS.sub(move, html)


def write_front_page(app, exception):
    """Copy the landing page to the root of the output."""
    if exception or app.builder.format != "html":
        return
    root = app.config.root_doc
    folder = posixpath.dirname(root)
    if not folder:
        return
    outdir = Path(app.outdir)
    html = (outdir / f"{root}.html").read_text(encoding="utf-8")
    front = moved_up(html, folder)
    (outdir / "index.html").write_text(front, encoding="utf-8")


def setup(app):
    """Connect after sphinx-external-toc, which writes the redirect."""
    app.connect("build-finished", write_front_page, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
