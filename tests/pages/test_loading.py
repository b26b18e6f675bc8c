"""What pages load: nothing of anyone else's, and not much of ours."""

import pytest
from site_of_book import numbered, pages
from weights import WEIGHTS, kilobytes

TEXT_PAGE, CHAPTER = 120, 300


@pytest.mark.parametrize("page", pages())
def test_no_request_leaves_the_book(visits, base, page):
    outside = [
        url
        for url in visits(base, page).requests
        if not url.startswith((base, "data:"))
    ]
    assert outside == []


@pytest.mark.parametrize("page", pages())
def test_the_console_stays_silent(visits, base, page):
    assert visits(base, page).complaints == []


@pytest.mark.parametrize("page", pages())
def test_every_letter_is_drawn_in_the_books_fonts(visits, base, page):
    fonts = visits(base, page).fonts
    assert fonts
    assert [name for name, own in fonts.items() if not own] == []


@pytest.mark.parametrize("page", pages())
def test_a_page_is_light(visits, addresses, pytestconfig, page):
    loaded = visits(addresses["http"], page).loaded
    weight = sum(kilobytes(url) for url in loaded)
    pytestconfig.stash[WEIGHTS][page] = (weight, len(loaded))
    chapters = {f"{document}.html" for document in numbered()}
    assert weight <= (CHAPTER if page in chapters else TEXT_PAGE)
