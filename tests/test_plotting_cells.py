"""Grids of cells: one side between two cells, dashed where gradients are."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from backprop import palette, plotting
from backprop.plotting.cells import LOOKS, draw_array
from backprop.reference import softmax_jacobian

VALUES = np.array([[0.5, -1.0, 2.0], [1.0, 0.25, -0.5]])
S = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4]])
Z = np.array([1.0, -2.0, 3.0])
NAMES = ("$Z$", "$M$", "$G$", "$D$")


def sides(ax):
    """Return (colour, is dashed, segments) of every set of sides."""
    found = []
    for lines in ax.collections:
        ((_, dashes),) = lines.get_linestyles()
        color = to_hex(lines.get_colors()[0])
        segments = [tuple(map(tuple, s)) for s in lines.get_segments()]
        found.append((color, dashes is not None, segments))
    return found


def grid(kind, **options):
    """Return the Axes of one array of this kind."""
    ax = plotting.new_axes()
    draw_array(ax, VALUES, (2.0, 1.0), kind, **options)
    return ax


@pytest.mark.parametrize("kind", LOOKS)
def test_gradients_alone_are_dashed_and_slanted(kind):
    ax = grid(kind)
    (drawn,) = sides(ax)
    assert drawn[:2] == (LOOKS[kind].color, kind == "gradient")
    styles = {text.get_style() for text in ax.texts}
    assert styles == {"italic" if kind == "gradient" else "normal"}


def test_every_side_is_drawn_once():
    segments = [s for *_, drawn in sides(grid("forward")) for s in drawn]
    assert len(segments) == len(set(segments)) == 3 * 3 + 2 * 4
    assert ((2.0, 1.0), (3.0, 1.0)) in segments
    assert ((5.0, 2.0), (5.0, 3.0)) in segments


def test_marked_cells_have_strong_sides_and_the_others_quiet_ones():
    marked = np.array([[True, False, False], [False, False, True]])
    ax = grid("gradient", marked=marked, pale=True)
    (weak, _, quiet), (strong, _, loud) = sides(ax)
    assert (weak, strong) == (palette.MUTED, palette.GRADIENT)
    assert len(loud) == 8
    assert len(quiet) == 17 - 8
    pale = [t.get_text() for t in ax.texts if t.get_color() == palette.MUTED]
    assert pale == ["−1", "2", "1", "0.25"]


@pytest.mark.parametrize(
    "ax",
    [
        lambda: plotting.product_table(
            VALUES,
            softmax_jacobian(S[0]),
            names=NAMES[:3],
            kinds=("gradient",) * 3,
        ),
        lambda: plotting.outer_products(VALUES, VALUES),
        lambda: plotting.jacobian_map(S[0]),
        lambda: plotting.jacobian_batch(S, VALUES),
    ],
)
def test_figures_of_gradients_have_no_solid_side(ax):
    assert {is_dashed for _, is_dashed, _ in sides(ax())} == {True}


@pytest.mark.parametrize(
    "ax",
    [
        lambda: plotting.relu_mask(VALUES, VALUES, names=NAMES),
        lambda: plotting.cross_entropy_arrays(S, np.eye(3)[:2]),
        lambda: plotting.penalty_arrays(VALUES, 0.1),
        lambda: plotting.dropout_arrays(Z, np.array([2.0, 0.0, 2.0]), Z),
    ],
)
def test_in_mixed_figures_exactly_the_gradients_are_dashed(ax):
    drawn = sides(ax())
    loud = {color: dashed for color, dashed, _ in drawn}
    assert loud.pop(palette.GRADIENT)
    loud.pop(palette.MUTED, None)  # the quiet sides of gradients
    assert set(loud.values()) == {False}


@pytest.mark.parametrize(
    ("value", "text"), [(-1.5e7, r"$-1.5 \times 10^{7}$"), (0.25, "0.25")]
)
def test_powers_of_ten_in_cells_are_typeset(value, text):
    ax = plotting.new_axes()
    draw_array(ax, np.array([[value]]), (0, 0), "gradient")
    assert [cell.get_text() for cell in ax.texts] == [text]
