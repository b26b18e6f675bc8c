"""The record's numbers of the text as tables, one for each page."""

import re
from decimal import Decimal, InvalidOperation
from html import escape
from itertools import groupby

from . import formula_line, ledger_context
from .ledger_parts import power_of_ten, table

_SOURCES = {
    "cell": "cell <code>{id}</code>",
    "figure": "figure <code>{id}</code>",
    "equation": "equation <code>{id}</code>",
    "exercise": "the exercise <code>{id}</code>",
    "arithmetic": "calculated right there",
    "expression": "<code>{id}</code>",
    "given": "{id}",
}
_HAS_VALUE = _SOURCES.keys() - {"arithmetic", "given"}

_DEFAULT = re.compile(
    r"<code>inspect\.signature\(([\w.]+)\)"
    r"\.parameters\[&#x27;(\w+)&#x27;\]\.default</code>"
)
_SETTING = r"the default of <code>\2</code> in <code>\1</code>"


def numbers(entries, pages):
    """Return the tables of the numbers in the text, folded."""
    by_page = groupby(entries, lambda entry: entry["page"])
    groups = [(page, [*group]) for page, group in by_page]
    return "\n".join(
        f"<details><summary>{escape(pages.title(page))}: "
        f"{len(group)}&nbsp;numbers</summary>"
        + table(
            f"Numbers of {escape(pages.title(page))}",
            ("Number", "In the text", "Source"),
            [row(entry) for entry in group],
            row=6,
            kind="numbers",
        )
        + "</details>"
        for page, group in groups
    )


def row(entry):
    """Return a row: a number, the words around it, and its source."""
    number, words = ledger_context.shown(
        entry["text"], entry["at"], entry["number"]
    )
    return (
        f"<tr><td>{number}</td><td>{words}</td>"
        f"<td>{source(entry['source'], number)}</td></tr>"
    )


def source(place, number):
    """Return where a number comes from; its value there, if it is another."""
    words = _SOURCES[place["kind"]].format(id=escape(place["id"]))
    if place["kind"] == "expression":
        words = _DEFAULT.sub(_SETTING, words)
    if "page" in place:
        words += f" of {escape(place['page'])}"
    if place["kind"] in _HAS_VALUE and not _same(place["value"], number):
        equals = " = " if place["kind"] == "expression" else ": "
        words += f"{equals}{rounded(place['value'])}"
    return words


def _same(value, number):
    """Tell whether a value needs no mention beside the number."""
    if rounded(value) == number:
        return True
    try:
        return Decimal(value) == Decimal(number.replace("\u2212", "-"))
    except InvalidOperation:
        return False


def rounded(value):
    """Return a number as printed by Python as the text writes numbers."""
    try:
        size = Decimal(value)
    except InvalidOperation:
        return escape(value, quote=False)
    if not size or -5 < size.adjusted() < 8:
        return formula_line.html(f"{float(value):.8g}")
    return power_of_ten(size, digits=7)
