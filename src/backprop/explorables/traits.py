"""Traits that hold numbers and say what is wrong with others."""

import numbers

import numpy as np
import traitlets

from backprop.checks import as_floats


class Numbers(traitlets.TraitType):
    """A list of numbers, or of rows of numbers; arrays are taken too.

    It is kept as nested lists of Python floats, which the browser
    understands; ``numpy.array(...)`` makes an array of it again.

    Parameters
    ----------
    ndim : int
        1 for a list, 2 for rows.
    low, high : float, optional
        The bounds of every number, themselves allowed.
    """

    default_value = ()
    info_text = "numbers"

    def __init__(self, ndim, *, low=-100.0, high=100.0):
        super().__init__()
        self.ndim, self.low, self.high = ndim, low, high

    def validate(self, owner, value):
        """Return the numbers as lists of floats, or refuse them.

        Raises
        ------
        TypeError
            If they are not real numbers.
        ValueError
            If they are out of bounds or have another number of dimensions,
            or once the object exists another shape than before.
        """
        where = type(owner).__name__
        array = as_floats(where, self.name, value)
        shape = np.shape(getattr(owner, "initial", {}).get(self.name))
        if array.ndim != self.ndim or (shape and array.shape != shape):
            form = {1: "a flat list of", 2: "rows of"}[self.ndim]
            expected = f"shape {shape}" if shape else f"{form} numbers"
            raise ValueError(
                f"{where}: expected {self.name} as {expected}, got shape "
                f"{array.shape}"
            )
        if not ((array >= self.low) & (array <= self.high)).all():
            raise ValueError(
                f"{where}: expected {self.name} from {self.low:g} to "
                f"{self.high:g}, got {value!r}"
            )
        return array.astype(np.float64).tolist()

    def bounds(self, owner):
        """Return the lowest and the highest value."""
        return [self.low, self.high]


class Real(traitlets.TraitType):
    """One finite number, within bounds if there are any.

    Parameters
    ----------
    default : float
    low, high : float, optional
        The bounds, themselves allowed.
    """

    info_text = "a number"

    def __init__(self, default=0.0, *, low=-100.0, high=100.0):
        super().__init__(default_value=float(default))
        self.low, self.high = low, high

    def validate(self, owner, value):
        """Return the number as a float, or refuse it.

        Raises
        ------
        TypeError
            If it is not a real number.
        ValueError
            If it is not a number or out of bounds.
        """
        where = f"{type(owner).__name__}: expected {self.name}"
        real = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not real:
            raise TypeError(f"{where} to be a number, got {value!r}")
        if not self.low <= value <= self.high:
            bounds = f"from {self.low:g} to {self.high:g}"
            raise ValueError(f"{where} {bounds}, got {value!r}")
        return float(value)

    def bounds(self, owner):
        """Return the lowest and the highest value."""
        return [self.low, self.high]


class Whole(traitlets.TraitType):
    """One whole number within bounds, the upper one set by the owner.

    Parameters
    ----------
    default, low : int
    high : int or callable
        The highest allowed, or a function of the owner that returns it.
    """

    info_text = "a whole number"

    def __init__(self, default=0, *, low=0, high):
        super().__init__(default_value=default)
        self.low, self.high = low, high

    def validate(self, owner, value):
        """Return the number as an int, or refuse it.

        Raises
        ------
        TypeError
            If it is not an integer.
        ValueError
            If it is out of bounds.
        """
        where = f"{type(owner).__name__}: expected {self.name}"
        whole = isinstance(value, numbers.Integral)
        if not whole or isinstance(value, bool):
            raise TypeError(f"{where} to be a whole number, got {value!r}")
        low, high, _ = self.bounds(owner)
        if not low <= value <= high:
            raise ValueError(f"{where} from {low} to {high}, got {value}")
        return int(value)

    def bounds(self, owner):
        """Return the bounds, and that the number is a whole one."""
        high = self.high(owner) if callable(self.high) else self.high
        return [self.low, high, "whole"]


class Choice(traitlets.TraitType):
    """One of a few words.

    Parameters
    ----------
    options : sequence of str
        The first is the default.
    """

    info_text = "one of a few words"

    def __init__(self, *options):
        super().__init__(default_value=options[0])
        self.options = list(options)

    def validate(self, owner, value):
        """Return the word, or refuse it.

        Raises
        ------
        ValueError
            If it is none of the options.
        """
        if value not in self.options:
            raise ValueError(
                f"{type(owner).__name__}: expected {self.name} to be one of "
                f"{', '.join(self.options)}, got {value!r}"
            )
        return value

    def bounds(self, owner):
        """Return the options."""
        return self.options


class Flag(traitlets.TraitType):
    """True or false, and nothing that merely counts as such."""

    default_value = False
    info_text = "True or False"

    def validate(self, owner, value):
        """Return the value, or refuse it.

        Raises
        ------
        TypeError
            If it is not a bool.
        """
        if not isinstance(value, bool):
            raise TypeError(
                f"{type(owner).__name__}: expected {self.name} to be True or "
                f"False, got {value!r}"
            )
        return value
