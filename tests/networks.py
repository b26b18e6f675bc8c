"""Layers and networks with given parameters."""

import numpy as np

from backprop import Dense, ReLU, SoftmaxCrossEntropy


def layer_with(weights, biases=None):
    """Return a dense layer with these weights and, if given, biases."""
    weights = np.asarray(weights)
    layer = Dense(*weights.shape, rng=np.random.default_rng(0))
    layer.weights = weights
    if biases is not None:
        layer.biases = biases
    return layer


class Network:
    """Dense layers with a ReLU between each two, and the fused loss."""

    def __init__(self, parameters):
        self.dense = [layer_with(W, b) for W, b in parameters]
        self.relu = [ReLU() for _ in parameters[1:]]
        self.criterion = SoftmaxCrossEntropy()

    def loss(self, X, y):
        """Return the loss of a batch and, with it, all penalties."""
        Z = self.dense[0].forward(X)
        for relu, dense in zip(self.relu, self.dense[1:], strict=True):
            Z = dense.forward(relu.forward(Z))
        penalties = sum(dense.regularization_loss() for dense in self.dense)
        return self.criterion.forward(Z, y) + penalties

    def backward(self):
        """Return the gradient at the inputs; the layers keep theirs."""
        G = self.dense[-1].backward(self.criterion.backward())
        pairs = zip(self.relu[::-1], self.dense[-2::-1], strict=True)
        for relu, dense in pairs:
            G = dense.backward(relu.backward(G))
        return G
