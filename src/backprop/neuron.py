"""One neuron, every number of it kept: chapter 1 in a class."""

from backprop.checks import as_floats, as_real


class Neuron:
    r"""A weighted sum, a bias and a ReLU, in plain Python numbers.

    .. math:: z = \sum_i x_i w_i + b, \qquad a = \max(0, z)

    and backward, from the derivative :math:`\partial L/\partial a` that
    arrives (``dvalue`` in the code), the chain rule :eq:`eq-neuron-chain`.

    Parameters
    ----------
    weights : sequence of float, length D
        One weight for each input.
    bias : float
        The bias :math:`b`.

    Attributes
    ----------
    weights, dweights : list of float, length D
        The weights and their gradient.
    bias, dbias : float
        The bias and its derivative.
    inputs, dinputs : list of float, length D
        The inputs :math:`x` and the gradient passed to whatever made them.
    products, dproducts : list of float, length D
        The products :math:`x_i w_i` and the derivatives with respect to
        them.
    z, dz : float
        The sum :math:`z` before the ReLU and its derivative.
    output, dvalue : float
        The activation :math:`a` and the derivative that arrived for it.

    Raises
    ------
    TypeError
        If a weight or the bias is not a real number.
    ValueError
        If `weights` is not a flat list of at least one number.

    Notes
    -----
    NaN and infinities propagate as in Python. `forward` and `backward`
    replace every value they keep or, when they refuse an argument, none.
    Source: the worked example of chapter 9 of *Neural Networks from
    Scratch* (2020), which calls the output *y*.

    Examples
    --------
    >>> neuron = Neuron([-3.0, -1.0, 2.0], 1.0)
    >>> neuron.forward([1.0, -2.0, 3.0])
    6.0
    >>> neuron.backward()
    [-3.0, -1.0, 2.0]
    >>> neuron.dweights, neuron.dbias
    ([1.0, -2.0, 3.0], 1.0)
    """

    def __init__(self, weights, bias):
        self.weights = _numbers("Neuron", "weights", weights)
        self.bias = as_real("Neuron", "bias", bias)
        self.inputs = self.products = self.z = self.output = None
        self.dvalue = self.dz = self.dproducts = None
        self.dinputs = self.dweights = self.dbias = None

    def forward(self, inputs):
        """Return the activation for one sample.

        Parameters
        ----------
        inputs : sequence of float, length D

        Returns
        -------
        float

        Raises
        ------
        TypeError, ValueError
            If `inputs` is not a flat list of as many numbers as there are
            weights.
        """
        x = _numbers("Neuron.forward", "inputs", inputs, len(self.weights))
        self.inputs = x
        self.products = _times(x, self.weights)
        self.z = _total(self.products) + self.bias
        self.output = max(self.z, 0.0)  # in this order NaN stays NaN
        return self.output

    def backward(self, dvalue=1.0):
        """Return the gradient with respect to the inputs; keep the others.

        Parameters
        ----------
        dvalue : float, optional
            The derivative of whatever is to change with respect to the
            output of this neuron; 1 if that is the output itself.

        Returns
        -------
        list of float, length D

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError
            If `dvalue` is not a real number.
        """
        if self.z is None:
            raise RuntimeError("Neuron.backward: call forward first")
        dvalue = as_real("Neuron.backward", "dvalue", dvalue)
        self.dvalue = dvalue
        self.dz = dvalue * (1.0 if self.z > 0 else 0.0)
        self.dproducts = [self.dz * 1.0 for _ in self.products]
        self.dbias = self.dz * 1.0
        self.dinputs = _times(self.dproducts, self.weights)
        self.dweights = _times(self.dproducts, self.inputs)
        return self.dinputs


def _times(left, right):
    return [u * v for u, v in zip(left, right, strict=True)]


def _total(terms):
    # Python's own sum rounds differently from version to version.
    total = 0.0
    for term in terms:
        total += term
    return total


def _numbers(where, name, values, length=None):
    array = as_floats(where, name, values)
    if array.ndim != 1 or (length is not None and len(array) != length):
        expected = "one or more" if length is None else length
        raise ValueError(
            f"{where}: expected {name} to be a flat list of {expected} "
            f"numbers, got shape {array.shape}"
        )
    return array.tolist()
