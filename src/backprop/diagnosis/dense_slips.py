"""Slips with a dense layer: two products and a sum."""

import numpy as np

from backprop.diagnosis.formulas import UPSTREAM, slips


@slips("dense", "dinputs", "inputs", "weights", "dvalues")
def dense_dinputs(_, W, G):
    """What should be G Wᵀ."""
    yield "upstream", UPSTREAM, np.ones_like(G) @ W.T
    yield from _products(
        (
            "G W",
            "side",
            "{name} multiplies by the weights; it must multiply "
            "by their transpose",
            G,
            W,
        ),
        (
            "W G",
            "side",
            "{name} has the factors of the product in the wrong "
            "order: it is dvalues times the weights' transpose",
            W,
            G,
        ),
        (
            "Wᵀ G",
            "side",
            "{name} has the factors of the product in the "
            "wrong order: it is dvalues times the weights' transpose",
            W.T,
            G,
        ),
    )
    yield (
        "sum first",
        (
            "{name} sums the weights and the gradients before it multiplies: "
            "multiply first, then sum over the neurons"
        ),
        G.sum(axis=1, keepdims=True) * W.sum(axis=1),
    )
    for j in range(W.shape[1]):
        yield (
            "one neuron",
            (
                f"{{name}} counts neuron {j} only: what comes back from all "
                "the neurons is added"
            ),
            G[:, [j]] * W[:, j],
        )


@slips("dense", "dweights", "inputs", "weights", "dvalues")
def dense_dweights(X, W, G):
    """What should be Xᵀ G."""
    yield "upstream", UPSTREAM, X.T @ np.ones_like(G)
    yield from _products(
        (
            "X G",
            "side",
            "{name} multiplies by the inputs; it must multiply "
            "by their transpose",
            X,
            G,
        ),
        (
            "G X",
            "side",
            "{name} has the factors of the product in the wrong "
            "order: it is the inputs' transpose times dvalues",
            G,
            X,
        ),
        (
            "W G",
            "other factor",
            "{name} is made of the weights; it must be "
            "made of the inputs: their transpose times dvalues",
            W,
            G,
        ),
    )
    yield (
        "sum first",
        (
            "{name} sums the inputs and the gradients before it multiplies: "
            "multiply first, then sum over the samples"
        ),
        X.sum(axis=0)[:, None] * G.sum(axis=0),
    )
    for i in range(len(X) if len(X) > 1 else 0):
        term = np.outer(X[i], G[i])
        yield (
            "one sample",
            (f"{{name}} counts sample {i} only: the samples add up"),
            term,
        )
        yield (
            "sample missing",
            f"sample {i} is missing from {{name}}",
            (X.T @ G - term),
        )


@slips("dense", "dbiases", "dvalues")
def dense_dbiases(G):
    """What should be the sum of G over the samples."""
    n, m = G.shape
    yield (
        "upstream",
        UPSTREAM.replace("multiply by", "sum"),
        (np.full((1, m), float(n))),
    )
    yield (
        "upstream",
        "{name} is not 1: it is the sum of dvalues",
        (np.ones((1, m))),
    )
    for sums in (G.sum(axis=1), G.sum(axis=1, keepdims=True)):
        yield "axis", _AXIS, sums
    yield "axis", _AXIS, G.sum(axis=1, keepdims=True).T
    yield (
        "summed",
        "{name} sums the neurons too: sum over axis 0 only",
        (np.full((1, m), G.sum())),
    )
    for i in range(n if n > 1 else 0):
        yield (
            "one sample",
            (f"{{name}} counts sample {i} only: the samples add up"),
            G[[i]],
        )
        yield (
            "sample missing",
            f"sample {i} is missing from {{name}}",
            (G.sum(axis=0, keepdims=True) - G[[i]]),
        )


_AXIS = "{name} sums over the neurons (axis 1); sum over the samples (axis 0)"


def _products(*cases):
    """Yield the products of matrices whose shapes happen to fit."""
    for _, key, words, left, right in cases:
        if left.shape[1] == right.shape[0]:
            yield key, words, left @ right
