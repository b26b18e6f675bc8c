"""A matrix product with its numbers, drawn so that rows meet columns."""

from matplotlib.patches import Rectangle

from backprop import palette
from backprop.plotting.style import (
    bracketed,
    describe,
    new_axes,
    number,
    plain,
    styled,
)
from backprop.reference import matrix_product

LOOKS = {
    "forward": (palette.FORWARD, palette.FORWARD_TINT, "normal"),
    "parameter": (palette.PARAMETER, palette.PARAMETER_TINT, "normal"),
    "gradient": (palette.GRADIENT, palette.GRADIENT_TINT, "italic"),
}
GAP = 0.45
"""Between the matrices, in cells."""


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
    ax = new_axes(height=0.36 * (n + k + 3.0))
    ax.set(xlim=(-0.1, k + m + GAP + 0.1), ylim=(n + 1.1, -k - GAP - 1.3))
    ax.axis("off")
    x = k + GAP
    _matrix(ax, left, (0, 0), kinds[0], marked=lambda i, j: i == row)
    _matrix(ax, right, (x, -k - GAP), kinds[1], lambda i, j: j == column)
    _matrix(ax, product, (x, 0), kinds[2], lambda i, j: (i, j) == cell)
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


def _matrix(ax, values, corner, kind, marked):
    color, tint, style = LOOKS[kind]
    for i, line in enumerate(values):
        for j, value in enumerate(line):
            x, y = corner[0] + j, corner[1] + i
            ax.add_patch(
                Rectangle(
                    (x, y),
                    1,
                    1,
                    facecolor=tint if marked(i, j) else palette.PAPER,
                    edgecolor=color if marked(i, j) else palette.FAINT,
                    linewidth=1.4 if marked(i, j) else 0.8,
                    zorder=3 if marked(i, j) else 2,
                )
            )
            ax.text(
                x + 0.5,
                y + 0.5,
                number(round(float(value), 4)),
                color=color,
                style=style,
                ha="center",
                va="center_baseline",
                zorder=4,
            )


def _name(ax, name, values, place):
    ax.text(*place, f"{name}  {values.shape}", fontsize=13, zorder=5)


def _said(name, values):
    return f"{plain(name)} of shape {values.shape}"
