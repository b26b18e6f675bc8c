"""The record on its page, at the equations, and against the pages."""

import json
import pickle
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from small_book import build

from bookext import ledger_numbers, ledger_words
from bookledger import numbers, record

CHAPTERS = Path(__file__).parents[2] / "chapters"
INDEX = """# Book

```{toctree}
chapters/01-step
chapters/how-checked
```
"""

PAGE = """# How

```{ledger} equations
```

```{ledger} published
```

```{ledger} numbers
```
"""

TEXT = r"""# A step

It fell by 0.015.

$$
h < \frac{1}{2}
$$ (eq-half)
"""

EQUATION = {
    "id": "eq-half",
    "page": "01-step",
    "kind": "result",
    "tex": r"h < \frac{1}{2}",
    "statement": r"$h$ is less than $\frac12$ & more",
    "checks": [
        {
            "kind": "central differences",
            "max_error": 3.2e-9,
            "tolerance": 1e-7,
            "passed": True,
        }
    ],
    "sample": {
        "dtype": "float64",
        "seed": 7,
        "values": [
            {
                "entry": "$h_0$",
                "displayed": "0.49999999999999994",
                "checked": "0.49999999999999989",
            }
        ],
    },
    "test": "tests/test_half.py::test_half",
}

PUBLISHED = {
    "what": "loss",
    "published": 0.385,
    "computed": 0.38506088005216804,
    "tolerance": 0.0005,
    "error": 6.1e-05,
    "passed": True,
    "dtype": "float64",
    "page": "01-step",
    "test": "tests/test_loss.py::test_loss",
}


def notebook(text, printed):
    """Return a chapter: some text, and a cell that prints something."""
    v4 = nbformat.v4
    stream = v4.new_output("stream", text=printed)
    cells = [
        v4.new_markdown_cell(text, id="text"),
        v4.new_code_cell(
            "print(x)", execution_count=1, outputs=[stream], id="step"
        ),
    ]
    book = v4.new_notebook(cells=cells)
    book.metadata["language_info"] = {"name": "python"}
    return nbformat.writes(book)


class Book:
    """A book of one chapter, with its record."""

    def __init__(self, folder):
        self.folder = folder
        self.chapters = folder / "chapters"
        self.chapters.mkdir()
        self.write("01-step.ipynb", notebook(TEXT, "0.0152\n"))
        self.write("how-checked.md", PAGE)
        for part, value in {
            "equations": [EQUATION],
            "published": [PUBLISHED],
            "numbers": numbers.numbers_part(self.chapters),
        }.items():
            record.update(self.chapters / record.FILE, part, value)

    def write(self, name, content):
        """Write a file of the chapters."""
        (self.chapters / name).write_text(content, encoding="utf-8")

    def equation(self, **changes):
        """Change the recorded equation."""
        path = self.chapters / record.FILE
        record.update(path, "equations", [EQUATION | changes])

    def build(self):
        """Build it; return the exit code and what was said."""
        # What myst-nb has left there would be read as a page.
        shutil.rmtree(self.folder / "jupyter_execute", ignore_errors=True)
        code, said, _ = build(
            self.folder, "index.md", INDEX, "formula_sheet", "ledger", "marks"
        )
        return code, said

    def page(self, name):
        """Return a page's HTML."""
        path = self.folder / "_out" / "chapters" / f"{name}.html"
        return path.read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path):
    """Return a book that can be built."""
    return Book(tmp_path)


@pytest.fixture
def built(book):
    """Return the book after a build without complaints."""
    code, said = book.build()
    assert code == 0, said
    return book


def test_an_equation_has_a_row_with_its_checks_and_values(built):
    html = built.page("how-checked")
    row = re.search(r'<tr id="checked-eq-half">(.*?)</tr>', html, re.S)[1]
    assert 'href="01-step.html#equation-eq-half">1</a>' in row
    assert "<i>h</i> is less than 1/2 &amp; more" in row
    assert "central differences: " in row
    assert "3.2 × 10<sup>\u22129</sup>," in row
    assert "within 10<sup>\u22127</sup>" in row
    assert "<summary>Values of 1, A step</summary>" in row
    assert "float64, seed 7" in row
    assert "<li><i>h</i><sub>0</sub>: displayed <code>0.4999" in row
    assert "0.49999999999999994" in row
    assert "0.49999999999999989" in row
    assert "test_<wbr>half.py::<wbr>test_<wbr>half" in row


def test_the_anchor_of_the_row_is_on_the_chapters_page(built):
    assert 'id="equation-eq-half"' in built.page("01-step")


def test_a_published_number_has_a_row(built):
    html = built.page("how-checked")
    assert "0.38506088005216804" in html
    assert "Published: <code>0.385</code>" in html
    assert "<summary>loss</summary>" in html
    assert "<td>6.1 × 10<sup>\u22125</sup></td>" in html
    assert '<a href="01-step.html">loss</a></th></tr>' in html


