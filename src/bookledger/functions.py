"""The functions that formulas call by name."""

from math import factorial

import numpy as np

from bookledger.errors import LedgerError


def _maximum(m, *values):
    if np.shape(values[0]) == () and values[0] == 0 and len(values) == 2:
        return m.relu(values[1])
    largest = values[0]
    for value in values[1:]:
        if np.shape(value) or np.shape(largest):
            raise LedgerError("of arrays, only max(0, …) is known")
        largest = value if m.real(value) > m.real(largest) else largest
    return largest


def _diagonal(m, values):
    entries = list(values.reshape(-1))
    zero = 0 * entries[0]
    size = range(len(entries))
    return m.array(
        [[entries[i] if i == j else zero for j in size] for i in size]
    )


FUNCTIONS = {
    "exp": lambda m, x: m.exp(x),
    "log": lambda m, x: m.log(x),
    "sin": lambda m, x: m.sin(x),
    "cos": lambda m, x: m.cos(x),
    "sqrt": lambda m, x: m.sqrt(x),
    "sign": lambda m, x: m.sign(x),
    "abs": lambda m, x: m.abs(x),
    "norm": lambda m, x: m.sqrt((x * x).sum()),
    "max": _maximum,
    "ReLU": lambda m, x: m.relu(x),
    "sum": lambda m, *terms: sum(terms),
    "diag": _diagonal,
    "Im": lambda m, x: m.imaginary(x),
    "factorial": lambda m, n: m.number(str(factorial(int(n)))),
}
