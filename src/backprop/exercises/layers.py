"""Exercises about a layer: what is right is what the layer computes."""

from backprop.diagnosis import layer_context
from backprop.exercises.answers import Numbers, Problem


def layer_parts(layer, dvalues=None, names=None):
    """Return one part, answered by hand, for each gradient of a layer.

    Parameters
    ----------
    layer : layer or loss of the package
        After `forward` and `backward`.
    dvalues : ndarray, optional
        The upstream gradient; losses have none.
    names : sequence of str, optional
        The gradients asked for, by default all that the layer keeps.

    Returns
    -------
    dict of str and Numbers
    """
    return {
        name: Numbers(
            getattr(layer, name), layer_context(layer, name, dvalues)
        )
        for name in names or _kept(layer)
    }


def layer_problem(layer, arguments, losses):
    """Return the problem of computing what a layer's `backward` computes.

    Parameters
    ----------
    layer : layer or loss of the package
        After `forward` and `backward`.
    arguments : dict
        What the reader's function is given, in order; ``dvalues`` by that
        name.
    losses : dict of (callable, ndarray)
        For each gradient asked for, in order, a function of one array and
        the place where the gradient is its slope.

    Returns
    -------
    Problem
    """
    dvalues = arguments.get("dvalues")
    return Problem(
        arguments,
        {name: getattr(layer, name) for name in losses},
        losses,
        {name: layer_context(layer, name, dvalues) for name in losses},
    )


def _kept(layer):
    names = ("dinputs", "dweights", "dbiases")
    return [name for name in names if hasattr(layer, name)]
