"""Nothing moves under the reader's eyes while a page loads and scrolls.

The far sections of a page are laid out one after another once it rests, on a
phone once its reader does something. What moves until then is counted as seen
from the top of the page; then the page is scrolled through. The reader has
seen another page before: the very first one may still have to wait for the
font of formulas, which most systems have nothing to stand in for.
"""

import time

import pytest
from reader import begin_reading
from site_of_book import pages

MOST = 0.01
PAGES = [*pages(), "search.html?q=softmax"]

_WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const moved = entry.sources.map(({ node }) =>
      node?.outerHTML?.slice(0, 80) ?? String(node?.textContent));
    shifts.push([entry.value, ...moved]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""

# As a reader goes: a screen at a time, pausing for what loads on the way.
_READ = """
async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await document.fonts.ready;
  const step = innerHeight * 0.8;
  for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
    scrollTo(0, y);
    await frame();
    await frame();
  }
  await document.fonts.ready;
  await frame();
  return shifts;
}
"""


@pytest.fixture(scope="module")
def reading(chromium, addresses):
    """Return a tab that has been on another page and has all the fonts."""
    context = chromium.new_context()
    context.add_init_script(_WATCH)
    tab = context.new_page()
    tab.goto(addresses["http"] + "chapters/notation.html", wait_until="load")
    tab.evaluate(
        "Promise.all([...document.fonts].map((f) => f.load())).then(() => 1)"
    )
    yield tab
    context.close()


@pytest.mark.parametrize("width", [1440, 412, 360])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_while_a_page_is_read(reading, addresses, page, width):
    reading.set_viewport_size({"width": width, "height": 823})
    reading.goto(addresses["http"] + page, wait_until="load")
    begin_reading(reading)
    shifts = reading.evaluate(_READ)
    assert sum(value for value, *_ in shifts) <= MOST, shifts


# Formulas do move: they take the font in whose absence they look wrong.
WITHOUT_FORMULAS = [
    "chapters/bibliography.html",
    "chapters/how-checked.html",
    "chapters/numbers-checked.html",
]


@pytest.mark.parametrize("page", WITHOUT_FORMULAS)
def test_words_do_not_move_when_their_fonts_come_late(tab, addresses, page):
    def late(route):
        time.sleep(0.3)
        route.continue_()

    tab.route("**/*.woff2", late)
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.add_init_script(_WATCH)
    tab.goto(addresses["http"] + page, wait_until="load")
    begin_reading(tab)
    shifts = tab.evaluate("document.fonts.ready.then(() => shifts)")
    assert sum(value for value, *_ in shifts) <= MOST, shifts
