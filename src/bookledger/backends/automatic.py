"""HIPS autograd in float64: derivatives by its rules for each operation."""

import autograd.numpy as anp
import numpy as np
from autograd import elementwise_grad, jacobian

from bookledger.backends.floats import Floats


class Automatic(Floats):
    """Functions that autograd follows, and its Jacobians."""

    kind = "autograd"
    tolerance = 1e-12

    exp, log, sqrt = anp.exp, anp.log, anp.sqrt
    sin, cos, sign = anp.sin, anp.cos, anp.sign
    real = staticmethod(lambda value: value)

    @staticmethod
    def array(values):
        """Return exact values, or a list of results, as floats."""
        if isinstance(values, (list, tuple)):
            return anp.array(values)
        return Floats.array(values)

    @staticmethod
    def relu(values):
        """Keep what is positive."""
        return anp.where(values > 0.0, values, 0.0)

    @staticmethod
    def abs(values):
        """Turn the sign of what is negative."""
        return anp.where(values < 0.0, -values, values)

    @staticmethod
    def nth(function, order, at):
        """Return a derivative of any order."""
        for _ in range(order):
            function = elementwise_grad(function)
        return function(at)

    @staticmethod
    def derivative(function, at):
        """Return all derivatives, shape of the result + shape of `at`."""
        point = np.array(at, dtype=np.float64)
        # A result that does not depend on the point has derivative 0.
        slopes = jacobian(lambda t: function(t) + 0.0 * anp.sum(t))(point)
        return slopes[()]
