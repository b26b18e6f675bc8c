"""Testing one equation: its TeX, by every kind of check that applies."""

from dataclasses import dataclass

import numpy as np

from bookledger import tree
from bookledger.backends import (
    Automatic,
    CentralDifferences,
    ComplexStep,
    Exact,
    Plain,
)
from bookledger.errors import UNREADABLE, LedgerError
from bookledger.free import children
from bookledger.reader import Reader
from bookledger.relations import comparisons
from bookledger.scene import Scene
from bookledger.statements import parse

LIMIT_TOLERANCE = 1e-9  # a limit is extrapolated


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


def statements(entry, tex):
    """Return the parsed statements of an equation."""
    functions = {name for world in entry.worlds for name in world.functions}
    return parse(tex, functions)


def condition_of(entry):
    """Return the parsed condition on an equation's indices, or None."""
    return parse(entry.where)[0] if entry.where else None


def backends(chains):
    """Return the kinds of check that make a difference to an equation."""
    if any(_holds(chain, _has_order) for chain in chains):
        return Exact, Automatic
    if any(_holds(chain, _differentiates) for chain in chains):
        return Exact, CentralDifferences, ComplexStep, Automatic
    return Exact, Plain


def tolerance_of(backend, chains):
    """Return the error that a kind of check allows an equation."""
    limits = any(_holds(chain, _tends) for chain in chains)
    extrapolated = limits and backend is not Exact
    return max(backend.tolerance, LIMIT_TOLERANCE * extrapolated)


def _holds(node, question):
    return question(node) or any(_holds(n, question) for n in children(node))


def _has_order(node):
    return isinstance(node, tree.Call) and node.order is not None


def _differentiates(node):
    return isinstance(node, (tree.Derivative, tree.Primed)) or _tends(node)


def _tends(node):
    nearly = isinstance(node, tree.Chain) and "approx" in node.relations
    return nearly or isinstance(node, tree.Limit)


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


class Scenes:
    """The scenes of all worlds, so that nothing is computed twice."""

    def __init__(self):
        self._scenes = {}

    def of(self, entry, backend):
        """Return an equation's worlds in one backend."""
        return [self._scene(world, backend) for world in entry.worlds]

    def _scene(self, world, backend):
        key = id(world), backend
        if key not in self._scenes:
            self._scenes[key] = Scene(world, backend)
        return self._scenes[key]

    def measured(self, entry):
        """Return an equation's worlds with what the package computes."""
        found = []
        for world in entry.worlds:
            if world.package:
                scene = self._scene(world, Automatic)
                values = {n: scene.value(n, {}) for n in world.names()}
                found.append(Scene(world, Automatic, world.package(values)))
        return found
