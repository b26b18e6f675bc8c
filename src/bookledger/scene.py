"""A world in one backend: every value computed once, derivatives too."""

import numpy as np

from bookledger.errors import LedgerError


class Scene:
    """Values and derivatives of a world's letters.

    Parameters
    ----------
    world : World
    backend : Exact, CentralDifferences, ComplexStep or Automatic
    measured : dict, optional
        Values, and derivatives by (name, name), to be used instead.
    """

    def __init__(self, world, backend, measured=None):
        self.world, self.backend = world, backend
        self.measured = measured or {}
        self.used = set()
        self._values, self._slopes = {}, {}

    def value(self, name, cut):
        """Return a value, where those in `cut` are taken as they are."""
        if name in cut:
            return cut[name]
        if name in self.measured and not cut:
            self.used.add(name)
            return self.measured[name]
        if not any(self.world.depends(name, other) for other in cut):
            if name not in self._values:
                self._values[name] = self._compute(name, {})
            return self._values[name]
        return self._compute(name, cut)

    def _compute(self, name, cut):
        world, backend = self.world, self.backend
        if name in world.sizes:
            return backend.number(str(world.sizes[name]))
        if name in world.given:
            return backend.array(world.given[name])
        if name not in world.made:
            raise LedgerError(f"nothing is called {name}")
        needs = {
            need: backend if need == "maths" else self.value(need, cut)
            for need in world.needs[name]
        }
        return world.made[name](**needs)

    def slope(self, key, function, target, cut):
        """Return the derivatives of a function of one letter's value.

        `key` says what is differentiated, so that it is done once; if it
        is a name, a measured derivative is used instead.
        """
        if (key, target) in self.measured:
            self.used.add((key, target))
            return self.measured[key, target]
        if cut:
            return self.backend.derivative(function, self.value(target, cut))
        if (key, target) not in self._slopes:
            at = self.value(target, {})
            self._slopes[key, target] = self.backend.derivative(function, at)
        return self._slopes[key, target]

    def entry(self, name, array, indices):
        """Return one entry; indices are counted as on the page."""
        array = squeezed(array, len(indices))
        shape = np.shape(array)
        if name in self.world.rows:
            shape = shape[: len(indices)]
        if len(shape) != len(indices):
            raise LedgerError(
                f"{name} has {len(shape)} indices, got {len(indices)}"
            )
        places = tuple(index - self.world.first for index in indices)
        for place, size, index in zip(places, shape, indices, strict=True):
            if not 0 <= place < size:
                raise LedgerError(f"{name} has no index {index}")
        return array[places]


def squeezed(array, axes):
    """Drop axes of length 1 if there are more axes than indices."""
    shape = np.shape(array)
    if len(shape) > axes and 1 in shape:
        return array.reshape([size for size in shape if size != 1])
    return array
