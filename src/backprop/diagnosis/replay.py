"""What a layer must have passed back, if only parameters' gradients are known.

A mistake in what a layer passes back shows in every layer before it. So each
slip that is known of a layer is tried: it takes the place of the right
gradient and is passed on to the start; if what arrives at the parameters
there is what is claimed, that slip was it.
"""

import copy
import dataclasses

from backprop.diagnosis.context import make_context
from backprop.diagnosis.factors import known_factors
from backprop.diagnosis.finding import diagnose
from backprop.diagnosis.formulas import wrong_formulas
from backprop.diagnosis.places import context_at

PARAMETERS = ("dweights", "dbiases")


def explain_by_replay(theirs, right):
    """Return the slips of single layers that would give all that is claimed.

    Parameters
    ----------
    theirs, right : sequence of layers
        As for :func:`backprop.diagnosis.diagnose_network`.

    Returns
    -------
    dict of str and Diagnosis
        By names such as ``"relu2.dinputs"``; empty if no slip fits.
    """
    wrong = [i for i in _learning(right) if not _agree(theirs[i], right[i])]
    if not wrong:
        return {}
    found = {}
    for i in range(wrong[-1] + 1, len(right)):
        arrived = right[i + 1].dinputs if i + 1 < len(right) else None
        context = context_at(right, i, right[i], "dinputs", arrived)
        fits = [
            diagnose(guess, right[i].dinputs, **context)
            for guess in _guesses(context, right[i].dinputs)
            if _explains(guess, i, theirs, right)
        ]
        if fits:
            found[fits[0].name] = _any_of(fits)
        if i in _learning(right):
            break  # its own gradients are right: the slip is not behind it
    return found


def _any_of(fits):
    """Return one Diagnosis that says what several do."""
    words = "; or ".join(list(dict.fromkeys(one.words for one in fits))[:3])
    causes = dict.fromkeys(key for one in fits for key in one.causes)
    return dataclasses.replace(fits[0], words=words, causes=tuple(causes))


def _learning(layers):
    return [i for i, layer in enumerate(layers) if hasattr(layer, "dweights")]


def _agree(claimed, right):
    """Return whether a layer's parameters have the gradients claimed."""
    return all(
        diagnose(getattr(claimed, name), getattr(right, name)).is_right
        for name in PARAMETERS
    )


def _guesses(context, dinputs):
    """Yield what the slips that are known would pass back."""
    known = make_context(**context)
    yield 0.0 * dinputs
    yield -dinputs
    for k, _, _ in known_factors(known):
        yield k * dinputs
        yield -k * dinputs
    for _, _, wrong in wrong_formulas(known):
        if wrong.shape == dinputs.shape and not known.same(wrong, dinputs):
            yield wrong


def _explains(dvalues, i, theirs, right):
    """Return whether passing this on from layer i gives what is claimed."""
    for j in reversed(range(i)):
        again = copy.copy(right[j])
        dvalues = again.backward(dvalues)
        if hasattr(again, "dweights") and not _agree(theirs[j], again):
            return False
    return True
