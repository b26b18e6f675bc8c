"""Random states of every explorable, and how large the terms of its sums are.

One entry for each front-end module: the class, a function that draws a state
(some or all of its traits) for an object of that class, and a function that
returns the largest term of any sum that the object's numbers come from, which
rounding is measured against.
"""

from typing import NamedTuple

import numpy as np

from backprop import explorables


class Kind(NamedTuple):
    """What the tests know of one explorable."""

    widget: type
    draw: callable
    largest_term: callable


def numbers(rng, shape, low=-5.0, high=5.0):
    """Return random numbers, one in ten of them 0 and some whole."""
    drawn = rng.uniform(low, high, shape)
    drawn = np.where(rng.random(shape) < 0.1, 0.0, drawn)
    return np.where(rng.random(shape) < 0.2, drawn.round(), drawn).tolist()


def draw_neuron(rng, widget):
    """Draw all seven numbers and what arrives; everything is shown."""
    n = len(widget.x)
    return {
        "x": numbers(rng, n),
        "w": numbers(rng, n),
        "b": float(numbers(rng, ())),
        "dvalue": float(numbers(rng, ())),
        "step": widget.bounds["step"][1],
    }


def neuron_terms(widget):
    """Return the largest product, value or gradient."""
    return max(map(abs, widget.quantities().values()))


KINDS = {
    "neuron": Kind(explorables.NeuronGraph, draw_neuron, neuron_terms),
}
