"""Testing one equation: its TeX, by every kind of check that applies."""

from dataclasses import dataclass

import numpy as np

from bookledger.errors import UNREADABLE, LedgerError
from bookledger.kinds import backends, tolerance_of
from bookledger.reader import Reader
from bookledger.relations import comparisons
from bookledger.statements import parse


@dataclass(frozen=True)
class Check:
    """One kind of check: what it compared, in each of the worlds."""

    kind: str
    tolerance: float
    worlds: tuple

    @property
    def worst(self):
        """Return the comparison with the largest error."""
        return max((c for w in self.worlds for c in w), key=_error_of)

    @property
    def passed(self):
        """Tell whether the largest error is within the tolerance."""
        return self.worst.error <= self.tolerance


def _error_of(comparison):
    # Not a number is the largest error of all.
    return np.nan_to_num(comparison.error, nan=np.inf)


def verify(entry, tex, scenes):
    """Return all checks of an equation, none of which failed.

    Raises
    ------
    LedgerError
        With the equation's label, if its TeX cannot be read or interpreted
        or its sides differ.
    """
    checks = check(entry, tex, scenes)
    for one in checks:
        if not one.passed:
            raise LedgerError(
                f"{entry.label} ({one.kind}): the sides differ by "
                f"{one.worst.error:.1e}: {one.worst}"
            )
    return checks


def check(entry, tex, scenes):
    """Return all checks of an equation.

    Parameters
    ----------
    entry : Entry
    tex : str
        What is displayed.
    scenes : Scenes
        Keeps what has been computed of each world.

    Raises
    ------
    LedgerError
        With the equation's label, if the TeX cannot be read or interpreted.
    """
    try:
        chains = statements(entry, tex)
        condition = condition_of(entry)
        kinds = [
            _check(scenes.of(entry, backend), chains, condition)
            for backend in backends(chains)
        ]
        measured = scenes.measured(entry)
        if measured:
            found = _check(measured, chains, condition)
            if any(scene.used for scene in measured):
                kinds.append(found)
    except UNREADABLE as error:
        raise LedgerError(f"{entry.label}: {error}") from error
    return tuple(kinds)


def compared(entry, tex, scenes, backend):
    """Return the check of an equation by one backend.

    Raises
    ------
    LedgerError
        If nothing was compared.
    """
    chains = statements(entry, tex)
    condition = condition_of(entry)
    return _check(scenes.of(entry, backend), chains, condition)


def statements(entry, tex):
    """Return the parsed statements of an equation."""
    functions = {name for world in entry.worlds for name in world.functions}
    return parse(tex, functions)


def condition_of(entry):
    """Return the parsed condition on an equation's indices, or None."""
    return parse(entry.where)[0] if entry.where else None


def _check(scenes, chains, condition):
    worlds = tuple(
        tuple(comparisons(Reader(scene), chains, condition))
        for scene in scenes
    )
    if not all(worlds):
        raise LedgerError("nothing was compared")
    backend = scenes[0].backend
    kind = "package" if scenes[0].measured else backend.kind
    return Check(kind, tolerance_of(backend, chains), worlds)
