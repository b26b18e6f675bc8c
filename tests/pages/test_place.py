"""The reader's place: found again, offered again, and never far away."""

import pytest
from reader import begin_reading
from site_of_book import elements, pages

from browser import browser as find_browser

CHAPTER = "chapters/08-regularisation-dropout.html"

# The first paragraph that begins a little below the upper edge.
_SEEN = """
() => {
  const all = [...document.querySelectorAll(".bd-article p")];
  const top = (p) => p.getBoundingClientRect().top;
  const shown = (p) => p.checkVisibility({ contentVisibilityAuto: true });
  const first = all.find((p) => shown(p) && top(p) > 100);
  return [all.indexOf(first), top(first)];
}
"""
_TOP = """
(number) => document.querySelectorAll(".bd-article p")[number]
  .getBoundingClientRect().top
"""
_WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(params=["phone", "tab"])
def window(request):
    """Return a tab, once of a phone and once of a desktop browser."""
    return request.getfixturevalue(request.param)


def read_far(tab, address):
    """Open a page and read as far as somewhere in its second half."""
    tab.goto(address)
    begin_reading(tab)
    height = tab.evaluate("document.documentElement.scrollHeight")
    tab.mouse.wheel(0, 0.6 * height)
    before, seen = None, tab.evaluate(_SEEN)
    while seen != before:
        tab.wait_for_timeout(300)
        before, seen = seen, tab.evaluate(_SEEN)
    return seen


def comes_back(tab, number, before):
    """Tell whether a paragraph is, or soon will be, where it was before."""
    for _ in range(30):
        if abs(tab.evaluate(_TOP, number) - before) < 50:
            return True
        tab.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("hash_", ["", "#the-gradient-of-l2"])
@pytest.mark.parametrize("way", ["back", "reload"])
def test_a_page_that_is_come_back_to_is_where_it_was(window, base, way, hash_):
    window.add_init_script(_WATCH)
    number, before = read_far(window, base + CHAPTER + hash_)
    if way == "back":
        window.goto(base + "chapters/glossary.html")
        window.go_back()
    else:
        window.reload()
    assert comes_back(window, number, before)
    window.locator("html[data-laid-out]").wait_for(state="attached")
    window.wait_for_timeout(200)
    assert abs(window.evaluate(_TOP, number) - before) < 50
    # Pages opened as files have their fonts late, come back to or not.
    if base.startswith("http"):
        assert window.evaluate("shifts") <= 0.01


def test_a_page_that_is_gone_to_begins_at_its_top(tab, addresses):
    read_far(tab, addresses["http"] + CHAPTER)
    tab.goto(addresses["http"] + "chapters/glossary.html")
    tab.goto(addresses["http"] + CHAPTER)
    begin_reading(tab)
    assert tab.evaluate("scrollY") == 0


