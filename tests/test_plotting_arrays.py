"""Figures of arrays: products, fans and masks hold the right numbers."""

import matplotlib
import numpy as np
import pytest

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
    marked = [p for p in product.patches if p.get_linewidth() > 1]
    tints = [matplotlib.colors.to_hex(p.get_facecolor()) for p in marked]
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


def test_mask_tints_what_the_inputs_let_through(publish):
    z = np.array([[1.0, -2.0], [0.0, 3.0]])
    g = np.array([[-5.0, 6.0], [7.0, 8.0]])
    ax = plotting.relu_mask(z, g, g * (z > 0), names=("$Z$", "$G$", "$D$"))
    tinted = [p for p in ax.patches if p.get_linewidth() > 1]
    assert len(tinted) == 6
    pale = [t.get_text() for t in ax.texts if t.get_color() == palette.MUTED]
    assert pale == ["−2", "0", "6", "7", "0", "0"]
    words = publish(ax)["text/plain"]
    assert "−5 at row 0, column 0, 8 at row 1, column 1" in words
