"""The labels are read wrongly."""

import numpy as np

from backprop.cross_entropy import (
    SMALLEST_PROBABILITY,
    CategoricalCrossEntropy,
)
from backprop.museum.one_hot import one_hot
from backprop.museum.registry import exhibit
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


@exhibit("Classes counted from 1", gradient="dinputs", cause="labels")
class CountedFromOne(SoftmaxCrossEntropy):
    """Takes 1 from class numbers that begin at 0.

    Class 0 becomes class -1, which NumPy reads as the last: no error.
    """

    def backward(self):
        n_samples = len(self.output)
        numbers = one_hot(self.y_true, self.output).argmax(axis=1)
        self.dinputs = self.output / n_samples
        self.dinputs[np.arange(n_samples), numbers - 1] -= 1.0 / n_samples
        return self.dinputs


@exhibit(
    "Soft labels made hard",
    gradient="dinputs",
    cause="labels",
    needs=("soft labels",),
)
class SoftMadeHard(SoftmaxCrossEntropy):
    """Turns rows of labels into class numbers, whatever the rows hold.

    With one-hot rows nothing is lost.
    """

    def backward(self):
        labels = one_hot(self.y_true, self.output)
        hard = labels == labels.max(axis=1, keepdims=True)
        self.dinputs = (self.output - hard) / len(labels)
        return self.dinputs


@exhibit("Every label is class 0", gradient="dinputs", cause="labels")
class AllClassZero(CategoricalCrossEntropy):
    """Asks a column of class numbers for the largest entry of each row.

    A row of one entry has its largest at 0.
    """

    def backward(self):
        numbers = one_hot(self.y_true, self.y_pred).argmax(axis=1)
        column = numbers.reshape(-1, 1)
        rows = np.arange(len(column)), column.argmax(axis=1)
        safe = np.maximum(self.y_pred, SMALLEST_PROBABILITY)
        self.dinputs = np.zeros_like(safe)
        self.dinputs[rows] = -1.0 / safe[rows] / len(column)
        return self.dinputs
