"""What a layer that has been run knows about its gradients."""

import numpy as np

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.dense import Dense
from backprop.dropout import Dropout
from backprop.relu import ReLU
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


def layer_context(layer, name, dvalues=None):
    """Return the context of one gradient of a layer, for `diagnose`.

    Parameters
    ----------
    layer : Dense, ReLU, Dropout, Softmax, or a loss
        After `forward`.
    name : {"dinputs", "dweights", "dbiases"}
    dvalues : ndarray, optional
        The upstream gradient; losses have none.

    Returns
    -------
    dict

    Raises
    ------
    TypeError
        If `layer` is of no kind whose mistakes are known.

    Examples
    --------
    >>> from backprop.diagnosis import diagnose
    >>> relu = ReLU()
    >>> Z, G = [[1.0, -2.0, 3.0]], [[-5.0, 6.0, 7.0]]
    >>> _ = relu.forward(Z)
    >>> diagnose(G, relu.backward(G), **layer_context(relu, "dinputs", G))
    The mask is missing: dinputs is dvalues as it came.
    """
    for kind, describe in _KINDS.items():
        if isinstance(layer, kind):
            return {"name": name, "dvalues": dvalues, **describe(layer, name)}
    raise TypeError(
        "layer_context: expected a layer or loss of this package, got "
        f"{type(layer).__name__}"
    )


def _dense(layer, name):
    context = {
        "of": "dense",
        "inputs": layer.inputs,
        "weights": layer.weights,
        "weight_l1": layer.weight_regularizer_l1,
        "weight_l2": layer.weight_regularizer_l2,
    }
    part = {"dweights": "weight", "dbiases": "bias"}.get(name)
    if part:
        context["parameters"] = (
            layer.weights if part == "weight" else layer.biases
        )
        context["l1"] = getattr(layer, f"{part}_regularizer_l1")
        context["l2"] = getattr(layer, f"{part}_regularizer_l2")
    return context


def _relu(layer, name):
    return {"of": "relu", "inputs": layer.inputs, "output": layer.output}


def _dropout(layer, name):
    return {
        "of": "dropout",
        "inputs": layer.inputs,
        "scaled_mask": layer.scaled_mask,
        "rate": layer.rate,
    }


def _softmax(layer, name):
    return {"of": "softmax", "inputs": layer.inputs, "output": layer.output}


def _cross_entropy(loss, name):
    return {
        "of": "cross_entropy",
        "inputs": loss.y_pred,
        "y_true": _rows(loss.y_true, loss.y_pred),
    }


def _softmax_cross_entropy(loss, name):
    return {
        "of": "softmax_cross_entropy",
        "inputs": loss.inputs,
        "output": loss.output,
        "y_true": _rows(loss.y_true, loss.output),
    }


def _rows(labels, like):
    return np.eye(like.shape[1])[labels] if labels.ndim == 1 else labels


_KINDS = {
    Dense: _dense,
    ReLU: _relu,
    Dropout: _dropout,
    Softmax: _softmax,
    CategoricalCrossEntropy: _cross_entropy,
    SoftmaxCrossEntropy: _softmax_cross_entropy,
}
