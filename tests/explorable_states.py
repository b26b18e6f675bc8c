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
    """What the tests know of one explorable.

    If setting one control moves other parts of the state, `draw` changes the
    object itself and returns what was set, as (control, value) pairs.
    """

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


def draw_relu(rng, widget):
    """Draw both arrays; some pre-activations are exactly 0."""
    shape = np.shape(widget.inputs)
    return {"inputs": numbers(rng, shape), "dvalues": numbers(rng, shape)}


def relu_terms(widget):
    """Return the largest gradient: there are no sums."""
    return float(np.abs(widget.dvalues).max())


def draw_forecast(rng, widget):
    """Move one probability, often to an end, and choose the rest anew."""
    k = int(rng.integers(len(widget.y_pred)))
    p = float(rng.choice([0.0, 1.0, 1e-8, 1e-7, rng.random(), rng.random()]))
    widget.move(k, p)
    widget.label = int(rng.integers(len(widget.y_pred)))
    widget.n = int(rng.integers(1, 11))
    widget.place = str(rng.choice(widget.bounds["place"]))
    chosen = [(key, getattr(widget, key)) for key in ("label", "n", "place")]
    return [(f"y_pred[{k}]", p), *chosen]


def forecast_terms(widget):
    """Return the largest number shown."""
    return max(map(abs, widget.quantities().values()))


def draw_layer(rng, widget):
    """Draw all four arrays, what takes part, and the three sizes."""
    keys = ("inputs", "weights", "biases", "dvalues")
    drawn = {k: numbers(rng, np.shape(getattr(widget, k))) for k in keys}
    sizes = ("n_samples", "n_inputs", "n_neurons")
    return {
        **drawn,
        "extent": str(rng.choice(widget.bounds["extent"])),
        **{size: int(rng.integers(1, 5)) for size in sizes},
    }


def layer_terms(widget):
    """Return the largest product that any of the sums adds up."""
    X, W, b, G = (
        np.abs(getattr(widget, key)).max()
        for key in ("inputs", "weights", "biases", "dvalues")
    )
    return float(max(X * W, G * W, X * G, b, G))


def draw_training(rng, widget):
    """Draw all settings, a parameter to look at, and up to 60 steps."""
    hidden = int(rng.choice([1, 3, rng.integers(1, 65)]))
    n = len(widget.given["y"])
    return {
        "learning_rate": float(rng.uniform(0.0, 2.0)),
        "momentum": float(rng.choice([0.0, rng.uniform(0.0, 0.95)])),
        "hidden": hidden,
        "batch": int(rng.choice([n, rng.integers(1, n)])),
        "l2": float(rng.choice([0.0, rng.uniform(0.0, 0.01)])),
        "dropout": float(rng.choice([0.0, rng.uniform(0.0, 0.9)])),
        "seed": int(rng.integers(1, 10000)),
        "unit": int(rng.integers(hidden)),
        "weight": str(rng.choice(widget.bounds["weight"])),
        "view": str(rng.choice(widget.bounds["view"])),
        "steps": int(rng.integers(61)),
    }


def training_terms(widget):
    """Return 1: the terms of all sums are smaller."""
    return 1.0


KINDS = {
    "cross-entropy": Kind(
        explorables.ForecastLoss, draw_forecast, forecast_terms
    ),
    "layer": Kind(explorables.LayerTrace, draw_layer, layer_terms),
    "neuron": Kind(explorables.NeuronGraph, draw_neuron, neuron_terms),
    "relu": Kind(explorables.ReluGate, draw_relu, relu_terms),
    "training": Kind(
        explorables.SpiralTraining, draw_training, training_terms
    ),
}
