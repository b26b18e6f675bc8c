"""The spiral: points on intertwined arms, one arm for each class."""

import numpy as np

from backprop.checks import as_count, check_generator


def spiral(n_per_class, n_classes, *, rng):
    r"""Draw points on spiral arms that no straight line can separate.

    .. math::
        :label: eq-spiral

        x = r \, (\sin 2.5 t, \; \cos 2.5 t),

        t = 4 (c + r) + 0.2\, \varepsilon,

    for class :math:`c`, with the radius :math:`r` going from 0 to 1 in equal
    steps and standard normal noise :math:`\varepsilon`.

    Parameters
    ----------
    n_per_class, n_classes : int
        How many points on an arm, how many arms; each at least 1.
    rng : numpy.random.Generator
        Where the noise comes from; NumPy's global state is left alone.

    Returns
    -------
    X : ndarray of shape (n_per_class * n_classes, 2)
        The points, class after class, float64.
    y : ndarray of shape (n_per_class * n_classes,)
        The classes, intp.

    Raises
    ------
    TypeError
        If a size is not a whole number or `rng` no Generator.
    ValueError
        If a size is below 1.

    Notes
    -----
    Every arm begins exactly at the origin. Source: ``spiral_data`` of the
    package nnfs, after the case study of Stanford's course CS231n, whose
    spiral is wound less tightly (without the factor 2.5).

    Examples
    --------
    >>> import numpy as np
    >>> X, y = spiral(100, 3, rng=np.random.default_rng(0))
    >>> X.shape, y.shape
    ((300, 2), (300,))
    >>> bool((X[::100] == 0.0).all())
    True
    """
    n_per_class = as_count("spiral", "n_per_class", n_per_class)
    n_classes = as_count("spiral", "n_classes", n_classes)
    check_generator("spiral", rng)
    radius = np.linspace(0.0, 1.0, n_per_class)
    arms = []
    for label in range(n_classes):
        turn = np.linspace(4.0 * label, 4.0 * (label + 1), n_per_class)
        angle = 2.5 * (turn + 0.2 * rng.standard_normal(n_per_class))
        arms.append(
            np.column_stack((radius * np.sin(angle), radius * np.cos(angle)))
        )
    return np.vstack(arms), np.repeat(np.arange(n_classes), n_per_class)
