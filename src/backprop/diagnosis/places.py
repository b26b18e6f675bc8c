"""The layers of a network: what they are called, what is known about each."""

from backprop.diagnosis.layers import layer_context


def layer_names(layers):
    """Return names such as ``dense1``, ``relu1``, and ``loss`` for a loss.

    Examples
    --------
    >>> from backprop import ReLU, SoftmaxCrossEntropy
    >>> layer_names([ReLU(), ReLU(), SoftmaxCrossEntropy()])
    ['relu1', 'relu2', 'loss']
    """
    names, counts = [], {}
    for layer in layers:
        kind = type(layer).__name__.lower()
        counts[kind] = counts.get(kind, 0) + 1
        is_loss = kind.endswith("entropy")
        names.append("loss" if is_loss else f"{kind}{counts[kind]}")
    return names


def context_at(layers, i, layer, name, arrived):
    """Return what is known about a gradient of one layer of a network.

    Parameters
    ----------
    layers : sequence of layers
        All of them, after both passes.
    i : int
        Which it is.
    layer : layer
        The same, after `backward` with what has arrived.
    name : {"dinputs", "dweights", "dbiases"}
    arrived : ndarray or None
        The gradient that has arrived; a loss gets none.

    Returns
    -------
    dict
        For :func:`backprop.diagnosis.diagnose`.
    """
    names = layer_names(layers)
    others = {
        f"the inputs of {names[j]}": other.inputs
        for j, other in enumerate(layers)
        if j != i and hasattr(other, "inputs")
    }
    context = layer_context(layer, name, arrived)
    return context | {"place": names[i], "others": others}
