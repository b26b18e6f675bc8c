"""Slips with a dense layer: two products and a sum."""

import numpy as np

from backprop.diagnosis.formulas import UPSTREAM, slips, terms
from backprop.regularization import l1_gradient, l2_gradient

_AXIS = "{name} sums over the neurons (axis 1); sum over the samples (axis 0)"
_TRANSPOSE = (
    "{{name}} multiplies by the {0} as they are; it must multiply by their "
    "transpose"
)
_DINPUTS_ORDER = (
    "{name} has the factors of the product in the wrong order: it is dvalues "
    "times the weights' transpose"
)
_DWEIGHTS_ORDER = (
    "{name} has the factors of the product in the wrong order: it is the "
    "inputs' transpose times dvalues"
)
_WEIGHTS_FOR_INPUTS = (
    "{name} is made of the weights; it must be made of the inputs: their "
    "transpose times dvalues"
)


@slips("dense", "dinputs", "inputs", "weights", "dvalues")
def dense_dinputs(_, W, G):
    """What should be G Wᵀ."""
    yield "upstream", UPSTREAM, np.ones_like(G) @ W.T
    yield from _product("side", _TRANSPOSE.format("weights"), G, W)
    yield from _product("side", _DINPUTS_ORDER, W, G)
    yield from _product("side", _DINPUTS_ORDER, W.T, G)
    yield (
        "sum first",
        "{name} sums the weights and the gradients before it multiplies: "
        "multiply first, then sum over the neurons",
        G.sum(axis=1, keepdims=True) * W.sum(axis=1),
    )
    for j in _suspects(W.T):
        yield (
            "one neuron",
            f"{{name}} counts neuron {j} only: what comes back from all "
            "the neurons is added",
            G[:, [j]] * W[:, j],
        )


@slips("dense", "dinputs", "weights", "dvalues", "weight_l1", "weight_l2")
def dense_penalised_dinputs(W, G, l1, l2):
    """A penalty on weights has no gradient at the inputs."""
    for slope in (l1_gradient(W, l1), l2_gradient(W, l2)):
        if slope.any():
            yield (
                "penalty",
                "the penalty's gradient is added to {name}; it belongs to "
                "dweights",
                G @ W.T + slope.sum(axis=1),
            )


_ALL = ("inputs", "weights", "dvalues", "weight_l1", "weight_l2")


@terms("dense", "dinputs", *_ALL)
def dense_update(X, W, G, l1, l2):
    """What a step of the weights takes away."""
    dW = X.T @ G + l1_gradient(W, l1) + l2_gradient(W, l2)
    yield (
        "updated weights",
        "{name} is computed with weights that have been updated, with a "
        "learning rate of {k}: it needs those of the forward pass",
        G @ dW.T,
    )


@slips("dense", "dweights", "inputs", "weights", "dvalues")
def dense_dweights(X, W, G):
    """What should be Xᵀ G."""
    yield "upstream", UPSTREAM, X.T @ np.ones_like(G)
    yield from _product("side", _TRANSPOSE.format("inputs"), X, G)
    yield from _product("side", _DWEIGHTS_ORDER, G, X)
    yield from _product("other factor", _WEIGHTS_FOR_INPUTS, W, G)
    yield (
        "sum first",
        "{name} sums the inputs and the gradients before it multiplies: "
        "multiply first, then sum over the samples",
        X.sum(axis=0)[:, None] * G.sum(axis=0),
    )
    for i in _suspects(X):
        term = np.outer(X[i], G[i])
        yield (
            "one sample",
            f"{{name}} counts sample {i} only: the samples add up",
            term,
        )
        yield (
            "sample missing",
            f"sample {i} is missing from {{name}}",
            X.T @ G - term,
        )


@slips("dense", "dbiases", "dvalues")
def dense_dbiases(G):
    """What should be the sum of G over the samples."""
    n, m = G.shape
    yield (
        "upstream",
        UPSTREAM.replace("multiply by", "sum"),
        np.full((1, m), float(n)),
    )
    if n > 1:
        yield (
            "upstream",
            "{name} is not 1: it is the sum of dvalues",
            np.ones((1, m)),
        )
    for sums in (G.sum(axis=1), G.sum(axis=1, keepdims=True)):
        yield "axis", _AXIS, sums
    yield "axis", _AXIS, G.sum(axis=1, keepdims=True).T
    yield (
        "summed",
        "{name} sums the neurons too: sum over axis 0 only",
        np.full((1, m), G.sum()),
    )
    for i in _suspects(G):
        yield (
            "one sample",
            f"{{name}} counts sample {i} only: the samples add up",
            G[[i]],
        )
        yield (
            "sample missing",
            f"sample {i} is missing from {{name}}",
            G.sum(axis=0, keepdims=True) - G[[i]],
        )


def _product(key, words, left, right):
    """Yield a product of matrices if their shapes happen to fit."""
    if left.shape[1] == right.shape[0]:
        yield key, words, left @ right


def _suspects(rows):
    """Return which rows to suspect: of many only the first and last."""
    n = len(rows)
    return range(n) if n <= 32 else (0, n - 1)
