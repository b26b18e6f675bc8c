"""A museum of broken gradients: real kinds of mistakes, kept working.

Every exhibit is one of the package's layers or losses with one thing wrong
in it, so that it can take that layer's place in a network. What is wrong,
and how one comes to write it, is in its docstring. The modules are kinds of
mistakes; :func:`exhibits` lists what is in them.

>>> from backprop.museum import find
>>> find("bias-mean")
bias-mean: The bias gradient is a mean
"""

from backprop.museum import (  # noqa: F401
    dtypes,
    factors,
    gaps,
    labels,
    masks,
    penalties,
    signs,
    state,
    sums,
    terms,
    transposes,
)
from backprop.museum.planting import plant
from backprop.museum.registry import Exhibit, exhibits, find

__all__ = ["Exhibit", "exhibits", "find", "plant"]
