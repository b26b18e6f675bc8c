"""A displayed equation: one or more statements, in one or more rows."""

from dataclasses import replace

from bookledger.errors import TexError
from bookledger.grammar import RELATIONS, TIMES, Grammar
from bookledger.tokens import Token, tokenize

CONTINUES = {"+", "-", *RELATIONS, *TIMES}


def parse(tex, functions=()):
    """Return the statements of a displayed equation.

    Parameters
    ----------
    tex : str
        What stands between the dollar signs.
    functions : iterable of str
        Letters that are functions, so that ``u(x)`` is no product.

    Returns
    -------
    tuple of tree.Chain

    Raises
    ------
    TexError
        If the TeX is outside the notation of the book.
    """
    chains = []
    for tokens in _split(_flat(tex, tokenize(tex))):
        label = ""
        if tokens[0].kind == "text" and tokens[0].text.endswith(":"):
            label, tokens = tokens[0].text[:-1], tokens[1:]
        grammar = Grammar(tex, tokens, functions)
        chain = replace(grammar.chain(), label=label)
        if grammar.peek().kind != "end of equation":
            raise grammar.error(f"unexpected {grammar.peek().text!r}")
        if not chain.relations:
            raise TexError("this says nothing", tex, chain.span[0])
        chains.append(chain)
    return tuple(chains)


def _flat(tex, tokens):
    """Take the layout away; rows that begin anew are split by a comma."""
    flat, inside = [], []
    for at, token in enumerate(tokens):
        if token.kind in ("begin", "end") and token.text == "aligned":
            continue
        if token.kind == "begin":
            inside.append(token.text)
        elif token.kind == "end":
            inside.pop()
        elif not inside and token.kind == "sign" and token.text in "&.":
            continue
        elif not inside and token.kind == "row":
            if not _goes_on(tokens[at + 1 :]):
                flat.append(_comma(token))
            continue
        elif not inside and token.kind == "text" and token.text == "or":
            flat.append(_comma(token))
            continue
        elif inside == ["cases"] and token.text == "&":
            continue
        flat.append(token)
    return flat


def _comma(token):
    return Token("sign", ",", token.start, token.end)


def _goes_on(tokens):
    """Tell whether a row carries on the statement of the row before."""
    following = [t for t in tokens if t.text != "&"]
    return bool(following) and following[0].text in CONTINUES


def _split(tokens):
    """Yield the tokens of each statement."""
    part, depth = [], 0
    for token in tokens:
        if token.kind in ("sign", "begin", "end"):
            opens = token.kind == "begin" or token.text in "({["
            closes = token.kind == "end" or token.text in ")}]"
            depth += opens - closes
        if depth == 0 and token.kind == "sign" and token.text == ",":
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part
