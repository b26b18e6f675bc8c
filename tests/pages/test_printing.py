"""Printing asks nobody else for anything."""

import re

import pytest
from pypdf import PdfReader
from reader import begin_reading

import pdf


def test_a_foreign_address_stops_the_printing(chromium, tmp_path):
    html = tmp_path / "x.html"
    html.write_text('<img src="https://example.org/x.png">', encoding="utf-8")
    with pytest.raises(pdf.ForeignAddressError, match=r"example\.org"):
        pdf.printed(chromium, html, tmp_path / "x.pdf")


def test_places_are_found_on_their_pages(chromium, tmp_path):
    html = tmp_path / "x.html"
    html.write_text(
        '<a href="#b">b</a><p id="b" style="break-before: page">B</p>',
        encoding="utf-8",
    )
    assert pdf.printed(chromium, html, tmp_path / "x.pdf") == {"b": 2}


def test_a_printed_chapter_has_numbers_and_says_what_is_folded(
    chromium, book, tmp_path
):
    made = tmp_path / "x.pdf"
    pdf.printed(chromium, book / "chapters/01-one-neuron.html", made)
    pages = [page.extract_text() for page in PdfReader(made).pages]
    first = [text.split()[0] for text in pages]
    assert first == [str(number) for number in range(1, len(pages) + 1)]
    text = " ".join(" ".join(pages).split())
    assert text.count("unfold it to print it") == 4
    # The last page holds more than the footer.
    assert len(pages[-1]) > 300


def test_the_pictures_of_live_figures_are_there_for_paper(tab, addresses):
    tab.goto(addresses["file"] + "chapters/01-one-neuron.html")
    begin_reading(tab)
    tab.mouse.wheel(0, 100)
    pictures = tab.locator(".explorable-frame .still .light-only")
    assert pictures.count() == 1
    tab.emulate_media(media="print")
    for picture in pictures.all():
        assert picture.is_visible()
        loaded = "(picture) => picture.complete && picture.naturalWidth > 0"
        tab.wait_for_function(loaded, arg=picture.element_handle())


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_lines_of_a_printed_page_are_short_enough_to_read(
    chromium, addresses, tmp_path, paper
):
    made = tmp_path / "x.pdf"
    tab = chromium.new_page()
    tab.goto(addresses["file"] + "chapters/03-relu.html")
    tab.pdf(path=made, format=paper)
    tab.close()
    text = "\n".join(page.extract_text() for page in PdfReader(made).pages)
    words = re.compile(r"[a-z]{3} [a-z]{2,} [a-z]")
    lines = sorted(len(x) for x in text.split("\n") if words.search(x))
    assert len(lines) > 80
    assert 60 < lines[len(lines) // 2] <= 75
    assert lines[len(lines) * 9 // 10] <= 78
