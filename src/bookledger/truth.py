"""Whether a relation holds between values, as 1 or 0."""

import operator

import numpy as np

from bookledger.errors import LedgerError

_COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def holds(reader, chain, where, cut):
    """Return 1 where a condition holds, else 0; of arrays, entry by entry."""
    if len(chain.sides) != 2 or chain.relations[0] not in _COMPARE:
        raise LedgerError("a condition compares two values")
    m = reader.m
    left, right = (m.real(reader.read(s, where, cut)) for s in chain.sides)
    compare = _COMPARE[chain.relations[0]]
    if np.shape(left) == () and np.shape(right) == ():
        return m.number(str(int(bool(compare(left, right)))))
    true = np.vectorize(lambda a, b: int(bool(compare(a, b))))(left, right)
    ones = [m.number(str(one)) for one in true.flat]
    return m.array(ones).reshape(true.shape)
