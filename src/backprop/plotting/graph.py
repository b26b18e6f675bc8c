"""The computational graph of one neuron, one state of the walk at a time."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from backprop import palette
from backprop.plotting.style import (
    bracketed,
    describe,
    new_axes,
    number,
    styled,
)
from backprop.plotting.walk import (
    leaves,
    local_derivative,
    neuron_walk,
    node_gradients,
    node_values,
)

BOX_WIDTH, BOX_HEIGHT = 0.84, 0.5
"""Of half a node: its value above, its gradient below."""

COLUMNS = 7.0
ROWS = {"leaf": 5.75, "p": 3.85, "z": 1.95, "a": 0.0}


@styled
def neuron_graph(neuron, state=None):
    """Draw a neuron as a graph of operations, values and gradients.

    Each node is a box with its value in the upper half and, once it is
    known, its gradient in the lower. Data flows down; gradients flow up.

    Parameters
    ----------
    neuron : backprop.Neuron
        After `forward` and `backward`, with at most four inputs.
    state : int, optional
        From 1 (the first product) to the last (the complete graph, also
        the default); 18 states for three inputs.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the neuron has not been run both ways or there is no such state.
    """
    walk = neuron_walk(neuron)
    state = len(walk) if state is None else state
    if not 1 <= state <= len(walk):
        raise ValueError(
            f"neuron_graph: expected state from 1 to {len(walk)}, got {state}"
        )
    picture = walk[state - 1]
    ax = new_axes(height=4.7)
    ax.set(xlim=(0, COLUMNS), ylim=(-0.6, 6.75))
    ax.axis("off")
    places = _places(len(neuron.weights))
    for edge in _edges(len(neuron.weights)):
        _draw_edge(ax, places, edge, picture, neuron)
    values, gradients = node_values(neuron), node_gradients(neuron)
    for node, place in places.items():
        _draw_node(
            ax,
            node,
            place,
            values[node] if node in picture.values else None,
            gradients[node] if node in picture.gradients else None,
        )
    return describe(ax, _alt(picture, state, len(walk), values, gradients))


def _places(n):
    """Return the centre of every node."""
    gap = COLUMNS / (2 * n + 1)
    places = {
        leaf: ((column + 0.5) * gap, ROWS["leaf"])
        for column, leaf in enumerate(leaves(n))
    }
    for i in range(n):
        places[f"p{i}"] = ((2 * i + 1) * gap, ROWS["p"])
    places["z"] = (COLUMNS / 2, ROWS["z"])
    places["a"] = (COLUMNS / 2, ROWS["a"])
    return places


def _edges(n):
    """Return the (later, earlier) pairs of nodes that are joined."""
    edges = [("a", "z"), ("z", "b")]
    for i in range(n):
        edges += [("z", f"p{i}"), (f"p{i}", f"x{i}"), (f"p{i}", f"w{i}")]
    return edges


def _draw_edge(ax, places, edge, picture, neuron):
    later, earlier = (places[node] for node in edge)
    top = (earlier[0], earlier[1] - BOX_HEIGHT)
    bottom = (later[0], later[1] + BOX_HEIGHT)
    # The edge of the bias goes around the last product.
    bend = 0.32 if edge == ("z", "b") else 0.0
    if edge != picture.edge:
        reached = edge[0] in picture.values
        color = palette.MUTED if reached else palette.FAINT
        _arrow(ax, top, bottom, -bend, head=5, color=color, linewidth=1.0)
        return
    _arrow(
        ax,
        bottom,
        top,
        bend,
        head=8,
        color=palette.GRADIENT,
        linewidth=2.4,
        linestyle=(0, (3, 1.2)),
    )
    # On a steep arrow the number stands beside it, clear of the next arrow;
    # else upon it.
    beside = -0.55 if edge[1].startswith("x") else 0.5
    aside = beside if abs(top[0] - bottom[0]) < 1.0 else 2.4 * bend
    ax.text(
        (top[0] + bottom[0]) / 2 + aside,
        (top[1] + bottom[1]) / 2 - 1.6 * bend,
        f"× {bracketed(local_derivative(neuron, edge))}",
        color=palette.GRADIENT,
        style="italic",
        fontsize=15,
        ha="center",
        va="center_baseline",
        bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 1.5},
        zorder=4,
    )


def _arrow(ax, start, end, bend, *, head, **kwargs):
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle=f"-|>,head_length={head},head_width={head / 2}",
            shrinkA=0,
            shrinkB=1,
            **kwargs,
        )
    )


def _draw_node(ax, node, place, value, gradient):
    x, y = place
    parameter = node[0] in "wb"
    color = palette.PARAMETER if parameter else palette.FORWARD
    tint = palette.PARAMETER_TINT if parameter else palette.FORWARD_TINT
    corners = "square,pad=0" if parameter else "round,pad=0,rounding_size=0.14"
    _half(ax, x, y - BOX_HEIGHT, corners, gradient, _GRADIENT_LOOK)
    _half(ax, x, y, corners, value, {"color": color, "tint": tint})
    ax.text(*_label_place(node, x, y), _label(node), fontsize=13, zorder=5)


_GRADIENT_LOOK = {
    "color": palette.GRADIENT,
    "tint": palette.GRADIENT_TINT,
    "linestyle": (0, (2.5, 1.2)),
    "style": "italic",
}


def _half(ax, x, bottom, corners, content, look):
    """Draw half a node: a box, with a number in it once it is known."""
    known = content is not None
    ax.add_patch(
        FancyBboxPatch(
            (x - BOX_WIDTH / 2, bottom),
            BOX_WIDTH,
            BOX_HEIGHT,
            boxstyle=corners,
            facecolor=look["tint"] if known else palette.PAPER,
            edgecolor=look["color"] if known else palette.FAINT,
            linestyle=look.get("linestyle", "solid") if known else "solid",
            linewidth=1.2,
            zorder=3 if known else 2,
        )
    )
    if known:
        ax.text(
            x,
            bottom + BOX_HEIGHT / 2,
            number(content),
            color=look["color"],
            style=look.get("style", "normal"),
            fontsize=14,
            ha="center",
            va="center_baseline",
            zorder=5,
        )


def _label_place(node, x, y):
    """Above a leaf, left of a product, else right: clear of the edges."""
    if node[0] in "xwb":
        return x - 0.14, y + BOX_HEIGHT + 0.14
    if node[0] == "p":
        return x - BOX_WIDTH / 2 - 0.6, y - 0.1
    return x + BOX_WIDTH / 2 + 0.1, y - 0.1


def _label(node):
    names = {
        "x": "$x_{}$",
        "w": "$w_{}$",
        "b": "$b$",
        "p": "$x_{0} w_{0}$",
        "z": "$z$, the sum",
        "a": "$a$, after the ReLU",
    }
    return names[node[0]].format(node[1:])


def _alt(picture, state, n_states, values, gradients):
    """Describe the whole graph at both ends, the change in between."""
    if 1 < state < n_states:
        text = f"The same graph, step {state} of {n_states}. {picture.words}"
    else:
        text = (
            f"Graph of one neuron, step {state} of {n_states}. At the top "
            "the inputs x, each beside its weight w, and the bias b: "
            f"{_listed(set(leaves(len(values) // 3)), values)}. "
            "An arrow leads from each input and each weight down to their "
            "product, from all products and the bias down to the sum z, and "
            f"from z down to the output a after the ReLU. {picture.words}"
        )
    if state == n_states:
        text += f" Values: {_listed(picture.values, values)}."
    if picture.gradients:
        text += f" Gradients: {_listed(picture.gradients, gradients)}."
    return text


def _listed(nodes, table):
    return ", ".join(
        f"{_spoken(node)} {number(table[node])}"
        for node in table
        if node in nodes
    )


def _spoken(node):
    if node[0] == "p":
        return f"product x{node[1:]}·w{node[1:]}"
    return {"z": "sum z", "a": "output a"}.get(node, node)
