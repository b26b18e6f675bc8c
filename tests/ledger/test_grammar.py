"""TeX is read as a reader reads it, or refused."""

import numpy as np
import pytest

from bookledger import tree
from bookledger.backends import Plain
from bookledger.draws import fixed
from bookledger.errors import LedgerError, TexError
from bookledger.reader import Reader
from bookledger.scene import Scene
from bookledger.statements import parse
from bookledger.world import World

M = [[1, 2], [3, 5]]
LETTERS = {
    "a": fixed(2),
    "b": fixed(3),
    "c": fixed(5),
    "u": fixed([1, 2, 4]),
    "M": fixed(M),
    "M1": fixed([[1, 1], [0, 1]]),
    "n": fixed([2, 3, 5, 7, 11]),
    "lam": fixed(7),
    "y_hat": fixed([2, 4]),
    "x_new": fixed(9),
}
SIZES = {"N": 3, "K": 2, "P": 5}
OTHERWISE = r" \\ b & \text{otherwise} \end{cases}"
TWO_CASES = (
    r"\begin{cases} a & \text{if } j < 9 \\ b & \text{if } k < 9 \end{cases}"
)
INDICES = {"i": "N", "j": "K", "k": "K"}


def value(tex, **where):
    world = World(
        LETTERS, sizes=SIZES, letters=INDICES, functions={"f": lambda m, x: x}
    )
    reader = Reader(Scene(world, Plain))
    (chain,) = parse(f"{tex} = 0", world.functions)
    return reader.read(chain.sides[0], where, {})


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a + b c", 17),
        ("a - b - c", -6),
        ("-a^2", -4),
        (r"\frac12 a", 1),
        (r"\tfrac1N", 1 / 3),
        (r"\frac{a + b}{c}", 1),
        ("1/(a + b)", 0.2),
        ("12/a/b", 2),
        (r"2.5\, a", 5),
        (r"a \cdot b \times c", 30),
        (r"(a, b) \cdot (c, 1)", 13),
        (r"\sum_{i=1}^{N} u_i + 1", 8),
        (r"\sum_{i=2}^{N} u_i", 6),
        (r"\sum_i u_i^2", 21),
        (r"\sum_{j,k} M_{jk}", 11),
        (r"\sum_{j \ne k} M_{jk}", 2),
        (r"a \sum_{i} u_i \cdot b", 42),
        (r"\bigl( a + \left( b \right) \bigr)", 5),
        (r"|a - c|", 3),
        (r"|a||b - c|", 4),
        (r"\|u\|^2", 21),
        (r"\lVert u \rVert^2", 21),
        (r"\sqrt{a + 14}", 4),
        (r"\max(0, -a) + \max(a, b)", 3),
        (r"[a > b] + [a < b]", 1),
        (r"[k = 2]", 1),
        (r"\delta_{jk}", 0),
        (r"M_{jk}", 2),
        (r"M_{kj}", 3),
        (r"M^{(1)}_{jk}", 1),
        (r"{M^{\mathsf T}}_{}", None),
        (r"\hat y_k + \lambda", 11),
        (r"x_{\text{new}}", 9),
        (r"u_{k+1}", 4),
        (r"n_1 n_2 n_3 \cdots n_P", 2310),
        (r"n_1 + n_2 + \dots + n_P", 28),
        (r"n_1 n_2 + n_2 n_3 + \dots + n_{P-1} n_P", 133),
        (r"3! + (a + b)!", 126),
        (r"\underbrace{a}_{\text{two}} b", 6),
        (r"\log e^{a} \cdot b", 6),
        (r"f(a) + f(b)", 5),
        (r"\begin{cases} a & \text{if } j = k" + OTHERWISE, 3),
    ],
)
def test_a_formula_has_the_value_that_a_reader_gives_it(tex, expected):
    if expected is None:
        with pytest.raises(TexError):
            value(tex, j=1, k=2)
    else:
        assert value(tex, j=1, k=2) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"M M^{(1)}", [[1, 3], [3, 8]]),
        (r"M^{\mathsf T} M^{(1)}", [[1, 4], [2, 7]]),
        (r"M \odot M^{(1)}", [[1, 2], [0, 5]]),
        (r"a M + (1, 1)", [[3, 5], [7, 11]]),
        (r"\hat y M", [14, 24]),
        (r"\operatorname{diag}(\hat y)", [[2, 0], [0, 4]]),
        (r"[M > 2]", [[0, 0], [1, 1]]),
        (r"\begin{bmatrix} a & b \\ 0 & -c \end{bmatrix}", [[2, 3], [0, -5]]),
    ],
)
def test_arrays_are_multiplied_as_the_signs_say(tex, expected):
    np.testing.assert_array_equal(value(tex), expected)


@pytest.mark.parametrize(
    "tex",
    [
        "u M",
        "u u",
        "M + u",
        r"u \odot M",
        r"u^{\mathsf T}",
        "M^2",
        r"\frac{a}{M}",
        "u_4",
        "u_{jk}",
        "M_j",
        "q",
        r"\sum_{d} u_d",
        r"\operatorname{tanh}(a)",
        r"n_1 n_3 \cdots n_P",
        r"n_1 + n_2 - \dots + n_P",
        r"\begin{cases} a & \text{if } j = k \end{cases}",
        TWO_CASES,
    ],
)
def test_nonsense_has_no_value(tex):
    with pytest.raises(LedgerError):
        value(tex, j=1, k=2)


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        ("a", "this says nothing"),
        ("a = ", "expected a value"),
        ("a = (b", "expected"),
        ("a = b ; c", "unknown sign"),
        (r"a = \foo", "expected a value"),
        ("(a + b)_i = c", "only a symbol has indices"),
        (r"\sum_{i=1} u_i = a", "expected '\\^'"),
    ],
)
def test_what_is_not_in_the_notation_is_refused(tex, message):
    with pytest.raises(TexError, match=message):
        parse(tex)


def test_rows_and_commas_separate_statements():
    chains = parse(
        r"\begin{aligned} a &= b \\ &\quad + c \\ &= d, & \quad e &= f \\"
        r"g &\leftarrow h \quad\text{or}\quad \text{L1:}\quad i &\ge j . "
        r"\end{aligned}"
    )
    assert [chain.relations for chain in chains] == [
        ("=", "="),
        ("=",),
        ("becomes",),
        (">=",),
    ]
    assert [chain.label for chain in chains] == ["", "", "", "L1"]


def test_derivatives_are_read_in_all_ways_to_write_them():
    L, x = tree.Symbol("L"), tree.Symbol("x")
    slope = tree.Derivative(L, x)
    for tex in (
        r"\frac{\partial L}{\partial x}",
        r"\frac{\partial}{\partial x} L",
        r"\frac{dL}{dx}",
        r"\dfrac{d}{dx} L",
    ):
        assert parse(f"{tex} = a")[0].sides[0] == slope
    quotient = parse(r"\frac{d_j}{d_k} = a")[0].sides[0]
    assert isinstance(quotient, tree.Fraction)


def test_what_a_node_spans_is_its_tex():
    tex = r"J_{jk} = S_j\,(\delta_{jk} - S_k)"
    (chain,) = parse(tex)
    product = chain.sides[1]
    parts = [tex[slice(*span)] for span in product.spans]
    assert parts == [r"S_j", r"(\delta_{jk} - S_k)"]
