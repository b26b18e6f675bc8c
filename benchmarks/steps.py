"""A training step by the book's classes, by its loops, and by autograd."""

import numpy as np
from problems import LEARNING_RATE

from backprop import Dense, ReLU, SoftmaxCrossEntropy, reference


def backprop_step(start):
    """Return a step made of the classes of `backprop`."""
    rng = np.random.default_rng(0)
    denses = [Dense(*weights.shape, rng=rng) for weights in start.weights]
    for dense, weights, biases in zip(
        denses, start.weights, start.biases, strict=True
    ):
        dense.weights, dense.biases = weights.copy(), biases.copy()
    layers = [denses[0]]
    for dense in denses[1:]:
        layers += [ReLU(), dense]
    criterion = SoftmaxCrossEntropy()

    def step():
        values = start.X
        for layer in layers:
            values = layer.forward(values)
        loss = criterion.forward(values, start.y)
        gradient = criterion.backward()
        for layer in reversed(layers):
            gradient = layer.backward(gradient)
        for dense in denses:
            dense.weights -= LEARNING_RATE * dense.dweights
            dense.biases -= LEARNING_RATE * dense.dbiases
        return loss

    return step


def loop_step(start):
    """Return a step made of the loops of `backprop.reference`."""
    all_weights = [weights.copy() for weights in start.weights]
    all_biases = [biases.copy() for biases in start.biases]
    rows = np.arange(len(start.y))

    def step():
        values, kept = start.X, []
        for weights, biases in zip(all_weights, all_biases, strict=True):
            inputs = np.maximum(values, 0.0) if kept else values
            kept.append((values, inputs))
            values = reference.dense_forward(inputs, weights, biases)
        probabilities = reference.softmax(values)
        loss = -np.log(probabilities[rows, start.y]).mean()
        gradient = reference.softmax_cross_entropy_backward(
            probabilities, start.y
        )
        for i in reversed(range(len(kept))):
            values, inputs = kept[i]
            gradient, dweights, dbiases = reference.dense_backward(
                inputs, all_weights[i], gradient
            )
            if i > 0:
                gradient = reference.relu_backward(values, gradient)
            all_weights[i] -= LEARNING_RATE * dweights
            all_biases[i] -= LEARNING_RATE * dbiases
        return loss

    return step


def autograd_step(start, threads):
    """Return a step whose gradient HIPS autograd finds.

    It computes with NumPy, so `threads` has been seen to already.
    """
    import autograd.numpy as anp
    from autograd import value_and_grad

    parameters = [
        (weights.copy(), biases.copy())
        for weights, biases in zip(start.weights, start.biases, strict=True)
    ]
    differentiate = value_and_grad(mean_loss(anp, start))

    def step():
        loss, gradients = differentiate(parameters)
        for values, slopes in zip(parameters, gradients, strict=True):
            for value, slope in zip(values, slopes, strict=True):
                value -= LEARNING_RATE * slope
        return loss

    return step


def mean_loss(xp, start):
    """Return the network's loss as a function of its parameters.

    Parameters
    ----------
    xp : module
        ``autograd.numpy`` or ``jax.numpy``.
    start : problems.Problem
    """
    rows = np.arange(len(start.y))

    def loss(parameters):
        values = xp.dot(start.X, parameters[0][0]) + parameters[0][1]
        for weights, biases in parameters[1:]:
            values = xp.dot(xp.maximum(values, 0.0), weights) + biases
        shifted = values - xp.max(values, axis=1, keepdims=True)
        logarithms = xp.log(xp.sum(xp.exp(shifted), axis=1))
        return xp.mean(logarithms - shifted[rows, start.y])

    return loss