def test_an_open_solution_is_open_again(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    begin_reading(tab)
    fold = tab.locator("details.fold").last
    fold.locator("summary").first.click()
    inside = fold.locator("section p").last
    inside.evaluate("e => scrollTo(0, scrollY + e.getBoundingClientRect().y)")
    before = inside.bounding_box()["y"]
    tab.reload()
    inside.wait_for()
    tab.wait_for_timeout(500)
    assert abs(inside.bounding_box()["y"] - before) < 50


def test_a_reader_who_goes_on_is_not_held(tab, addresses):
    number, before = read_far(tab, addresses["http"] + CHAPTER)
    tab.reload()
    tab.wait_for_timeout(300)
    tab.mouse.wheel(0, 600)
    tab.wait_for_timeout(500)
    assert tab.evaluate(_TOP, number) < before - 400


def test_a_page_without_a_kept_place_is_left_to_the_browser(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    begin_reading(tab)
    tab.reload()
    begin_reading(tab)
    assert tab.evaluate("scrollY") == 0


def offered(tab):
    """Return the line that offers to continue, in the page or beside it."""
    return tab.locator(".continue a")


def test_a_formula_of_a_title_is_offered_as_it_is_seen(tab, addresses):
    tab.goto(addresses["http"] + "chapters/05-softmax.html")
    begin_reading(tab)
    title = tab.locator("#j-or-its-transpose > h3")
    title.evaluate("e => scrollTo(0, scrollY + e.getBoundingClientRect().y)")
    now = tab.locator(".page-toc [href='#j-or-its-transpose'][aria-current]")
    now.wait_for()
    tab.goto(addresses["http"] + "index.html")
    words = tab.locator("main .continue a").text_content()
    assert words.endswith("5 · Softmax and its Jacobian: J or its transpose?")


def test_the_last_section_read_is_offered_again(window, addresses):
    window.add_init_script(_WATCH)
    read_far(window, addresses["http"] + CHAPTER)
    here = window.locator(".page-toc a[aria-current]")
    section, target = here.text_content(), here.get_attribute("href")
    window.goto(addresses["http"] + "index.html")
    line = window.locator("main .continue a")
    words = f"Continue with 8 · L1, L2 and dropout: {section}"
    assert line.inner_text() == words
    begin_reading(window)
    assert window.evaluate("shifts") <= 0.01
    line.click()
    window.wait_for_url(f"**/{CHAPTER}{target}")
    window.goto(addresses["http"] + "chapters/glossary.html")
    line = window.locator(".bd-docs-nav .continue a")
    assert line.text_content() == words
    assert line.get_attribute("href").endswith(CHAPTER + target)


def test_a_page_left_at_once_takes_no_section_away(tab, addresses):
    read_far(tab, addresses["http"] + CHAPTER)
    section = tab.locator(".page-toc a[aria-current]").text_content()
    # The moment between the jump to a section and the first look where it is.
    tab.add_init_script("window.requestIdleCallback = () => {};")
    tab.add_init_script("""
      const listen = window.addEventListener;
      window.addEventListener = (...all) =>
        all[0] === "scroll" || listen.apply(window, all);
    """)
    tab.goto(addresses["http"] + "index.html")
    tab.locator("main .continue a").click()
    tab.wait_for_url(f"**/{CHAPTER}#*")
    tab.wait_for_function("scrollY > 0")
    tab.goto(addresses["http"] + "chapters/glossary.html")
    assert offered(tab).first.text_content().endswith(section)


def test_what_is_looked_up_is_not_what_is_read(tab, addresses):
    read_far(tab, addresses["http"] + CHAPTER)
    read_far(tab, addresses["http"] + "chapters/glossary.html")
    tab.goto(addresses["http"] + "index.html")
    assert "dropout" in offered(tab).first.inner_text()


def test_after_a_chapters_end_the_next_is_offered(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    begin_reading(tab)
    tab.mouse.wheel(0, 100_000)
    tab.locator(".bd-docs-nav a.read").wait_for()
    tab.goto(addresses["http"] + "index.html")
    words = "Continue with 9 · Checking gradients"
    assert tab.locator("main .continue").inner_text() == words


def test_what_is_forgotten_is_not_offered(tab, addresses):
    read_far(tab, addresses["http"] + CHAPTER)
    tab.goto(addresses["http"] + "index.html")
    assert offered(tab).count() == 2
    tab.get_by_role("button", name="Forget what was read").click()
    assert offered(tab).count() == 0
    tab.reload()
    begin_reading(tab)
    assert offered(tab).locator("visible=true").count() == 0
    # Nor is it kept again from the page on which it was forgotten.
    read_far(tab, addresses["http"] + CHAPTER)
    tab.reload()
    tab.get_by_role("button", name="Forget what was read").click()
    tab.goto(addresses["http"] + "index.html")
    assert offered(tab).locator("visible=true").count() == 0


@pytest.mark.parametrize(
    "kept", ["5", "no JSON", '{"page": "elsewhere.html", "text": "x"}']
)
def test_nothing_is_offered_from_what_others_kept(tab, addresses, kept):
    tab.goto(addresses["http"] + "index.html")
    tab.evaluate(
        "kept => localStorage.setItem('backpropagation-by-hand:place', kept)",
        kept,
    )
    tab.reload()
    begin_reading(tab)
    assert offered(tab).locator("visible=true").count() == 0


def scroll(tab, by):
    """Scroll by a number of pixels and wait for what the page does then."""
    tab.mouse.wheel(0, by)
    tab.wait_for_timeout(400)


def touch(tab, place):
    """Touch a place as it lies: Playwright's own tap scrolls there first."""
    box = place.bounding_box()
    tab.touchscreen.tap(box["x"] + 10, box["y"] + 10)
    tab.wait_for_timeout(300)


@pytest.mark.parametrize("width", [360, 768])
def test_the_contents_come_back_where_a_reader_turns_back(
    phone, addresses, width
):
    phone.set_viewport_size({"width": width, "height": 780})
    phone.add_init_script(_WATCH)
    phone.goto(addresses["http"] + CHAPTER)
    begin_reading(phone)
    menu = phone.locator(".book-menu")
    scroll(phone, 4000)
    assert menu.bounding_box()["y"] < 0
    scroll(phone, -200)
    assert 0 <= menu.bounding_box()["y"] < 40
    scroll(phone, 100)
    assert menu.bounding_box()["y"] < 0
    scroll(phone, -200)
    # It lies over nothing that has the focus.
    phone.locator("main a").nth(5).evaluate(
        "e => e.focus({ preventScroll: true })"
    )
    assert menu.bounding_box()["y"] < 0
    scroll(phone, -100)
    assert phone.evaluate("shifts") <= 0.01
    touch(phone, menu)
    section = phone.locator(".bd-docs-nav .sections a").nth(3)
    target = section.get_attribute("href")
    section.tap()
    phone.wait_for_timeout(300)
    assert not section.is_visible()
    heading = phone.locator(f"[id='{target[1:]}'] > :is(h2, h3)")
    top = heading.bounding_box()["y"]
    bar = phone.locator(".bd-header-article").bounding_box()
    assert max(0, bar["y"] + bar["height"]) <= top < 400
    # Opened again it has them once, and marks where the reader is.
    scroll(phone, -50)
    touch(phone, menu)
    here = phone.locator(".bd-docs-nav .sections [aria-current]")
    assert here.count() == 1
    assert here.is_visible()


def test_a_tick_in_the_drawer_is_seen_whole(phone, addresses):
    phone.goto(addresses["http"] + CHAPTER)
    begin_reading(phone)
    phone.evaluate(
        "document.querySelector('.bd-docs-nav a').classList.add('read')"
    )
    phone.locator(".book-menu").tap()
    left = phone.locator(".bd-docs-nav a.read").evaluate(
        "e => e.getBoundingClientRect().left"
        " + parseFloat(getComputedStyle(e, '::before').left)"
    )
    assert left >= 4


def test_the_link_to_the_main_part_takes_the_focus_there(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    main = tab.get_by_role("main")
    assert main.evaluate("e => e === document.activeElement")
    assert main.evaluate("e => getComputedStyle(e).outlineStyle") == "none"


@pytest.mark.parametrize("page", pages())
def test_tools_and_ways_on_lie_beside_the_main_part(tab, addresses, page):
    tab.goto(addresses["http"] + page)
    main = tab.get_by_role("main")
    assert main.locator("h1").count() == 1
    assert main.locator("[data-mode-switch], .prev-next-area").count() == 0
    tools = tab.get_by_role("banner")
    assert tools.locator("[data-mode-switch]").count() == 1
    if page != "search.html":
        way = tab.get_by_role("navigation", name="Previous and next page")
        assert way.get_by_role("link").count() >= 1


@pytest.mark.parametrize("key", ["Control+k", "Meta+k"])
@pytest.mark.parametrize("page", [CHAPTER, "search.html"])
def test_a_key_leads_to_the_search(window, addresses, page, key):
    window.goto(addresses["http"] + page)
    begin_reading(window)
    field = window.locator(
        "#search-field" if page == "search.html" else ".book-search input"
    )
    window.evaluate("document.activeElement.blur()")
    window.keyboard.press("k")
    assert not field.evaluate("e => e === document.activeElement")
    window.keyboard.press(key)
    assert field.evaluate("e => e === document.activeElement")
    assert field.is_visible()


def test_the_field_says_which_key_leads_to_it():
    (field,) = (
        a for a in elements(CHAPTER).with_tag("input") if a.get("name") == "q"
    )
    assert field["aria-keyshortcuts"] == "Control+K Meta+K"
    assert field["title"] == "Ctrl+K or Cmd+K"


@pytest.mark.parametrize("width", [360, 1440])
def test_what_waits_is_there_for_a_screen_reader(chromium, addresses, width):
    # Without one, Chromium tells of what was laid out and no more.
    options = ["--no-sandbox", "--force-renderer-accessibility"]
    with chromium.browser_type.launch(
        executable_path=find_browser(), args=options
    ) as read_aloud:
        tab = read_aloud.new_page(viewport={"width": width, "height": 780})
        tab.goto(addresses["http"] + "chapters/01-one-neuron.html")
        session = tab.context.new_cdp_session(tab)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        spoken = {"heading": [], "image": []}
        for node in nodes:
            role = node.get("role", {}).get("value")
            if role in spoken and not node["ignored"]:
                spoken[role].append(node["name"]["value"])
        headings = tab.locator("main :is(h1, h2, h3, h4)")
        assert len(spoken["heading"]) >= headings.count() > 15
        pictures = tab.locator("main figure .light-only")
        descriptions = pictures.evaluate_all("all => all.map((p) => p.alt)")
        assert descriptions
        assert set(descriptions) <= set(spoken["image"])
