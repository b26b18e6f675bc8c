"""Three values of an equation at full precision, for the reader."""

import numpy as np

from bookledger.written import entry as entry_of

# In this order; the first of the numeric kinds is the one that is shown.
KINDS = ("autograd", "float64", "sympy", "complex step", "package")
EQUATE = ("=", "becomes", "approx")
MOST = 3


def sample(entry, checks):
    """Return three values of an equation's first world.

    `displayed` is what the right side says, `checked` what the left side is:
    a derivative of the function itself, a value made without the formula, or
    the side before. Where there are fewer than three entries, the same are
    shown at other points, and as other kinds of check have found them.
    """
    by_kind = {check.kind: check for check in checks}
    kinds = [kind for kind in KINDS if kind in by_kind]
    values = _values(by_kind[kinds[0]], entry)
    chosen = _spread(_telling(values))
    if len(chosen) < MOST:
        shown = by_kind[kinds[0]]
        for number in range(1, min(len(shown.worlds), len(entry.worlds))):
            seed = entry.worlds[number].seed
            words = f"seed {seed}" if seed else "another point"
            chosen += _named(_values(shown, entry, number), words)
        for kind in kinds[1:]:
            chosen += _named(_values(by_kind[kind], entry), kind)
    return {
        "dtype": "float64",
        "seed": entry.worlds[0].seed,
        "values": chosen[:MOST],
    }


def _named(values, words):
    return [{**v, "entry": f"{v['entry']} ({words})"} for v in values]


def _values(check, entry, number=0):
    """Return one value for every entry of every side, the first of each."""
    found = check.worlds[number]
    equations = [c for c in found if c.relation in EQUATE] or found
    values = {}
    for comparison in equations:
        for value in _entries(comparison, entry.worlds[number].first):
            values.setdefault(value["entry"], value)
    return list(values.values())


def _spread(values):
    """Return the first, the middle and the last value."""
    if len(values) < MOST:
        return values
    return [values[0], values[len(values) // 2], values[-1]]


def _telling(values):
    """Leave zeros out, if there are enough other values."""
    others = [value for value in values if float(value["displayed"])]
    return others if len(others) >= MOST else values


def _entries(comparison, first):
    """Yield the entries of one comparison, its indices counted from first."""
    where = {name: n - first for name, n in comparison.indices}
    label = f"{comparison.label}: " if comparison.label else ""
    left, right = (np.asarray(s) for s in (comparison.left, comparison.right))
    for index in np.ndindex(left.shape):
        sides = right.reshape(left.shape)[index], left[index]
        displayed, checked = (complex(side) for side in sides)
        if displayed.imag or checked.imag:
            continue
        written = entry_of(comparison.left_side, where, index)
        yield {
            "entry": f"{label}${written}$",
            "displayed": _digits(displayed),
            "checked": _digits(checked),
        }


def _digits(value):
    """Return all digits of a number; of zero, without a sign."""
    return repr(value.real + 0.0)
