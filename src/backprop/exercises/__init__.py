"""Exercises that answer back.

:func:`check` judges an answer and says what is wrong with it, in the words
of :mod:`backprop.diagnosis`; :func:`hint` gives hints, one at a time.

To add an exercise, write a function in the module of its chapter that
returns its parts by name, and decorate it with the exercise's name and
hints. What is right is computed by the package, never typed in. The
keyword arguments of the function are what a reader may vary.

A part worked out by hand is a :class:`Numbers`::

    @exercise("layer-by-hand", hints=["Begin with dbiases: ...", "..."])
    def layer_by_hand():
        layer = Dense(2, 3, rng=np.random.default_rng(0))
        layer.weights = [[1.0, -1.0, 2.0], [0.0, 3.0, 1.0]]
        layer.forward([[1.0, 2.0], [3.0, -1.0]])
        dvalues = np.array([[1.0, 0.0, -2.0], [2.0, 1.0, 1.0]])
        layer.backward(dvalues)
        return layer_parts(layer, dvalues)

where :func:`layer_parts` makes a `Numbers` of each gradient that the layer
keeps. A part that is a function is a :class:`Code`, made from a function
that draws a random :class:`Problem`::

    @exercise("relu-in-code", hints=["Which array decides?"])
    def relu_in_code():
        def draw(rng):
            relu = ReLU()
            inputs, dvalues = rng.standard_normal((2, 5, 4))
            relu.forward(inputs)
            relu.backward(dvalues)

            def loss(inputs):
                return np.sum(dvalues * ReLU().forward(inputs))

            return layer_problem(
                relu,
                {"inputs": inputs, "dvalues": dvalues},
                {"dinputs": (loss, inputs)},
            )

        return {"backward": Code(draw)}

The reader's function gets the arguments in that order and returns the
gradients named last. Draw random upstream gradients, parameters that are
not zero and sizes that all differ: ones, zeros and squares hide mistakes.
What random numbers never meet, such as a sum of exactly 0, a second function
draws: ``Code(draw, draw_edge)``.

A module for a new chapter is imported in this file.
"""

from backprop.exercises import (  # noqa: F401
    cross_entropy,
    dropping,
    fused,
    gradient_checking,
    label_smoothing,
    layer,
    museum,
    network_in_code,
    one_neuron,
    penalties,
    relu,
    softmax,
    softmax_by_hand,
    whole_network,
)
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.checking import Result, check
from backprop.exercises.hints import hint
from backprop.exercises.layers import layer_parts, layer_problem
from backprop.exercises.registry import exercise, names

__all__ = [
    "Code",
    "Numbers",
    "Problem",
    "Result",
    "check",
    "exercise",
    "hint",
    "layer_parts",
    "layer_problem",
    "names",
]
