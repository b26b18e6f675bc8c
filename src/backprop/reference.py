"""The same mathematics, element by element, in loops that hide nothing.

These are the sums of the book written out, for chapters to show, tests to
compare with and benchmarks to beat. They check nothing: pass float arrays
of matching shapes.
"""

import math

import numpy as np


def neuron_descent(inputs, weights, bias, learning_rate, steps):
    """Lower the output of one neuron, one gradient step after another.

    Parameters
    ----------
    inputs, weights : list of D numbers
    bias, learning_rate : number
        Floats, or fractions for exact arithmetic: nothing is converted.
    steps : int

    Returns
    -------
    list of steps + 1 numbers
        The sum :math:`z` before the first step and after each.
    """
    sums = []
    for _ in range(steps + 1):
        z = 0
        for x, w in zip(inputs, weights, strict=True):
            z += x * w
        z += bias
        sums.append(z)
        slope = 1 if z > 0 else 0
        weights = [
            w - learning_rate * slope * x
            for x, w in zip(inputs, weights, strict=True)
        ]
        bias -= learning_rate * slope
    return sums


def matrix_product(left, right):
    """Return the product, each entry the sum over a row and a column.

    Parameters
    ----------
    left : ndarray of shape (n, k)
    right : ndarray of shape (k, m)

    Returns
    -------
    ndarray of shape (n, m)
    """
    n, m = len(left), right.shape[1]
    product = np.full((n, m), 0.0)
    for i in range(n):
        for j in range(m):
            for k in range(len(right)):
                product[i, j] += left[i, k] * right[k, j]
    return product


def dense_forward(inputs, weights, biases):
    r"""Return :math:`Z`, :math:`Z_{im} = \sum_d X_{id} W_{dm} + b_m`.

    Parameters
    ----------
    inputs : ndarray of shape (n, d)
    weights : ndarray of shape (d, m)
    biases : ndarray of shape (1, m)

    Returns
    -------
    ndarray of shape (n, m)
    """
    n, m = len(inputs), weights.shape[1]
    output = np.empty((n, m))
    for i in range(n):
        for j in range(m):
            total = biases[0, j]
            for d in range(weights.shape[0]):
                total += inputs[i, d] * weights[d, j]
            output[i, j] = total
    return output


def dense_backward(inputs, weights, dvalues):
    """Return dinputs, dweights and dbiases, one product at a time.

    Every product :math:`X_{id} W_{dm}` of the forward pass is visited once;
    the gradient that reaches its sum, ``dvalues[i, m]``, is handed on to both
    of its factors, and what a factor receives from several products is added.

    Parameters
    ----------
    inputs : ndarray of shape (n, d)
    weights : ndarray of shape (d, m)
    dvalues : ndarray of shape (n, m)

    Returns
    -------
    dinputs, dweights, dbiases : ndarray
        Of shapes (n, d), (d, m) and (1, m).
    """
    dinputs = np.full(inputs.shape, 0.0)
    dweights = np.full(weights.shape, 0.0)
    dbiases = np.full((1, weights.shape[1]), 0.0)
    for i in range(inputs.shape[0]):
        for m in range(weights.shape[1]):
            dbiases[0, m] += dvalues[i, m]
            for d in range(inputs.shape[1]):
                dinputs[i, d] += dvalues[i, m] * weights[d, m]
                dweights[d, m] += dvalues[i, m] * inputs[i, d]
    return dinputs, dweights, dbiases


def relu_backward(inputs, dvalues):
    """Return dvalues where inputs are positive, 0 elsewhere.

    Parameters
    ----------
    inputs, dvalues : ndarray of shape (n, m)

    Returns
    -------
    ndarray of shape (n, m)
    """
    dinputs = np.full(inputs.shape, 0.0)
    for index in np.ndindex(inputs.shape):
        if inputs[index] > 0:
            dinputs[index] = dvalues[index]
    return dinputs


def softmax(logits):
    """Return the probabilities of every row of logits.

    Parameters
    ----------
    logits : ndarray of shape (n, k)

    Returns
    -------
    ndarray of shape (n, k)
    """
    output = np.empty(logits.shape)
    for i, row in enumerate(logits):
        largest = max(row)
        powers = [math.exp(z - largest) for z in row]
        for j, power in enumerate(powers):
            output[i, j] = power / sum(powers)
    return output


def softmax_jacobian(probabilities):
    """Return the Jacobian of one softmax by the two cases of its rule.

    Parameters
    ----------
    probabilities : ndarray of shape (k,)

    Returns
    -------
    ndarray of shape (k, k)
    """
    k = len(probabilities)
    jacobian = np.empty((k, k))
    for j in range(k):
        for c in range(k):
            if j == c:
                jacobian[j, c] = probabilities[j] * (1 - probabilities[j])
            else:
                jacobian[j, c] = -probabilities[j] * probabilities[c]
    return jacobian


def softmax_backward(probabilities, dvalues):
    """Return the gradient at the logits, one Jacobian for each sample.

    Parameters
    ----------
    probabilities, dvalues : ndarray of shape (n, k)

    Returns
    -------
    ndarray of shape (n, k)
    """
    dinputs = np.empty(dvalues.shape)
    for i, (row, upstream) in enumerate(
        zip(probabilities, dvalues, strict=True)
    ):
        column = row.reshape(-1, 1)
        jacobian = np.diagflat(column) - column @ column.T
        dinputs[i] = jacobian.T @ upstream
    return dinputs


def cross_entropy_backward(probabilities, y_true):
    """Return the gradient of the mean cross-entropy at the probabilities.

    Parameters
    ----------
    probabilities : ndarray of shape (n, k)
    y_true : ndarray of int, shape (n,)

    Returns
    -------
    ndarray of shape (n, k)
    """
    n = len(probabilities)
    dinputs = np.full(probabilities.shape, 0.0)
    for i, label in enumerate(y_true):
        dinputs[i, label] = -1.0 / probabilities[i, label] / n
    return dinputs


def softmax_cross_entropy_backward(probabilities, y_true):
    """Return the same gradient at the logits, by way of the Jacobians.

    Parameters
    ----------
    probabilities : ndarray of shape (n, k)
    y_true : ndarray of int, shape (n,)

    Returns
    -------
    ndarray of shape (n, k)
    """
    dvalues = cross_entropy_backward(probabilities, y_true)
    return softmax_backward(probabilities, dvalues)
