"""Writing out an "and so on", as a reader would."""

from dataclasses import fields, replace

from bookledger import tree
from bookledger.errors import LedgerError

MOST = 20


def without_dots(reader, parts, where, cut):
    """Return the terms or factors, with dots replaced by what they mean.

    The two parts before the dots show the step: every number among the
    indices goes up by one. The part after the dots says where it ends.
    """
    places = [i for i, (_, p) in enumerate(parts) if isinstance(p, tree.Dots)]
    if not places:
        return parts
    (at,) = places
    if at < 2 or at + 1 >= len(parts):
        raise LedgerError("dots need two parts before them and one after")
    sign, before = parts[at - 1]
    signs = {sign for sign, _ in parts[max(1, at - 2) : at + 2]}
    if _next(parts[at - 2][1]) != before or len(signs) > 1:
        raise LedgerError("the parts before the dots show no step")
    last = _numbers(reader, parts[at + 1][1], where, cut)
    filled = list(parts[:at])
    for _ in range(MOST):
        before = _next(before)
        if _numbers(reader, before, where, cut) == last:
            return (*filled, *parts[at + 1 :])
        filled.append((sign, before))
    raise LedgerError("the dots do not lead to the part after them")


def _next(node):
    """Return a part with every number among its indices one higher."""
    if isinstance(node, tree.Symbol):
        indices = tuple(
            tree.Number(str(int(index.digits) + 1))
            for index in node.indices
            if isinstance(index, tree.Number)
        )
        return replace(node, indices=indices)
    return _change(node, _next)


def _numbers(reader, node, where, cut):
    """Return a part with its indices worked out."""
    if isinstance(node, tree.Symbol):
        indices = tuple(
            tree.Number(str(reader.whole(index, where, cut)))
            for index in node.indices
        )
        return replace(node, indices=indices)
    return _change(node, lambda part: _numbers(reader, part, where, cut))


def _change(node, function):
    """Return a node with a function applied to the nodes right below it."""
    changed = {
        field.name: _apply(getattr(node, field.name), function)
        for field in fields(node)
        if field.name != "span"
    }
    return replace(node, **changed)


def _apply(value, function):
    if isinstance(value, tree.Node):
        return function(value)
    if isinstance(value, tuple):
        return tuple(_apply(item, function) for item in value)
    return value
