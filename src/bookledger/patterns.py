"""Expressions that one differentiates by, such as a product of a graph."""

from dataclasses import fields, replace

from bookledger import tree
from bookledger.errors import LedgerError
from bookledger.statements import parse


def parse_side(tex):
    """Return the tree of one expression."""
    return parse(f"{tex} = 0")[0].sides[0]


def match(patterns, node):
    """Return the symbol that stands for an expression.

    Letters in the indices of a pattern stand for any index.
    """
    for pattern, name in patterns.items():
        expression, symbol = parse_side(pattern), parse_side(name)
        found = {}
        if _same(expression, node, found):
            indices = tuple(found[i.name] for i in symbol.indices)
            return replace(symbol, indices=indices)
    raise LedgerError("nothing stands for what one differentiates by")


def _same(pattern, node, found, is_index=False):
    if isinstance(pattern, tuple) and isinstance(node, tuple):
        return len(pattern) == len(node) and all(
            _same(p, n, found, is_index)
            for p, n in zip(pattern, node, strict=True)
        )
    if is_index and isinstance(pattern, tree.Symbol):
        return found.setdefault(pattern.name, node) == node
    if not isinstance(pattern, tree.Node):
        return pattern == node
    return type(pattern) is type(node) and all(
        _same(
            getattr(pattern, field.name),
            getattr(node, field.name),
            found,
            field.name == "indices",
        )
        for field in fields(pattern)
        if field.compare
    )
