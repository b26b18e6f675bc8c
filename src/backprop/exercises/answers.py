"""The two kinds of answers: numbers worked out by hand, and functions."""

import copy
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from backprop.diagnosis import Diagnosis, diagnose
from backprop.diagnosis.place import entry_of
from backprop.exercises.wording import said_once
from backprop.gradcheck import numerical_gradient

TRIALS = 5


@dataclasses.dataclass(frozen=True)
class Numbers:
    """A part that is answered with numbers.

    A row of M numbers may be flat or an array of one row, whichever of the
    two the package has: by hand, the numbers are the question. Where a shape
    is the question, ask for a function.

    Attributes
    ----------
    right : array_like
        The right numbers, as the package computes them.
    context : dict
        What :func:`backprop.diagnosis.diagnose` is to know.
    """

    right: Any
    context: Mapping = dataclasses.field(default_factory=dict)

    def judge(self, name, answer):
        """Return a Diagnosis that does not give the answer away."""
        right = np.asarray(self.right, np.float64)
        answer = _bracketed_like(_typed_in(answer), right)
        context = {"rtol": 1e-3, **self.context, "name": name}
        found = diagnose(answer, right, reveal=False, **context)
        if found.is_right or {"candidate", "not numbers"} & {*found.causes}:
            return found
        digits = _digits_kept(answer, right)
        if digits:
            many = f"{digits} digit{'s' * (digits > 1)}"
            words = f"{name} is right to {many}, but rounded too far; "
            return Diagnosis(name, False, ("rounded",), f"{words}give four")
        if found.causes:
            return found
        for words, wrong in context.get("candidates", {}).items():
            if (_digits_kept(answer, np.asarray(wrong, np.float64)) or 0) > 1:
                words = words.replace("{name}", name)
                return Diagnosis(name, False, ("candidate",), words)
        return found


def _typed_in(answer):
    """Return whole numbers as floats: by hand, 0 is no array of integers."""
    if not isinstance(answer, int | list | tuple):
        return answer
    try:
        array = np.asarray(answer)
    except ValueError:  # rows that differ in length
        return answer
    return array.astype(np.float64) if array.dtype.kind in "iu" else answer


def _bracketed_like(answer, right):
    """Return an answer with as many outer brackets as the right one."""
    try:
        missing = right.ndim - np.ndim(answer)
    except ValueError:  # rows that differ in length
        return answer
    if missing > 0 and set(right.shape[:missing]) == {1}:
        return np.expand_dims(answer, tuple(range(missing)))
    for _ in range(-missing):
        answer = answer[0] if len(answer) == 1 else answer
    return answer


def _digits_kept(answer, right):
    """Return to how many digits, 3 to 1, a right answer was rounded.

    They are counted from the first of the largest entry, so that all
    entries have as many decimals. Of whole numbers no digit is rounding.
    """
    try:
        claimed = np.asarray(answer, np.float64)
    except (TypeError, ValueError):
        return None
    alike = claimed.shape == right.shape and np.isfinite(claimed).all()
    is_fraction = np.abs(right - np.rint(right)).max(initial=0.0) > 1e-6
    if not (alike and is_fraction):
        return None
    for digits in (3, 2, 1):
        unit = 10.0 ** (np.floor(np.log10(np.abs(right).max())) - digits + 1)
        units, gap = claimed / unit, np.abs(claimed - right) / unit
        is_whole = np.abs(units - np.rint(units)) < 1e-6
        if (is_whole & (gap <= 0.5 + 1e-9)).all():
            return digits
    return None


@dataclasses.dataclass(frozen=True)
class Problem:
    """One random problem for a reader's function.

    Attributes
    ----------
    arguments : dict
        What the function is given, by name, in its order.
    right : dict
        The gradients that it must return, by name, in their order.
    losses : dict of (callable, ndarray)
        For each gradient a function of one array and the place where that
        gradient is its slope.
    contexts : dict
        For each gradient what the diagnosis is to know; may be empty.
    nudged : dict of str
        What a gradient belongs to, where that is none of the arguments.
    """

    arguments: Mapping
    right: Mapping
    losses: Mapping
    contexts: Mapping = dataclasses.field(default_factory=dict)
    nudged: Mapping = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Code:
    """A part that is answered with a function.

    Attributes
    ----------
    draw : callable
        Takes a random generator, returns a :class:`Problem`.
    draw_edge : callable, optional
        The same for what random numbers never meet, such as a sum of
        exactly 0. It is tried once all others are right. A problem with a
        corner has no slope to be measured: leave its losses empty.
    """

    draw: Callable
    draw_edge: Callable | None = None

    def judge(self, name, answer):
        """Return the Diagnosis of the first problem that goes wrong."""
        if not callable(answer):
            words = f"{name} must be a function; this is of type "
            words += type(answer).__name__
            if isinstance(answer, np.ndarray | tuple):
                words += ". Give the function itself, do not call it"
            return _complaint(name, words)
        problems = [self.draw(np.random.default_rng(i)) for i in range(TRIALS)]
        found = [_judge_once(name, answer, problem) for problem in problems]
        wrong = [verdict for verdict in found if not verdict.is_right]
        if not wrong and self.draw_edge:
            edge = self.draw_edge(np.random.default_rng(0))
            return _judge_once(name, answer, edge)
        if not wrong:
            return found[0]
        words = wrong[0].words
        if len(wrong) < TRIALS:
            words = f"{words} (in {len(wrong)} of {TRIALS} problems tried)"
        return dataclasses.replace(wrong[0], words=words)


