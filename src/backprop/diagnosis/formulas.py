"""Wrong formulas, layer by layer: what a slip would have computed.

Each function yields, for one gradient of one layer, a slip's key, the slip
in words and the array that it leads to. The decorator says which layer and
gradient they belong to and what has to be known for them; to add one, write
another such function, or another ``yield``.
"""

import numpy as np

SLIPS = {}


def slips(of, name, *needs):
    """Register a function as the slips of a gradient of a layer."""

    def register(function):
        SLIPS.setdefault((of, name), []).append((needs, function))
        return function

    return register


def wrong_formulas(context):
    """Yield key, words and array of every slip that can be computed."""
    for needs, function in SLIPS.get((context.of, context.name), ()):
        if all(getattr(context, need) is not None for need in needs):
            yield from function(*(getattr(context, need) for need in needs))
    for words, array in context.candidates.items():
        yield "candidate", words, np.asarray(array, np.float64)


UPSTREAM = "the upstream gradient is left out of {name}: multiply by dvalues"
ONES = "{name} uses the upstream gradient alone"


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
    yield "upstream", UPSTREAM.replace("dvalues", "dvalue"), gate * factor
    yield "mask missing", _GATE, g * factor
    yield "mask", _GATE_AT_G, g * (g > 0) * factor
    yield "mask", _GATE_AT_X, g * (wrong > 0) * factor
    yield "mask", _GATE_AT_X, g * (factor > 0) * factor
    yield "other factor", f"{_GATE}; and the factors are swapped", g * wrong
    yield "upstream", "{name} leaves dvalue and the ReLU out", factor
    yield (
        "upstream",
        "{name} leaves dvalue and the ReLU out, and takes the wrong factor "
        "of each product",
        wrong,
    )
    yield (
        "other factor",
        "{name} leaves dvalue out and takes the wrong factor of each product",
        gate * wrong,
    )
    yield (
        "upstream alone",
        f"{ONES}: the other factor is missing",
        (np.full_like(factor, (g * gate).item())),
    )


@slips("neuron", "dbias", "dvalues", "z")
def neuron_bias(g, z):
    """Upstream times gate, and nothing else."""
    gate = 1.0 * (z > 0)
    yield "upstream", UPSTREAM.replace("dvalues", "dvalue"), gate
    yield "mask missing", _GATE, g
    yield (
        "upstream",
        "{name} is 1 only for the sum, not for the neuron",
        (np.ones_like(gate)),
    )
    yield (
        "z for gate",
        ("{name} multiplies by the sum z; the ReLU's slope is 1 or 0"),
        g * z,
    )


_GATE = "the ReLU is left out of {name}: where z <= 0, nothing passes"
_GATE_AT_G = "the gate of {name} looks at dvalue; it must look at the sum z"
_GATE_AT_X = (
    "the gate of {name} looks at single inputs or weights; it must look at "
    "the sum z"
)


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


@slips("relu", "dinputs", "inputs", "dvalues")
def relu_dinputs(Z, G):
    """What should be G where Z > 0."""
    mask = 1.0 * (Z > 0)
    yield (
        "mask",
        ("the mask looks at dvalues; it must look at the inputs"),
        np.where(G > 0, G, 0.0),
    )
    yield (
        "mask",
        (
            "the mask is reversed: the gradient passes where the inputs are "
            "positive"
        ),
        np.where(Z > 0, 0.0, G),
    )
    yield (
        "mask",
        (
            "the mask looks at the inputs and at dvalues; the inputs alone decide"
        ),
        np.where((Z > 0) & (G > 0), G, 0.0),
    )
    yield (
        "zero",
        (
            "{name} passes the gradient where the inputs are exactly 0; by "
            "convention it does not pass there"
        ),
        np.where(Z >= 0, G, 0.0),
    )
    yield (
        "mask missing",
        ("the mask is missing: {name} is dvalues as it came"),
        G,
    )
    yield "upstream", UPSTREAM, mask
    yield (
        "output",
        ("{name} starts from the output; it must start from dvalues"),
        np.maximum(Z, 0.0),
    )
    yield (
        "output",
        ("{name} multiplies by the inputs; the ReLU's slope is 1 or 0"),
        np.where(Z > 0, G * Z, 0.0),
    )


