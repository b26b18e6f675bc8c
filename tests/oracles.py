"""The forward passes written once more, for others to differentiate.

HIPS autograd differentiates them by its own rules; SymPy and mpmath work
out small cases exactly. Nothing here comes from the package.
"""

import autograd.numpy as anp
import mpmath
import numpy as np
from autograd import grad

gradient = grad


def dense(X, W, b):
    return anp.dot(X, W) + b


def relu(Z):
    return anp.where(Z > 0.0, Z, 0.0)


def log_softmax(Z):
    shifted = Z - anp.max(Z, axis=1, keepdims=True)
    return shifted - anp.log(anp.sum(anp.exp(shifted), axis=1, keepdims=True))


def softmax(Z):
    return anp.exp(log_softmax(Z))


def one_hot(y, k):
    return np.eye(k)[y]


def cross_entropy(P, Y):
    """Return the mean over samples of -sum of Y log P."""
    return -anp.sum(Y * anp.log(P)) / len(P)


def softmax_cross_entropy(Z, Y):
    return -anp.sum(Y * log_softmax(Z)) / len(Z)


def exact_softmax_cross_entropy(Z, Y):
    """Return sample losses and probabilities, computed with 700 digits.

    So many are enough to subtract 1 from 1e300 without rounding.
    """
    losses, probabilities = [], []
    with mpmath.workdps(700):
        for row, weights in zip(Z.tolist(), Y.tolist(), strict=True):
            logits = [mpmath.mpf(z) for z in row]
            largest = max(logits)
            powers = [mpmath.exp(z - largest) for z in logits]
            log_sum = largest + mpmath.log(mpmath.fsum(powers))
            losses.append(
                mpmath.fsum(
                    y * (log_sum - z)
                    for y, z in zip(weights, logits, strict=True)
                )
            )
            total = mpmath.fsum(powers)
            probabilities.append([float(p / total) for p in powers])
    return np.array(losses, dtype=np.float64), np.array(probabilities)
