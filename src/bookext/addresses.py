"""What a built file loads: addresses in HTML, CSS and JavaScript."""

import re
from html.parser import HTMLParser

from .markup import MATHS

_CSS = re.compile(
    r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']"""
)
_JS = re.compile(
    r"""(?:fetch|import|importScripts|Worker)\s*\(\s*["'`]([^"'`]+)["'`]"""
    r"""|\bfrom\s+["']((?:https?:)?//[^"']+)["']"""
    r"""|\.src\s*=\s*["'`]([^"'`]+)["'`]"""
)
_FOREIGN = re.compile(r"^(?:https?:|wss?:)?//", re.IGNORECASE)

# Attributes by which a page loads something, or sends the reader's words.
_LOADING = {
    "src",
    "srcset",
    "data",
    "poster",
    "action",
    "formaction",
    "background",
}


def is_foreign(address):
    """Tell whether an address leads to another origin."""
    return bool(_FOREIGN.match(address.strip()))


def _groups(pattern, text):
    for match in pattern.finditer(text):
        yield next(group for group in match.groups() if group)


def in_css(text):
    """Return the addresses that a style sheet loads."""
    return list(_groups(_CSS, text))


def in_js(text):
    """Return the literal addresses that a script loads."""
    return list(_groups(_JS, text))


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self._inside = None

    def handle_starttag(self, tag, attrs):
        self._inside = tag if tag in ("script", "style") else None
        # Says where the page is published; nothing is loaded from there.
        names_itself = ("rel", "canonical") in attrs
        for name, value in attrs:
            if not value or names_itself:
                continue
            if name == "srcset":
                self.found += [part.split()[0] for part in value.split(",")]
            elif name in _LOADING or (name == "href" and tag == "link"):
                self.found.append(value)
            elif name == "style":
                self.found += in_css(value)

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside == "script":
            self.found += in_js(data)
        elif self._inside == "style":
            self.found += in_css(data)


def in_html(text):
    """Return the addresses that a page loads; links to follow are not.

    Formulas are passed over: they are most of a page, and load nothing.
    """
    page = _Page()
    page.feed(MATHS.sub("", text))
    return page.found


READERS = {".html": in_html, ".css": in_css, ".js": in_js, ".mjs": in_js}
