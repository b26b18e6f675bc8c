"""Softmax and cross-entropy in one: errors as arrows, limits and prices."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.cross_entropy import (
    SMALLEST_PROBABILITY,
    CategoricalCrossEntropy,
)
from backprop.plotting.cells import draw_array
from backprop.plotting.style import (
    ON_PAPER,
    SERIES,
    WIDTH,
    describe,
    new_axes,
    number,
    styled,
)
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy

STEP = 0.34
"""Between the arrows that are laid end to end, in classes."""
CELLS = 7.5
"""Width of all cells of a row together; each is 1 high."""
LEAST = 1e-18
"""Where the axis of probabilities begins."""


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
        # Above the bar lines of the grid would go through the letters.
        box = ON_PAPER if y > y_hat else None
        place = (i - 0.15, (y + y_hat) / 2)
        _say(ax, place, _short(y_hat - y, 3), bbox=box)
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
def two_routes(inputs, label):
    """Draw what both routes make of one sample, and where they part.

    Above stand the numbers of either route; below, over the probability of
    the right class, how large the gradient at its logit is.

    Parameters
    ----------
    inputs : sequence of float, length k
        The logits.
    label : int
        The right class.

    Returns
    -------
    matplotlib.axes.Axes
        The upper one, with the numbers.
    """
    combined = SoftmaxCrossEntropy()
    softmax, criterion = Softmax(), CategoricalCrossEntropy()
    losses = {
        "one": combined.forward([inputs], [label]),
        "two": criterion.forward(softmax.forward([inputs]), [label]),
    }
    combined.backward()
    softmax.backward(criterion.backward())
    _, (ax, lower) = plt.subplots(
        2, 1, figsize=(WIDTH, 5.0), height_ratios=(6.95, 5.0)
    )
    rows = {
        r"$\hat y$": (1.0, combined.output, "forward", None),
        r"at $\hat y$": (2.8, criterion.dinputs, "gradient", None),
        "then at $z$": (4.05, softmax.dinputs, "gradient", losses["two"]),
        "at $z$": (5.85, combined.dinputs, "gradient", losses["one"]),
    }
    for name, (top, values, kind, loss) in rows.items():
        _route(ax, name, top, values, kind, loss)
    right = {"ha": "right", "va": "center_baseline"}
    ax.text(-3.4, 2.35, "in two steps", va="center_baseline")
    ax.text(-3.4, 5.4, "in one step", va="center_baseline")
    for k in range(len(inputs)):
        place = (k + 0.5) * CELLS / len(inputs)
        ax.text(place, 0.5, f"class {k}", **right | {"ha": "center"})
    ax.text(CELLS + 1.5, 0.5, "loss", **right | {"ha": "center"})
    ax.set(xlim=(-3.5, CELLS + 2.7), ylim=(6.95, 0.0))
    ax.axis("off")
    _part(lower, combined, softmax.dinputs, label)
    sizes = [
        _three(abs(r[0, label])) for r in (combined.dinputs, softmax.dinputs)
    ]
    return describe(
        ax,
        f"Above, one sample, of which class {label} is right. Predictions "
        f"{_row(combined.output)}. In two steps: the gradient at the "
        f"predictions is {_row(criterion.dinputs)}, then at the logits "
        f"{_row(softmax.dinputs)}, with the loss {_three(losses['two'])}. In "
        f"one step: at the logits {_row(combined.dinputs)}, with the loss "
        f"{_three(losses['one'])}. Below, the size of the gradient at the "
        "right class's logit over its probability, on a logarithmic axis: 0 "
        "at probability 1, and nearly 1 from a tenth down to "
        f"{number(SMALLEST_PROBABILITY)} on either route. To the left of it "
        "that in one step stays there, and that in two steps falls to 0. "
        f"Marked is the sample: {sizes[0]} in one step, {sizes[1]} in two.",
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
        ax.loglog(sizes, loop, label="loop", **SERIES[1])
        ax.loglog(sizes, closed, label="closed form", **SERIES[0])
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


def _route(ax, name, top, values, kind, loss):
    """Draw a row of cells with its name before and a loss behind it."""
    ax.text(-0.3, top + 0.5, name, ha="right", va="center_baseline")
    width = CELLS / values.shape[1]
    shown = np.vectorize(lambda v: float(f"{v:.3g}"))(values)
    draw_array(ax, shown, (0, top), kind, width=width)
    if loss is not None:
        shown = np.array([[float(f"{loss:.4g}")]])
        draw_array(ax, shown, (CELLS + 0.4, top), "forward", width=2.2)


def _part(ax, combined, separate, label):
    """Draw how large the gradient at the right class's logit can be."""
    gaps = np.linspace(-8.0, -np.log(LEAST), 200)
    p = 1.0 / (1.0 + np.exp(gaps))
    one, two = (
        [route(gap)[1] for gap in gaps] for route in (_combined, _separate)
    )
    ax.axvline(SMALLEST_PROBABILITY, color=palette.MUTED, linewidth=0.8)
    ax.semilogx(p, one, "--", color=palette.GRADIENT)
    ax.semilogx(p, two, ":", color=palette.INK)
    at = max(combined.output[0, label], LEAST)
    for gradient, look in (
        (combined.dinputs, {"ms": 9, "color": palette.GRADIENT}),
        (separate, {"ms": 6, "color": palette.INK, "mfc": palette.PAPER}),
    ):
        ax.plot([at], [abs(gradient[0, label])], "o", zorder=4, **look)
    ax.text(3 * LEAST, 1.06, "in one step")
    ax.text(3 * LEAST, 0.06, "in two steps")
    ax.minorticks_off()
    ax.set_xticks([LEAST, 1e-12, SMALLEST_PROBABILITY, 1.0])
    ax.set(
        xlabel=r"probability $\hat y$ of the right class",
        ylabel="size of gradient",
        xlim=(LEAST, 2.0),
        ylim=(-0.06, 1.28),
    )


def _three(value):
    return number(float(f"{value:.3g}"))


def _row(values):
    return ", ".join(map(_three, values[0]))


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


def _say(ax, place, text, **kwargs):
    ax.text(
        *place,
        text,
        color=palette.GRADIENT,
        style="italic",
        va="center",
        zorder=5,
        **kwargs,
    )


def _short(value, digits=4):
    return number(round(float(value), digits))
