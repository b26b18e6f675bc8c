"""Numbers of the wrong type: cut, wrapped round, or with half their digits."""

import numpy as np

from backprop.cross_entropy import (
    SMALLEST_PROBABILITY,
    CategoricalCrossEntropy,
)
from backprop.dense import Dense
from backprop.museum.one_hot import one_hot
from backprop.museum.registry import exhibit
from backprop.relu import ReLU


@exhibit("Cut to whole numbers", gradient="dinputs", cause="integers")
class CutToIntegers(ReLU):
    """Writes the gradient into an array of integers.

    0.9 becomes 0, and no warning is given.
    """

    def backward(self, dvalues):
        passes = self.inputs > 0.0
        self.dinputs = np.zeros_like(passes, dtype=np.int64)
        self.dinputs[passes] = dvalues[passes]
        return self.dinputs


@exhibit(
    "A minus on bytes",
    gradient="dinputs",
    cause="unsigned",
    needs=("hard labels",),
)
class MinusOnBytes(CategoricalCrossEntropy):
    """Negates labels that are bytes without a sign: -1 becomes 255."""

    def backward(self):
        labels = one_hot(self.y_true, self.y_pred).astype(np.uint8)
        safe = np.maximum(self.y_pred, SMALLEST_PROBABILITY)
        self.dinputs = -labels / safe / len(labels)
        return self.dinputs


@exhibit("Single precision on the way", gradient="dweights", cause="float32")
class SinglePrecision(Dense):
    """Multiplies in float32 and returns to float64 afterwards.

    Nothing is wrong but the last nine digits, which is enough for a strict
    gradient check to say no.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        penalty = self.dweights - self.inputs.T @ dvalues
        product = np.float32(self.inputs).T @ np.float32(dvalues)
        self.dweights = product + penalty
        return self.dinputs
