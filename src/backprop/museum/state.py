"""Something is remembered too long, or changed too early."""

from backprop.dense import Dense
from backprop.museum.registry import exhibit


@exhibit(
    "Gradients pile up",
    gradient="dweights",
    cause="accumulated",
    needs=("two calls",),
)
class PilesUp(Dense):
    """Adds to what the last call left, and nobody set it to 0.

    Right the first time, and in every test that calls it once.
    """

    def backward(self, dvalues):
        before = self.dweights, self.dbiases
        super().backward(dvalues)
        if before[0] is not None:
            self.dweights += before[0]
            self.dbiases += before[1]
        return self.dinputs


@exhibit("Updated too early", gradient="dinputs", cause="updated weights")
class UpdatedTooEarly(Dense):
    """Takes its step before it passes the gradient on.

    What goes back belongs to weights that the way forward never saw.
    """

    learning_rate = 0.5

    def backward(self, dvalues):
        super().backward(dvalues)
        self.weights = self.weights - self.learning_rate * self.dweights
        self.dinputs = dvalues @ self.weights.T
        return self.dinputs
