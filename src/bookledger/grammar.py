"""The grammar of the book's formulas: recursive descent from TeX to trees."""

from bookledger import tree
from bookledger.atoms import FUNCTIONS
from bookledger.calculus import Calculus
from bookledger.tokens import FRACTIONS

RELATIONS = {
    "=": "=",
    "ne": "!=",
    "neq": "!=",
    "<": "<",
    ">": ">",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "approx": "approx",
    "leftarrow": "becomes",
}
TIMES = ("cdot", "times", "odot", "/")
PREFIXES = ("Im",)  # of all that follows: Im (x + ih)^3


class Grammar(Calculus):
    """Chains of relations, terms, factors and functions."""

    def chain(self):
        """Read sides with relations between them."""
        start = self.here()
        sides, relations = [self.expression()], []
        while self.sees(*RELATIONS):
            relations.append(RELATIONS[self.take().text])
            sides.append(self.expression())
        span = self.since(start)
        return tree.Chain(tuple(sides), tuple(relations), span=span)

    def expression(self):
        """Read terms with signs."""
        start, terms, spans = self.here(), [], []
        while not terms or self.sees("+", "-"):
            sign_at = self.here()
            terms.append((-1 if self._sign() == "-" else 1, self.product()))
            spans.append(self.since(sign_at))
        if len(terms) == 1 and terms[0][0] == 1:
            return terms[0][1]
        span = self.since(start)
        return tree.Total(tuple(terms), tuple(spans), span=span)

    def _sign(self):
        token = self.accept("+", "-")
        return token.text if token else "+"

    def product(self):
        """Read factors, written side by side or with a sign."""
        return self._factors(lambda: self.sees(*TIMES) or self.starts_factor())

    def _factors(self, goes_on):
        start, factors, spans = self.here(), [], []
        while not factors or goes_on():
            sign = self.accept(*TIMES) if factors else None
            factor_at = self.here()
            factors.append((sign.text if sign else "", self.factor()))
            spans.append(self.since(factor_at))
        if len(factors) == 1:
            return factors[0][1]
        span = self.since(start)
        return tree.Product(tuple(factors), tuple(spans), span=span)

    def factor(self):
        """Read one factor; a sum or a limit takes what follows with it."""
        token = self.peek()
        if token.kind == "name":
            return self.operator()
        if token.kind == "command" and token.text == "sum":
            return self.sum_over()
        if token.kind == "command" and token.text == "lim":
            return self.limit()
        if token.kind == "command" and token.text in FUNCTIONS:
            return self.function()
        if token.text in FRACTIONS and self._is_operator():
            return self.derivative()
        return self.postfix()

    def function(self):
        r"""Read ``\log u`` or ``\max(0, z)``; without brackets the argument
        is what stands side by side."""
        name = self.take()
        if self.sees("("):
            self.take()
            arguments = self.items(")")
        else:
            arguments = (self._argument_without_brackets(),)
        span = self.since(name.start)
        return tree.Call(name.text, arguments, span=span)

    def _argument_without_brackets(self):
        return self._factors(
            lambda: self.starts_factor() and not self.sees(*FUNCTIONS, "sum")
        )

    def operator(self):
        r"""Read ``\operatorname{sign}(w)`` or ``\operatorname{E}[Y]``."""
        name = self.take()
        if name.text in PREFIXES:
            arguments = (self.postfix(),)
            span = self.since(name.start)
            return tree.Call(name.text, arguments, span=span)
        closing = {"(": ")", "[": "]"}.get(self.peek().text)
        if closing is None:
            raise self.error(f"expected the arguments of {name.text}")
        self.take()
        arguments = self.items(closing)
        span = self.since(name.start)
        return tree.Call(name.text, arguments, span=span)
