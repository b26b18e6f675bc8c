"""A layer both ways: every array beside those that it meets."""

from backprop.plotting.cells import draw_array
from backprop.plotting.style import describe, new_axes, number, styled

GAP = 0.5
"""Between the arrays, in cells."""
FORWARDS = ("$X$", "$W$", "$b$", "$Z$")
BACKWARDS = (
    r"$\partial L/\partial X$",
    r"$\partial L/\partial W$",
    r"$\partial L/\partial b$",
    "$G$",
)


@styled
def layer_both_ways(layer, dvalues):
    """Draw what a layer holds after a forward and a backward pass.

    The inputs stand to the left of the outputs and the weights above them,
    so that a row of the one and a column of the other cross in every output;
    below, each gradient stands where its value stands above.

    Parameters
    ----------
    layer : Dense
        Run both ways. At most nine columns of inputs and outputs together.
    dvalues : ndarray of shape (n_samples, n_neurons)
        What was passed back.

    Returns
    -------
    matplotlib.axes.Axes

    Notes
    -----
    Shows :eq:`eq-layer-forward-index`, :eq:`eq-layer-dinputs`,
    :eq:`eq-layer-dweights` and :eq:`eq-layer-dbiases`.
    """
    values = (layer.inputs, layer.weights, layer.biases, layer.output)
    slopes = (layer.dinputs, layer.dweights, layer.dbiases, dvalues)
    (n, d), m = layer.inputs.shape, layer.weights.shape[1]
    tall = d + n + 1 + 2 * GAP
    ax = new_axes(height=0.36 * (2 * tall + 2.5))
    ax.set(xlim=(-0.1, d + m + GAP + 0.1), ylim=(2 * tall + 1.6, -0.9))
    ax.axis("off")
    kinds = ("forward", "parameter", "parameter", "forward")
    _draw_four(ax, 0.0, values, FORWARDS, kinds)
    _draw_four(ax, tall + 1.5, slopes, BACKWARDS, ["gradient"] * 4)
    return describe(
        ax,
        "Two pictures of a layer. Forwards: "
        + _said(("X", "W", "b", "Z"), values)
        + " Backwards, each gradient in the place of its value: "
        + _said(("∂L/∂X", "∂L/∂W", "∂L/∂b", "G"), slopes),
    )


def _draw_four(ax, top, arrays, names, kinds):
    """Draw inputs on the left, weights and biases above the outputs."""
    inputs, weights = arrays[:2]
    d, right = weights.shape[0], inputs.shape[1] + GAP
    below = top + d + 1 + 2 * GAP
    places = [(0, below), (right, top), (right, top + d + GAP), (right, below)]
    for array, kind, place in zip(arrays, kinds, places, strict=True):
        draw_array(ax, array, place, kind)
    # Beside the weights and the biases there is room on the left.
    left = right - 0.25
    bottom = below + arrays[3].shape[0] + 0.75
    for name, x, y, align in (
        (names[0], 0, below - 0.3, "left"),
        (names[1], left, top + d / 2, "right"),
        (names[2], left, top + d + GAP + 0.65, "right"),
        (names[3], right, bottom, "left"),
    ):
        ax.text(x, y, name, fontsize=13, ha=align)


def _said(names, arrays):
    return " ".join(
        f"{name} of shape {array.shape}: "
        + "; ".join(" ".join(map(number, line)) for line in array)
        + "."
        for name, array in zip(names, arrays, strict=True)
    )
