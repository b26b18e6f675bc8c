"""Put a mistake into a network."""

import copy


def plant(layers, exhibit, at=None):
    """Return a copy of some layers with a mistake in one of them.

    Parameters
    ----------
    layers : sequence of layers
        The loss may be among them, as the last.
    exhibit : Exhibit
    at : int, optional
        Which of the layers is to be broken; by default every one of the
        kind that the mistake is made in.

    Returns
    -------
    list of layers
        With the same parameters, and random generators in the same state.

    Raises
    ------
    ValueError
        If there is no layer of that kind, or the one named is of another.

    Examples
    --------
    >>> import numpy as np
    >>> from backprop import Dense, ReLU
    >>> from backprop.museum import find
    >>> layers = [Dense(2, 3, rng=np.random.default_rng(0)), ReLU()]
    >>> [type(layer).__name__ for layer in plant(layers, find("bias-mean"))]
    ['BiasMean', 'ReLU']
    """
    fits = [i for i, one in enumerate(layers) if type(one) is exhibit.right]
    places = fits if at is None else [at]
    if not places or not set(places) <= set(fits):
        raise ValueError(
            f"plant: expected a layer of kind {exhibit.right.__name__} for "
            f"{exhibit.name!r}, and there is one at {fits}; got "
            f"{[type(one).__name__ for one in layers]} and at={at!r}"
        )
    planted = copy.deepcopy(list(layers))
    for i in places:
        # The same layer with the same memory, that works another way.
        planted[i].__class__ = exhibit.broken
    return planted
