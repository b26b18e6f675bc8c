"""One value that is used several times, and the gradients that return."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from backprop import palette
from backprop.plotting.cells import LOOKS
from backprop.plotting.style import (
    bracketed,
    describe,
    new_axes,
    number,
    plain,
    styled,
)

NAMED = 0.42
"""Share of a node that its name takes; the rest is its gradient's."""

START, END, LABEL = 7.6, 2.85, 5.4
"""Where arrows begin and end, and where on them their product stands."""

HIGH = 0.38
"""From the middle of a node to the edge of the picture."""


@styled
def fan(weights, dvalues, *, name, gradient_name, kind="forward", users=None):
    """Draw a value that is used several times, and what comes back.

    Parameters
    ----------
    weights : sequence of float
        The other factor of each use: for an input the weight of each
        neuron, for a bias 1.
    dvalues : sequence of float
        The upstream gradient of each use.
    name, gradient_name : str
        Of the value and of its gradient; mathematics in dollar signs.
    kind : {"forward", "parameter"}, optional
        Of the value.
    users : dict of str, optional
        What makes use of the value, by the name of what it makes; unless
        given, the neurons of a layer.

    Returns
    -------
    matplotlib.axes.Axes
    """
    count = len(weights)
    if users is None:
        users = {f"$z_{m}$": f"neuron {m}" for m in range(count)}
    parts = [w * g for w, g in zip(weights, dvalues, strict=True)]
    total = sum(parts[1:], start=parts[0])
    ax = new_axes(height=0.95 * (count - 1 + 2 * HIGH))
    ax.set(xlim=(0, 10), ylim=(count - 1 + HIGH, -HIGH))
    ax.axis("off")
    middle = (count - 1) / 2
    _box(ax, 1.5, middle, 2.6, name, _said(total), kind)
    for m, (made, w, g) in enumerate(
        zip(users, weights, dvalues, strict=True)
    ):
        _box(ax, 8.75, m, 2.2, made, number(g), "forward")
        arrival = middle + 0.22 * (m - middle)
        way = (START - LABEL) / (START - END)
        ax.add_patch(
            FancyArrowPatch(
                (START, m),
                (END, arrival),
                arrowstyle="-|>,head_length=7,head_width=3.5",
                color=palette.GRADIENT,
                linestyle=(0, (4, 1.5)),
                linewidth=1.6,
                shrinkA=0,
                shrinkB=0,
            )
        )
        ax.text(
            LABEL,
            m + way * (arrival - m),
            _product(g, w),
            color=palette.GRADIENT,
            style="italic",
            ha="center",
            va="center_baseline",
            bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 2},
            zorder=4,
        )
    sums = ", ".join(
        f"from {user} {_product(g, w)}"
        for user, w, g in zip(users.values(), weights, dvalues, strict=True)
    )
    return describe(
        ax,
        f"{plain(name)} is used {count} times and gets {count} gradients "
        f"back, upstream times local: {sums}. Added up, "
        f"{plain(gradient_name)} is {_said(total)}.",
    )


def _box(ax, x, y, width, name, gradient, kind):
    """Draw a node in two halves: what it is, and its gradient."""
    left, middle = x - width / 2, x - width * (0.5 - NAMED)
    corners = "round,pad=0,rounding_size=0.12"
    if kind == "parameter":
        corners = "square,pad=0"
    for place, wide, look, said in (
        (left, NAMED * width, LOOKS[kind], name),
        (middle, (1 - NAMED) * width, LOOKS["gradient"], gradient),
    ):
        ax.add_patch(
            FancyBboxPatch(
                (place, y - 0.3),
                wide,
                0.6,
                boxstyle=corners,
                facecolor=look.tint,
                edgecolor=look.color,
                linestyle=look.line,
                linewidth=1.2,
                zorder=3,
            )
        )
        ax.text(
            place + wide / 2,
            y,
            said,
            color=look.color,
            style=look.style,
            fontsize=13,
            ha="center",
            va="center_baseline",
            zorder=4,
        )


def _product(g, w):
    """Return upstream × weight, worked out."""
    factors = " × ".join(bracketed(round(float(u), 6)) for u in (g, w))
    return f"{factors} = {_said(g * w)}"


def _said(value):
    return number(round(float(value), 6))
