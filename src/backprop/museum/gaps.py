"""Entries that are never computed."""

import numpy as np

from backprop.dense import Dense
from backprop.museum.registry import exhibit


@exhibit("The last column stays 0", gradient="dweights", cause="line missing")
class LastColumnZero(Dense):
    """A loop over the neurons that stops one short."""

    def backward(self, dvalues):
        super().backward(dvalues)
        full = self.dweights
        self.dweights = np.zeros_like(full)
        for j in range(full.shape[1] - 1):
            self.dweights[:, j] = full[:, j]
        return self.dinputs


@exhibit("Only the last layer learns", gradient="dinputs", cause="zero")
class LastLayerOnly(Dense):
    """Computes its own gradients and passes on an array never filled.

    The last layer learns to use random features; accuracy looks fair.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dinputs = np.zeros_like(self.inputs)
        return self.dinputs
