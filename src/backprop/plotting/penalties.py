"""Penalties and dropout: slopes, shrinking weights, scaled masks."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.plotting.cells import draw_array
from backprop.plotting.style import (
    WIDTH,
    describe,
    new_axes,
    number,
    styled,
)
from backprop.regularization import l1_gradient, l2_gradient

REACH = 1.5
"""Penalties are drawn from -REACH to REACH."""
NEAR_ZERO = 0.01
"""A weight is called nearly zero if it is smaller than this."""


@styled
def penalties_and_slopes():
    """Draw the size and the square of w, each with its slope.

    Returns
    -------
    matplotlib.axes.Axes
        That of the size.
    """
    _, (left, right) = plt.subplots(
        1, 2, sharey=True, figsize=(WIDTH, 3.4), layout="constrained"
    )
    w = np.linspace(-REACH, REACH, 121)
    slope = {"color": palette.GRADIENT, "linestyle": "--"}
    for ax, value, name in (
        (left, np.abs(w), r"$|w|$"),
        (right, w**2, "$w^2$"),
    ):
        ax.plot(w, value, color=palette.FORWARD, label=name)
        ax.set(xlabel="$w$", xticks=[-1, 0, 1])
    left.plot([-REACH, 0], [-1, -1], **slope)
    left.plot([0, REACH], [1, 1], label="slope", **slope)
    hollow = {"color": palette.GRADIENT, "mfc": palette.PAPER, "zorder": 4}
    left.plot([0, 0], [-1, 1], "o", linestyle="", **hollow)
    left.plot([0], [0], "o", color=palette.GRADIENT, zorder=4)
    right.plot(w, 2 * w, label="slope", **slope)
    for ax in (left, right):
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return describe(
        left,
        "Two panels. Left, |w|, solid, is a V with a kink at 0; its slope, "
        "dashed, is −1 for every negative w, jumps at 0, where 0 is taken, "
        "and is 1 for every positive w. Right, w², solid, is a smooth bowl; "
        f"its slope, dashed, is a straight line through 0, from "
        f"{number(-2 * REACH)} at w = {number(-REACH)} to "
        f"{number(2 * REACH)} at w = {number(REACH)}.",
    )


@styled
def penalty_arrays(weights, strength):
    """Draw weights and the gradients of both penalties, entry by entry.

    Parameters
    ----------
    weights : ndarray of shape (n, m)
        At most four columns.
    strength : float
        Of both penalties.

    Returns
    -------
    matplotlib.axes.Axes
    """
    n, m = weights.shape
    gap, below, wide = 0.4, n + 1.5, 1.4
    l1 = l1_gradient(weights, strength)
    l2 = l2_gradient(weights, strength)
    ax = new_axes(height=0.36 * (2 * n + 2.7))
    ax.set(
        xlim=(-0.1, (1 + wide) * m + gap + 0.1), ylim=(below + n + 0.1, -1.1)
    )
    ax.axis("off")
    for values, name, kind, x, y, width in (
        (weights, "$W$", "parameter", m + gap, 0, wide),
        (l1, r"$\lambda\,\mathrm{sign}(W)$", "gradient", 0, below, 1.0),
        (l2, r"$2\lambda W$", "gradient", m + gap, below, wide),
    ):
        ax.text(x, y - 0.3, f"{name}  {values.shape}", fontsize=13)
        draw_array(ax, values, (x, y), kind, width=width)
    return describe(
        ax,
        f"Three arrays of shape {weights.shape}. The weights: "
        f"{_lines(weights)}. The gradient of the L1 penalty with λ = "
        f"{number(strength)} has the same size everywhere and the sign of "
        f"the weight: {_lines(l1)}. That of the L2 penalty is "
        f"{number(2 * strength)} times the weight: {_lines(l2)}.",
    )


@styled
def shrinking(l1_paths, l2_paths):
    """Draw how weights shrink under each of the two penalties alone.

    Parameters
    ----------
    l1_paths, l2_paths : ndarray of shape (steps + 1, n_weights)
        The weights, all positive at first, before the first step and after
        each.

    Returns
    -------
    matplotlib.axes.Axes
        That of the L1 penalty.
    """
    _, axes = plt.subplots(1, 2, sharey=True, figsize=(WIDTH, 2.9))
    for ax, paths, title in zip(
        axes,
        (l1_paths, l2_paths),
        ("L1: equal amounts", "L2: equal shares"),
        strict=True,
    ):
        ax.plot(paths, color=palette.PARAMETER)
        ax.plot(
            np.full(paths.shape[1], 0),
            paths[0],
            "s",
            color=palette.PARAMETER,
        )
        ax.set_title(title)
        ax.set(xlabel="steps taken")
    axes[0].set(ylabel="$w$")
    steps = len(l1_paths) - 1
    return describe(
        axes[0],
        f"Weights over {steps} steps. Under L1 they fall in parallel "
        "straight lines until they are next to 0, and hover there: "
        f"{_ends(l1_paths)}. Under L2 each falls in proportion to its size, "
        "fast first and slowly later, and none reaches 0: "
        f"{_ends(l2_paths)}.",
    )


@styled
def dropout_arrays(inputs, scaled_mask, dvalues):
    """Draw one sample's way through dropout and its gradient's way back.

    Parameters
    ----------
    inputs, scaled_mask, dvalues : ndarray of shape (n,)
        At most six entries.

    Returns
    -------
    matplotlib.axes.Axes
    """
    output, dinputs = inputs * scaled_mask, dvalues * scaled_mask
    mask = r"$\odot\;R/(1-p)$"
    rows = (
        (inputs, "$X$", "forward", 0.0),
        (scaled_mask, mask, "mask", 1.1),
        (output, r"$=\;\tilde{X}$", "forward", 2.2),
        (dvalues, "$G$", "gradient", 3.9),
        (scaled_mask, mask, "mask", 5.0),
        (dinputs, r"$=\;\partial L/\partial X$", "gradient", 6.1),
    )
    left = 2.3
    ax = new_axes(height=0.36 * 7.3)
    ax.set(xlim=(-0.1, left + len(inputs) + 1.1), ylim=(7.2, -0.1))
    ax.axis("off")
    for values, name, kind, y in rows:
        ax.text(0, y + 0.5, name, fontsize=13, va="center_baseline")
        ax.text(
            left + len(inputs) + 0.2,
            y + 0.5,
            f"({len(values)},)",
            fontsize=13,
            va="center_baseline",
        )
        draw_array(
            ax,
            values[np.newaxis],
            (left, y),
            kind,
            marked=scaled_mask[np.newaxis] != 0.0,
            pale=True,
            digits=2,
        )
    return describe(
        ax,
        "Forwards: inputs "
        f"{_row(inputs)}, times the scaled mask {_row(scaled_mask)}, give "
        f"{_row(output)}. Backwards: upstream gradient {_row(dvalues)}, "
        f"times the same mask, gives {_row(dinputs)}.",
    )


@styled
def running_mean(outputs, value, rate):
    """Draw the mean of dropout's outputs over more and more masks.

    Parameters
    ----------
    outputs : ndarray of shape (n_masks,)
        What dropout makes of the same number with mask after mask.
    value : float
        That number.
    rate : float
        The dropout rate p.

    Returns
    -------
    matplotlib.axes.Axes
    """
    count = np.arange(1, len(outputs) + 1)
    means = np.cumsum(outputs) / count
    error = abs(value) * np.sqrt(rate / (1.0 - rate) / count)
    shown = np.unique(np.geomspace(1, len(outputs), 200).astype(int)) - 1
    ax = new_axes(height=3.0)
    ax.fill_between(
        count[shown],
        (value - error)[shown],
        (value + error)[shown],
        facecolor=palette.FAINT,
        edgecolor=palette.MUTED,
        linewidth=0.8,
        label="one standard error",
    )
    ax.plot(count[shown], means[shown], color=palette.FORWARD, label="mean")
    ax.axhline(value, color=palette.INK, linewidth=1.0)
    ax.axhline(
        (1.0 - rate) * value,
        color=palette.MUTED,
        linestyle=":",
        label="without the division",
    )
    ax.set(xscale="log", xlabel="masks drawn", ylabel="mean output")
    ax.legend(loc="upper right")
    return describe(
        ax,
        f"The mean of dropout's outputs for an input of {number(value)} "
        f"and p = {number(rate)}, over 1 to {len(outputs)} masks. It starts "
        f"at {number(round(means[0], 2))}, swings within a band that narrows "
        f"towards {number(value)}, and ends at {means[-1]:.2f}. A dotted "
        f"line at {number((1.0 - rate) * value)} marks where it would end "
        "without the division by 1 − p.",
    )


@styled
def weight_histograms(weights, reach=6.0):
    """Draw how large the weights of several networks are.

    Parameters
    ----------
    weights : dict of ndarray
        All weights of a network, by what to call it.
    reach : float, optional
        The histograms go from -reach to reach; what lies beyond is counted
        in the last bins.

    Returns
    -------
    matplotlib.axes.Axes
        The topmost.
    """
    _, axes = plt.subplots(
        len(weights),
        1,
        sharex=True,
        sharey=True,
        figsize=(WIDTH, 0.5 + 1.25 * len(weights)),
    )
    bins = np.linspace(-reach, reach, 50)
    words, highest = [], []
    for ax, (name, values) in zip(axes, weights.items(), strict=True):
        inside = np.clip(values.ravel(), -reach, reach)
        counts, _, _ = ax.hist(
            inside,
            bins=bins,
            facecolor=palette.PARAMETER_TINT,
            edgecolor=palette.PARAMETER,
        )
        highest.extend(np.sort(counts)[-2:])
        share = np.mean(np.abs(values) < NEAR_ZERO)
        size = np.sqrt(np.mean(values**2))
        ax.text(0.01, 0.8, name, transform=ax.transAxes)
        ax.text(
            0.99,
            0.8,
            f"nearly zero: {share:.0%}",
            transform=ax.transAxes,
            ha="right",
        )
        words.append(
            f"{name}: root mean square {size:.1f}, {share:.0%} nearly zero"
        )
    axes[-1].set(xlabel="weight", ylim=(0, _top(highest)))
    for ax in axes:
        _count_cut_bars(ax)
    return describe(
        axes[0],
        f"Histograms of all weights of {len(weights)} networks, one above "
        f"the other. {'; '.join(words)}. Nearly zero means smaller than "
        f"{number(NEAR_ZERO)} in size.",
    )


def _top(heights):
    """Return where to cut, so that one tall bar does not flatten the rest."""
    *_, second, first = sorted(heights)
    return 1.5 * (second if first > 2.0 * second > 0.0 else first)


def _count_cut_bars(ax):
    top = ax.get_ylim()[1]
    for bar in ax.patches:
        if bar.get_height() > top:
            ax.annotate(
                f"{bar.get_height():.0f}",
                (bar.get_x() + bar.get_width(), top),
                (4, -2),
                textcoords="offset points",
                va="top",
                color=palette.PARAMETER,
            )


def _row(values):
    return ", ".join(number(round(float(value), 4)) for value in values)


def _lines(values):
    return "; ".join(_row(line) for line in values)


def _ends(paths):
    return ", ".join(
        f"{number(first)} becomes {number(round(last, 3))}"
        for first, last in zip(paths[0], paths[-1], strict=True)
    )
