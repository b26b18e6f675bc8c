"""Which test notices which mistake, as rows of lamps."""

from backprop import palette
from backprop.plotting.style import describe, new_axes, styled

LAMPS = ("shapes", "loss", "check")
LEFT, FIRST, STEP = 0.0, 7.6, 1.35
"""Where titles begin, where the first lamp is, and how far the next."""


@styled
def lamps(groups):
    """Draw for each mistake three lamps; one that notices it is lit.

    Parameters
    ----------
    groups : dict of str and dict
        For each heading a dict of title and (shapes, loss, check): whether
        each of the three notices the mistake.

    Returns
    -------
    matplotlib.axes.Axes
    """
    n_rows = sum(1.4 + len(rows) for rows in groups.values())
    ax = new_axes(height=0.25 * (n_rows + 1.2))
    ax.set(xlim=(LEFT, FIRST + 2.55 * STEP), ylim=(n_rows + 0.2, -1.0))
    ax.axis("off")
    for place, name in enumerate(LAMPS):
        ax.text(FIRST + place * STEP, -0.5, name, ha="center", va="center")
    y, words = 0.9, []
    for heading, rows in groups.items():
        ax.text(LEFT, y, heading, va="center", weight="bold")
        for row, (title, lit) in enumerate(rows.items(), start=1):
            _row(ax, y + row, title, lit)
            words.append(f"{title}: {_said(lit)}")
        y += len(rows) + 1.4
    return describe(
        ax,
        "For each mistake three lamps, of which those are lit that notice "
        f"it. {'; '.join(words)}.",
    )


def _row(ax, y, title, lit):
    ax.text(LEFT + 0.25, y, title, va="center")
    for place, notices in enumerate(lit):
        ax.plot(
            [FIRST + place * STEP],
            [y],
            "o",
            markersize=8.5,
            color=palette.INK if notices else palette.MUTED,
            markerfacecolor=palette.INK if notices else "none",
        )


def _said(lit):
    names = [name for name, on in zip(LAMPS, lit, strict=True) if on]
    return " and ".join(names) if names else "none"
