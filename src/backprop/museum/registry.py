"""The list of exhibits, and the card beside each."""

import dataclasses
import re

_EXHIBITS = []

NEEDS = {
    "square": "a layer with as many inputs as neurons",
    "batch of neurons": "a layer with as many neurons as there are samples",
    "equal widths": "two hidden layers of the same width",
    "kinks": "sums that are exactly 0",
    "two calls": "a second backward pass",
    "l1": "an L1 penalty on the layer's weights",
    "l2": "an L2 penalty on the layer's weights",
    "soft labels": "labels between 0 and 1",
    "hard labels": "one class for each sample",
    "sure and wrong": "a true class with a probability below 1e-7",
}
"""Without which a mistake does not show. Samples, inputs and neurons there
must be more than one of in any case, with a gradient that differs."""


@dataclasses.dataclass(frozen=True)
class Exhibit:
    """One mistake.

    Attributes
    ----------
    name : str
        For instance ``"bias-mean"``.
    title : str
        What is wrong, in a line.
    kind : str
        The kind of mistake, which is the module it is in.
    broken, right : type
        A layer or loss with the mistake, and the one without; the first is
        a subclass of the second and can take its place.
    gradient : str
        The attribute that comes out wrong, such as ``"dweights"``.
    cause : str
        The key by which the diagnosis must name it.
    needs : tuple of str
        What a network must have for the mistake to show, from `NEEDS`.
    """

    name: str
    title: str
    kind: str
    broken: type
    right: type
    gradient: str
    cause: str
    needs: tuple = ()

    def __repr__(self):
        return f"{self.name}: {self.title}"


def exhibit(title, *, gradient, cause, needs=()):
    """Put the class that follows on show."""

    def register(broken):
        unknown = set(needs) - set(NEEDS)
        if unknown:
            raise ValueError(
                f"exhibit: expected needs among {list(NEEDS)}, got "
                f"{sorted(unknown)} for {broken.__name__}"
            )
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", broken.__name__)
        kind = broken.__module__.rpartition(".")[2]
        (right,) = broken.__bases__
        _EXHIBITS.append(
            Exhibit(
                words.lower(),
                title,
                kind,
                broken,
                right,
                gradient,
                cause,
                tuple(needs),
            )
        )
        return broken

    return register


def exhibits():
    """Return all exhibits, those of one kind together.

    Returns
    -------
    list of Exhibit
    """
    return list(_EXHIBITS)


def find(name):
    """Return the exhibit of a name.

    Raises
    ------
    ValueError
        If there is none.
    """
    for one in _EXHIBITS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in _EXHIBITS)
    raise ValueError(
        f"find: expected the name of an exhibit, one of {names}; got {name!r}"
    )
