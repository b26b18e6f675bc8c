"""The exercises of chapter 1: one neuron."""

import numpy as np

from backprop import reference
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise
from backprop.neuron import Neuron

X, W, B = [1.0, -2.0, 3.0], [-3.0, -1.0, 2.0], 1.0
"""The neuron of the chapter."""

RELU_LEFT = (
    "{name} still has the ReLU in it: where the sum z is negative nothing "
    "passes, and the square lets everything through"
)


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
    shut = _reasons_for_zero(neuron)
    row = {words: np.zeros(3) for words in shut}
    number = dict.fromkeys(shut, 0.0) | {
        "{name} is the bias itself; asked for is the gradient": bias,
        "{name} is multiplied by the bias; the bias is added, and the slope "
        "of a sum is 1": neuron.dvalue * bias,
    }
    candidates = {"dinputs": row, "dweights": row, "dbias": number}
    return {
        name: Numbers(
            getattr(neuron, name), context | {"candidates": candidates[name]}
        )
        for name in candidates
    }


def _reasons_for_zero(neuron):
    """Return why a reader may let nothing pass through an open gate."""
    reasons = []
    if neuron.z > 0.0:
        reasons.append(
            "{name} is 0, as if the ReLU stopped negative gradients; its "
            "gate looks at the sum z alone, and what arrives passes with "
            "either sign"
        )
        if neuron.z - neuron.bias <= 0.0:
            reasons.append(
                "{name} is 0, as if the bias were left out of the sum z, "
                "which shuts the gate"
            )
    return reasons


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
        "the slope of the square is 2z; the z is missing": 1.0 / z,
        "the slope of the square is 2z; the square itself is in it too": z,
        "the slope of the square is 2z; the 2 is in it twice": 2.0,
        "the slope of the square, 2z, is missing": 1.0 / (2.0 * z),
        "the slope of the square is 2z, not z squared": z / 2.0,
        "the bias is missing from the sum z": (z - bias) / z,
    }
    if dvalue != 1.0:
        of_chapter = "the 12 is that of the chapter's numbers; here it is 2z"
        factors[of_chapter] = 12.0 / (2.0 * z)
        left_out = "the upstream gradient, dvalue, is left out"
        factors[left_out] = 1.0 / dvalue
        factors[f"{left_out}, and so is the slope of the square, 2z"] = (
            1.0 / dz
        )
    context = {"of": "square", "factors": factors}
    alone = dvalue * 2.0 * inputs * weights
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
            "dinputs": _slips(context, z, weights, inputs, dz, alone),
            "dweights": _slips(context, z, inputs, weights, dz, alone),
            "dbias": _bias_slips(context, z, bias, dz),
        },
    )


def _slips(context, z, factor, wrong, dz, alone):
    """Add what may go wrong with the factors of the products."""
    candidates = {
        "{name} takes the wrong factor of each product: an input gets the "
        "weight it meets, a weight the input it meets": dz * wrong,
        "{name} squares each product for itself; the sum is what is squared": (
            alone * factor
        ),
        "{name} has a ReLU on single inputs or weights; here there is none": (
            dz * factor * (factor > 0.0)
        ),
    }
    if z <= 0.0:
        candidates[RELU_LEFT] = 0.0 * factor
    return context | {"candidates": candidates}


def _bias_slips(context, z, bias, dz):
    candidates = {
        "{name} is multiplied by the bias; the bias is added, and the slope "
        "of a sum is 1": dz * bias,
    }
    if bias != 1.0:
        alone = (
            "{name} squares the bias for itself; the sum is what is squared"
        )
        candidates[alone] = dz / z * bias
    if z <= 0.0:
        candidates[RELU_LEFT] = 0.0
    return context | {"candidates": candidates}


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
                    "{name} is the output, or the sum after a step of the "
                    "first rate; asked for is the sum z after twice that": 0.0,
                    "{name} is the sum before the step": neuron.z,
                    "{name} is the fall; asked for is where z comes to rest, "
                    "starting from 6": neuron.z - z_after,
                    "{name} is minus the fall; z starts from 6": (
                        z_after - neuron.z
                    ),
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
            "{name} is the whole output; divide it by how far the output "
            "falls for a rate of 1": neuron.output,
            "{name} is how far the output falls for a rate of 1; it has to "
            "fall by 6": squares,
            "{name} is divided the wrong way round": squares / neuron.output,
            "{name} lets the inputs move too; a step changes the weights "
            "and the bias": neuron.output
            / (squares + np.sum(np.square(neuron.dinputs))),
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
                    "{name} subtracts one gradient from the other; they are "
                    "added, and w1 brings its own sign": first - second,
                    "{name} is multiplied by x0 as well; the slope of a "
                    "product is the other factor": 2.0 * (first + second),
                    "{name} is the output; asked for is its slope": (
                        2.0 * (first + second) + 1.0
                    ),
                    "{name} is the mean of the two gradients; they are not "
                    "shared out": (first + second) / 2.0,
                }
            },
        )
    }
