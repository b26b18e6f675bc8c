"""Categorical cross-entropy on probabilities."""

import numpy as np

from backprop.checks import as_probabilities
from backprop.labels import as_labels

SMALLEST_PROBABILITY = 1e-7
"""Predictions below this count as this: the logarithm stays finite."""


class CategoricalCrossEntropy:
    r"""How surprised the predictions are by the labels, on average.

    The loss is :eq:`eq-cross-entropy`,

    .. math::

        L = \frac1N \sum_{i=1}^{N} L_i, \qquad
        L_i = - \sum_{l=1}^{K} y_{il} \log \hat y_{il},

    and its gradient :eq:`eq-cross-entropy-backward`,

    .. math::

        \frac{\partial L}{\partial \hat y_{ij}}
        = - \frac{1}{N} \, \frac{y_{ij}}{\hat y_{ij}} .

    In both, :math:`\hat y` below :math:`10^{-7}` counts as :math:`10^{-7}`.

    Attributes
    ----------
    y_pred : ndarray of shape (n_samples, n_classes)
        The predictions, kept by reference.
    y_true : ndarray of shape (n_samples,) or (n_samples, n_classes)
        The labels.
    sample_losses : ndarray of shape (n_samples,)
        The loss of each sample; `forward` returns their mean.
    dinputs : ndarray of shape (n_samples, n_classes)
        The gradient of the mean loss with respect to the predictions.

    Notes
    -----
    Below :math:`10^{-7}` the gradient is finite and points the right way; it
    is deliberately not the slope of the clipped loss, which is 0 there and
    would tell a network that is entirely wrong to stay so. NaN predictions
    give a NaN loss. Source: chapters 5 and 9 of *Neural Networks from
    Scratch* (2020), which clips the loss on both sides and the gradient on
    neither.

    Examples
    --------
    >>> loss = CategoricalCrossEntropy()
    >>> round(loss.forward([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4]], [0, 1]), 4)
    0.5249
    >>> loss.backward().round(4)
    array([[-0.7143,  0.    ,  0.    ],
           [ 0.    , -1.    ,  0.    ]])
    """

    def __init__(self):
        self.y_pred = self.y_true = None
        self.sample_losses = self.dinputs = None

    def forward(self, y_pred, y_true):
        """Return the mean loss of a batch.

        Parameters
        ----------
        y_pred : array_like of shape (n_samples, n_classes)
            Probabilities; each row sums to one, to within :math:`10^{-3}`.
        y_true : array_like of shape (n_samples,) or (n_samples, n_classes)
            Class numbers of any integer dtype, or rows that sum to one:
            one-hot or soft labels.

        Returns
        -------
        float

        Raises
        ------
        TypeError, ValueError
            If a row of `y_pred` is no distribution (logits, say), or the
            labels do not fit: see :func:`backprop.labels.as_labels`.
        """
        where = "CategoricalCrossEntropy.forward"
        probabilities = as_probabilities(where, "y_pred", y_pred)
        labels = as_labels(where, y_true, probabilities)
        if labels.ndim == 1:
            confidences = probabilities[np.arange(len(labels)), labels]
            losses = np.log(np.maximum(confidences, SMALLEST_PROBABILITY))
        else:
            clipped = np.maximum(probabilities, SMALLEST_PROBABILITY)
            losses = np.vecdot(labels, np.log(clipped))
        losses = 0.0 - losses  # unlike -losses, never the number -0.0
        self.y_pred, self.y_true = probabilities, labels
        self.sample_losses = losses
        return float(losses.mean())

    def backward(self):
        r"""Return the gradient of the mean loss.

        The chain starts here: :math:`\partial L/\partial L = 1`, so there is
        nothing to pass in.

        Returns
        -------
        ndarray of shape (n_samples, n_classes)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        """
        if self.y_pred is None:
            raise RuntimeError(
                "CategoricalCrossEntropy.backward: call forward first"
            )
        n_samples = len(self.y_pred)
        if self.y_true.ndim == 1:
            dinputs = np.full_like(self.y_pred, 0.0)
            rows = np.arange(n_samples)
            confidences = self.y_pred[rows, self.y_true]
            dinputs[rows, self.y_true] = -1.0 / (
                n_samples * np.maximum(confidences, SMALLEST_PROBABILITY)
            )
        else:
            clipped = np.maximum(self.y_pred, SMALLEST_PROBABILITY)
            dinputs = 0.0 - self.y_true / (n_samples * clipped)
        self.dinputs = dinputs
        return dinputs
