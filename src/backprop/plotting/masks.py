"""A ReLU's arrays: the mask made from its inputs, and what it lets through."""

from backprop.plotting.cells import draw_array
from backprop.plotting.style import (
    describe,
    new_axes,
    number,
    plain,
    styled,
)

GAP = 0.6
"""Between the arrays, in cells."""


@styled
def relu_mask(inputs, dvalues, *, names):
    """Draw the mask beside a ReLU's inputs, its work below.

    The upper row has the inputs and the mask made from them; the lower row
    the upstream gradient and, below the mask, what the mask leaves of it.
    Cells whose input is positive are tinted; the others are pale.

    Parameters
    ----------
    inputs, dvalues : ndarray of shape (n, m)
        At most four columns each.
    names : tuple of four str
        What the arrays are called, in the order above; mathematics between
        dollar signs.

    Returns
    -------
    matplotlib.axes.Axes
    """
    n, m = inputs.shape
    is_open = inputs > 0
    mask = is_open.astype(float)
    right, below = m + GAP, n + 1.5
    ax = new_axes(height=0.36 * (2 * n + 2.8))
    ax.set(xlim=(-0.1, right + m + 0.1), ylim=(below + n + 0.1, -1.1))
    ax.axis("off")
    for values, name, kind, corner in zip(
        (inputs, mask, dvalues, dvalues * mask),
        names,
        ("forward", "mask", "gradient", "gradient"),
        ((0, 0), (right, 0), (0, below), (right, below)),
        strict=True,
    ):
        title = f"{name}  {values.shape}"
        ax.text(corner[0], corner[1] - 0.3, title, fontsize=13)
        draw_array(ax, values, corner, kind, marked=is_open, pale=True)
    kept = ", ".join(
        f"{number(dvalues[i, j])} at row {i}, column {j}"
        for i in range(n)
        for j in range(m)
        if is_open[i, j]
    )
    first, second, third, fourth = map(plain, names)
    return describe(
        ax,
        f"Four arrays of shape {inputs.shape}. Above, {first} and the mask "
        f"{second}, which is 1 where the first is positive and 0 elsewhere: "
        f"{'; '.join(_line(row) for row in mask)}. Below, {third} and "
        f"{fourth}. Where the mask is 1, the last repeats the third: {kept}. "
        "Everywhere else it is 0.",
    )


def _line(row):
    return " ".join(map(number, row))
