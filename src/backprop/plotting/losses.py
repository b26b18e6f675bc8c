"""Cross-entropy: its curve and slope, its arrays, its clip, its mean."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from backprop import palette
from backprop.cross_entropy import (
    SMALLEST_PROBABILITY,
    CategoricalCrossEntropy,
)
from backprop.plotting.cells import draw_array
from backprop.plotting.style import (
    ON_PAPER,
    WIDTH,
    describe,
    new_axes,
    number,
    styled,
)

DASHED = {"color": palette.GRADIENT, "linestyle": "--"}
GAP = 0.5
"""Between the arrays, in cells."""
BOX = 0.66
"""Width of a stage; the rest of its column is the arrow before it."""


@styled
def loss_and_slope(marked):
    """Draw -log of a probability and its slope, with some points marked.

    Parameters
    ----------
    marked : sequence of float
        Probabilities of the true class, each above 0.05.

    Returns
    -------
    matplotlib.axes.Axes
    """
    p = np.linspace(0.05, 1.0, 400)
    ax = new_axes(height=3.6)
    ax.axhline(0.0, color=palette.MUTED, linewidth=0.8)
    ax.plot(p, -np.log(p), color=palette.FORWARD, label=r"$-\log\,\hat y$")
    ax.plot(p, -1.0 / p, label=r"slope $-1/\hat y$", **DASHED)
    for at in marked:
        _mark(ax, at, -np.log(at), "o", palette.FORWARD, 8)
        _mark(ax, at, -1.0 / at, "D", palette.GRADIENT, -8)
    ax.set(
        xlabel=r"probability $\hat y$ of the true class",
        xlim=(0.0, 1.0),
        ylim=(-12.0, 4.6),
    )
    ax.legend(loc="lower right")
    listed = "; ".join(
        f"at {number(at)} the loss is {_short(-np.log(at))} and the slope "
        f"{_short(-1.0 / at)}"
        for at in marked
    )
    return describe(
        ax,
        "The loss, solid, falls from far up at probability 0 to 0 at "
        "probability 1. Its slope, dashed, is negative throughout: far below "
        f"at small probabilities, -1 at probability 1. Marked: {listed}.",
    )


def _mark(ax, x, y, marker, color, above):
    ax.plot([x], [y], marker, color=color, zorder=4)
    ax.annotate(
        _short(y),
        (x, y),
        (4, above),
        textcoords="offset points",
        color=color,
        va="bottom" if above > 0 else "top",
        bbox=ON_PAPER,
        zorder=3,
        style="normal" if above > 0 else "italic",
    )


@styled
def cross_entropy_arrays(y_pred, y_true):
    """Draw labels, predictions and gradient side by side, with shapes.

    Parameters
    ----------
    y_pred : ndarray of shape (n, k)
        At most four columns.
    y_true : ndarray of shape (n, k)
        One-hot or soft labels.

    Returns
    -------
    matplotlib.axes.Axes
    """
    criterion = CategoricalCrossEntropy()
    criterion.forward(y_pred, y_true)
    dinputs = criterion.backward()
    n, k = y_pred.shape
    ax = new_axes(height=0.42 * (n + 1.4))
    ax.axis("off")
    left = 0.0
    for array, name, kind, width in (
        (y_true, "$y$", "forward", 0.85),
        (y_pred, r"$\hat y$", "forward", 1.15),
        (dinputs, r"$\partial L/\partial \hat y$", "gradient", 1.65),
    ):
        ax.text(left, -0.3, f"{name}  {array.shape}", fontsize=13)
        draw_array(
            ax,
            array,
            (left, 0),
            kind,
            marked=y_true > 0,
            pale=True,
            width=width,
            digits=3,
        )
        left += k * width + GAP
    ax.set(xlim=(-0.1, left - GAP + 0.1), ylim=(n + 0.1, -1.1))
    used = "; ".join(
        f"row {i}, column {j}: minus {number(y_true[i, j])} over "
        f"{number(y_pred[i, j])}, over {n}, is {_short(dinputs[i, j])}"
        for i, j in np.argwhere(y_true > 0)
    )
    return describe(
        ax,
        f"Three arrays of shape {y_pred.shape}: labels, predictions and the "
        "gradient of the mean loss. Where a label is not 0 the gradient is "
        f"minus the label over the prediction, over {n}. {used}. Everywhere "
        "else it is 0.",
    )


@styled
def clipped_loss(smallest=1e-9):
    """Draw loss and gradient down to tiny probabilities, with the clip.

    Parameters
    ----------
    smallest : float, optional
        The left end of the axis, well below 1e-7.

    Returns
    -------
    matplotlib.axes.Axes
        The upper one, with the loss.
    """
    p = np.geomspace(smallest, 1.0, 181)
    clipped = np.maximum(p, SMALLEST_PROBABILITY)
    _, (ax, lower) = plt.subplots(2, 1, sharex=True, figsize=(WIDTH, 4.6))
    thin = {"color": palette.MUTED, "linewidth": 1.2, "linestyle": ":"}
    for axes, bare, used, look in (
        (ax, -np.log(p), -np.log(clipped), {"color": palette.FORWARD}),
        (lower, 1.0 / p, 1.0 / clipped, DASHED),
    ):
        axes.axvspan(
            smallest,
            SMALLEST_PROBABILITY,
            facecolor=palette.QUIET_TINT,
            edgecolor="none",
            zorder=0,
        )
        axes.plot(p, bare, label="without the clip", **thin)
        axes.plot(p, used, label="with it", **look)
        axes.legend(loc="upper right")
    ax.set(ylabel="loss", xscale="log", xlim=(smallest, 1.0))
    ax.set_ylim(0.0, 1.08 * -np.log(smallest))
    ax.text(1.4 * smallest, 1.0, "clipped", color=palette.MUTED)
    lower.set(
        xlabel=r"probability $\hat y$ of the true class",
        ylabel="size of gradient",
        yscale="log",
    )
    floor = SMALLEST_PROBABILITY
    return describe(
        ax,
        "Two graphs over the probability of the true class, from "
        f"{number(smallest)} to 1 on a logarithmic axis. Above: the loss "
        f"rises to {_short(-np.log(floor))} at {number(floor)} and stays "
        "there to the left of it; without the clip it would rise on. Below: "
        f"the size of the gradient, one over the probability, rises to "
        f"{number(1.0 / floor)} and stays there, though the loss above it "
        f"is flat; without the clip it would reach {number(1.0 / smallest)}.",
    )


PLACES = ("in the loss", "in the parameters\u2019 gradients", "in the update")
STAGES = ("loss", r"at $\hat y$", "at $W$", "step")


@styled
def places_of_mean(loss, dvalue, dweight, *, n_samples, learning_rate):
    """Draw one weight's way from loss to step, divided at three places.

    Parameters
    ----------
    loss : float
        The sum of the samples' losses.
    dvalue, dweight : float
        An entry of the gradient of that sum at the predictions, and one at
        the weights.
    n_samples : int
    learning_rate : float

    Returns
    -------
    matplotlib.axes.Axes
    """
    whole = (loss, dvalue, dweight, -learning_rate * dweight)
    first_divided = (0, 2, 3)
    ax = new_axes(height=3.9)
    ax.set(xlim=(-0.42, 3.7), ylim=(4.75, -0.5))
    ax.axis("off")
    for column, stage in enumerate(STAGES):
        ax.text(column + BOX / 2, -0.25, stage, ha="center", va="center")
    for row, (place, first) in enumerate(
        zip(PLACES, first_divided, strict=True)
    ):
        top = 1.6 * row
        ax.text(-0.42, top + 0.3, f"$1/N$ {place}", va="center")
        for column, value in enumerate(whole):
            shown = value / n_samples if column >= first else value
            _stage(ax, column, top + 0.55, shown)
            _arrow(ax, column, top + 0.9, column == first, n_samples)
    step = whole[-1] / n_samples
    return describe(
        ax,
        "Three rows of boxes: the loss, its gradient at a prediction, its "
        "gradient at a weight, and the step of the weight, with the division "
        f"by N = {n_samples} in a different place in each. Divided in the "
        f"loss: {_row(whole, 0, n_samples)}. Divided in the parameters' "
        f"gradients: {_row(whole, 2, n_samples)}. Divided in the update: "
        f"{_row(whole, 3, n_samples)}. The step is {_short(step)} each time.",
    )


def _row(whole, first, n_samples):
    return ", ".join(
        _short(value / n_samples if column >= first else value)
        for column, value in enumerate(whole)
    )


def _stage(ax, column, top, value):
    color, tint, line = (
        (palette.FORWARD, palette.FORWARD_TINT, "-"),
        (palette.GRADIENT, palette.GRADIENT_TINT, "--"),
        (palette.GRADIENT, palette.GRADIENT_TINT, "--"),
        (palette.PARAMETER, palette.PARAMETER_TINT, "-"),
    )[column]
    ax.add_patch(
        Rectangle(
            (column, top),
            BOX,
            0.7,
            facecolor=tint,
            edgecolor=color,
            linestyle=line,
            linewidth=1.3,
        )
    )
    ax.text(
        column + BOX / 2,
        top + 0.35,
        _short(value),
        color=color,
        style="italic" if line == "--" else "normal",
        ha="center",
        va="center",
        fontsize=13,
    )


def _arrow(ax, column, height, divides, n_samples):
    ax.annotate(
        "",
        (column, height),
        (column + BOX - 1.0, height),
        arrowprops={"arrowstyle": "-|>", "color": palette.INK, "lw": 1.0},
    )
    if divides:
        ax.text(
            column - (1.0 - BOX) / 2,
            height - 0.1,
            f"÷{n_samples}",
            ha="center",
            va="bottom",
            weight="bold",
        )


def _short(value):
    return number(float(f"{value:.3g}"))
