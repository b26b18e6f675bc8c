"""How well networks do on fresh samples, over the strength of a remedy."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import NullLocator

from backprop import palette
from backprop.plotting.style import ON_PAPER, WIDTH, describe, number, styled


@styled
def strength_sweep(without, remedies, letters):
    """Draw the share of right answers over the strength, a panel a remedy.

    Parameters
    ----------
    without : array_like of shape (n_seeds,)
        The shares without a remedy.
    remedies : dict of dict
        For each remedy, by strength, the shares of the same seeds.
    letters : dict of str
        What the strength of each remedy is called; mathematics in dollars.

    Returns
    -------
    matplotlib.axes.Axes
        The leftmost.
    """
    mean = 100.0 * float(np.mean(without))
    _, axes = plt.subplots(1, len(remedies), sharey=True, figsize=(WIDTH, 3.2))
    words = []
    for ax, (name, found) in zip(axes, remedies.items(), strict=True):
        strengths = list(found)
        shares = 100.0 * np.array(list(found.values()))
        places = np.arange(len(strengths))
        ax.axhline(mean, color=palette.MUTED, linestyle=":")
        ax.plot(places, shares, ".", color=palette.MUTED, markersize=5)
        ax.plot(places, shares.mean(axis=1), "o-", color=palette.FORWARD)
        ax.set_xticks(places, _ticks(strengths))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.set(title=name, xlabel=letters[name])
        ax.margins(x=0.12)
        listed = ", ".join(
            f"{share:.0f} at {number(value)}"
            for value, share in zip(
                strengths, shares.mean(axis=1), strict=True
            )
        )
        words.append(f"{name}: {listed}")
    axes[0].figure.align_xlabels(axes)
    axes[0].set(ylabel="fresh samples right, in %")
    axes[-1].annotate(
        "without",
        (places[-1], mean),
        (0, -5),
        textcoords="offset points",
        ha="right",
        va="top",
        color=palette.MUTED,
        bbox=ON_PAPER,
        zorder=1.6,  # over the grid, not over what was measured
    )
    return describe(
        axes[0],
        f"Fresh samples right, in per cent, means of {len(without)} runs. "
        f"Without a remedy, a dotted line, {mean:.0f}. {'; '.join(words)}. "
        "Small dots are the single runs.",
    )


def _ticks(strengths):
    """Return the strengths as labels, every second lower if they are many."""
    apart = "\n" if len(strengths) > 3 else ""
    return [apart * (i % 2) + number(u) for i, u in enumerate(strengths)]
