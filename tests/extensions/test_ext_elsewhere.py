"""What a page shows of another follows it in a build after the first."""

import re

import pytest
from small_book import build

# Not the reading page: the page above a changed page is always written again.
INDEX = """# Book

```{toctree}
reader
source
target
```
"""

READER = """# Reader

Read {ref}`sec-half`, {eq}`eq-half` and {term}`half`.
"""

SOURCE = """# Source

(sec-half)=
## The half

```{glossary}
half
  One of two.
```

$$
h
$$ (eq-half)
"""

SECTION = "(sec-half)=\n## The half\n"
TERM = "```{glossary}\nhalf\n  One of two.\n```\n"
EQUATION = "$$\nh\n$$ (eq-half)\n"


@pytest.fixture
def rebuilt(tmp_path):
    """Return a function that builds again with other pages.

    It returns what the reading page links to, None if it was not written.
    """
    (tmp_path / "index.md").write_text(INDEX)
    (tmp_path / "reader.md").write_text(READER)
    (tmp_path / "source.md").write_text(SOURCE)
    target = "# Target\n"

    def build_with(**pages):
        page = tmp_path / "_out" / "reader.html"
        before = page.stat().st_mtime_ns if page.exists() else 0
        for name, text in pages.items():
            (tmp_path / f"{name}.md").write_text(text)
        last = pages.get("target", target)
        code, log, _ = build(tmp_path, "target.md", last, "elsewhere")
        assert code == 0, log
        if page.stat().st_mtime_ns == before:
            return None
        html = page.read_text(encoding="utf-8")
        return re.findall(
            r'<a class="reference internal" href="([^"#]+)#[^"]*">(.*?)</a>',
            html.partition("Read ")[2].partition("</p>")[0],
        )

    first = build_with()
    assert [page for page, _ in first] == ["source.html"] * 3
    return build_with


def test_other_words_leave_the_page_as_it_was(rebuilt):
    assert rebuilt(source=f"{SOURCE}\nMore words.\n") is None


def test_a_link_has_the_words_of_the_section_it_leads_to(rebuilt):
    links = rebuilt(source=SOURCE.replace("The half", "One of two"))
    assert "One of two" in links[0][1]


@pytest.mark.parametrize(
    ("part", "link"), [(SECTION, 0), (EQUATION, 1), (TERM, 2)]
)
def test_a_link_follows_what_has_moved_to_another_page(rebuilt, part, link):
    links = rebuilt(
        source=SOURCE.replace(part, ""), target=f"# Target\n\n{part}"
    )
    to = ["source.html"] * 3
    to[link] = "target.html"
    assert [page for page, _ in links] == to


def test_a_number_follows_what_comes_before_it(rebuilt):
    earlier = "$$\ng\n$$ (eq-first)\n\n(sec-half)="
    links = rebuilt(source=SOURCE.replace("(sec-half)=", earlier))
    assert "2" in links[1][1]


@pytest.mark.parametrize("titles", ["# Origin", "# *Source*", "# Source\n# B"])
def test_titles_stand_in_the_contents_of_other_pages(rebuilt, titles):
    assert rebuilt(source=SOURCE.replace("# Source", titles, 1))


def test_a_solution_has_the_title_of_its_exercise(tmp_path):
    exercise = "# A\n\n```{exercise} One\n:label: ex-one\nHalf?\n```\n"
    solution = "# B\n\n```{solution} ex-one\n:label: so-one\nYes.\n```\n"
    (tmp_path / "index.md").write_text("# Book\n\n```{toctree}\na\nb\n```\n")
    (tmp_path / "b.md").write_text(solution)
    for title in ("One", "Two"):
        text = exercise.replace("One", title)
        code, log, _ = build(tmp_path, "a.md", text, "elsewhere", "solutions")
        assert code == 0, log
        html = (tmp_path / "_out" / "b.html").read_text(encoding="utf-8")
        assert f"({title})" in html
