"""Backpropagation by hand: the verified code of the book.

Every class computes its forward pass and the gradient of that pass, and
every gradient is checked against central differences, symbolic algebra and
automatic differentiation. Arrays hold samples in rows.
"""

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.datasets import spiral
from backprop.dense import Dense
from backprop.directions import DirectionMismatchError, check_direction
from backprop.dropout import Dropout
from backprop.gradcheck import (
    GradientMismatchError,
    check_gradient,
    numerical_gradient,
)
from backprop.neuron import Neuron
from backprop.regularization import (
    l1_gradient,
    l1_loss,
    l2_gradient,
    l2_loss,
)
from backprop.relu import ReLU
from backprop.softmax import Softmax, softmax_jacobian
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy
from backprop.source import show_source

__all__ = [
    "CategoricalCrossEntropy",
    "Dense",
    "DirectionMismatchError",
    "Dropout",
    "GradientMismatchError",
    "Neuron",
    "ReLU",
    "Softmax",
    "SoftmaxCrossEntropy",
    "check_direction",
    "check_gradient",
    "l1_gradient",
    "l1_loss",
    "l2_gradient",
    "l2_loss",
    "numerical_gradient",
    "show_source",
    "softmax_jacobian",
    "spiral",
]
