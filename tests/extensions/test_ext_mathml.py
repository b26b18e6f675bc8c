"""Formulas become MathML, or stop the build with a useful message."""

import re

import pytest
from small_book import build

from bookext.errors import BookError
from bookext.mathml import joined_lines, missing_characters, to_mathml


def test_the_tex_is_kept_beside_the_formula():
    math = to_mathml(r"a < \frac{1}{2}", display=True)
    assert math.startswith('<math display="block">')
    assert r"a &lt; \frac{1}{2}</annotation>" in math


@pytest.mark.parametrize("accent", ["hat", "tilde", "bar"])
def test_an_accent_is_set_as_a_sign_not_as_a_line(accent):
    math = to_mathml(rf"\{accent} y + (x)", display=False)
    assert re.search(
        r'<mover accent="true"><mi>y</mi><mo>.</mo></mover>', math
    )
    assert '<mo stretchy="false">(' in math


@pytest.mark.parametrize("sign", "+-")
def test_a_sum_that_goes_on_after_a_space_has_equal_gaps(sign):
    sign_of = re.compile(r"<mo ([^>]*)>[+\u2212]</mo>")
    shown = to_mathml(f"{{}} {sign} b", display=False)
    assert sign_of.search(shown)[1] == (
        'form="infix" lspace="0" rspace="0.2222em"'
    )
    for whole in (f"a {sign} b", f"{sign} b"):
        assert 'form="infix"' not in to_mathml(whole, display=False)


def test_a_cell_with_large_brackets_is_a_row():
    tex = r"\begin{aligned} a &= \Bigl( b \Bigr) \\ c &= d \end{aligned}"
    math = to_mathml(tex, display=True)
    _, first, _, second = re.findall("<mtd.*?>(.*?)</mtd>", math)
    assert first.startswith("<mrow><mo>=</mo><mo minsize")
    assert first.endswith("</mo></mrow>")
    assert "<mrow>" not in second


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a = b", "a = b"),
        (r"a \\ b", r"\begin{aligned}a \\ b\end{aligned}"),
        ("a\n\nb", r"\begin{gathered}a \\ b\end{gathered}"),
        (
            r"\begin{aligned} a \\ b \end{aligned}",
            r"\begin{aligned} a \\ b \end{aligned}",
        ),
    ],
)
def test_bare_line_breaks_get_an_environment(tex, expected):
    assert joined_lines(tex) == expected


def test_an_unknown_command_names_place_and_formula():
    with pytest.raises(BookError, match=r"page\.md:7: .*\\nosuch") as caught:
        to_mathml(r"a + \nosuch", display=False, location="page.md:7")
    assert r"in the formula: a + \nosuch" in str(caught.value)


def test_space_between_rows_is_refused():
    with pytest.raises(BookError, match=r"page\.md:3: .* as text"):
        to_mathml(
            r"\begin{aligned}a\\[1ex]b\end{aligned}",
            display=True,
            location="page.md:3",
        )


def test_characters_that_the_font_lacks_are_named():
    assert missing_characters("<mi>x</mi><mi>ж</mi>") == "ж"
    assert missing_characters("<annotation>ж</annotation>") == ""
    with pytest.raises(BookError, match="font lacks ж"):
        to_mathml("ж", display=False)


PAGE = r"""# Page

By {eq}`eq-half` we have ($a$) and $b$.

$$
\frac{1}{2}
$$ (eq-half)

Of $0.5 \cdot 0.2 + 0.84 \cdot 0.5 - 2 \cdot 0.26 = 0$.
"""


def test_numbers_links_and_punctuation(tmp_path):
    code, output, html = build(tmp_path, "index.md", PAGE)
    assert code == 0, output
    assert 'href="#equation-eq-half">(1)</a>' in html
    assert re.search(
        r'id="equation-eq-half">.*class="eqno" href="#equation-eq-half"',
        html,
        re.DOTALL,
    )
    # May scroll where it has no room, with its full stop.
    assert re.search(
        r'Of <span class="unbroken long"><math>.*?\.</span>', html
    )
    # Held to the bracket and the full stop.
    held = r'<span class="unbroken">'
    assert re.search(rf"have {held}\(<math>.*?</math>\)</span> and", html)
    assert re.search(rf"and {held}<math>.*?</math>\.</span></p>", html)


def test_a_comma_is_taken_from_its_own_place(tmp_path):
    page = "# Page\n\nOf *one*, *two*, $a$, $b$ and *three*, all.\n"
    code, output, html = build(tmp_path, "index.md", page)
    assert code == 0, output
    text = re.sub(r"<annotation.*?</annotation>|<[^>]*>", "", html)
    assert "Of one, two, a, b and three, all." in text


def test_a_broken_formula_fails_the_build(tmp_path):
    broken = PAGE.replace(r"\frac{1}{2}", r"\frac{1}{2")
    code, output, _ = build(tmp_path, "index.md", broken)
    assert code != 0
    assert "index.md:5" in output
    assert r"\frac{1}{2" in output
