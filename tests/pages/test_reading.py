"""Reading with and without scripts: colours, folds, copies, places."""

import pytest
from reader import begin_reading, swipe
from site_of_book import BOOK, ROOT, documents, elements

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
    said = tab.get_by_role("status").filter(has_text="Copied")
    said.wait_for(state="attached")


def test_a_touch_presses_no_button_that_cannot_be_seen(phone, addresses):
    # Not begin_reading: a mouse elsewhere takes from the touch what it shows.
    phone.goto(addresses["http"] + CHAPTER)
    block = phone.locator(".cell > .cell_input .highlight:has(> pre)").nth(1)
    button = block.locator(".copy")
    button.scroll_into_view_if_needed()
    phone.locator("html[data-laid-out]").wait_for(state="attached")
    phone.wait_for_timeout(300)
    assert button.evaluate(OPACITY) == 0
    box = button.bounding_box()
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    phone.touchscreen.tap(*place)
    phone.wait_for_timeout(700)
    assert button.inner_text() == "Copy"
    assert button.evaluate(OPACITY) == 1
    phone.touchscreen.tap(*place)
    phone.wait_for_timeout(200)
    assert button.inner_text() != "Copy"


@pytest.mark.parametrize("missing", ["clipboard", "writeText"])
def test_code_can_be_copied_from_a_page_without_encryption(
    tab, addresses, missing
):
    # The browser of a home network's page has no clipboard; that of a page
    # in a frame may have one that refuses.
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.add_init_script(
        {
            "clipboard": "Object.defineProperty("
            "Navigator.prototype, 'clipboard', { get() {}, "
            "configurable: true })",
            "writeText": "Clipboard.prototype.writeText = "
            "() => Promise.reject(new Error('refused'))",
        }[missing]
    )
    tab.goto(addresses["http"] + CHAPTER)
    block = tab.locator(".cell > .cell_input .highlight:has(> pre)").nth(1)
    code = block.locator("pre").text_content()
    button = block.locator(".copy")
    button.focus()
    before = tab.evaluate("scrollY")
    tab.keyboard.press("Enter")
    block.get_by_text("Copied", exact=True).wait_for()
    assert button.evaluate("e => e === document.activeElement")
    assert tab.evaluate("scrollY") == before
    assert block.locator("textarea").count() == 0
    tab.goto(addresses["http"] + "search.html")
    tab.locator("#search-field").press("Control+V")
    pasted = tab.locator("#search-field").input_value()
    assert pasted.split() == code.split() != []


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


PERMALINKS = {
    "h2 > .headerlink": "Link to this heading",
    "figcaption .headerlink": "Link to this image",
    ".exercise > .admonition-title > .headerlink": "Link to this exercise",
    ".math-display > .eqno": "(equation 1.1)",
}
OPACITY = "e => Number(getComputedStyle(e).opacity)"


