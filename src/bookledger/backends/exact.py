"""SymPy: exact numbers, derivatives by its rules of differentiation."""

import numpy as np
import sympy

from bookledger.backends.vanishing import size_of


def _entrywise(function):
    vectorized = np.vectorize(function, otypes=[object])

    def apply(values):
        if isinstance(values, np.ndarray):
            return vectorized(values)
        return function(sympy.sympify(values))

    return staticmethod(apply)


def _entries(function, array):
    results = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        results[index] = function(array[index])
    return results


class Exact:
    """Every number is a SymPy number; every derivative is `sympy.diff`."""

    kind = "sympy"
    tolerance = 1e-40  # for what only evaluation to 50 digits can decide

    exp = _entrywise(sympy.exp)
    log = _entrywise(sympy.log)
    abs = _entrywise(sympy.Abs)
    sign = _entrywise(sympy.sign)
    sqrt = _entrywise(sympy.sqrt)
    sin = _entrywise(sympy.sin)
    cos = _entrywise(sympy.cos)
    relu = _entrywise(lambda z: sympy.Piecewise((z, z > 0), (0, True)))
    size = staticmethod(size_of)

    @staticmethod
    def number(digits):
        """Return the number that decimal digits say."""
        return sympy.Rational(digits)

    @staticmethod
    def array(values):
        """Return an array of exact values."""
        if isinstance(values, (list, tuple)):
            return np.array(values, dtype=object)
        return values

    @staticmethod
    def real(value):
        """Return what is compared with greater and less."""
        return value

    @staticmethod
    def derivative(function, at):
        """Return all derivatives, shape of the result + shape of `at`.

        One entry at a time is a symbol, the others are numbers: short
        expressions are quicker to differentiate than long ones.
        """
        name = sympy.Symbol("t", real=True)

        def slope(index):
            point = np.array(at, dtype=object)
            value, point[index] = point[index], name
            results = np.asarray(function(point[()]), dtype=object)
            return _entries(
                lambda r: sympy.diff(r, name).xreplace({name: value}), results
            )

        shape = np.shape(at)
        slopes = np.stack([slope(i) for i in np.ndindex(shape)], axis=-1)
        return slopes.reshape(slopes.shape[:-1] + shape)[()]

    @staticmethod
    def nth(function, order, at):
        """Return a derivative of any order."""
        name = sympy.Symbol("t", real=True)
        return sympy.diff(function(name), name, order).xreplace({name: at})

    @staticmethod
    def imaginary(value):
        """Return the imaginary part."""
        return sympy.im(sympy.expand(value))

    @staticmethod
    def limit(function, to):
        """Return what the function tends to."""
        name = sympy.Symbol("h", real=True)
        return sympy.limit(function(name), name, to)
