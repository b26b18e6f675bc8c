"""Print the built book as one PDF with contents, links and page numbers.

    python tools/pdf.py

writes ``_build/backpropagation-by-hand.pdf`` from ``_build/html``, which
``tools/build.py`` makes, with the browser that ``tools/browser.py`` finds.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfReader

import onebook
from backprop.frontend import linking, styling
from browser import NoBrowserError, browser

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build"
PAPER = BUILT / "paper"
BOOK = BUILT / "backpropagation-by-hand.pdf"


class ForeignAddressError(RuntimeError):
    """The book asked for something that is not part of it."""


def printed(running, html, pdf):
    """Print an HTML file, and return the page of each place linked to.

    Parameters
    ----------
    running : playwright.sync_api.Browser
        A browser without a window.
    html, pdf : pathlib.Path
        What to print, and where to.

    Returns
    -------
    dict
        The number of its page, from 1, for each id that a link leads to.

    Raises
    ------
    ForeignAddressError
        If the document asks for anything but files of this machine.
    """
    context = running.new_context(color_scheme="light", offline=True)
    tab = context.new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(html.as_uri(), timeout=120_000)
    tab.evaluate("document.fonts.ready.then(() => true)")
    foreign = [a for a in asked if not a.startswith(("file:", "data:"))]
    if foreign:
        raise ForeignAddressError(
            f"{html.name}: expected only files of the book, got {foreign}"
        )
    tab.pdf(
        path=pdf,
        prefer_css_page_size=True,
        print_background=True,
        outline=True,
        tagged=True,
    )
    context.close()
    return pages_of_places(PdfReader(pdf))


def pages_of_places(reader):
    """Return the number of the page of each named place of a PDF."""
    return {
        name.removeprefix("/"): reader.get_destination_page_number(place) + 1
        for name, place in reader.named_destinations.items()
    }


def articles(parts):
    """Return the article of every document, by its name."""
    documents = [name for _, names in parts for name in names]
    return {
        name: onebook.chapter(
            (BUILT / "html" / f"{name}.html").read_text(encoding="utf-8"),
            name,
            documents,
            "../html",
        )
        for name in documents
    }


def make(running, pdf=BOOK):
    """Print the book twice: only the first print tells the page numbers."""
    parts = onebook.reading_order(onebook.load(ROOT / "_toc.yml"))
    title = onebook.load(ROOT / "_config.yml")["title"]
    sheets = ["../html/_static/book.css"]
    rules = [styling.shared_rules()]
    rules += map(styling.own_rules, linking.explorables())
    rules += [(ROOT / "tools" / "pdf.css").read_text(encoding="utf-8")]
    style = "\n".join(rules)
    texts = articles(parts)
    PAPER.mkdir(exist_ok=True)
    html = PAPER / "book.html"
    numbers = {}
    for _ in range(2):
        html.write_text(
            onebook.joined(title, parts, texts, sheets, style, numbers),
            encoding="utf-8",
        )
        numbers = printed(running, html, pdf)
    return pdf


def main():
    """Print the book and say where it is; return the exit code."""
    if not (BUILT / "html" / "index.html").exists():
        print("There is no book yet: run tools/build.py", file=sys.stderr)
        return 1
    try:
        path = browser()
    except NoBrowserError as problem:
        print(problem, file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        made = make(running)
        running.close()
    print(f"The book is printed: {made.as_uri()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
