"""ReLU and dropout let through the wrong entries."""

import numpy as np

from backprop.dropout import Dropout
from backprop.museum.registry import exhibit
from backprop.relu import ReLU


@exhibit("The mask looks at the gradient", gradient="dinputs", cause="mask")
class MaskFromGradient(ReLU):
    """Sets negative gradients to 0, not those of closed units.

    "Negative values become 0" is true of the way forward; on the way back
    the sign of the gradient says nothing.
    """

    def backward(self, dvalues):
        self.dinputs = np.maximum(dvalues, 0.0)
        return self.dinputs


@exhibit("The slope is always 1", gradient="dinputs", cause="mask missing")
class SlopeAlwaysOne(ReLU):
    """Passes everything.

    The derivative was asked of the output, or of a copy already positive.
    """

    def backward(self, dvalues):
        self.dinputs = dvalues * np.ones_like(self.inputs)
        return self.dinputs


@exhibit(
    "Open at exactly 0", gradient="dinputs", cause="kink", needs=("kinks",)
)
class OpenAtZero(ReLU):
    """Uses >= for >, so that a unit at exactly 0 passes its gradient.

    Rare with random numbers, common with zeros: a sample at the origin
    meets biases of 0.
    """

    def backward(self, dvalues):
        self.dinputs = np.where(self.inputs >= 0.0, dvalues, 0.0)
        return self.dinputs


@exhibit(
    "One memory for all layers",
    gradient="dinputs",
    cause="mask",
    needs=("equal widths",),
)
class OneMemory(ReLU):
    """Keeps its inputs in the class, where all layers share them.

    Every mask is that of the layer that ran last. One ReLU object used in
    two places does the same.
    """

    shared = {}  # noqa: RUF012, which is the mistake

    def forward(self, inputs):
        self.shared["inputs"] = inputs
        return super().forward(inputs)

    def backward(self, dvalues):
        self.dinputs = np.where(self.shared["inputs"] > 0.0, dvalues, 0.0)
        return self.dinputs


@exhibit("The output for the gradient", gradient="dinputs", cause="output")
class StartsFromOutput(ReLU):
    """Copies its own output to begin with; what arrives is never read.

    That is the gradient of half the sum of squares of the output.
    """

    def backward(self, dvalues):
        self.dinputs = self.output.copy()
        self.dinputs[self.inputs <= 0.0] = 0.0
        return self.dinputs


@exhibit("A new mask on the way back", gradient="dinputs", cause="new mask")
class NewMask(Dropout):
    """Draws again which entries to drop.

    The mask was a local variable, gone when it was needed.
    """

    def backward(self, dvalues):
        mask = self.rng.random(dvalues.shape) >= self.rate
        self.dinputs = dvalues * mask / (1.0 - self.rate)
        return self.dinputs


@exhibit("Dropout only forwards", gradient="dinputs", cause="mask missing")
class DropoutForgotten(Dropout):
    """Hands the gradient through, as at the time of prediction."""

    def backward(self, dvalues):
        self.dinputs = dvalues.copy()
        return self.dinputs
