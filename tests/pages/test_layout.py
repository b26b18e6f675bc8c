"""Pages fit the screens they are read on."""

import pytest
from reader import begin_reading
from site_of_book import pages
from visit import WIDTHS


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", pages())
def test_no_page_scrolls_sideways(visits, addresses, page, width):
    assert visits(addresses["http"], page).page_widths[width] <= width


@pytest.mark.parametrize("page", pages())
def test_code_fits_on_a_desktop(visits, addresses, page):
    assert visits(addresses["http"], page).seen["wideCode"] == []


def test_the_contents_open_on_a_phone_by_touch(phone, addresses):
    phone.goto(addresses["http"] + "chapters/01-one-neuron.html")
    link = phone.locator(".bd-docs-nav a", has_text="Glossary")
    assert not link.is_visible()
    phone.locator(".book-menu").tap()
    assert link.is_visible()
    link.tap()
    phone.wait_for_url("**/glossary.html")


def test_a_wide_formula_can_be_scrolled_by_keyboard(phone, addresses):
    # No formula of the package is wider than a phone.
    phone.set_viewport_size({"width": 240, "height": 780})
    phone.goto(addresses["http"] + "chapters/api.html")
    begin_reading(phone)
    boxes = phone.locator(".math-scroll")
    overflowing = boxes.evaluate_all(
        "all => all.filter((b) => b.scrollWidth > b.clientWidth + 1)"
        ".map((b) => [b.tabIndex, b.getAttribute('aria-label')])"
    )
    assert overflowing
    assert all(index == 0 and label for index, label in overflowing)


@pytest.mark.parametrize("page", ["api", "api-more"])
def test_formulas_of_the_package_fit_a_phone(phone, addresses, page):
    phone.goto(addresses["http"] + f"chapters/{page}.html")
    begin_reading(phone)
    wide = phone.locator(".math-scroll").evaluate_all(
        "all => all.filter((b) => b.scrollWidth > b.clientWidth + 1)"
        ".map((b) => b.querySelector('annotation').textContent)"
    )
    assert wide == []


def test_a_number_goes_below_a_formula_that_needs_the_width(phone, addresses):
    phone.goto(addresses["http"] + "chapters/01-one-neuron.html")
    boxes = """
      (equation) => [".math-scroll", ".eqno", ".checked"].map((part) => {
        const box = equation.querySelector(part).getBoundingClientRect();
        return [box.top, box.bottom, box.right];
      })"""
    wide = phone.locator("#equation-eq-neuron-forward").evaluate(boxes)
    narrow = phone.locator("#equation-eq-relu-local").evaluate(boxes)
    for formula, number, mark in (wide, narrow):
        assert formula[2] <= 360 >= mark[2] >= number[2]
    # The number begins below the formula, or beside it.
    assert wide[1][0] >= wide[0][1]
    assert narrow[1][0] < narrow[0][1]


@pytest.mark.parametrize("page", pages())
def test_no_table_scrolls(phone, addresses, page):
    phone.goto(addresses["http"] + page)
    for width in (360, 500, 768, 1440):
        phone.set_viewport_size({"width": width, "height": 780})
        wide = phone.locator(".table-scroll:has(> .table)").evaluate_all(
            "all => all.filter((box) => box.scrollWidth > box.clientWidth + 1)"
            ".map((box) => box.textContent.slice(0, 60))"
        )
        assert (width, wide) == (width, [])


@pytest.mark.parametrize("width", [768, 1440])
def test_the_column_that_says_most_has_the_most_room(tab, addresses, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(addresses["http"] + "chapters/notation.html")
    widths = tab.locator("#letters thead th").evaluate_all(
        "all => all.map((cell) => cell.offsetWidth)"
    )
    assert max(widths) == widths[1] > 0.4 * sum(widths)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_behind_the_drawer_is_darkened(phone, addresses, scheme):
    phone.emulate_media(color_scheme=scheme)
    phone.goto(addresses["http"] + "chapters/01-one-neuron.html")
    phone.locator(".book-menu").tap()
    shade = phone.locator(".bd-sidebar-primary").evaluate("""(drawer) => {
      const { backgroundColor, opacity } = getComputedStyle(
        drawer, "::backdrop");
      return [backgroundColor, +opacity];
    }""")
    assert shade[0] == "rgb(0, 0, 0)"
    assert 0.3 < shade[1] < 0.7


def test_titles_of_chapters_hang_beside_their_numbers(tab, addresses):
    tab.goto(addresses["http"] + "chapters/glossary.html")
    lefts = tab.locator(".bd-docs-nav a:has(.chapter)").evaluate_all(
        """all => all.map((link) => {
          const range = document.createRange();
          range.selectNodeContents(link.lastChild);
          const edges = [...range.getClientRects()].filter((r) => r.width > 9);
          return edges.map((edge) => Math.round(edge.left));
        })"""
    )
    assert len(lefts) == 10
    assert max(map(len, lefts)) > 1
    edges = [left for link in lefts for left in link]
    assert max(edges) - min(edges) <= 6


def test_tables_with_the_same_headings_are_divided_at_one_place(
    tab, addresses
):
    tab.goto(addresses["http"] + "chapters/for-nnfs-readers.html")
    edges = tab.locator("th:last-child", has_text="section").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect().left)"
    )
    assert len(edges) > 5
    assert len({*map(round, edges)}) == 1


@pytest.mark.parametrize("width", [768, 1440])
def test_tables_end_with_their_rules(tab, addresses, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(addresses["http"] + "chapters/index.html")
    right = """(e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      return e.closest("table").getBoundingClientRect().right -
        range.getBoundingClientRect().right;
    }"""
    cells = tab.locator("table tr > :last-child")
    assert cells.count() > 10
    gaps = [cells.nth(i).evaluate(right) for i in range(cells.count())]
    assert max(gaps) < 1
