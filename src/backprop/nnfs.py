"""The classes of *Neural Networks from Scratch*, chapter 9, by their names.

A script of that chapter runs with its class definitions replaced by
``from backprop.nnfs import *`` and prints the same digits: these classes do
the same operations in the same order, through ``np.dot``, ``np.eye``,
``np.zeros`` and ``np.random.randn``, which ``nnfs.init()`` replaces by
float32 versions. What the originals do silently with bad input is refused
here with a message. For everything else use the classes of
`backprop`; the page "For readers of NNFS" has the table.
"""

import numpy as np

from backprop.checks import (
    as_batch,
    as_count,
    as_probabilities,
    as_real,
    as_strength,
    as_upstream,
)
from backprop.labels import as_labels

__all__ = [
    "Activation_ReLU",
    "Activation_Softmax",
    "Activation_Softmax_Loss_CategoricalCrossentropy",
    "Layer_Dense",
    "Layer_Dropout",
    "Loss",
    "Loss_CategoricalCrossentropy",
]


class Layer_Dense:
    """A dense layer; see :class:`backprop.Dense`.

    Parameters
    ----------
    n_inputs, n_neurons : int
        Sizes; weights are ``0.01 * np.random.randn(n_inputs, n_neurons)``.
    weight_regularizer_l1, weight_regularizer_l2 : float, optional
        Weights of the penalties on the weights.
    bias_regularizer_l1, bias_regularizer_l2 : float, optional
        Weights of the penalties on the biases.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1 or a strength not a
        finite number of at least 0.

    Notes
    -----
    Deviation: the L1 slope at a parameter of exactly 0 is 0, not 1.

    Examples
    --------
    >>> layer = Layer_Dense(2, 3)
    >>> layer.forward([[1.0, 2.0]])
    >>> layer.output.shape
    (1, 3)
    """

    def __init__(
        self,
        n_inputs,
        n_neurons,
        weight_regularizer_l1=0,
        weight_regularizer_l2=0,
        bias_regularizer_l1=0,
        bias_regularizer_l2=0,
    ):
        n_inputs = as_count("Layer_Dense", "n_inputs", n_inputs)
        n_neurons = as_count("Layer_Dense", "n_neurons", n_neurons)
        strengths = {
            "weight_regularizer_l1": weight_regularizer_l1,
            "weight_regularizer_l2": weight_regularizer_l2,
            "bias_regularizer_l1": bias_regularizer_l1,
            "bias_regularizer_l2": bias_regularizer_l2,
        }
        for name, value in strengths.items():
            setattr(self, name, as_strength("Layer_Dense", name, value))
        self.weights = 0.01 * np.random.randn(n_inputs, n_neurons)  # noqa: NPY002
        self.biases = np.zeros((1, n_neurons))
        self.output = None

    def forward(self, inputs):
        """Keep ``np.dot(inputs, weights) + biases`` in ``output``."""
        width = len(self.weights)
        batch = as_batch("Layer_Dense.forward", "inputs", inputs, width)
        self.output = np.dot(batch, self.weights) + self.biases
        self.inputs = batch

    def backward(self, dvalues):
        """Keep the gradients in dweights, dbiases and dinputs."""
        dvalues = as_upstream(self, dvalues)
        dweights = np.dot(self.inputs.T, dvalues)
        dbiases = np.sum(dvalues, axis=0, keepdims=True)
        self._add_penalties("weight", self.weights, dweights)
        self._add_penalties("bias", self.biases, dbiases)
        self.dinputs = np.dot(dvalues, self.weights.T)
        self.dweights, self.dbiases = dweights, dbiases

    def _add_penalties(self, kind, values, gradient):
        l1 = getattr(self, f"{kind}_regularizer_l1")
        l2 = getattr(self, f"{kind}_regularizer_l2")
        # One after the other: the order decides the last digit.
        if l1 > 0:
            gradient += l1 * np.sign(values)
        if l2 > 0:
            gradient += 2 * l2 * values


