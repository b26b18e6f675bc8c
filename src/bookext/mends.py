"""Small repairs of the pages that the theme's templates make.

Each mend is a pattern, what takes its place, and the defect it answers. The
required ones must be found on every page, the others on some page of the
book: if an update of the theme moves them, the build stops instead of
publishing the defect again.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .errors import BookError
from .rendering import after_rendering


class Mend(NamedTuple):
    """One repair."""

    pattern: str
    replacement: str | Callable[[re.Match], str]
    defect: str
    required: bool = False


LONG_NAME = 15
"""Letters of a name that a line of a phone has room for."""
LONGER = 40
"""Letters of a name that may not find room on a line of a wide page."""
_JOINT = re.compile(r"(?<=[A-Za-z][_.(])(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])")

# Not within `https://`, nor the number that a DOI begins with.
_PART = re.compile(r"((?<![:/])[/_?=&-]+|\.(?=[A-Za-z]))(?=\w)")


def breakable(match):
    """Return a long name in code with places where a line may end.

    They are after_ a joint and before a Capital within the name. A short
    word is kept whole: part of an option would read as another command.
    """
    length = len(re.sub("<[^>]*>", "", match[0]))
    if length <= LONG_NAME:
        # A browser ends lines after a hyphen, a slash and the like.
        whole = 'class="pre unbroken"'
        signs = re.search(r">[^<]*[-/?|]", match[0])
        return match[0].replace('class="pre"', whole) if signs else match[0]
    name = _JOINT.sub("<wbr>", match[0])
    if length <= LONGER:
        return name
    return name.replace('class="pre"', 'class="pre breaks"')


def breakable_address(match):
    """Return an address that is shown, with places where a line may end."""
    return _PART.sub(r"\g<0><wbr>", match[0])


MENDS = (
    Mend(
        r'(<meta name="viewport"[^>]*/>)\s*<meta name="viewport"[^>]*/>',
        r"\1",
        "the theme and Sphinx each say how wide a page is",
    ),
    Mend(
        r'<a class="current reference internal"',
        '<a class="current reference internal" aria-current="page"',
        "where the reader is in the book's contents can only be seen",
    ),
    Mend(
        r'(<li class="toctree-l1[^"]*"><a [^>]*>)(\d+)(?= )',
        r'\1<span class="chapter">\2</span>',
        "a chapter's number runs into its title in the contents",
    ),
    Mend(
        r"<title>(\d+)(?= )",
        r"<title>\1 ·",
        "a chapter's number runs into its title where the page is named",
    ),
    Mend(
        r'<div id="pst-primary-sidebar" class="[^"]*">',
        '<div id="pst-primary-sidebar" class="bd-sidebar-primary" popover '
        'role="complementary" aria-label="The book">',
        "the sidebar is no landmark, and opens on phones by script only",
        required=True,
    ),
    Mend(
        r'<div id="pst-secondary-sidebar" class="[^"]*">',
        '<div id="pst-secondary-sidebar" class="bd-sidebar-secondary" '
        'role="complementary" aria-label="This page">',
        "the sidebar is no landmark",
    ),
    Mend(
        r'<main id="main-content" class="bd-main" role="main">(.*)</main>',
        r'<div class="bd-main">\1</div>',
        "the theme counts the tools, the way on and the footer as the main "
        "part of a page",
        required=True,
    ),
    Mend(
        r'<article class="bd-article.*</article>',
        r'<main id="main-content" tabindex="-1">\g<0></main>',
        "the link that skips to the main part leaves the focus behind",
        required=True,
    ),
    Mend(
        r'<div class="bd-header-article d-print-none">',
        '<div class="bd-header-article" role="banner">',
        "the tools of a page are in no landmark",
    ),
    Mend(
        r'<footer class="prev-next-footer d-print-none">(.*?)</footer>',
        r'<nav class="prev-next-footer" aria-label="Previous and next page">'
        r"\1</nav>",
        "the way to the next page is no navigation",
    ),
    Mend(
        r'<nav class="prev-next-footer"[^>]*>\s*<div class="prev-next-area">'
        r"\s*</div>\s*</nav>",
        "",
        "the page of the search has a navigation that leads nowhere",
    ),
    Mend(
        r'\s*<dialog id="pst-(?:primary|secondary)-sidebar-modal"></dialog>',
        "",
        "empty dialogs for the theme's script, which the book does not load",
        required=True,
    ),
    Mend(
        r'\s*<div class="pst-async-banner-revealer[^>]*>.*?</aside>\s*</div>',
        "",
        "an empty landmark for a version warning the book never gives",
        required=True,
    ),
    Mend(
        r'<summary aria-label="Toggle hidden content">',
        "<summary>",
        "the name that myst-nb gives hides the visible one",
    ),
    Mend(
        r'<p class="(collapsed|expanded) admonition-title">(.*?)</p>',
        r'<span class="\1">\2</span>',
        "myst-nb puts paragraphs into a summary, where HTML wants phrases",
    ),
    Mend(
        r'<a class="headerlink" href="([^"]*)" title="([^"]*)">',
        r'&#160;<a class="headerlink" href="\1" title="\2" aria-label="\2">',
        "the link to a heading or figure is called # and nothing else, and is "
        "read as one word with the heading's last",
    ),
    Mend(
        r"<(h[1-4])>((?:(?!</\1>).)*)"
        r'(&#160;<a class="headerlink" href="#([^"]*)"[^>]*>#</a></\1>)',
        r'<\1 aria-labelledby="\4-name"><span id="\4-name">\2</span>\3',
        "to those who listen every heading ends with the name of its link",
    ),
    Mend(
        r'&#160;(<a class="headerlink" href="[^"]*" title="Link to this def)',
        r"\1",
        "behind the last parameter of a definition even a space that does not "
        "break may begin a line",
    ),
    Mend(
        r'<th class="head',
        '<th scope="col" class="head',
        "docutils does not say that a header cell heads its column",
    ),
    Mend(
        r'<section id="(?:exercise|solution)-content">',
        "<section>",
        "sphinx-exercise gives every exercise's body the same id",
    ),
    Mend(
        r'<dl class="py (class|function|data|exception)">',
        r'<dl class="py \1 waits">',
        "what Sphinx says of a class is as long as a section, and is laid out "
        "before anything of the page is seen",
    ),
    Mend(
        r'(<div class="citation" id="[^"]*") role="doc-biblioentry"',
        r'\1 role="listitem"',
        "docutils gives the works in a list a deprecated role, not the list's",
    ),
    Mend(
        r'<th scope="col" class="head"><p></p></th>',
        "<td></td>",
        "Markdown tables have a header cell even where it says nothing",
    ),
    Mend(
        r'<span class="pre">[^<]+</span>',
        breakable,
        "a long name in code is broken anywhere, or makes a table too wide",
    ),
    Mend(
        r"(?<=>)(?:https?://|doi:)[^<\s]{16,}(?=</a>)",
        breakable_address,
        "a long address is broken anywhere",
    ),
    Mend(
        r"<table\b",
        '<div class="table-scroll"><table',
        "a wide table makes the whole page scroll sideways on phones",
    ),
    Mend(
        r"</table>",
        "</table></div>",
        "closes the box around a table",
    ),
)


def mend(html, pagename, found=None):
    """Return a page with every repair made; add to the patterns found."""
    for pattern, replacement, defect, required in MENDS:
        html, times = re.subn(pattern, replacement, html, flags=re.DOTALL)
        if required and not times:
            raise BookError(_changed(pagename, pattern, defect))
        if times and found is not None:
            found.add(pattern)
    return html


def check_all_were_needed(found):
    """Fail when a repair found nothing in the whole book."""
    for pattern, _, defect, _ in MENDS:
        if pattern not in found:
            raise BookError(_changed("the whole book", pattern, defect))


def _changed(where, pattern, defect):
    return (
        f"{where}: found no {pattern!r} to mend ({defect}); the theme has "
        "changed, so bookext.mends has to be read again"
    )


def remembered(file, documents, found):
    """Return what was found on every page, also of those not written now.

    Parameters
    ----------
    file : Path
        Where it is kept from build to build.
    documents : iterable of str
        The pages that the book has.
    found : dict
        The patterns found on the pages that this build has written.
    """
    before = json.loads(file.read_text("utf-8")) if file.exists() else {}
    known = {**before, **{page: sorted(of) for page, of in found.items()}}
    known = {page: known[page] for page in documents if page in known}
    file.write_text(json.dumps(known), encoding="utf-8")
    return known


def setup(app):
    """Connect the mends once the builder has its templates."""
    found = defaultdict(set)

    def mend_and_note(html, pagename):
        return mend(html, pagename, found[pagename])

    def check(app, exception):
        if exception or not found:
            return
        file = Path(app.doctreedir) / "mends.json"
        documents = {*app.env.found_docs, *found}
        known = remembered(file, documents, found)
        if known.keys() >= app.env.found_docs:
            check_all_were_needed({x for of in known.values() for x in of})

    app.connect(
        "builder-inited", lambda app: after_rendering(app, mend_and_note)
    )
    app.connect("build-finished", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
