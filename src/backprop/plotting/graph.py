"""The computational graph of one neuron, one state of the walk at a time."""

import math

from matplotlib.patches import FancyArrowPatch, PathPatch
from matplotlib.path import Path

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

GRAPH_WIDTH = 3.4
"""Inches: a film strip has two of these beside each other, and a phone one,
so that they are shown nearly as large as they are."""

COLUMNS_WIDTH = 326.0
NAME, HALF, GAP = 20.0, 22.0, 52.0
"""Of a node: the height of its name, and of its value or its gradient below;
then of the edges between two rows. All are CSS pixels, counted downwards, in
the places that the live graph of a neuron has too."""

PITCH = NAME + 2 * HALF + GAP
HEIGHT = 4 * PITCH - GAP
RADIUS = 6.0
CLEAR = 3.0
"""Between the name of a node and the end of an arrow above it."""
APART = {"p": 9.0, "z": 15.0, "a": 0.0}
"""Between the ends of arrows that meet above a node, so that each head can
be told from the next."""
BESIDE, TALL = 4.0, 14.0
"""From an arrow to the factor that stands beside it, and its height."""
LEVELS = {"p": 0.85, "z": 0.33, "a": 0.5}
"""How far down an edge to a product, the sum or the output its factor is:
where the other edges leave room."""
MARGIN = 13.0
"""To the left of the graph, for the factor of its first arrow."""
ROWS = {kind: row * PITCH for row, kind in enumerate(("leaf", "p", "z", "a"))}


