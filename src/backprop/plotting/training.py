"""How a training run went: loss, accuracy, gradients."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.plotting.style import (
    ON_PAPER,
    WIDTH,
    describe,
    new_axes,
    styled,
)

WINDOW = 40
"""Steps over which a curve shows the median, so that it can be read."""
LOOKS = (
    {"color": palette.FORWARD},
    {"color": palette.INK, "linestyle": ":"},
)


@styled
def training_curves(histories, n_classes, *, legend="center right"):
    """Draw loss and accuracy of one or two runs, one above the other.

    Parameters
    ----------
    histories : dict of backprop.training.History
        By what to call the run.
    n_classes : int
        The loss of guessing, its logarithm, is marked.
    legend : str, optional
        Where no curve of the losses is.

    Returns
    -------
    matplotlib.axes.Axes
        That of the loss.
    """
    _, (top, bottom) = plt.subplots(
        2, 1, sharex=True, figsize=(WIDTH, WIDTH), height_ratios=(1.15, 1)
    )
    words = []
    for (name, run), look in zip(histories.items(), LOOKS, strict=False):
        steps, losses = smoothed(run.losses)
        _, shares = smoothed(run.accuracies)
        top.plot(steps, losses, label=name, **look)
        bottom.plot(steps, 100.0 * shares, **look)
        words.append(
            f"With {name} the loss goes from {losses[0]:.1f} to "
            f"{losses[-1]:.1f} and the accuracy from {shares[0]:.0%} to "
            f"{shares[-1]:.0%}"
        )
    guess = float(np.log(n_classes))
    top.axhline(guess, color=palette.MUTED, linewidth=1.0)
    top.annotate(
        rf"$\log {n_classes}$",
        (steps[-1], guess),
        (0, 6),
        textcoords="offset points",
        ha="right",
        color=palette.MUTED,
        bbox=ON_PAPER,
    )
    top.set(ylabel="loss", ylim=(0, None))
    above = {"bbox_to_anchor": (1.0, 0.62)} if legend == "center right" else {}
    top.legend(loc=legend, **above)
    bottom.set(xlabel="steps taken", ylabel="accuracy in %", ylim=(0, 100))
    return describe(
        top,
        f"Loss and accuracy over {len(run.losses) - 1} steps. "
        + ". ".join(words)
        + f". A line marks the logarithm of {n_classes}, {guess:.2f}, the "
        "loss of giving every class the same probability.",
    )


@styled
def gradient_norms(history):
    """Draw the length of each layer's gradient, step by step.

    Parameters
    ----------
    history : backprop.training.History
        Of a network of two layers with parameters.

    Returns
    -------
    matplotlib.axes.Axes
    """
    norms = np.array(history.gradient_norms)
    ax = new_axes(height=3.2)
    words = []
    for layer, style in enumerate(("--", (0, (1, 1.2)))):
        steps, curve = smoothed(norms[:, layer])
        ax.plot(
            steps,
            curve,
            color=palette.GRADIENT,
            linestyle=style,
            linewidth=1.6 + layer,
            label=f"layer {layer + 1}",
        )
        words.append(
            f"layer {layer + 1} from {curve[0]:.1g} over {curve.max():.1g} "
            f"to {curve[-1]:.1g}"
        )
    ax.set(xlabel="steps taken", ylabel="length of the gradient", yscale="log")
    ax.legend(loc="upper right")
    return describe(
        ax,
        "The length of the gradient over the steps, on a logarithmic scale: "
        + "; ".join(words)
        + ". First value, highest, and last.",
    )


def smoothed(values):
    """Return steps and values: the first, then medians over windows.

    Examples
    --------
    >>> steps, medians = smoothed([5.0] + [1.0, 3.0] * WINDOW)
    >>> steps.tolist(), medians.tolist()
    ([0.0, 20.5, 60.5], [5.0, 2.0, 2.0])
    """
    first, rest = values[0], np.asarray(values[1:])
    count = len(rest) // WINDOW
    windows = rest[: count * WINDOW].reshape(count, WINDOW)
    middles = (np.arange(count) + 0.5) * WINDOW + 0.5
    return (
        np.concatenate([[0.0], middles]),
        np.concatenate([[first], np.median(windows, axis=1)]),
    )
