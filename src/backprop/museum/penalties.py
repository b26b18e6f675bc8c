"""The gradient of a penalty on the weights is wrong, or in a wrong place."""

import numpy as np

from backprop.dense import Dense
from backprop.museum.registry import exhibit


@exhibit(
    "L2 without its 2", gradient="dweights", cause="penalty", needs=("l2",)
)
class TwoForgotten(Dense):
    """Takes the slope of w² to be w.

    True of w²/2, as which other books define the penalty.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dweights -= self.weight_regularizer_l2 * self.weights
        return self.dinputs


@exhibit(
    "L2 without its λ", gradient="dweights", cause="penalty", needs=("l2",)
)
class StrengthForgotten(Dense):
    """Adds 2w, however weak the penalty is to be."""

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dweights -= 2.0 * self.weight_regularizer_l2 * self.weights
        self.dweights += 2.0 * self.weights
        return self.dinputs


@exhibit(
    "L1 by the sign of the gradient",
    gradient="dweights",
    cause="penalty",
    needs=("l1",),
)
class SignOfGradient(Dense):
    """Asks the gradient for its sign where the weight should be asked."""

    def backward(self, dvalues):
        super().backward(dvalues)
        strength = self.weight_regularizer_l1
        data = self.inputs.T @ dvalues
        self.dweights -= strength * np.sign(self.weights)
        self.dweights += strength * np.sign(data)
        return self.dinputs


@exhibit(
    "The penalty only in the loss",
    gradient="dweights",
    cause="penalty",
    needs=("l1", "l2"),
)
class PenaltyForgotten(Dense):
    """The loss grows by the penalty, the gradient knows nothing of it."""

    def backward(self, dvalues):
        super().backward(dvalues)
        self.dweights = self.inputs.T @ dvalues
        return self.dinputs


@exhibit(
    "The penalty is passed on",
    gradient="dinputs",
    cause="penalty",
    needs=("l2",),
)
class PenaltyPassedOn(Dense):
    """Adds the penalty's gradient to what goes back to the layer before.

    A penalty on weights does not depend on the inputs.
    """

    def backward(self, dvalues):
        super().backward(dvalues)
        slope = 2.0 * self.weight_regularizer_l2 * self.weights
        self.dweights -= slope
        self.dinputs = self.dinputs + slope.sum(axis=1)
        return self.dinputs


@exhibit(
    "The penalty is averaged",
    gradient="dweights",
    cause="penalty",
    needs=("l2",),
)
class PenaltyAveraged(Dense):
    """Divides the penalty by N as well; it belongs to no sample."""

    def backward(self, dvalues):
        super().backward(dvalues)
        slope = 2.0 * self.weight_regularizer_l2 * self.weights
        self.dweights = self.dweights - slope + slope / len(dvalues)
        return self.dinputs
