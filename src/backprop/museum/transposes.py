"""Factors that lie the wrong way, or in the wrong place."""

from backprop.dense import Dense
from backprop.museum.registry import exhibit


@exhibit(
    "No transpose in a square layer",
    gradient="dinputs",
    cause="side",
    needs=("square",),
)
class TransposeMissing(Dense):
    """Multiplies by W instead of its transpose.

    In any layer that is not square the shapes would object.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dinputs = dvalues @ self.weights
        return self.dinputs


@exhibit(
    "The gradient lies on its side", gradient="dweights", cause="transpose"
)
class WeightsTransposed(Dense):
    """The gradient of weights that are kept with one row per neuron.

    That is Gᵀ X for Xᵀ G, and the penalty turned with it.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dweights = self.dweights.T
        return self.dinputs


@exhibit(
    "Weights for inputs",
    gradient="dweights",
    cause="other factor",
    needs=("batch of neurons",),
)
class WeightsForInputs(Dense):
    """Builds the gradient of the weights from the weights.

    With as many samples as neurons even the shape comes out right.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dweights = self.weights @ dvalues
        return self.dinputs
