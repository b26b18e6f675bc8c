"""Sums over the wrong thing, too early, or not at all."""

import numpy as np

from backprop.dense import Dense
from backprop.museum.registry import exhibit
from backprop.softmax import Softmax, softmax_jacobian


@exhibit(
    "The bias gradient is not summed", gradient="dbiases", cause="not summed"
)
class BiasNotSummed(Dense):
    """Keeps one bias gradient for every sample.

    For a single sample that was right.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dbiases = dvalues.copy()
        return self.dinputs


@exhibit("Summed over the neurons", gradient="dbiases", cause="axis")
class BiasWrongAxis(Dense):
    """One number for each sample instead of one for each neuron.

    With axis=1, where samples are rows.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dbiases = dvalues.sum(axis=1, keepdims=True).T
        return self.dinputs


@exhibit("Summed before multiplied", gradient="dinputs", cause="sum first")
class SumFirst(Dense):
    """A bracket closed too early: sum(w) * sum(g) for sum(w * g).

    Where the same number arrives at all M neurons, sum(w) times that number
    is right; this is M times as much.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        total = self.weights.sum(axis=1)
        self.dinputs = dvalues.sum(axis=1, keepdims=True) * total
        return self.dinputs


@exhibit(
    "Each sample overwrites the last", gradient="dweights", cause="one sample"
)
class LastSampleOnly(Dense):
    """A loop over the samples with = where += belongs."""

    def backward(self, dvalues):
        super().backward(dvalues)
        for x, g in zip(self.inputs, dvalues, strict=True):
            self.dweights = np.outer(x, g)
        return self.dinputs


@exhibit("The Jacobian is summed first", gradient="dinputs", cause="sum first")
class JacobianSummed(Softmax):
    """Adds up the rows of the Jacobian, then multiplies by the gradient.

    Its rows add up to 0, so what is left is rounding.
    """

    def backward(self, dvalues):
        jacobians = softmax_jacobian(self.output)
        self.dinputs = jacobians.sum(axis=2) * dvalues
        return self.dinputs


@exhibit("One sum for the whole batch", gradient="dinputs", cause="axis")
class BatchSum(Softmax):
    """The short form of softmax's gradient, its sum without an axis.

    Right for one sample, which is how it was tried.
    """

    def backward(self, dvalues):
        inner = np.sum(self.output * dvalues)
        self.dinputs = self.output * (dvalues - inner)
        return self.dinputs
