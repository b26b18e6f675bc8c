"""The built book as the page tests see it: its pages, addresses, sources."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "_build" / "html"
# Where the tests' server puts the book: not at its root.
PREFIX = "/some/where/book/"


def documents():
    """Return every document of the table of contents, in reading order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [c["file"] for p in toc["parts"] for c in p["chapters"]]
    return [toc["root"], *parts]


def numbered():
    """Return the documents that are chapters with a number."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = (part for part in toc["parts"] if part.get("numbered"))
    return [c["file"] for part in parts for c in part["chapters"]]


def pages():
    """Return the path of every page of the book, as seen from its root."""
    return [
        "index.html",
        *(f"{document}.html" for document in documents()),
        "search.html",
    ]


def source(document):
    """Return a document's Markdown, the cells of a notebook joined."""
    notebook = ROOT / f"{document}.ipynb"
    if not notebook.exists():
        return (ROOT / f"{document}.md").read_text(encoding="utf-8")
    cells = nbformat.read(notebook, as_version=4).cells
    return "\n\n".join(c.source for c in cells if c.cell_type == "markdown")


def equation_labels(document):
    """Return the labels that a document gives to its equations."""
    return re.findall(
        r"^\$\$ *\((eq-[\w-]+)\)", source(document), re.MULTILINE
    )


class Elements(HTMLParser):
    """Every element of a page: (tag, attributes), and the text of links."""

    def __init__(self, html):
        super().__init__()
        self.all = []
        self.links = []
        self._link = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))
        if tag == "a":
            self._link = [dict(attrs), ""]
            self.links.append(self._link)

    def handle_endtag(self, tag):
        if tag == "a":
            self._link = None

    def handle_data(self, data):
        if self._link:
            self._link[1] += data

    def ids(self):
        """Return every id, as often as it occurs."""
        return [a["id"] for _, a in self.all if a.get("id")]

    def with_tag(self, tag):
        """Return the attributes of every element of one kind."""
        return [attributes for name, attributes in self.all if name == tag]


def elements(page):
    """Return the elements of a built page."""
    return Elements((BOOK / page).read_text(encoding="utf-8"))
