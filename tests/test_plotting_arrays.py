"""Figures of arrays: products, fans and masks hold the right numbers."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from backprop import palette, plotting

G = np.array([[0.5, -1.0, 2.0], [1.0, 0.25, -0.5]])
W = np.array([[0.2, 0.5, -0.26], [0.8, -0.91, -0.27]])


def drawn(ax):
    """Return all texts drawn on `ax`, in the order of drawing."""
    return [text.get_text() for text in ax.texts]


@pytest.fixture
def product():
    return plotting.product_table(
        G,
        W.T,
        names=("$G$", r"$W^\mathsf{T}$", "$X$"),
        kinds=("gradient", "parameter", "forward"),
        cell=(1, 0),
    )


def test_product_holds_both_factors_and_the_result(product):
    numbers = [plotting.number(round(v, 4)) for v in (G @ W.T).ravel()]
    texts = drawn(product)
    assert [t for t in texts if t in numbers] == numbers
    assert "$G$  (2, 3)" in texts
    assert r"$W^\mathsf{T}$  (3, 2)" in texts
    assert "$X$  (2, 2)" in texts


def test_product_marks_the_row_the_column_and_their_cell(product):
    tints = [to_hex(patch.get_facecolor()) for patch in product.patches]
    assert tints.count(palette.GRADIENT_TINT) == 3
    assert tints.count(palette.PARAMETER_TINT) == 3
    assert tints.count(palette.FORWARD_TINT) == 1


def test_product_writes_its_marked_sum_out(product, publish):
    words = publish(product)["text/plain"]
    assert "0.455 = 1·0.2 + 0.25·0.5 + (−0.5)·(−0.26)" in words


def test_fan_adds_what_comes_back(publish):
    ax = plotting.fan(W[0], G[0], name="$x_0$", gradient_name="dx0")
    assert "0.5 × 0.2 = 0.1" in drawn(ax)
    assert "2 × (−0.26) = −0.52" in drawn(ax)
    assert publish(ax)["text/plain"].endswith("Added up, dx0 is −0.92.")


def test_fan_says_who_uses_the_value(publish):
    users = {"$Z_{0}$": "sample 0", "$Z_{1}$": "sample 1"}
    ax = plotting.fan(
        [1.0, 1.0],
        [0.5, 1.0],
        name="$b$",
        gradient_name="db",
        kind="parameter",
        users=users,
    )
    tints = [to_hex(patch.get_facecolor()) for patch in ax.patches]
    assert tints.count(palette.PARAMETER_TINT) == 1
    assert tints.count(palette.FORWARD_TINT) == 2
    assert [text for text in drawn(ax) if "Z" in text] == list(users)
    words = publish(ax)["text/plain"]
    assert "from sample 1 1 × 1 = 1. Added up, db is 1.5." in words


def test_fan_draws_gradients_dashed():
    ax = plotting.fan(W[0], G[0], name="$x_0$", gradient_name="dx0")
    for patch in ax.patches:
        is_gradient = to_hex(patch.get_edgecolor()) == palette.GRADIENT
        is_solid = patch.get_linestyle() in ("-", "solid")
        assert is_solid != is_gradient


def test_outer_products_add_up_to_the_gradient_of_the_weights(publish):
    ax = plotting.outer_products(G, W)
    parts = [np.outer(g, w) for g, w in zip(G, W, strict=True)]
    expected = [
        plotting.number(round(value, 4))
        for array in (*parts, G.T @ W)
        for value in array.ravel()
    ]
    assert [t for t in drawn(ax) if t in expected] == expected
    assert [t for t in drawn(ax) if t in "+="] == ["+", "="]
    assert "Sample 1: 0.8 −0.91 −0.27;" in publish(ax)["text/plain"]


def test_mask_is_drawn_and_tints_what_it_lets_through(publish):
    z = np.array([[1.0, -2.0], [0.0, 3.0]])
    g = np.array([[-5.0, 6.0], [7.0, 8.0]])
    ax = plotting.relu_mask(z, g, names=("$Z$", "$M$", "$G$", "$D$"))
    numbers = [text for text in drawn(ax) if "$" not in text]
    assert numbers == [
        *("1", "−2", "0", "3"),
        *("1", "0", "0", "1"),
        *("−5", "6", "7", "8"),
        *("−5", "0", "0", "8"),
    ]
    tints = [to_hex(p.get_facecolor()) != palette.PAPER for p in ax.patches]
    assert tints == [True, False, False, True] * 4
    pale = [t.get_text() for t in ax.texts if t.get_color() == palette.MUTED]
    assert pale == ["−2", "0", "0", "0", "6", "7", "0", "0"]
    words = publish(ax)["text/plain"]
    assert "0 elsewhere: 1 0; 0 1." in words
    assert "−5 at row 0, column 0, 8 at row 1, column 1" in words


def test_numbers_stand_on_the_curve_above_their_gradients(publish):
    z = np.array([[1.0, -2.0], [0.0, 1.0]])
    g = np.array([[3.0, 4.0], [5.0, 6.0]])
    ax = plotting.gates_on_curve(z, g)
    points = {
        float(line.get_xdata()[0]): line
        for line in ax.lines
        if line.get_marker() == "o"
    }
    assert sorted(points) == [-2.0, 0.0, 1.0]
    for at, point in points.items():
        assert point.get_ydata()[0] == max(at, 0.0)
        is_full = point.get_markerfacecolor() == palette.FORWARD
        assert is_full == (at > 0.0)
    below = [text for text in ax.figure.axes[1].texts if text.get_text()]
    found = {
        (text.get_position()[0], text.get_text()): text.get_color()
        for text in below
    }
    assert found == {
        (1.0, "3"): palette.GRADIENT,
        (1.0, "6"): palette.GRADIENT,
        (-2.0, "4"): palette.MUTED,
        (0.0, "5"): palette.MUTED,
    }
    words = publish(ax)["text/plain"]
    assert (
        "Passed on: 3, 6 at z = 1. Stopped: 4 at z = −2; 5 at z = 0" in words
    )
