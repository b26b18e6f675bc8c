"""Softmax and cross-entropy in one step: exact, short and fast."""

import numpy as np

from backprop.checks import as_batch
from backprop.labels import as_labels


class SoftmaxCrossEntropy:
    r"""Cross-entropy of the softmax of logits.

    The loss is :eq:`eq-softmax-cross-entropy`,

    .. math::

        L = \frac1N \sum_{i=1}^{N} L_i,

        L_i = \sum_{j=1}^{K} y_{ij}
        \Bigl( \log \sum_{l=1}^{K} e^{z_{il}} - z_{ij} \Bigr),

    and its gradient is :eq:`eq-softmax-cross-entropy-backward`,

    .. math::

        \frac{\partial L}{\partial z_{ik}}
        = \frac{\hat y_{ik} - y_{ik}}{N} .

    Attributes
    ----------
    inputs, output : ndarray of shape (n_samples, n_classes)
        The logits, kept by reference, and the probabilities.
    y_true : ndarray of shape (n_samples,) or (n_samples, n_classes)
        The labels.
    sample_losses : ndarray of shape (n_samples,)
        The loss of each sample; `forward` returns their mean.
    dinputs : ndarray of shape (n_samples, n_classes)
        The gradient of the mean loss with respect to the logits.

    Notes
    -----
    The loss is computed from the logits (log-sum-exp), so no probability is
    too small for it: logits (1000, 0) with class 1 cost exactly 1000. NaN
    and logits of :math:`\infty` give a NaN loss. Source: the combined class
    of chapter 9 of *Neural Networks from Scratch* (2020), which works on
    probabilities.

    Examples
    --------
    >>> loss = SoftmaxCrossEntropy()
    >>> loss.forward([[1000.0, 0.0]], [1])
    1000.0
    >>> loss.backward()
    array([[ 1., -1.]])
    """

    def __init__(self):
        self.inputs = self.output = self.y_true = None
        self.sample_losses = self.dinputs = None

    def forward(self, inputs, y_true):
        """Return the mean loss of a batch.

        Parameters
        ----------
        inputs : array_like of shape (n_samples, n_classes)
            Logits: any real numbers.
        y_true : array_like of shape (n_samples,) or (n_samples, n_classes)
            Class numbers of any integer dtype, or rows that sum to one:
            one-hot or soft labels.

        Returns
        -------
        float

        Raises
        ------
        TypeError, ValueError
            If `inputs` is not a batch of real numbers or the labels do not
            fit: see :func:`backprop.labels.as_labels`.
        """
        where = "SoftmaxCrossEntropy.forward"
        logits = as_batch(where, "inputs", inputs)
        labels = as_labels(where, y_true, logits)
        shifted = logits - logits.max(axis=1, keepdims=True)
        output = np.exp(shifted)
        sums = output.sum(axis=1, keepdims=True)
        output /= sums
        losses = _label_sums(labels) * np.log(sums[:, 0])
        losses -= _expected(shifted, labels)
        self.inputs, self.output, self.y_true = logits, output, labels
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
        if self.output is None:
            raise RuntimeError(
                "SoftmaxCrossEntropy.backward: call forward first"
            )
        n_samples = len(self.output)
        if self.y_true.ndim == 1:
            dinputs = self.output.copy()
            dinputs[np.arange(n_samples), self.y_true] -= 1.0
        else:
            sums = _label_sums(self.y_true)[:, np.newaxis]
            dinputs = sums * self.output - self.y_true
        dinputs /= n_samples
        self.dinputs = dinputs
        return dinputs


def _label_sums(labels):
    """Return the sum of each sample's label: 1, or nearly, if rounded."""
    return 1.0 if labels.ndim == 1 else labels.sum(axis=1)


def _expected(shifted, labels):
    """Return the sum over classes of label times logit, row by row."""
    if labels.ndim == 1:
        return shifted[np.arange(len(labels)), labels]
    # A class of weight 0 counts for nothing, even at a logit of -inf.
    return np.vecdot(labels, np.where(labels > 0.0, shifted, 0.0))
