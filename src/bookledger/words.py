"""A tree in one line of plain text, with numbers for its indices."""

from functools import singledispatch

from bookledger import tree

LETTERS = {
    "y_hat": "ŷ",
    "Y_hat": "Ŷ",
    "s_hat": "ŝ",
    "f_hat": "f̂",
    "v_bar": "v̄",
    "lam": "λ",
    "eta": "η",
    "theta": "θ",
    "mu": "μ",
    "rho": "ρ",  # noqa: RUF001
    "delta": "δ",
    "varepsilon": "ε",
    "Sigma": "Σ",
    "Delta_z": "Δz",
    "Delta_L": "ΔL",
}
SIGNS = {"": " ", "cdot": " · ", "times": " × ", "odot": " ⊙ ", "/": "/"}


@singledispatch
def in_words(node, where):
    """Return a tree as text, with the numbers in `where` for its indices."""
    return "the left side"


@in_words.register
def _(node: tree.Number, where):
    return node.digits


@in_words.register
def _(node: tree.Symbol, where):
    if not node.indices and node.name in where:
        return str(where[node.name])
    name = LETTERS.get(node.name, node.name)
    if node.name[-1].isdigit():
        name = f"{node.name[:-1]}({node.name[-1]})"
    indices = ",".join(in_words(index, where) for index in node.indices)
    if all(isinstance(index, tree.Number) for index in node.indices):
        return f"{name}_{indices}" if indices else name
    return f"{name}[{indices}]"


@in_words.register
def _(node: tree.Total, where):
    text = ""
    for sign, term in node.terms:
        text += (" + " if sign > 0 else " − ") + in_words(term, where)
    return text.removeprefix(" + ").strip()


@in_words.register
def _(node: tree.Product, where):
    text = ""
    for sign, factor in node.factors:
        part = _closed(factor, where)
        is_number = text and not sign and part[0].isdigit()
        text += (SIGNS["cdot"] if is_number else SIGNS[sign]) + part
    return text.strip()


def _closed(node, where):
    """Return a part of a product or power, in brackets if it is a sum."""
    text = in_words(node, where)
    return f"({text})" if isinstance(node, tree.Total) else text


@in_words.register
def _(node: tree.Fraction, where):
    parts = (_closed(part, where) for part in (node.top, node.bottom))
    return "/".join(parts)


@in_words.register
def _(node: tree.Power, where):
    base, exponent = in_words(node.base, where), node.exponent
    if not isinstance(node.base, (tree.Symbol, tree.Number)):
        base = f"({base})"
    return f"{base}^{_closed(exponent, where)}"


@in_words.register
def _(node: tree.Transposed, where):
    return f"{in_words(node.base, where)}ᵀ"


@in_words.register
def _(node: tree.Primed, where):
    return f"{_bracketed(node.base, where)}′"  # noqa: RUF001


def _bracketed(node, where):
    text = in_words(node, where)
    return text if isinstance(node, tree.Symbol) else f"({text})"


@in_words.register
def _(node: tree.Call, where):
    arguments = ", ".join(in_words(a, where) for a in node.arguments)
    return f"{node.function}({arguments})"


@in_words.register
def _(node: tree.SumOver, where):
    return f"Σ_{','.join(node.letters)} {_closed(node.body, where)}"


@in_words.register
def _(node: tree.Derivative, where):
    of, by = (_bracketed(part, where) for part in (node.of, node.by))
    return f"∂{of}/∂{by}"
