"""A constant too many, or one forgotten."""

import numpy as np

from backprop.cross_entropy import (
    SMALLEST_PROBABILITY,
    CategoricalCrossEntropy,
)
from backprop.dense import Dense
from backprop.dropout import Dropout
from backprop.museum.one_hot import one_hot
from backprop.museum.registry import exhibit
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


@exhibit("The mean is forgotten", gradient="dinputs", cause="n samples")
class MeanForgotten(SoftmaxCrossEntropy):
    """The loss is a mean over N samples, the gradient is of their sum.

    Derived for one sample, and never divided once there were more.
    """

    def backward(self):
        self.dinputs = self.output - one_hot(self.y_true, self.output)
        return self.dinputs


@exhibit("The mean is taken twice", gradient="dinputs", cause="n samples")
class MeanTwice(CategoricalCrossEntropy):
    """Divided by N in the formula, and by N once more at the end.

    Both lines are right; one of them is enough.
    """

    def backward(self):
        n_samples = len(self.y_pred)
        labels = one_hot(self.y_true, self.y_pred)
        safe = np.maximum(self.y_pred, SMALLEST_PROBABILITY)
        self.dinputs = -labels / (n_samples * safe)
        self.dinputs = self.dinputs / n_samples
        return self.dinputs


@exhibit("The bias gradient is a mean", gradient="dbiases", cause="n samples")
class BiasMean(Dense):
    """Averages over the samples where it should add up.

    The mean was already taken, by the loss.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        penalty = self.dbiases - dvalues.sum(axis=0, keepdims=True)
        self.dbiases = dvalues.mean(axis=0, keepdims=True) + penalty
        return self.dinputs


@exhibit(
    "The weights are averaged again", gradient="dweights", cause="n samples"
)
class WeightsMean(Dense):
    """Divides by N in the layer, although the loss has done so.

    The penalty, added afterwards, is not divided: so it counts N times as
    much as it should beside the data.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        data = self.inputs.T @ dvalues
        penalty = self.dweights - data
        self.dweights = data / len(dvalues) + penalty
        return self.dinputs


@exhibit("No scale on the way back", gradient="dinputs", cause="keep")
class ScaleForgotten(Dropout):
    """Multiplies by the mask of zeros and ones alone.

    On the way forward everything kept was divided by 1 - p as well.
    """

    def backward(self, dvalues):
        mask = 1.0 * (self.scaled_mask > 0.0)
        self.dinputs = dvalues * mask
        return self.dinputs


@exhibit("Scaled twice", gradient="dinputs", cause="keep")
class ScaleTwice(Dropout):
    """Divides by 1 - p a mask that has been divided by it."""

    def backward(self, dvalues):
        self.dinputs = dvalues * self.scaled_mask / (1.0 - self.rate)
        return self.dinputs


@exhibit("Divided by the wrong share", gradient="dinputs", cause="keep")
class WrongShare(Dropout):
    """Divides by p, the share dropped; kept is 1 - p.

    Some libraries ask for the share to keep, some for the share to drop.
    """

    def backward(self, dvalues):
        mask = 1.0 * (self.scaled_mask > 0.0)
        self.dinputs = dvalues * mask / self.rate
        return self.dinputs
