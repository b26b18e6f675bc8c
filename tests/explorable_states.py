"""Random states of every explorable, and how large the terms of its sums are.

One entry for each front-end module: the class, a function that draws a state
(some or all of its traits) for an object of that class, and a function that
returns the largest term of any sum that the object's numbers come from, which
rounding is measured against. Numbers that are rounding themselves come with a
bound of their own.
"""

from typing import NamedTuple

import numpy as np

from backprop import explorables
from backprop.explorables.gradient_check import SCALES, STEPS


class Kind(NamedTuple):
    """What the tests know of one explorable.

    If setting one control moves other parts of the state, `draw` changes the
    object itself and returns what was set, as (control, value) pairs. `slack`
    returns by how much more the page and the package may disagree, by key.
    """

    widget: type
    draw: callable
    largest_term: callable
    slack: callable = lambda widget: {}


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


def logits(rng, count):
    """Return logits: near one another, equal in part, or far apart."""
    reach = rng.choice([3.0, 20.0, 1000.0])
    drawn = rng.uniform(-reach, reach, count)
    if rng.random() < 0.3:
        drawn[rng.integers(count)] = rng.choice([-1000.0, -800.0, 800.0])
    if rng.random() < 0.2:
        drawn[0] = drawn[-1]
    return drawn.tolist()


def draw_softmax(rng, widget):
    """Draw logits and upstream gradient, and what the square shows."""
    count = len(widget.inputs)
    return {
        "inputs": logits(rng, count),
        "dvalues": numbers(rng, count),
        "cells": str(rng.choice(widget.bounds["cells"])),
    }


def softmax_terms(widget):
    """Return the largest upstream gradient: all weights are below 1."""
    return float(np.abs(widget.dvalues).max())


def draw_routes(rng, widget):
    """Draw logits, often far apart, and the right class."""
    count = len(widget.inputs)
    return {
        "inputs": logits(rng, count),
        "label": int(rng.integers(count)),
    }


def routes_terms(widget):
    """Return 1: probabilities, and these times at most their inverse."""
    return 1.0


def draw_check(rng, widget):
    """Choose all that a check depends on; sliders hold the place of a rung."""
    step, scale = (int(rng.integers(len(all_))) for all_ in (STEPS, SCALES))
    widget.h, widget.scale = STEPS[step], SCALES[scale]
    chosen = [("step", step), ("scale", scale)]
    for key in ("method", "parameter", "dtype"):
        setattr(widget, key, str(rng.choice(widget.bounds[key])))
        chosen.append((key, getattr(widget, key)))
    for key in ("nnfs", "no_biases"):
        setattr(widget, key, bool(rng.random() < 0.3))
        chosen.append((key, getattr(widget, key)))
    return chosen


def check_terms(widget):
    """Return 1: no number is let off for the size of another."""
    return 1.0


def check_slack(widget):
    """Return what rounding does to the loss, and through h to the slope.

    The page and the package may each be off by as much.
    """
    network = widget.network()
    rho, claim = network.rho, abs(network.claim)
    eps = float(np.finfo(widget.dtype).eps)
    if widget.method == "complex":
        largest = float(np.abs(network.logit_rates).max())
        slope = 16.0 * eps * largest
        second = slope * widget.h
    else:
        slope = {"central": 2.0, "forward": 4.0}[widget.method]
        slope, second = slope * rho / widget.h, 2.0 * rho
    error = 2.0 * slope / claim
    slack = {"f[0]": 2.0 * rho, "f[1]": second, "slope": slope}
    large = {
        key: 1e-12 * abs(value)
        for key, value in widget.quantities().items()
        if key == "rounding" or key.startswith("corners")
    }
    return slack | large | {"error": error}


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


def draw_broken(rng, widget):
    """Draw a mistake, a network and a learning rate that is not too large."""
    return {
        "learning_rate": float(rng.uniform(0.01, 1.0)),
        "seed": int(rng.integers(1, 10000)),
        "bug": str(rng.choice(widget.bounds["bug"])),
    }


def broken_terms(widget):
    """Return 1: no number is let off for the size of another."""
    return 1.0


KINDS = {
    "break-it": Kind(explorables.BrokenNetwork, draw_broken, broken_terms),
    "cross-entropy": Kind(
        explorables.ForecastLoss, draw_forecast, forecast_terms
    ),
    "gradient-check": Kind(
        explorables.GradientCheck, draw_check, check_terms, check_slack
    ),
    "layer": Kind(explorables.LayerTrace, draw_layer, layer_terms),
    "neuron": Kind(explorables.NeuronGraph, draw_neuron, neuron_terms),
    "relu": Kind(explorables.ReluGate, draw_relu, relu_terms),
    "softmax": Kind(explorables.SoftmaxJacobian, draw_softmax, softmax_terms),
    "softmax-cross-entropy": Kind(
        explorables.TwoRoutes, draw_routes, routes_terms
    ),
    "training": Kind(
        explorables.SpiralTraining, draw_training, training_terms
    ),
}
