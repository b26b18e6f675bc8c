"""The record as tables: a row for every equation and published result."""

import json
from html import escape
from itertools import groupby

from .equations import target
from .ledger_parts import (
    error,
    errors,
    row_id,
    table,
    test_name,
)
from .ledger_words import html as as_html

_KINDS = {"sympy": "SymPy", "package": "the package", "float64": "in float64"}


def equations(entries, pages):
    """Return the tables of equations, one for each page."""
    tables = []
    for page, group in groupby(entries, lambda e: pages.of(e["id"])):
        rows = [_equation(entry, pages) for entry in group]
        count = f"{len(rows)} equation{'s' * (len(rows) != 1)}"
        tables.append(
            table(
                f'<a href="{pages.address(page)}">'
                f"{escape(pages.title(page))}</a>: {count}",
                ("Equation", "What was checked, and the largest error"),
                rows,
                row=17,
            )
        )
    return "\n".join(tables)


def _equation(entry, pages):
    label = entry["id"]
    number = pages.number(label)
    address = pages.address(pages.of(label), target(label))
    # Pages without a number count from 1, each of them.
    name = (
        number
        if "." in number
        else f"{number}, {pages.title(pages.of(label))}"
    )
    checks = "".join(f"<li>{_check(c)}</li>" for c in entry["checks"])
    kind = "Definition. " * (entry["kind"] == "definition")
    return (
        f'<tr id="{row_id(label)}"><th scope="row">'
        f'<a href="{address}">{number}</a></th>'
        f"<td><p>{kind}{as_html(entry['statement'])}</p>"
        f"<ul>{checks}</ul>"
        f"<details><summary>Values of {escape(name)}</summary>"
        f"{_sample(entry['sample'])}"
        f"<p>Test: <code>{test_name(entry['test'])}</code></p></details>"
        "</td></tr>"
    )


def _check(check):
    """Return one check in words: its kind, its error, its limit."""
    kind = _KINDS.get(check["kind"], check["kind"])
    return f"{escape(kind)}: {errors(check['max_error'], check['tolerance'])}"


def _sample(sample):
    rows = "".join(
        f"<li>{as_html(v['entry'])}: displayed "
        f"<code>{escape(str(v['displayed']))}</code>, checked "
        f"<code>{escape(str(v['checked']))}</code></li>"
        for v in sample["values"]
    )
    about = f"{escape(sample['dtype'])}, seed {escape(str(sample['seed']))}"
    return f"<p>{about}</p><ul>{rows}</ul>"


def published(entries, pages):
    """Return the table of the published numbers, a group for each subject."""
    groups = []
    for (subject, page), group in groupby(entries, _subject):
        rows = "\n".join(_published(entry) for entry in group)
        groups.append(
            f'<tr class="group"><th colspan="3" scope="rowgroup">'
            f'<a href="{pages.address(page)}">{as_html(subject)}</a></th></tr>'
            f"\n{rows}"
        )
    return table(
        f"{len(entries)} results of published notebooks",
        ("Result", "Difference", "Allowed"),
        groups,
        row=4 * len(entries) / len(groups) + 3,
        kind="published",
    )


def _subject(entry):
    """Return what a result belongs to, and the page that has it."""
    return entry["what"].partition(": ")[0], entry["page"]


def _published(entry):
    subject, _, result = entry["what"].rpartition(": ")
    before = f'<span class="visually-hidden">{as_html(subject)}: </span>'
    misprint = entry.get("misprint", "")
    misprint = (
        '\n<tr class="misprint"><td colspan="3">Misprinted in places: '
        f"{as_html(misprint)}.</td></tr>"
    ) * bool(misprint)
    return (
        '<tr><th scope="row"><details>'
        f"<summary>{before * bool(subject)}{as_html(result)}</summary>"
        f"<p>Published: <code>{_values(entry['published'])}</code></p>"
        f"<p>Computed in {entry['dtype']}: "
        f"<code>{_values(entry['computed'])}</code></p>"
        f"<p>Test: <code>{test_name(entry['test'])}</code></p></details>"
        f"</th><td>{error(entry['error'])}</td>"
        f"<td>{error(entry['tolerance'])}</td></tr>{misprint}"
    )


def _values(values):
    """Return numbers, however nested, at full precision."""
    return escape(json.dumps(values))
