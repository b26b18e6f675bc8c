"""Breaking an equation on purpose, one small change of its TeX at a time."""

import warnings
from dataclasses import dataclass

from bookledger.backends import Automatic
from bookledger.changes import changes
from bookledger.check import condition_of, statements
from bookledger.errors import UNREADABLE
from bookledger.kinds import tolerance_of
from bookledger.reader import Reader
from bookledger.relations import comparisons

CONTEXT = 14


@dataclass(frozen=True)
class Mutant:
    """A changed equation, and what was changed."""

    label: str
    kind: str
    tex: str
    change: str


def mutants(entry, tex):
    """Return all mutants of an equation that say something else than it."""
    original = statements(entry, tex)
    letters = {x for world in entry.worlds for x in world.letters}
    found = {}
    for kind, start, end, new in changes(tex, original, letters):
        changed = tex[:start] + new + tex[end:]
        if changed not in found and not _says(entry, changed, original):
            change = _describe(tex, start, end, new)
            found[changed] = Mutant(entry.label, kind, changed, change)
    return list(found.values())


def _says(entry, tex, original):
    try:
        return statements(entry, tex) == original
    except UNREADABLE:
        return False


def _describe(tex, start, end, new):
    """Return the change between square brackets, with what is around it."""
    before, after = tex[:start][-CONTEXT:], tex[end:][:CONTEXT]
    return " ".join(f"{before}[{tex[start:end]} → {new}]{after}".split())


def caught_by(entry, tex, scenes):
    """Return how a mutant is caught, or None if it is not.

    It cannot be read or interpreted ("form"), or a value is wrong ("value").
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a wrong equation may divide by 0
        return _caught(entry, tex, scenes)


def _caught(entry, tex, scenes):
    try:
        chains, condition = statements(entry, tex), condition_of(entry)
        compared, tolerance = 0, tolerance_of(Automatic, chains)
        for scene in scenes.of(entry, Automatic):
            for found in comparisons(Reader(scene), chains, condition):
                compared += 1
                if not found.error <= tolerance:
                    return "value"
    except UNREADABLE:
        return "form"
    return None if compared else "form"
