"""Arrays side by side, with the entries that a ReLU lets through marked."""

from matplotlib.patches import Rectangle

from backprop import palette
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
def relu_mask(inputs, dvalues, dinputs, *, names):
    """Draw inputs, upstream gradient and result of a ReLU side by side.

    Entries whose input is positive are tinted in all three arrays; the
    others are pale.

    Parameters
    ----------
    inputs, dvalues, dinputs : ndarray of shape (n, m)
        At most four columns each.
    names : tuple of three str
        What the arrays are called; mathematics between dollar signs.

    Returns
    -------
    matplotlib.axes.Axes
    """
    n, m = inputs.shape
    ax = new_axes(height=0.36 * (n + 1.3))
    ax.set(xlim=(-0.1, 3 * m + 2 * GAP + 0.1), ylim=(n + 0.1, -1.0))
    ax.axis("off")
    arrays = (inputs, dvalues, dinputs)
    for place, (array, name) in enumerate(zip(arrays, names, strict=True)):
        left = place * (m + GAP)
        ax.text(left, -0.3, name, fontsize=13)
        for i in range(n):
            for j in range(m):
                _cell(ax, left + j, i, array[i, j], inputs[i, j] > 0, place)
    kept = ", ".join(
        f"{number(dvalues[i, j])} at row {i}, column {j}"
        for i in range(n)
        for j in range(m)
        if inputs[i, j] > 0
    )
    return describe(
        ax,
        f"Three arrays of shape {inputs.shape}: {plain(names[0])}, "
        f"{plain(names[1])} and {plain(names[2])}. Where the first is "
        f"positive, the third repeats the second: {kept}. Everywhere else "
        "the third is 0.",
    )


def _cell(ax, x, y, value, is_open, place):
    color, tint, style = (
        (palette.FORWARD, palette.FORWARD_TINT, "normal"),
        (palette.GRADIENT, palette.GRADIENT_TINT, "italic"),
        (palette.GRADIENT, palette.GRADIENT_TINT, "italic"),
    )[place]
    ax.add_patch(
        Rectangle(
            (x, y),
            1,
            1,
            facecolor=tint if is_open else palette.PAPER,
            edgecolor=color if is_open else palette.FAINT,
            linewidth=1.2 if is_open else 0.8,
            zorder=3 if is_open else 2,
        )
    )
    ax.text(
        x + 0.5,
        y + 0.5,
        number(value),
        color=color if is_open else palette.MUTED,
        style=style,
        ha="center",
        va="center_baseline",
        zorder=4,
    )
