"""A network as arrays, and the paths that lead from a weight to the loss."""

import math

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from backprop import palette
from backprop.plotting.style import (
    SERIES,
    bracketed,
    describe,
    new_axes,
    number,
    styled,
)

DASHES = (0, (4, 1.5))
RIM = 17.0
"""Points from the centre of a node to where arrows begin and end."""
NAMES = ("$X$", "$Z^{(1)}$", "$A^{(1)}$", "$Z^{(2)}$")


@styled
def network_arrays(n_samples, n_inputs, n_hidden, n_classes):
    """Draw every array of a network of two layers, with its shape.

    Values go down on the left, gradients up on the right.

    Parameters
    ----------
    n_samples, n_inputs, n_hidden, n_classes : int

    Returns
    -------
    matplotlib.axes.Axes
    """
    widths = (n_inputs, n_hidden, n_hidden, n_classes)
    shapes = [(n_samples, width) for width in widths]
    ax = new_axes(height=5.4)
    ax.set(xlim=(0, 10), ylim=(8.55, -0.45))
    ax.axis("off")
    for i, (name, shape) in enumerate(zip(NAMES, shapes, strict=True)):
        _value(ax, (1.9, 2 * i), f"{name}  {shape}")
        if i:
            _gradient(ax, (8.6, 2 * i), rf"$\partial L/\partial {name[1:]}")
    _value(ax, (1.9, 8), r"$\hat{y}$, $y$  $\to$  $L$")
    for i, said in enumerate(_FORWARD):
        _down(ax, 2 * i)
        _between(ax, 2.15, 2 * i + 1, said, palette.INK)
    for i, said in _BACKWARD.items():
        _up(ax, 2 * i)
        _between(ax, 8.4, 2 * i + 1, said, palette.GRADIENT, "italic", "right")
    for layer, row in ((1, 0), (2, 4)):
        _parameters(ax, layer, row, (widths[row // 2], widths[row // 2 + 1]))
    ax.add_patch(_arrow((3.7, 8), (8.4, 6.48), palette.GRADIENT, DASHES))
    _between(ax, 6.35, 7.52, r"$(\hat{y} - y)/N$", palette.GRADIENT, "italic")
    w1, w2 = (n_inputs, n_hidden), (n_hidden, n_classes)
    return describe(
        ax,
        f"Forwards, downwards: X of shape {shapes[0]}, times W1 of shape "
        f"{w1} plus b1 of shape {(1, n_hidden)}, is Z1, {shapes[1]}; ReLU "
        f"makes A1, {shapes[2]}; times W2, {w2}, plus b2, "
        f"{(1, n_classes)}, is Z2, {shapes[3]}; softmax and the labels make "
        "the loss L. Backwards, upwards: the gradient of Z2 is prediction "
        "minus label over N; times W2 transposed it is that of A1; where Z1 "
        "is positive it is that of Z1. Z2's gradient also gives those of W2 "
        "and b2, Z1's those of W1 and b1. Every gradient has the shape of "
        "its value.",
    )


_FORWARD = (
    r"$X W^{(1)} + b^{(1)}$",
    "ReLU",
    r"$A^{(1)} W^{(2)} + b^{(2)}$",
    "softmax, loss",
)
# What arrives is called G, as everywhere.
_BACKWARD = {
    1: r"$G \odot [Z^{(1)} > 0]$",
    2: r"$G\, W^{(2)\mathsf{T}}$",
}


def _value(ax, place, text):
    x, y = place
    _rounded(ax, (x, y), 3.6, palette.FORWARD, "-")
    ax.text(x, y, text, fontsize=13, zorder=4, **_CENTRE)


def _gradient(ax, place, text):
    _rounded(ax, place, 2.4, palette.GRADIENT, DASHES)
    ax.text(
        *place,
        text,
        fontsize=13,
        color=palette.GRADIENT,
        style="italic",
        zorder=4,
        **_CENTRE,
    )


_CENTRE = {"ha": "center", "va": "center_baseline"}


def _rounded(ax, place, width, color, linestyle):
    x, y = place
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - 0.38),
            width,
            0.76,
            boxstyle="round,pad=0,rounding_size=0.15",
            facecolor=palette.PAPER,
            edgecolor=color,
            linewidth=1.3,
            linestyle=linestyle,
            zorder=3,
        )
    )


def _parameters(ax, layer, row, shape):
    """Draw a layer's parameters; their gradients hang from the upper row."""
    n_inputs, n_neurons = shape
    y = row + 1
    _parameter_box(ax, (4.75, y - 0.62), 2.1, 1.24)
    lines = (
        f"$W^{{({layer})}}$  ({n_inputs}, {n_neurons})",
        f"$b^{{({layer})}}$  (1, {n_neurons})",
    )
    for line, at in zip(lines, (y - 0.27, y + 0.33), strict=True):
        ax.text(5.8, at, line, color=palette.PARAMETER, zorder=4, **_CENTRE)
    start, end = (7.35, row + 2.0), (5.85, y + 0.7)
    ax.add_patch(_arrow(start, end, palette.GRADIENT, DASHES))


def _parameter_box(ax, corner, width, height):
    ax.add_patch(
        Rectangle(
            corner,
            width,
            height,
            facecolor=palette.PARAMETER_TINT,
            edgecolor=palette.PARAMETER,
            linewidth=1.3,
            zorder=3,
        )
    )


def _down(ax, row):
    ax.add_patch(_arrow((1.9, row + 0.4), (1.9, row + 1.54), palette.FORWARD))


