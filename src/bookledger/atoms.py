"""The smallest parts of the grammar: numbers, symbols, brackets, fractions."""

from bookledger import tree
from bookledger.environments import Environments
from bookledger.tokens import FRACTIONS

FUNCTIONS = {"log", "exp", "max", "min", "sin", "cos", "lim"}
GREEK = {
    "alpha",
    "beta",
    "gamma",
    "delta",
    "varepsilon",
    "eta",
    "theta",
    "varphi",
}
GREEK |= {"lambda", "mu", "pi", "rho", "sigma", "tau", "Delta", "Sigma"}
GREEK |= {"Omega"}
LETTERS = GREEK | {"infty"}
ACCENTS = {"hat", "bar", "tilde"}
BARS = {"|": "|", "lVert": "rVert", "\\|": "\\|"}


class Atoms(Environments):
    """Everything that is read without looking at what follows it.

    What stands in brackets is read by the classes built upon this one.
    """

    def __init__(self, tex, tokens, functions=()):
        super().__init__(tex, tokens)
        self.functions, self.bars = frozenset(functions), False

    def starts_factor(self):
        """Tell whether the token at hand can begin a factor."""
        token = self.peek()
        if token.kind in ("number", "letter", "name"):
            return True
        if token.kind == "text":
            return not token.text.startswith(("if", "otherwise", "or"))
        if token.kind == "begin":
            return token.text in ("cases", "bmatrix")
        if token.kind == "sign":
            is_bar = token.text in BARS
            return token.text in "({[" or (is_bar and not self.bars)
        return token.kind == "command" and (
            token.text in LETTERS | FUNCTIONS | ACCENTS | FRACTIONS
            or token.text
            in ("sum", "lVert", "underbrace", "dots", "cdots", "sqrt")
        )

    def atom(self):
        """Read one atom; powers and indices come later."""
        token = self.peek()
        kind = token.text if token.kind in ("sign", "command") else token.kind
        if kind in FRACTIONS:
            kind = "frac"
        elif kind in LETTERS | ACCENTS:
            kind = "letter"
        read = self._READ.get(kind)
        if read is None:
            raise self.error(f"expected a value, got {token.text!r}")
        return read(self)

    def number(self):
        token = self.take()
        cut = "." in token.text and self.accept("dots") is not None
        return tree.Number(token.text, cut, span=self.since(token.start))

    def symbol(self):
        start = self.here()
        name = self.name()
        return tree.Symbol(name, span=self.since(start))

    def name(self):
        r"""Read a letter, with its accent: ``\hat y`` is y_hat."""
        token = self.take()
        if token.kind == "command" and token.text in ACCENTS:
            braced = self.accept("{")
            name = f"{self.name()}_{token.text}"
            if braced:
                self.expect("}")
            return name
        if token.text == "Delta" and self.peek().kind == "letter":
            return f"Delta_{self.take().text}"
        return "lam" if token.text == "lambda" else token.text

    def group(self):
        self.expect("{")
        inside = self.expression()
        self.expect("}")
        return inside

    def argument(self):
        """Read what a power or a fraction takes: a group or one token."""
        return self.group() if self.sees("{") else self.atom()

    def bracketed(self):
        start = self.expect("(").start
        outer, self.bars = self.bars, False
        items = self.items(")")
        self.bars = outer
        span = self.since(start)
        return items[0] if len(items) == 1 else tree.Row(items, span=span)

    def items(self, closing):
        """Read expressions separated by commas, and the closing bracket."""
        items = [self.expression()]
        while self.accept(","):
            items.append(self.expression())
        self.expect(closing)
        return tuple(items)

    def truth(self):
        start = self.expect("[").start
        condition = self.chain()
        self.expect("]")
        return tree.Truth(condition, span=self.since(start))

    def size(self):
        r"""Read ``|w|`` or ``\lVert d \rVert``."""
        opening, outer = self.take(), self.bars
        self.bars = opening.text != "lVert"
        inside = self.expression()
        self.expect(BARS[opening.text])
        self.bars = outer
        function = "abs" if opening.text == "|" else "norm"
        return tree.Call(function, (inside,), span=self.since(opening.start))

    def root(self):
        start = self.take().start
        inside = self.argument()
        return tree.Call("sqrt", (inside,), span=self.since(start))

    def underbrace(self):
        self.take()
        inside = self.group()
        if self.accept("_"):
            self.expect("{")
            self.take()
            self.expect("}")
        return inside

    def dots(self):
        token = self.take()
        return tree.Dots(span=self.since(token.start))

    _READ = {  # noqa: RUF012
        "number": number,
        "letter": symbol,
        "text": symbol,
        "{": group,
        "(": bracketed,
        "[": truth,
        "|": size,
        "lVert": size,
        "\\|": size,
        "sqrt": root,
        "underbrace": underbrace,
        "dots": dots,
        "cdots": dots,
        "begin": Environments.environment,
        "frac": lambda self: self.fraction(),
    }
