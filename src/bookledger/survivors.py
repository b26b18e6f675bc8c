"""The changes of equations that no check notices, and why that is right."""

import tomllib

from bookledger.mutants import caught_by, mutants
from bookledger.scenes import Scenes
from bookledger.tex import ROOT

LISTED = ROOT / "tests" / "ledger" / "equivalent_changes.toml"


def listed():
    """Return the explained survivors, (label, change) -> reason."""
    found = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    return {(m["label"], m["change"]): m["why"] for m in found["mutant"]}


def survivors(equations, entries):
    """Return how many changes were tried, and those that went unnoticed.

    Parameters
    ----------
    equations : iterable of Displayed
    entries : dict
        The ledger's entries by label.

    Returns
    -------
    tried : int
    unnoticed : list of Mutant
    """
    scenes, tried, unnoticed = Scenes(), 0, []
    for equation in equations:
        entry = entries[equation.label]
        for mutant in mutants(entry, equation.tex):
            tried += 1
            if caught_by(entry, mutant.tex, scenes) is None:
                unnoticed.append(mutant)
    return tried, unnoticed


def as_toml(mutant):
    """Return a survivor as the file lists it, without its reason."""
    return (
        f'[[mutant]]\nlabel = "{mutant.label}"\n'
        f"change = '{mutant.change}'\nwhy = \"\"\n"
    )
