"""Slips with ReLU, dropout and softmax."""

import numpy as np

from backprop.diagnosis.formulas import UPSTREAM, slips

_REVERSED = (
    "the mask is reversed: the gradient must pass where the inputs are "
    "positive"
)


@slips("relu", "dinputs", "inputs", "dvalues")
def relu_dinputs(Z, G):
    """What should be G where Z > 0."""
    mask = 1.0 * (Z > 0)
    yield (
        "mask",
        "the mask looks at dvalues; it must look at the inputs",
        np.where(G > 0, G, 0.0),
    )
    yield (
        "mask",
        _REVERSED,
        np.where(Z > 0, 0.0, G),
    )
    yield (
        "mask",
        _REVERSED,
        np.where(Z < 0, G, 0.0),
    )
    yield (
        "mask",
        "the mask looks at dvalues too; the inputs alone decide",
        np.where((Z > 0) & (G > 0), G, 0.0),
    )
    yield (
        "kink",
        "{name} passes the gradient where the inputs are exactly 0; by "
        "convention it does not pass there",
        np.where(Z >= 0, G, 0.0),
    )
    yield (
        "kink",
        "{name} passes half of the gradient where the inputs are exactly 0; "
        "by convention nothing passes there",
        np.where(Z == 0, 0.5 * G, mask * G),
    )
    yield (
        "mask missing",
        "the mask is missing: {name} is dvalues as it came",
        G,
    )
    yield "upstream", UPSTREAM, mask
    yield (
        "output",
        "{name} starts from the output; it must start from dvalues",
        np.maximum(Z, 0.0),
    )
    yield (
        "output",
        "{name} multiplies by the inputs; the ReLU's slope is 1 or 0",
        np.where(Z > 0, G * Z, 0.0),
    )
    yield (
        "output, mask missing",
        "{name} multiplies by the inputs, the negative ones too; the ReLU's "
        "slope is 1 or 0",
        G * Z,
    )


@slips("relu", "dinputs", "dvalues", "others")
def relu_masked_by_others(G, others):
    """A mask taken from an array of the same shape."""
    for name, array in others.items():
        if array.shape == G.shape:
            yield (
                "mask",
                f"the mask looks at {name}; it must look at the inputs",
                np.where(array > 0, G, 0.0),
            )


@slips("dropout", "dinputs", "dvalues", "scaled_mask", "rate")
def dropout_dinputs(G, mask, rate):
    """What should be G times the mask of the forward pass, scaled."""
    kept = 1.0 * (mask != 0)
    yield (
        "mask missing",
        "the mask is missing: {name} is dvalues as it came",
        G,
    )
    yield (
        "mask missing",
        "the mask is missing: {name} is only scaled",
        G / (1.0 - rate),
    )
    yield (
        "mask",
        "the mask is reversed: {name} passes what was dropped",
        G * (1.0 - kept) / (1.0 - rate),
    )
    yield "upstream", UPSTREAM, mask


@slips("softmax", "dinputs", "output", "dvalues")
def softmax_dinputs(S, G):
    """What should be S ⊙ (G - G·S), row by row."""
    inner = (S * G).sum(axis=1, keepdims=True)
    yield (
        "term",
        "{name} uses the diagonal of the Jacobian only: every output "
        "depends on every input",
        S * (1.0 - S) * G,
    )
    yield (
        "term",
        "the second term is missing from {name}: subtract the outer "
        "product of the output with itself",
        S * G,
    )
    yield "upstream", UPSTREAM, S * (1.0 - S)
    yield (
        "sum first",
        "{name} sums the rows of the Jacobian before it multiplies, and "
        "they sum to 0: multiply first",
        S * (1.0 - S.sum(axis=1, keepdims=True)) * G,
    )
    yield (
        "term",
        "{name} is not multiplied by the output at the end",
        G - inner,
    )
    yield (
        "axis",
        "{name} sums over the samples; each has a Jacobian of its own",
        S * (G - (S * G).sum(axis=0)),
    )
    yield (
        "axis",
        "{name} sums over the whole batch; each sample has a Jacobian of "
        "its own",
        S * (G - (S * G).sum()),
    )
    yield (
        "sign",
        "the second term of {name} has the wrong sign",
        S * (G + inner),
    )
    yield (
        "sign",
        "off its diagonal the Jacobian of {name} has the wrong sign: one "
        "output grows at the cost of the others",
        S * (G * (1.0 - 2.0 * S) + inner),
    )
