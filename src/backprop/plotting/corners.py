"""The errors of one check over its step, above the corners it reaches."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.plotting.checking import FLOOR, as_power, draw_model
from backprop.plotting.style import DOTS, WIDTH, describe, number, styled

_LOWEST = 1e-15


@styled
def curves_and_corners(curves, corners, h):
    """Draw errors in up to three kinds of numbers, and where ReLUs turn.

    Parameters
    ----------
    curves : dict of str and (steps, errors, model)
        By the kind of numbers; the model is a triple (A, q, B) for
        A h**q + B / h, or None.
    corners : ndarray
        At which step each sample's ReLU turns; infinite if at none.
    h : float
        The step that is marked.

    Returns
    -------
    matplotlib.axes.Axes
        The upper one, with the errors.
    """
    _, (ax, strip) = plt.subplots(
        2,
        1,
        sharex=True,
        figsize=(WIDTH, 4.4),
        height_ratios=(6, 1),
    )
    words = []
    for (kind, curve), look in zip(curves.items(), DOTS, strict=False):
        words += _draw_curve(ax, kind, curve, look)
    ax.set(
        ylabel="relative error", ylim=(FLOOR / 3, 10), xlim=(_LOWEST / 2, 2)
    )
    ax.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
    ax.minorticks_off()
    ax.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=3,
        markerscale=1.8,
        handletextpad=0.1,
        columnspacing=1.0,
    )
    reached = _draw_corners(strip, corners, h)
    for place in (ax, strip):
        place.axvline(h, color=palette.INK, linewidth=1.0)
    strip.set_xlabel("step $h$")
    return describe(
        ax,
        "Relative errors of a measured slope against the step, on "
        "logarithmic axes, falling and rising again like a V. "
        f"{'; '.join(words)}. Below, on the same axis, a tick for each "
        f"sample at the step at which its ReLU turns, the first at "
        f"{_first(corners)}. The marked step, {as_power(h)}, turns {reached}.",
    )


def _draw_curve(ax, kind, curve, look):
    """Draw one kind of numbers; return it in words, if it has a valley."""
    steps, errors, model = curve
    ax.loglog(
        steps,
        np.maximum(errors, FLOOR),
        linestyle="",
        label=kind,
        **look,
    )
    if model is None or model[2] == 0:
        return []
    return [f"{kind}: {draw_model(ax, steps, model, look)}"]


def _draw_corners(strip, corners, h):
    """Draw a tick for each sample; return how many the step turns."""
    seen = np.maximum(corners[np.isfinite(corners)], _LOWEST)
    for chosen, look in (
        (seen <= h, {"color": palette.INK, "linewidth": 2.2}),
        (seen > h, {"color": palette.MUTED, "linewidth": 1.0}),
    ):
        low = 0.0 if look["linewidth"] > 2 else 0.25
        strip.vlines(seen[chosen], low, 1.0 - low, **look)
    strip.set(ylim=(0, 1), ylabel="corners")
    strip.set_yticks([])
    strip.grid(visible=False)
    strip.minorticks_off()
    return int((seen <= h).sum())


def _first(corners):
    seen = corners[np.isfinite(corners)]
    return number(float(f"{seen.min():.2g}")) if seen.size else "none"
