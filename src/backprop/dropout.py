"""Inverted dropout: switch units off at random, scale up the rest."""

import numpy as np

from backprop.checks import as_batch, as_real, as_upstream, check_generator


class Dropout:
    r"""Set a random share of a batch to zero while training.

    Equation :eq:`eq-dropout`,

    .. math::

        \tilde X = X \odot \frac{R}{1 - p}, \qquad
        \frac{\partial L}{\partial X} = G \odot \frac{R}{1 - p},

    where each entry of :math:`R` is 0 with probability :math:`p` and 1
    otherwise, drawn anew at each forward pass and used again, unchanged, on
    the way back.

    Parameters
    ----------
    rate : float
        The probability :math:`p`, :math:`0 \le p < 1`, with which an entry
        is dropped.
    rng : numpy.random.Generator
        Where the masks come from.

    Attributes
    ----------
    inputs, output : ndarray of shape (n_samples, n_features)
        What went in, kept by reference, and what came out.
    scaled_mask : ndarray of shape (n_samples, n_features)
        :math:`R/(1 - p)` of the last forward pass; all ones if not training.
    dinputs : ndarray of shape (n_samples, n_features)
        The gradient passed back.

    Raises
    ------
    TypeError
        If `rate` is not a real number or `rng` no Generator.
    ValueError
        If `rate` is outside :math:`[0, 1)`. NNFS passes the same number:
        the share to drop.

    Notes
    -----
    Dividing by :math:`1 - p` keeps the expected output equal to the input, so
    nothing has to change when training ends. NaN and infinities propagate
    as in NumPy (also through the mask: 0 times inf is NaN). Source:
    N. Srivastava et al., "Dropout: a simple way to prevent neural networks
    from overfitting" (2014).

    Examples
    --------
    >>> import numpy as np
    >>> dropout = Dropout(0.5, rng=np.random.default_rng(0))
    >>> dropout.forward([[1.0, 2.0, 3.0, 4.0]])
    array([[2., 0., 0., 0.]])
    >>> dropout.backward([[1.0, 1.0, 1.0, 1.0]])
    array([[2., 0., 0., 0.]])
    """

    def __init__(self, rate, *, rng):
        self.rate = as_real("Dropout", "rate", rate)
        if not 0.0 <= self.rate < 1.0:
            raise ValueError(
                "Dropout: expected rate, the share that is dropped, to be "
                f">= 0 and < 1, got {rate!r}"
            )
        check_generator("Dropout", rng)
        self.rng = rng
        self.inputs = self.output = self.dinputs = self.scaled_mask = None

    def forward(self, inputs, *, training=True):
        """Return the batch with a fresh random mask applied.

        Parameters
        ----------
        inputs : array_like of shape (n_samples, n_features)
        training : bool, optional
            If false, nothing is dropped or scaled and `rng` is not used.

        Returns
        -------
        ndarray of shape (n_samples, n_features)

        Raises
        ------
        TypeError, ValueError
            If `inputs` is not a batch of real numbers.
        """
        batch = as_batch("Dropout.forward", "inputs", inputs)
        mask = np.full_like(batch, 1.0)
        if training:
            mask *= self.rng.random(batch.shape) >= self.rate
            mask /= 1.0 - self.rate
        self.inputs, self.output = batch, batch * mask
        self.scaled_mask = mask
        return self.output

    def backward(self, dvalues):
        """Return the upstream gradient times the mask of the forward pass.

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
        self.dinputs = as_upstream(self, dvalues) * self.scaled_mask
        return self.dinputs
