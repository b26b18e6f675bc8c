"""Evaluating a parsed tree: what is displayed is what is computed."""

from functools import singledispatchmethod
from itertools import product

from bookledger import algebra, tree
from bookledger.errors import LedgerError
from bookledger.expand import without_dots
from bookledger.free import free_letters
from bookledger.functions import FUNCTIONS
from bookledger.patterns import match
from bookledger.symbols import Symbols
from bookledger.truth import holds


class Reader(Symbols):
    """Computes trees in a scene."""

    @singledispatchmethod
    def read(self, node, where, cut):
        """Return the value of a tree."""
        raise LedgerError(f"{type(node).__name__} has no value here")

    @read.register
    def _(self, node: tree.Number, where, cut):
        return self.m.number(node.digits)

    @read.register
    def _(self, node: tree.Symbol, where, cut):
        if node.name == "delta" and len(node.indices) == 2:
            left, right = self.indices(node, where, cut)
            return self.m.number(str(int(left == right)))
        if not node.indices and node.name in where:
            return self.m.number(str(where[node.name]))
        name, indices = self.place(node, where, cut)
        value = self.scene.value(name, cut)
        return self.scene.entry(name, value, indices) if indices else value

    @read.register
    def _(self, node: tree.Total, where, cut):
        total = None
        for sign, term in without_dots(self, node.terms, where, cut):
            value = self.read(term, where, cut)
            value = value if sign > 0 else -value
            total = value if total is None else algebra.plus(total, value)
        return total

    @read.register
    def _(self, node: tree.Product, where, cut):
        result = None
        for sign, factor in without_dots(self, node.factors, where, cut):
            value = self.read(factor, where, cut)
            first = result is None
            result = value if first else algebra.times(sign, result, value)
        return algebra.number(result)

    @read.register
    def _(self, node: tree.Fraction, where, cut):
        top = self.read(node.top, where, cut)
        return algebra.over(top, self.read(node.bottom, where, cut))

    @read.register
    def _(self, node: tree.Power, where, cut):
        base = self.read(node.base, where, cut)
        return algebra.power(base, self.read(node.exponent, where, cut))

    @read.register
    def _(self, node: tree.Transposed, where, cut):
        return algebra.transposed(self.read(node.base, where, cut))

    @read.register
    def _(self, node: tree.Call, where, cut):
        if node.function == "E":
            mean = match(self.world.means, node.arguments[0])
            return self.read(mean, where, cut)
        arguments = [self.read(a, where, cut) for a in node.arguments]
        if node.function in self.world.functions:
            return self.apply(node, arguments, where, cut)
        if node.function not in FUNCTIONS:
            raise LedgerError(f"no function is called {node.function}")
        return FUNCTIONS[node.function](self.m, *arguments)

    def apply(self, node, arguments, where, cut):
        """Return the value of one of the world's functions, or a slope."""
        function = self.world.functions[node.function]
        if node.order is None:
            return function(self.m, *arguments)
        order = self.whole(node.order, where, cut)
        return self.m.nth(lambda x: function(self.m, x), order, *arguments)

    @read.register
    def _(self, node: tree.Truth, where, cut):
        return holds(self, node.condition, where, cut)

    @read.register
    def _(self, node: tree.Cases, where, cut):
        true = [
            value
            for value, condition in node.cases
            if condition and holds(self, condition, where, cut) == 1
        ]
        rest = [value for value, condition in node.cases if condition is None]
        values = [self.read(value, where, cut) for value in true or rest]
        if not values or any(value != values[0] for value in values):
            raise LedgerError("not one of the cases holds, but none or two")
        return values[0]

    @read.register
    def _(self, node: tree.Row, where, cut):
        return self.m.array([self.read(i, where, cut) for i in node.items])

    @read.register
    def _(self, node: tree.Matrix, where, cut):
        rows = [
            [self.read(item, where, cut) for item in row] for row in node.rows
        ]
        return self.m.array(rows)

    @read.register
    def _(self, node: tree.SumOver, where, cut):
        total = None
        ranges = [
            self.numbers(node, name, where, cut) for name in node.letters
        ]
        for numbers in product(*ranges):
            inner = {**where, **dict(zip(node.letters, numbers, strict=True))}
            condition = node.condition
            if condition and holds(self, condition, inner, cut) != 1:
                continue
            value = self.read(node.body, inner, cut)
            total = value if total is None else algebra.plus(total, value)
        if total is None:
            raise LedgerError("a sum without terms")
        return total

    def numbers(self, node, letter, where, cut):
        """Return the numbers over which one letter of a sum runs."""
        if node.lower is None:
            return range(*self.extent(letter))
        start = self.whole(node.lower, where, cut)
        return range(start, self.whole(node.upper, where, cut) + 1)

    @read.register
    def _(self, node: tree.Derivative, where, cut):
        target, indices = self.target(node.by, where, cut)
        key = self.key(node.of, where, cut)

        def function(value):
            inner = {**cut, target: value}
            if isinstance(key, str):
                return self.scene.value(key, inner)
            return self.read(node.of, where, inner)

        slopes = self.scene.slope(key, function, target, cut)
        if isinstance(key, str) and isinstance(node.of, tree.Symbol):
            indices = self.place(node.of, where, cut)[1] + indices
        return (
            self.scene.entry("a derivative", slopes, indices)
            if indices
            else slopes
        )

    def key(self, node, where, cut):
        """Return what is differentiated: a name, or a tree with indices."""
        if isinstance(node, tree.Symbol) and node.name not in where:
            return self.place(node, where, cut)[0]
        letters = free_letters(node, where)
        return node, tuple((letter, where[letter]) for letter in letters)

    def target(self, node, where, cut):
        """Return the name and indices of what one differentiates by."""
        if not isinstance(node, tree.Symbol):
            node = match(self.world.patterns, node)
        return self.place(node, where, cut)

    @read.register
    def _(self, node: tree.Primed, where, cut):
        by = tree.Symbol(self.world.prime)
        return self.read(tree.Derivative(node.base, by), where, cut)

    @read.register
    def _(self, node: tree.Limit, where, cut):
        def function(value):
            return self.read(node.body, where, {**cut, node.name: value})

        return self.m.limit(function, self.read(node.to, where, cut))
