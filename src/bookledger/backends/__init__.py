"""Three ways to compute and differentiate, which know nothing of each other.

A backend has numbers, arrays, a handful of functions that work on both, and
its own way to a derivative. Functions of a world are written once, with the
backend as their argument `maths`.
"""

from bookledger.backends.automatic import Automatic
from bookledger.backends.exact import Exact
from bookledger.backends.floats import CentralDifferences, ComplexStep, Plain

__all__ = ["Automatic", "CentralDifferences", "ComplexStep", "Exact", "Plain"]