def test_a_published_result_says_the_name_of_its_group_once(built):
    results = [
        PUBLISHED | {"what": f"a layer, $-0.2$ for 0.2: `{part}`"}
        for part in ("dweights", "dbiases")
    ]
    path = built.chapters / record.FILE
    record.update(path, "published", results)
    code, said = built.build()
    assert code == 0, said
    html = built.page("how-checked")
    assert html.count('<tr class="group">') == 1
    assert ">a layer, \u22120.2 for 0.2</a>" in html
    for part in ("dweights", "dbiases"):
        assert f"for 0.2: </span><code>{part}</code></summary>" in html


def test_a_number_of_the_text_has_a_row(built):
    html = built.page("how-checked")
    row = "<tr><td>0.015</td><td>It fell by <b>0.015</b>.</td>"
    assert f"{row}<td>cell <code>step</code>: 0.0152</td></tr>" in html


def split(text):
    """Return a text without the bars around its number, and the number."""
    before, number, after = text.split("¦")
    return before + number + after, len(before), number


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "the slope of the loss at $-1$ is $¦-0.5¦$, and so it rises when",
            "<td>\u22120.5</td><td>\u2026\u00a0loss at \u22121 is "
            "<b>\u22120.5</b>, and so it\u00a0\u2026</td>",
        ),
        (
            "$h = ¦10^{-5}¦$",
            "<td>10<sup>\u22125</sup></td><td><i>h</i>\u00a0=\u00a0"
            "<b>10<sup>\u22125</sup></b></td>",
        ),
        (
            "from $-1$ to 1, not ¦1¦",
            "<td>1</td><td>\u2026\u00a0\u22121 to 1, not <b>1</b></td>",
        ),
        (
            r"not 0 but $¦1.5 \cdot 10^{-13}¦$",
            "<td>1.5\u00a0·\u00a010<sup>\u221213</sup></td>"
            "<td>not 0 but <b>1.5\u00a0·\u00a010<sup>\u221213</sup></b></td>",
        ),
        # The numbers of a fraction, of a power, and of one place of several.
        (
            r"$-\log \frac1¦2¦ = 0.69$ {eq}`eq-x`",
            "<td>2</td><td>\u2212log\u00a01/<b>2</b>\u00a0=\u00a00.69</td>",
        ),
        (
            r"$e^{¦12¦} \le z^{(1)}$",
            "<td>12</td><td><i>e</i><sup><b>12</b></sup>\u00a0\u2264\u00a0"
            "<i>z</i><sup>(1)</sup></td>",
        ),
        ("$(1, 1, ¦1¦)$", "<td>1</td><td>(1,\u00a01,\u00a0<b>1</b>)</td>"),
        # No formula is cut, however long.
        (
            r"It is $\eta\lambda w + \sqrt{15} - 0.5 \cdot 2 = ¦4¦$ or so.",
            "<td>4</td><td>\u2026\u00a0<i>η</i>\u00a0<i>λ</i>\u00a0<i>w</i> "
            "+ √15 \u2212 0.5 · 2 = <b>4</b> or so.</td>",
        ),
        (
            "¦12¦ of the cells **twice** `a<b` [there](02-layer)",
            "<td>12</td><td><b>12</b> of the cells\u00a0\u2026</td>",
        ),
        (
            "**twice** `a<b` [there](02-layer) ¦12¦ | A half |",
            "<td>12</td><td>twice <code>a&lt;b</code> there <b>12</b> "
            "A half</td>",
        ),
        (
            "`0.34`, `¦0.1¦`",
            "<td>0.1</td><td><code>0.34</code>, <code><b>0.1</b></code></td>",
        ),
    ],
)
def test_a_number_stands_before_the_words_around_it(text, cells):
    source = {"kind": "arithmetic", "id": "", "value": ""}
    words, at, number = split(text)
    entry = {"text": words, "at": at, "number": number, "source": source}
    source_cell = "<td>calculated right there</td>"
    assert ledger_numbers.row(entry) == f"<tr>{cells}{source_cell}</tr>"


def test_the_number_of_each_row_is_the_bold_one():
    for entry in numbers.recorded(CHAPTERS):
        row = ledger_numbers.row(entry)
        found = re.match("<tr><td>(.*?)</td><td>.*?<b>(.*?)</b>", row)
        shown, bold = found.groups()
        assert shown == bold, row


@pytest.mark.parametrize(
    ("printed", "number", "words"),
    [
        ("0.30000000000000004", "0.3", ""),
        ("0.3851", "0.385", ": 0.3851"),
        ("-9.1e-05", "\u22120.000091", ""),
        ("1e-07", "10<sup>\u22127</sup>", ""),
        ("12.5", "13", ": 12.5"),
        (
            "6.055454452393343e-06",
            "10<sup>\u22125</sup>",
            ": 6.0554545 × 10<sup>\u22126</sup>",
        ),
    ],
)
def test_a_source_says_its_value_where_it_is_another(printed, number, words):
    source = {"kind": "cell", "id": "a", "value": printed}
    shown = ledger_numbers.source(source, number)
    assert shown == f"cell <code>a</code>{words}"


