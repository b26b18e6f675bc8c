"""The rectified linear unit: keep what is positive."""

import numpy as np

from backprop.checks import as_batch, as_upstream


class ReLU:
    r"""Keep what is positive, replace the rest by zero.

    .. math::

        A = \max(0, Z), \qquad
        \frac{\partial L}{\partial Z} = G \odot [Z > 0],

    as derived in :eq:`eq-relu`; :math:`[Z > 0]` is 1 where the condition
    holds and 0 elsewhere. At exactly 0 the derivative is taken to be 0. The
    mask looks at the inputs of the forward pass, never at the gradient.

    Attributes
    ----------
    inputs, output : ndarray of shape (n_samples, n_features)
        What went in, kept by reference, and what came out.
    dinputs : ndarray of shape (n_samples, n_features)
        The gradient passed back.

    Notes
    -----
    float32 stays float32. NaN inputs give NaN outputs and a gradient of 0,
    since NaN is not greater than 0; NaN in `dvalues` passes where the unit
    is open. Source: V. Nair and G. Hinton, "Rectified linear units improve
    restricted Boltzmann machines" (2010); the class follows chapter 9 of
    *Neural Networks from Scratch* (2020).

    Examples
    --------
    >>> relu = ReLU()
    >>> relu.forward([[1.0, -2.0, 0.0]])
    array([[1., 0., 0.]])
    >>> relu.backward([[5.0, 6.0, 7.0]])
    array([[5., 0., 0.]])
    """

    def __init__(self):
        self.inputs = self.output = self.dinputs = None

    def forward(self, inputs):
        """Return the positive part of a batch.

        Parameters
        ----------
        inputs : array_like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples, n_features)

        Raises
        ------
        TypeError, ValueError
            If `inputs` is not a batch of real numbers.
        """
        batch = as_batch("ReLU.forward", "inputs", inputs)
        self.inputs, self.output = batch, np.maximum(batch, 0.0)
        return self.output

    def backward(self, dvalues):
        """Return the upstream gradient where the inputs were positive.

        Parameters
        ----------
        dvalues : array_like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples, n_features)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError, ValueError
            If `dvalues` has not the shape of the output.
        """
        upstream = as_upstream(self, dvalues)
        self.dinputs = np.where(self.inputs > 0.0, upstream, 0.0)
        return self.dinputs
