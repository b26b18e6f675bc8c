"""What a search finds: formulas on one line, entries, and the index."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes

from bookext import search
from bookext.formula_sheet import Formula
from bookext.search_entries import NOTATION, Entry, Reader, numbered, plain
from bookext.search_formulas import as_text, powers, subject, symbols

WEIGHTS = (
    r"\frac{\partial L}{\partial W_{dm}} = \frac1N \sum_i \hat y_i X_{id}"
)


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (WEIGHTS, "∂L/∂W_dm = 1/N ∑ŷ_i X_id"),
        (r"X^{\mathsf T} G", "X^T G"),
        (r"\frac{\hat y - y}{N}", "(ŷ − y)/N"),
        (r"\max(0, Z) \odot [Z > 0]", "max(0, Z) ⊙ [Z > 0]"),
        (r"e^{z_k - c}", "e^(z_k − c)"),
        # The brackets of a layer's number are its own.
        (r"2\lambda W^{(1)}", "2λW^((1))"),
        (r"-\sum_k y_k \log \hat y_k", "−∑y_k log ŷ_k"),
        (
            r"\begin{aligned} L &= y_{il}\log b, \\ c &= 1. \end{aligned}",
            "L = y_il log b, c = 1.",
        ),
        (r"a \quad\text{or}\quad \sqrt b", "a or √b"),
        (r"\sqrt{a + b} \ne u'", "√(a + b) ≠ u\u2032"),
        (r"10^{-13} \cdot (-2)", "10^(−13) · (−2)"),
        (r"{} + \log 0.7 - 1/\log 2", "+ log 0.7 − 1/log 2"),
        (r"\sqrt{2} / ( \sum z_k)", "√2/(∑z_k)"),
        (r"(N{,})", "(N,)"),
        (r"(0, 1, \dots, K)", "(0, 1, …, K)"),
        (r"(N, K), \quad \frac{a}{b}.", "(N, K), a/b."),
    ],
)
def test_a_formula_on_one_line(tex, line):
    assert as_text(tex) == line


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (WEIGHTS, {"∂L/∂W", "1/N", "ŷ", "L", "W", "X", "N", "∑", "∂", "i"}),
        (r"\partial L/\partial u", {"∂L/∂u", "L", "u", "∂"}),
        (r"A^{\mathsf T}", {"A^T", "A"}),
        (r"\lambda \odot \tilde X", {"λ", "⊙", "X̃"}),
        (r"\operatorname{softmax}(z)", {"z"}),
    ],
)
def test_the_symbols_that_a_formula_shows(tex, shown):
    assert symbols(tex) == shown


@pytest.mark.parametrize(
    ("tex", "about"),
    [
        (WEIGHTS, "∂L/∂W"),
        (r"\hat y_k = e^{z_k} / S", "ŷ"),
        (r"w \leftarrow w - \eta g", "w"),
        (r"x + y = 1", ""),
    ],
)
def test_what_a_formula_is_about(tex, about):
    assert subject(tex) == about


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("below 10^(−7), or 10^8", {"10^-7", "10^8"}),
        ("1.2 × 10^(−7)", {"10^-7"}),
        ("errors < 1e-07 and 1e9, 1.0e+3", {"10^-7", "10^9", "10^3"}),
        # Numbers of another size than their power, and names.
        ("2.3e-07, 11e-7, a1e7, 1e7x, 0x1e7, 1e, 10^k_i", set()),
        ("x^2 + w_j^2 and e^(z_k − c)", {"x^2", "w^2"}),
        ("ŷ^(−c), ∂L/∂x^2, e^(z_k)^2", {"ŷ^-c"}),
    ],
)
def test_the_powers_in_text_and_code(text, found):
    assert powers(text) == found


PAGE = r"""
Page
====

Before :math:`\eta` it says this.

Inner
-----

A line of ``dvalues`` and:

.. math:: \frac{\partial L}{\partial Z} = G

::

    layer.backward(dvalues)

Table
-----

