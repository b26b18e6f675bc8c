"""In which layer of a network the mistake is."""

import copy

import numpy as np

from backprop.diagnosis.finding import diagnose
from backprop.diagnosis.network import (
    NetworkDiagnosis,
    sum_up,
    summarise,
)
from backprop.diagnosis.places import context_at
from backprop.diagnosis.replay import PARAMETERS, explain_by_replay

GRADIENTS = (*PARAMETERS, "dinputs")


@np.errstate(all="ignore")  # wrong gradients may well overflow
def diagnose_network(theirs, right, before=None):
    """Find the layers of a network whose own gradients are wrong.

    Each layer is judged by what arrives at it: the gradient that the layer
    behind it has passed on, be it right or wrong. So a mistake is found
    where it is made, and not once more in every layer before it.

    Parameters
    ----------
    theirs : sequence of layers
        The network in question after both passes, first layer to last, the
        loss at the end. Of each only ``dinputs``, ``dweights`` and
        ``dbiases`` are read. Where a ``dinputs`` is None or missing, those
        of all layers are left out of account: what is known of each kind of
        layer is tried, to see what explains the gradients of parameters.
    right : sequence of layers
        The same network made of this package's layers, after both passes on
        the same data.
    before : sequence of layers, optional
        Copies of `right` as they were after the call before, for gradients
        that pile up.

    Returns
    -------
    NetworkDiagnosis

    Examples
    --------
    >>> import copy
    >>> import numpy as np
    >>> from backprop import Dense, SoftmaxCrossEntropy
    >>> from backprop.training import backward, forward
    >>> rng = np.random.default_rng(0)
    >>> right = [Dense(2, 3, rng=rng), SoftmaxCrossEntropy()]
    >>> _ = right[-1].forward(forward(right[:-1], [[1.0, 2.0]]), [2])
    >>> _ = backward(right[:-1], right[-1].backward())
    >>> theirs = copy.deepcopy(right)
    >>> theirs[0].dweights *= -1.0
    >>> diagnose_network(theirs, right)
    dense1.dweights has the wrong sign. Everything else follows from that \
or is right.
    """
    if any(getattr(layer, "dinputs", None) is None for layer in theirs):
        return _by_parameters(theirs, right)
    before = before or [None] * len(right)
    faults, notes, arrived = {}, [], None
    for i in reversed(range(len(right))):
        layer = _given(right[i], arrived)
        if layer is None:
            break  # what arrives has the wrong shape: the fault is found
        for name in _kept(layer):
            context = context_at(right, i, layer, name, arrived)
            if before[i] is not None:
                context["previous"] = getattr(before[i], name)
            claimed = getattr(theirs[i], name)
            found = diagnose(claimed, getattr(layer, name), **context)
            if not found.is_right:
                faults[found.name] = found
            notes += found.causes if found.is_right else ()
        arrived = theirs[i].dinputs
    return sum_up(faults, notes)


def _by_parameters(theirs, right):
    """The same where nothing else is known of the network in question."""
    found = {}
    for i, layer in enumerate(right):
        arrived = right[i + 1].dinputs if i + 1 < len(right) else None
        for name in _kept(layer, PARAMETERS):
            context = context_at(right, i, layer, name, arrived)
            claimed = getattr(theirs[i], name)
            one = diagnose(claimed, getattr(layer, name), **context)
            found[one.name] = one
    wrong = {key: one for key, one in found.items() if not one.is_right}
    passed_back = explain_by_replay(theirs, right)
    if passed_back:
        return sum_up(passed_back, [], "; or ")
    causes = [key for one in wrong.values() for key in one.causes]
    sentences = [summarise(found), *map(str, wrong.values())]
    return NetworkDiagnosis(
        not wrong, wrong, tuple(dict.fromkeys(causes)), " ".join(sentences)
    )


def _given(layer, arrived):
    """Return a copy of a layer after `backward` with what arrives at it."""
    if arrived is None:
        return layer
    again = copy.copy(layer)
    try:
        again.backward(arrived)
    except (TypeError, ValueError):
        return None
    return again


def _kept(layer, names=GRADIENTS):
    return [name for name in names if hasattr(layer, name)]
