"""A layer of neurons: one matrix product forward, two backward."""

import numpy as np

from backprop.checks import (
    as_batch,
    as_count,
    as_floats,
    as_strength,
    as_upstream,
    check_generator,
)
from backprop.regularization import (
    l1_gradient,
    l1_loss,
    l2_gradient,
    l2_loss,
)


class Dense:
    r"""A layer in which every neuron sees every input.

    .. math::

        Z = X W + b

    and, with :math:`G = \partial L / \partial Z` arriving from the layer
    after it,

    .. math::

        \frac{\partial L}{\partial X} = G\, W^{\mathsf T}, \qquad
        \frac{\partial L}{\partial W} = X^{\mathsf T} G,

        \frac{\partial L}{\partial b_{m}} = \sum_{i=1}^{N} G_{im} ,

    as derived in :eq:`eq-layer-forward-index`, :eq:`eq-layer-dinputs`,
    :eq:`eq-layer-dweights` and :eq:`eq-layer-dbiases`.

    Parameters
    ----------
    n_inputs, n_neurons : int
        The numbers :math:`D` of inputs and :math:`M` of neurons, each at
        least 1.
    rng : numpy.random.Generator
        Where the initial weights come from.
    weight_scale : float, optional
        Standard deviation of the initial weights; biases start at zero.
    dtype : {numpy.float64, numpy.float32}, optional
        The precision of the parameters, in which the layer computes.
    weight_regularizer_l1, weight_regularizer_l2 : float, optional
        The weights :math:`\lambda` of the penalties on the weights.
    bias_regularizer_l1, bias_regularizer_l2 : float, optional
        The same for the biases.

    Attributes
    ----------
    weights, dweights : ndarray of shape (n_inputs, n_neurons)
        The weights, one column per neuron, and their gradient.
    biases, dbiases : ndarray of shape (1, n_neurons)
        The biases and their gradient.
    inputs, dinputs : ndarray of shape (n_samples, n_inputs)
        What went in, kept by reference, and the gradient passed back.
    output : ndarray of shape (n_samples, n_neurons)
        The pre-activations :math:`Z`.

    Raises
    ------
    TypeError
        If a size is not a whole number, a strength or scale not a real
        number, `rng` no Generator or `dtype` neither float64 nor float32.
    ValueError
        If a size is below 1 or a strength or scale negative or not finite.

    Notes
    -----
    ``dweights`` and ``dbiases`` include the gradients of the penalties.
    NaN and infinities propagate as in NumPy. An array passed to `forward`
    must not be changed in place before `backward`: it is not copied. Nor is
    an array of the layer's dtype that is assigned to ``weights`` or
    ``biases``.
    Source: the layer of chapter 9 of *Neural Networks from Scratch* (2020),
    with the names of its attributes.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Dense(2, 3, rng=np.random.default_rng(0))
    >>> layer.weights = [[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]
    >>> layer.forward([[3.0, 4.0]])
    array([[3., 4., 2.]])
    >>> layer.backward([[1.0, 1.0, 1.0]])
    array([[3., 0.]])
    >>> layer.dweights
    array([[3., 3., 3.],
           [4., 4., 4.]])
    """

    def __init__(
        self,
        n_inputs,
        n_neurons,
        *,
        rng,
        weight_scale=0.01,
        dtype=np.float64,
        weight_regularizer_l1=0.0,
        weight_regularizer_l2=0.0,
        bias_regularizer_l1=0.0,
        bias_regularizer_l2=0.0,
    ):
        self.n_inputs = as_count("Dense", "n_inputs", n_inputs)
        self.n_neurons = as_count("Dense", "n_neurons", n_neurons)
        check_generator("Dense", rng)
        scale = as_strength("Dense", "weight_scale", weight_scale)
        if dtype not in (np.float64, np.float32):
            raise TypeError(
                "Dense: expected dtype to be numpy.float64 or "
                f"numpy.float32, got {dtype!r}"
            )
        self.dtype = np.dtype(dtype)
        self.weight_regularizer_l1 = as_strength(
            "Dense", "weight_regularizer_l1", weight_regularizer_l1
        )
        self.weight_regularizer_l2 = as_strength(
            "Dense", "weight_regularizer_l2", weight_regularizer_l2
        )
        self.bias_regularizer_l1 = as_strength(
            "Dense", "bias_regularizer_l1", bias_regularizer_l1
        )
        self.bias_regularizer_l2 = as_strength(
            "Dense", "bias_regularizer_l2", bias_regularizer_l2
        )
        self.weights = scale * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.full((1, n_neurons), 0.0)
        self.inputs = self.output = None
        self.dinputs = self.dweights = self.dbiases = None

    @property
    def weights(self):
        """The weights; an array assigned must have their shape."""
        return self._weights

    @weights.setter
    def weights(self, values):
        shape = (self.n_inputs, self.n_neurons)
        self._weights = self._parameter("weights", values, shape)

    @property
    def biases(self):
        """The biases; an array assigned must have their shape."""
        return self._biases

    @biases.setter
    def biases(self, values):
        self._biases = self._parameter("biases", values, (1, self.n_neurons))

    def _parameter(self, name, values, shape):
        array = as_floats("Dense", name, values)
        if array.shape != shape:
            raise ValueError(
                f"Dense: expected {name} of shape {shape}, got {array.shape}"
            )
        return array.astype(self.dtype, copy=False)

    def forward(self, inputs):
        """Return the pre-activations of a batch.

        Parameters
        ----------
        inputs : array_like of shape (n_samples, n_inputs)
            Kept by reference; cast if not of the layer's dtype.

        Returns
        -------
        ndarray of shape (n_samples, n_neurons)

        Raises
        ------
        TypeError, ValueError
            If `inputs` is not a batch of real numbers of that width.
        """
        batch = as_batch("Dense.forward", "inputs", inputs, self.n_inputs)
        batch = batch.astype(self.dtype, copy=False)
        output = batch @ self.weights
        output += self.biases
        self.inputs, self.output = batch, output
        return output

    def backward(self, dvalues):
        """Return the gradient with respect to the inputs; keep the others.

        Parameters
        ----------
        dvalues : array_like of shape (n_samples, n_neurons)
            The upstream gradient G.

        Returns
        -------
        ndarray of shape (n_samples, n_inputs)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError, ValueError
            If `dvalues` has not the shape of the output.
        """
        upstream = as_upstream(self, dvalues).astype(self.dtype, copy=False)
        dinputs = upstream @ self.weights.T
        dweights = self.inputs.T @ upstream
        dbiases = upstream.sum(axis=0, keepdims=True)
        self._add_penalties(dweights, dbiases)
        self.dinputs, self.dweights, self.dbiases = dinputs, dweights, dbiases
        return dinputs

    def _add_penalties(self, dweights, dbiases):
        if self.weight_regularizer_l1:
            dweights += l1_gradient(self.weights, self.weight_regularizer_l1)
        if self.weight_regularizer_l2:
            dweights += l2_gradient(self.weights, self.weight_regularizer_l2)
        if self.bias_regularizer_l1:
            dbiases += l1_gradient(self.biases, self.bias_regularizer_l1)
        if self.bias_regularizer_l2:
            dbiases += l2_gradient(self.biases, self.bias_regularizer_l2)

    def regularization_loss(self):
        """Return the sum of the layer's penalties, a float."""
        return (
            l1_loss(self.weights, self.weight_regularizer_l1)
            + l2_loss(self.weights, self.weight_regularizer_l2)
            + l1_loss(self.biases, self.bias_regularizer_l1)
            + l2_loss(self.biases, self.bias_regularizer_l2)
        )