==============  ==========  ======
sign            read as     code
==============  ==========  ======
:math:`\hat y`  prediction  y_pred
==============  ==========  ======
"""


def read(page):
    """Return the entries of the page above under a name."""
    doctree = publish_doctree(PAGE, settings_overrides={"doctitle_xform": 0})
    return Reader(page, str).read(doctree)


def test_every_heading_has_an_entry_with_what_is_below_it():
    page, inner, table = read("page")
    assert (page.kind, page.anchor, page.title) == ("page", "", "Page")
    assert page.text == "Before η it says this."
    assert page.symbols == {"η"}
    assert (inner.kind, inner.anchor) == ("section", "inner")
    assert inner.text == "A line of dvalues and:\n∂L/∂Z = G"
    assert inner.subjects == {"∂L/∂Z"}
    assert inner.code == {"layer", "backward", "dvalues"}
    assert "prediction" in table.text


def test_each_row_of_the_notation_has_an_entry():
    *_, table, row = read(NOTATION)
    assert (row.kind, row.anchor) == ("symbol", table.anchor)
    assert row.title == "ŷ: prediction"
    assert row.text == "y_pred"
    assert row.subjects == {"ŷ"}
    assert "prediction" not in table.text


def test_a_formula_shown_again_counts_with_its_caption():
    section = nodes.section("", nodes.title("", "Sheet"), ids=["sheet"])
    section += Formula("", nodes.paragraph("", "The rate."), label="eq-rate")
    doctree = nodes.Element("", section)
    tex = {"eq-rate": r"\eta = 1"}
    (sheet,) = Reader("page", tex.__getitem__).read(doctree)
    assert sheet.text == "η = 1\nThe rate."
    assert sheet.subjects == {"η"}


def test_the_key_of_a_work_is_no_word_of_the_text():
    section = nodes.section("", nodes.title("", "One"), ids=["one"])
    cited = addnodes.pending_xref(
        "", nodes.literal("", "bridle1990"), refdomain="cite", reftype="p"
    )
    section += nodes.paragraph("", "It is called softmax ", cited)
    section[-1] += nodes.Text(", a mild maximum.")
    (page,) = Reader("page", str).read(nodes.Element("", section))
    assert page.text == "It is called softmax, a mild maximum."


def test_an_equation_and_a_figure_are_found_by_their_numbers():
    section = nodes.section("", nodes.title("", "One"), ids=["one"])
    section += nodes.math_block("", r"\eta = 1", label="eq-rate")
    caption = nodes.caption("", "A step.")
    section += nodes.figure("", nodes.image(), caption, ids=["fig-step"])
    see = addnodes.pending_xref(reftype="eq", reftarget="eq-rate")
    section += nodes.paragraph("", "By ", see)
    read = Reader("page", str).read(nodes.Element("", section))
    numbers = {"eq-rate": "6.1", "fig-step": "6.2"}
    page, equation, figure = (
        numbered(entry, lambda page, kind, name: numbers[name])
        for entry in read
    )
    assert equation.title == "Equation 6.1"
    assert (equation.anchor, equation.text) == ("equation-eq-rate", "η = 1")
    assert figure.title == "Figure 6.2"
    assert (figure.anchor, figure.text) == ("fig-step", "A step.")
    # Their words lead to the section.
    assert page.text == "η = 1\nA step. By (6.1)"
    assert [search.words(e) for e in (equation, figure)] == [set(), set()]


def decoded(names, lists):
    """Return what ``occurrences`` wrote, read as the page reads it."""
    found = {}
    for name, steps in zip(names.split(), lists.split(";"), strict=True):
        place, found[name] = 0, []
        for step in steps.split(","):
            place += int(step, 36)
            found[name].append(place)
    return found


def test_where_words_occur_can_be_read_back():
    sets = [{"a"} if n % 50 else {"a", "b"} for n in range(120)]
    found = decoded(*search.occurrences(sets))
    assert found == {"a": list(range(120)), "b": [0, 50, 100]}


def entry(title, text, **given):
    """Return an entry of one page."""
    made = Entry("page", title.lower(), title, given.pop("kind", "section"))
    made.words = [text]
    for name, value in given.items():
        setattr(made, name, value)
    return made


def test_code_is_found_by_names_of_the_book_only():
    found = [
        entry("Use", "of y_pred", code={"Dense", "y_pred", "scratch"}),
        entry("backprop.dense.Dense", "", kind="code"),
    ]
    names = decoded(*search.index(found, {"page": "1 Page"})["symbols"])
    assert names == {"Dense": [0], "y_pred": [0]}


def test_words_of_questions_and_of_most_sections_are_left_out():
    found = [entry("One", f"how the gradient {n}x") for n in range(3)]
    index = search.index(found, {"page": "1 Page"})
    assert {"the", "how", "which"} < set(index["common"].split())
    words = decoded(*index["words"])
    assert words["gradient"] == [0, 1, 2]
    assert not {"the", "how"} & set(words)


def test_the_parts_of_the_text_follow_one_another():
    long = "word " * search.PART
    found = [entry("One", "short"), entry("Two", long), entry("Three", "end")]
    parts = search.parts(found)
    assert [len(part) for part in parts] == [2, 1]
    assert search.index(found, {"page": "1 Page"})["parts"] == [0, 2]


def test_data_is_handed_over_by_a_call():
    assert search.script("take", ["ŷ", 1]) == 'take(["ŷ",1]);\n'


CELLS = r"""
Page
====

