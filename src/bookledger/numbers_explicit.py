"""Numbers whose source the page cannot show: they are bound by hand.

``chapters/numbers.toml`` lists them. Each names page, cell and number, and
where the number comes from: ``source``, a cell, figure or equation of the
same page or, as ``page#id``, of another one; or ``expression``, evaluated
with NumPy and the package; or ``given``, why nothing has to produce it.
"""

import inspect
import tomllib
from decimal import Decimal
from typing import NamedTuple

from bookledger import numbers_binding
from bookledger.numbers_reading import NumberError, agrees, parse

FILE = "numbers.toml"
_WAYS = ("source", "expression", "given")


class Binding(NamedTuple):
    """One entry of the list: a way, and what stands there."""

    way: str
    what: str

    def source(self, stated, page, everything):
        """Return the source as the record writes it.

        Raises
        ------
        NumberError
            If the source does not show the number.
        """
        if self.way == "given":
            return {
                "kind": "given",
                "id": self.what,
                "value": str(stated.number.value),
            }
        if self.way == "expression":
            return self._evaluated(stated)
        name, _, identifier = self.what.rpartition("#")
        elsewhere = everything[name] if name else page
        sources = [s for s in elsewhere.sources if s.id == identifier]
        found = numbers_binding.find_in(sources, stated.number)
        if not found:
            raise NumberError(f"{self.what} does not show it")
        other = {"page": name} if name else {}
        return numbers_binding.described(*found) | other

    def _evaluated(self, stated):
        value = str(evaluate(self.what))
        if not agrees(stated.number, parse(value)):
            raise NumberError(f"{self.what} is {value}")
        return {"kind": "expression", "id": self.what, "value": value}


def load(chapters):
    """Return the bindings made by hand: (page, cell, number) -> `Binding`."""
    path = chapters / FILE
    if not path.exists():
        return {}
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        (page, cell, number): _binding((page, cell, number), entry)
        for page, cells in listed.items()
        for cell, numbers in cells.items()
        for number, entry in numbers.items()
    }


def _binding(key, entry):
    if len(entry) != 1 or not entry.keys() <= set(_WAYS):
        raise NumberError(
            f"{FILE}: {', '.join(key)}: expected one of {', '.join(_WAYS)}, "
            f"got {', '.join(entry) or 'nothing'}"
        )
    return Binding(*entry.popitem())


def unused(bindings, everything):
    """Return, in words, the bindings of numbers that no page states."""
    stated = {
        (page.name, number.cell, number.raw)
        for page in everything.values()
        for number in page.stated
    }
    return [
        f"{FILE}: {', '.join(key)}: the page has no such number"
        for key in sorted(bindings.keys() - stated)
    ]


def evaluate(expression):
    """Return the value of an expression, with NumPy and the package."""
    import numpy as np

    import backprop
    from backprop import cross_entropy, reference
    from backprop.explorables import SpiralTraining, break_it

    names = {name: getattr(backprop, name) for name in backprop.__all__}
    names |= {"cross_entropy": cross_entropy, "reference": reference}
    names |= {"break_it": break_it, "SpiralTraining": SpiralTraining}
    names |= {"np": np, "Decimal": Decimal, "inspect": inspect}
    value = eval(expression, names)
    return value if isinstance(value, Decimal) else float(value)
