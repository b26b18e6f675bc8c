"""NumPy in float64: derivatives by nudging, with a real or imaginary step."""

from itertools import pairwise

import numpy as np


class Floats:
    """Numbers and functions of float64, and of complex128 beside it."""

    exp, log, sign = np.exp, np.log, staticmethod(lambda z: np.sign(z.real))
    sqrt, sin, cos = np.sqrt, np.sin, np.cos
    real = staticmethod(np.real)

    @staticmethod
    def size(value):
        """Return the size of a number."""
        return float(abs(value))

    @staticmethod
    def number(digits):
        """Return the number that decimal digits say."""
        return float(digits)

    @staticmethod
    def array(values):
        """Return exact values, or a list of results, as floats."""
        if isinstance(values, (list, tuple)):
            return np.array(values)
        if np.ndim(values):
            return np.asarray(values, dtype=np.float64)
        return _number(values)

    @staticmethod
    def imaginary(value):
        """Return the imaginary part."""
        return np.imag(value)

    @staticmethod
    def relu(values):
        """Keep what is positive, also of a number with an imaginary part."""
        return np.where(np.real(values) > 0.0, values, 0.0)

    @staticmethod
    def abs(values):
        """Turn the sign of what is negative, likewise."""
        return np.where(np.real(values) < 0.0, -values, values)[()]

    @staticmethod
    def limit(function, to):
        """Extrapolate from steps that are halved, after Neville."""
        steps = [0.5**k for k in range(4, 12)]
        values = [function(to + step) for step in steps]
        for order in range(1, len(steps)):
            values = [
                near + (near - far) / (2.0**order - 1.0)
                for far, near in pairwise(values)
            ]
        return values[0]


class Plain(Floats):
    """For equations in which nothing is differentiated."""

    kind = "float64"
    tolerance = 1e-12


class CentralDifferences(Floats):
    """A step h to both sides; the error is about the square of h."""

    kind = "central differences"
    tolerance = 1e-7

    @staticmethod
    def derivative(function, at):
        """Return all derivatives, shape of the result + shape of `at`."""

        def slope(point, index):
            step = 6e-6 * max(1.0, abs(point[index]))
            up, down = point.copy(), point.copy()
            up[index] += step
            down[index] -= step
            difference = function(up[()]) - function(down[()])
            return difference / (up[index] - down[index])

        return _collect(slope, np.array(at, dtype=np.float64))


class ComplexStep(Floats):
    """A step so small, along the imaginary axis, that its square is zero."""

    kind = "complex step"
    tolerance = 1e-12

    @staticmethod
    def derivative(function, at):
        """Return all derivatives, shape of the result + shape of `at`."""

        def slope(point, index):
            point = point.astype(complex)
            point[index] += 1e-30j
            return np.imag(function(point[()])) / 1e-30

        return _collect(slope, np.array(at, dtype=np.float64))


def _number(value):
    value = complex(value)
    return np.complex128(value) if value.imag else np.float64(value.real)


def _collect(slope, point):
    slopes = [slope(point, index) for index in np.ndindex(point.shape)]
    stacked = np.stack([np.asarray(s) for s in slopes], axis=-1)
    return stacked.reshape(stacked.shape[:-1] + point.shape)[()]
