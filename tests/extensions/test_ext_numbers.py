"""Figures and equations are counted page by page, or carry the chapter."""

import re

import pytest
from small_book import build

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def page(name, figures):
    """Return a page with figures and one equation, each with a label."""
    drawn = "".join(
        f"\n```{{figure}} dot.svg\n:name: fig-{name}-{i}\n"
        ":alt: A picture in which nothing is to be seen.\n\nCaption\n```\n"
        for i in range(figures)
    )
    return f"# Page {name}\n{drawn}\n$$\nx\n$$ (eq-{name})\n"


def numbers(html):
    """Return the numbers of a page's figures and of its equations."""
    figures = re.findall(r"Fig\. ([\d.]+)", html)
    return figures, re.findall(r'data-label="Equation ([\d.]+)"', html)


@pytest.fixture
def book(tmp_path):
    """Build a book of three pages, and return the first's HTML."""
    (tmp_path / "dot.svg").write_text(PICTURE)
    (tmp_path / "plain.md").write_text(page("plain", figures=2))
    (tmp_path / "chapter.md").write_text(page("chapter", figures=2))
    index = (
        page("index", figures=1)
        + "\n```{toctree}\nplain\n```\n"
        + "\n```{toctree}\n:numbered:\nchapter\n```\n"
    )
    code, log, html = build(tmp_path, "index.md", index, "numbers")
    assert code == 0, log
    return html


def test_a_page_without_a_number_counts_from_one(tmp_path, book):
    found = {"index": numbers(book)}
    for name in ("plain", "chapter"):
        text = (tmp_path / "_out" / f"{name}.html").read_text("utf-8")
        found[name] = numbers(text)
    assert found == {
        "index": (["1"], ["1"]),
        "plain": (["1", "2"], ["1"]),
        "chapter": (["1.1", "1.2"], ["1.1"]),
    }


def test_a_page_is_not_written_again_for_its_own_count(tmp_path, book):
    plain = tmp_path / "_out" / "plain.html"
    written = plain.stat().st_mtime_ns
    words = page("chapter", figures=2) + "\nMore words.\n"
    code, log, _ = build(tmp_path, "chapter.md", words, "numbers")
    assert code == 0, log
    assert plain.stat().st_mtime_ns == written
    figures = page("plain", figures=3)
    code, log, _ = build(tmp_path, "plain.md", figures, "numbers")
    assert numbers(plain.read_text("utf-8")) == (["1", "2", "3"], ["1"])
