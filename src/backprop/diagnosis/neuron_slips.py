"""Slips with one neuron: upstream times gate times the other factor."""

import numpy as np

from backprop.diagnosis.formulas import UPSTREAM, slips

_UPSTREAM = UPSTREAM.replace("dvalues", "dvalue")
_GATE = "the ReLU is left out of {name}: where z <= 0, nothing passes"
_GATE_AT_G = "the gate of {name} looks at dvalue; it must look at the sum z"
_Z_FOR_GATE = "{name} multiplies by the sum z; the ReLU's slope is 1 or 0"
_GATE_AT_X = (
    "the gate of {name} looks at single inputs or weights; it must look at "
    "the sum z"
)


@slips("neuron", "dinputs", "inputs", "weights", "dvalues", "z")
@slips("neuron", "dweights", "weights", "inputs", "dvalues", "z")
def neuron_products(wrong, factor, g, z):
    """The product rule with the factor that belongs, and with the other."""
    gate = 1.0 * (z > 0)
    yield (
        "other factor",
        "{name} takes the wrong factor of each product: an input gets the "
        "weight it meets, a weight the input it meets",
        g * gate * wrong,
    )
    yield "upstream", _UPSTREAM, gate * factor
    yield "mask missing", _GATE, g * factor
    yield "mask", _GATE_AT_G, g * (g > 0) * factor
    yield "z for gate", _Z_FOR_GATE, g * z * factor
    yield (
        "products",
        "{name} is the products of the way forward; on the way back each "
        "factor gets what arrives times the other",
        wrong * factor,
    )
    yield "mask", _GATE_AT_X, g * (wrong > 0) * factor
    yield "mask", _GATE_AT_X, g * (factor > 0) * factor
    yield (
        "mask missing, other factor",
        f"{_GATE}; and it takes the wrong factor of each product",
        g * wrong,
    )
    yield (
        "upstream, mask missing",
        "{name} leaves dvalue and the ReLU out",
        factor,
    )
    yield (
        "upstream, mask missing, other factor",
        "{name} leaves dvalue and the ReLU out, and takes the wrong factor "
        "of each product",
        wrong,
    )
    yield (
        "upstream, other factor",
        "{name} leaves dvalue out and takes the wrong factor of each product",
        gate * wrong,
    )
    yield (
        "upstream alone",
        "{name} is the gradient of the sum: the other factor is missing",
        np.full_like(factor, (g * gate).item()),
    )


@slips("neuron", "dbias", "dvalues", "z")
def neuron_bias(g, z):
    """Upstream times gate, and nothing else."""
    gate = 1.0 * (z > 0)
    yield "upstream", _UPSTREAM, gate
    yield "mask missing", _GATE, g
    yield (
        "upstream, mask missing",
        "{name} is 1 only for the sum, not for the neuron",
        np.ones_like(gate),
    )
    yield (
        "z for gate",
        _Z_FOR_GATE,
        g * z,
    )
