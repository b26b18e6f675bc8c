"""A layer and a batch to try out: chapter 2 as an object that moves."""

from itertools import product

import numpy as np

from backprop.dense import Dense
from backprop.explorables.base import Explorable, entries
from backprop.explorables.traits import Choice, Numbers, Whole
from backprop.plotting.layers import layer_both_ways

_MOST = 4


class LayerTrace(Explorable):
    """A layer whose sums can be looked into, cell by cell.

    Parameters
    ----------
    inputs : array_like of shape (n_samples, n_inputs), up to 4 by 4
    weights : array_like of shape (n_inputs, n_neurons), up to 4 by 4
    biases : array_like of shape (1, n_neurons)
    dvalues : array_like of shape (n_samples, n_neurons)
        The gradient that arrives.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-layer``.

    Attributes
    ----------
    inputs, weights, biases, dvalues : list of list of float
        What the controls set; they can be assigned to as well.
    extent : {"batch", "sample", "neuron"}
        How much takes part: everything, the first sample only, or of that
        the first neuron only.
    n_samples, n_inputs, n_neurons : int
        Sizes, from 1 to 4, for which products of shapes are listed.

    Raises
    ------
    TypeError, ValueError
        If the numbers are not real, from -100 to 100, in arrays whose shapes
        belong to one layer and one batch.

    Notes
    -----
    Implements :eq:`eq-layer-forward-index`, :eq:`eq-layer-dinputs`,
    :eq:`eq-layer-dweights` and :eq:`eq-layer-dbiases`.
    """

    module = "layer"
    state_keys = (
        "inputs",
        "weights",
        "biases",
        "dvalues",
        "extent",
        "n_samples",
        "n_inputs",
        "n_neurons",
    )
    inputs = Numbers(ndim=2).tag(sync=True)
    weights = Numbers(ndim=2).tag(sync=True)
    biases = Numbers(ndim=2).tag(sync=True)
    dvalues = Numbers(ndim=2).tag(sync=True)
    extent = Choice("batch", "sample", "neuron").tag(sync=True)
    n_samples = Whole(3, low=1, high=_MOST).tag(sync=True)
    n_inputs = Whole(3, low=1, high=_MOST).tag(sync=True)
    n_neurons = Whole(3, low=1, high=_MOST).tag(sync=True)

    def __init__(
        self, inputs, weights, biases, dvalues, *, caption, name=None, **state
    ):
        shapes = [np.shape(a) for a in (inputs, weights, biases, dvalues)]
        if not _belong_together(*shapes):
            raise ValueError(
                "LayerTrace: expected inputs of shape (n, d), weights (d, m), "
                "biases (1, m) and dvalues (n, m), each size from 1 to "
                f"{_MOST}, got {', '.join(map(str, shapes))}"
            )
        super().__init__(
            caption=caption,
            name=name,
            inputs=inputs,
            weights=weights,
            biases=biases,
            dvalues=dvalues,
            **state,
        )

    def layer(self):
        """Return the package's layer, run both ways on what takes part.

        Returns
        -------
        backprop.Dense
        """
        X, W, b, G = self._parts()
        layer = Dense(*W.shape, rng=np.random.default_rng(0))
        layer.weights, layer.biases = W, b
        layer.forward(X)
        layer.backward(G)
        return layer

    def _parts(self):
        n = len(self.inputs) if self.extent == "batch" else 1
        m = 1 if self.extent == "neuron" else len(self.weights[0])
        X, W, b, G = map(
            np.array, (self.inputs, self.weights, self.biases, self.dvalues)
        )
        return X[:n], W[:, :m], b[:, :m], G[:n, :m]

    @property
    def gradients(self):
        """The package's gradients: ``dinputs``, ``dweights``, ``dbiases``."""
        layer = self.layer()
        names = ("dinputs", "dweights", "dbiases")
        return {name: getattr(layer, name) for name in names}

    def fitting(self):
        """Return the products that have the shape of the weights.

        Returns
        -------
        list of str
            Such as ``"X.T @ G"``: two of the inputs, weights and upstream
            gradient, either of them transposed or not, for a layer of
            `n_samples`, `n_inputs` and `n_neurons`.
        """
        n, d, m = self.n_samples, self.n_inputs, self.n_neurons
        shapes = {"X": (n, d), "W": (d, m), "G": (n, m)}
        sides = {
            name + turned: shape[::-1] if turned else shape
            for name, shape in shapes.items()
            for turned in ("", ".T")
        }
        return [
            f"{left} @ {right}"
            for left, right in product(sides, sides)
            if left[0] != right[0]
            and sides[left][1] == sides[right][0]
            and (sides[left][0], sides[right][1]) == (d, m)
        ]

    def figure(self):
        """Return the Axes of all arrays, forwards and backwards."""
        return layer_both_ways(self.layer(), self._parts()[3])

    def quantities(self):
        """Return every entry of what takes part, by its key."""
        layer, (X, W, b, G) = self.layer(), self._parts()
        return {
            **entries("inputs", X),
            **entries("weights", W),
            **entries("biases", b),
            **entries("dvalues", G),
            **entries("output", layer.output),
            **entries("dinputs", layer.dinputs),
            **entries("dweights", layer.dweights),
            **entries("dbiases", layer.dbiases),
            "fitting": len(self.fitting()),
        }


def _belong_together(inputs, weights, biases, dvalues):
    if len(inputs) != 2 or len(weights) != 2:
        return False
    (n, d), m = inputs, weights[1]
    sizes = all(1 <= size <= _MOST for size in (n, d, m))
    shapes = weights == (d, m) and biases == (1, m) and dvalues == (n, m)
    return sizes and shapes
