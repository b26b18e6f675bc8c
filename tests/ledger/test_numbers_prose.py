"""Which numbers of a text have to be bound, and what they are."""

import pytest

from bookledger.numbers_prose import quoted
from bookledger.numbers_reading import NumberError


def values(markdown):
    """Return the numbers of a text as they are written."""
    return [markdown[n.start : n.end] for n in quoted(markdown)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell by 0.015, to 5.985.", ["0.015", "5.985"]),
        ("94 per cent, or 94%", ["94 per cent", "94%"]),
        ("the 400th of 50 257 and 20,803", ["400th", "50 257", "20,803"]),
        ("about −0.5 and -12", ["−0.5", "-12"]),
        ("a 2\u20133\u20133 network, a 64-bit number", ["64"]),
        # Words, and single digits in running text.
        ("two of 3 neurons, class 2", []),
        # Names.
        ("chapter 10, chapters 9 to 12, Python 3.11, CC BY 4.0", []),
        ("float64, `x0`, [12 pages](09-x), {cite}`kinsley2020`", []),
        ("12. the twelfth\n\n(target-12)=\n## 13 things", ["13"]),
        # Code is no prose, unless it is a number.
        ("`Dropout(0.5)`, `0.34`, `[0.1, 2]`", ["0.34", "0.1"]),
        # Formulas: what stands for itself, and what is calculated.
        ("$-3$ and $z = 6$", ["-3", "6"]),
        ("$x = (2, -1, 0.5)$", ["2", "-1", "0.5"]),
        (r"$\begin{bmatrix} 1 & -2 \end{bmatrix}$", ["1", "-2"]),
        (r"$1.5 \cdot 10^{-13}$", [r"1.5 \cdot 10^{-13}"]),
        ("$2w + w^2 > 0$, $x_{12}$, $[z > 0]$", []),
        (r"$0.2h$ and $15\eta$", ["0.2", "15"]),
        ("$6/15 = 0.4$", ["6", "15", "0.4"]),
        ("3 × 4 = 12", ["3", "4", "12"]),
        # A labelled equation is checked as an equation.
        ("$$\nx = 0.5\n$$ (eq-x)", []),
        # The frame of a directive is passed over, not what stands in it.
        (
            "```{exercise} Slope 14\n:label: ex-15\n\nIt is 0.16.\n```\n0.17",
            ["0.16", "0.17"],
        ),
        ("% not 0.5\n0.6", ["0.6"]),
    ],
)
def test_numbers_to_bind(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("94 per cent", "0.94"),
        ("−0.50", "-0.50"),
        ("50 257", "50257"),
        (r"$-5.6 \cdot 10^{-16}$", "-5.6E-16"),
    ],
)
def test_what_they_are(text, value):
    (found,) = quoted(text)
    assert str(found.number.value) == value


@pytest.mark.parametrize(
    "text",
    [
        "$2 - 3 - 1 + 4 = 2$",
        r"$-3 \cdot 1 + 2 \cdot (-1) = -5$",
        r"$-\log \frac12 = 0.69$",
        r"$\tfrac14 \log 4 + \tfrac12 \log 2 = 0.6931$",
        r"$(2 + 1,\; -2 + 1) = (3, -1)$",
        r"$-\log 10^{-7} = 16.1$",
        r"$2 \cdot 1.25 = 2.5 = 1/0.4$",
        r"$e^{0.001} \approx 1.001$",
        "(−3) + 2 + 6 + 1 = 6",
    ],
)
def test_calculations_are_done_again(text):
    assert quoted(text)
    assert all(number.proof for number in quoted(text))


@pytest.mark.parametrize(
    "text",
    [
        "$2 - 3 - 1 + 4 = 3$",
        r"$-\log \frac12 = 0.70$",
        r"$(2 + 1,\; -2 + 1) = (3, 1)$",
        "3 × 4 = 13",
    ],
)
def test_a_wrong_calculation_is_refused(text):
    with pytest.raises(NumberError, match=r"is .*, not "):
        quoted(text)
