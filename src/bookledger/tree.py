"""What equations are made of: the nodes of the parsed tree.

Two nodes are equal if they say the same, wherever they stand; `span` is
where: start and end in the TeX.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Node:
    """Anything with a value."""

    span: tuple = field(default=(0, 0), compare=False, kw_only=True)


@dataclass(frozen=True)
class Number(Node):
    r"""Digits; ``1.0986\dots`` is `cut`."""

    digits: str
    cut: bool = False


@dataclass(frozen=True)
class Symbol(Node):
    r"""A letter or a word, perhaps with indices: ``\hat y_{ij}``."""

    name: str
    indices: tuple = ()


@dataclass(frozen=True)
class Total(Node):
    """Terms, each with its sign (+1 or -1); `spans` include the signs."""

    terms: tuple
    spans: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class Product(Node):
    r"""Factors, each with the sign before it: "", cdot, times or odot.

    `spans` are those of the factors with their brackets.
    """

    factors: tuple
    spans: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class Fraction(Node):
    """One expression over another."""

    top: Node
    bottom: Node


@dataclass(frozen=True)
class Power(Node):
    """Base and exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True)
class Transposed(Node):
    """A matrix, turned over."""

    base: Node


@dataclass(frozen=True)
class Primed(Node):
    """A derivative written with a prime."""

    base: Node


@dataclass(frozen=True)
class Call(Node):
    """A function of arguments, or a derivative of it, with its order."""

    function: str
    arguments: tuple
    order: Node | None = None


@dataclass(frozen=True)
class Cases(Node):
    """Pairs of value and condition; the condition None is "otherwise"."""

    cases: tuple


@dataclass(frozen=True)
class Truth(Node):
    """A condition in square brackets: 1 where it holds, else 0."""

    condition: Node


@dataclass(frozen=True)
class Chain(Node):
    """Sides with the relations between them: a = b = c, or j != k.

    `label` is a word in front, as in ``L1: w becomes ...``.
    """

    sides: tuple
    relations: tuple
    label: str = ""


@dataclass(frozen=True)
class SumOver(Node):
    """A sum: index letters, lower and upper bound or a condition, body."""

    letters: tuple
    lower: Node | None
    upper: Node | None
    condition: Node | None
    body: Node


@dataclass(frozen=True)
class Derivative(Node):
    """The derivative of one expression with respect to another."""

    of: Node
    by: Node


@dataclass(frozen=True)
class Limit(Node):
    """What an expression tends to as a letter goes to a number."""

    name: str
    to: Node
    body: Node


@dataclass(frozen=True)
class Row(Node):
    """Expressions in round brackets, separated by commas."""

    items: tuple


@dataclass(frozen=True)
class Matrix(Node):
    """Rows of expressions."""

    rows: tuple


@dataclass(frozen=True)
class Dots(Node):
    """And so on, between terms or factors."""
