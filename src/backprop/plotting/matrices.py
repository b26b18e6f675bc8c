"""A matrix product with its numbers, drawn so that rows meet columns."""

import numpy as np

from backprop.plotting.cells import draw_array
from backprop.plotting.style import (
    bracketed,
    describe,
    new_axes,
    number,
    plain,
    styled,
)
from backprop.reference import matrix_product

GAP = 0.45
"""Between the matrices, in cells."""
SIGN = 0.55
"""Room for a plus or an equals sign, in cells."""


@styled
def product_table(left, right, *, names, kinds, cell=(0, 0)):
    """Draw left @ right with the right matrix above the result.

    Every cell of the result stands where a row of the left matrix and a
    column of the right one cross. One cell is marked, with the row and the
    column that make it.

    Parameters
    ----------
    left, right : ndarray of shapes (n, k) and (k, m)
        At most nine columns together.
    names : tuple of three str
        Of the left matrix, the right one and the product; mathematics
        between dollar signs.
    kinds : tuple of three str
        Each "forward", "parameter" or "gradient".
    cell : tuple of int, optional
        Row and column of the cell of the result to mark.

    Returns
    -------
    matplotlib.axes.Axes
    """
    product = matrix_product(left, right)
    (n, k), m = left.shape, right.shape[1]
    row, column = cell
    # Long numbers keep clear of the sides of their cells.
    longest = max(len(number(round(u, 4))) for u in product.ravel())
    wide = max(1.0, longest / 5)
    ax = new_axes(height=0.36 * (n + k + 3.0))
    ax.set(
        xlim=(-0.1, k + m * wide + GAP + 0.1), ylim=(n + 1.1, -k - GAP - 1.3)
    )
    ax.axis("off")
    x = k + GAP
    for values, place, kind, where, width in (
        (left, (0, 0), kinds[0], (row, slice(None)), 1.0),
        (right, (x, -k - GAP), kinds[1], (slice(None), column), wide),
        (product, (x, 0), kinds[2], cell, wide),
    ):
        marked = np.full(values.shape, False)
        marked[where] = True
        draw_array(ax, values, place, kind, marked=marked, width=width)
    _name(ax, names[0], left, (0, -0.3))
    _name(ax, names[1], right, (x, -k - GAP - 0.3))
    _name(ax, names[2], product, (x, n + 0.75))
    terms = " + ".join(
        f"{bracketed(u)}·{bracketed(v)}"
        for u, v in zip(left[row], right[:, column], strict=True)
    )
    return describe(
        ax,
        f"Matrix product {_said(names[0], left)} times "
        f"{_said(names[1], right)} gives {_said(names[2], product)}. Marked: "
        f"row {row}, column {column} of the result, "
        f"{number(product[row, column])} = {terms}. The whole result: "
        + "; ".join(" ".join(map(number, line)) for line in product)
        + ".",
    )


@styled
def outer_products(X, G):
    """Draw X.T @ G as a sum of arrays, one from each sample.

    Parameters
    ----------
    X : ndarray of shape (2, n_inputs)
    G : ndarray of shape (2, n_neurons)

    Returns
    -------
    matplotlib.axes.Axes
    """
    parts = [np.outer(x, g) for x, g in zip(X, G, strict=True)]
    parts.append(sum(parts))
    n, m = parts[0].shape
    below, beside = n + 1.5, m + SIGN
    ax = new_axes(height=0.36 * (2 * n + 2.7))
    ax.set(xlim=(-0.03, beside + m + 0.03), ylim=(below + n + 0.1, -1.1))
    ax.axis("off")
    names = ("sample 0", "sample 1", r"$\partial L/\partial W$")
    places = ((0.0, 0.0), (beside, 0.0), (beside, below))
    for (x, y), part, name in zip(places, parts, names, strict=True):
        draw_array(ax, part, (x, y), "gradient")
        _name(ax, name, part, (x, y - 0.3))
    for (x, y), sign in zip(places[1:], "+=", strict=True):
        ax.text(
            x - SIGN / 2,
            y + n / 2,
            sign,
            fontsize=16,
            ha="center",
            va="center",
        )
    said = [
        "; ".join(" ".join(map(number, line)) for line in part)
        for part in parts
    ]
    return describe(
        ax,
        f"Three arrays of shape {(n, m)}. Sample 0 contributes every input "
        f"times every entry of its row of G: {said[0]}. Sample 1: {said[1]}. "
        f"Their sum is the gradient of the weights: {said[2]}.",
    )


def _name(ax, name, values, place):
    ax.text(*place, f"{name}  {values.shape}", fontsize=13, zorder=5)


def _said(name, values):
    return f"{plain(name)} of shape {values.shape}"