class Layer_Dropout:
    """Inverted dropout; see :class:`backprop.Dropout`.

    Parameters
    ----------
    rate : float
        The share to drop: at least 0, less than 1.

    Raises
    ------
    TypeError, ValueError
        If `rate` is not a number in :math:`[0, 1)`.

    Examples
    --------
    >>> dropout = Layer_Dropout(0.0)
    >>> dropout.forward([[1.0, 2.0]])
    >>> dropout.output
    array([[1., 2.]])
    """

    def __init__(self, rate):
        dropped = as_real("Layer_Dropout", "rate", rate)
        if not 0.0 <= dropped < 1.0:
            raise ValueError(
                "Layer_Dropout: expected rate, the share that is dropped, "
                f"to be >= 0 and < 1, got {rate!r}"
            )
        # As in NNFS, which stores the share that is kept.
        self.rate = 1 - dropped
        self.output = None

    def forward(self, inputs):
        """Keep the masked and scaled inputs in ``output``."""
        batch = as_batch("Layer_Dropout.forward", "inputs", inputs)
        draws = np.random.binomial(1, self.rate, size=batch.shape)  # noqa: NPY002
        self.inputs, self.binary_mask = batch, draws / self.rate
        self.output = batch * self.binary_mask

    def backward(self, dvalues):
        """Keep the gradient, through the same mask, in ``dinputs``."""
        self.dinputs = as_upstream(self, dvalues) * self.binary_mask


class Activation_ReLU:
    """ReLU; see :class:`backprop.ReLU`.

    Examples
    --------
    >>> relu = Activation_ReLU()
    >>> relu.forward([[1.0, -2.0]])
    >>> relu.output
    array([[1., 0.]])
    """

    def __init__(self):
        self.output = None

    def forward(self, inputs):
        """Keep the positive part in ``output``."""
        batch = as_batch("Activation_ReLU.forward", "inputs", inputs)
        self.inputs, self.output = batch, np.maximum(0, batch)

    def backward(self, dvalues):
        """Keep the gradient where inputs were positive in ``dinputs``."""
        dinputs = as_upstream(self, dvalues).copy()
        dinputs[self.inputs <= 0] = 0
        self.dinputs = dinputs


class Activation_Softmax:
    """Softmax with a Jacobian per sample; see :class:`backprop.Softmax`.

    Examples
    --------
    >>> softmax = Activation_Softmax()
    >>> softmax.forward([[0.0, 0.0]])
    >>> softmax.output
    array([[0.5, 0.5]])
    """

    def __init__(self):
        self.output = None

    def forward(self, inputs):
        """Keep the probabilities in ``output``."""
        batch = as_batch("Activation_Softmax.forward", "inputs", inputs)
        powers = np.exp(batch - np.max(batch, axis=1, keepdims=True))
        self.inputs = batch
        self.output = powers / np.sum(powers, axis=1, keepdims=True)

    def backward(self, dvalues):
        """Keep the gradient at the logits in ``dinputs``."""
        dvalues = as_upstream(self, dvalues)
        dinputs = np.empty_like(dvalues)
        for i, row in enumerate(self.output):
            column = row[:, np.newaxis]
            jacobian = np.diagflat(column) - np.dot(column, column.T)
            dinputs[i] = np.dot(jacobian, dvalues[i])
        self.dinputs = dinputs


class Loss:
    """What all losses share: the mean, and the penalties of a layer.

    Examples
    --------
    >>> loss = Loss_CategoricalCrossentropy()
    >>> float(loss.calculate([[1.0, 0.0]], [0]).round(4))
    0.0
    """

    def regularization_loss(self, layer):
        """Return the sum of a layer's penalties."""
        total = 0
        for kind in ("weight", "bias"):
            values = layer.weights if kind == "weight" else layer.biases
            l1 = getattr(layer, f"{kind}_regularizer_l1")
            l2 = getattr(layer, f"{kind}_regularizer_l2")
            if l1 > 0:
                total += l1 * np.sum(np.abs(values))
            if l2 > 0:
                total += l2 * np.sum(values * values)
        return total

    def calculate(self, output, y):
        """Return the mean of the losses of the samples."""
        return np.mean(self.forward(output, y))