=============  ==========  ====  ======
of             at                comes
=============  ==========  ====  ======
:math:`x_0`    gradient          to 1.

               and on
second row                 last
=============  ==========  ====  ======
"""


def test_cells_and_rows_of_a_table_are_told_apart():
    doctree = publish_doctree(CELLS, settings_overrides={"doctitle_xform": 0})
    (page,) = Reader("page", str).read(doctree)
    assert page.text == (
        "of\nat\ncomes; x_0\ngradient and on\nto 1. second row\nlast"
    )


def test_blocks_within_a_title_are_told_apart():
    row = nodes.entry("", nodes.paragraph("", "a"), nodes.paragraph("", "b"))
    assert plain(row) == "a b"


def test_a_label_that_stands_before_no_title_has_no_words():
    domains = {
        "math": SimpleNamespace(equations={}),
        "std": SimpleNamespace(labels={"half": ("page", "half", "The half")}),
    }
    env = SimpleNamespace(get_domain=domains.get, toc_fignumbers={})
    number = search.numbers(env)
    assert number("page", "ref", "half") == "The half"
    assert number("page", "ref", "before-an-equation") == ""


def test_references_show_the_numbers_of_exercises_and_figures():
    labels = {
        "ex-one": ("page", "ex-one", "Exercise"),
        "fig-one": ("page", "fig-one", "A step."),
    }
    domains = {
        "math": SimpleNamespace(equations={}),
        "std": SimpleNamespace(labels=labels),
    }
    numbered = {"exercise": {"ex-one": (2, 3)}, "figure": {"fig-one": (2, 1)}}
    env = SimpleNamespace(
        get_domain=domains.get, toc_fignumbers={"page": numbered}
    )
    number = search.numbers(env)
    # From another page, and as Sphinx shows them.
    assert number("other", "ref", "ex-one") == "Exercise 2.3"
    assert number("other", "ref", "fig-one") == "A step."
    assert number("other", "numref", "fig-one") == "Figure 2.1"


def test_references_to_exercises_are_read_by_their_labels():
    section = nodes.section("", nodes.title("", "One"), ids=["one"])
    see = [
        addnodes.pending_xref(
            "",
            nodes.inline("", "Exercise"),
            refdomain="std",
            reftype=role,
            reftarget=label,
            refexplicit=explicit,
        )
        for role, label, explicit in (
            ("ref", "ex-one", False),
            ("numref", "fig-one", False),
            ("ref", "ex-one", True),
        )
    ]
    section += nodes.paragraph("", "See ", *see)
    (page,) = Reader("page", str).read(nodes.Element("", section))
    number = "[{1} {2}]".format
    assert numbered(page, number).text == (
        "See [ref ex-one][numref fig-one]Exercise"
    )
