"""Tables that a phone shows row by row.

A phone has room for some 35 letters in a line. What needs more in its columns
is marked ``stacked``, and its cells get the heading of their column, so that
the style sheet can put the cells of a row one below the other. A column of
numbers is ``counted``: its heading says of what, and follows the number; one
without a heading gives each row its ``place``, and stands before it.
Where the columns stay side by side, words that are few are ``short`` and kept
on one line, and a column that says more than all others together is the
``main`` one, which must not be squeezed by them. Tables of two columns that
have the same headings as another one of their page are ``alike``, and their
columns are divided at the same place.
"""

import re
from collections import Counter
from html import escape

from .markup import shown
from .rendering import after_rendering

ROOM = 34
"""Letters of the longest words of all columns that fit beside each other."""

LONG = 60
"""Letters of a row that would make three columns long and thin."""

SHORT = 12
"""Letters of a cell that is kept on one line."""

_TABLE = re.compile(r'<table class="table">.*?</table>', re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)</\1>", re.DOTALL)


def is_wide(rows):
    """Tell whether a table is too wide for a phone.

    Parameters
    ----------
    rows : list of list of str
        The words of every cell.
    """
    words = [
        max((len(word) for cell in column for word in cell.split()), default=0)
        for column in zip(*rows, strict=True)
    ]
    longest = max(sum(map(len, row)) for row in rows)
    return sum(words) > ROOM or (len(words) > 2 and longest > LONG)


def stacked(match):
    """Return a table, marked and with its headings if it is too wide."""
    table = match[0]
    rows = [
        [shown(cell[3]).strip() for cell in _CELL.finditer(row)]
        for row in _ROW.findall(table)
    ]
    if not is_wide(rows):
        return table
    columns = [*zip(*rows[1:], strict=True)]
    kinds = [*map(_kind, rows[0], columns, main(columns))]
    body = table.index("<tbody>")

    def with_headings(row):
        places = iter(zip(rows[0], kinds, strict=True))
        return _CELL.sub(lambda cell: _headed(cell, *next(places)), row[0])

    marked = _ROW.sub(with_headings, table[body:])
    return table[:body].replace('"table"', '"table stacked"') + marked


def main(columns):
    """Tell of each column whether most of the table's letters are in it."""
    letters = [sum(map(len, column)) for column in columns]
    return [2 * own > sum(letters) for own in letters]


def _kind(heading, column, is_main):
    """Return the class of a column's cells, if they have one."""
    if all(map(str.isdecimal, column)):
        return "counted" if heading else "place"
    return "main" * is_main


def _headed(cell, heading, kind):
    """Return a cell that says what it is, unless there is nothing to say."""
    tag, attributes, inside = cell.groups()
    words = shown(inside).strip()
    if words and "<code" not in inside and len(words) <= SHORT:
        attributes = _classed(attributes, "short")
    if kind and words:
        attributes = _classed(attributes, kind)
    if heading and words:
        attributes += f' data-heading="{escape(heading)}"'
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _classed(attributes, name):
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'


def headings(table):
    """Return the words of the first row of a table."""
    first = _ROW.search(table)
    return tuple(shown(c[3]).strip() for c in _CELL.finditer(first[0]))


def stack(html, pagename):
    """Return a page whose wide tables can be stacked, and alike ones are."""
    often = Counter(map(headings, _TABLE.findall(html)))

    def marked(match):
        names, table = headings(match[0]), stacked(match)
        alike = len(names) == 2 and often[names] > 1
        return table.replace('"table', '"table alike', 1) if alike else table

    return _TABLE.sub(marked, html)


def setup(app):
    """Connect once the builder has its templates."""
    app.connect("builder-inited", lambda app: after_rendering(app, stack))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
