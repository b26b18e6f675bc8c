"""The Jacobian of softmax: its entries, its work on a gradient, its price."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop import palette
from backprop.plotting.cells import draw_array, draw_sides
from backprop.plotting.style import SERIES, describe, new_axes, number, styled
from backprop.reference import softmax_jacobian

STRONGEST = 0.5
"""Opacity of the largest entry: its number can be read in both modes."""
GAP = 0.4
"""Between a Jacobian and the rows beside and below it, in cells."""


@styled
def jacobian_map(probabilities):
    """Draw the Jacobian of one softmax, shaded by size, with its sums.

    Positive entries are shaded orange, negative ones grey.

    Parameters
    ----------
    probabilities : ndarray of shape (k,)
        At most five, so that the numbers can be read.

    Returns
    -------
    matplotlib.axes.Axes
    """
    jacobian = softmax_jacobian(probabilities)
    k = len(jacobian)
    ax = new_axes(height=0.62 * (k + 1.9))
    ax.set(xlim=(-0.75, k + 0.75), ylim=(k + 0.6, -1.05))
    ax.axis("off")
    _shaded(ax, jacobian, (0, 0), fontsize=15)
    for i in range(k):
        _say(ax, (-0.38, i + 0.5), f"$S_{i}$", color=palette.FORWARD)
        _say(ax, (i + 0.5, -0.26), f"$z_{i}$", color=palette.FORWARD)
        _say(ax, (k + 0.38, i + 0.5), _short(jacobian[i].sum()))
        _say(ax, (i + 0.5, k + 0.28), _short(jacobian[:, i].sum()))
    for place, word in {
        (k / 2, -0.75): "nudged logit",
        (-0.38, -0.26): "output",
        (k + 0.38, -0.26): "sum",
        (-0.38, k + 0.28): "sum",
    }.items():
        _say(ax, place, word, style="normal", fontsize=13)
    rows = "; ".join(
        f"output {i}: " + " ".join(map(_short, row))
        for i, row in enumerate(jacobian)
    )
    return describe(
        ax,
        f"The Jacobian for the probabilities {_listed(probabilities)}, one "
        f"row for each output, one column for each logit. {rows}. The "
        "diagonal is positive, shaded orange; all else is negative, shaded "
        "grey. Every row and every column adds up to 0.",
    )


@styled
def weighted_areas(probabilities, dvalues):
    """Draw the gradient at the logits as areas about a weighted mean.

    Every output has a bar as wide as its probability, from the mean of the
    upstream gradient to the output's own; the area is its logit's gradient.

    Parameters
    ----------
    probabilities, dvalues : ndarray of shape (k,)

    Returns
    -------
    matplotlib.axes.Axes
    """
    mean = float(dvalues @ probabilities)
    edges = np.concatenate([[0.0], np.cumsum(probabilities)])
    middles = (edges[:-1] + edges[1:]) / 2
    areas = probabilities * (dvalues - mean)
    reach = float(np.ptp(dvalues)) or 1.0
    ax = new_axes(height=3.4)
    for left, width, g, area in zip(
        edges[:-1], probabilities, dvalues, areas, strict=True
    ):
        ax.add_patch(_cell((left, mean), width, g - mean, area, 1.0))
        ax.plot([left, left + width], [g, g], "--", color=palette.GRADIENT)
        _label_area(ax, left, width, mean, g, reach)
    ax.plot([0, 1], [mean, mean], ":", color=palette.GRADIENT)
    ax.text(
        1.015,
        mean,
        f"mean\n{_short(mean)}",
        color=palette.GRADIENT,
        style="italic",
        va="center",
    )
    names = [f"$S_{j}$\n{_short(s)}" for j, s in enumerate(probabilities)]
    ax.set_xticks(middles, names)
    ax.tick_params(axis="x", length=0)
    ax.grid(visible=False)
    ax.set(xlim=(0, 1), ylabel="upstream gradient")
    ax.set_ylim(dvalues.min() - 0.1 * reach, dvalues.max() + 0.1 * reach)
    listed = "; ".join(
        f"output {j}: width {_short(s)}, height {_short(g - mean)}, area "
        f"{_short(area)}"
        for j, (s, g, area) in enumerate(
            zip(probabilities, dvalues, areas, strict=True)
        )
    )
    return describe(
        ax,
        "A bar for each output, as wide as its probability, reaching from "
        f"the dotted mean, {_short(mean)}, to the output's own upstream "
        f"gradient, dashed. {listed}. The areas are the gradients of the "
        "logits; those above the mean and those below it cancel.",
    )


@styled
def jacobian_batch(probabilities, dvalues):
    """Draw each sample's gradient times its own Jacobian.

    Every result stands where a row of G and the columns of a Jacobian
    cross.

    Parameters
    ----------
    probabilities, dvalues : ndarray of shape (n, k)

    Returns
    -------
    matplotlib.axes.Axes
    """
    n, k = probabilities.shape
    x, tall = k + GAP, k + GAP + 3.5
    ax = new_axes(height=0.31 * (n * tall - 0.7))
    ax.set(xlim=(-0.1, x + k + 0.1), ylim=(n * tall - 1.7, -1.0))
    ax.axis("off")
    words = []
    for i, (row, upstream) in enumerate(
        zip(probabilities, dvalues, strict=True)
    ):
        top = i * tall
        bottom = top + k + GAP
        jacobian = softmax_jacobian(row)
        dinputs = upstream @ jacobian
        _shaded(ax, jacobian, (x, top), fontsize=13)
        draw_array(ax, upstream[np.newaxis], (0, bottom), "gradient")
        draw_array(ax, dinputs[np.newaxis], (x, bottom), "gradient")
        for place, name in {
            (x, top - 0.5): f"Jacobian of sample {i}  ({k}, {k})",
            (0, bottom - 0.5): f"row {i} of $G$  ({k},)",
            (x, bottom + 1.5): rf"row {i} of $\partial L/\partial z$  ({k},)",
        }.items():
            _say(ax, place, name, ha="left", style="normal")
        words.append(
            f"sample {i}: {_listed(upstream)} times its {k} by {k} Jacobian "
            f"is {_listed(dinputs)}"
        )
    whole, result = "One sample", "One matrix, and one row comes out"
    if n > 1:
        whole = f"A batch of {n} samples"
        result = f"{n} matrices, and {n} rows come out"
    return describe(
        ax,
        f"{whole}. Each row of G meets a Jacobian of its own: "
        f"{'; '.join(words)}. {result}.",
    )


@styled
def jacobian_cost(sizes):
    """Draw the multiplications of one backward pass, with and without J.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of classes K, rising.

    Returns
    -------
    matplotlib.axes.Axes
    """
    sizes = np.asarray(sizes)
    ax = new_axes(height=3.0)
    ax.loglog(
        sizes,
        2 * sizes**2,
        label="with the Jacobian: $2K^2$",
        **SERIES[1] | {"marker": ""},
    )
    ax.loglog(
        sizes,
        2 * sizes,
        label="without it: $2K$",
        **SERIES[0] | {"marker": ""},
    )
    ax.minorticks_off()
    ax.set(xlabel="number of classes $K$", ylabel="multiplications per sample")
    ax.legend(loc="upper left")
    first, last = int(sizes[0]), int(sizes[-1])
    return describe(
        ax,
        "Multiplications per sample against the number of classes K, both "
        f"axes logarithmic. With the Jacobian: {2 * first**2:,} for K = "
        f"{first:,} and {2 * last**2:,} for K = {last:,}. Without it: "
        f"{2 * first:,} and {2 * last:,}. The lines part by a factor K.",
    )


def _shaded(ax, values, corner, fontsize):
    largest = np.abs(values).max()
    for (i, j), value in np.ndenumerate(values):
        x, y = corner[0] + j, corner[1] + i
        strength = abs(value) / largest if largest else 0.0
        ax.add_patch(_cell((x, y), 1, 1, value, strength))
        _say(ax, (x + 0.5, y + 0.5), _short(value), fontsize=fontsize)
    draw_sides(ax, corner, np.full(values.shape, False), "gradient")


def _cell(corner, width, height, value, strength):
    """Return a rectangle shaded by the sign and the size of a value."""
    color = palette.GRADIENT if value > 0 else palette.MUTED
    return Rectangle(
        corner,
        width,
        height,
        facecolor=(color, STRONGEST * strength),
        edgecolor="none",
        zorder=2,
    )


def _label_area(ax, left, width, mean, g, reach):
    """Write an area into its bar, or beside it where it does not fit."""
    area = _short(width * (g - mean))
    middle = (mean + g) / 2
    if abs(g - mean) < 0.12 * reach:
        side = 0.08 * reach * (1 if g <= mean else -1)
        _say(ax, (left + width / 2, mean + side), area)
    elif width < 0.15:
        first = left == 0.0
        place = (left + width + 0.015 if first else left - 0.015, middle)
        _say(ax, place, area, ha="left" if first else "right")
    else:
        _say(ax, (left + width / 2, middle), area)


def _say(ax, place, text, **kwargs):
    look = {"ha": "center", "va": "center_baseline", "style": "italic"}
    ax.text(*place, text, zorder=4, **(look | kwargs))


def _short(value):
    return number(round(float(value), 4))


def _listed(values):
    return ", ".join(map(_short, values))
