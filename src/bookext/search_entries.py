"""What can be found: sections, exercises, equations, terms, names of code.

Every heading makes one entry, with the words and formulas below it down to
the next heading. So do an exercise, a term of the glossary, a row of the
table of symbols and a class or function of the package. A numbered equation
and a figure make one that is found by its number: what they say belongs to
their section. Solutions make none: a search must not give them away.

A page is read before the book is numbered: marks stand for the numbers.
"""

import re
from dataclasses import dataclass, field, replace

from docutils import nodes
from sphinx import addnodes
from sphinx_exercise.nodes import (
    exercise_enumerable_node,
    exercise_node,
    exercise_title,
    solution_node,
)

from . import search_formulas
from .equations import target
from .formula_sheet import Formula

EXERCISES = (exercise_node, exercise_enumerable_node)
_WORDS = (nodes.paragraph, nodes.caption, nodes.math_block)
_MARK = re.compile("\ue000([a-z]+) ([^\ue001]+)\ue001")
# Stands on both sides of a displayed formula, and between the cells of a row.
_GAP = "\ue002"
_NAME = re.compile(r"[A-Za-z_]\w{2,}")
# What parts the rows of a table in a line of text; cells stand apart.
ROW_END = ";"
# The page whose tables say what the letters and signs mean.
NOTATION = "chapters/notation"


@dataclass
class Entry:
    """One place of the book to be found."""

    page: str
    anchor: str
    title: str
    kind: str
    words: list[str] = field(default_factory=list)
    symbols: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    code: set[str] = field(default_factory=set)

    @property
    def text(self):
        """Return all words, with formulas and cells on lines of their own."""
        line = re.sub(r"\s+", " ", " ".join(self.words)).strip(" ;")
        line = re.sub("(?<=[.:;?!]) ;", "", line)
        line = re.sub(f"(?: ?{_GAP} ?)+", "\n", line).strip()
        return re.sub(r"\s+(?=[.,;])", "", line)

    @property
    def code_names(self):
        """Return the parts of a qualified name: module, class, method."""
        return set(self.title.split("."))


def mark(kind, name):
    """Return what stands for the number of an exercise, equation, figure."""
    return f"\ue000{kind} {name}\ue001"


def numbered(entry, number):
    """Return an entry with ``number(page, kind, name)`` for every mark."""

    def fill(text):
        return _MARK.sub(
            lambda found: number(entry.page, *found.groups()), text
        )

    return replace(
        entry, title=fill(entry.title), words=list(map(fill, entry.words))
    )


def plain(node):
    """Return a node's text, its formulas as lines of text."""
    return _plain(node).strip()


def _plain(node):
    """Return a node's text, with a space after each block in it."""
    if isinstance(node, addnodes.pending_xref):
        if node["reftype"] == "eq":
            return f"({mark('equation', node['reftarget'])})"
        if node["reftype"] in ("ref", "numref") and not node["refexplicit"]:
            return mark(node["reftype"], node["reftarget"])
        # Its text is the work's key until the bibliography has numbers.
        if node.get("refdomain") == "cite":
            return ""
    if isinstance(node, (nodes.math, nodes.math_block)):
        return search_formulas.as_text(node.astext())
    if isinstance(node, nodes.Text):
        return node.astext()
    text = "".join(map(_plain, node.children))
    return text if isinstance(node, nodes.Inline) else f"{text} "


def formulas(node):
    """Return the TeX of every formula in a node."""
    wanted = (nodes.math, nodes.math_block)
    return [m.astext() for m in node.findall(lambda n: isinstance(n, wanted))]


def _powers_of(definition):
    """Return the powers that a definition shows, such as those of defaults.

    What is defined within it has its own.
    """
    body = definition.next_node(addnodes.desc_content)
    own = [c for c in body or () if not isinstance(c, addnodes.desc)]
    shown = [*definition.findall(addnodes.desc_signature)][:1] + own
    return search_formulas.powers(" ".join(map(plain, shown)))


def _is_term(node):
    # Of all lists of definitions, a glossary's has terms to link to.
    return (
        isinstance(node, nodes.definition_list_item)
        and node.next_node(nodes.term)["ids"] != []
    )


