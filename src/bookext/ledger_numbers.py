"""The record's numbers of the text as tables, one for each page."""

import re
from decimal import Decimal, InvalidOperation
from html import escape
from itertools import groupby

from .ledger_parts import table
from .ledger_words import formulas, minus, stressed

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

ROOM = 16
"""Letters that are shown of the text on each side of a number."""

SIGNS = {
    "cdot": "·",
    "times": "×",
    "pm": "±",
    "odot": "\u2299",
    "ne": "\u2260",
    "le": "\u2264",
    "ge": "\u2265",
    "approx": "\u2248",
    "leftarrow": "\u2190",
    "to": "\u2192",
    "dots": "\u2026",
    "partial": "\u2202",
    "sum": "\u03a3",
}

_PLAIN = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\([\w-]+\)=\s*|#{2,} |\{\w+\}`[^`]*`?", ""),
        (r"\[([^\]]*)\]\([^)]*\)?|\[(?=[^\]]*$)", r"\1"),
        (r"\\[tdc]?frac(\d)(\d)", r"\1/\2"),
        (r"\\[tdc]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2"),
        (r"\^\{([^{}]*)\}", r"^(\1)"),
        (r"\\hat ?\{?y\}?", "\u0177"),
        (r"\\sqrt ?\{?(\w+)\}?", "\u221a\\1"),
        *((rf"\\{name}\b", sign) for name, sign in SIGNS.items()),
        (r"\\[,;:! ]|\{,?\}", " "),
        (r"(?<=[A-Za-z])\\(?=[A-Za-z])", " "),
        (r"\\(?:begin|end)\{\w+\}|\\(?=[A-Za-z])|[$*`{}|\\]", ""),
        (r" {2,}", " "),
    )
]


def numbers(entries, pages):
    """Return the tables of the numbers in the text, folded."""
    by_page = groupby(entries, lambda entry: entry["page"])
    groups = [(page, [*group]) for page, group in by_page]
    return "\n".join(
        f"<details><summary>{escape(pages.title(page))}: "
        f"{len(group)} numbers</summary>"
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
    number = plain(entry["number"])
    return (
        f"<tr><td>{formulas(number)}</td>"
        f"<td>{_context(plain(entry['text']), number)}</td>"
        f"<td>{source(entry['source'], number)}</td></tr>"
    )


def _context(text, number):
    """Return the words next to a number, and the number among them."""
    found = re.search(rf"(?<![\d.\u2212-]){re.escape(number)}(?!\.?\d)", text)
    if found is None:
        return formulas(text)
    before, after = text[: found.start()], text[found.end() :]
    if len(before) > ROOM:
        before = "\u2026\u00a0" + re.sub(r"^\S* ?", "", before[-ROOM:])
    if len(after) > ROOM:
        after = re.sub(r"\S*$", "", after[:ROOM]).rstrip() + "\u00a0\u2026"
    return stressed(before, number, after)


def source(place, number):
    """Return where a number comes from; its value there, if it is another."""
    words = _SOURCES[place["kind"]].format(id=escape(place["id"]))
    if place["kind"] == "expression":
        words = _DEFAULT.sub(_SETTING, words)
    if "page" in place:
        words += f" of {escape(place['page'])}"
    if place["kind"] in _HAS_VALUE and not _same(place["value"], number):
        equals = " = " if place["kind"] == "expression" else ": "
        words += f"{equals}{formulas(rounded(place['value']))}"
    return words


def _same(value, number):
    """Tell whether a value needs no mention beside the number."""
    if rounded(value) == number:
        return True
    try:
        return Decimal(value) == Decimal(minus(number).replace("\u2212", "-"))
    except InvalidOperation:
        return False


def rounded(value):
    """Return a number as printed by Python as the text writes numbers."""
    try:
        mantissa, _, power = f"{Decimal(value):.7e}".partition("e")
    except InvalidOperation:
        return value
    if -5 < int(power) < 8:
        return f"{float(value):.8g}"
    mantissa = mantissa.rstrip("0").rstrip(".")
    factor = "" if mantissa == "1" else f"{mantissa} · "
    return f"{factor}10^({int(power)})"


def plain(markdown):
    """Return a piece of Markdown as words, formulas on one line."""
    for pattern, words in _PLAIN:
        markdown = pattern.sub(words, markdown)
    return markdown.strip()
