"""What is wrong with a gradient, in words.

:func:`diagnose` compares a claimed gradient with the right one. If they
differ it builds what well-known mistakes would have given, from whatever is
known about the layer, and says which of them fits: a factor, a sign, a
transpose, a mask taken from the wrong array, a sum over the wrong axis. If
none fits it does not guess; it says where the largest difference is.

:func:`diagnose_network` says in which layer of a network the mistake is.

The causes are functions in a table (``causes.py``), the wrong formulas of
each layer another (``formulas.py`` and the modules that fill it).
"""

from backprop.diagnosis import (  # noqa: F401
    activation_slips,
    dense_slips,
    loss_slips,
    neuron_slips,
)
from backprop.diagnosis.finding import Diagnosis, diagnose
from backprop.diagnosis.layers import layer_context
from backprop.diagnosis.network import NetworkDiagnosis, summarise
from backprop.diagnosis.walk import diagnose_network

__all__ = [
    "Diagnosis",
    "NetworkDiagnosis",
    "diagnose",
    "diagnose_network",
    "layer_context",
    "summarise",
]
