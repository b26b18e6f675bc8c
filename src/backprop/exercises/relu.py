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
    dvalues = np.array([[-2.0, 5.0, 1.0], [0.0, 4.0, 7.0]])
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
    return {"backward": Code(_draw_leaky, _draw_at_zero)}


def _leaky(inputs):
    return np.where(inputs > 0.0, inputs, LEAK * inputs)


def _draw_leaky(rng):
    inputs, dvalues = rng.standard_normal((2, 5, 4))
    shut = np.where(inputs > 0.0, dvalues, 0.0)
    by_gradient = np.where(dvalues > 0.0, dvalues, LEAK * dvalues)
    slope = np.where(inputs > 0.0, 1.0, LEAK)
    small = "the slope of a shut gate is 0.1"
    return Problem(
        {"inputs": inputs, "dvalues": dvalues},
        {"dinputs": dvalues * slope},
        {"dinputs": (lambda z: np.sum(dvalues * _leaky(z)), inputs)},
        {
            "dinputs": {
                "n_samples": 5,
                "candidates": {
                    "{name} is reversed: a tenth passes where the inputs are "
                    "positive": dvalues * (1.0 + LEAK - slope),
                    "{name} is dvalues as it came; where the inputs are not "
                    "positive only a tenth passes": dvalues,
                    "{name} is a tenth everywhere; where the inputs are "
                    "positive all of it passes": LEAK * dvalues,
                    "{name} adds a tenth everywhere; it belongs where the "
                    "inputs are not positive": shut + LEAK * dvalues,
                    f"{{name}} has the wrong sign where it leaks; {small}": (
                        np.where(inputs > 0.0, dvalues, -LEAK * dvalues)
                    ),
                    f"{{name}} lets a hundredth leak; {small}": np.where(
                        inputs > 0.0, dvalues, LEAK**2 * dvalues
                    ),
                    f"{{name}} lets ten times dvalues leak; {small}": np.where(
                        inputs > 0.0, dvalues, dvalues / LEAK
                    ),
                    "{name} multiplies by what goes forwards; the slope is 1 "
                    "or 0.1": dvalues * _leaky(inputs),
                    "{name} multiplies by the input where it leaks; the slope "
                    "there is 0.1": np.where(
                        inputs > 0.0, dvalues, LEAK * inputs * dvalues
                    ),
                    "{name} looks at dvalues too; the inputs alone decide": (
                        np.where(
                            (inputs > 0.0) & (dvalues > 0.0),
                            dvalues,
                            LEAK * dvalues,
                        )
                    ),
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
                },
            }
        },
    )


def _draw_at_zero(rng):
    """Return a problem in which some inputs are exactly 0."""
    inputs, dvalues = rng.standard_normal((2, 5, 4))
    inputs[::2, 1] = 0.0
    slope = np.where(inputs > 0.0, 1.0, LEAK)
    exactly = "where the inputs are exactly 0, {name} "
    rule = "; the exercise asks z > 0, and 0 is not greater than 0"
    return Problem(
        {"inputs": inputs, "dvalues": dvalues},
        {"dinputs": dvalues * slope},
        {},
        {
            "dinputs": {
                "candidates": {
                    f"{exactly}passes all of dvalues{rule}: a tenth passes": (
                        np.where(inputs >= 0.0, dvalues, LEAK * dvalues)
                    ),
                    f"{exactly}passes nothing{rule}: a tenth passes": (
                        np.where(inputs == 0.0, 0.0, dvalues * slope)
                    ),
                    f"{exactly}takes the mean of both slopes{rule}": np.where(
                        inputs == 0.0, (1.0 + LEAK) / 2, slope
                    )
                    * dvalues,
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
    all_sums = layer.forward(
        [[1.0, 2.0, 3.0, 2.5], [2.0, 5.0, -1.0, 2.0], [-1.5, 2.7, 3.3, -0.8]]
    )
    sums = all_sums[:, 1]
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
                    "{name} is the sum that is shut first": sums.min(),
                    "{name} leaves one gate open, that of the largest sum": (
                        -np.median(sums)
                    ),
                    "{name} undoes the mean of the sums; every one of them "
                    "has to be 0 or less": -sums.mean(),
                    "{name} kills the neuron; asked for is the largest bias "
                    "that does": -9.0,
                    "{name} is that of neuron 0; count the neurons from 0": (
                        -all_sums[:, 0].max()
                    ),
                    "{name} is that of neuron 2; count the neurons from 0": (
                        -all_sums[:, 2].max()
                    ),
                }
            },
        )
    }
