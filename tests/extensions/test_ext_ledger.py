"""The record on its page, at the equations, and against the pages."""

import json
import pickle
import re
import shutil

import nbformat
import pytest
from small_book import build

from bookext.ledger_numbers import plain
from bookext.ledger_parts import sentence
from bookledger import numbers, record

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
    "statement": "h is less than 1/2 & more",
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
                "entry": "h[0]",
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
    assert "h is less than 1/2 &amp; more" in row
    assert "central differences: " in row
    assert "3.2·10<sup>\u22129</sup>" in row
    assert "within 10<sup>\u22127</sup>" in row
    assert "<summary>Values of 1, A step</summary>" in row
    assert "float64, seed 7" in row
    assert "0.49999999999999994" in row
    assert "0.49999999999999989" in row
    assert "test_<wbr>half.py::<wbr>test_<wbr>half" in row


def test_the_anchor_of_the_row_is_on_the_chapters_page(built):
    assert 'id="equation-eq-half"' in built.page("01-step")


def test_a_published_number_has_a_row(built):
    html = built.page("how-checked")
    assert "0.38506088005216804" in html
    assert "Published: <code>0.385</code>" in html


def test_a_number_of_the_text_has_a_row(built):
    html = built.page("how-checked")
    row = "<tr><td>It fell by <b>0.015</b>.</td><td>cell <code>step</code>"
    assert f"{row}: 0.0152</td></tr>" in html


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (r"not 0 but $1.5 \cdot 10^{-13}$", "not 0 but 1.5 · 10^-13"),
        (r"$-\log \frac12 = 0.69$ {eq}`eq-x`", "-log 1/2 = 0.69"),
        (r"**twice** `x` [there](02-layer)", "twice x there"),
    ],
)
def test_the_words_around_a_number_are_plain(markdown, words):
    assert plain(markdown) == words


def test_tables_have_headers(built):
    html = built.page("how-checked")
    tables = re.findall(r'<table class="ledger">.*?</table>', html, re.S)
    assert len(tables) == 3
    for table in tables:
        assert table.count('<th scope="col">') == 2
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


def test_symbols_in_a_sentence_look_as_in_formulas():
    said = "Omega_1 & every x_id with L_i, eta times s s^T - 1, in y_true"
    assert sentence(said) == (
        "\u03a9<sub>1</sub> &amp; every x<sub>id</sub> with L<sub>i</sub>, "
        "\u03b7 times s s<sup>T</sup> \u2212 1, in y_true"
    )
