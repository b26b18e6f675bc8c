"""A minus too many, or one forgotten."""

import numpy as np

from backprop.cross_entropy import (
    SMALLEST_PROBABILITY,
    CategoricalCrossEntropy,
)
from backprop.museum.one_hot import one_hot
from backprop.museum.registry import exhibit
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


@exhibit(
    "The minus of the logarithm is lost", gradient="dinputs", cause="sign"
)
class MinusLost(CategoricalCrossEntropy):
    """The slope of log, where the loss is minus a logarithm.

    Training with it walks uphill.
    """

    def backward(self):
        labels = one_hot(self.y_true, self.y_pred)
        safe = np.maximum(self.y_pred, SMALLEST_PROBABILITY)
        self.dinputs = labels / safe / len(labels)
        return self.dinputs


@exhibit("Label minus prediction", gradient="dinputs", cause="sign")
class LabelMinusPrediction(SoftmaxCrossEntropy):
    """The difference the other way round, as in "error = target - output".

    Rules that add the error to the weights have it so; gradients do not.
    """

    def backward(self):
        labels = one_hot(self.y_true, self.output)
        self.dinputs = (labels - self.output) / len(labels)
        return self.dinputs


@exhibit("Plus off the diagonal", gradient="dinputs", cause="sign")
class PlusOffDiagonal(Softmax):
    """The Jacobian with S_j S_k off its diagonal; it is -S_j S_k.

    One output grows only at the cost of the others.
    """

    def backward(self, dvalues):
        rows = []
        for s, g in zip(self.output, dvalues, strict=True):
            jacobian = np.outer(s, s)
            np.fill_diagonal(jacobian, s * (1.0 - s))
            rows.append(jacobian @ g)
        self.dinputs = np.array(rows)
        return self.dinputs
