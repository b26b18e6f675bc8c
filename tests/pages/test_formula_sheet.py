"""The formula sheet is one sheet of paper, and says what the chapters say."""

import re

import pytest
from reader import begin_reading
from site_of_book import BOOK

SHEET = "chapters/formula-sheet.html"
PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}
MARGIN = 12

# In the order in which the page shows them.
FORMULAS = """
all => all.map((box) => ({
  tex: box.querySelector(".math-display annotation").textContent,
  link: box.querySelector(".formula-number a").getAttribute("href"),
  left: box.getBoundingClientRect().left,
  cut: [box, ...box.children, ...box.querySelectorAll(".math-scroll")]
    .some((part) => part.scrollWidth > part.clientWidth + 1),
}))
"""


@pytest.fixture
def sheet(tab, addresses):
    """Return a desktop's tab with the formula sheet."""
    tab.goto(addresses["http"] + SHEET)
    tab.evaluate("document.fonts.ready.then(() => true)")
    return tab


def formulas(tab):
    """Return what the page shows of each formula."""
    return tab.locator(".formula").evaluate_all(FORMULAS)


def printed_pages(tab, paper):
    """Return how many pages of paper a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format=paper)))


@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_on_one_page(sheet, paper):
    assert printed_pages(sheet, paper) == 1


def test_a_chapter_prints_on_more(tab, addresses):
    # Otherwise the count above would prove nothing.
    tab.goto(addresses["http"] + "chapters/03-relu.html")
    assert printed_pages(tab, "A4") > 3


@pytest.mark.parametrize("paper", PAPERS)
def test_on_paper_it_has_two_columns_and_nothing_is_cut(sheet, paper):
    width, height = (round(mm * 96 / 25.4) for mm in PAPERS[paper])
    margins = round(2 * MARGIN * 96 / 25.4)
    sheet.set_viewport_size({"width": width - margins, "height": height})
    sheet.emulate_media(media="print")
    shown = formulas(sheet)
    assert len({round(formula["left"]) for formula in shown}) == 2
    assert [formula["tex"] for formula in shown if formula["cut"]] == []


def test_on_a_phone_it_has_one_column(phone, addresses):
    phone.goto(addresses["http"] + SHEET)
    assert len({round(formula["left"]) for formula in formulas(phone)}) == 1


def test_every_formula_is_the_one_its_number_leads_to(sheet):
    shown = formulas(sheet)
    assert len(shown) >= 20
    for formula in shown:
        page, target = formula["link"].split("#")
        chapter = (BOOK / "chapters" / page).as_uri()
        sheet.goto(f"{chapter}#{target}")
        there = sheet.locator(f"[id='{target}'] annotation")
        # The stop belongs to the chapter's sentence.
        tex = re.sub(
            r" \.(?=\s*(\\end{aligned})?\s*$)", "", there.text_content()
        )
        assert tex.strip() == formula["tex"].strip()


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_formulas_begin_where_their_captions_do(tab, addresses, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(addresses["http"] + SHEET)
    tab.evaluate("document.fonts.ready.then(() => true)")
    begin_reading(tab)
    gaps = tab.locator(".formula").evaluate_all(
        """all => all.map((box) => {
          const edge = box.querySelector("math").getBoundingClientRect().left;
          const cells = [...box.querySelectorAll("mtr > mtd:first-child")];
          const first = cells.flatMap((cell) => [...cell.children])
            .map((part) => part.getBoundingClientRect().left);
          return Math.min(...first, first.length ? Infinity : edge)
            - box.getBoundingClientRect().left;
        })"""
    )
    assert max(gaps) < 3


def test_marks_hang_beside_the_numbers(sheet):
    right = "(e) => e.getBoundingClientRect().right"
    box = sheet.locator(".formula").first
    number = box.locator(".formula-number > a").first.evaluate(right)
    mark = box.locator(".checked").evaluate(
        "(e) => e.getBoundingClientRect().left"
    )
    assert abs(number - box.evaluate(right)) < 1
    assert mark >= box.evaluate(right) - 1
