"""Checks of gradients: steps and errors, lost digits, kinks, directions."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.plotting.style import (
    DOTS,
    ON_PAPER,
    SERIES,
    WIDTH,
    describe,
    new_axes,
    number,
    styled,
)

METHODS = dict(zip(("central", "forward", "complex"), DOTS, strict=True))
FLOOR = 1e-17
"""What is exactly right is drawn here: a logarithm has no place for 0."""
DIGITS = 17
"""Digits that are shown: as many as tell any two float64 numbers apart."""


@styled
def causes_by_step(steps, errors):
    """Draw how the error of a check changes with the step, cause by cause.

    Parameters
    ----------
    steps : ndarray of shape (n,)
        Rising.
    errors : dict of str and ndarray of shape (n,)
        At most four causes, by what to call them.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = new_axes(height=3.9)
    for (name, found), look in zip(errors.items(), SERIES, strict=False):
        ax.loglog(steps, found, markersize=5, label=name, **look)
    ax.set(xlabel="step $h$", ylabel="relative error", ylim=(None, 4))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    ax.minorticks_off()
    listed = "; ".join(
        f"{name}: from {as_power(found[0])} to {as_power(found[-1])}"
        for name, found in errors.items()
    )
    return describe(
        ax,
        f"Relative error of a gradient check for steps from "
        f"{number(steps[0])} to {number(steps[-1])}, on logarithmic axes. "
        f"{listed}.",
    )


@styled
def surviving_digits(f, x, steps):
    """Draw which digits of f(x + h) are left when f(x) is subtracted.

    Parameters
    ----------
    f : callable
        Takes and returns a float of at least 1.
    x : float
    steps : sequence of float

    Returns
    -------
    matplotlib.axes.Axes
    """
    before = _digits(f(x))
    ax = new_axes(height=0.5 + 0.42 * (len(steps) + 1))
    right = len(before) + 1.2
    ax.set(xlim=(-3.4, right + 1.4), ylim=(len(steps) + 0.7, -1.3))
    ax.axis("off")
    middle = {"ha": "center", "va": "center_baseline"}
    ax.text(-1.9, -0.9, "$h$", **middle)
    ax.text(right, -0.9, "left", **middle)
    _row_of_digits(ax, 0, "0", before, [False] * len(before))
    words = []
    for row, h in enumerate(steps, start=1):
        after = _digits(f(x + h))
        kept = _kept(after, before)
        left = sum(k and c != "." for k, c in zip(kept, after, strict=True))
        power = round(np.log10(h))
        _row_of_digits(ax, row, f"$10^{{{power}}}$", after, kept)
        ax.text(right, row, str(left), **middle)
        words.append(f"h = {as_power(h)}: {after}, {left} digits left")
    return describe(
        ax,
        f"f(x) is {before}. Below it f(x + h), with the digits at the front "
        f"that are the same crossed out: {'; '.join(words)}.",
    )


@styled
def u_curve(panels):
    """Draw errors against steps, with what theory expects of them.

    Parameters
    ----------
    panels : dict of str and dict
        For each kind of number a dict of method and (steps, errors, model):
        relative errors, and what is expected of them, a triple (A, q, B)
        for A h**q + B / h, or None.

    Returns
    -------
    matplotlib.axes.Axes
        The topmost.
    """
    _, axes = plt.subplots(
        len(panels),
        1,
        sharex=True,
        sharey=True,
        squeeze=False,
        figsize=(WIDTH, 0.6 + 2.5 * len(panels)),
    )
    axes, words = axes[:, 0], []
    for ax, (kind, methods) in zip(axes, panels.items(), strict=True):
        for method, (steps, errors, model) in methods.items():
            look = METHODS[method]
            ax.loglog(
                steps,
                np.maximum(errors, FLOOR),
                linestyle="",
                label=method,
                **look,
            )
            if model is not None:
                words.append(
                    f"{kind}, {method}: {draw_model(ax, steps, model, look)}"
                )
        ax.set(ylabel="relative error", ylim=(FLOOR / 3, 10))
        ax.text(
            0.98, 0.06, kind, transform=ax.transAxes, ha="right", bbox=ON_PAPER
        )
        ax.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
        ax.minorticks_off()
    axes[0].legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=3,
        markerscale=1.8,
        handletextpad=0.1,
    )
    axes[-1].set(xlabel="step $h$")
    return describe(
        axes[0],
        "Relative errors of measured slopes against the step, on "
        "logarithmic axes. Errors fall with the step, along lines of slope "
        "1 for forward and 2 for central differences, until rounding takes "
        "over and they rise again, along a line of slope −1; together a V "
        f"or U. {'; '.join(words)}. The complex step falls along slope 2 "
        "and stays at the bottom.",
    )