def test_a_default_is_called_one():
    code = "inspect.signature(f).parameters['step'].default"
    source = {"kind": "expression", "id": code, "value": "0.5"}
    assert ledger_numbers.source(source, "0.5") == (
        "the default of <code>step</code> in <code>f</code>"
    )


def test_tables_have_headers(built):
    html = built.page("how-checked")
    tables = re.findall(r'<table class="ledger .*?</table>', html, re.S)
    for table, columns in zip(tables, (2, 3, 3), strict=True):
        assert table.count('<th scope="col">') == columns
        assert "<caption>" in table


def test_the_record_lies_beside_its_page(built):
    copy = built.folder / "_out" / "chapters" / record.FILE
    original = built.chapters / record.FILE
    assert json.loads(copy.read_text("utf-8")) == record.read(original)


def test_an_equation_carries_a_mark_that_leads_to_its_row(built):
    (mark,) = re.findall(
        r'<a class="checked"[^>]*></a>', built.page("01-step")
    )
    assert 'href="how-checked.html#checked-eq-half"' in mark
    for name in ("title", "aria-label"):
        assert f'{name}="How equation 1 was checked"' in mark


def test_a_change_of_the_record_is_on_the_page_of_the_next_build(built):
    built.equation(statement="another sentence")
    code, said = built.build()
    assert code == 0, said
    assert "another sentence" in built.page("how-checked")


def test_the_page_depends_on_the_record(built):
    doctrees = built.folder / "_out" / ".doctrees"
    with (doctrees / "environment.pickle").open("rb") as file:
        env = pickle.load(file)
    (dependency,) = env.dependencies["chapters/how-checked"]
    assert dependency.endswith("chapters/ledger.json")


def test_another_title_is_on_the_page_of_the_next_build(built):
    text = TEXT.replace("# A step", "# Another step")
    built.write("01-step.ipynb", notebook(text, "0.0152"))
    code, said = built.build()
    assert code == 0, said
    assert ">Another step</a>: 1 equation<" in built.page("how-checked")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tex": r"h > \frac{1}{2}"}, "eq-half: the page shows another form"),
        ({"id": "eq-third"}, "eq-half: has no entry"),
        ({"id": "eq-third"}, "eq-third: is on no page"),
        ({"checks": []}, "eq-half: was not checked"),
        (
            {"checks": [EQUATION["checks"][0] | {"passed": False}]},
            "eq-half: the check by central differences failed",
        ),
        (
            {"checks": [EQUATION["checks"][0] | {"max_error": 1e-6}]},
            "eq-half: the check by central differences failed",
        ),
    ],
)
def test_an_equation_that_does_not_hold_fails_the_build(book, changes, said):
    book.equation(**changes)
    code, output = book.build()
    assert code != 0
    assert said in output


@pytest.mark.parametrize(
    ("text", "printed", "said"),
    [
        (TEXT.replace("0.015", "0.016"), "0.0152", "0.016 (in “It fell by"),
        (TEXT, "0.0162", "“It fell by 0.015.”): cell step does not show it"),
        (TEXT + "\n$1 + 1 = 3$", "0.0152", "$1 + 1 = 3$: 1 + 1 is 2, not 3"),
    ],
)
def test_a_stale_digit_fails_the_build(book, text, printed, said):
    book.write("01-step.ipynb", notebook(text, printed))
    code, output = book.build()
    assert code != 0
    assert "01-step, text: " in output
    assert said in output


def test_a_chapter_changed_after_the_record_fails_the_next_build(built):
    built.write(
        "01-step.ipynb", notebook(TEXT.replace("h <", "h >"), "0.0152")
    )
    code, output = built.build()
    assert code != 0
    assert "eq-half: the page shows another formula" in output


def test_a_published_number_that_failed_fails_the_build(book):
    path = book.chapters / record.FILE
    record.update(path, "published", [PUBLISHED | {"passed": False}])
    code, output = book.build()
    assert code != 0
    assert "loss: failed its check" in output


def test_without_a_record_the_build_says_how_to_make_one(book):
    (book.chapters / record.FILE).unlink()
    code, output = book.build()
    assert code != 0
    assert "run python tools/ledger.py" in output


def test_a_part_that_the_record_lacks_is_named(book):
    record.update(book.chapters / record.FILE, "published", [])
    code, output = book.build()
    assert code != 0
    assert "how-checked.md:6: ledger.json has no published" in output


@pytest.mark.parametrize(
    ("said", "html"),
    [
        (
            r"every $x_{id}$ & `dinputs[0]` of a $y$'s loss",
            "every <i>x</i><sub><i>id</i></sub> &amp; "
            "<code>dinputs[0]</code> of a <i>y</i>\u2019s loss",
        ),
        (
            '"Without it", a - b | c',
            "\u201cWithout it\u201d, a - b c",
        ),
    ],
)
def test_a_text_of_the_record_is_read_as_markdown(said, html):
    assert ledger_words.html(said) == html


def test_a_fraction_is_written_out_where_a_text_has_one(built):
    assert "is less than 1/2 &amp; more" in built.page("how-checked")
