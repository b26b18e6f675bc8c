"""Arrays as grids of cells, in the colour language of the book."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from backprop import palette
from backprop.plotting.style import typeset


class Look(NamedTuple):
    """How the cells of one kind of array look."""

    color: str
    tint: str
    style: str
    """Of the numerals."""
    line: str | tuple
    """Of the sides."""


SOLID, DASHED = "-", (0, (2.6, 1.5))

LOOKS = {
    "forward": Look(palette.FORWARD, palette.FORWARD_TINT, "normal", SOLID),
    "parameter": Look(
        palette.PARAMETER, palette.PARAMETER_TINT, "normal", SOLID
    ),
    "gradient": Look(
        palette.GRADIENT, palette.GRADIENT_TINT, "italic", DASHED
    ),
    "mask": Look(palette.INK, palette.QUIET_TINT, "normal", SOLID),
}


def draw_array(
    ax, values, corner, kind, *, marked=None, pale=False, width=1.0, digits=4
):
    """Draw a matrix of numbers, one cell for each, some of them marked.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its vertical axis points down.
    values : ndarray of shape (n, m)
    corner : tuple of float
        The upper left one.
    kind : {"forward", "parameter", "gradient", "mask"}
    marked : ndarray of bool of shape (n, m), optional
        The cells to tint and to outline; all unless given.
    pale : bool, optional
        Whether the numbers of the other cells are grey.
    width : float, optional
        Of a cell whose height is 1.
    digits : int, optional
        To how many decimals the numbers are rounded.
    """
    look = LOOKS[kind]
    marked = np.full(values.shape, True) if marked is None else marked
    for (i, j), value in np.ndenumerate(values):
        x, y = corner[0] + j * width, corner[1] + i
        tint = look.tint if marked[i, j] else palette.PAPER
        ax.add_patch(
            Rectangle((x, y), width, 1, facecolor=tint, edgecolor="none")
        )
        ax.text(
            x + width / 2,
            y + 0.5,
            typeset(round(float(value), digits)),
            color=palette.MUTED if pale and not marked[i, j] else look.color,
            style=look.style,
            ha="center",
            va="center_baseline",
            zorder=4,
        )
    draw_sides(ax, corner, marked, kind, width)


def draw_sides(ax, corner, marked, kind, width=1.0):
    """Draw the sides of a grid of cells, those of marked cells strongly.

    Every side is drawn once, so that the dashes of neighbours cannot fill
    each other's gaps.
    """
    look = LOOKS[kind]
    n, m = marked.shape
    strong, weak = [], []
    for i, j in np.ndindex(n + 1, m):
        touched = marked[max(i - 1, 0) : i + 1, j].any()
        (strong if touched else weak).append([(j, i), (j + 1, i)])
    for i, j in np.ndindex(n, m + 1):
        touched = marked[i, max(j - 1, 0) : j + 1].any()
        (strong if touched else weak).append([(j, i), (j, i + 1)])
    quiet = palette.FAINT if look.line == SOLID else palette.MUTED
    for sides, color, thick, above in (
        (weak, quiet, 0.8, 2),
        (strong, look.color, 1.3, 3),
    ):
        if sides:
            ax.add_collection(
                LineCollection(
                    np.array(sides) * [width, 1] + corner,
                    colors=color,
                    linestyles=[look.line],
                    linewidths=thick,
                    zorder=above,
                ),
                autolim=False,
            )
