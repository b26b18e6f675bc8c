"""Printing asks nobody else for anything."""

import pytest

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
