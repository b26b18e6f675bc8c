"""The walk through one neuron, forwards and then backwards, in words.

A state says which values and gradients are known, which edge is being
worked on, and what happens there. Nodes are named x0, w0, b (the leaves),
p0 (the product of x0 and w0), z (the sum) and a (the output).
"""

import dataclasses
import functools

from backprop.plotting.style import bracketed, number


@dataclasses.dataclass(frozen=True)
class State:
    """One picture of the walk."""

    values: frozenset
    gradients: frozenset
    edge: tuple | None
    words: str
    """What happens, for the description; plain text."""
    caption: str
    """The same with mathematics, in Markdown."""


def neuron_walk(neuron):
    """Return the states of the walk, the first product first.

    Parameters
    ----------
    neuron : backprop.Neuron
        After `forward` and `backward`.

    Returns
    -------
    list of State
        Four forward, then, for D inputs, 2D + 5 backward to the parts of
        the sum, two for the first input, and the complete graph: 18 in all
        for D = 3.

    Raises
    ------
    ValueError
        If the neuron has not been run forward and backward.
    """
    if neuron.dvalue is None:
        raise ValueError(
            "neuron_walk: expected a neuron that has been run forward and "
            "backward"
        )
    return [*_forward(neuron), *_backward(neuron)]


def leaves(n):
    """Return the names of the leaves of a neuron with n inputs."""
    return [f"{kind}{i}" for i in range(n) for kind in "xw"] + ["b"]


def node_values(neuron):
    """Return the forward value of every node by name."""
    return _by_node(
        neuron.inputs,
        neuron.weights,
        neuron.bias,
        neuron.products,
        neuron.z,
        neuron.output,
    )


def node_gradients(neuron):
    """Return the gradient of every node by name."""
    return _by_node(
        neuron.dinputs,
        neuron.dweights,
        neuron.dbias,
        neuron.dproducts,
        neuron.dz,
        neuron.dvalue,
    )


def _by_node(x, w, b, p, z, a):
    table = {}
    for i, pair in enumerate(zip(x, w, strict=True)):
        table[f"x{i}"], table[f"w{i}"] = pair
    table["b"] = b
    table.update((f"p{i}", product) for i, product in enumerate(p))
    return {**table, "z": z, "a": a}


def local_derivative(neuron, edge):
    """Return the derivative of the later node by the earlier one."""
    later, earlier = edge
    if later == "a":
        return 1.0 if neuron.z > 0 else 0.0
    if later == "z":
        return 1.0
    partner = {"x": "w", "w": "x"}[earlier[0]] + earlier[1:]
    return node_values(neuron)[partner]


def _forward(neuron):
    n = len(neuron.weights)
    value = node_values(neuron)
    given, products = leaves(n), [f"p{i}" for i in range(n)]
    terms = [bracketed(value[name]) for name in [*products, "b"]]
    total = " + ".join(terms)
    yield _state(
        [*given, "p0"],
        "The first product: {x0} times {w0} is "
        f"{bracketed(value['x0'])} × {bracketed(value['w0'])} = "
        f"{number(value['p0'])}.",
    )
    yield _state(
        [*given, *products],
        f"All {n} products: "
        + ", ".join(number(value[name]) for name in products)
        + ".",
    )
    yield _state(
        [*given, *products, "z"],
        "The sum of the products and the bias: {z} = "
        f"{total} = {number(value['z'])}.",
    )
    yield _state(
        [*given, *products, "z", "a"],
        f"The ReLU: {{a}} = max(0, {number(value['z'])}) = "
        f"{number(value['a'])}.",
    )


def _backward(neuron):
    n = len(neuron.weights)
    gradient = node_gradients(neuron)
    products = [f"p{i}" for i in range(n)]
    nodes = [*leaves(n), *products, "z", "a"]
    edges = [("a", "z"), *(("z", name) for name in [*products, "b"])]
    state = functools.partial(_state, nodes)
    known = ["a"]
    yield state(
        "The way back begins: the gradient "
        f"{number(gradient['a'])} arrives at the output {{a}}.",
        gradients=known,
    )
    for edge in [*edges, ("p0", "x0")]:
        later, earlier = edge
        factors = " × ".join(
            bracketed(factor)
            for factor in (gradient[later], local_derivative(neuron, edge))
        )
        yield state(
            f"{_PLACES[later[0]]}, towards {{{earlier}}}: "
            f"upstream × local = {factors}.",
            gradients=known,
            edge=edge,
        )
        known = [*known, earlier]
        yield state(
            f"The gradient at {{{earlier}}} is {number(gradient[earlier])}.",
            gradients=known,
        )
    yield state("Complete: every node has its gradient.", gradients=nodes)


_PLACES = {"a": "At the ReLU", "z": "At the sum", "p": "At the first product"}


def _state(values, template, gradients=(), edge=None):
    names = _names(values)
    return State(
        frozenset(values),
        frozenset(gradients),
        edge,
        template.format_map({key: plain for key, (plain, _) in names.items()}),
        template.format_map({key: tex for key, (_, tex) in names.items()}),
    )


def _names(nodes):
    """Return how each node is called, plainly and in TeX."""
    names = {"z": ("z", "$z$"), "a": ("a", "$a$"), "b": ("b", "$b$")}
    for node in nodes:
        kind, index = node[0], node[1:]
        if kind in "xw":
            names[node] = (node, f"${kind}_{index}$")
        elif kind == "p":
            names[node] = (
                f"x{index}·w{index}",
                f"$x_{index} w_{index}$",
            )
    return names