def test_headings_figures_exercises_and_equations_have_a_link(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    for kind, name in PERMALINKS.items():
        link = tab.locator(kind).first
        target = link.get_attribute("href")
        assert tab.locator(f"[id='{target[1:]}']").count() == 1
        spoken = link.aria_snapshot().replace("( ", "(")
        assert spoken.startswith(f'- link "{name}"')
        quiet = link.evaluate(OPACITY) == 0
        assert quiet == ("headerlink" in kind)
        # Only a key pressed before makes focus show.
        tab.keyboard.press("Tab")
        link.focus()
        assert link.evaluate(OPACITY) == 1
        tab.keyboard.press("Enter")
        assert tab.evaluate("decodeURIComponent(location.hash)") == target
    exercises = tab.locator(".exercise")
    assert exercises.count() == exercises.locator(".headerlink").count() > 0


def test_links_to_places_show_where_nothing_can_hover(phone, addresses):
    phone.goto(addresses["http"] + CHAPTER)
    links = phone.locator(".headerlink")
    assert set(links.evaluate_all(f"all => all.map({OPACITY})")) == {1}


# Its middle is level with the middle of the first word.
LEVEL = """all => all.map(link => {
    const middle = e => {
        const {top, bottom} = e.getClientRects()[0];
        return (top + bottom) / 2;
    };
    const word = link.parentElement.querySelector("span");
    return Math.abs(middle(link) - middle(word));
})"""


@pytest.mark.parametrize("page", ["api", "api-more"])
def test_the_link_to_a_definition_has_no_line_of_its_own(
    phone, addresses, page
):
    phone.goto(f"{addresses['http']}chapters/{page}.html")
    links = phone.locator("dl.py > dt > .headerlink")
    apart = links.evaluate_all(LEVEL)
    assert len(apart) > 20
    assert max(apart) < 6


def test_the_contents_of_a_narrow_page_close_where_they_opened(
    phone, addresses
):
    phone.goto(addresses["http"] + CHAPTER)
    opener = phone.get_by_role("button", name="Contents")
    drawer = phone.locator("#pst-primary-sidebar")
    opener.press("Enter")
    close = drawer.get_by_role("button", name="Close")
    assert close.evaluate("e => e === document.activeElement")
    close.press("Enter")
    assert not drawer.is_visible()
    assert opener.evaluate("e => e === document.activeElement")


def test_the_contents_of_a_narrow_page_hide_nothing_that_has_the_focus(
    phone, addresses
):
    phone.goto(addresses["http"] + CHAPTER)
    phone.get_by_role("button", name="Contents").press("Enter")
    drawer = phone.locator("#pst-primary-sidebar")
    drawer.locator("a").last.focus()
    assert drawer.is_visible()
    phone.keyboard.press("Tab")
    assert not drawer.is_visible()


def test_the_notebook_can_be_downloaded(tab, addresses, book):
    tab.goto(addresses["http"] + CHAPTER)
    with tab.expect_download() as waiting:
        tab.locator("a[download]").click()
    stored = book.parents[1] / "chapters" / "01-one-neuron.ipynb"
    assert waiting.value.path().read_bytes() == stored.read_bytes()


@pytest.mark.parametrize(
    "document", [d for d in documents() if (ROOT / f"{d}.ipynb").exists()]
)
def test_every_notebook_is_offered_as_it_is_stored(document):
    stored = (ROOT / f"{document}.ipynb").read_bytes()
    links = elements(f"{document}.html").with_tag("a")
    (offered,) = (a["href"] for a in links if "download" in a)
    page = BOOK / f"{document}.html"
    assert (page.parent / offered).read_bytes() == stored


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
    (said,) = read.all_inner_texts()
    assert " ".join(said.split()).replace(" ,", ",") == (
        "3 ReLU, read to the end"
    )
    assert "end" in read.first.get_attribute("title")
    assert tab.context.cookies() == []


def test_an_end_seen_in_passing_is_not_reached(tab, addresses):
    tab.goto(addresses["http"] + "chapters/03-relu.html")
    begin_reading(tab)
    read_to_the_end(tab)
    tab.wait_for_timeout(300)
    tab.mouse.wheel(0, -3000)
    tab.wait_for_timeout(1500)
    assert tab.locator(".bd-docs-nav a.read").count() == 0
    read_to_the_end(tab)
    tab.locator(".bd-docs-nav a.read").wait_for()


def test_long_contents_follow_the_reader(tab, addresses):
    tab.goto(addresses["http"] + "chapters/05-softmax.html")
    begin_reading(tab)
    window = tab.viewport_size["height"]
    last = tab.locator(".page-toc > ul a").last
    assert last.bounding_box()["y"] > window
    read_to_the_end(tab)
    here = tab.locator(".page-toc a[aria-current]")
    assert 0 < here.bounding_box()["y"] < window
    assert 0 < last.bounding_box()["y"] < window


@pytest.mark.parametrize("page", ["api", "07-whole-network"])
def test_back_at_the_top_contents_begin_with_their_heading(
    tab, addresses, page
):
    tab.goto(addresses["http"] + f"chapters/{page}.html")
    begin_reading(tab)
    scrolled = tab.locator(".bd-sidebar-secondary").evaluate_handle("e => e")
    read_to_the_end(tab)
    tab.locator(".page-toc [aria-current]").wait_for()
    assert scrolled.evaluate("e => e.scrollTop") > 0
    tab.evaluate("scrollTo(0, 0)")
    tab.locator(".page-toc:not(:has([aria-current]))").wait_for()
    assert scrolled.evaluate("e => e.scrollTop") == 0
    assert tab.locator(".page-toc p").bounding_box()["y"] > 0


def test_what_was_read_can_be_forgotten(tab, addresses):
    chapter = addresses["http"] + "chapters/03-relu.html"
    forget = tab.get_by_role("button", name="Forget what was read")
    tab.goto(chapter)
    assert forget.count() == 0
    read_to_the_end(tab)
    tab.locator(".bd-docs-nav a.read").wait_for()
    tab.goto(chapter)
    forget.click()
    ticked = tab.locator(
        ".bd-docs-nav a:is(.read, [title], :has(.visually-hidden))"
    )
    assert ticked.count() == forget.count() == 0
    # The keyboard is not sent back to the top of the page.
    last = tab.locator(".bd-docs-nav a").last
    assert last.evaluate("e => e === document.activeElement")
    said = "This browser has forgotten what was read"
    tab.locator("[role=status]", has_text=said).wait_for(state="attached")
    tab.reload()
    begin_reading(tab)
    assert ticked.count() == forget.count() == 0


@pytest.mark.parametrize("kept", ["true", "{}", "5", "no JSON"])
def test_what_others_kept_does_no_harm(tab, addresses, kept):
    tab.goto(addresses["http"] + "chapters/03-relu.html")
    tab.evaluate(
        "kept => localStorage.setItem('backpropagation-by-hand:read', kept)",
        kept,
    )
    tab.reload()
    begin_reading(tab)
    read_to_the_end(tab)
    tab.locator(".bd-docs-nav a.read").first.wait_for()


def test_sections_far_away_are_laid_out_when_the_page_rests(tab, addresses):
    tab.goto(addresses["http"] + "chapters/03-relu.html")
    tab.wait_for_function(
        """() => [...document.querySelectorAll(".math-display")].every(
          (e) => e.checkVisibility({ contentVisibilityAuto: true }))"""
    )


def test_on_a_phone_they_wait_until_reading_begins(phone, addresses):
    tab = phone
    tab.goto(addresses["http"] + "chapters/03-relu.html", wait_until="load")
    tab.wait_for_timeout(1500)
    waiting = """[...document.querySelectorAll(".math-display")].filter(
      (e) => !e.checkVisibility({ contentVisibilityAuto: true })).length"""
    assert tab.evaluate(waiting) > 0
    begin_reading(tab)
    assert tab.evaluate(waiting) == 0


def test_a_place_in_a_section_that_waits_is_shown(phone, addresses):
    phone.goto(addresses["http"] + "chapters/09-checking-gradients.html")
    last = phone.locator(".math-display").last.get_attribute("id")
    assert last
    phone.goto("about:blank")
    phone.goto(
        f"{addresses['http']}chapters/09-checking-gradients.html#{last}"
    )
    place = phone.locator(f"#{last}")
    begin_reading(phone)
    assert 0 <= place.evaluate("e => e.getBoundingClientRect().top") < 780
    scrolled = (
        "[...document.querySelectorAll('section')].map(s => s.scrollTop)"
    )
    assert set(phone.evaluate(scrolled)) == {0}


def test_headings_keep_their_distance_when_sections_are_laid_out(
    phone, addresses
):
    phone.goto(addresses["http"] + "chapters/refresher.html")
    top = "document.querySelector('h2').getBoundingClientRect().top"
    before = phone.evaluate(f"document.fonts.ready.then(() => {top})")
    begin_reading(phone)
    assert phone.evaluate(top) == before


def test_a_phone_that_is_turned_shows_the_text_that_was_there(
    phone, addresses
):
    phone.goto(addresses["http"] + "chapters/05-softmax.html")
    begin_reading(phone)
    equation = phone.locator("#equation-eq-softmax-closed-vector")
    equation.evaluate("e => e.scrollIntoView({block: 'center'})")
    # Back a little, so that the bar with the contents comes.
    phone.mouse.wheel(0, -60)
    phone.locator(".bd-header-article.back").wait_for()
    phone.wait_for_timeout(300)
    phone.set_viewport_size({"width": 780, "height": 360})
    phone.wait_for_timeout(300)
    assert -200 < equation.bounding_box()["y"] < 700


def test_the_page_stands_still_behind_its_contents(phone, addresses):
    phone.goto(addresses["http"] + CHAPTER)
    phone.mouse.wheel(0, 900)
    phone.wait_for_timeout(200)
    phone.evaluate(
        "document.getElementById('pst-primary-sidebar').showPopover()"
    )
    before = phone.evaluate("scrollY")
    # On the list until it ends and beyond, and on the shade beside it.
    for x in [100] * 8 + [350] * 2:
        swipe(phone, x, 600, up=500)
        phone.wait_for_timeout(300)
    assert phone.evaluate("scrollY") == before > 500
