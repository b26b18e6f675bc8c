"""What a browser sees on one page, written down in one visit."""

from dataclasses import dataclass, field

# The last is a phone whose reader has doubled the size of letters.
WIDTHS = (1440, 768, 360, 180)

# Folds are opened, and sections far from the window laid out, so that what
# they hide is measured too.
_LOOK = """
() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const all = "section, .waits { content-visibility: visible !important; }";
  document.head.insertAdjacentHTML("beforeend", `<style>${all}</style>`);
  const skipped = "code, pre, annotation, script, style, noscript, title";
  const walker = document.createTreeWalker(
    document.body, NodeFilter.SHOW_TEXT,
    (node) => node.parentElement.closest(skipped)
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const words = [];
  while (walker.nextNode()) words.push(walker.currentNode.data);
  const size = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return { width, height };
  };
  return {
    words: words.join(""),
    formulas: [...document.querySelectorAll("math")].map((math) => ({
      tex: math.querySelector("annotation")?.textContent ?? "",
      inRecord: math.closest(".ledger") !== null,
      ...size(math),
    })),
    pictures: [...document.images].map((image) => ({
      file: image.src.split("/").at(-1),
      alt: image.alt,
      reserved: image.hasAttribute("width") && image.hasAttribute("height"),
      shown: image.offsetParent !== null,
      covered: image.closest(".still") !== null,
      ...size(image),
    })),
    wideCode: [...document.querySelectorAll("pre")]
      .filter((pre) => pre.checkVisibility())
      .filter((pre) => pre.scrollWidth > pre.clientWidth)
      .map((pre) => pre.textContent.slice(0, 80)),
    wideFormulas: [...document.querySelectorAll(".math-scroll")]
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => box.querySelector("annotation").textContent.trim()),
  };
}
"""

# Mark the elements that show some letter for the first time in their style:
# asking for the fonts of every element would take too long.
_MARK_LETTERS = """
() => {
  const known = new Set();
  const walker = document.createTreeWalker(
    document.body, NodeFilter.SHOW_TEXT,
  );
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const look = `${style.fontFamily} ${style.fontStyle} ${style.fontWeight}`;
    for (const letter of walker.currentNode.data) {
      if (!letter.trim() || known.has(look + letter)) continue;
      known.add(look + letter);
      element.dataset.letters = "";
    }
  }
}
"""


@dataclass
class Visit:
    """One page as one browser saw it."""

    page: str
    requests: list = field(default_factory=list)
    loaded: list = field(default_factory=list)
    complaints: list = field(default_factory=list)
    seen: dict = field(default_factory=dict)
    page_widths: dict = field(default_factory=dict)
    fonts: dict = field(default_factory=dict)


def _listen(tab, visit):
    tab.on("request", lambda r: visit.requests.append(r.url))
    tab.on("requestfailed", lambda r: visit.complaints.append(r.url))
    tab.on("pageerror", lambda e: visit.complaints.append(str(e)))

    def hear(message):
        if message.type in ("error", "warning"):
            visit.complaints.append(message.text)

    def answer(response):
        if response.status >= 400:
            visit.complaints.append(f"{response.status} {response.url}")

    tab.on("console", hear)
    tab.on("response", answer)


def _fonts_used(tab):
    """Return each font that drew something: name -> is it the book's own."""
    tab.evaluate(_MARK_LETTERS)
    session = tab.context.new_cdp_session(tab)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    query = {"nodeId": root, "selector": "[data-letters]"}
    nodes = session.send("DOM.querySelectorAll", query)["nodeIds"]
    found = {}
    for node in nodes:
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})
        for font in used["fonts"]:
            found[font["familyName"]] = font["isCustomFont"]
    return found


def visit(browser, base, page):
    """Open a page, look at it at every width, and return what was seen."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    record = Visit(page)
    _listen(tab, record)
    tab.goto(base + page, wait_until="load")
    tab.evaluate("document.fonts.ready.then(() => true)")
    record.loaded = list(record.requests)
    record.seen = tab.evaluate(_LOOK)
    complaints = list(record.complaints)
    record.fonts = _fonts_used(tab)
    if not all(record.fonts.values()):
        # Fonts that came too late for the first reading are at hand now.
        tab.reload(wait_until="load")
        record.fonts = _fonts_used(tab)
    # To say which fonts it used, the browser asks for the page once more,
    # which one opened as a file may not do.
    record.complaints[:] = complaints
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        record.page_widths[width] = tab.evaluate(
            "document.documentElement.scrollWidth"
        )
    context.close()
    return record