class Loss_CategoricalCrossentropy(Loss):
    """Cross-entropy; see :class:`backprop.CategoricalCrossEntropy`.

    Notes
    -----
    As in NNFS the loss is clipped on both sides, to
    :math:`[10^{-7}, 1 - 10^{-7}]`.
    Deviations: the gradient divides by probabilities clipped from below, so
    it is finite where the original divides by zero; soft labels weigh the
    logarithms, where the original takes the logarithm of the weighted sum,
    which is no cross-entropy and not what its backward differentiates.

    Examples
    --------
    >>> loss = Loss_CategoricalCrossentropy()
    >>> loss.forward([[0.5, 0.5]], [0]).round(4)
    array([0.6931])
    """

    def forward(self, y_pred, y_true):
        """Return the loss of every sample."""
        where = "Loss_CategoricalCrossentropy.forward"
        predictions = as_probabilities(where, "y_pred", y_pred)
        labels = _labels(where, y_true, predictions)
        clipped = np.clip(predictions, 1e-7, 1 - 1e-7)
        if labels.ndim == 1:
            return -np.log(clipped[range(len(clipped)), labels])
        logs = np.log(clipped, dtype=np.result_type(clipped, labels))
        return -np.sum(labels * logs, axis=1)

    def backward(self, dvalues, y_true):
        """Keep the gradient at the predictions `dvalues` in ``dinputs``."""
        where = "Loss_CategoricalCrossentropy.backward"
        predictions = as_probabilities(where, "dvalues", dvalues)
        labels = _labels(where, y_true, predictions)
        samples, n_classes = predictions.shape
        if labels.ndim == 1:
            labels = np.eye(n_classes)[labels]
        dinputs = -labels / np.maximum(predictions, 1e-7)
        self.dinputs = dinputs / samples


def _labels(where, y_true, predictions):
    """Return labels; rows of whole numbers make float64, as in NNFS."""
    labels = as_labels(where, y_true, predictions)
    return labels if labels.ndim == 1 else 1.0 * np.asarray(y_true)


class Activation_Softmax_Loss_CategoricalCrossentropy:
    """The two in one; see :class:`backprop.SoftmaxCrossEntropy`.

    Notes
    -----
    As in NNFS the loss is that of the clipped probabilities. Deviation:
    soft labels are used as they are, not hardened by argmax.

    Examples
    --------
    >>> loss = Activation_Softmax_Loss_CategoricalCrossentropy()
    >>> float(loss.forward([[0.0, 0.0]], [0]).round(4))
    0.6931
    """

    def __init__(self):
        self.activation = Activation_Softmax()
        self.loss = Loss_CategoricalCrossentropy()

    def forward(self, inputs, y_true):
        """Return the mean loss; keep the probabilities in ``output``."""
        where = f"{type(self).__name__}.forward"
        batch = as_batch(where, "inputs", inputs)
        as_labels(where, y_true, batch)
        self.activation.forward(batch)
        self.output = self.activation.output
        return self.loss.calculate(self.output, y_true)

    def backward(self, dvalues, y_true):
        """Keep the gradient at the logits in ``dinputs``.

        `dvalues` are the probabilities, as NNFS passes them.
        """
        where = f"{type(self).__name__}.backward"
        predictions = as_probabilities(where, "dvalues", dvalues)
        labels = as_labels(where, y_true, predictions)
        if labels.ndim == 2:
            self.dinputs = (predictions - labels) / len(predictions)
            return
        dinputs = predictions.copy()
        dinputs[range(len(dinputs)), labels] -= 1
        self.dinputs = dinputs / len(dinputs)