class Reader:
    """Reads the entries of one page.

    Parameters
    ----------
    page : str
        The document's name.
    equation : callable
        Gives an equation's TeX by its label.
    """

    def __init__(self, page, equation):
        self.page, self.equation = page, equation
        self.entries = []

    def read(self, doctree):
        """Return the entries of a page, in the order of the page."""
        for section in doctree.children:
            if isinstance(section, nodes.section):
                self._section(section, top=True)
        return self.entries

    def _open(self, anchor, title, kind):
        self.entries.append(Entry(self.page, anchor, title, kind))
        return self.entries[-1]

    def _section(self, section, *, top=False):
        title = plain(section.next_node(nodes.title))
        kind = "page" if top else "section"
        entry = self._open("" if top else section["ids"][0], title, kind)
        self._below(section, entry)

    def _below(self, node, entry):
        for child in node.children:
            self._take(child, entry)

    def _take(self, node, entry):
        if isinstance(node, nodes.section):
            self._section(node)
        elif isinstance(node, EXERCISES):
            self._exercise(node)
        elif isinstance(node, addnodes.desc):
            self._definition(node)
        elif _is_term(node):
            self._term(node)
        elif isinstance(node, nodes.row):
            self._row(node, entry)
        elif isinstance(node, nodes.figure):
            anchor = node["ids"][0]
            self._numbered(f"Figure {mark('figure', anchor)}", anchor, node)
            self._below(node, entry)
        elif isinstance(node, nodes.literal_block):
            entry.code.update(_NAME.findall(node.astext()))
            entry.symbols |= search_formulas.powers(node.astext())
        elif isinstance(node, _WORDS):
            self._words(node, entry)
        elif isinstance(node, Formula):
            tex = self.equation(node["label"])
            self._words(nodes.math_block("", tex), entry)
            self._below(node, entry)
        elif not isinstance(node, (solution_node, nodes.title)):
            self._below(node, entry)

    def _words(self, node, entry):
        displayed = isinstance(node, nodes.math_block)
        text = plain(node)
        entry.words.append(f"{_GAP}{text}{_GAP}" if displayed else text)
        entry.symbols |= search_formulas.powers(text)
        for tex in formulas(node):
            entry.symbols |= search_formulas.symbols(tex)
            if displayed:
                entry.subjects.add(search_formulas.subject(tex))
        if displayed:
            self._equation(node)

    def _equation(self, block):
        if not block.get("label"):
            return
        title = f"Equation {mark('equation', block['label'])}"
        self._numbered(title, target(block["label"]), block)

    def _numbered(self, title, anchor, node):
        entry = self._open(anchor, title, title.split()[0].lower())
        caption = node.next_node(nodes.caption)
        entry.words.append(plain(caption if caption is not None else node))

    def _exercise(self, node):
        heading = node.next_node(exercise_title)
        of = heading.next_node(nodes.subtitle) if heading else None
        parts = ["Exercise", mark("exercise", node["ids"][0])]
        parts.append(f"({plain(of)})" if of is not None else "")
        title = " ".join(filter(None, parts))
        entry = self._open(node["ids"][0], title, "exercise")
        for section in node.findall(nodes.section):
            self._below(section, entry)

    def _definition(self, node):
        for signature in node.findall(addnodes.desc_signature):
            if signature["ids"]:
                anchor = signature["ids"][0]
                entry = self._open(anchor, anchor, "code")
                body = signature.parent.next_node(addnodes.desc_content)
                first = body and body.next_node(nodes.paragraph)
                if first is not None:
                    self._words(first, entry)
                entry.symbols |= _powers_of(signature.parent)
                for block in body.findall(nodes.math_block) if body else ():
                    self._equation(block)

    def _term(self, node):
        term = node.next_node(nodes.term)
        entry = self._open(term["ids"][0], plain(term).strip(), "term")
        self._below(node.next_node(nodes.definition), entry)

    def _row(self, node, entry):
        cells = list(node.findall(nodes.entry))
        signs = formulas(cells[0])
        if self.page == NOTATION and signs:
            self._symbol(cells, signs, entry)
        else:
            self._cells(cells, entry)

    def _cells(self, cells, entry):
        """Take a row's cells, with a gap between those that say something."""
        before = len(entry.words)
        for cell in cells:
            said = len(entry.words)
            self._below(cell, entry)
            if before < said < len(entry.words):
                entry.words.insert(said, _GAP)
        if len(entry.words) > before:
            entry.words.append(ROW_END)

    def _symbol(self, cells, signs, entry):
        title = f"{plain(cells[0])}: {plain(cells[1])}"
        row = self._open(entry.anchor, title, "symbol")
        for cell in cells[2:]:
            row.words.append(plain(cell))
        for tex in [*signs, *formulas(cells[1])]:
            row.symbols |= search_formulas.symbols(tex)
        for tex in signs:
            row.subjects |= search_formulas.symbols(tex)
