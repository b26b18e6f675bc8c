r"""A tree written as TeX again, with numbers for its indices.

The record names the values it lists by what is compared there: of
``\partial L / \partial W_{dm}`` it is ``\frac{\partial L}{\partial W_{1,2}}``.
"""

from dataclasses import replace
from functools import singledispatch

from bookledger import tree
from bookledger.atoms import ACCENTS, FUNCTIONS, GREEK

_SIGNS = {"": " ", "/": "/"} | {
    name: rf" \{name} " for name in ("cdot", "times", "odot")
}
_BARS = {"abs": "|{}|", "norm": r"\lVert {} \rVert"}
_BARS["sqrt"] = r"\sqrt{{{}}}"


@singledispatch
def as_tex(node, where):
    """Return a tree as TeX, with the numbers in `where` for its indices."""
    return r"\text{the left side}"


def entry(node, where, index):
    """Return as TeX one entry of what a tree stands for.

    Parameters
    ----------
    node : tree.Node
    where : dict
        The number of each index letter.
    index : tuple of int
        Which entry it is, if the value is an array.
    """
    if isinstance(node, tree.Derivative) and index:
        # Of a number by an array: one derivative for each of its entries.
        return _ratio(node.of, node.by, where, index)
    return _entry(node, where, index)


def _entry(node, where, index):
    if not index:
        return as_tex(node, where)
    numbers = tuple(tree.Number(str(n)) for n in index)
    if isinstance(node, tree.Symbol):
        indexed = replace(node, indices=(*node.indices, *numbers))
        return as_tex(indexed, where)
    return f"({as_tex(node, where)}){_script('_', ','.join(map(str, index)))}"


def _script(sign, text):
    return sign + (text if len(text) == 1 else f"{{{text}}}")


@as_tex.register
def _(node: tree.Number, where):
    return node.digits


@as_tex.register
def _(node: tree.Symbol, where):
    if not node.indices and node.name in where:
        return str(where[node.name])
    indices = [as_tex(index, where) for index in node.indices]
    base, _, word = node.name.partition("_")
    if word and word not in ACCENTS and base != "Delta":
        indices.insert(0, word if len(word) == 1 else rf"\text{{{word}}}")
    lowered = _script("_", ",".join(indices)) if indices else ""
    return _letter(base, word) + lowered


def _letter(base, word):
    r"""Return a name without its index: ``y_hat``, ``W1``, ``Delta_z``."""
    if base == "Delta" and word:
        return rf"\Delta {_letter(word, '')}"
    if word in ACCENTS:
        return rf"\{word} {_letter(base, '')}"
    if base[-1].isdigit():
        return f"{_letter(base[:-1], '')}^{{({base[-1]})}}"
    if base == "lam":
        return r"\lambda"
    if base in GREEK:
        return rf"\{base}"
    return base if len(base) == 1 else rf"\text{{{base}}}"


@as_tex.register
def _(node: tree.Total, where):
    text = ""
    for sign, term in node.terms:
        text += (" + " if sign > 0 else " - ") + as_tex(term, where)
    return text.removeprefix(" + ").strip()


@as_tex.register
def _(node: tree.Product, where):
    text = ""
    for sign, factor in node.factors:
        part = _closed(factor, where)
        is_number = text and not sign and part[0].isdigit()
        text += (_SIGNS["cdot"] if is_number else _SIGNS[sign]) + part
    return text.strip()


def _closed(node, where):
    """Return a part of a product, in brackets if it is a sum."""
    text = as_tex(node, where)
    return f"({text})" if isinstance(node, tree.Total) else text


@as_tex.register
def _(node: tree.Fraction, where):
    above, below = (as_tex(part, where) for part in (node.top, node.bottom))
    return rf"\frac{{{above}}}{{{below}}}"


@as_tex.register
def _(node: tree.Power, where):
    base, exponent = as_tex(node.base, where), as_tex(node.exponent, where)
    if not isinstance(node.base, (tree.Symbol, tree.Number)):
        base = f"({base})"
    return _raised(base, exponent)


def _raised(base, exponent):
    # A second index above needs the first one closed off.
    closed = f"{{{base}}}" if "^" in base and base[-1] != ")" else base
    return closed + _script("^", exponent)


@as_tex.register
def _(node: tree.Transposed, where):
    return _raised(_bracketed(node.base, where), r"\mathsf T")


@as_tex.register
def _(node: tree.Primed, where):
    return f"{_bracketed(node.base, where)}'"


def _bracketed(node, where):
    text = as_tex(node, where)
    alone = isinstance(node, tree.Symbol) or (
        isinstance(node, tree.Call) and node.function in _BARS
    )
    return text if alone else f"({text})"


@as_tex.register
def _(node: tree.Call, where):
    arguments = ", ".join(as_tex(a, where) for a in node.arguments)
    name = node.function
    if name in _BARS:
        return _BARS[name].format(arguments)
    if name in FUNCTIONS:
        name = rf"\{name}"
    elif len(name) > 1 or name == "E":
        name = rf"\operatorname{{{name}}}"
    if node.order is not None:
        name += f"^{{({as_tex(node.order, where)})}}"
    return f"{name}({arguments})"


@as_tex.register
def _(node: tree.SumOver, where):
    letters = _script("_", ",".join(node.letters))
    return rf"\sum{letters} {_closed(node.body, where)}"


@as_tex.register
def _(node: tree.Limit, where):
    below = rf"{node.name} \to {as_tex(node.to, where)}"
    return rf"\lim_{{{below}}} {_closed(node.body, where)}"


@as_tex.register
def _(node: tree.Derivative, where):
    return _ratio(node.of, node.by, where, ())


def _ratio(of, by, where, index):
    above = _bracketed(of, where)
    below = _bracketed(by, where) if not index else _entry(by, where, index)
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"
