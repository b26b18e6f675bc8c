"""The spiral and how a network divides the plane among its classes."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.plotting.style import WIDTH, describe, new_axes, styled

CLASSES = (
    (palette.CLASS_0, palette.CLASS_0_TINT, "o"),
    (palette.CLASS_1, palette.CLASS_1_TINT, "^"),
    (palette.CLASS_2, palette.CLASS_2_TINT, "s"),
)
"""Of each class the colour, the tint of its region and the marker."""
REACH = 1.1
"""The plane is drawn from -REACH to REACH in both directions."""
GRID = 71


@styled
def spiral_points(X, y):
    """Draw the samples, with a colour and a marker for each class.

    Parameters
    ----------
    X : ndarray of shape (n_samples, 2)
    y : ndarray of shape (n_samples,)
        Classes 0, 1 and 2.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = new_axes(height=4.8)
    _samples(ax, X, y, size=4.5, labelled=True)
    _plane(ax)
    ticks = [-1.0, -0.5, 0.0, 0.5, 1.0]
    ax.set(xlabel="$x_0$", ylabel="$x_1$", xticks=ticks, yticks=ticks)
    ax.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=3,
        handletextpad=0.1,
        columnspacing=1.5,
    )
    counts = ", ".join(
        f"{int((y == label).sum())} of class {label}" for label in range(3)
    )
    return describe(
        ax,
        f"{len(X)} points in the plane, {counts}. Each class lies on an arm "
        "that starts at the origin and winds outwards, a little more than "
        "one and a half times round, to a distance of 1. The three arms lie "
        "between one another: no straight line separates two classes.",
    )


def plane_points():
    """Return the points at which :func:`decision_regions` wants outputs.

    Returns
    -------
    ndarray of shape (n_points, 2)
    """
    ticks = np.linspace(-REACH, REACH, GRID)
    x0, x1 = np.meshgrid(ticks, ticks)
    return np.column_stack((x0.ravel(), x1.ravel()))


@styled
def decision_regions(
    outputs,
    X,
    y,
    *,
    every=3,
    remark="From map to map the regions bend further round the origin and "
    "follow the arms.",
):
    """Draw which class wins where, in four panels.

    Parameters
    ----------
    outputs : dict of ndarray of shape (n_points, 3)
        For each panel, by its title, the logits or probabilities at
        :func:`plane_points`.
    X, y : ndarray
        The samples.
    every : int, optional
        Draw one sample in so many.
    remark : str, optional
        What the maps show, for those who cannot see them.

    Returns
    -------
    matplotlib.axes.Axes
        The first panel.
    """
    _, axes = plt.subplots(2, 2, figsize=(WIDTH, WIDTH + 0.5))
    for ax, (title, values) in zip(axes.flat, outputs.items(), strict=True):
        _regions(ax, values)
        _samples(ax, X[::every], y[::every], size=2.4)
        _plane(ax)
        ax.set_title(title)
        ax.set(xticks=[], yticks=[])
    listed = "; ".join(
        f"{title}: {_shares(values)}" for title, values in outputs.items()
    )
    return describe(
        axes[0, 0],
        "Four maps of the plane, coloured by the class that the network "
        "gives each point, with the samples on top. Shares of the area for "
        f"classes 0, 1 and 2. {listed}. {remark}",
    )


def _plane(ax):
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")


def _samples(ax, X, y, size, labelled=False):
    for label, (color, _, marker) in enumerate(CLASSES):
        points = X[y == label]
        ax.plot(
            points[:, 0],
            points[:, 1],
            marker,
            color=color,
            markersize=size,
            markeredgewidth=0,
            label=f"class {label}" if labelled else None,
            zorder=4,
        )


def _regions(ax, values):
    """Fill where each class leads all others; its edge is the boundary."""
    ticks = np.linspace(-REACH, REACH, GRID)
    for label, (_, tint, _) in enumerate(CLASSES):
        others = np.delete(values, label, axis=1).max(axis=1)
        lead = (values[:, label] - others).reshape(GRID, GRID)
        if (lead > 0.0).any():
            top = float(lead.max()) * 2.0
            filled = ax.contourf(
                ticks, ticks, lead, levels=[0.0, top], colors=[tint]
            )
            filled.set(edgecolor=palette.MUTED, linewidth=0.6)


def _shares(values):
    winners = np.bincount(values.argmax(axis=1), minlength=3)
    return ", ".join(f"{share:.0%}" for share in winners / len(values))
