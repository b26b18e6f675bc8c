"""Pages are valid HTML, so that every browser builds the same tree."""

import re

import html5lib
import pytest
from site_of_book import BOOK, elements, pages

# What HTML no longer has, and what a validator would call an error although
# a parser does not mind.
OBSOLETE_TAGS = {"big", "center", "font", "strike", "tt", "acronym"}
OBSOLETE = {
    "align": {"*"},
    "bgcolor": {"*"},
    "border": {"img", "table"},
    "frame": {"table"},
    "language": {"script"},
    "name": {"a", "img"},
    "rules": {"table"},
    "summary": {"table"},
    "valign": {"*"},
    "width": {"col", "colgroup", "pre", "table", "td", "th", "hr"},
}
# What stands in these is words, and these stand among no words.
PHRASES = {"button", "em", "h1", "h2", "h3", "h4", "label", "p", "span"}
PHRASES |= {"strong", "summary"}
BLOCKS = {"div", "dl", "figure", "ol", "p", "pre", "section", "table", "ul"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def obsolete(tag, attributes):
    """Return what an element has that HTML no longer knows."""
    found = [f"<{tag}>"] if tag in OBSOLETE_TAGS else []
    for name in attributes:
        if OBSOLETE.get(name, set()) & {tag, "*"}:
            found.append(f"<{tag} {name}>")
    return found


@pytest.mark.parametrize("page", pages())
def test_a_page_is_parsed_without_an_error(page):
    parser = html5lib.HTMLParser()
    parser.parse((BOOK / page).read_text(encoding="utf-8"))
    lines = (BOOK / page).read_text(encoding="utf-8").splitlines()
    errors = [
        (code, data, lines[line - 1][max(0, column - 60) : column + 20])
        for (line, column), code, data in parser.errors
    ]
    assert errors == []


@pytest.mark.parametrize("page", pages())
def test_no_block_stands_among_words(page):
    tree = html5lib.parse(
        (BOOK / page).read_text(encoding="utf-8"), namespaceHTMLElements=False
    )
    wrong = {
        (outer.tag, inner.tag)
        for outer in tree.iter()
        if outer.tag in PHRASES
        for inner in outer.iter()
        if inner.tag in BLOCKS and inner is not outer
    }
    assert wrong == set()


@pytest.mark.parametrize("page", pages())
def test_a_page_has_nothing_obsolete(page):
    every = elements(page).all
    assert [o for tag, attrs in every for o in obsolete(tag, attrs)] == []


@pytest.mark.parametrize("page", pages())
def test_what_attributes_refer_to_is_there(page):
    every = elements(page)
    ids = set(every.ids())
    missing = [
        (name, value)
        for _, attributes in every.all
        for name in REFERENCES
        for value in (attributes.get(name) or "").split()
        if value not in ids
    ]
    assert missing == []
    assert [name for name in ids if re.search(r"\s", name)] == []
