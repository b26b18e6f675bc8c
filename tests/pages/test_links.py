"""Every link inside the book leads somewhere, and says the truth."""

import re
from collections import Counter
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from site_of_book import (
    BOOK,
    documents,
    elements,
    equation_labels,
    numbered,
    pages,
)

page_elements = cache(elements)


def inside(page):
    """Return each link of a page into the book: (text, file, fragment)."""
    found = []
    for attributes, text in page_elements(page).links:
        parts = urlsplit(attributes.get("href", ""))
        if not parts.scheme and not parts.netloc:
            path = (BOOK / page).parent / unquote(parts.path)
            target = path.resolve() if parts.path else BOOK / page
            found.append((text, target, unquote(parts.fragment)))
    return found


@pytest.mark.parametrize("page", pages())
def test_every_link_and_anchor_resolves(page):
    broken = [
        (text, target.name, fragment)
        for text, target, fragment in inside(page)
        if not target.is_file()
        or (
            fragment
            and fragment
            not in page_elements(target.relative_to(BOOK).as_posix()).ids()
        )
    ]
    assert broken == []


@pytest.mark.parametrize("page", pages())
def test_no_id_occurs_twice(page):
    counts = Counter(page_elements(page).ids())
    assert [name for name, count in counts.items() if count > 1] == []


def numbers_of(page):
    """Return the number shown beside each equation: id -> '(1.3)'."""
    return {
        attributes["href"].removeprefix("#"): text.replace("equation ", "")
        for attributes, text in page_elements(page).links
        if attributes.get("class") == "eqno"
    }


@pytest.mark.parametrize("document", documents())
def test_every_labelled_equation_is_numbered_on_its_page(document):
    # The page of the package also numbers the equations of docstrings.
    numbered = numbers_of(f"{document}.html")
    wanted = [f"equation-{label}" for label in equation_labels(document)]
    assert [name for name in numbered if name in wanted] == wanted


@pytest.mark.parametrize("page", pages())
def test_links_to_equations_show_the_number_they_lead_to(page):
    for text, target, fragment in inside(page):
        if fragment.startswith("equation-") and re.match(r"\(\d", text):
            shown = numbers_of(target.relative_to(BOOK).as_posix())
            assert shown[fragment] == text


@pytest.mark.parametrize(
    ("chapter", "document"), list(enumerate(numbered(), 1))
)
def test_equations_and_figures_carry_their_chapters_number(chapter, document):
    page = f"{document}.html"
    numbers = list(numbers_of(page).values())
    assert numbers == [f"({chapter}.{n + 1})" for n in range(len(numbers))]
    html = (BOOK / page).read_text(encoding="utf-8")
    figures = re.findall(r'caption-number">Figure ([\d.]+)', html)
    assert figures == [f"{chapter}.{n + 1}" for n in range(len(figures))]
    assert bool(numbers) == bool(equation_labels(document))
    assert figures
    assert re.search(rf'<h1.*<span class="section-number">{chapter} <', html)


@pytest.mark.parametrize("page", pages())
def test_a_page_says_what_it_is(page):
    (html,) = page_elements(page).with_tag("html")
    assert html["lang"] == "en"
    text = (BOOK / page).read_text(encoding="utf-8")
    assert len(re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]) > 10
    assert len(re.findall(r"<h1\b", text)) == 1


@pytest.mark.parametrize("page", pages())
def test_a_page_describes_itself(page):
    named = {
        meta.get("name"): meta.get("content", "")
        for meta in page_elements(page).with_tag("meta")
    }
    assert 40 < len(named["description"]) <= 202
