"""The search finds symbols, terms and names, and shows where they are."""

import gzip
import json
import re

import pytest
from site_of_book import BOOK, elements, pages
from weights import kilobytes

MOST = 120
INDEX = 60

# The page that comes first, and what is found on it.
FIRST = {
    "ŷ": ("Notation and shapes", "ŷ: predicted probabilities"),
    "1/N": ("4 · Categorical cross-entropy", "Where the 1/N belongs"),
    "∂L/∂W": ("2 · A layer, a batch", "The weights"),
    "λ": ("Notation and shapes", "λ: strength of a penalty"),
    "η": ("Notation and shapes", "η: learning rate"),
    "δ": ("Notation and shapes", "δ_jk: Kronecker"),
    "p": ("Notation and shapes", "p: dropout rate"),
    "⊙": ("Notation and shapes", "A ⊙ B: product entry by entry"),
    "transpose": ("Notation and shapes", "A^T: transpose"),
    "kink": ("Glossary", "kink"),
    "chain rule": ("Glossary", "chain rule"),
    "Upstream Gradients": ("Glossary", "upstream gradient"),
    "softmax": ("Glossary", "softmax"),
    "Layer_Dense": ("Loops, figures, exercises", "backprop.nnfs.Layer_Dense"),
    "softmax_jacobian": ("The package", "backprop.softmax_jacobian"),
    "Checking gradients": ("9 · Checking gradients", "Checking gradients"),
    "(5.3)": ("5 · Softmax and its Jacobian", "Equation 5.3"),
    "equation 7.2": ("7 · The whole network", "Equation 7.2"),
    "Figure 8.1": ("8 · L1, L2 and dropout", "Figure 8.1"),
    "exercise 3.4": ("3 · ReLU", "Exercise 3.4"),
    "x²": ("Refresher: slopes, nudges and the chain rule", "A derivative is"),
}
# Near the top, with more to be said for something else.
AMONG_FIRST = {
    "softmax jacobian": ("5 · Softmax and its Jacobian", "Softmax and its"),
    "dvalues": ("Glossary", "upstream gradient"),
    "lambda": ("8 · L1, L2 and dropout", "2λw or λw?"),
    "kink": ("9 · Checking gradients", "Kinks"),
    "exercise twice the same gate": ("3 · ReLU", "Exercise 3.4"),
    # Numbers of one digit are let go where nothing has them all.
    "r/(1-p)": ("8 · L1, L2 and dropout", "Dropout: backwards"),
    "figure 1": ("Refresher: slopes, nudges and the chain rule", "Figure 1"),
    "How do I check a gradient?": ("9 · Checking gradients", "Checking"),
    "sum over axis 0": ("2 · A layer, a batch", "The biases"),
}
SAME = [
    ["ŷ", "y hat", "y_hat", "Y-HAT", r"\hat y", r"\hat{y}", "y\u0302"],
    ["∂L/∂W", "dL/dW", "∂L / ∂W", r"\frac{\partial L}{\partial W}"],
    ["∂L/∂W", "∂L/∂W_dm"],
    ["λ", "lambda", "Lambda", r"\lambda"],
    ["1/N", "1 / n", r"\frac{1}{N}"],
    ["W^T", "Wᵀ", r"W^{\mathsf T}", "W.T"],
    ["10⁻⁷", "10^-7", "10-7", "10^{-7}", r"\(10^{-7}\)", "1e-7", "1e−7"],
    ["10⁻⁷", "10−7", "10 ^ −7", "10^(−7)", "10**-7", "1E-07", "1.0e-7"],
    ["10⁻³", "10^-3", "1e-3", "10−3"],
    ["10⁹", "10^9", "10^{9}", "1e9", "1e+09", "10**9"],
    ["1.8 × 10^308", "1.8e308", r"1.8 \times 10^{308}", "1.8 · 10³⁰⁸"],
    ["h²", "h^2", "h**2", "h^{2}", "h_j^2"],
    ["x₀w₀", "x_0 w_0", "x0w0"],
    ["inputs", "inputs.T"],
    ["x̃", "x tilde", r"\tilde x"],
    ["⊙", r"\odot"],
    ["jacobian", "Jacobían", "JACOBIAN"],
    ["jacobian of the softmax", "softmax, jacobian!"],
    ["equation 5.18", "eq 5.18", "Eq. (5.18)", "eqn. 5.18", "5.18"],
]
# Forms of one word, whichever of them the book has.
STEMS = [
    ["vanish", "vanishes", "vanished", "vanishing"],
    ["nudge", "nudges", "nudged", "nudging"],
    ["clips", "clipped", "clipping"],
    ["entry", "entries"],
    ["biases", "bias"],
]
# What is in no page of the book, and what is asked instead.
NOWHERE = {
    "jacobain": "jacobian",
    "Softmax jacobain": "softmax jacobian",
    "the gradeint": "the gradient",
    "backpropogaton": "backpropagation",
    "loss/softmx 1": "loss softmax 1",
    "hessian": "",
    "hessian matrix": "",
    "10^-99": "",
    "1e-77": "",
    "zzzqqq": "",
}
FIND = """
(queries) => queries.map((query) => {
  const found = bookSearch.find(query);
  return {
    entries: found.entries.map((e) => [e.page, e.title, e.address, e.kind]),
    marked: [...found.marked],
    suggestion: found.suggestion,
  };
})
"""


