"""Join the built pages into one HTML document, for printing as a book.

Ids get their page's name before them, so that they are unique in the whole
book, and links between pages become links inside the document.
"""

import posixpath
from html import escape
from pathlib import PurePosixPath
from urllib.parse import urldefrag, urlsplit

import yaml
from bs4 import BeautifulSoup

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "headers")
# What only a screen can use, and the pictures for dark pages.
UNPRINTED = "script, button, .headerlink, .skip-link, img.dark-only"


def reading_order(toc):
    """Return the book's parts: pairs of a caption and its documents."""
    parts = [
        (part["caption"], [entry["file"] for entry in part["chapters"]])
        for part in toc["parts"]
    ]
    return [("", [toc["root"]]), *parts]


def slug(document):
    """Return the name that stands before every id of a document."""
    return PurePosixPath(document).name


def chapter(html, document, documents, root):
    """Return a page's article, fit to stand beside those of other pages.

    Parameters
    ----------
    html : str
        The built page.
    document : str
        Its name in the table of contents.
    documents : list of str
        Every document that the book will hold.
    root : str
        Address of the built book as seen from the joined document.

    Returns
    -------
    bs4.Tag
        The ``article``.
    """
    page = BeautifulSoup(html, "html.parser")
    article = page.select_one("article.bd-article")
    for element in article.select(UNPRINTED):
        element.decompose()
    _solutions_to_the_end(article, page)
    _places_before_boxes(article, page)
    for number in article.select("h1 .section-number"):
        # A plain space at the end of a line is lost in the PDF's outline.
        number.string = f"{number.get_text().strip()}\u00a0"
    # The record's values to the last digit would fill more pages than the
    # book: they can be unfolded on a screen.
    for details in article.select("details:not(.hide, .ledger details)"):
        details["open"] = ""
    name = slug(document)
    for element in article.find_all(id=True):
        element["id"] = f"{name}--{element['id']}"
    for attribute in REFERENCES:
        for element in article.find_all(attrs={attribute: True}):
            named = element[attribute]
            named = named.split() if isinstance(named, str) else named
            element[attribute] = " ".join(f"{name}--{n}" for n in named)
    for picture in article.select("img[src]"):
        _picture(picture, document, root)
    for link in article.select("a[href]"):
        _link(link, document, documents)
    article["id"] = name
    return article


def _places_before_boxes(article, page):
    """Set the ids of grids and flexible boxes on a block before each.

    Chromium writes no destination into a PDF for such a box.
    """
    for box in article.select(".math-display[id], dt[id]"):
        place = page.new_tag("div", id=box["id"])
        del box["id"]
        if box.name == "dt":
            box.insert(0, place)
        else:
            box.insert_before(place)


def _solutions_to_the_end(article, page):
    """Put the solutions behind the chapter, where they do not give it away."""
    solutions = article.select("details.solution")
    if not solutions:
        return
    section = page.new_tag("section", id="printed-solutions")
    heading = page.new_tag("h2")
    heading.string = "Solutions"
    section.append(heading)
    for solution in solutions:
        section.append(solution.extract())
    article.append(section)


def _picture(picture, document, root):
    """Load a picture at once, from where it is."""
    picture.attrs.pop("loading", None)
    if not urlsplit(picture["src"]).scheme:
        folder = posixpath.dirname(document)
        path = posixpath.normpath(posixpath.join(folder, picture["src"]))
        picture["src"] = f"{root}/{path}"


def _link(link, document, documents):
    """Lead inside the book; leave out what leads to no part of it."""
    if urlsplit(link["href"]).scheme:
        return
    address, anchor = urldefrag(link["href"])
    target = document
    if address:
        folder = posixpath.dirname(document)
        path = posixpath.normpath(posixpath.join(folder, address))
        target = path.removesuffix(".html")
    if target in documents:
        name = slug(target)
        link["href"] = f"#{name}--{anchor}" if anchor else f"#{name}"
    else:
        link.unwrap()


def contents(parts, articles, numbers):
    """Return the list of contents; ``numbers`` gives the page of each id."""
    lines = []
    for caption, documents in parts:
        if caption:
            lines.append(f'<p class="part">{escape(caption)}</p>')
        for document in documents:
            article = articles[document]
            title = article.h1.get_text()
            lines.append(_line("chapter", article["id"], title, numbers))
            if article.h1.select_one(".section-number"):
                for heading in article.select("section > h2"):
                    place, text = heading.parent["id"], heading.get_text()
                    lines.append(_line("section", place, text, numbers))
    listed = "\n".join(lines)
    return f'<nav id="contents"><h1>Contents</h1>{listed}</nav>'


def _line(kind, place, title, numbers):
    number = numbers.get(place, "")
    return (
        f'<p class="{kind}"><a href="#{place}"><span>{escape(title)}</span>'
        f"<i></i><span>{number}</span></a></p>"
    )


def heads(parts, articles):
    """Return a rule for each chapter that puts its title above its pages."""
    rules = []
    for _, documents in parts:
        for document in documents:
            place = articles[document]["id"]
            title = " ".join(articles[document].h1.get_text().split())
            title = title.replace("\\", "").replace('"', "'")
            rules.append(
                f'[id="{place}"] {{ page: p-{place}; }} @page p-{place} '
                f'{{ @top-left {{ content: "{title}"; }} }}'
            )
    return "\n".join(rules).replace("<", "")


def title_page(title, front):
    """Return the first page: the title, and what the front page adds."""
    motto = front.select_one("h1 + p").get_text()
    lines = "".join(f"<p>{escape(line)}</p>" for line in (title, motto))
    return f'<div id="title-page">{lines}</div>'


def joined(title, parts, articles, sheets, style, numbers):
    """Return the whole book as one document."""
    links = "".join(f'<link rel="stylesheet" href="{s}">' for s in sheets)
    body = "\n".join(
        str(articles[document]) for _, names in parts for document in names
    )
    return (
        '<!DOCTYPE html><html lang="en" data-theme="light"><head>'
        f'<meta charset="utf-8"><title>{escape(title)}</title>{links}'
        f"<style>{style}\n{heads(parts, articles)}</style></head><body>"
        f"{title_page(title, articles[parts[0][1][0]])}"
        f"{contents(parts, articles, numbers)}<main>{body}</main>"
        "</body></html>"
    )


def load(path):
    """Read a file of settings."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
