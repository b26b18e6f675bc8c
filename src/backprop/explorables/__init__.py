"""Objects of the book that can be moved, in the page and in the notebook.

Each is a widget: what its controls change in the browser, its attributes
follow, and what the package computes from them is in ``quantities()``. The
built book shows the same objects without a kernel.
"""

from backprop.explorables.break_it import BrokenNetwork
from backprop.explorables.cross_entropy import ForecastLoss
from backprop.explorables.gradient_check import GradientCheck
from backprop.explorables.layer import LayerTrace
from backprop.explorables.neuron import NeuronGraph
from backprop.explorables.relu import ReluGate
from backprop.explorables.softmax import SoftmaxJacobian
from backprop.explorables.softmax_cross_entropy import TwoRoutes
from backprop.explorables.training import SpiralTraining

__all__ = [
    "BrokenNetwork",
    "ForecastLoss",
    "GradientCheck",
    "LayerTrace",
    "NeuronGraph",
    "ReluGate",
    "SoftmaxJacobian",
    "SpiralTraining",
    "TwoRoutes",
]
