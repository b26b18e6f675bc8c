"""The printed book: what ``make pdf`` has just made, looked at again."""

import re
from collections import Counter, defaultdict

import pytest
from pypdf import PdfReader

import onebook
import pdf


@pytest.fixture(scope="module")
def book():
    return PdfReader(pdf.BOOK)


@pytest.fixture(scope="module")
def titles():
    """Return the first heading of each page, without spaces."""
    parts = onebook.reading_order(onebook.load(pdf.ROOT / "_toc.yml"))
    texts = pdf.articles(parts).values()
    return [(text["id"], plain(text.h1.get_text())) for text in texts]


def plain(text):
    """Leave out all spaces: Chromium's outline has none at a line's end."""
    return "".join(text.split())


def test_the_outline_has_every_page_of_the_book_in_order(book, titles):
    top = [x for x in book.outline if not isinstance(x, list)]
    shown = [plain(entry.title) for entry in top]
    assert shown == ["Contents", *(title for _, title in titles)]


def test_contents_have_a_line_for_each_chapter_with_its_page(book, titles):
    places = pdf.pages_of_places(book)
    first = min(places[place] for place, _ in titles)
    lines = [
        line.rstrip()
        for page in book.pages[1 : first - 1]
        for line in page.extract_text(extraction_mode="layout").splitlines()
    ]
    listed = {plain(line) for line in lines}
    for place, title in titles:
        assert f"{title}{places[place]}" in listed
    # The numbers end below one another, about. A number alone is the page's.
    entries = [line for line in lines if re.search(r"[a-z].*\d$", line)]
    ends = [len(line) for line in entries]
    assert len(ends) > 100
    assert max(ends) - min(ends) < 10


def test_every_link_inside_leads_somewhere(book):
    links = [
        link.get_object()
        for page in book.pages
        for link in page.get("/Annots", [])
    ]
    inner = [str(link["/Dest"]) for link in links if "/Dest" in link]
    assert len(inner) > 500
    assert set(inner) <= set(book.named_destinations)
    files = [x["/A"]["/URI"] for x in links if "/URI" in x.get("/A", {})]
    assert [a for a in files if not re.match("https?:", a)] == []


def test_equations_and_captions_are_numbered_text(book):
    texts = [plain(page.extract_text()) for page in book.pages]
    start = pdf.pages_of_places(book)["05-softmax"]
    chapter = " ".join(texts[start - 1 : start + 20])
    assert "(5.2)" in chapter
    assert plain("Figure 5.1 Who answers to whom?") in chapter


def test_no_page_is_empty(book):
    empty = [
        number
        for number, page in enumerate(book.pages, 1)
        if len(page.extract_text()) < 20 and not page.images
    ]
    assert empty == []


FOOT = 72
"""Points from the lower edge up to which only the page's number stands."""


def last_line(page):
    """Return the words that stand lowest on a page, without spaces."""
    lines = defaultdict(list)

    def place(text, outer, inner, font, size):
        x, y = inner[4:6]
        height = x * outer[1] + y * outer[3] + outer[5]
        if text.strip() and height > FOOT:
            lines[round(height)].append(text)

    page.extract_text(visitor_text=place)
    return plain("".join(lines[min(lines)])) if lines else ""


def test_no_name_stands_at_the_foot_of_a_page_without_its_meaning(book):
    terms = {
        plain(term.get_text())
        for text in pdf.articles([("", ["chapters/glossary"])]).values()
        for term in text.select("dl.glossary > dt")
    }
    assert len(terms) > 50
    names = terms | {"Parameters", "Returns", "Raises", "Attributes"}
    names |= {"Notes", "Examples"}
    lines = [last_line(page) for page in book.pages]
    assert len([line for line in lines if line]) > len(lines) / 2
    alone = [number for number, x in enumerate(lines, 1) if x in names]
    assert alone == []


def test_letters_have_the_size_that_the_style_sheet_gives(book):
    # Chromium makes all pages smaller where one thing is too wide for one.
    style = (pdf.ROOT / "tools" / "pdf.css").read_text(encoding="utf-8")
    wanted = float(re.search(r"body { font-size: ([\d.]+)pt", style)[1])
    start = pdf.pages_of_places(book)["01-one-neuron"]
    letters = Counter()

    def count(text, outer, inner, font, size):
        letters[round(abs(size * inner[3] * outer[3]), 1)] += len(text)

    for page in book.pages[start : start + 10]:
        page.extract_text(visitor_text=count)
    assert letters.most_common(1)[0][0] == wanted


def test_the_formula_sheet_is_one_page(book):
    places = pdf.pages_of_places(book)
    assert places["notation"] == places["formula-sheet"] + 1
