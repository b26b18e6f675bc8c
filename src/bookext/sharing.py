"""What a page shows where a link to it is shared: address and picture.

Both must be absolute, so that pages carry them only where the address at which
the book is published is known: from the setting ``html: baseurl`` in
``_config.yml``, or else from the run that publishes it, in ``BOOK_ADDRESS``.
"""

import os
import shutil
from pathlib import Path

PICTURE = Path(__file__).parents[2] / "docs" / "one-neuron.png"
PLACE = "_images/preview.png"
SHOWS = (
    "The computational graph of one neuron, with the forward values and the "
    "gradients at every node"
)


def know_address(app, config):
    """Take the address from the run that publishes the book."""
    published = os.environ.get("BOOK_ADDRESS", "")
    config.html_baseurl = config.html_baseurl or published


def describe(app, pagename, templatename, context, doctree):
    """Give the page's template the picture's address, if there is one."""
    base = app.config.html_baseurl.rstrip("/")
    context["preview"] = f"{base}/{PLACE}" if base else ""
    context["preview_alt"] = SHOWS


def copy_picture(app, exception):
    """Put the picture into the book after unused pictures were removed."""
    if exception or not app.config.html_baseurl:
        return
    target = Path(app.outdir) / PLACE
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(PICTURE, target)


def setup(app):
    """Connect all three."""
    app.connect("config-inited", know_address)
    app.connect("html-page-context", describe)
    app.connect("build-finished", copy_picture, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
