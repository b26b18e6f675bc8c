"""Curves: a nudge, a function and its slope, a descent and its end."""

import numpy as np

from backprop import palette
from backprop.plotting.style import (
    ON_PAPER,
    describe,
    new_axes,
    number,
    plain,
    styled,
)


@styled
def nudge(f, x, h, *, slope, name):
    """Draw a function near a point, a nudge, and the straight line there.

    Parameters
    ----------
    f : callable
        Takes and returns an array.
    x, h : float
        The point and the nudge, h > 0.
    slope : float
        The derivative of f at x.
    name : str
        What to call f; mathematics between dollar signs.

    Returns
    -------
    matplotlib.axes.Axes
    """
    grid = np.linspace(x - 1.5 * h, x + 2.0 * h, 201)
    y, rise = f(x), f(x + h) - f(x)
    ax = new_axes()
    ax.plot(grid, f(grid), color=palette.FORWARD, label=name)
    ax.plot(
        grid,
        y + slope * (grid - x),
        color=palette.GRADIENT,
        linestyle="--",
        linewidth=1.6,
        label=f"straight line of slope {number(slope)}",
    )
    corner = {"color": palette.INK, "linewidth": 1.2}
    ax.plot([x, x + h, x + h], [y, y, y + rise], **corner)
    ax.plot([x], [y], "o", color=palette.FORWARD)
    ax.annotate(
        f"in: {number(h)}",
        (x + h / 2, y),
        (0, -5),
        va="top",
        bbox=ON_PAPER,
        **_LABEL,
    )
    ax.annotate(
        f"out: {number(rise)}",
        (x + h, y + rise / 2),
        (6, 0),
        textcoords="offset points",
        va="center",
        bbox=ON_PAPER,
    )
    ax.set(xlabel="$x$", ylabel=name)
    ax.legend(loc="upper left")
    return describe(
        ax,
        f"The curve of {plain(name)} near x = {number(x)}, where it is "
        f"{number(y)}. A nudge of {number(h)} to the right lifts the curve "
        f"by {number(rise)}; the straight line of slope {number(slope)} "
        f"through the point lifts by {number(slope * h)}.",
    )


_LABEL = {"textcoords": "offset points", "ha": "center"}


@styled
def relu_and_derivative(z):
    """Draw ReLU and its derivative, with one point marked on both.

    Parameters
    ----------
    z : float
        The pre-activation to mark.

    Returns
    -------
    matplotlib.axes.Axes
    """
    reach = max(2.0, 1.3 * abs(z))
    output, slope = max(0.0, z), float(z > 0)
    ax = new_axes(height=2.9)
    ax.plot(
        [-reach, 0, reach],
        [0, 0, reach],
        color=palette.FORWARD,
        label=r"$a = \max(0, z)$",
    )
    dashed = {"color": palette.GRADIENT, "linestyle": "--"}
    ax.plot([-reach, 0], [0, 0], **dashed)
    ax.plot([0, reach], [1, 1], label=r"$\partial a / \partial z$", **dashed)
    ax.plot([0], [0], "o", color=palette.GRADIENT, zorder=4)
    ax.plot([0], [1], "o", color=palette.GRADIENT, mfc=palette.PAPER, zorder=4)
    ax.plot([z], [output], "o", color=palette.FORWARD, zorder=4)
    ax.plot([z], [slope], "D", color=palette.GRADIENT, zorder=4)
    for y, color in ((output, palette.FORWARD), (slope, palette.GRADIENT)):
        ax.annotate(
            number(y),
            (z, y),
            (0, 7),
            color=color,
            va="bottom",
            bbox=ON_PAPER,
            **_LABEL,
        )
    ax.set(xlabel="$z$")
    ax.legend(loc="upper left")
    return describe(
        ax,
        "ReLU, solid, is 0 for negative z and equal to z for positive z. Its "
        "derivative, dashed, is 0 up to and including z = 0 and 1 beyond. "
        f"Marked: at z = {number(z)} the output is {number(output)} and the "
        f"derivative {number(slope)}.",
    )


