"""Sums, limits, fractions and derivatives."""

from bookledger import tree
from bookledger.marks import Marks


class Calculus(Marks):
    """What has bounds below it or a bar inside."""

    def sum_over(self):
        """Read a sum with its letters and bounds; the rest is its body."""
        start = self.take().start
        self.expect("_")
        braced = self.accept("{")
        letters = [self.take().text]
        while self.accept(","):
            letters.append(self.take().text)
        lower = condition = upper = None
        if self.accept("="):
            lower = self.expression()
        elif braced and not self.sees("}"):
            self.position -= 1
            condition = self.chain()
        if braced:
            self.expect("}")
        if lower is not None:
            self.expect("^")
            upper = self.argument()
        body = self.product()
        bounds = (lower, upper, condition)
        span = self.since(start)
        return tree.SumOver(tuple(letters), *bounds, body, span=span)

    def limit(self):
        start = self.take().start
        self.expect("_")
        self.expect("{")
        name = self.take().text
        self.expect("to")
        to = self.expression()
        self.expect("}")
        body = self.product()
        return tree.Limit(name, to, body, span=self.since(start))

    def fraction(self):
        """Read a fraction, or a derivative written as one."""
        if self._is_derivative():
            return self.derivative()
        start = self.take().start
        top, bottom = self.argument(), self.argument()
        return tree.Fraction(top, bottom, span=self.since(start))

    def derivative(self):
        r"""Read ``\frac{\partial L}{\partial x}`` or an operator."""
        start = self.take().start
        self.position += 2
        of = None if self.sees("}") else self.expression()
        self.expect("}")
        self.position += 2
        by = self.postfix()
        self.expect("}")
        if of is None:
            of = self.product()
        return tree.Derivative(of, by, span=self.since(start))

    def _is_derivative(self):
        """Tell whether d or a round d begins both parts of the fraction."""
        depth, ahead = 0, 1
        while True:
            token = self.peek(ahead)
            depth += (token.text == "{") - (token.text == "}")
            ahead += 1
            if depth <= 0:
                break
        return all(
            self.peek(at).text == "{"
            and self.peek(at + 1).text in ("d", "partial")
            and self.peek(at + 2).text not in ("_", "^")
            for at in (1, ahead)
        )

    def _is_operator(self):
        return self._is_derivative() and self.peek(3).text == "}"
