"""Printed sentences are marked, for small screens; tables are not."""

import nbformat
import pytest
from small_book import build, notebook

from bookext.printed import is_prose


@pytest.mark.parametrize(
    ("printed", "prose"),
    [
        ("entry (1,): analytic 0.1, numeric 0\n", True),
        ("{'dinputs': [1.0, 2.0]}", True),
        ("  0: loss 1.099\n 50: loss 1.098", True),
        ("nothing  0.01\nL2       0.02", False),
        ("[1. 2. 3.]", False),
        ("at the end\n [0. 1.]]", False),
        ("sums [[0. 1.]]", False),
        ("a | b", False),
        ("array([1., 2.,\n       3.])", False),
        ("[0 0 0]\nforward: expected y_true of shape (3,), got (3, 1)", True),
        ("expected y_true of shape (3,), got (3, 1)\n" + 9 * " [1 2]", False),
    ],
)
def test_what_stands_in_columns_is_no_prose(printed, prose):
    assert is_prose(printed) is prose


def test_only_prose_is_marked(tmp_path):
    v4 = nbformat.v4
    outputs = [
        v4.new_output("stream", name="stdout", text="right: True"),
        v4.new_output(
            "execute_result", {"text/plain": "No answer"}, execution_count=1
        ),
        v4.new_output("stream", name="stdout", text="step  1e-04  1e-03"),
    ]
    pages = []
    for i, output in enumerate(outputs):
        folder = tmp_path / str(i)
        folder.mkdir()
        code, said, html = build(
            folder, "index.ipynb", notebook([output]), "printed"
        )
        assert code == 0, said
        pages.append(html)
    assert 'class="output stream prose ' in pages[0]
    assert 'class="output text_plain prose ' in pages[1]
    assert 'class="output stream ' in pages[2]
    assert "prose" not in pages[2]
