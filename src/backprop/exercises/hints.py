"""Hints, one at a time."""

from backprop.exercises.registry import find

_GIVEN = {}


class Hint:
    """A hint that a notebook shows as text."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def hint(name):
    """Return the next hint of an exercise.

    Parameters
    ----------
    name : str
        As for :func:`backprop.exercises.check`.

    Returns
    -------
    Hint
        After the last, the last again.

    Raises
    ------
    TypeError, ValueError
        If there is no such exercise.

    Examples
    --------
    >>> hint("neuron-twice")
    Hint 1 of 2: Nudge x0 by 0.001. Which products move, and by how much?
    """
    exercise = find("hint", name)
    total = len(exercise.hints)
    number = min(_GIVEN.get(exercise.name, 0) + 1, total)
    _GIVEN[exercise.name] = number
    return Hint(f"Hint {number} of {total}: {exercise.hints[number - 1]}")
