"""Judge the answers to an exercise, part by part."""

import dataclasses

from backprop.exercises.registry import find, nearest
from backprop.exercises.wording import listed, said_once


@dataclasses.dataclass(frozen=True)
class Result:
    """What :func:`check` found; a notebook shows its text.

    Attributes
    ----------
    passed : bool
        Whether every part is answered and right.
    text : str
    """

    passed: bool
    text: str

    def __repr__(self):
        return self.text


def check(name, /, **answers):
    """Judge the answers to an exercise.

    Parameters
    ----------
    name : str
        The exercise, for instance ``"neuron-by-hand"``.
    **answers
        The parts of the answer by name: numbers, arrays or functions. A
        part that is left out, or is None or ``...``, counts as not answered
        yet. Some exercises have more keywords, with which to vary what is
        given.

    Returns
    -------
    Result
        "Right." or "Not yet.", with what is wrong.

    Raises
    ------
    TypeError
        If the exercise has no part of that name.
    ValueError
        If there is no such exercise.

    Notes
    -----
    A malformed answer is told what is wrong with it; it raises nothing.
    Numbers worked out by hand may be rounded to four significant digits.

    Examples
    --------
    >>> check("neuron-twice", dx0=-3.0)
    Not yet.
    dx0 is the product of the two gradients; they are not multiplied.
    >>> check("neuron-by-hand", bias=4.0, dinputs=[-2, -6, 4], dbias=...)
    Right so far: dinputs. No answer yet for dweights and dbias.
    """
    exercise = find("check", name)
    given = {
        key: answers.pop(key) for key in exercise.variables if key in answers
    }
    parts = exercise.make(**given)
    for key in answers:
        if key not in parts:
            raise TypeError(
                f"check: {exercise.name!r} has no part {key!r}"
                f"{nearest(key, list(parts))}; its parts are "
                f"{listed(parts)}"
            )
    open_parts = [key for key in parts if is_missing(answers.get(key))]
    verdicts = {
        key: part.judge(key, answers[key])
        for key, part in parts.items()
        if key not in open_parts
    }
    return _result(verdicts, open_parts)


def is_missing(answer):
    """Return whether an answer, or an entry of it, is still None or `...`.

    Examples
    --------
    >>> is_missing(...), is_missing([1.0, None]), is_missing([0.0])
    (True, True, False)
    """
    if isinstance(answer, list | tuple):
        return any(is_missing(entry) for entry in answer)
    return answer is None or answer is Ellipsis


def _result(verdicts, open_parts):
    right = [key for key, found in verdicts.items() if found.is_right]
    missing = []
    if open_parts:
        missing = [f"No answer yet for {listed(open_parts)}."]
    if len(right) < len(verdicts):
        lines = ["Not yet.", *said_once(verdicts.values()), *missing]
        return Result(False, "\n".join(lines))
    if not open_parts:
        return Result(True, "Right.")
    so_far = [f"Right so far: {listed(right)}."] if right else []
    return Result(False, " ".join(so_far + missing))