@styled
def neuron_graph(neuron, state=None):
    """Draw a neuron as a graph of operations, values and gradients.

    Each node is a box under its name, with its value in the upper half and,
    once it is known, its gradient in the lower. Data flows down; gradients
    flow up.

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
    ax = new_axes(height=(HEIGHT + 8) / 96, width=GRAPH_WIDTH)
    ax.figure.get_layout_engine().set(w_pad=0)
    ax.set(xlim=(-MARGIN, COLUMNS_WIDTH), ylim=(HEIGHT + 1, -1))
    ax.axis("off")
    n = len(neuron.weights)
    places = _places(n)
    for edge in _edges(n):
        _draw_edge(ax, places, edge, picture, neuron)
    values, gradients = node_values(neuron), node_gradients(neuron)
    for node, place in places.items():
        _draw_node(
            ax,
            node,
            place,
            _width(node, n),
            values[node] if node in picture.values else None,
            gradients[node] if node in picture.gradients else None,
        )
    return describe(ax, _alt(picture, state, len(walk), values, gradients))


def _places(n):
    """Return the middle of the top of every node, where its name begins."""
    gap = COLUMNS_WIDTH / (2 * n + 1)
    places = {
        leaf: ((column + 0.5) * gap, ROWS["leaf"])
        for column, leaf in enumerate(leaves(n))
    }
    for i in range(n):
        places[f"p{i}"] = ((2 * i + 1) * gap, ROWS["p"])
    places["z"] = (COLUMNS_WIDTH / 2, ROWS["z"])
    places["a"] = (COLUMNS_WIDTH / 2, ROWS["a"])
    return places


def _width(node, n):
    """Return how wide a node is: leaves stand close to each other."""
    leaf = node[0] in "xwb"
    return min(42, COLUMNS_WIDTH / (2 * n + 1) - 4) if leaf else 50


def _edges(n):
    """Return the (later, earlier) pairs of nodes that are joined."""
    edges = [("a", "z"), ("z", "b")]
    for i in range(n):
        edges += [("z", f"p{i}"), (f"p{i}", f"x{i}"), (f"p{i}", f"w{i}")]
    return edges


def _draw_edge(ax, places, edge, picture, neuron):
    corners = _corners(places, edge)
    if edge != picture.edge:
        reached = edge[0] in picture.values
        color = palette.MUTED if reached else palette.FAINT
        _arrow(ax, corners, head=3.5, color=color, linewidth=0.95)
        return
    _arrow(
        ax,
        corners[::-1],
        head=5.5,
        color=palette.GRADIENT,
        linewidth=1.9,
        linestyle=(0, (2.4, 1.2)),
    )
    _write_factor(ax, corners[-2:], edge, local_derivative(neuron, edge))


def _corners(places, edge):
    """Return where an edge begins, where it turns if it does, and its end."""
    later, earlier = (places[node] for node in edge)
    meeting = [
        start for end, start in _edges(_count(places)) if end == edge[0]
    ]
    meeting.sort(key=lambda node: places[node][0])
    aside = meeting.index(edge[1]) - (len(meeting) - 1) / 2
    start = (earlier[0], earlier[1] + NAME + 2 * HALF)
    end = (later[0] + aside * APART[edge[0][0]], later[1] - CLEAR)
    # The edge of the bias passes beside the products before it turns.
    turn = [(start[0], later[1] - GAP)] if edge == ("z", "b") else []
    return [start, *turn, end]


def _count(places):
    return sum(node[0] == "p" for node in places)


def _write_factor(ax, line, edge, factor):
    """Write the local derivative on the free side of the last straight line.

    That is the left one, but the right one for the bias, whose edge has all
    others on its left.
    """
    (x, top), (end, bottom) = line
    slope, right = (end - x) / (bottom - top), edge == ("z", "b")
    y = top + LEVELS[edge[0][0]] * (bottom - top)
    # The corner of the text that is nearest to the line.
    near = (-1 if right == (slope < 0) else 1) * TALL / 2
    aside = BESIDE * math.hypot(1, slope) * (1 if right else -1)
    ax.text(
        x + slope * (y + near - top) + aside,
        y,
        f"× {bracketed(factor)}",
        color=palette.GRADIENT,
        style="italic",
        fontsize=12,
        ha="left" if right else "right",
        va="center_baseline",
        zorder=4,
    )


def _arrow(ax, corners, *, head, **kwargs):
    ax.add_patch(
        FancyArrowPatch(
            path=Path(corners),
            arrowstyle=f"-|>,head_length={head},head_width={head / 2}",
            shrinkA=0,
            shrinkB=0,
            joinstyle="round",
            **kwargs,
        )
    )


def _draw_node(ax, node, place, width, value, gradient):
    x, top = place
    parameter = node[0] in "wb"
    radius = 0.0 if parameter else RADIUS
    look = _PARAMETER_LOOK if parameter else _VALUE_LOOK
    middle = top + NAME + HALF
    _half(ax, (x, middle), (width, HALF), radius, gradient, _GRADIENT_LOOK)
    _half(ax, (x, middle), (width, -HALF), radius, value, look)
    ax.text(
        x,
        top + 0.65 * NAME,
        _label(node),
        fontsize=13,
        ha="center",
        zorder=5,
    )


_VALUE_LOOK = {"color": palette.FORWARD, "tint": palette.FORWARD_TINT}
_PARAMETER_LOOK = {"color": palette.PARAMETER, "tint": palette.PARAMETER_TINT}
_GRADIENT_LOOK = {
    "color": palette.GRADIENT,
    "tint": palette.GRADIENT_TINT,
    "linestyle": (0, (2.5, 1.2)),
    "style": "italic",
}


def _half(ax, base, size, radius, content, look):
    """Draw half a node: a box, with a number in it once it is known.

    It stands on the middle of the node (or hangs from it, with a positive
    height), where its corners are square.
    """
    known = content is not None
    ax.add_patch(
        PathPatch(
            _outline(base, size, radius),
            facecolor=look["tint"] if known else palette.PAPER,
            edgecolor=look["color"] if known else palette.FAINT,
            linestyle=look.get("linestyle", "solid") if known else "solid",
            linewidth=0.95,
            zorder=3 if known else 2,
        )
    )
    if known:
        ax.text(
            base[0],
            base[1] + size[1] / 2,
            number(content),
            color=look["color"],
            style=look.get("style", "normal"),
            fontsize=12,
            ha="center",
            va="center_baseline",
            zorder=5,
        )


def _outline(base, size, radius):
    """Return half a box with two rounded corners, closed if it is the upper.

    The line between the halves belongs to the value.
    """
    (x, near), (width, height) = base, size
    left, right, far = x - width / 2, x + width / 2, near + height
    short = far - radius if height > 0 else far + radius
    corners = [
        (Path.MOVETO, (left, near)),
        (Path.LINETO, (left, short)),
        (Path.CURVE3, (left, far)),
        (Path.CURVE3, (left + radius, far)),
        (Path.LINETO, (right - radius, far)),
        (Path.CURVE3, (right, far)),
        (Path.CURVE3, (right, short)),
        (Path.LINETO, (right, near)),
    ]
    if height < 0:
        corners.append((Path.CLOSEPOLY, (left, near)))
    codes, vertices = zip(*corners, strict=True)
    return Path(vertices, codes)


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
