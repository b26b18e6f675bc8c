"""Folded cells of code that follow each other show as one fold."""

import re

import nbformat
import pytest
from small_book import build

V4 = nbformat.v4
PRINTED = V4.new_output("stream", name="stdout", text="three")


def cell(source, outputs=(), tags=("hide-input",)):
    """Return a cell of code; it is folded unless it has other tags."""
    made = V4.new_code_cell(source, execution_count=1, outputs=[*outputs])
    made.metadata["tags"] = [*tags]
    return made


def folds(folder, *cells):
    """Return the code in each fold of a page of these cells."""
    book = V4.new_notebook(cells=[V4.new_markdown_cell("# Page"), *cells])
    book.metadata["language_info"] = {"name": "python"}
    code, said, html = build(
        folder, "index.ipynb", nbformat.writes(book), "folds"
    )
    assert code == 0, said
    found = re.findall(r"<details class=.*?</details>", html, re.DOTALL)
    return [
        re.sub(
            "<[^>]*>", "", re.search("<pre>(.*?)</pre>", fold, re.DOTALL)[1]
        )
        for fold in found
    ]


def test_neighbours_without_output_are_one_fold(tmp_path):
    (joined,) = folds(tmp_path, cell("one = 1"), cell("two"), cell("three"))
    assert joined.split() == ["one", "=", "1", "two", "three"]


@pytest.mark.parametrize(
    "between",
    [V4.new_markdown_cell("Words."), cell("shown", tags=())],
)
def test_what_stands_between_keeps_them_apart(tmp_path, between):
    found = folds(tmp_path, cell("one"), between, cell("two"))
    assert [code.strip() for code in found] == ["one", "two"]


@pytest.mark.parametrize("printing", [0, 1])
def test_a_fold_with_output_stays_by_itself(tmp_path, printing):
    cells = [cell("one"), cell("two")]
    cells[printing].outputs = [PRINTED]
    found = folds(tmp_path, *cells)
    assert [code.strip() for code in found] == ["one", "two"]
