"""The exercises of chapter 1: one neuron."""

import numpy as np

from backprop import reference
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise
from backprop.neuron import Neuron

X, W, B = [1.0, -2.0, 3.0], [-3.0, -1.0, 2.0], 1.0
"""The neuron of the chapter."""


def run(inputs, weights, bias, dvalue=1.0):
    """Return a neuron after its forward and backward pass."""
    neuron = Neuron(weights, bias)
    neuron.forward(inputs)
    neuron.backward(dvalue)
    return neuron


@exercise(
    "neuron-by-hand",
    hints=[
        "Go forwards first: what is the sum z, and is the gate open?",
        "What arrives, times the slope of the ReLU, is the gradient at z, "
        "and it passes the sum unchanged.",
        "Each weight gets that number times its input, each input that "
        "number times its weight, the bias that number itself.",
    ],
)
def neuron_by_hand(bias=4.0):
    """Both questions are this one, with another bias."""
    neuron = run([2.0, -1.0, 0.5], [1.0, 3.0, -2.0], bias, dvalue=-2.0)
    context = {
        "of": "neuron",
        "inputs": neuron.inputs,
        "weights": neuron.weights,
        "dvalues": neuron.dvalue,
        "z": neuron.z,
    }
    gradients = ("dinputs", "dweights", "dbias")
    return {
        name: Numbers(getattr(neuron, name), context) for name in gradients
    }


@exercise(
    "neuron-square",
    hints=[
        "The sum and the products are as before. Only the last operation "
        "has another local derivative.",
        "The slope of z squared is 2z, and z is 6.",
    ],
)
def neuron_square():
    """The numbers of the chapter, and a function for any numbers."""
    problem = _squared(np.array(X), np.array(W), B, 1.0)
    parts = {
        name: Numbers(right, problem.contexts[name])
        for name, right in problem.right.items()
    }
    return parts | {"backward": Code(_draw_squared)}


def _draw_squared(rng):
    inputs, weights = rng.uniform(0.5, 2.0, (2, rng.integers(3, 6)))
    signs = rng.choice([-1.0, 1.0], len(inputs))
    bias, dvalue = rng.uniform(0.5, 2.0, 2)
    return _squared(inputs * signs, weights, float(bias), float(-dvalue))


def _squared(inputs, weights, bias, dvalue):
    """Return the problem; without its ReLU a neuron is its sum z."""

    def loss(inputs, weights, bias):
        neuron = Neuron(weights, float(bias))
        neuron.forward(inputs)
        return dvalue * neuron.z**2

    z = float(inputs @ weights + bias)
    dz = dvalue * 2.0 * z
    factors = {
        "the slope of the square, 2z, is missing": 1.0 / (2.0 * z),
        "the slope of the square is 2z, not z squared": z / 2.0,
        "the bias is missing from the sum z": (z - bias) / z,
    }
    if dvalue != 1.0:
        left_out = "the upstream gradient, dvalue, is left out"
        factors[left_out] = 1.0 / dvalue
        factors[f"{left_out}, and so is the slope of the square, 2z"] = (
            1.0 / dz
        )
    context = {"of": "square", "factors": factors}
    return Problem(
        {
            "inputs": inputs,
            "weights": weights,
            "bias": bias,
            "dvalue": dvalue,
        },
        {"dinputs": dz * weights, "dweights": dz * inputs, "dbias": dz},
        {
            "dinputs": (lambda x: loss(x, weights, bias), inputs),
            "dweights": (lambda w: loss(inputs, w, bias), weights),
            "dbias": (lambda b: loss(inputs, weights, b), bias),
        },
        {
            "dinputs": _swapped(context, dz * inputs),
            "dweights": _swapped(context, dz * weights),
            "dbias": context,
        },
    )


def _swapped(context, other):
    words = (
        "{name} takes the wrong factor of each product: an input gets the "
        "weight it meets, a weight the input it meets"
    )
    return context | {"candidates": {words: other}}


@exercise(
    "neuron-one-step",
    hints=[
        "How far does the output fall in one step, for a small learning "
        "rate? The chapter found a formula for it.",
        "The fall is the learning rate times the sum of the squares of the "
        "slopes. It has to be the whole output.",
        "For z_after, look at the sum z, not at the output: a step of twice "
        "the rate falls twice as far.",
    ],
)
def neuron_one_step():
    """The learning rate, and the sum z after a step of twice that rate."""
    neuron = run(X, W, B)
    slopes = np.array([*neuron.dweights, neuron.dbias])
    squares = float(slopes @ slopes)
    eta = neuron.output / squares
    _, z_after = reference.neuron_descent(X, W, B, 2.0 * eta, steps=1)
    return {
        "eta": Numbers(eta, _rate_slips(neuron, slopes, squares)),
        "z_after": Numbers(
            z_after,
            {
                "candidates": {
                    "{name} is the output; asked for is the sum z": 0.0,
                    "{name} is the sum before the step": neuron.z,
                }
            },
        ),
    }


def _rate_slips(neuron, slopes, squares):
    without_bias = squares - slopes[-1] ** 2
    return {
        "factors": {"it is the rate of the second question": 2.0},
        "candidates": {
            "{name} leaves the bias out, which moves too": (
                neuron.output / without_bias
            ),
            "{name} divides by the length of the gradient; the fall has its "
            "square": neuron.output / squares**0.5,
            "{name} divides by the sum of the slopes; the fall has the sum "
            "of their squares": neuron.output / slopes.sum(),
            "{name} makes the output fall by 1, not to 0": 1.0 / squares,
        },
    }


@exercise(
    "neuron-twice",
    hints=[
        "Nudge x0 by 0.001. Which products move, and by how much?",
        "Both products move, and the sum moves by both together.",
    ],
)
def neuron_twice():
    """One input, used twice: its gradients add up."""
    first, second = run([2.0, 2.0], [3.0, -1.0], 1.0).dinputs
    words = "{name} counts only the {} product; x0 is in both"
    return {
        "dx0": Numbers(
            first + second,
            {
                "candidates": {
                    words.replace("{}", "first"): first,
                    words.replace("{}", "second"): second,
                    "{name} is the product of the two gradients; they are "
                    "not multiplied": first * second,
                    "{name} is the mean of the two gradients; they are not "
                    "shared out": (first + second) / 2.0,
                }
            },
        )
    }
