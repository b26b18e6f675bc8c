"""Every numbered equation leads to how it was checked, and back."""

import json

import pytest
from site_of_book import BOOK, documents, equation_labels

HOME = "chapters/how-checked.html"
LISTS = (HOME, "chapters/numbers-checked.html")
SHOWN = [d for d in documents() if d.startswith("chapters/")]
WITH_EQUATIONS = [d for d in SHOWN if equation_labels(d)]

# The mark beside each number, as the reader finds it.
MARKS = """
all => all.map((number) => {
  const mark = number.parentElement.querySelector(".checked");
  const box = (mark ?? number).getBoundingClientRect();
  const text = document.createRange();
  text.selectNodeContents(number.lastChild);
  return {
    number: number.textContent.replace(/[^0-9.]/g, ""),
    equation: number.getAttribute("href"),
    name: mark?.getAttribute("aria-label"),
    link: mark?.getAttribute("href"),
    width: box.width, height: box.height,
    // How far the tick, in the middle of its box, is from the number.
    gap: box.left + box.width / 2 - text.getBoundingClientRect().right,
  };
})
"""

ROWS = """
all => Object.fromEntries(all.map((row) => [
  `how-checked.html#${row.id}`, row.querySelector("th a").href.split("#")[1],
]))
"""


@pytest.fixture(scope="module")
def rows(chromium, addresses):
    """Return where the row with each address leads to."""
    tab = chromium.new_page()
    tab.goto(addresses["http"] + HOME)
    found = tab.locator("tr[id]").evaluate_all(ROWS)
    tab.close()
    return found


def marks(tab, addresses, document):
    """Return the mark of every number of an equation on a page."""
    tab.goto(f"{addresses['http']}{document}.html")
    return tab.locator(".math-display .eqno").evaluate_all(MARKS)


@pytest.mark.parametrize("document", WITH_EQUATIONS)
def test_every_number_has_a_mark_that_leads_to_its_row(
    tab, addresses, rows, document
):
    found = marks(tab, addresses, document)
    assert len(found) == len(equation_labels(document))
    for mark in found:
        assert mark["name"] == f"How equation {mark['number']} was checked"
        assert mark["equation"] == f"#{rows[mark['link']]}"


@pytest.mark.parametrize("screen", ["tab", "phone"])
def test_a_mark_can_be_touched_and_stands_clear(screen, request, addresses):
    tab = request.getfixturevalue(screen)
    found = marks(tab, addresses, "chapters/02-layer-and-batch")
    assert min(mark["width"] for mark in found) >= 24
    assert min(mark["height"] for mark in found) >= 24
    assert min(mark["gap"] for mark in found) >= 5


def test_the_formula_sheet_has_the_marks_too(tab, addresses, rows):
    tab.goto(addresses["http"] + "chapters/formula-sheet.html")
    links = tab.locator(".formula .checked").evaluate_all(
        "all => all.map((mark) => mark.getAttribute('href'))"
    )
    assert len(links) == tab.locator(".formula").count()
    assert set(links) <= rows.keys()


def test_paper_has_no_marks(tab, addresses):
    tab.goto(addresses["http"] + "chapters/02-layer-and-batch.html")
    tab.emulate_media(media="print")
    assert not tab.locator(".checked").first.is_visible()


def test_a_mark_opens_its_row(tab, addresses):
    tab.goto(addresses["http"] + "chapters/02-layer-and-batch.html")
    tab.locator(".checked").first.click()
    tab.wait_for_url("**/how-checked.html#checked-*")
    row = tab.locator("tr:target")
    assert row.is_visible()
    values = row.locator("details ul")
    assert values.is_visible()
    assert len(values.locator("li").all_inner_texts()) == 3


@pytest.mark.parametrize("page", LISTS)
def test_the_tables_fit_a_phone(phone, addresses, page):
    phone.goto(addresses["http"] + page)
    phone.evaluate(
        "document.querySelectorAll('details').forEach((d) => d.open = true)"
    )
    wide = phone.locator(".table-scroll").evaluate_all(
        "all => all.filter((box) => box.scrollWidth > box.clientWidth + 1)"
        ".map((box) => box.querySelector('caption').textContent)"
    )
    assert wide == []


@pytest.mark.parametrize("page", LISTS)
def test_every_fold_has_a_name_of_its_own(tab, addresses, page):
    tab.goto(addresses["http"] + page)
    names = tab.locator("main summary").all_text_contents()
    assert all(name.strip() for name in names)
    assert len(set(names)) == len(names)


def test_the_pages_show_the_whole_record(tab, addresses):
    copy = BOOK / "chapters" / "ledger.json"
    record = json.loads(copy.read_text(encoding="utf-8"))
    shown = 0
    for page in LISTS:
        tab.goto(addresses["http"] + page)
        rows = "table.ledger tbody > tr:not(.group, .misprint)"
        shown += tab.locator(rows).count()
    parts = ("equations", "numbers", "published")
    assert shown == sum(len(record[part]) for part in parts)


def test_the_record_can_be_had_from_its_page(tab, addresses):
    tab.goto(addresses["http"] + HOME)
    tab.locator("main a", has_text="ledger.json").click()
    tab.wait_for_url("**/chapters/ledger.json")


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_what_a_published_result_folds_is_as_wide_as_its_row(
    tab, addresses, width
):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(addresses["http"] + LISTS[1])
    row = tab.locator("table.published tr", has=tab.locator("details")).first
    numbers = row.locator("td").first
    before = numbers.bounding_box()
    row.locator("summary").click()
    first, *_, last = (p.bounding_box() for p in row.locator("p").all())
    whole, after = row.bounding_box(), numbers.bounding_box()
    assert (after["x"], after["width"]) == (before["x"], before["width"])
    assert first["y"] > after["y"] + 20
    assert abs(first["width"] - whole["width"]) < 1
    assert last["y"] + last["height"] <= whole["y"] + whole["height"]


def test_on_phones_numbers_of_equations_take_little_of_the_row(
    phone, addresses
):
    phone.goto(addresses["http"] + HOME)
    row = phone.locator("table.equations tr[id]").first
    number, told = (row.locator(c).bounding_box() for c in ("th", "td"))
    assert 24 <= number["width"] < told["width"] / 4


_PLACES = """
(all) => all.map((one) => {
  const style = getComputedStyle(one);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const asked = parseFloat(style.getPropertyValue("--height")) * rem;
  return [asked, parseFloat(style.containIntrinsicHeight.slice(5))];
})
"""


def test_a_table_that_waits_has_the_place_it_asks_for(tab, addresses):
    tab.goto(addresses["http"] + "chapters/numbers-checked.html")
    places = tab.locator(".waits[style]").evaluate_all(_PLACES)
    assert len({asked for asked, _ in places}) > 3
    assert [asked for asked, _ in places] == [kept for _, kept in places]