def _judge_once(name, function, problem):
    arguments = copy.deepcopy(dict(problem.arguments))
    try:
        returned = function(*arguments.values())
    except Exception as error:
        kind = type(error).__name__
        return _complaint(
            name,
            f"{name} raised {kind}: {error} (its arguments were "
            f"{_shapes(problem.arguments)})",
        )
    for key, value in arguments.items():
        if not np.array_equal(value, problem.arguments[key]):
            return _complaint(
                name, f"{name} changes its argument {key}; work on a copy"
            )
    claimed, complaint = _by_name(name, returned, list(problem.right))
    if complaint:
        return _complaint(name, complaint)
    return _compare(name, claimed, problem)


def _by_name(name, returned, keys):
    """Return the gradients by name, or why that cannot be."""
    expected = f"it must return {', '.join(keys)}"
    expected += ", in this order" if len(keys) > 1 else ""
    if returned is None:
        return None, f"{name} returned nothing; {expected}"
    if isinstance(returned, dict):
        if set(returned) == set(keys):
            return returned, None
        return None, f"{name} returned the keys {list(returned)}; {expected}"
    if len(keys) == 1 and not isinstance(returned, tuple):
        returned = (returned,)
    if isinstance(returned, tuple | list) and len(returned) == len(keys):
        return dict(zip(keys, returned, strict=True)), None
    kind = f"a {type(returned).__name__}"
    if isinstance(returned, tuple | list):
        kind = f"{kind} of {len(returned)}"
    if isinstance(returned, np.ndarray):
        kind = "a single array"
    return None, f"{name} returned {kind}; {expected}"


def _compare(name, claimed, problem):
    found = {key: _diagnose(key, claimed[key], problem) for key in claimed}
    wrong = {key: one for key, one in found.items() if not one.is_right}
    if not wrong:
        return Diagnosis(name, True, (), f"{name} is right")
    key = next(iter(wrong))
    lines = [
        f"{name}, tried with {_shapes(problem.arguments)}:",
        *said_once(wrong.values()),
        *_nudged(key, claimed[key], wrong[key].entry, problem),
    ]
    causes = [cause for one in wrong.values() for cause in one.causes]
    words = "\n  ".join(lines).removesuffix(".")
    return Diagnosis(name, False, tuple(dict.fromkeys(causes)), words)


def _diagnose(key, claimed, problem):
    right = problem.right[key]
    if np.ndim(right) == 0:
        claimed = _bracketed_like(claimed, np.asarray(right))
    context = {**problem.contexts.get(key, {}), "name": key}
    found = diagnose(claimed, right, **context)
    if found.is_right or found.causes not in ((), ("shape",)):
        return found
    mixed_up = {
        f"{{name}} is what {other} should be": value
        for other, value in problem.right.items()
        if other != key
    }
    mixed_up |= context.get("candidates", {})
    return diagnose(claimed, right, **(context | {"candidates": mixed_up}))


def _nudged(key, claimed, entry, problem):
    """Yield what nudging the worst entry shows, as a sentence."""
    if entry is not None and key in problem.losses:
        claimed = np.asarray(claimed, np.float64)
        claimed = claimed.reshape(np.shape(problem.right[key]))
        slope = numerical_gradient(*problem.losses[key])[entry]
        name = problem.nudged.get(key, key.removeprefix("d"))
        where = entry_of(name, entry)
        yield (
            f"Nudging {where} shows a slope of {slope:.6g}, not "
            f"{claimed[entry]:.6g}."
        )


def _shapes(arguments):
    rows_only = all(np.ndim(value) < 2 for value in arguments.values())

    def said(key, value):
        if not np.ndim(value):
            return f"{key} = {value:.6g}"
        if rows_only:  # shapes are met where arrays have two axes
            return f"{key} of {len(value)} numbers"
        return f"{key} of shape {np.shape(value)}"

    return ", ".join(said(*pair) for pair in arguments.items())


def _complaint(name, words):
    return Diagnosis(name, False, ("not an answer",), words)