@styled
def kink_slopes(f, h, *, xlabel, ylabel, unit=1.0):
    """Draw a function with a kink at 0 and its three measured slopes.

    Parameters
    ----------
    f : callable
        Takes and returns a float.
    h : float
        The nudge.
    xlabel, ylabel : str
    unit : float, optional
        What the vertical axis counts in.

    Returns
    -------
    matplotlib.axes.Axes
    """
    left, here, right = (f(t) / unit for t in (-h, 0.0, h))
    rises = {
        "left": here - left,
        "right": right - here,
        "central": (right - left) / 2.0,
    }
    slopes = {side: rise * unit / h for side, rise in rises.items()}
    grid = np.array([-1.6, 0.0, 1.6]) * h
    ax = new_axes(height=3.4)
    ax.plot(
        grid,
        [f(t) / unit for t in grid],
        color=palette.FORWARD,
        label="$f$",
    )
    ax.plot(
        [-1.6 * h, 1.6 * h],
        (left + right) / 2.0 + rises["central"] * np.array([-1.6, 1.6]),
        color=palette.GRADIENT,
        linestyle="--",
        label="through both nudged points",
    )
    ax.plot([-h, 0, h], [left, here, right], "o", color=palette.FORWARD)
    for side, x, y in (("left", -h / 2, here), ("right", h / 2, right)):
        ax.annotate(
            f"{side}: {_short(slopes[side])}",
            (x, (y + (left if side == "left" else here)) / 2.0),
            (0, -8),
            textcoords="offset points",
            ha="center" if side == "left" else "left",
            va="top",
            color=palette.FORWARD,
            bbox=ON_PAPER,
        )
    ax.annotate(
        f"central: {_short(slopes['central'])}",
        (-0.95 * h, (left + right) / 2.0 - 0.95 * rises["central"]),
        (0, 34),
        textcoords="offset points",
        ha="center",
        style="italic",
        color=palette.GRADIENT,
        bbox=ON_PAPER,
    )
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ends = [f"−{number(h)}", "0", number(h)]
    ax.set_xticks([-h, 0, h], ends)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return describe(
        ax,
        f"A function of two straight pieces that meet at 0. The slope to the "
        f"left is {_short(slopes['left'])}, to the right "
        f"{_short(slopes['right'])}. The dashed line through the points at "
        f"{ends[0]} and {ends[2]} passes beside the corner; its slope is "
        f"{_short(slopes['central'])}, halfway between the two.",
    )


