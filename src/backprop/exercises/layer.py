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
                "{name} has been through a ReLU; this layer has none": (
                    np.maximum(layer.output, 0.0)
                ),
                "{name} subtracts the biases; they are added": (
                    layer.inputs @ layer.weights - layer.biases
                ),
                "{name} multiplies each input by one weight alone; every "
                "neuron sums over all inputs": (
                    layer.inputs * np.diag(layer.weights) + layer.biases
                ),
            }
        },
    )
    parts = layer_parts(layer, dvalues)
    slips = _slips_by_hand(layer, dvalues)
    for name, part in parts.items():
        more = part.context | {"candidates": slips[name]}
        parts[name] = Numbers(part.right, more)
    return {"output": output} | parts


def _slips_by_hand(layer, G):
    """Return what one sample and two neurons may come to."""
    X, W = layer.inputs, layer.weights
    gated = G * (layer.output > 0.0)
    relu = "{name} lets G through a ReLU; this layer has none"
    columns = "{name} adds up the columns of the weights; an input has a row"
    return {
        "dinputs": {
            relu: gated @ W.T,
            "{name} is G as it came; it goes back through the weights": G,
            "{name} is made of the inputs; what comes back to an input goes "
            "through its weights": X * G,
            f"{columns}, and G is left out": W.sum(axis=0, keepdims=True),
            "{name} takes one weight for each input; what comes back from "
            "all neurons is added": np.diag(W) * G,
        },
        "dweights": {
            relu: X.T @ gated,
            "{name} is made of the weights; a weight gets the input it meets "
            "times G": W * G,
            "{name} pairs each input with one neuron; every input meets every "
            "neuron": X * G,
            "{name} has the inputs in its rows, and leaves G out; row d holds "
            "what input d meets": np.vstack([X, X]),
            "{name} is made of the outputs; a weight gets the input it "
            "meets": layer.output.T @ G,
        },
        "dbiases": {
            relu: gated,
            "{name} is the biases themselves; asked for is their gradient": (
                layer.biases
            ),
            "{name} is multiplied by the biases; a bias is added, and the "
            "slope of a sum is 1": G * layer.biases,
            "{name} is averaged over the neurons; each has a bias of its "
            "own": G / 2.0,
        },
    }


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
    no_upstream = "the upstream gradient is left out of {name}"
    ones = np.ones_like(dvalues)
    known = {
        "of": "dense",
        "inputs": inputs,
        "weights": weights,
        "dvalues": scale * dvalues,
        "factors": {
            "the scale is in it twice": scale,
            "it is divided by the scale; it must be multiplied by it": (
                scale**-2.0
            ),
        },
    }
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
            "dinputs": {
                **known,
                "candidates": {
                    unscaled: alone[0],
                    no_upstream: scale * ones @ weights.T,
                    f"{no_upstream}, and so is the scale": ones @ weights.T,
                },
            },
            "dweights": {
                **known,
                "candidates": {
                    unscaled: alone[1],
                    no_upstream: scale * inputs.T @ ones,
                    f"{no_upstream}, and so is the scale": inputs.T @ ones,
                },
            },
            "dscale": {
                "n_samples": len(inputs),
                "factors": {
                    "it is divided by the scale; the slope of s X W by s is "
                    "X W": 1.0 / scale
                },
                "candidates": {
                    "{name} adds up G alone; each entry of G counts with its "
                    "entry of X W": dvalues.sum(),
                    "{name} adds up G and X W before it multiplies; multiply "
                    "entry by entry, then add up": dvalues.sum()
                    * product.sum(),
                    "{name} is a product of matrices; multiply G and X W "
                    "entry by entry, then add up": dvalues.T @ product,
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
    other = "{name} is what a single sample has of the two; asked for is how "
    other += "many times as large that of the two is"
    four = "{name} counts both factors twice; the sum has two terms, and each "
    four += "is what it was"
    parameters = {both: 1.0, other: 0.5, four: 4.0}
    slips = {
        "dinputs": {
            "{name} mixes the samples; a row is of one alone": 2.0,
            "{name} divides by the two samples, but G is what it was": 0.5,
        },
        "dweights": parameters,
        "dbiases": parameters,
    }
    G_slips = {
        "{name} goes the other way; the gradients have become larger": 2.0,
        "{name} leaves G as it is, and the step is twice as large": 1.0,
        "{name} makes up for the second sample twice": 0.25,
    }
    return {
        **{
            f"{name}_ratio": Numbers(ratio(name), {"candidates": slips[name]})
            for name in slips
        },
        "G_ratio": Numbers(1.0 / ratio("dweights"), {"candidates": G_slips}),
    }