@styled
def contributions(names, amounts, *, label):
    """Draw one horizontal bar for each name, with its amount.

    Parameters
    ----------
    names : sequence of str
        Mathematics between dollar signs.
    amounts : sequence of float
        One for each name.
    label : str
        What the amounts measure.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = new_axes(height=0.7 + 0.42 * len(names))
    rows = np.arange(len(names))[::-1]
    ax.barh(
        rows,
        amounts,
        height=0.62,
        color=palette.PARAMETER_TINT,
        edgecolor=palette.PARAMETER,
        linewidth=1.2,
    )
    for row, amount in zip(rows, amounts, strict=True):
        ax.annotate(
            number(amount),
            (amount, row),
            (5, 0),
            textcoords="offset points",
            va="center",
            bbox=ON_PAPER,
        )
    ax.set(xlabel=label, xlim=(0, 1.15 * max(amounts)))
    ax.set_yticks(rows, names)
    ax.grid(axis="y", visible=False)
    listed = ", ".join(
        f"{plain(name)} {number(amount)}"
        for name, amount in zip(names, amounts, strict=True)
    )
    return describe(
        ax, f"Bars, {label}: {listed}; together {number(sum(amounts))}."
    )


@styled
def descent(outputs, gradients):
    """Draw an output step by step, and the length of its gradient.

    Parameters
    ----------
    outputs : sequence of float
        The output before each step.
    gradients : sequence of float
        The length of the gradient there.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = new_axes(height=3.0)
    ax.plot(outputs, color=palette.FORWARD, label="output $a$")
    ax.plot(
        gradients,
        color=palette.GRADIENT,
        linestyle="--",
        label="length of the gradient",
    )
    ax.set(xlabel="steps taken")
    ax.legend(loc="upper right", bbox_to_anchor=(1.0, 0.98))
    stops = int(np.flatnonzero(np.asarray(gradients) == 0.0)[0])
    return describe(
        ax,
        f"The output falls from {number(outputs[0])} in a straight line and "
        f"is {number(outputs[stops])} from step {stops} on. The length of "
        f"the gradient, dashed, is {number(gradients[0])} until then and "
        f"{number(gradients[stops])} ever after.",
    )


@styled
def last_steps(exact, computed, first):
    """Draw the end of a descent in exact and in float64 arithmetic.

    Parameters
    ----------
    exact, computed : sequence of float
        The pre-activation after each step, as it is in exact arithmetic
        and as float64 computes it.
    first : int
        The number of the first step shown.

    Returns
    -------
    matplotlib.axes.Axes
    """
    steps = np.arange(first, first + len(exact))
    ax = new_axes(height=3.0)
    ax.axhspan(
        -1,
        0,
        facecolor=palette.QUIET_TINT,
        edgecolor="none",
        zorder=0,
    )
    ax.plot(
        steps,
        exact,
        "s-",
        color=palette.MUTED,
        mfc=palette.PAPER,
        label="exact arithmetic",
    )
    ax.plot(
        steps,
        computed,
        "o-",
        color=palette.FORWARD,
        markersize=4.5,
        label="float64",
    )
    ax.set(
        xlabel="steps taken",
        ylabel="$z$",
        ylim=(min(computed) * 1.6, max(exact) * 1.1),
    )
    ax.text(first, min(computed) * 1.3, "ReLU closed", color=palette.MUTED)
    ax.legend(loc="upper right")
    return describe(
        ax,
        f"The sum z over steps {first} to {steps[-1]}. In exact arithmetic "
        f"it falls from {number(exact[0])} to {number(exact[-1])} and stays "
        f"there. In float64 it goes one step further, below zero, to "
        f"{number(round(computed[-1], 9))}, and stays there.",
    )
