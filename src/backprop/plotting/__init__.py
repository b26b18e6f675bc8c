"""The figures of the book, in one colour language.

Forward values are blue and solid, gradients orange and dashed or slanted,
parameters green and square-cornered. Every function returns the Axes it
drew on and describes it, so that :func:`show` can publish the picture with
a text that says the same in words.
"""

from backprop.plotting.curves import (
    contributions,
    descent,
    last_steps,
    nudge,
    relu_and_derivative,
)
from backprop.plotting.fan import fan
from backprop.plotting.graph import neuron_graph
from backprop.plotting.jacobian import (
    jacobian_batch,
    jacobian_cost,
    jacobian_map,
    weighted_areas,
)
from backprop.plotting.matrices import product_table
from backprop.plotting.style import describe, new_axes, number, show
from backprop.plotting.walk import neuron_walk

__all__ = [
    "contributions",
    "descent",
    "describe",
    "fan",
    "jacobian_batch",
    "jacobian_cost",
    "jacobian_map",
    "last_steps",
    "neuron_graph",
    "neuron_walk",
    "new_axes",
    "nudge",
    "number",
    "product_table",
    "relu_and_derivative",
    "show",
    "weighted_areas",
]
