"""Part of a derivative is left out."""

import numpy as np

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.dense import Dense
from backprop.museum.one_hot import one_hot
from backprop.museum.registry import exhibit
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


@exhibit("The diagonal alone", gradient="dinputs", cause="term")
class DiagonalOnly(Softmax):
    """Takes s (1 - s) for the derivative, which is the sigmoid's.

    It is how an output answers to its own logit. To the others it answers
    as well.
    """

    def backward(self, dvalues):
        self.dinputs = self.output * (1.0 - self.output) * dvalues
        return self.dinputs


@exhibit("One path of two", gradient="dinputs", cause="term")
class OnePathOfTwo(Softmax):
    """Follows a logit through the numerator, not through the sum below.

    Every logit enters softmax twice.
    """

    def backward(self, dvalues):
        self.dinputs = self.output * dvalues
        return self.dinputs


@exhibit("What arrives is ignored", gradient="dweights", cause="upstream")
class UpstreamIgnored(Dense):
    """Takes the gradient that arrives to be ones.

    In the example at hand it was.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        penalty = self.dweights - self.inputs.T @ dvalues
        self.dweights = self.inputs.T @ np.ones_like(dvalues) + penalty
        return self.dinputs


@exhibit(
    "Only the way forward is clipped",
    gradient="dinputs",
    cause="clip",
    needs=("sure and wrong",),
)
class ClippedOneWay(CategoricalCrossEntropy):
    """Divides by probabilities as they are, where the loss clipped them.

    A true class of probability 1e-9 gets a gradient of a thousand million,
    and one of probability 0 an infinite one.
    """

    def backward(self):
        labels = one_hot(self.y_true, self.y_pred)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.dinputs = -labels / self.y_pred / len(labels)
        return self.dinputs


@exhibit(
    "Silent where it is clipped",
    gradient="dinputs",
    cause="clip",
    needs=("sure and wrong",),
)
class ClippedFlat(CategoricalCrossEntropy):
    """The true slope of the clipped loss, which is 0 below the clip.

    So nothing is learnt from the samples that are most wrong.
    """

    def backward(self):
        labels = one_hot(self.y_true, self.y_pred)
        inside = self.y_pred > 1e-7
        safe = np.where(inside, self.y_pred, 1.0)
        self.dinputs = -labels * inside / safe / len(labels)
        return self.dinputs


@exhibit("Logits for probabilities", gradient="dinputs", cause="other factor")
class LogitsForProbabilities(SoftmaxCrossEntropy):
    """Subtracts the labels from what went into the softmax.

    Both arrays have one shape, and no error is raised.
    """

    def backward(self):
        labels = one_hot(self.y_true, self.output)
        self.dinputs = (self.inputs - labels) / len(labels)
        return self.dinputs
