"""The grammar of the book's formulas: recursive descent from TeX to trees."""

from dataclasses import replace

from bookledger import tree
from bookledger.atoms import FUNCTIONS, Atoms
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


class Grammar(Atoms):
    """Chains of relations, sums, products, functions, powers, indices."""

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

    def postfix(self):
        """Read an atom with its indices, powers and primes."""
        start = self.here()
        is_e = self.peek().text == "e" and self.peek(1).text == "^"
        node = self.atom()
        if is_e:
            self.take()
            exponent = self.argument()
            return tree.Call("exp", (exponent,), span=self.since(start))
        while self.sees("^", "_", "'", "!"):
            node = self._marked(node, self.take().text)
            node = replace(node, span=self.since(start))
            if self.is_function(node) and self.sees("("):
                node = self.applied(node, start)
        if self.is_function(node) and self.sees("("):
            return self.applied(node, start)
        return _without_arguments(node)

    def _marked(self, node, sign):
        """Read what hangs on a value: indices, a power, a prime."""
        if sign == "_":
            return self.indexed(node)
        if sign == "^":
            return self.raised(node)
        if sign == "!":
            return tree.Call("factorial", (node,))
        if self.is_function(node):
            return tree.Call(node.name, (), tree.Number("1"))
        return tree.Primed(node)

    def is_function(self, node):
        """Tell whether a function is still waiting for its arguments."""
        if isinstance(node, tree.Call):
            return not node.arguments
        return isinstance(node, tree.Symbol) and node.name in self.functions

    def indexed(self, node):
        """Read indices: letters side by side, or separated by commas."""
        if not isinstance(node, tree.Symbol):
            raise self.error("only a symbol has indices")
        if not self.sees("{"):
            return replace(node, indices=(*node.indices, self.atom()))
        if self.peek(1).kind == "text":
            self.take()
            name = f"{node.name}_{self.take().text}"
            self.expect("}")
            return replace(node, name=name)
        self.take()
        indices = []
        for item in self.items("}"):
            is_product = isinstance(item, tree.Product)
            indices += [f for _, f in item.factors] if is_product else [item]
        return replace(node, indices=node.indices + tuple(indices))

    def raised(self, node):
        r"""Read a power, ``\mathsf T``, or the number of a layer."""
        texts = [self.peek(ahead).text for ahead in range(4)]
        if texts[:3] == ["{", "mathsf", "T"]:
            self.position += 3
            self.expect("}")
            return tree.Transposed(node)
        if texts[:2] == ["{", "("] and self.is_function(node):
            self.position += 2
            (order,) = self.items(")")
            self.expect("}")
            return tree.Call(node.name, (), order)
        if texts[:2] == ["{", "("] and isinstance(node, tree.Symbol):
            self.position += 2
            layer = self.take().text
            self.expect(")")
            self.expect("}")
            return replace(node, name=f"{node.name}{layer}")
        return tree.Power(node, self.argument())

    def applied(self, node, start):
        """Read the arguments of a function that has a letter for a name."""
        self.expect("(")
        arguments, span = self.items(")"), self.since(start)
        if isinstance(node, tree.Call):
            return replace(node, arguments=arguments, span=span)
        return tree.Call(node.name, arguments, span=span)

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


def _without_arguments(node):
    r"""Return what ``u'`` or ``f^{(2)}`` mean: letters for a value."""
    if not isinstance(node, tree.Call) or node.arguments:
        return node
    digits = getattr(node.order, "digits", "")
    if digits == "1":
        return tree.Primed(tree.Symbol(node.function), span=node.span)
    return tree.Symbol(f"{node.function}{digits}", span=node.span)
