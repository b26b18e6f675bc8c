"""Which kinds of check an equation gets, and the error each allows."""

from bookledger import tree
from bookledger.backends import (
    Automatic,
    CentralDifferences,
    ComplexStep,
    Exact,
    Plain,
)
from bookledger.free import children

LIMIT_TOLERANCE = 1e-9  # a limit is extrapolated


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
