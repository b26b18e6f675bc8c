"""The exercises of chapter 2: a layer, a batch."""

import numpy as np

from backprop.dense import Dense
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.layers import layer_parts
from backprop.exercises.registry import exercise


def run(weights, biases, inputs, dvalues):
    """Return a layer after its forward and backward pass."""
    n_inputs, n_neurons = np.shape(weights)
    layer = Dense(n_inputs, n_neurons, rng=np.random.default_rng(0))
    layer.weights, layer.biases = weights, biases
    layer.forward(inputs)
    layer.backward(dvalues)
    return layer


@exercise(
    "layer-by-hand",
    hints=[
        "An output is a column of the weights with the inputs; a gradient "
        "of an input is a row of the weights with G.",
        "With one sample, a weight's gradient is its input times its "
        "neuron's G, and the biases get G itself.",
    ],
)
def layer_by_hand():
    """Two inputs, two neurons, one sample."""
    dvalues = np.array([[1.0, -2.0]])
    layer = run(
        [[1.0, 2.0], [3.0, -1.0]], [[0.0, 1.0]], [[2.0, -1.0]], dvalues
    )
    output = Numbers(
        layer.output,
        {
            "candidates": {
                "{name} uses the rows of the weights; each neuron has its "
                "weights in a column": (
                    layer.inputs @ layer.weights.T + layer.biases
                ),
                "{name} leaves the biases out": layer.inputs @ layer.weights,
            }
        },
    )
    return {"output": output} | layer_parts(layer, dvalues)


@exercise(
    "layer-scale",
    hints=[
        "For X and W the scale is one more factor on the path: what arrives "
        "at X W is s times G.",
        "The scale is used by every entry of X W, with that entry as the "
        "other factor. Add up what it receives.",
    ],
)
def layer_scale():
    """A layer without biases whose outputs share one factor."""
    return {"backward": Code(_draw_scaled)}


def _draw_scaled(rng):
    inputs = rng.standard_normal((2, 4))
    weights, dvalues = rng.standard_normal((4, 3)), rng.standard_normal((2, 3))
    scale = float(rng.uniform(1.5, 2.5))
    product = inputs @ weights
    alone = (dvalues @ weights.T, inputs.T @ dvalues)
    unscaled = "{name} leaves the scale out of what arrives at X W"
    mean = "{name} is a mean; the gradients of all entries are added"
    return Problem(
        {
            "inputs": inputs,
            "weights": weights,
            "scale": scale,
            "dvalues": dvalues,
        },
        {
            "dinputs": scale * alone[0],
            "dweights": scale * alone[1],
            "dscale": float(np.sum(dvalues * product)),
        },
        {
            "dinputs": (
                lambda x: np.sum(dvalues * scale * (x @ weights)),
                inputs,
            ),
            "dweights": (
                lambda w: np.sum(dvalues * scale * (inputs @ w)),
                weights,
            ),
            "dscale": (lambda s: np.sum(dvalues * s * product), scale),
        },
        {
            "dinputs": {"candidates": {unscaled: alone[0]}},
            "dweights": {"candidates": {unscaled: alone[1]}},
            "dscale": {
                "n_samples": len(inputs),
                "candidates": {
                    mean: np.mean(dvalues * product),
                    "{name} still has the scale in it; the slope of s X W by "
                    "s is X W": np.sum(scale * dvalues * product),
                    "{name} leaves the upstream gradient out": product.sum(),
                    "{name} is not summed; every entry of X W uses the one "
                    "scale": dvalues * product,
                },
            },
        },
    )


@exercise(
    "layer-twice",
    hints=[
        "How often is a weight used by one sample, and how often by two?",
        "If G were that of a mean over the samples, each of its rows would "
        "be divided by their number.",
    ],
)
def layer_twice():
    """How many times as large gradients become when a sample is doubled."""
    rng = np.random.default_rng(0)
    weights, biases = rng.standard_normal((4, 3)), rng.standard_normal((1, 3))
    x, g = rng.standard_normal((1, 4)), rng.standard_normal((1, 3))
    once = run(weights, biases, x, g)
    twice = run(weights, biases, np.vstack([x, x]), np.vstack([g, g]))

    def ratio(name):
        double, single = getattr(twice, name)[:1], getattr(once, name)
        return float((double / single).flat[0])

    both = "{name} counts one sample; both use the parameters"
    slips = {
        "dinputs": {"{name} mixes the samples; a row is of one alone": 2.0},
        "dweights": {both: 1.0},
        "dbiases": {both: 1.0},
    }
    no_longer = "{name} goes the other way; the gradients have become larger"
    return {
        **{
            f"{name}_ratio": Numbers(ratio(name), {"candidates": slips[name]})
            for name in slips
        },
        "G_ratio": Numbers(
            1.0 / ratio("dweights"), {"candidates": {no_longer: 2.0}}
        ),
    }
