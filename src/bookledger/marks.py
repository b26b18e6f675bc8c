"""What hangs on a value: indices, powers, primes, arguments."""

from dataclasses import replace

from bookledger import tree
from bookledger.atoms import Atoms


class Marks(Atoms):
    """Atoms with everything that is written after them."""

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


def _without_arguments(node):
    r"""Return what ``u'`` or ``f^{(2)}`` mean: letters for a value."""
    if not isinstance(node, tree.Call) or node.arguments:
        return node
    digits = getattr(node.order, "digits", "")
    if digits == "1":
        return tree.Primed(tree.Symbol(node.function), span=node.span)
    return tree.Symbol(f"{node.function}{digits}", span=node.span)
