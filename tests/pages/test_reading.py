"""Reading with and without scripts: colours, folds, copies, search."""

import pytest
from site_of_book import documents

CHAPTER = "chapters/01-one-neuron.html"


@pytest.fixture
def plain(chromium):
    """Return a tab whose browser runs no scripts."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 1440, "height": 900}
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("document", documents())
def test_without_scripts_a_page_can_be_read(plain, addresses, document):
    plain.goto(f"{addresses['file']}{document}.html")
    assert plain.locator("h1").is_visible()
    for formula in plain.locator(".math-display").all()[:3]:
        assert formula.bounding_box()["height"] > 10
    for figure in plain.locator("figure").all()[:2]:
        assert figure.locator("img.light-only").is_visible()
        assert not figure.locator("img.dark-only").is_visible()
    assert not plain.locator("[data-mode-switch]").is_visible()


def test_without_scripts_a_solution_opens(plain, addresses):
    plain.goto(addresses["file"] + CHAPTER)
    solution = plain.locator("details.fold").first
    body = solution.locator("section").first
    assert not body.is_visible()
    solution.locator("summary").click()
    assert body.is_visible()


def test_solutions_are_hidden_until_asked_for(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    folds = tab.locator("details.fold")
    assert folds.count() >= 3
    opened = folds.evaluate_all("all => all.filter((d) => d.open).length")
    assert opened == 0


def test_a_choice_of_colours_is_kept_from_page_to_page(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    switch = tab.locator("[data-mode-switch]")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(paper)
    switch.click()
    switch.click()
    assert switch.inner_text() == "Colours: dark"
    dark = tab.evaluate(paper)
    assert dark != light
    tab.goto(addresses["http"] + "chapters/glossary.html")
    assert tab.evaluate(paper) == dark


def test_code_can_be_copied(tab, addresses):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(addresses["http"] + CHAPTER)
    block = tab.locator(".cell > .cell_input .highlight:has(> pre)").first
    code = block.locator("pre").inner_text()
    block.hover()
    block.locator(".copy").click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == code.strip()
    assert copied.strip()


def test_search_finds_words_of_the_chapters(tab, base):
    tab.goto(base + "chapters/glossary.html")
    field = tab.locator(".book-search input")
    field.fill("upstream")
    field.press("Enter")
    results = tab.locator("#search-results li a")
    results.first.wait_for()
    assert any("One neuron" in text for text in results.all_inner_texts())


def test_a_link_to_an_equation_goes_to_it(tab, base):
    tab.goto(base + CHAPTER)
    link = tab.locator("p a[href^='#equation-']").first
    link.scroll_into_view_if_needed()
    number, target = link.text_content(), link.get_attribute("href")
    link.click()
    equation = tab.locator(target)
    beside = equation.locator(".eqno").text_content()
    assert beside.replace("equation ", "") == number
    box = equation.bounding_box()
    assert 0 <= box["y"] < 900


def test_the_notebook_can_be_downloaded(tab, addresses, book):
    tab.goto(addresses["http"] + CHAPTER)
    with tab.expect_download() as waiting:
        tab.locator("a[download]").click()
    stored = book.parents[1] / "chapters" / "01-one-neuron.ipynb"
    assert waiting.value.path().read_bytes() == stored.read_bytes()


def read_to_the_end(tab):
    """Scroll through a page until its end is in the window."""
    more = "scrollY + innerHeight + 2 < document.body.scrollHeight"
    while tab.evaluate(more):
        tab.mouse.wheel(0, 5000)
        tab.wait_for_timeout(30)


def test_a_chapter_read_to_its_end_is_marked_in_this_browser(tab, addresses):
    chapter, menu = "chapters/03-relu.html", ".bd-docs-nav a"
    read = tab.locator(f"{menu}.read")
    tab.goto(addresses["http"] + chapter)
    assert read.count() == 0
    read_to_the_end(tab)
    read.first.wait_for()
    tab.goto(addresses["http"] + "chapters/glossary.html")
    assert read.all_inner_texts() == ["3 ReLU"]
    assert "end" in read.first.get_attribute("title")
    assert tab.context.cookies() == []


def test_sections_far_away_are_laid_out_when_the_page_rests(tab, addresses):
    tab.goto(addresses["http"] + "chapters/03-relu.html")
    tab.wait_for_function(
        """() => [...document.querySelectorAll(".math-display")].every(
          (e) => e.checkVisibility({ contentVisibilityAuto: true }))"""
    )
