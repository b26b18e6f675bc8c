"""The record's numbers of the text as tables, one for each page."""

import re
from html import escape
from itertools import groupby

from .ledger_parts import table

_SOURCES = {
    "cell": "cell <code>{id}</code>: {value}",
    "figure": "figure <code>{id}</code>: {value}",
    "equation": "equation <code>{id}</code>: {value}",
    "exercise": "the exercise <code>{id}</code>: {value}",
    "arithmetic": "calculated right there",
    "expression": "<code>{id}</code> = {value}",
    "given": "{id}",
}
_PLAIN = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\{\w+\}`[^`]*`?", ""),
        (r"\[([^\]]*)\]\([^)]*\)?", r"\1"),
        (r"\\[tdc]?frac(\d)(\d)", r"\1/\2"),
        (r"\\[tdc]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2"),
        (r"\\cdot", "·"),
        (r"\\times", "×"),
        (r"\\[,;:! ]", " "),
        (r"\\(?:begin|end)\{\w+\}|\\(?=[A-Za-z])|[$*`{}|\\]", ""),
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
            ("In the text", "Where it comes from"),
            [_number(entry) for entry in group],
        )
        + "</details>"
        for page, group in groups
    )


def _number(entry):
    """Return a row: the words with the number in them, and its source."""
    source = entry["source"]
    number = escape(plain(entry["number"]))
    text = re.sub(
        rf"(?<![\d.]){re.escape(number)}(?!\.?\d)",
        f"<b>{number}</b>",
        escape(plain(entry["text"])),
        count=1,
    )
    words = _SOURCES[source["kind"]].format(
        id=escape(source["id"]), value=escape(source["value"])
    )
    elsewhere = f" of {escape(source['page'])}" if "page" in source else ""
    return f"<tr><td>{text}</td><td>{words}{elsewhere}</td></tr>"


def plain(markdown):
    """Return a piece of Markdown as words, formulas on one line."""
    for pattern, words in _PLAIN:
        markdown = pattern.sub(words, markdown)
    return markdown.strip()
