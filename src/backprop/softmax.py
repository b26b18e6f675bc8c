"""Softmax: logits to probabilities, and the way back without a Jacobian."""

import numpy as np

from backprop.checks import (
    PROBABILITY_TOLERANCE,
    as_batch,
    as_floats,
    as_upstream,
    check_distributions,
)


class Softmax:
    r"""Turn every row of logits into probabilities, :eq:`eq-softmax`.

    .. math::

        S_{ij} = \frac{e^{z_{ij}}}{\sum_{l=1}^{K} e^{z_{il}}}

    and backward, :eq:`eq-softmax-backward`, with the upstream gradient
    :math:`G`,

    .. math::

        \frac{\partial L}{\partial z_{ik}}
        = S_{ik} \Bigl( G_{ik} - \sum_{j=1}^{K} G_{ij} S_{ij} \Bigr),

    which is the product of the Jacobian :eq:`eq-softmax-jacobian` with
    :math:`G`, worked out so that no Jacobian is built: :math:`K` numbers a
    sample, not :math:`K^2`.

    Attributes
    ----------
    inputs, output : ndarray of shape (n_samples, n_classes)
        The logits, kept by reference, and the probabilities.
    dinputs : ndarray of shape (n_samples, n_classes)
        The gradient passed back.

    Notes
    -----
    The largest logit of each row is subtracted first; this changes nothing
    but keeps exp from overflowing. A NaN or :math:`\infty` in a row makes
    the row NaN; :math:`-\infty` gets probability 0 unless the whole row is
    :math:`-\infty`. Source: J. S. Bridle, "Probabilistic interpretation of
    feedforward classification network outputs" (1990).

    Examples
    --------
    >>> import numpy as np
    >>> softmax = Softmax()
    >>> softmax.forward(np.log([[7.0, 1.0, 2.0]])).round(4)
    array([[0.7, 0.1, 0.2]])
    >>> softmax.backward([[1.0, 0.0, 0.0]]).round(4)
    array([[ 0.21, -0.07, -0.14]])
    """

    def __init__(self):
        self.inputs = self.output = self.dinputs = None

    def forward(self, inputs):
        """Return the probabilities of a batch of logits.

        Parameters
        ----------
        inputs : array_like of shape (n_samples, n_classes)

        Returns
        -------
        ndarray of shape (n_samples, n_classes)

        Raises
        ------
        TypeError, ValueError
            If `inputs` is not a batch of real numbers.
        """
        batch = as_batch("Softmax.forward", "inputs", inputs)
        output = np.exp(batch - batch.max(axis=1, keepdims=True))
        output /= output.sum(axis=1, keepdims=True)
        self.inputs, self.output = batch, output
        return output

    def backward(self, dvalues):
        """Return the gradient with respect to the logits.

        Parameters
        ----------
        dvalues : array_like of shape (n_samples, n_classes)

        Returns
        -------
        ndarray of shape (n_samples, n_classes)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError, ValueError
            If `dvalues` has not the shape of the output.
        """
        upstream = as_upstream(self, dvalues)
        mean = np.vecdot(upstream, self.output)[:, np.newaxis]
        self.dinputs = self.output * (upstream - mean)
        return self.dinputs


def softmax_jacobian(probabilities):
    r"""Return all partial derivatives of softmax, given its output.

    These are :eq:`eq-softmax-jacobian`:

    .. math::

        J_{jk} = \frac{\partial S_j}{\partial z_k}
        = S_j (\delta_{jk} - S_k)

    Parameters
    ----------
    probabilities : array_like of shape (n_classes,) or (n_samples, n_classes)
        One output of softmax, or a batch of them.

    Returns
    -------
    ndarray of shape (n_classes, n_classes), or one such matrix per sample
        Row :math:`j`, column :math:`k`: how output :math:`j` answers to
        logit :math:`k`.

    Raises
    ------
    TypeError, ValueError
        If `probabilities` is not of one of these shapes or a row is not a
        distribution.

    Examples
    --------
    >>> softmax_jacobian([0.7, 0.1, 0.2]).round(4)
    array([[ 0.21, -0.07, -0.14],
           [-0.07,  0.09, -0.02],
           [-0.14, -0.02,  0.16]])
    """
    where, name = "softmax_jacobian", "probabilities"
    rows = as_floats(where, name, probabilities)
    if rows.ndim not in (1, 2):
        raise ValueError(
            f"{where}: expected {name} of shape (n_classes,) or "
            f"(n_samples, n_classes), got {rows.shape}"
        )
    check_distributions(
        where, name, np.atleast_2d(rows), PROBABILITY_TOLERANCE
    )
    jacobian = -rows[..., :, np.newaxis] * rows[..., np.newaxis, :]
    diagonal = np.arange(rows.shape[-1])
    jacobian[..., diagonal, diagonal] += rows
    return jacobian
