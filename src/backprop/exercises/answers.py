"""The two kinds of answers: numbers worked out by hand, and functions."""

import copy
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from backprop.diagnosis import Diagnosis, diagnose
from backprop.diagnosis.place import entry_of
from backprop.gradcheck import numerical_gradient

TRIALS = 5


@dataclasses.dataclass(frozen=True)
class Numbers:
    """A part that is answered with numbers.

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
        if np.ndim(self.right) == 0:
            answer = _unpacked(answer)
        context = {"rtol": 1e-3, **self.context, "name": name}
        return diagnose(answer, self.right, reveal=False, **context)


def _unpacked(answer):
    """Return the number in a list or array of one."""
    if isinstance(answer, np.ndarray) and answer.size == 1:
        return answer.item()
    one = isinstance(answer, list | tuple) and len(answer) == 1
    return answer[0] if one else answer


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
    """

    arguments: Mapping
    right: Mapping
    losses: Mapping
    contexts: Mapping = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Code:
    """A part that is answered with a function.

    Attributes
    ----------
    draw : callable
        Takes a random generator, returns a :class:`Problem`.
    """

    draw: Callable

    def judge(self, name, answer):
        """Return the Diagnosis of the first problem that goes wrong."""
        if not callable(answer):
            kind = type(answer).__name__
            return _complaint(
                name, f"{name} must be a function; this is of type {kind}"
            )
        problems = [self.draw(np.random.default_rng(i)) for i in range(TRIALS)]
        found = [_judge_once(name, answer, problem) for problem in problems]
        wrong = [verdict for verdict in found if not verdict.is_right]
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
    expected = f"it must return {', '.join(keys)}, in this order"
    if isinstance(returned, dict):
        if set(returned) == set(keys):
            return returned, None
        return None, f"{name} returned the keys {list(returned)}; {expected}"
    if len(keys) == 1 and not isinstance(returned, tuple):
        returned = (returned,)
    if isinstance(returned, tuple | list) and len(returned) == len(keys):
        return dict(zip(keys, returned, strict=True)), None
    kind = type(returned).__name__
    if isinstance(returned, tuple | list):
        kind = f"{kind} of {len(returned)}"
    return None, f"{name} returned a {kind}; {expected}"


def _compare(name, claimed, problem):
    found = {key: _diagnose(key, claimed[key], problem) for key in claimed}
    wrong = {key: one for key, one in found.items() if not one.is_right}
    if not wrong:
        return Diagnosis(name, True, (), f"{name} is right")
    key = next(iter(wrong))
    lines = [
        f"{name}, tried with {_shapes(problem.arguments)}:",
        *map(str, wrong.values()),
        *_nudged(key, claimed[key], wrong[key].entry, problem),
    ]
    causes = [cause for one in wrong.values() for cause in one.causes]
    words = "\n  ".join(lines).removesuffix(".")
    return Diagnosis(name, False, tuple(dict.fromkeys(causes)), words)


def _diagnose(key, claimed, problem):
    right = problem.right[key]
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
    if entry is not None:
        slope = numerical_gradient(*problem.losses[key])[entry]
        where = entry_of(key.removeprefix("d"), entry)
        yield (
            f"Nudging {where} shows a slope of {slope:.6g}, not "
            f"{np.asarray(claimed, np.float64)[entry]:.6g}."
        )


def _shapes(arguments):
    return ", ".join(
        f"{key} of shape {np.shape(value)}"
        if np.ndim(value)
        else f"{key} = {value:.6g}"
        for key, value in arguments.items()
    )


def _complaint(name, words):
    return Diagnosis(name, False, ("not an answer",), words)
