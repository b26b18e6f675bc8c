"""The Jacobian of softmax: its entries, its work on a gradient, its price."""

import numpy as np
from matplotlib.patches import Rectangle

from backprop import palette
from backprop.plotting.style import describe, new_axes, number, styled
from backprop.reference import softmax_jacobian

STRONGEST = 0.5
"""Opacity of the largest entry: its number can be read in both modes."""
GAP = 0.5
"""Between the arrays of a batch, in cells."""


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
    _say(ax, (k / 2, -0.75), "nudged logit", fontsize=13)
    _say(ax, (-0.38, -0.26), "output", fontsize=13)
    _say(ax, (k + 0.38, -0.26), "sum", fontsize=13)
    _say(ax, (-0.38, k + 0.28), "sum", fontsize=13)
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
        ax.plot([left, left + width], [g, g], color=palette.GRADIENT)
        _label_area(ax, left, width, mean, g, reach)
    dashed = {"color": palette.GRADIENT, "linestyle": "--", "linewidth": 1.4}
    ax.plot([0, 1], [mean, mean], **dashed)
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
    ax.grid(axis="x", visible=False)
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
        f"the dashed mean, {_short(mean)}, to the output's own upstream "
        f"gradient. {listed}. The areas are the gradients of the logits; "
        "those above the mean and those below it cancel.",
    )


@styled
def jacobian_batch(probabilities, dvalues):
    """Draw each sample's gradient times its own Jacobian.

    Parameters
    ----------
    probabilities, dvalues : ndarray of shape (n, k)

    Returns
    -------
    matplotlib.axes.Axes
    """
    n, k = probabilities.shape
    ax = new_axes(height=0.34 * (n * (k + GAP) + 1.8))
    ax.set(
        xlim=(-0.1, 3 * k + 2 * GAP + 0.1), ylim=(n * (k + GAP) - GAP, -1.5)
    )
    ax.axis("off")
    places = [0, k + GAP, 2 * (k + GAP)]
    for x, name, shape in zip(
        places,
        ["$G$", "$J$", r"$\partial L/\partial z$"],
        [(n, k), (n, k, k), (n, k)],
        strict=True,
    ):
        text = f"{name}  {shape}"
        _say(ax, (x + k / 2, -0.7), text, style="normal", fontsize=13)
    words = []
    for i in range(n):
        top = i * (k + GAP)
        jacobian = softmax_jacobian(probabilities[i])
        dinputs = dvalues[i] @ jacobian
        middle = top + (k - 1) / 2
        _row(ax, dvalues[i], (places[0], middle))
        _shaded(ax, jacobian, (places[1], top), fontsize=12)
        _row(ax, dinputs, (places[2], middle))
        for x, sign in zip(places[1:], ("·", "="), strict=True):
            _say(ax, (x - GAP / 2, middle + 0.5), sign, style="normal")
        words.append(
            f"sample {i}: {_listed(dvalues[i])} times its {k} by {k} "
            f"Jacobian is {_listed(dinputs)}"
        )
    return describe(
        ax,
        f"A batch of {n} samples. Each row of G meets a Jacobian of its own: "
        f"{'; '.join(words)}. {n} matrices, and {n} rows come out.",
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
        color=palette.MUTED,
        label="with the Jacobian: $2K^2$",
    )
    ax.loglog(
        sizes,
        2 * sizes,
        color=palette.GRADIENT,
        linestyle="--",
        label="without it: $2K$",
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


def _cell(corner, width, height, value, strength):
    """Return a rectangle shaded by the sign and the size of a value."""
    color = palette.GRADIENT if value > 0 else palette.MUTED
    return Rectangle(
        corner,
        width,
        height,
        facecolor=(color, STRONGEST * strength),
        edgecolor=palette.FAINT,
        linewidth=0.8,
        zorder=2,
    )


def _row(ax, values, corner):
    x, y = corner
    for j, value in enumerate(values):
        ax.add_patch(
            Rectangle(
                (x + j, y),
                1,
                1,
                facecolor=palette.PAPER,
                edgecolor=palette.GRADIENT,
                linestyle="--",
                linewidth=1.0,
                zorder=2,
            )
        )
        _say(ax, (x + j + 0.5, y + 0.5), _short(value), color=palette.GRADIENT)


def _label_area(ax, left, width, mean, g, reach):
    """Write an area into its bar, or beside it where it does not fit."""
    area = _short(width * (g - mean))
    middle = (mean + g) / 2
    if abs(g - mean) < 0.12 * reach:
        side = 0.08 * reach * (1 if g <= mean else -1)
        _say(ax, (left + width / 2, mean + side), area)
    elif width < 0.15:
        _say(ax, (left - 0.015, middle), area, ha="right")
    else:
        _say(ax, (left + width / 2, middle), area)


def _say(ax, place, text, **kwargs):
    look = {"ha": "center", "va": "center_baseline", "style": "italic"}
    ax.text(*place, text, zorder=4, **(look | kwargs))


def _short(value):
    return number(round(float(value), 4))


def _listed(values):
    return ", ".join(map(_short, values))
