"""Softmax and cross-entropy in one: errors as arrows, limits and prices."""

import numpy as np

from backprop import palette
from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.plotting.style import (
    ON_PAPER,
    describe,
    new_axes,
    number,
    styled,
)
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy

STEP = 0.34
"""Between the arrows that are laid end to end, in classes."""


@styled
def error_arrows(probabilities, labels):
    """Draw the errors of one sample as arrows from labels to predictions.

    On the right the same arrows are laid end to end: they lead back to 0.

    Parameters
    ----------
    probabilities, labels : ndarray of shape (k,)
        Each adds up to one.

    Returns
    -------
    matplotlib.axes.Axes
    """
    errors = probabilities - labels
    k = len(errors)
    ax = new_axes(height=3.3)
    ax.bar(
        np.arange(k),
        probabilities,
        width=0.76,
        color=palette.FORWARD_TINT,
        edgecolor=palette.FORWARD,
        linewidth=1.2,
    )
    for i, (y_hat, y) in enumerate(zip(probabilities, labels, strict=True)):
        ax.plot([i - 0.44, i + 0.44], [y, y], color=palette.INK, linewidth=3)
        _arrow(ax, i - 0.22, y, y_hat)
        _say(ax, (i - 0.15, (y + y_hat) / 2), _short(y_hat - y, 3))
    _end_to_end(ax, np.sort(errors)[::-1], k + 0.15)
    ax.set(xlim=(-0.6, k + 0.5 + k * STEP), ylim=(-0.04, 1.06))
    names = [rf"$\hat y_{i}$" for i in range(k)]
    ax.set_xticks(
        [*range(k), k + 0.15 + (k - 1) * STEP / 2], [*names, "end to end"]
    )
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x", visible=False)
    listed = "; ".join(
        f"class {i}: predicted {_short(y_hat)}, label {_short(y)}, arrow "
        f"{_short(y_hat - y)}"
        for i, (y_hat, y) in enumerate(zip(probabilities, labels, strict=True))
    )
    return describe(
        ax,
        "A bar for each prediction, a thick line for each label, and a "
        f"dashed arrow from the label to the prediction: {listed}. Laid end "
        "to end on the right, the arrows rise from 0 and come back to 0.",
    )


@styled
def far_apart(gaps):
    """Draw loss and gradient of both routes as two logits move apart.

    The logits are (gap, 0), and class 1 is right.

    Parameters
    ----------
    gaps : ndarray of shape (n,)
        Rising.

    Returns
    -------
    matplotlib.axes.Axes
        The upper of the two.
    """
    routes = {"combined": _combined, "separate": _separate}
    found = {
        name: np.transpose([route(gap) for gap in gaps])
        for name, route in routes.items()
    }
    upper = new_axes(height=4.4)
    figure = upper.figure
    upper.remove()
    upper, lower = figure.subplots(2, 1, sharex=True)
    for ax, row in ((upper, 0), (lower, 1)):
        color = palette.GRADIENT if row else palette.FORWARD
        style = "--" if row else "-"
        ax.plot(gaps, found["combined"][row], style, color=color)
        ax.plot(gaps, found["separate"][row], ":", color=palette.INK)
    last = gaps[-1]
    for ax, place, words in (
        (upper, (0.72 * last, 0.72 * last), "combined"),
        (upper, (0.99 * last, found["separate"][0, -1]), "separate"),
        (lower, (0.99 * last, 1.0), "combined"),
        (lower, (0.99 * last, 0.0), "separate"),
    ):
        ax.annotate(
            words,
            place,
            (0 if ax is lower or words == "separate" else -6, 6),
            textcoords="offset points",
            ha="right",
            va="bottom",
            bbox=ON_PAPER,
        )
    upper.set(ylabel="loss")
    lower.set(
        xlabel=r"gap between the logits, $z_0 - z_1$",
        ylabel=r"$\partial L/\partial z_0$",
        ylim=(-0.05, 1.22),
    )
    at_end = {name: values[:, -1] for name, values in found.items()}
    return describe(
        upper,
        "Loss, above, and gradient of logit 0, below, against the gap "
        "between two logits of which the smaller is right. Combined: the "
        f"loss grows with the gap to {_short(at_end['combined'][0])}, the "
        f"gradient grows to {_short(at_end['combined'][1])} and stays. "
        "Separate: the same up to a gap of 16.1; from there on the loss "
        f"stays at {_short(at_end['separate'][0])} and the gradient falls "
        f"to {_short(at_end['separate'][1])}.",
    )


@styled
def time_ratios(by_samples, by_classes):
    """Draw how many times as long the separate routes take.

    Parameters
    ----------
    by_samples, by_classes : dict of int and (float, float)
        For each number of samples, or of classes, the time of the loop and
        of the closed form, divided by the combined route's.

    Returns
    -------
    matplotlib.axes.Axes
        The left of the two.
    """
    left = new_axes(height=3.2)
    figure = left.figure
    left.remove()
    left, right = figure.subplots(1, 2, sharey=True)
    words = []
    for ax, ratios, name in (
        (left, by_samples, "samples"),
        (right, by_classes, "classes"),
    ):
        sizes = list(ratios)
        loop, closed = zip(*ratios.values(), strict=True)
        ax.loglog(sizes, loop, "o-", color=palette.MUTED, label="loop")
        ax.loglog(
            sizes,
            closed,
            "D--",
            color=palette.GRADIENT,
            label="closed form",
        )
        ax.minorticks_off()
        ax.set(xlabel=name)
        words.append(
            f"from {sizes[0]} to {sizes[-1]} {name} the loop's ratio goes "
            f"from {loop[0]:.1f} to {loop[-1]:,.0f}, the closed form's from "
            f"{closed[0]:.1f} to {closed[-1]:.1f}"
        )
    left.set(ylabel="times as long as combined")
    left.legend(loc="upper left")
    return describe(
        left,
        "How many times as long as the combined gradient the two separate "
        f"routes take, on logarithmic axes: {'; '.join(words)}.",
    )


def _combined(gap):
    criterion = SoftmaxCrossEntropy()
    loss = criterion.forward([[gap, 0.0]], [1])
    return loss, criterion.backward()[0, 0]


def _separate(gap):
    softmax, criterion = Softmax(), CategoricalCrossEntropy()
    loss = criterion.forward(softmax.forward([[gap, 0.0]]), [1])
    return loss, softmax.backward(criterion.backward())[0, 0]


def _end_to_end(ax, errors, x):
    """Draw each arrow from where the one before it ends."""
    ends = np.cumsum(errors)
    starts = ends - errors
    places = x + STEP * np.arange(len(errors))
    for place, start, end in zip(places, starts, ends, strict=True):
        _arrow(ax, place, start, end)
    thin = {"color": palette.MUTED, "linewidth": 0.8}
    for i, end in enumerate(ends[:-1]):
        ax.plot(places[i : i + 2], [end, end], **thin)
    ax.plot(places[[0, -1]], [0, 0], **thin)


def _arrow(ax, x, start, end):
    look = {
        "arrowstyle": "-|>",
        "color": palette.GRADIENT,
        "linestyle": "--",
        "linewidth": 1.8,
        "mutation_scale": 13,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    ax.annotate("", (x, end), (x, start), arrowprops=look, zorder=4)


def _say(ax, place, text):
    ax.text(
        *place,
        text,
        color=palette.GRADIENT,
        style="italic",
        va="center",
        zorder=5,
    )


def _short(value, digits=4):
    return number(round(float(value), digits))