def _up(ax, row):
    start, end = (8.6, row + 1.6), (8.6, row + 0.46)
    ax.add_patch(_arrow(start, end, palette.GRADIENT, DASHES))


def _arrow(start, end, color, linestyle="-"):
    return FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>,head_length=6,head_width=3",
        color=color,
        linestyle=linestyle,
        linewidth=1.5,
        shrinkA=0,
        shrinkB=0,
        zorder=2,
    )


def _between(ax, x, y, text, color, style="normal", ha="left"):
    ax.text(x, y, text, color=color, style=style, ha=ha, va="center_baseline")


@styled
def network_paths(x, gate, weights, dlogits, *, names):
    """Draw the paths from one weight of the first layer to the loss.

    Parameters
    ----------
    x : float
        The input that meets the weight.
    gate : float
        The slope of the ReLU after it, 1 or 0.
    weights : sequence of float
        With which the hidden unit goes into each logit.
    dlogits : sequence of float
        The gradient of the sample's loss at each logit.
    names : tuple of two str
        Of the weight and the hidden unit; mathematics in dollar signs.

    Returns
    -------
    matplotlib.axes.Axes
    """
    count = len(weights)
    factors = [(x, gate, w, d) for w, d in zip(weights, dlogits, strict=True)]
    products = [math.prod(path) for path in factors]
    ax = new_axes(height=0.95 * count + 0.36 * (count + 1) + 0.2)
    bottom = count - 0.35 + 0.38 * (count + 1)
    # Room for the whole stroke of the box at the left end.
    ax.set(xlim=(-0.05, 10), ylim=(bottom, -0.6))
    ax.axis("off")
    middle = (count - 1) / 2
    _weight(ax, 0.6, middle, names[0])
    _node(ax, 4.0, middle, names[1])
    _node(ax, 9.4, middle, "$L_i$")
    gated = f"{_short(x)} × {_short(gate)}"
    _edge(ax, (1.2, middle), (4.0, middle), gated, shrink=(0, RIM))
    for k, (w, d) in enumerate(zip(weights, dlogits, strict=True)):
        _node(ax, 6.7, k, f"$z^{{(2)}}_{k}$")
        up, aside = (1 if k <= middle else -1), int(k != middle)
        leading, returning = (-aside, up), (aside, up)
        _edge(ax, (4.0, middle), (6.7, k), _short(w), outside=leading)
        _edge(ax, (6.7, k), (9.4, middle), _short(d), outside=returning)
    lines = [
        " × ".join(bracketed(round(float(u), 4)) for u in path)
        + f" = {_short(product)}"
        for path, product in zip(factors, products, strict=True)
    ]
    lines.append(f"together: {_short(sum(products))}")
    for i, line in enumerate(lines):
        ax.text(
            0,
            count - 0.25 + 0.38 * i,
            line,
            color=palette.GRADIENT,
            style="italic",
            va="center_baseline",
        )
    return describe(
        ax,
        f"One weight leads to one hidden unit, the unit to {count} logits, "
        "each logit to the loss of the sample. Along each path the local "
        "derivatives, input, slope of the ReLU, weight, and prediction minus "
        f"label, multiply: {'; '.join(lines)}.",
    )


def _weight(ax, x, y, text):
    _parameter_box(ax, (x - 0.6, y - 0.3), 1.2, 0.6)
    ax.text(x, y, text, color=palette.PARAMETER, zorder=4, **_CENTRE)


def _node(ax, x, y, text):
    ax.plot(
        [x],
        [y],
        "o",
        markersize=31,
        color=palette.PAPER,
        markeredgecolor=palette.FORWARD,
        markeredgewidth=1.3,
        zorder=3,
    )
    ax.text(x, y, text, fontsize=13, zorder=4, ha="center", va="center")


def _edge(ax, start, end, text, *, outside=(0, 1), shrink=None):
    """Draw an arrow between nodes, and a derivative on its outer side.

    The arrow is grey and leads towards the loss, as values do. `outside` says
    on which side the derivative is: to the right or the left and up or down.
    """
    arrow = _arrow(start, end, palette.MUTED)
    arrow.shrinkA, arrow.shrinkB = shrink or (RIM, RIM)
    ax.add_patch(arrow)
    right, up = outside
    ax.annotate(
        text,
        ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2),
        (2 * right, 3 * up),
        textcoords="offset points",
        color=palette.GRADIENT,
        style="italic",
        ha={-1: "right", 0: "center", 1: "left"}[right],
        va="bottom" if up > 0 else "top",
        zorder=4,
    )


def _short(value):
    return number(round(float(value), 4))


@styled
def paths_and_edges(depths, paths, edges):
    """Draw how the numbers of paths and of edges grow with the depth.

    Parameters
    ----------
    depths, paths, edges : sequence of int
        Hidden layers, and for each number of them how many paths and edges
        a network has.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = new_axes(height=3.0)
    ax.plot(depths, paths, label="paths", **SERIES[1])
    ax.plot(depths, edges, label="edges", **SERIES[0])
    ax.set(yscale="log", xlabel="hidden layers of 64 units")
    ax.set_xticks(np.asarray(depths))
    ax.legend(loc="upper left")
    return describe(
        ax,
        f"On a logarithmic scale, from {depths[0]} to {depths[-1]} hidden "
        f"layers: the number of paths rises from {paths[0]:,} to "
        f"{paths[-1]:.2g} in a straight line, the number of edges from "
        f"{edges[0]:,} to {edges[-1]:,} and flattens.",
    )
