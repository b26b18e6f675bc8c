"""Works of every kind are listed in one style."""

import re

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from pybtex.database import parse_string

from bookext.bibliography import BookStyle, KeepPages

KINDS = {
    "article": "journal = {Nature}, volume = {3}, number = {5}",
    "incollection": "booktitle = {A Book}, publisher = {Springer}",
    "inproceedings": "booktitle = {A Meeting}, volume = {4}",
}


def listed(kind, fields):
    """Return one work as the list has it."""
    work = (
        f"@{kind}{{w, author = {{Doe, Jane}}, title = {{One}}, {fields}, "
        "year = {1990}}"
    )
    entries = parse_string(work, "bibtex").entries.values()
    (entry,) = BookStyle().format_entries(entries)
    return entry.text.render_as("text").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_given_in_one_way(kind):
    work = listed(kind, f"{KINDS[kind]}, pages = {{807--814}}")
    assert re.search(r", pages 807\u2013814[.,] (Springer, )?1990\.$", work)


def test_an_article_has_its_volume_and_number_if_it_has_any():
    assert "Nature, 3(5), pages 1\u20132" in listed(
        "article", f"{KINDS['article']}, pages = {{1--2}}"
    )
    assert "Nature, 3, pages 1\u20132" in listed(
        "article", "journal = {Nature}, volume = 3, pages = {1--2}"
    )


def test_an_address_is_an_address_without_being_called_one():
    work = listed("misc", "url = {https://a.example/b}")
    assert work.endswith("1990. https://a.example/b.")


def test_a_range_of_pages_stays_on_one_line():
    page = new_document("page", get_default_settings())
    page += nodes.citation(
        "", nodes.paragraph("", "In A, pages 1\u201320. 1990.")
    )
    KeepPages(page).run()
    (kept,) = page.findall(nodes.inline)
    assert (kept.astext(), kept["classes"]) == (
        "pages 1\u201320",
        ["unbroken"],
    )
    assert page.astext() == "In A, pages 1\u201320. 1990."