@styled
def blind_directions(mistake, directions, share):
    """Draw which directions of the plane show a mistake of a gradient.

    Parameters
    ----------
    mistake : ndarray of shape (2,)
        What is claimed minus what is right.
    directions : ndarray of shape (n, 2)
        Of length 1.
    share : float
        A direction is called blind if it shows less than this share of the
        length of the mistake.

    Returns
    -------
    matplotlib.axes.Axes
    """
    unit = mistake / np.sqrt(np.sum(mistake**2))
    blind = np.abs(directions @ unit) < share
    ax = new_axes(height=4.0)
    angles = np.linspace(0.0, 2.0 * np.pi, 181)
    ax.plot(np.cos(angles), np.sin(angles), color=palette.FAINT, zorder=1)
    across = np.array([-unit[1], unit[0]])
    for side in (1.0, -1.0):
        edge = side * share * unit
        reach = np.sqrt(1.0 - share**2) * across
        ax.plot(*np.array([edge - reach, edge + reach]).T, **_THIN)
    for chosen, look in (
        (~blind, {"color": palette.INK, "label": "sees it"}),
        (
            blind,
            {
                "color": palette.INK,
                "mfc": palette.PAPER,
                "marker": "s",
                "label": "nearly blind to it",
            },
        ),
    ):
        style = {"linestyle": "", "marker": "o", "markersize": 5} | look
        ax.plot(*directions[chosen].T, **style)
    ax.annotate(
        "",
        0.8 * unit,
        (0, 0),
        arrowprops={
            "arrowstyle": "->",
            "color": palette.GRADIENT,
            "linestyle": "--",
            "linewidth": 2.0,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    ax.annotate(
        "mistake $e$",
        0.4 * unit,
        (8, -10),
        textcoords="offset points",
        color=palette.GRADIENT,
        style="italic",
    )
    ax.set(xlim=(-1.5, 1.5), ylim=(-1.1, 1.1), aspect="equal")
    ax.axis("off")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return describe(
        ax,
        f"{len(directions)} random directions as points on a circle, and a "
        "mistake as a dashed arrow. Those in a narrow band at right angles "
        f"to the mistake show less than {share:.0%} of it: "
        f"{int(blind.sum())} of {len(directions)}. The others see it.",
    )


_THIN = {"color": palette.MUTED, "linewidth": 0.8, "linestyle": ":"}


def draw_model(ax, steps, model, look):
    """Draw both straight lines and the lowest point; return it in words."""
    a, q, b = model
    best = (b / (q * a)) ** (1.0 / (q + 1.0))
    lowest = a * best**q + b / best
    line = {"color": look["color"], "linewidth": 1.2, "linestyle": "--"}
    ends = np.array([steps[0], steps[-1]])
    ax.plot([best, ends[1]], a * np.array([best, ends[1]]) ** q, **line)
    ax.plot([ends[0], best], b / np.array([ends[0], best]), **line)
    ax.plot(
        [best],
        [lowest],
        look["marker"],
        markersize=9,
        mfc="none",
        color=palette.INK,
        zorder=5,
    )
    return f"lowest near {as_power(lowest)} at a step of {as_power(best)}"


def _digits(value):
    before_point = len(f"{value:.0f}")
    return f"{value:.{DIGITS - before_point}f}"


def _kept(after, before):
    """Return for each digit whether the subtraction leaves it."""
    same = [a == b for a, b in zip(after, before, strict=True)]
    first = same.index(False) if False in same else len(same)
    return [place >= first for place in range(len(after))]


def _row_of_digits(ax, row, name, text, kept):
    middle = {"ha": "center", "va": "center_baseline"}
    ax.text(-1.9, row, name, **middle)
    for place, (character, stays) in enumerate(zip(text, kept, strict=True)):
        ax.text(
            place,
            row,
            character,
            color=palette.FORWARD if stays else palette.MUTED,
            weight="bold" if stays else "normal",
            fontsize=13,
            **middle,
        )
    gone = kept.index(True) if True in kept else 0
    if gone:
        ax.plot(
            [-0.45, gone - 0.55],
            [row, row],
            color=palette.MUTED,
            linewidth=1.0,
            solid_capstyle="butt",
        )


def as_power(value):
    """Return a number to one digit, as 3e−5; of a plain one to two.

    Examples
    --------
    >>> as_power(2.96e-5), as_power(0.966), as_power(0.1)
    ('3e−5', '0.97', '0.1')
    """
    if value >= 0.01:
        return number(float(f"{value:.2g}"))
    return f"{value:.0e}".replace("e-0", "e-").replace("-", "−")


def _short(value):
    return number(float(f"{value:.3g}"))
