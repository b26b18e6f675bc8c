"""Which index letters a statement leaves free: it is claimed for all."""

from dataclasses import fields

from bookledger import tree


def free_letters(node, letters):
    """Return the letters that occur in a tree and no sum binds, in order."""
    found = {}
    _collect(node, frozenset(letters), found)
    return tuple(found)


def _collect(node, letters, found):
    if isinstance(node, tree.Symbol):
        if not node.indices and node.name in letters:
            found[node.name] = True
    elif isinstance(node, tree.SumOver):
        letters = letters - set(node.letters)
    for child in children(node):
        _collect(child, letters, found)


def children(node):
    """Yield the nodes right below a node."""
    for field in fields(node):
        if field.name != "span":
            yield from _nodes(getattr(node, field.name))


def _nodes(value):
    if isinstance(value, tree.Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