@slips("dropout", "dinputs", "dvalues", "scaled_mask", "rate")
def dropout_dinputs(G, mask, rate):
    """What should be G times the mask of the forward pass, scaled."""
    kept = 1.0 * (mask != 0)
    yield (
        "mask missing",
        ("the mask is missing: {name} is dvalues as it came"),
        G,
    )
    yield (
        "mask missing",
        ("the mask is missing: {name} is only scaled"),
        G / (1.0 - rate),
    )
    yield (
        "mask",
        ("the mask is reversed: {name} passes what was dropped"),
        G * (1.0 - kept) / (1.0 - rate),
    )
    yield "upstream", UPSTREAM, mask


@slips("cross_entropy", "dinputs", "inputs", "y_true")
def cross_entropy_dinputs(P, Y):
    """What should be -Y / P / N."""
    n = len(P)
    safe = np.maximum(P, 1e-7)
    yield (
        "term",
        ("the labels are missing from {name}: only the true class counts"),
        -1.0 / safe / n,
    )
    yield (
        "term",
        (
            "{name} does not divide by the predictions: the slope of the "
            "logarithm is one over its argument"
        ),
        -Y / n,
    )
    yield (
        "other gradient",
        (
            "{name} is the gradient at the logits, before the softmax; asked "
            "for is the one at the predictions"
        ),
        (P - Y) / n,
    )
    yield (
        "other factor",
        ("{name} multiplies by the predictions; it must divide by them"),
        -Y * P / n,
    )


@slips("softmax", "dinputs", "output", "dvalues")
def softmax_dinputs(S, G):
    """What should be S ⊙ (G - G·S), row by row."""
    inner = (S * G).sum(axis=1, keepdims=True)
    yield (
        "term",
        (
            "{name} uses the diagonal of the Jacobian only: every output "
            "depends on every input"
        ),
        S * (1.0 - S) * G,
    )
    yield (
        "term",
        (
            "the second term is missing from {name}: subtract the outer "
            "product of the output with itself"
        ),
        S * G,
    )
    yield "upstream", UPSTREAM, S * (1.0 - S)
    yield (
        "term",
        ("{name} is not multiplied by the output at the end"),
        G - inner,
    )
    yield (
        "axis",
        (
            "{name} sums over the samples; each sample has a Jacobian of its own"
        ),
        S * (G - (S * G).sum(axis=0)),
    )
    yield (
        "axis",
        (
            "{name} sums over the whole batch; each sample has a Jacobian of "
            "its own"
        ),
        S * (G - (S * G).sum()),
    )
    yield (
        "sign",
        "the second term of {name} has the wrong sign",
        (S * (G + inner)),
    )


@slips("softmax_cross_entropy", "dinputs", "output", "y_true")
def softmax_cross_entropy_dinputs(P, Y):
    """What should be (P - Y) / N."""
    n = len(P)
    yield (
        "term",
        ("the labels are not subtracted: {name} is the predictions alone"),
        P / n,
    )
    yield (
        "term",
        ("the predictions are missing: {name} is the labels alone"),
        -Y / n,
    )
    yield (
        "other gradient",
        (
            "{name} is the gradient at the probabilities, behind the softmax; "
            "asked for is the one at the logits"
        ),
        -Y / np.maximum(P, 1e-7) / n,
    )


@slips("softmax_cross_entropy", "dinputs", "inputs", "y_true")
def from_logits(Z, Y):
    """The labels subtracted from the wrong array."""
    yield (
        "other factor",
        (
            "{name} subtracts the labels from the logits; it must subtract "
            "them from the probabilities"
        ),
        (Z - Y) / len(Z),
    )


@slips("l1", "gradient", "parameters", "l1")
def l1_gradient_slips(w, strength):
    """What should be λ sign(w)."""
    yield (
        "sign",
        ("{name} has one sign everywhere: the slope of |w| is -1 where w < 0"),
        np.full_like(w, strength),
    )
    yield (
        "zero",
        ("{name} is not 0 where a parameter is exactly 0"),
        np.where(w >= 0, strength, -strength),
    )
    yield (
        "zero",
        ("{name} is not 0 where a parameter is exactly 0"),
        np.where(w > 0, strength, -strength),
    )
    yield (
        "other gradient",
        ("{name} is the penalty itself, not its slope"),
        strength * np.abs(w),
    )


@slips("l2", "gradient", "parameters", "l2")
def l2_gradient_slips(w, strength):
    """What should be 2λw."""
    yield (
        "other gradient",
        ("{name} is the penalty itself, not its slope"),
        strength * w**2,
    )
    yield (
        "sign",
        "{name} has lost the signs of the parameters",
        (2.0 * strength * np.abs(w)),
    )


def _products(*cases):
    """Yield the products of matrices whose shapes happen to fit."""
    for _, key, words, left, right in cases:
        if left.shape[1] == right.shape[0]:
            yield key, words, left @ right
