"""The half-plane of inputs for which the ReLU of a neuron is open."""

import matplotlib.pyplot as plt
import numpy as np

from backprop import palette
from backprop.plotting.style import WIDTH, describe, number, styled

REACH = ((-5.5, 5.5), (-1.0, 7.0))
"""What is shown of the two inputs."""
LONG = 1.2
"""Drawn length of a gradient, in units of it."""
CORNERS = ((-3.6, 6.1), (3.6, -0.6))
"""Where it is written which side is which."""


@styled
def open_gates(neurons, samples):
    """Draw for which inputs x1 and x2 each neuron is open; x0 is kept.

    From every sample in the open half-plane an arrow leads along its
    gradient, which stands at right angles on the edge.

    Parameters
    ----------
    neurons : dict of backprop.Neuron
        Two neurons of three inputs, by what to call them; their third
        weights are not 0.
    samples : sequence of list of float
        All with the same first input.

    Returns
    -------
    matplotlib.axes.Axes
        That of the first neuron.
    """
    _, axes = plt.subplots(1, 2, sharey=True, figsize=(WIDTH, 2.35))
    words = []
    for ax, (title, neuron) in zip(axes, neurons.items(), strict=True):
        _half_plane(ax, neuron, samples[0][0])
        for name, sample in zip("AB", samples, strict=True):
            words.append(f"{title}: {_sample(ax, neuron, sample, name)}")
        ax.set(title=title, xlabel="$x_1$", xlim=REACH[0], ylim=REACH[1])
        ax.set_aspect("equal")
        ax.grid(visible=False)
    axes[0].set(ylabel="$x_2$")
    return describe(
        axes[0],
        "The plane of the inputs x1 and x2, twice. A straight line cuts each "
        "into an open half, tinted, and a shut one. Arrows, the gradients at "
        "the inputs, stand at right angles on the line. "
        f"{'; '.join(words)}.",
    )


def _half_plane(ax, neuron, x0):
    w, rest = neuron.weights, neuron.weights[0] * x0 + neuron.bias
    x1 = np.array(REACH[0])
    edge = -(rest + w[1] * x1) / w[2]
    far = REACH[1][1] if w[2] > 0 else REACH[1][0]
    ax.fill_between(
        x1, edge, far, facecolor=palette.FORWARD_TINT, edgecolor="none"
    )
    ax.plot(x1, edge, color=palette.FORWARD)
    for place in CORNERS:
        is_open = neuron.forward([x0, *place]) > 0
        ax.text(
            *place,
            "open" if is_open else "shut",
            color=palette.FORWARD if is_open else palette.MUTED,
            ha="center",
        )


def _sample(ax, neuron, sample, name):
    """Draw a sample and its gradient; return both in words."""
    neuron.forward(sample)
    slopes = np.array(neuron.backward()[1:])
    x, y = sample[1:]
    is_open = neuron.z > 0
    ax.plot(
        [x],
        [y],
        "o",
        color=palette.INK,
        mfc=palette.INK if is_open else palette.PAPER,
        zorder=4,
    )
    beside = (6, -13) if name == "A" else (8, 0)
    ax.annotate(name, (x, y), beside, textcoords="offset points")
    if is_open:
        dx, dy = LONG * slopes
        ax.annotate(
            "",
            (x + dx, y + dy),
            (x, y),
            arrowprops={
                "arrowstyle": "-|>",
                "color": palette.GRADIENT,
                "linestyle": "--",
                "shrinkA": 0,
                "shrinkB": 0,
            },
            zorder=3,
        )
    return (
        f"sample {name} at ({number(x)}, {number(y)}) has "
        f"z = {number(round(neuron.z, 3))} and is "
        + ("open" if is_open else "shut, with no gradient")
    )
