"""Search that finds symbols, terms and names of code.

The defect: Sphinx's index drops formulas, single letters and signs, so that
nobody finds ŷ or ∂L/∂W, and its script asks for whole pages to show a few
words of them, which a page opened as a file may not do.

Here every section has an entry of its own. ``search/index.js`` holds titles,
symbols and which words occur where; the running text lies in parts beside it,
``search/text-0.js`` and so on, of which the page loads those it shows.
All of them are scripts, the one kind of data that pages opened as files get.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from . import equations, search_entries, search_formulas
from .formula_sheet import Formula
from .memo import fingerprint
from .noted import note
from .search_entries import Reader, numbered
from .titles import page_title

FOLDER = "search"
# Characters in one part of the text; a page of results needs a few parts.
PART = 2500
_WORD = re.compile(r"[^\W\d]\w+")
# What questions are asked with, beside what they are about.
_ASKING = """
a about am an can could did do does get has have how i if it me my of on or
should that this to was were what when where which who why will with would you
your
"""
# What each kind of reference shows by its number.
_NUMBERED = {"ref": ("exercise",), "numref": ("exercise", "figure")}
_KINDS = (
    "page",
    "section",
    "exercise",
    "equation",
    "figure",
    "term",
    "symbol",
    "code",
)


def of_page(page, doctree):
    """Return the entries of a page that has just been read.

    None for a page that shows equations of others, which may change while it
    stays as it is.
    """
    if doctree.next_node(Formula) is None:
        return Reader(page, {}.__getitem__).read(doctree)
    return None


def entries(env, root):
    """Return every entry of the book, in reading order."""
    tex = equations.of_book(env)
    number = numbers(env)
    found = []
    for page in [root, *env.toctree_includes.get(root, ())]:
        known = env.bookext_search.get(page)
        if known is None:
            known = Reader(page, tex.__getitem__).read(env.get_doctree(page))
        found += [numbered(entry, number) for entry in known]
    return found


def numbers(env):
    """Return a function that knows what Sphinx has numbered or named."""
    labelled = env.get_domain("math").equations

    def number(page, kind, name):
        if kind in _NUMBERED:
            return _referred(env, kind, name)
        if kind == "equation":
            page = labelled[name][0]
            kind, name = "displaymath", equations.target(name)
        of_kind = env.toc_fignumbers.get(page, {}).get(kind, {})
        return ".".join(map(str, of_kind.get(name, ())))

    return number


def _referred(env, role, name):
    """Return what a reference shows: a title, or a number with its kind."""
    labels = env.get_domain("std").labels
    # A label that stands before no title: Sphinx has said so.
    page, anchor, title = labels.get(name, ("", "", ""))
    numbered = env.toc_fignumbers.get(page, {})
    for kind in _NUMBERED[role]:
        if number := numbered.get(kind, {}).get(anchor):
            return f"{kind.title()} {'.'.join(map(str, number))}"
    return title


def words(entry):
    """Return the words that an entry is found by, in small letters."""
    if entry.kind in ("equation", "figure"):
        return set()
    return set(map(str.lower, _WORD.findall(entry.text)))


def known_names(found):
    """Return the names that code cells may be found by: those of the book.

    A name of the package or one that the text mentions is worth finding; a
    variable of some cell is not.
    """
    known = {part for e in found if e.kind == "code" for part in e.code_names}
    for entry in found:
        known |= {w for w in _WORD.findall(entry.text) if "_" in w}
    return known


def occurrences(sets):
    """Return the names in `sets` and, for each, where it occurs.

    Returns
    -------
    str
        The names, sorted, parted by spaces.
    str
        A list for each name, parted by semicolons: numbers of entries in
        base 36, each as the step from the one before, parted by commas.
    """
    places = defaultdict(list)
    for number, names in enumerate(sets):
        for name in names - {""}:
            places[name].append(number)
    names = sorted(places)
    lists = []
    for name in names:
        steps = zip([0, *places[name]], places[name], strict=False)
        lists.append(",".join(base36(new - old) for old, new in steps))
    return " ".join(names), ";".join(lists)


def base36(number):
    """Return a natural number as JavaScript's ``parseInt(…, 36)`` reads it."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def common(found):
    """Return the words that a query need not find.

    These are what questions are asked with, and the short words in more than
    a third of all entries with text. Long ones such as *gradient* are worth
    finding however often they occur.
    """
    texts = list(filter(None, map(words, found)))
    counts = Counter(word for text in texts for word in text)
    often = len(texts) / 3
    frequent = {w for w, n in counts.items() if n > often and len(w) < 5}
    return frequent.union(_ASKING.split())


def parts(found):
    """Return the texts in parts, each a list of entries' texts."""
    divided, length = [[]], 0
    for entry in found:
        if length > PART:
            divided.append([])
            length = 0
        divided[-1].append(entry.text)
        length += len(entry.text)
    return divided


def index(found, titles):
    """Return what ``index.js`` holds.

    Parameters
    ----------
    found : list of Entry
        All entries.
    titles : dict of str
        The title of each page, with its number.
    """
    pages = list(dict.fromkeys(entry.page for entry in found))
    ignored = common(found)
    names = known_names(found)
    starts, start = [], 0
    for part in parts(found):
        starts.append(start)
        start += len(part)
    return {
        "pages": [[f"{page}.html", titles[page]] for page in pages],
        "kinds": _KINDS,
        "entries": [
            [pages.index(e.page), _KINDS.index(e.kind), e.anchor, e.title]
            for e in found
        ],
        "common": " ".join(sorted(ignored)),
        "words": occurrences([words(e) - ignored for e in found]),
        "symbols": occurrences([e.symbols | (e.code & names) for e in found]),
        "subjects": occurrences([e.subjects for e in found]),
        "parts": starts,
    }


def script(name, value):
    """Return a script that hands over one value."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{name}({data});\n"


def write_index(app, exception):
    """Write the index and the texts."""
    if exception or app.builder.format != "html":
        return
    found = entries(app.env, app.config.root_doc)
    titles = {e.page: page_title(app.env, e.page) for e in found}
    files = {"index.js": script("bookSearch.index", index(found, titles))}
    for number, part in enumerate(parts(found)):
        text = script("bookSearch.text", [number, part])
        files[f"text-{number}.js"] = text
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.js"):
        old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _version():
    """Return a number that differs where the code that reads pages does."""
    modules = (search_entries, search_formulas)
    code = fingerprint(*(Path(m.__file__).read_bytes() for m in modules))
    return int.from_bytes(code[:4]) or 1


def without_sphinx_search(app):
    """Keep Sphinx from making an index that nothing reads."""
    app.builder.search = False


def pages(app):
    """Make the page that Sphinx made along with its index."""
    return [("search", {}, "search.html")]


def setup(app):
    """Connect the entries, the index and the page."""
    app.setup_extension("bookext.equations")
    note(app, "bookext_search", of_page)
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", pages)
    app.connect("build-finished", write_index, priority=400)
    return {
        # Pages read by other code than this are read anew.
        "env_version": _version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
