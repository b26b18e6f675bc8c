"""The register of wrong formulas: what a slip would have computed.

The modules beside this one fill it, layer by layer. A function there yields,
for one gradient of one layer, a slip's key, the slip in words and the array
that it leads to; the decorator says which layer and gradient it belongs to
and what has to be known for it. To add a slip, write another ``yield``.
"""

SLIPS = {}

UPSTREAM = "the upstream gradient is left out of {name}: multiply by dvalues"


def slips(of, name, *needs):
    """Register a function as the slips of a gradient of a layer."""

    def register(function):
        SLIPS.setdefault((of, name), []).append((needs, function))
        return function

    return register


def wrong_formulas(context):
    """Yield key, words and array of every slip that can be computed."""
    for needs, function in SLIPS.get((context.of, context.name), ()):
        known = [getattr(context, need) for need in needs]
        if all(value is not None for value in known):
            yield from function(*known)
    for words, array in context.candidates.items():
        yield "candidate", words, array
