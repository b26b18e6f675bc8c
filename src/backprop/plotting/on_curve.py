"""The curve of ReLU with the numbers of a batch on it, and what passes."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from backprop import palette
from backprop.plotting.style import WIDTH, describe, number, styled, typeset


@styled
def gates_on_curve(inputs, dvalues):
    """Draw where each number stands on ReLU, and below what arrives for it.

    Gradients that arrive are written under the number they belong to; those
    that stop there are crossed out.

    Parameters
    ----------
    inputs, dvalues : ndarray of the same shape

    Returns
    -------
    matplotlib.axes.Axes
        The upper one, with the curve.

    Notes
    -----
    Shows :eq:`eq-relu`.
    """
    columns = {
        float(z): dvalues[inputs == z].tolist() for z in np.unique(inputs)
    }
    deepest = max(map(len, columns.values()))
    room = 0.26 * deepest + 0.3
    _, (ax, below) = plt.subplots(
        2, 1, sharex=True, figsize=(WIDTH, 2.6 + room), height_ratios=(2, room)
    )
    reach = float(np.abs(inputs).max()) * 1.12 + 0.3
    _draw_curve(ax, reach, columns)
    for z, gradients in columns.items():
        for row, gradient in enumerate(gradients):
            _say(below, z, row, gradient)
    below.set(ylim=(deepest - 0.4, -0.7), xlabel="$z$", ylabel="$G$")
    below.set_yticks([])
    below.xaxis.set_major_locator(MaxNLocator(integer=True))
    below.grid(axis="y", visible=False)
    return describe(
        ax,
        f"ReLU, solid, with {inputs.size} numbers z on it, and its slope, "
        "dashed: 0 on the left, 1 to the right of 0. Below each number "
        "stands the gradient that arrives for it. Passed on: "
        f"{_listed(columns, lambda z: z > 0)}. Stopped: "
        f"{_listed(columns, lambda z: z <= 0)}.",
    )


def _draw_curve(ax, reach, columns):
    ax.plot([-reach, 0, reach], [0, 0, reach], color=palette.FORWARD)
    dashed = {"color": palette.GRADIENT, "linestyle": "--"}
    ax.plot([-reach, 0], [0, 0], **dashed)
    ax.plot([0, reach], [1, 1], **dashed)
    words = {"color": palette.GRADIENT, "style": "italic", "va": "bottom"}
    ax.text(-reach, 0.04 * reach, "slope 0", **words)
    ax.text(reach, 1 + 0.02 * reach, "slope 1", ha="right", **words)
    for z in columns:
        ax.plot(
            [z],
            [max(z, 0.0)],
            "o",
            color=palette.FORWARD,
            mfc=palette.FORWARD if z > 0 else palette.PAPER,
            zorder=4,
        )
    ax.set(xlim=(-reach, reach), ylim=(-0.12 * reach, reach))
    ax.set(ylabel=r"$\max(0, z)$")


def _say(ax, z, row, gradient):
    """Write a gradient below its number, crossed out at a shut gate."""
    text = ax.text(
        z,
        row,
        typeset(gradient),
        color=palette.GRADIENT if z > 0 else palette.MUTED,
        style="italic",
        ha="center",
        va="center_baseline",
    )
    if z <= 0:
        across = {"xycoords": text, "textcoords": text}
        ax.annotate(
            "",
            (-0.25, 0.5),
            (1.25, 0.5),
            arrowprops={"arrowstyle": "-", "color": palette.MUTED, "lw": 1.0},
            **across,
        )


def _listed(columns, keep):
    parts = [
        f"{', '.join(map(number, gradients))} at z = {number(z)}"
        for z, gradients in columns.items()
        if keep(z)
    ]
    return "; ".join(parts) or "none"