@pytest.fixture(scope="module")
def answers(chromium, addresses):
    """Return what the engine finds for every query of this file."""
    queries = [*FIRST, *AMONG_FIRST, *(q for group in SAME for q in group)]
    queries += [query for group in STEMS for query in group]
    queries += [*NOWHERE, *powers_of_ten(), "1e-8"]
    queries += ["the", "one", "loss", "gradient", ""]
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(addresses["file"] + "search.html")
    found = tab.evaluate(FIND, queries)
    context.close()
    return dict(zip(queries, found, strict=True))


def index():
    """Return what the index holds."""
    text = (BOOK / "search" / "index.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"bookSearch\.index\((.*)\);\n", text)[1])


def texts():
    """Return the text of every entry."""
    found = {}
    for file in (BOOK / "search").glob("text-*.js"):
        call = file.read_text(encoding="utf-8")
        number, part = json.loads(
            re.fullmatch(r"bookSearch\.text\((.*)\);\n", call)[1]
        )
        found[number] = part
    return [text for number in sorted(found) for text in found[number]]


def powers_of_ten():
    """Return the places whose text has a power of ten, for each of them."""
    places = {}
    entries = index()["entries"]
    kinds = index()["kinds"]
    for (_, kind, _, title), text in zip(entries, texts(), strict=True):
        # What these say is found in their section.
        if kinds[kind] not in ("equation", "figure"):
            for power in re.findall(r"10\^\(?−?\d+\)?", text):
                places.setdefault(power, set()).add(title)
    return places


@pytest.mark.parametrize("query", FIRST)
def test_what_comes_first(answers, query):
    page, title, *_ = answers[query]["entries"][0]
    assert page == FIRST[query][0]
    assert title.startswith(FIRST[query][1])


@pytest.mark.parametrize("query", AMONG_FIRST)
def test_what_is_among_the_first(answers, query):
    page, title = AMONG_FIRST[query]
    first = answers[query]["entries"][:6]
    assert any(p == page and t.startswith(title) for p, t, *_ in first)


@pytest.mark.parametrize("group", SAME)
def test_what_is_the_same_finds_the_same(answers, group):
    entries = [answers[query]["entries"] for query in group]
    assert entries[0]
    assert [e == entries[0] for e in entries] == [True] * len(group)


def test_headings_come_before_text(answers):
    titles = [t for _, t, _, k in answers["kink"]["entries"] if k != "code"]
    named = ["kink" in title.lower() for title in titles]
    assert named[:3] == [True] * 3
    assert not any(named[named.index(False) + 1 :])
    assert len(named) > named.index(False) + 3


@pytest.mark.parametrize("group", STEMS)
def test_forms_of_a_word_are_found_together(answers, group):
    found = [sorted(answers[query]["entries"]) for query in group]
    assert found[0]
    assert [f == found[0] for f in found] == [True] * len(group)


@pytest.mark.parametrize("query", NOWHERE)
def test_what_is_nowhere_is_not_found_but_may_be_asked_back(answers, query):
    assert answers[query]["entries"] == []
    assert answers[query]["suggestion"] == NOWHERE[query]


def test_short_words_are_not_cut(answers):
    assert "on" not in answers["one"]["marked"]
    marked = answers["loss"]["marked"]
    assert {"loss", "losses"} <= set(marked)
    assert "lose" not in marked


def test_every_power_of_ten_is_found_where_it_is(answers):
    powers = powers_of_ten()
    assert {"10^(−7)", "10^(−3)", "10^(308)"} <= set(powers)
    for power, places in powers.items():
        found = answers[power]
        assert places <= {title for _, title, *_ in found["entries"]}
        # 10^-1 is no beginning of 10^-13.
        assert found["marked"] == [re.sub("[()]", "", power).replace("−", "-")]


def test_powers_of_code_and_of_what_it_prints_are_found(answers):
    found = {(title, kind) for _, title, _, kind in answers["1e9"]["entries"]}
    assert found == {("How close is close enough?", "section")}
    # As defaults of arguments, and as what a cell prints.
    found = [title for _, title, *_ in answers["1e-8"]["entries"]]
    assert {"backprop.check_gradient", "The check"} <= set(found)


def test_nothing_finds_nothing_and_what_is_everywhere_is_found(answers):
    assert answers[""]["entries"] == []
    assert len(answers["gradient"]["entries"]) > 100


def test_every_heading_can_be_found_and_every_address_is_right():
    held = index()
    names = [page for page, _ in held["pages"]]
    found = {}
    for page, _, anchor, title in held["entries"]:
        assert title
        found.setdefault(names[page], set()).add(anchor)
    assert {*names, "index.html", "search.html"} == set(pages())
    for page, anchors in found.items():
        every = elements(page)
        assert anchors - {""} <= set(every.ids())
        headings = {
            link["href"][1:]
            for link in every.with_tag("a")
            if link.get("title") == "Link to this heading"
        }
        # The first heading is that of the page.
        assert len(headings - anchors) == 1
        numbered = [
            i for i in every.ids() if i.startswith(("equation-eq-", "fig-"))
        ]
        assert set(numbered) <= anchors


def test_references_to_equations_show_their_numbers():
    assert re.search(r"That of softmax is \(5\.\d+\)\.", " ".join(texts()))


def test_references_to_sections_show_their_titles():
    found = " ".join(texts())
    assert "delta\nBoth cases in one: Kronecker\u2019s delta;" in found
    assert "softmax-delta" not in found


def test_references_to_exercises_and_figures_show_their_numbers():
    found = " ".join(texts())
    assert "Homework: Exercise 1.1, and Exercise 1.4, which the" in found
    assert re.search(r"Read Figure 9\.\d from right to left", found)
    assert re.findall(r"Exercise[,.]|\b(?:ex|fig)-[a-z]+", found) == []


def test_cells_of_tables_have_no_bars_between_them():
    (table,) = (t for t in texts() if "local derivative" in t and "sum\n" in t)
    assert "sum\n1, for every part\nhands it on to every part" in table
    assert " | " not in " ".join(texts())


def test_a_search_gives_no_solution_away():
    found = " ".join(texts())
    assert "Work out dinputs, dweights and dbias." in found
    html = (BOOK / "chapters/01-one-neuron.html").read_text(encoding="utf-8")
    solution = re.search(r'<details class="[^"]*fold.*?</details>', html, re.S)
    sentences = re.findall(r"[\w ,]{30,}\.", solution[0])
    assert sentences
    assert [s for s in sentences if s in found] == []


def test_the_index_is_light():
    data = (BOOK / "search" / "index.js").read_bytes()
    assert len(gzip.compress(data, 6)) / 1024 <= INDEX
    assert len(texts()) == len(index()["entries"])


def test_a_page_of_results_is_a_page_of_the_book(visits, base, record):
    results = visits(base, "search.html?q=softmax+jacobian")
    loaded = {url for url in results.requests if "search/text-" in url}
    assert 1 <= len(loaded) <= 10
    assert [u for u in results.requests if not u.startswith(base)] == []
    assert results.complaints == []
    for width, page_width in results.page_widths.items():
        assert page_width <= width
    assert "is a difference of logarithms" in results.seen["words"]
    if base.startswith("http"):
        weight = sum(map(kilobytes, {*results.loaded, *loaded}))
        record("a page of results, KiB", round(weight, 1))
        assert weight <= MOST


def test_symbols_are_shown_in_the_books_fonts(visits, addresses):
    results = visits(addresses["http"], "search.html?q=∂L/∂ŷ")
    assert "∂L/∂ŷ" in results.seen["words"]
    assert [name for name, own in results.fonts.items() if not own] == []


def test_formulas_have_indices_and_names_break_between_words(tab, addresses):
    tab.goto(addresses["http"] + "search.html?q=S_ij")
    results = tab.locator("#search-results > li")
    results.first.wait_for()
    found = results.filter(has_text="Forwards: from logits").locator(
        ".context"
    )
    html = found.inner_html()
    assert "<mark>S<sub>ij</sub></mark> = e<sup>z<sub>ij</sub></sup>/" in html
    assert "_" not in found.inner_text()
    tab.locator("#search-field").fill("softmax_jacobian")
    code = results.filter(has_text="backprop.softmax_jacobian").locator(
        ".place"
    )
    code.wait_for()
    assert "backprop.<wbr>" in code.inner_html()
    assert "softmax_<wbr>jacobian" in code.inner_html()


def test_an_index_after_a_number_and_raised_brackets_are_shown(tab, addresses):
    tab.goto(addresses["http"] + "search.html?q=dL/dW")
    results = tab.locator("#search-results > li")
    found = results.filter(has_text="On a layer: weights").locator(".context")
    assert "2λ<sub>2</sub>" in found.inner_html()
    tab.goto(addresses["http"] + "search.html?q=Taylor")
    found = results.filter(has_text="for any function").locator(".context")
    assert "f<sup>(n)</sup>" in found.inner_html()


def test_a_power_is_marked_whole_where_an_excerpt_shows_it(tab, addresses):
    tab.goto(addresses["http"] + "search.html?q=1e-7")
    results = tab.locator("#search-results > li")
    results.first.wait_for()
    shown = results.filter(has_text="If only the forward pass clips")
    html = shown.locator(".context").inner_html()
    assert "<mark>10<sup>−7</sup></mark>" in html
    # Ten alone is no part of what was looked for.
    assert "<mark>10</mark>" not in html
    tab.locator("#search-field").fill("teaching homework")
    found = results.filter(has_text="Session 4").locator(".context")
    found.wait_for()
    assert re.search(r"Homework: Exercise 4\.\d", found.inner_text())
    tab.locator("#search-field").fill("local derivative hands")
    found = results.filter(has_text="The whole chain").locator(".context")
    found.wait_for()
    assert "|" not in found.inner_text()
    assert found.locator(".gap").count() > 1


def test_who_comes_back_to_the_results_is_not_sent_to_the_field(
    tab, addresses
):
    tab.goto(addresses["http"] + "search.html?q=softmax")
    field = tab.locator("#search-field")
    focused = "e => e === document.activeElement"
    assert field.evaluate(focused)
    tab.locator("#search-results a").nth(2).click()
    tab.wait_for_url("**/chapters/**")
    tab.go_back()
    tab.locator("#search-results a").first.wait_for()
    assert not field.evaluate(focused)


def test_displayed_formulas_stand_apart_from_words(tab, addresses):
    tab.goto(addresses["http"] + "search.html?q=kronecker")
    results = tab.locator("#search-results > li")
    found = results.filter(has_text="Two cases in one formula")
    found.wait_for()
    gap = found.locator(".context .gap").first
    before, after, *_ = (
        found.locator(".context")
        .inner_html()
        .split('<span class="gap"> </span>')
    )
    assert before.endswith("when they are not.")
    assert after.startswith("δ")
    assert gap.bounding_box()["width"] > 15


def test_an_empty_page_is_as_long_as_what_it_says(tab, addresses):
    tab.set_viewport_size({"width": 768, "height": 1000})
    tab.goto(addresses["http"] + "search.html")
    long = "document.documentElement.scrollHeight"
    tab.locator("#search-hints").wait_for()
    assert tab.evaluate(long) <= 1000
    assert tab.locator(".bd-footer-content").bounding_box()["y"] < 700
    tab.goto(addresses["http"] + "search.html?q=zzzqqq")
    tab.locator("#search-nothing").wait_for()
    assert tab.evaluate(long) > 1000
    assert tab.locator("#search-hints").is_hidden()


def test_a_reader_searches_by_keyboard(tab, base):
    tab.goto(base + "chapters/glossary.html")
    field = tab.locator(".book-search input")
    field.fill("softmax jacobian")
    field.press("Enter")
    results = tab.locator("#search-results > li")
    results.first.wait_for()
    status = tab.locator("#search-status")
    assert re.fullmatch(r"\d+ places found\.", status.inner_text())
    assert tab.locator("#search-field").input_value() == "softmax jacobian"
    assert tab.evaluate("document.activeElement.id") == "search-field"
    proof = results.filter(has_text="A second proof")
    text = proof.locator("a").inner_text()
    assert text.startswith("6 · Softmax with cross-entropy · A second proof")
    marked = proof.locator(".context mark").all_inner_texts()
    assert {"softmax", "Jacobian"} <= set(marked)
    assert tab.locator("#search-hints").is_hidden()
    # What is typed is looked for, and the address says it.
    tab.keyboard.type("zzz")
    tab.locator("#search-nothing").wait_for()
    assert results.count() == 0
    tab.locator("#search-field").fill("λ")
    tab.get_by_text("λ: strength of a penalty").wait_for()
    assert "q=%CE%BB" in tab.url
    tab.locator("#search-field").press("Tab")
    first = results.first.locator("a")
    assert first.evaluate("e => e === document.activeElement")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/notation.html#letters")


def test_all_results_can_be_asked_for(tab, addresses):
    tab.goto(addresses["http"] + "search.html?q=gradient")
    results = tab.locator("#search-results > li")
    results.first.wait_for()
    assert results.count() == 10
    count = int(tab.locator("#search-status").inner_text().split()[0])
    tab.locator("#search-more").press("Enter")
    results.nth(10).wait_for()
    assert results.count() == count > 100
    eleventh = results.nth(10).locator("a")
    assert eleventh.evaluate("e => e === document.activeElement")
    assert not tab.locator("#search-more").is_visible()


def test_nothing_found_says_where_else_to_look(tab, addresses):
    tab.goto(addresses["http"] + "search.html?q=zzzqqq")
    helps = tab.locator("#search-nothing")
    helps.wait_for()
    assert tab.locator("#search-status").inner_text() == (
        "Nothing found for “zzzqqq”."
    )
    assert helps.locator("a").all_inner_texts() == ["glossary", "notation"]
    tab.goto(addresses["http"] + "search.html?q=jacobain")
    told = tab.get_by_text("Nothing found for “jacobain”. Did you mean ")
    assert told.inner_text().endswith("Did you mean jacobian?")
    told.get_by_role("link", name="jacobian").click()
    tab.locator("#search-results > li").first.wait_for()
    assert tab.locator("#search-field").input_value() == "jacobian"


def test_what_is_searched_for_is_never_read_as_html(tab, addresses):
    planted = "<img src=x onerror=document.title='taken'>"
    tab.goto(f"{addresses['http']}search.html?q=kink+{planted}")
    tab.locator("#search-nothing").wait_for()
    assert planted in tab.locator("#search-status").inner_text()
    assert tab.locator("article img").count() == 0
    assert "taken" not in tab.title()


def test_texts_that_do_not_come_leave_the_titles(tab, addresses):
    tab.route("**/search/text-*.js", lambda route: route.abort())
    tab.goto(addresses["http"] + "search.html?q=kink")
    results = tab.locator("#search-results > li")
    results.first.wait_for()
    assert results.first.inner_text() == "Glossary · kink"


def test_without_scripts_the_page_says_where_else_to_look(chromium, addresses):
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(addresses["file"] + "search.html?q=kink")
    words = plain.locator("main").inner_text()
    assert "Searching needs JavaScript" in words
    assert "Symbols can be typed" not in words
    assert not plain.locator("#search-field").is_visible()
    shown = plain.locator("article a:visible").all_inner_texts()
    context.close()
    assert shown[-4:] == [
        "glossary",
        "notation",
        "formula sheet",
        "first page",
    ]


def test_what_the_book_does_not_use_is_not_published():
    gone = ("searchtools.js", "language_data.js", "doctools.js")
    assert [name for name in gone if (BOOK / "_static" / name).exists()] == []
    assert not (BOOK / "searchindex.js").exists()
