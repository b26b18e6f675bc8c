"""What the letters of an equation stand for."""

import copy
import inspect

import numpy as np


class World:
    r"""The values of letters, and how some are made from others.

    Parameters
    ----------
    given : dict
        Letters that stand on their own, each with a draw (see `draws`). A
        layer's number belongs to the name (``W1``), so does an accent
        (``y_hat``), and ``\lambda`` is ``lam``.
    made : dict
        Letters made from others, each a function whose parameters are the
        names of those others, and ``maths`` for the backend. They are written
        without a look at the displayed formula: derivatives on its left
        side are derivatives of these.
    sizes : dict, optional
        Letters for sizes, with their values, all different.
    letters : dict, optional
        Index letters, with the size up to which each runs.
    first : int, optional
        Where counting begins.
    indexed : dict, optional
        What a letter means when it has an index: ``{"L": "losses"}``.
    implied : dict, optional
        Arrays that are written without their indices, with the indices.
    functions : dict, optional
        Letters that are functions, of the backend and the arguments.
    patterns : dict, optional
        TeX of expressions one may differentiate by, with the letter that
        holds their value: ``{"x_i w_i": "p_i"}``.
    after : dict, optional
        For ``\leftarrow``: which letter holds the value afterwards.
    renewed : tuple of str, optional
        Letters that later statements of the equation read as they have
        become.
    rows : tuple of str, optional
        Matrices of which one index means a row.
    means : dict, optional
        TeX of what an expectation is taken of, with that of what holds it.
    prime : str, optional
        The letter by which a prime differentiates.
    small : tuple of str and int, optional
        For ``\approx``: the letter that goes to zero, and the power of it
        by which the gap is divided, which then has to go to zero too.
    sharp : float, optional
        How far apart, relative to the larger side, the sides of an
        inequality may be: here it is nearly an equality.
    sides : int, optional
        How many sides of every chain are claimed here; the others may hold
        elsewhere only.
    package : callable, optional
        Takes the values in float64 by name; returns what the package makes
        of them: by name, or by (name, name) for a derivative.
    seed : int, optional
    """

    def __init__(
        self,
        given,
        made=None,
        *,
        sizes=None,
        letters=None,
        first=1,
        indexed=None,
        implied=None,
        functions=None,
        patterns=None,
        after=None,
        renewed=(),
        rows=(),
        means=None,
        prime=None,
        small=None,
        sharp=None,
        sides=None,
        package=None,
        seed=0,
    ):
        self.sizes, self.letters = sizes or {}, letters or {}
        self.made, self.functions = made or {}, functions or {}
        self.indexed, self.implied = indexed or {}, implied or {}
        self.patterns, self.after = patterns or {}, after or {}
        self.renewed, self.rows, self.means = renewed, rows, means or {}
        self.prime, self.small = prime, small
        self.sharp, self.sides = sharp, sides
        self.first, self.package = first, package
        self._draws = given
        self._draw(seed)
        self.needs = {
            name: [*inspect.signature(make).parameters]
            for name, make in self.made.items()
        }

    def _draw(self, seed):
        self.seed, rng = seed, np.random.default_rng(seed)
        self.given = {
            name: draw(rng, self.sizes) for name, draw in self._draws.items()
        }

    def at_three_points(self):
        """Return this world and two like it, whose letters are drawn anew."""
        others = [copy.copy(self) for _ in range(2)]
        for i, other in enumerate(others, start=1):
            other._draw(self.seed + i)
        return (self, *others)

    def names(self):
        """Return every name that has a value."""
        return {*self.given, *self.made, *self.sizes}

    def depends(self, name, on):
        """Tell whether a value is made, at any remove, from another."""
        return any(
            need == on or self.depends(need, on)
            for need in self.needs.get(name, ())
        )
