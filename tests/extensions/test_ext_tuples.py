"""Tuples hold together, and what is copied is what was written."""

import pytest
from small_book import build

from bookext.tuples import unbroken


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("shape (2, 2), say", "shape (2,\u00a02), say"),
        ("at (1, \u22122, 0.5)", "at (1,\u00a0\u22122,\u00a00.5)"),
        ("(one, two) and (2; 2)", "(one, two) and (2; 2)"),
        ("(1, 2, 3, 4, 5, 6, 7, 8)", "(1, 2, 3, 4, 5, 6, 7, 8)"),
    ],
)
def test_only_short_tuples_of_numbers_hold_together(text, held):
    assert unbroken(text) == held


def test_code_keeps_its_spaces_and_is_marked(tmp_path):
    page = (
        "# Page\n\nOf `(2, n)` or (2, 2), as in `zip(a, b)`:\n\n    (2, 2)\n"
    )
    code, said, html = build(tmp_path, "index.md", page, "tuples")
    assert code == 0, said
    assert "or (2,\u00a02), as" in html
    assert html.count("unbroken") == 1
    assert html.index("unbroken") < html.index("or (2")
    assert "(2, 2)\n" in html
