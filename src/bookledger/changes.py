"""The changes that make mutants: each a span of TeX and its replacement."""

from itertools import pairwise

from bookledger import tree
from bookledger.free import children
from bookledger.tokens import tokenize

OPPOSITES = {
    "+": "-",
    "-": "+",
    ">": "<",
    "<": ">",
    "odot": "",
    "ne": "=",
    "ge": r"\le ",
    "le": r"\ge ",
}


def changes(tex, chains, letters):
    """Yield kind, start, end and new text of every change."""
    yield from _of_tokens(tokenize(tex))
    for chain in chains:
        for side in chain.sides[1:]:
            if tex[slice(*side.span)] == "0":
                continue
            yield "sign", side.span[0], side.span[0], "-"
    nodes = [node for chain in chains for node in _below(chain)]
    yield from _of_conditions(tex, chains, nodes)
    yield from _of_indices(tex, nodes, letters)
    yield from _of_symbols(tex, nodes, letters)
    for node in nodes:
        yield from _CHANGES.get(type(node), _none)(tex, node)


def _below(node):
    yield node
    for child in children(node):
        yield from _below(child)


def _none(tex, node):
    return ()


def _of_tokens(tokens):
    """Turn signs, change numbers, bounds and the letters of sums."""
    for token in tokens:
        if token.kind == "number":
            last = str((int(token.text[-1]) + 1) % 10)
            yield "number", token.end - 1, token.end, last
        elif token.kind in ("sign", "command") and token.text in OPPOSITES:
            kind = "sign" if token.text in "+-" else "relation"
            yield kind, token.start, token.end, OPPOSITES[token.text]


def _of_conditions(tex, chains, nodes):
    """Turn equal into unequal wherever it is a condition."""
    for node in nodes:
        if isinstance(node, tree.Chain) and node not in chains:
            between = node.sides[0].span[1], node.sides[1].span[0]
            if "=" in tex[slice(*between)]:
                yield "condition", *between, r" \ne "


def _of_indices(tex, nodes, letters):
    """Exchange every index for every other one in the equation."""
    places = [
        node.span
        for node in nodes
        if isinstance(node, tree.Symbol) and node.name in letters
    ]
    for node in nodes:
        if isinstance(node, tree.SumOver):
            places += _letters_of_sum(tex, node)
    used = sorted({tex[start:end] for start, end in places})
    for start, end in places:
        for letter in used:
            if letter != tex[start:end]:
                yield "index", start, end, letter


def _letters_of_sum(tex, node):
    head = tex[: node.body.span[0]]
    at = head.index("_", node.span[0]) + 1
    at += head[at] == "{"
    for letter in node.letters:
        at = head.index(letter, at)
        yield at, at + 1
        at += 1


def _of_symbols(tex, nodes, letters):
    """Exchange every symbol for the others with as many indices."""
    places = {}
    for node in nodes:
        if isinstance(node, tree.Symbol) and node.name not in letters:
            start, end = node.span
            if node.indices and "_" in tex[start:end]:
                end = tex.index("_", start)
            heads = places.setdefault(len(node.indices), {})
            heads.setdefault(tex[start:end], []).append((start, end))
    for heads in places.values():
        for head, spans in heads.items():
            for start, end in spans:
                for other in heads:
                    if other != head:
                        yield "symbol", start, end, f"{{{other}}}"


def _of_product(tex, node):
    """Drop every factor, with the sign between it and the one before."""
    yield "factor", node.spans[0][0], node.spans[1][0], ""
    for before, factor in pairwise(node.spans):
        yield "factor", before[1], factor[1], ""


def _of_total(tex, node):
    """Drop every term, with its sign."""
    if len(node.terms) > 1:
        for start, end in node.spans:
            yield "term", start, end, ""


def _of_fraction(tex, node):
    """Drop what is below or above the bar, or exchange the two."""
    top, bottom = (tex[slice(*n.span)] for n in (node.top, node.bottom))
    yield "denominator", *node.span, f"{{{top}}}"
    yield "numerator", *node.span, rf"\frac{{1}}{{{bottom}}}"
    yield "fraction", *node.span, rf"\frac{{{bottom}}}{{{top}}}"


def _of_derivative(tex, node):
    """Exchange what is differentiated and what it is differentiated by."""
    of, by = (tex[slice(*n.span)] for n in (node.of, node.by))
    new = rf"\frac{{\partial {by}}}{{\partial {of}}}"
    yield "derivative", *node.span, new


def _without(kind, part):
    def change(tex, node):
        inside = getattr(node, part)
        inside = inside[-1] if isinstance(inside, tuple) else inside
        yield kind, *node.span, f"{{{tex[slice(*inside.span)]}}}"

    return change


def _of_cases(tex, node):
    """Exchange the values of neighbouring cases."""
    values = [value for value, _ in node.cases]
    for one, two in pairwise(values):
        (a, b), (c, d) = one.span, two.span
        yield "cases", a, d, tex[c:d] + tex[b:c] + tex[a:b]


def _of_sum(tex, node):
    """Drop the sign of the sum, or its last term."""
    yield "sum", node.span[0], node.body.span[0], ""
    if node.upper is not None:
        start, end = node.upper.span
        yield "bound", start, end, f"{{{tex[start:end]}-1}}"


_CHANGES = {
    tree.Product: _of_product,
    tree.Total: _of_total,
    tree.Fraction: _of_fraction,
    tree.Derivative: _of_derivative,
    tree.Power: _without("power", "base"),
    tree.Transposed: _without("transpose", "base"),
    tree.Primed: _without("prime", "base"),
    tree.Call: _without("function", "arguments"),
    tree.Cases: _of_cases,
    tree.SumOver: _of_sum,
}
