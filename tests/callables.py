"""Every array argument of every public callable, ready to be called.

An entry of `ARGUMENTS` builds, from a random generator, an object that is
ready for the call, the call as a function of the one argument, and a good
value for it. All sizes differ: 5 samples, 4 features, 3 neurons or classes.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

import backprop
from backprop import nnfs

N, D, K = 5, 4, 3
LABELS = np.array([2, 0, 1, 1, 0])


@dataclass
class Argument:
    """One array argument of one callable."""

    where: str  # as error messages name the callable
    name: str  # as they name the argument
    call: Any  # takes the argument, returns the result as an array or number
    good: np.ndarray
    owner: Any = None  # the object whose state is at stake
    ranks: tuple = (2,)  # the numbers of dimensions that are accepted
    width: bool = False  # is the last dimension fixed?
    exact: bool = False  # is the whole shape fixed?
    free: bool = True  # may entries be any number (no distribution)?


def probabilities(rng, n=N, k=K):
    """Return random distributions in rows."""
    weights = rng.random((n, k)) + 0.1
    return weights / weights.sum(axis=1, keepdims=True)


def _dense(rng):
    layer = backprop.Dense(D, K, rng=rng, weight_scale=0.5)
    layer.biases = rng.standard_normal((1, K))
    return layer


def _nnfs_dense(rng):
    layer = nnfs.Layer_Dense(D, K)
    layer.weights = rng.standard_normal((D, K))
    layer.biases = rng.standard_normal((1, K))
    return layer


LAYERS = {
    "Dense": _dense,
    "ReLU": lambda rng: backprop.ReLU(),
    "Softmax": lambda rng: backprop.Softmax(),
    "Dropout": lambda rng: backprop.Dropout(0.4, rng=rng),
    "Layer_Dense": _nnfs_dense,
    "Layer_Dropout": lambda rng: nnfs.Layer_Dropout(0.0),
    "Activation_ReLU": lambda rng: nnfs.Activation_ReLU(),
    "Activation_Softmax": lambda rng: nnfs.Activation_Softmax(),
}
FUSED = nnfs.Activation_Softmax_Loss_CategoricalCrossentropy


def _forward(name):
    def make(rng):
        layer = LAYERS[name](rng)

        def call(values):
            layer.forward(values)
            return layer.output

        return Argument(
            f"{name}.forward",
            "inputs",
            call,
            rng.standard_normal((N, D)),
            layer,
            width=name.endswith("Dense"),
        )

    return make


def _backward(name):
    def make(rng):
        layer = LAYERS[name](rng)
        layer.forward(rng.standard_normal((N, D)))

        def call(values):
            layer.backward(values)
            return layer.dinputs

        good = rng.standard_normal(layer.output.shape)
        where = f"{name}.backward"
        return Argument(where, "dvalues", call, good, layer, exact=True)

    return make


def _parameter(name, shape):
    def make(rng):
        layer = _dense(rng)

        def call(values):
            setattr(layer, name, values)
            return getattr(layer, name)

        good = rng.standard_normal(shape)
        return Argument("Dense", name, call, good, layer, exact=True)

    return make


def _loss(loss_class, name, free):
    def make(rng):
        loss = loss_class()
        good = probabilities(rng)
        loss.forward(good, LABELS)
        where = f"{loss_class.__name__}.forward"
        return Argument(
            where,
            name,
            lambda values: loss.forward(values, LABELS),
            good,
            loss,
            free=free,
        )

    return make


def _nnfs_loss_backward(loss_class):
    def make(rng):
        loss = loss_class()

        def call(values):
            loss.backward(values, LABELS)
            return loss.dinputs

        where = f"{loss_class.__name__}.backward"
        good = probabilities(rng)
        return Argument(where, "dvalues", call, good, loss, free=False)

    return make


def _calculate(rng):
    loss = nnfs.Loss_CategoricalCrossentropy()
    return Argument(
        "Loss_CategoricalCrossentropy.forward",
        "y_pred",
        lambda values: loss.calculate(values, LABELS),
        probabilities(rng),
        loss,
        free=False,
    )


def _penalty(function):
    def make(rng):
        return Argument(
            function.__name__,
            "values",
            lambda values: function(values, 0.3),
            rng.standard_normal((N, D)),
            ranks=(0, 1, 2, 3),
        )

    return make


def _jacobian(rng):
    return Argument(
        "softmax_jacobian",
        "probabilities",
        backprop.softmax_jacobian,
        probabilities(rng),
        ranks=(1, 2),
        free=False,
    )


def _cubes(x):
    return np.sum(x**3)


def _numerical(rng):
    return Argument(
        "numerical_gradient",
        "x",
        lambda values: backprop.numerical_gradient(_cubes, values),
        rng.standard_normal((N, D)),
        ranks=(0, 1, 2, 3),
    )


def _along(f, x, gradient):
    """Check along the same direction each time."""
    rng = np.random.default_rng(0)
    return backprop.check_direction(f, x, gradient, rng=rng)


def _checked_point(where, check):
    def make(rng):
        x = rng.standard_normal((N, D))
        return Argument(
            where,
            "x",
            lambda values: check(np.sum, values, x * 0 + 1),
            x,
            ranks=(0, 1, 2, 3),
        )

    return make


def _checked_gradient(where, check):
    def make(rng):
        x = rng.standard_normal((N, D))
        return Argument(
            where,
            "gradient",
            lambda values: check(_cubes, x, values),
            3.0 * x**2,
            exact=True,
            free=False,
        )

    return make


def _neuron_inputs(rng):
    neuron = backprop.Neuron(rng.standard_normal(D), 0.5)
    neuron.forward(rng.standard_normal(D))
    return Argument(
        "Neuron.forward",
        "inputs",
        neuron.forward,
        rng.standard_normal(D),
        neuron,
        ranks=(1,),
        exact=True,
    )


def _neuron_weights(rng):
    return Argument(
        "Neuron",
        "weights",
        lambda values: np.array(backprop.Neuron(values, 0.5).weights),
        rng.standard_normal(D),
        ranks=(1,),
    )


ARGUMENTS = {
    **{f"{name}.forward": _forward(name) for name in LAYERS},
    **{f"{name}.backward": _backward(name) for name in LAYERS},
    "Dense.weights": _parameter("weights", (D, K)),
    "Dense.biases": _parameter("biases", (1, K)),
    "CategoricalCrossEntropy": _loss(
        backprop.CategoricalCrossEntropy, "y_pred", False
    ),
    "SoftmaxCrossEntropy": _loss(backprop.SoftmaxCrossEntropy, "inputs", True),
    "Loss_CategoricalCrossentropy.forward": _loss(
        nnfs.Loss_CategoricalCrossentropy, "y_pred", False
    ),
    "Loss_CategoricalCrossentropy.backward": _nnfs_loss_backward(
        nnfs.Loss_CategoricalCrossentropy
    ),
    "Loss.calculate": _calculate,
    f"{FUSED.__name__}.forward": _loss(FUSED, "inputs", True),
    f"{FUSED.__name__}.backward": _nnfs_loss_backward(FUSED),
    "softmax_jacobian": _jacobian,
    **{
        function.__name__: _penalty(function)
        for function in (
            backprop.l1_loss,
            backprop.l1_gradient,
            backprop.l2_loss,
            backprop.l2_gradient,
        )
    },
    "numerical_gradient": _numerical,
    **{
        f"{where}.{name}": make(where, check)
        for where, check in (
            ("check_gradient", backprop.check_gradient),
            ("check_direction", _along),
        )
        for name, make in (
            ("x", _checked_point),
            ("gradient", _checked_gradient),
        )
    },
    "Neuron.forward": _neuron_inputs,
    "Neuron.weights": _neuron_weights,
}
