"""The exercises of chapter 3: ReLU."""

import numpy as np

from backprop.dense import Dense
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.layers import layer_parts
from backprop.exercises.registry import exercise
from backprop.relu import ReLU

LEAK = 0.1


@exercise(
    "relu-by-hand",
    hints=[
        "Go through Z, entry by entry: is it greater than 0?",
        "Where it is, copy the entry of G, whatever its sign; elsewhere "
        "write 0.",
    ],
)
def relu_by_hand():
    """Two rows of three gates."""
    relu = ReLU()
    relu.forward([[0.5, -1.0, 0.0], [2.0, 3.0, -4.0]])
    dvalues = np.array([[-2.0, 5.0, 1.0], [0.0, -1.0, 7.0]])
    relu.backward(dvalues)
    return layer_parts(relu, dvalues, ["dinputs"])


@exercise(
    "relu-leaky",
    hints=[
        "The local derivative is 1 on one side of zero and 0.1 on the other.",
        "np.where(inputs > 0, ..., ...) chooses between two values.",
    ],
)
def relu_leaky():
    """A gate that is never quite shut."""
    return {"backward": Code(_draw_leaky)}


def _leaky(inputs):
    return np.where(inputs > 0.0, inputs, LEAK * inputs)


def _draw_leaky(rng):
    inputs, dvalues = rng.standard_normal((2, 5, 4))
    shut = np.where(inputs > 0.0, dvalues, 0.0)
    by_gradient = np.where(dvalues > 0.0, dvalues, LEAK * dvalues)
    slope = np.where(inputs > 0.0, 1.0, LEAK)
    return Problem(
        {"inputs": inputs, "dvalues": dvalues},
        {"dinputs": dvalues * slope},
        {"dinputs": (lambda z: np.sum(dvalues * _leaky(z)), inputs)},
        {
            "dinputs": {
                "candidates": {
                    "{name} is that of the plain ReLU: nothing leaks": shut,
                    "{name} looks at dvalues; it must look at the inputs": (
                        by_gradient
                    ),
                    "{name} is the local derivative alone; what arrives is "
                    "left out": slope,
                    "{name} lets through a tenth of the input; it must be a "
                    "tenth of dvalues": np.where(
                        inputs > 0.0, dvalues, LEAK * inputs
                    ),
                    "{name} lets through the number 0.1; it must be a tenth "
                    "of dvalues": np.where(inputs > 0.0, dvalues, LEAK),
                    "{name} is what goes forwards": _leaky(inputs),
                }
            }
        },
    )


@exercise(
    "relu-bias",
    hints=[
        "The neuron is dead for the batch when all three of its sums are 0 "
        "or less. Which of the three is the last to get there?",
        "Work out the three sums of neuron 1 without its bias. The bias has "
        "to undo the largest of them.",
    ],
)
def relu_bias():
    """The largest bias of neuron 1 that shuts all of its gates."""
    layer = Dense(4, 3, rng=np.random.default_rng(0))
    layer.weights = [
        [0.2, 0.5, -0.26],
        [0.8, -0.91, -0.27],
        [-0.5, 0.26, 0.17],
        [1.0, -0.5, 0.87],
    ]
    sums = layer.forward(
        [[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]]
    )[:, 1]
    return {
        "bias": Numbers(
            -sums.max(),
            {
                "candidates": {
                    "{name} shuts only the gate that shuts first": (
                        -sums.min()
                    ),
                    "{name} is the change from the bias of 3; asked for is "
                    "the bias itself": -sums.max() - 3.0,
                    "{name} has the wrong sign": sums.max(),
                }
            },
        )
    }
