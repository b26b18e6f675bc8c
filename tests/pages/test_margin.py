"""Remarks in brackets stand in the margin of a wide page."""

import itertools

import pytest
from reader import begin_reading
from site_of_book import pages

NOTATION = "chapters/notation.html"
CHAPTER = "chapters/04-cross-entropy.html"
BOXES = """(all) => all.map((remark) => {
  const { top, bottom, left, right } = remark.getBoundingClientRect();
  const box = remark.parentElement.getBoundingClientRect();
  return { top, bottom, left, right, beside: box.right, level: box.top };
})"""


@pytest.fixture
def wide(tab):
    tab.set_viewport_size({"width": 1280, "height": 800})
    return tab


def laid_out(tab, address):
    tab.goto(address)
    begin_reading(tab)
    return tab.locator(".remark")


@pytest.mark.parametrize("page", pages())
def test_remarks_stand_clear_of_the_text_and_of_each_other(
    wide, addresses, page
):
    boxes = laid_out(wide, addresses["http"] + page).evaluate_all(BOXES)
    for box in boxes:
        assert box["beside"] < box["left"] < box["right"] <= 1280
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


# Which lines of the contents are faded, and which are behind a remark.
LINES = """() => {
  const box = (element) => element.getBoundingClientRect();
  const remarks = [...document.querySelectorAll(".remark")].map(box);
  return [...document.querySelectorAll(".page-toc :is(p, a)")].map((line) => [
    +getComputedStyle(line).opacity === 0,
    remarks.some((remark) => remark.top < box(line).bottom &&
      remark.bottom > box(line).top),
  ]);
}"""


def test_lines_of_the_contents_give_way_to_a_remark_and_come_back(
    wide, addresses
):
    contents = wide.locator(".page-toc")
    remark = laid_out(wide, addresses["http"] + CHAPTER).first

    def settled():
        wide.wait_for_timeout(400)
        lines = wide.evaluate(LINES)
        assert [faded for faded, _ in lines] == [behind for _, behind in lines]
        return {faded for faded, _ in lines}

    assert settled() == {False}
    remark.evaluate("(remark) => remark.scrollIntoView({block: 'center'})")
    assert settled() == {False, True}
    # Whoever looks for them finds them all the same.
    contents.locator("a").last.focus()
    wide.wait_for_timeout(400)
    assert not any(faded for faded, _ in wide.evaluate(LINES))
    contents.locator("a").last.blur()
    assert settled() == {False, True}
    wide.evaluate("scrollTo(0, 0)")
    assert settled() == {False}
