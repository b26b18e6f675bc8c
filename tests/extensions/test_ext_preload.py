"""Which fonts a page asks for first."""

import pytest

from bookext.preload import needed

FOLD = "<body><details{}><summary>{}</summary>{}</details>"
CODE, MATHS = "<code>a</code>", "<math><mi>x</mi></math>"


@pytest.mark.parametrize(
    ("page", "fonts"),
    [
        ("<body>", ["text"]),
        (f"<body><i>a</i>{CODE}", ["text", "italic", "code"]),
        (f"<body>{MATHS}", ["text", "maths"]),
        (
            "<body><math><mi>\u2133</mi></math>",
            ["text", "maths", "maths-more"],
        ),
        # What is folded is not shown at once.
        (FOLD.format("", "", MATHS + CODE), ["text"]),
        (FOLD.format("", CODE, MATHS), ["text", "code"]),
        (FOLD.format(' class="a" open', "", MATHS), ["text", "maths"]),
        (FOLD.format("", "", CODE) + MATHS, ["text", "maths"]),
    ],
)
def test_a_page_asks_for_the_fonts_it_shows_at_once(page, fonts):
    assert needed(page) == fonts
