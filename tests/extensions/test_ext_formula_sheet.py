"""A formula shown elsewhere is its chapter's, and stays so."""

import re

import pytest
from small_book import build

# Not the sheet itself: the page above a changed page is always written again.
INDEX = """# Book

```{toctree}
sheet
chapter
```
"""

SHEET = r"""# Sheet

```{{formula}} {label}
Read $a$, see {{eq}}`eq-half`.
```
"""

CHAPTER = r"""# Chapter

$$
h < \frac{1}{2}
$$ (eq-half)
"""

EARLIER = r"""# Chapter

$$
g
$$ (eq-first)
"""

# A formula's box: the formula, its number, its caption.
BOX = re.compile(
    r'<div class="formula [^"]*">.*?<math display="block">(.*?)</math>.*?'
    r'<p class="formula-number"><a [^>]*href="([^"]*)"[^>]*>(.*?)</a></p>'
    r"\s*<p>(.*?)</p>",
    re.DOTALL,
)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a page and builds the book around it."""
    (tmp_path / "index.md").write_text(INDEX)
    (tmp_path / "sheet.md").write_text(SHEET.format(label="eq-half"))
    (tmp_path / "chapter.md").write_text(CHAPTER)

    def write_and_build(name, content):
        code, output, _ = build(tmp_path, name, content, "formula_sheet")
        page = tmp_path / "_out" / "sheet.html"
        html = page.read_text(encoding="utf-8") if page.exists() else ""
        return code, output, html

    return write_and_build


def shown(html):
    """Return a page's one formula: TeX, address, number, caption."""
    ((math, address, number, caption),) = BOX.findall(html)
    tex = re.search(r"<annotation[^>]*>(.*?)</annotation>", math, re.DOTALL)
    return tex[1].strip(), address, number, caption


@pytest.mark.parametrize(
    ("written", "sheet"),
    [
        ("h < 1.5 .", "h &lt; 1.5"),
        ("h < a_1,", "h &lt; a_1"),
        (
            "\\begin{aligned} a &= 1, \\\\ b &= 2 .\\end{aligned}",
            "\\begin{aligned} a &amp;= 1, \\\\ b &amp;= 2\\end{aligned}",
        ),
        (r"(1, \ldots)", r"(1, \ldots)"),
    ],
)
def test_the_stop_of_the_chapters_sentence_stays_there(write, written, sheet):
    chapter = f"# Chapter\n\n$$\n{written}\n$$ (eq-half)\n"
    _, _, html = write("chapter.md", chapter)
    assert shown(html)[0] == sheet


def test_the_formula_is_the_chapters_and_leads_to_it(write):
    code, output, html = write("chapter.md", CHAPTER)
    assert code == 0, output
    tex, address, number, caption = shown(html)
    assert tex == r"h &lt; \frac{1}{2}"
    assert (address, number) == ("chapter.html#equation-eq-half", "(1)")
    assert re.match(r'Read <span class="unbroken"><math>', caption)
    assert 'href="chapter.html#equation-eq-half">(1)</a>' in caption
    # The anchor stays with the chapter.
    assert 'id="equation-eq-half"' not in html


def test_the_formula_changes_with_its_chapter(write):
    write("chapter.md", CHAPTER)
    changed = CHAPTER.replace(r"\frac{1}{2}", r"\frac{3}{4}")
    changed = changed.replace("# Chapter\n", EARLIER)
    code, output, html = write("chapter.md", changed)
    assert code == 0, output
    tex, _, number, _ = shown(html)
    assert (tex, number) == (r"h &lt; \frac{3}{4}", "(2)")


def test_a_label_that_leaves_the_chapters_fails_the_build(write):
    sheet = SHEET.replace("see {{eq}}`eq-half`", "no link")
    code, output, _ = write("sheet.md", sheet.format(label="eq-half"))
    assert code == 0, output
    code, output, _ = write("chapter.md", EARLIER)
    assert code != 0
    assert "sheet.md:3: no page has an equation labelled eq-half" in output


def test_an_unknown_label_fails_the_build_naming_page_and_label(write):
    code, output, _ = write("sheet.md", SHEET.format(label="eq-halve"))
    assert code != 0
    assert "sheet.md:3: no page has an equation labelled eq-halve" in output
    assert "did you mean eq-half?" in output


def test_without_a_change_nothing_is_written_again(write, tmp_path):
    write("chapter.md", CHAPTER)
    page = tmp_path / "_out" / "sheet.html"
    written = page.stat().st_mtime_ns
    code, output, _ = write("other.txt", "")
    assert code == 0, output
    assert page.stat().st_mtime_ns == written


def test_other_words_in_the_chapter_leave_the_sheet_as_it_was(write, tmp_path):
    write("chapter.md", CHAPTER)
    page = tmp_path / "_out" / "sheet.html"
    written = page.stat().st_mtime_ns
    code, output, _ = write("chapter.md", CHAPTER + "\nMore words.\n")
    assert code == 0, output
    chapter = (tmp_path / "_out" / "chapter.html").read_text("utf-8")
    assert "More words." in chapter
    assert page.stat().st_mtime_ns == written


def test_a_formula_needs_no_caption(write):
    sheet = SHEET.replace("Read $a$, see {{eq}}`eq-half`.\n", "")
    code, output, html = write("sheet.md", sheet.format(label="eq-half"))
    assert code == 0, output
    assert html.count("<math") == html.count('class="formula-number"') == 1
