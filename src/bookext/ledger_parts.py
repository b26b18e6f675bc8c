"""What the tables of the record are made of: links, headers, errors."""

import posixpath
from html import escape

from docutils.nodes import make_id

from . import formula_line
from .equations import target
from .titles import page_title

# What a table's caption and headers, and the space around it, take in rem.
HEADER = 12


class Pages:
    """Titles, addresses and equation numbers, as one page needs them."""

    def __init__(self, app, docname):
        self._builder, self._env, self._here = app.builder, app.env, docname

    def title(self, page):
        """Return a page's title, with the number of a chapter."""
        return page_title(self._env, self._name(page))

    def address(self, page, target=""):
        """Return the way to a page, or to a place on it."""
        uri = self._builder.get_relative_uri(self._here, self._name(page))
        return escape(f"{uri}#{target}" if target else uri)

    def of(self, label):
        """Return the document that displays an equation."""
        name, _ = self._env.get_domain("math").equations[label]
        return name

    def number(self, label):
        """Return the number that an equation carries."""
        numbers = self._env.toc_fignumbers.get(self.of(label), {})
        found = numbers.get("displaymath", {}).get(target(label), ())
        return ".".join(map(str, found))

    def _name(self, page):
        """Return a document's name; the record leaves out the folder."""
        if page in self._env.all_docs:
            return page
        return posixpath.join(posixpath.dirname(self._here), page)


def row_id(label):
    """Return the anchor of an equation's row."""
    return make_id(f"checked-{label}")


def table(caption, headers, rows, row=8, kind="equations"):
    """Return a table with a header for each column.

    Some have dozens of rows: as sections do, they wait to be laid out until
    a reader comes near. Until then each takes the place that it has on a
    phone if its rows are `row` rem high, or a little more. The rows
    of published numbers are groups of rows.
    """
    height = round(row * len(rows) + HEADER)
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    between = "</tbody>\n<tbody>" if kind == "published" else "\n"
    body = between.join(rows)
    return (
        f'<div class="waits" style="--height: {height}rem">'
        f'<table class="ledger {kind}"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
        "</div>"
    )


def errors(largest, limit):
    """Return an error and its limit, each in one piece."""
    if not limit and not largest:
        return "the same, exactly"
    return (
        f'<span class="unbroken">{error(largest)},</span> '
        f'<span class="unbroken">within {error(limit)}</span>'
    )


def error(size):
    """Return an error with its power of ten."""
    return power_of_ten(size, digits=1) if size else "0"


def power_of_ten(number, digits):
    """Return a number with its power of ten, and at most so many decimals."""
    mantissa, _, power = f"{number:.{digits}e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    factor = "" if mantissa == "1" else rf"{mantissa} \times "
    return formula_line.html(f"{factor}10^{{{int(power)}}}")


def test_name(name):
    """Return a test's name with places where a line may end."""
    return escape(name).replace("::", "::<wbr>").replace("_", "_<wbr>")
