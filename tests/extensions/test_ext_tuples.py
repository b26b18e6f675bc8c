"""Tuples hold together, and what is copied is what was written."""

import re

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
        "# Page\n\nOf `(2, n)` or (2, 2), as in `np.zeros(a, b)`, not in "
        "`A * B`:\n\n    (2, 2)\n\n"
        "```{eval-rst}\n>>> zeros(2)  # of (2, 2)\n(2, 2)\n```\n"
    )
    code, said, html = build(tmp_path, "index.md", page, "tuples")
    assert code == 0, said
    assert "or (2,\u00a02), as" in html
    marked = re.findall(r'<code class="[^"]*unbroken[^"]*">(.*?)</code>', html)
    assert [re.sub("<[^>]*>", "", code) for code in marked] == [
        "(2, n)",
        "A * B",
    ]
    assert "(2, 2)\n" in html
    assert "# of (2, 2)" in re.sub("<[^>]*>", "", html)
