"""Every page meets WCAG 2.2 A and AA, light and dark, wide and narrow."""

from pathlib import Path

import axe_playwright_python
import pytest
from reader import ALL_LAID_OUT, begin_reading
from site_of_book import pages

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
WIDTHS = (1440, 360)
PAGES = [*pages(), "search.html?q=softmax+jacobian", "search.html?q=zzzqqq"]
SCHEMES = ("light", "dark")

# axe looks at the contrast of every word by its place on the page, which
# takes a minute on a long chapter. Words that look alike have one contrast:
# of each look one stays marked, and code and formulas lose the elements of
# the others. Folds are opened, since what they hide has to be read too.
_SAMPLE = """
() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const known = new Set();
  const look = (element) => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const seen = [element.tagName, color, fontSize, fontWeight];
    for (let e = element; e; e = e.parentElement) {
      const { backgroundColor, opacity } = getComputedStyle(e);
      seen.push(backgroundColor, opacity);
    }
    return seen.filter((part) => part !== "rgba(0, 0, 0, 0)").join();
  };
  const walker = document.createTreeWalker(
    document.body, NodeFilter.SHOW_TEXT,
  );
  while (walker.nextNode()) {
    const { data, parentElement: element } = walker.currentNode;
    if (!data.trim() || !element.checkVisibility()) continue;
    const seen = look(element);
    if (!known.has(seen)) element.dataset.look = "";
    known.add(seen);
  }
  const again = "pre span:not([data-look], :has([data-look]))";
  for (const span of document.querySelectorAll(again)) {
    span.replaceWith(...span.childNodes);
  }
  for (const row of document.querySelectorAll("math > *")) {
    if (!row.querySelector("[data-look]")) row.remove();
  }
  return known.size;
}
"""

_RUN = """
async ([context, options]) => {
  const found = await axe.run(context, options);
  return {
    passes: found.passes.length,
    violations: found.violations.flatMap(({ id, nodes }) =>
      nodes.map((n) => `${id}: ${n.target}: ${n.failureSummary}`)),
  };
}
"""

STRUCTURE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
TARGETS = {"runOnly": ["target-size"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def opened(chromium, addresses):
    """Return a function that opens a page with axe in it."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)

    def open_page(page, scheme, width, all_laid_out=True):
        for old in context.pages:
            old.close()
        tab = context.new_page()
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(addresses["http"] + page, wait_until="load")
        # Sections far from the window are not laid out before they come near.
        if all_laid_out:
            tab.add_style_tag(content=ALL_LAID_OUT)
        return tab

    yield open_page
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_breaks_no_rule_of_accessibility(opened, page, width):
    tab = opened(page, "light", width)
    begin_reading(tab)
    seen = tab.evaluate(_RUN, ["html", STRUCTURE])
    assert seen["violations"] == []
    assert seen["passes"] > 15


@pytest.mark.parametrize("page", PAGES)
def test_what_waits_breaks_no_rule_either(opened, page):
    tab = opened(page, "light", 412, all_laid_out=False)
    assert tab.evaluate(_RUN, ["html", TARGETS])["violations"] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page", pages())
def test_every_word_stands_out_from_its_ground(opened, page, scheme, width):
    tab = opened(page, scheme, width)
    looks = tab.evaluate(_SAMPLE)
    assert looks >= 5
    marked = {"include": [["[data-look]"]]}
    seen = tab.evaluate(_RUN, [marked, COLOURS])
    assert seen == {"passes": 1, "violations": []}


@pytest.mark.parametrize("page", pages())
def test_headings_are_called_what_they_say(tab, addresses, page):
    tab.goto(addresses["http"] + page)
    assert tab.get_by_role("heading").count() > 0
    assert tab.get_by_role("heading", name="Link to").count() == 0
