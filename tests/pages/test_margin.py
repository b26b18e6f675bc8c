"""Remarks in brackets stand in the margin of a wide page."""

import itertools

import pytest
from reader import begin_reading
from site_of_book import pages

NOTATION = "chapters/notation.html"
BOXES = """(all) => all.map((remark) => {
  const { top, bottom, left, right } = remark.getBoundingClientRect();
  const box = remark.parentElement.getBoundingClientRect();
  return { top, bottom, left, right, beside: box.right, level: box.top };
})"""


@pytest.fixture
def wide(tab):
    # The narrowest that has a lane for remarks, with a bar for scrolling.
    tab.set_viewport_size({"width": 1392, "height": 800})
    return tab


def laid_out(tab, address):
    tab.goto(address)
    begin_reading(tab)
    return tab.locator(".remark")


@pytest.mark.parametrize("page", pages())
def test_remarks_stand_clear_of_all_that_is_beside_them(wide, addresses, page):
    boxes = laid_out(wide, addresses["http"] + page).evaluate_all(BOXES)
    for box in boxes:
        # A bar for scrolling, which this browser does not have, takes 15 px.
        end = wide.locator(".page-toc").bounding_box()["x"] - 15
        assert box["beside"] < box["left"] < box["right"] < end
        assert abs(box["top"] - box["level"]) < 10
    for above, below in itertools.pairwise(boxes):
        assert above["bottom"] < below["top"]


def test_a_wide_page_does_without_the_brackets(wide, addresses):
    remark = laid_out(wide, addresses["http"] + NOTATION)
    assert remark.inner_text().startswith("The exceptions")


def test_a_phone_shows_a_remark_as_a_paragraph_in_brackets(phone, addresses):
    remark = laid_out(phone, addresses["http"] + NOTATION)
    assert remark.inner_text().startswith("(The exceptions")
    assert remark.inner_text().endswith(".)")
    box, before = remark.bounding_box(), remark.locator("xpath=../p[1]")
    above = before.bounding_box()
    assert box["x"] == above["x"]
    assert box["y"] >= above["y"] + above["height"]
