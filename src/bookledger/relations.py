"""Comparing the two sides of everything that a statement says."""

from dataclasses import dataclass, replace
from itertools import islice, pairwise, product

import numpy as np

from bookledger import tree
from bookledger.algebra import number
from bookledger.errors import LedgerError
from bookledger.free import free_letters
from bookledger.truth import holds
from bookledger.written import as_tex


@dataclass(frozen=True)
class Comparison:
    """Two sides, evaluated: what they are, where, and how far apart."""

    left_side: tree.Node
    relation: str
    label: str
    indices: tuple
    left: object
    right: object
    error: float

    def __str__(self):
        entry = as_tex(self.left_side, dict(self.indices))
        return f"{entry} is {self.left}, displayed is {self.right}"


@dataclass(frozen=True)
class Link:
    """Two neighbouring sides, and what is said about them."""

    left: tree.Node
    right: tree.Node
    relation: str
    label: str
    cut: dict


def comparisons(reader, chains, condition=None):
    """Yield a comparison for every relation and every index it is for."""
    cut = {}
    for chain in chains:
        for where in everywhere(reader, chain, condition):
            for link in _links(chain, cut, reader.world.sides):
                compare = _COMPARE.get(link.relation, _ordered)
                found = compare(reader, link, where)
                indices = tuple(where.items())
                said = link.left, link.relation, link.label
                yield Comparison(*said, indices, *found)
        cut |= _renewed(reader, chain)


def everywhere(reader, chain, condition):
    """Yield the numbers of the free indices for which a chain is claimed."""
    letters = free_letters(chain, reader.world.letters)
    for numbers in product(*(range(*reader.extent(x)) for x in letters)):
        where = dict(zip(letters, numbers, strict=True))
        if not condition or holds(reader, condition, where, {}) == 1:
            yield where


def _links(chain, cut, claimed):
    links = zip(pairwise(chain.sides), chain.relations, strict=True)
    for sides, relation in islice(links, claimed and claimed - 1):
        yield Link(*sides, relation, chain.label, cut)


def _renewed(reader, chain):
    """Return the letters that from now on have another value."""
    name = getattr(chain.sides[0], "name", None)
    if chain.relations[0] != "becomes" or name not in reader.world.renewed:
        return {}
    return {name: reader.scene.value(reader.world.after[name], {})}


def _equal(reader, link, where):
    a = number(reader.read(link.left, where, link.cut))
    b = number(reader.read(link.right, where, link.cut))
    return _compared(reader, a, b, link.right)


def _compared(reader, a, b, right):
    if np.shape(a) != np.shape(b):
        raise LedgerError(f"shapes {np.shape(a)} and {np.shape(b)}")
    if isinstance(right, tree.Number) and right.cut:
        return a, b, _cut_error(a, right.digits)
    return a, b, _error(reader.m, a, b)


def _error(m, a, b):
    """Return the largest difference, relative to values larger than 1."""
    if np.shape(a):
        pairs = zip(np.ravel(a), np.ravel(b), strict=True)
        return max(_error(m, x, y) for x, y in pairs)
    gap = m.size(a - b)
    return gap / max(1.0, m.size(a)) if gap else 0.0


def _cut_error(value, digits):
    """Return 0 if the value begins with these digits."""
    above = float(value) - float(digits)
    last = 10.0 ** -len(digits.partition(".")[2])
    return 0.0 if 0.0 <= above < last else abs(above)


def _becomes(reader, link, where):
    """Compare with the value that the letter has afterwards."""
    name = getattr(link.left, "name", None)
    key = f"{link.label}: {name}" if link.label else name
    if key not in reader.world.after:
        raise LedgerError("nothing is said to become that")
    after = replace(link.left, name=reader.world.after[key])
    a = reader.read(after, where, {})
    b = reader.read(link.right, where, link.cut)
    return _compared(reader, a, b, link.right)


def _nearly(reader, link, where):
    """Return what the gap, over a power of the small letter, tends to."""
    name, order = reader.world.small

    def gap(small):
        a = reader.read(link.left, where, {name: small})
        b = reader.read(link.right, where, {name: small})
        return (a - b) / small**order

    a, b = (reader.read(s, where, {}) for s in (link.left, link.right))
    return a, b, reader.m.size(reader.m.limit(gap, 0))


def _ordered(reader, link, where):
    sides = link.left, link.right
    a, b = (reader.read(side, where, link.cut) for side in sides)
    chain = tree.Chain(sides, (link.relation,))
    true = holds(reader, chain, where, link.cut) == 1
    sharp = reader.world.sharp
    if sharp is not None:
        true = true and reader.m.size(a - b) <= sharp * reader.m.size(b)
    return a, b, 0.0 if true else max(1.0, _error(reader.m, a, b))


_COMPARE = {"=": _equal, "becomes": _becomes, "approx": _nearly}
