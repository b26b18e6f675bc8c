"""A Content-Security-Policy in every page: the book itself, nothing else.

The few inline scripts of a page are named by their hashes, so that no other
can run. Styles may stand inline: formulas align their columns that way.
"""

import base64
import hashlib
import re

from .errors import BookError
from .rendering import after_rendering

_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
# What the browser does not run: data for scripts.
_DATA = re.compile(r'type="(?!text/javascript|module)[^"]*"')
_HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+=", re.IGNORECASE)
_HEAD = '<meta charset="utf-8" />'

POLICY = (
    "default-src 'none'",
    "img-src 'self'",
    "font-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    # No script asks for anything; those who measure a page ask its own host
    # for robots.txt from within the page.
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)


def hashes(html):
    """Return the hash of each inline script that a browser would run."""
    found = []
    for attributes, body in _SCRIPT.findall(html):
        if "src=" not in attributes and not _DATA.search(attributes):
            digest = hashlib.sha256(body.encode()).digest()
            found.append(f"'sha256-{base64.b64encode(digest).decode()}'")
    return sorted(set(found))


def protect(html, pagename):
    """Return a page with its policy, as the first thing in its head."""
    if _HANDLER.search(html):
        raise BookError(
            f"{pagename}: an element has a script in an attribute (onclick or "
            "the like), which the page's own policy forbids"
        )
    if _HEAD not in html:
        raise BookError(
            f"{pagename}: found no {_HEAD} to put the policy after"
        )
    scripts = " ".join(["script-src 'self'", *hashes(html)])
    policy = "; ".join([*POLICY, scripts])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(_HEAD, f"{_HEAD}\n    {meta}", 1)


def setup(app):
    """Connect the policy to the writing of pages."""
    app.connect("builder-inited", lambda app: after_rendering(app, protect))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
