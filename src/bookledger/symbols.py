"""Which value a symbol means, with its indices."""

import numpy as np

from bookledger.errors import LedgerError


class Symbols:
    """Names and indices of symbols, looked up in a scene.

    `where` gives index letters their numbers, `cut` gives names another
    value than the scene's, and everything made from them follows.
    """

    def __init__(self, scene):
        self.scene, self.world = scene, scene.world
        self.m = scene.backend

    def place(self, node, where, cut):
        """Return the name and the indices of a symbol."""
        if node.indices and _with_words(node) in self.world.names():
            return _with_words(node), ()
        indices = self.indices(node, where, cut)
        if not indices:
            letters = self.world.implied.get(node.name, ())
            if not set(letters) <= set(where):
                raise LedgerError(f"{node.name} is said of no index")
            return node.name, tuple(where[letter] for letter in letters)
        numbered = f"{node.name}_{indices[0]}"
        if len(indices) == 1 and numbered in self.world.names():
            return numbered, ()
        return self.world.indexed.get(node.name, node.name), indices

    def indices(self, node, where, cut):
        """Return the indices of a symbol as whole numbers."""
        return tuple(self.whole(i, where, cut) for i in node.indices)

    def whole(self, node, where, cut):
        """Return a value that has to be a whole number."""
        value = self.read(node, where, cut)
        if np.shape(value) != () or value != int(value):
            raise LedgerError(f"expected a whole number, got {value}")
        return int(value)

    def extent(self, letter):
        """Return where a letter starts and stops, by the world."""
        if letter not in self.world.letters:
            raise LedgerError(f"{letter} is no index here")
        first = self.world.first
        return first, first + self.world.sizes[self.world.letters[letter]]


def _with_words(symbol):
    r"""Return a name with its index as a word: ``\tau_a`` is tau_a."""
    words = [getattr(index, "name", "") for index in symbol.indices]
    return "_".join([symbol.name, *words])
