"""Which exercises there are."""

import dataclasses
import difflib
import inspect
from collections.abc import Callable

_EXERCISES = {}


@dataclasses.dataclass(frozen=True)
class Exercise:
    """An exercise: its parts, made on demand, and its hints."""

    name: str
    make: Callable
    hints: tuple

    @property
    def variables(self):
        """The names of what a reader may vary."""
        return tuple(inspect.signature(self.make).parameters)


def exercise(name, *, hints):
    """Register a function that returns the parts of an exercise.

    Parameters
    ----------
    name : str
        The exercise's label in the chapter without ``ex-``.
    hints : sequence of str
        From a nudge to nearly everything.

    Raises
    ------
    ValueError
        If the name is taken or there is no hint.
    """
    if name in _EXERCISES:
        raise ValueError(f"exercise: the name {name!r} is taken")
    if not hints:
        raise ValueError(f"exercise: expected hints for {name!r}, got none")

    def register(make):
        _EXERCISES[name] = Exercise(name, make, tuple(hints))
        return make

    return register


def names():
    """Return the names of all exercises."""
    return list(_EXERCISES)


def find(where, name):
    """Return an exercise by name.

    Raises
    ------
    TypeError
        If the name is not a text.
    ValueError
        If there is no such exercise: the message names those there are.
    """
    if not isinstance(name, str):
        raise TypeError(
            f"{where}: expected the name of an exercise, for instance "
            f"{names()[0]!r}, got {name!r}"
        )
    known = name.removeprefix("ex-")
    if known not in _EXERCISES:
        raise ValueError(
            f"{where}: there is no exercise {name!r}"
            f"{nearest(known, names())}; there are {', '.join(names())}"
        )
    return _EXERCISES[known]


def nearest(name, others):
    """Return ", did you mean ...?" or nothing.

    Examples
    --------
    >>> nearest("dbiases", ["dweights", "dbias"])
    " (did you mean 'dbias'?)"
    >>> nearest("colour", ["dweights", "dbias"])
    ''
    """
    close = difflib.get_close_matches(name, others, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
