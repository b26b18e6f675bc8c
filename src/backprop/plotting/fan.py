"""One value that is used several times, and the gradients that return."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from backprop import palette
from backprop.plotting.style import (
    bracketed,
    describe,
    new_axes,
    number,
    plain,
    styled,
)


@styled
def fan(weights, dvalues, *, name, gradient_name):
    """Draw an input that feeds several neurons, and what comes back.

    Parameters
    ----------
    weights : sequence of float
        The weight with which each neuron uses the input.
    dvalues : sequence of float
        The upstream gradient of each neuron.
    name, gradient_name : str
        Of the input and of its gradient; mathematics in dollar signs.

    Returns
    -------
    matplotlib.axes.Axes
    """
    count = len(weights)
    parts = [w * g for w, g in zip(weights, dvalues, strict=True)]
    total = sum(parts[1:], start=parts[0])
    ax = new_axes(height=0.95 * count)
    ax.set(xlim=(0, 10), ylim=(count - 0.35, -0.65))
    ax.axis("off")
    middle = (count - 1) / 2
    _box(ax, 1.5, middle, 2.6, name, _said(total), palette.FORWARD)
    for m, (w, g) in enumerate(zip(weights, dvalues, strict=True)):
        _box(ax, 8.75, m, 2.2, f"$z_{m}$", number(g), palette.FORWARD)
        ax.add_patch(
            FancyArrowPatch(
                (7.6, m),
                (2.85, middle + 0.22 * (m - middle)),
                arrowstyle="-|>,head_length=7,head_width=3.5",
                color=palette.GRADIENT,
                linestyle=(0, (4, 1.5)),
                linewidth=1.6,
                shrinkA=0,
                shrinkB=0,
            )
        )
        ax.text(
            5.4,
            m * 0.86 + middle * 0.14,
            _product(g, w),
            color=palette.GRADIENT,
            style="italic",
            ha="center",
            va="center_baseline",
            bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 2},
            zorder=4,
        )
    sums = ", ".join(
        f"from neuron {m} {_product(g, w)}"
        for m, (w, g) in enumerate(zip(weights, dvalues, strict=True))
    )
    return describe(
        ax,
        f"One input used by {count} neurons gets {count} gradients back, "
        f"upstream times weight: {sums}. Added up, {plain(gradient_name)} is "
        f"{_said(total)}.",
    )


def _box(ax, x, y, width, name, gradient, color):
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - 0.3),
            width,
            0.6,
            boxstyle="round,pad=0,rounding_size=0.12",
            facecolor=palette.PAPER,
            edgecolor=color,
            linewidth=1.2,
            zorder=3,
        )
    )
    ax.text(
        x - width / 2 + 0.25,
        y,
        name,
        fontsize=13,
        va="center_baseline",
        zorder=4,
    )
    ax.text(
        x + width / 2 - 0.25,
        y,
        gradient,
        color=palette.GRADIENT,
        style="italic",
        ha="right",
        fontsize=13,
        va="center_baseline",
        zorder=4,
    )


def _product(g, w):
    """Return upstream × weight, worked out."""
    factors = " × ".join(bracketed(round(float(u), 6)) for u in (g, w))
    return f"{factors} = {_said(g * w)}"


def _said(value):
    return number(round(float(value), 6))
