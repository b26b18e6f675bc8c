"""What is small, what is quiet, and where lines begin."""

import pytest
from reader import begin_reading
from site_of_book import numbered, pages

SMALLEST = 11
"""Height in pixels of the smallest letters, indices of indices."""

WORKED = "chapters/09-checking-gradients.html"

# The size of every letter outside the explorables, with what it stands in.
_SIZES = """
() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const walker = document.createTreeWalker(
    document.querySelector("main"), NodeFilter.SHOW_TEXT,
  );
  const found = {};
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    if (element.closest("annotation, script, [data-explorable]")) continue;
    if (!element.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    found[size] ??= walker.currentNode.data.slice(0, 20);
  }
  return found;
}
"""


@pytest.mark.parametrize("page", pages())
def test_no_letter_is_too_small_for_a_phone(phone, addresses, page):
    phone.goto(addresses["http"] + page)
    sizes = phone.evaluate(_SIZES)
    assert sizes
    small = {size: w for size, w in sizes.items() if float(size) < SMALLEST}
    assert small == {}


_SLANTED = """
() => {
  const line = (weight) => {
    const made = document.createElement("span");
    made.textContent = "slanted 0.25";
    made.className = `weight-${weight}`;
    made.style.cssText = `font-size: 40px; font-style: italic;
      font-weight: ${weight}; display: table`;
    return made;
  };
  document.querySelector("main p").replaceChildren(line(400), line(700));
}
"""


def test_slanted_letters_are_not_made_bold(tab, addresses):
    tab.goto(addresses["http"] + WORKED)
    tab.evaluate(_SLANTED)
    tab.evaluate("document.fonts.ready")
    light, bold = (
        tab.locator(f".weight-{weight}").screenshot() for weight in (400, 700)
    )
    assert light == bold


_EDGES = """
() => {
  const edges = (selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility())
    .map((e) => Math.round(e.getBoundingClientRect().left));
  const section = ".bd-article > section > section";
  return {
    text: edges(`${section} > p`),
    code: edges(`${section} > .cell > .cell_input .highlight pre`),
    printed: edges(`${section} > .cell > .cell_output > .stream .highlight`),
    folded: edges(`${section} > .cell details.hide .highlight pre`),
    picture: edges(`${section} > .cell figure.book-figure > img`),
    caption: edges(`${section} > .cell figure.book-figure figcaption`),
    words: edges(`${section} > .cell figure.book-figure figcaption p`),
  };
}
"""


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_frames_figures_captions_and_text_share_an_edge(tab, addresses, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(addresses["http"] + WORKED)
    begin_reading(tab)
    tab.evaluate(
        "document.querySelectorAll('details').forEach((d) => d.open = true)"
    )
    edges = tab.evaluate(_EDGES)
    assert all(edges.values())
    assert len({edge for found in edges.values() for edge in found}) == 1


# Where the words of an opened fold begin: each line of the title, the text,
# and of a fold of code the letters beside those of code that is not folded.
_FOLDED = """
() => {
  // Where each line of an element begins.
  const lefts = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const lines = new Map();
    for (const { bottom, left } of range.getClientRects()) {
      const line = Math.round(bottom);
      lines.set(line, Math.min(lines.get(line) ?? left, left));
    }
    return [...lines.values()].map(Math.round);
  };
  const fold = [...document.querySelectorAll(".fold")].find((f) => {
    f.open = true;
    return lefts(f.querySelector("summary")).length > 1;
  });
  const code = (place) => lefts(document.querySelector(`${place} pre`))[0];
  document.querySelector("details.hide").open = true;
  return {
    title: lefts(fold.querySelector("summary")),
    text: lefts(fold.querySelector("p"))[0],
    folded: code("details.hide"),
    code: code("section > .cell > .cell_input"),
  };
}
"""


def test_words_of_a_fold_share_an_edge(phone, addresses):
    phone.goto(addresses["http"] + WORKED)
    begin_reading(phone)
    edges = phone.evaluate(_FOLDED)
    assert {*edges["title"]} == {edges["text"]}
    assert edges["folded"] == edges["code"]


def test_links_to_places_are_small_and_large_enough(phone, addresses):
    phone.goto(addresses["http"] + "chapters/01-one-neuron.html")
    begin_reading(phone)
    links = phone.locator(":is(h1, h2, h3, figcaption) > .headerlink")
    sizes = links.evaluate_all("""all => all.map((link) => {
      const { width, height } = link.getBoundingClientRect();
      return [parseFloat(getComputedStyle(link).fontSize), width, height];
    })""")
    assert sizes
    assert all(
        size <= 16 and min(width, height) >= 24
        for size, width, height in sizes
    )


_CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ratio = (selector, box) => {
    const element = document.querySelector(selector);
    const [less, more] = [
      light(getComputedStyle(element).color),
      light(getComputedStyle(element.closest(box)).backgroundColor),
    ].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  return [
    ratio(".highlight .copy", ".copy"), ratio(".highlight .c1", ".highlight"),
  ];
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_remarks_in_code_stand_out_from_their_ground(tab, addresses, scheme):
    tab.emulate_media(color_scheme=scheme)
    tab.goto(addresses["http"] + "chapters/01-one-neuron.html")
    assert min(tab.evaluate(_CONTRASTS)) >= 5.5


# What readers may ask for who need letters and lines further apart: WCAG 2.2,
# 1.4.12. It is not shown here what an explorable makes of it.
_APART = """
() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
    [data-explorable] { display: none !important }`);
  document.adoptedStyleSheets.push(sheet);
  return document.documentElement.scrollWidth;
}
"""

LONG_LINES = [*(f"{name}.html" for name in numbered()), "chapters/api.html"]


@pytest.mark.parametrize("page", LONG_LINES)
def test_words_set_apart_fit_a_narrow_screen(phone, addresses, page):
    phone.set_viewport_size({"width": 320, "height": 780})
    phone.goto(addresses["http"] + page)
    begin_reading(phone)
    assert phone.evaluate(_APART) <= 320


def test_printed_sentences_are_broken_and_tables_scroll(phone, addresses):
    phone.goto(addresses["http"] + WORKED)
    begin_reading(phone)
    wide = "all => all.filter((p) => p.scrollWidth > p.clientWidth).length"
    printed = phone.locator(".cell_output > .prose pre")
    assert printed.count() > 5
    assert printed.evaluate_all(wide) == 0
    tables = phone.locator(".cell_output > .stream:not(.prose) pre")
    assert tables.evaluate_all(wide) > 0
