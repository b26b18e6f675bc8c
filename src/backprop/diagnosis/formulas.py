"""The register of wrong formulas: what a slip would have computed.

The modules beside this one fill it, layer by layer. A function there yields,
for one gradient of one layer, a slip's key, the slip in words and the array
that it leads to; the decorator says which layer and gradient it belongs to
and what has to be known for it. To add a slip, write another ``yield``.
"""

SLIPS = {}
TERMS = {}

UPSTREAM = "the upstream gradient is left out of {name}: multiply by dvalues"


def slips(of, name, *needs):
    """Register a function as the slips of a gradient of a layer."""

    def register(function):
        SLIPS.setdefault((of, name), []).append((needs, function))
        return function

    return register


def terms(of, name, *needs):
    """Register a function as the terms that a slip would subtract.

    They are for slips with an unknown number in them, such as a learning
    rate; the words hold ``{k}`` in its place.
    """

    def register(function):
        TERMS.setdefault((of, name), []).append((needs, function))
        return function

    return register


def known_terms(context):
    """Yield key, words and array of every term that can be computed."""
    yield from _computed(TERMS, context)


def wrong_formulas(context):
    """Yield key, words and array of every slip that can be computed."""
    yield from _computed(SLIPS, context)
    for words, array in context.candidates.items():
        yield "candidate", words, array


def _computed(register, context):
    for needs, function in register.get((context.of, context.name), ()):
        known = [getattr(context, need) for need in needs]
        if all(value is not None for value in known):
            yield from function(*known)
