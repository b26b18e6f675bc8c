"""A gradient check to try out: chapter 9 as an object that moves."""

import numpy as np
import traitlets

from backprop.checks import as_batch, as_floats
from backprop.explorables.base import Explorable
from backprop.explorables.checked_network import PARAMETERS, CheckedNetwork
from backprop.explorables.traits import Choice, Flag, Real
from backprop.labels import as_labels
from backprop.plotting.corners import curves_and_corners

_MANTISSAS = (10, 13, 16, 20, 25, 32, 40, 50, 63, 79)
_MOST = {"samples": 60, "units": 8}


def rungs(low, high):
    """Return the steps of a slider: ten in every factor of ten.

    Parameters
    ----------
    low, high : int
        The first and the last are 10 to these powers.

    Returns
    -------
    list of float

    Examples
    --------
    >>> rungs(-1, 0)
    [0.1, 0.13, 0.16, 0.2, 0.25, 0.32, 0.4, 0.5, 0.63, 0.79, 1.0]
    """
    last = 10.0**high
    rows = range(1 - low, 1 - high, -1)
    return [m / 10**k for k in rows for m in _MANTISSAS] + [last]


STEPS = rungs(-15, 0)
SCALES = rungs(-3, 0)


class GradientCheck(Explorable):
    """The check of a right gradient, and everything that disturbs it.

    Parameters
    ----------
    X : array_like of shape (N, D), up to 60 samples
        The samples.
    y : array_like of shape (N,)
        Their labels.
    weights, biases : sequence of two array_like
        The parameters of two layers, up to 8 units each, to be multiplied
        by `scale`.
    h : float, optional
        The nudge, from 1e-15 to 1.
    method : {"central", "forward", "complex"}, optional
    parameter : {"weight", "bias", "last weight"}, optional
        What is nudged: the first weight or bias of the first layer, or the
        first weight of the last.
    dtype : {"float64", "float32"}, optional
        What the check computes in.
    nnfs : bool, optional
        Whether products are as ``nnfs.init()`` leaves them.
    scale : float, optional
        From 0.001 to 1.
    no_biases : bool, optional
        Whether all biases are 0.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-gradient-check``.

    Attributes
    ----------
    h, method, parameter, dtype, nnfs, scale, no_biases
        What the controls set; they can be assigned to as well.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind or the shapes do not fit.

    Notes
    -----
    Implements :eq:`eq-check-model` for a network; what is measured is
    measured by :func:`backprop.numerical_gradient`.
    """

    module = "gradient-check"
    state_keys = (
        "h",
        "method",
        "parameter",
        "dtype",
        "nnfs",
        "scale",
        "no_biases",
    )
    given = traitlets.Dict().tag(sync=True)
    h = Real(1e-5, low=STEPS[0], high=STEPS[-1]).tag(sync=True)
    method = Choice("central", "forward", "complex").tag(sync=True)
    parameter = Choice(*PARAMETERS).tag(sync=True)
    dtype = Choice("float64", "float32").tag(sync=True)
    nnfs = Flag().tag(sync=True)
    scale = Real(0.5, low=SCALES[0], high=SCALES[-1]).tag(sync=True)
    no_biases = Flag().tag(sync=True)

    def __init__(self, X, y, weights, biases, *, caption, name=None, **state):
        arrays = _arrays(X, y, weights, biases)
        self._X, self._y, self._weights, self._biases = arrays
        unknown = set(state) - set(self.state_keys)
        if unknown:
            raise TypeError(
                "GradientCheck: expected the state by the names "
                f"{', '.join(self.state_keys)}, got {', '.join(unknown)}"
            )
        super().__init__(caption=caption, name=name, **state)
        self.given = {
            "X": self._X.tolist(),
            "y": self._y.tolist(),
            "weights": [array.tolist() for array in self._weights],
            "biases": [array.tolist() for array in self._biases],
        }

    def network(self, **changes):
        """Return the network in the present state, or in a changed one.

        Parameters
        ----------
        **changes
            Of the state, such as ``dtype="float32"``.

        Returns
        -------
        CheckedNetwork
        """
        state = self.state() | changes
        biases = [0.0 * b if state["no_biases"] else b for b in self._biases]
        arrays = {
            (f"dense{n}", kind): (state["scale"] * array).astype(
                state["dtype"]
            )
            for kind, pair in (("weights", self._weights), ("biases", biases))
            for n, array in enumerate(pair, start=1)
        }
        return CheckedNetwork(
            self._X, self._y, arrays, state["parameter"], state["nnfs"]
        )

    def curve(self, **changes):
        """Return the relative errors at all steps of the slider.

        Parameters
        ----------
        **changes
            Of the state, as for `network`.

        Returns
        -------
        steps, errors : ndarray
            Without the steps at which the nudge is lost.
        """
        network = self.network(**changes)
        method = changes.get("method", self.method)
        slopes = [(h, network.slope(h, method)) for h in STEPS]
        found = [(h, network.error(s)) for h, s in slopes if s is not None]
        return tuple(np.array(found).reshape(-1, 2).T)

    @property
    def gradients(self):
        """The package's gradients, by layer: ``dense1.dweights`` and so on."""
        layers = self.network().layers
        return {
            f"{name}.d{kind}": getattr(layer, f"d{kind}")
            for name, layer in layers.items()
            for kind in ("weights", "biases")
        }

    def figure(self):
        """Return the Axes of the errors in three kinds of numbers."""
        kinds = {
            "float64": {"dtype": "float64", "nnfs": False},
            "float64 after nnfs.init()": {"dtype": "float64", "nnfs": True},
            "float32": {"dtype": "float32", "nnfs": False},
        }
        curves = {
            name: (
                *self.curve(**kind),
                self.network(**kind).expected(self.method),
            )
            for name, kind in kinds.items()
        }
        network = self.network()
        return curves_and_corners(curves, np.abs(network.corners), self.h)

    def quantities(self):
        """Return every number shown that is known for the state."""
        network = self.network()
        layer, kind = network.place
        found = {
            "h": self.h,
            "scale": self.scale,
            f"{layer}.d{kind}[0,0]": network.claim,
            "flips": float(network.flips(self.h, self.method).sum()),
        }
        for i, corner in enumerate(network.corners):
            if np.isfinite(corner):
                found[f"corners[{i}]"] = float(corner)
        return found | self._expected(network) | self._measured(network)

    def _expected(self, network):
        expected = network.expected(self.method)
        if expected is None:
            return {}
        a, q, b = expected
        found = {"truncation": a * self.h**q}
        if not b:
            return found
        found["rounding"] = b / self.h
        best = (b / (q * a)) ** (1.0 / (q + 1))
        room = network.room(self.method)
        return found | ({"best_step": min(best, room)} if room else {})

    def _measured(self, network):
        slope = network.slope(self.h, self.method)
        if slope is None:
            return {}
        found = {"slope": slope, "error": network.error(slope)}
        values = network.values(self.h, self.method)
        return found | {f"f[{i}]": v for i, v in enumerate(values)}


def _arrays(X, y, weights, biases):
    where = "GradientCheck"
    X = as_batch(where, "X", X).astype(np.float64)
    layers = []
    for name, pair in (("weights", weights), ("biases", biases)):
        if len(pair) != 2:
            raise ValueError(
                f"{where}: expected {name} of two layers, got {len(pair)}"
            )
        arrays = [as_floats(where, name, a).astype(np.float64) for a in pair]
        layers.append(arrays)
    (W1, W2), (b1, b2) = layers
    D, M, K = X.shape[1], W1.shape[-1], W2.shape[-1]
    wanted = [(D, M), (M, K), (1, M), (1, K)]
    got = [array.shape for array in (W1, W2, b1, b2)]
    if got != wanted:
        raise ValueError(
            f"{where}: expected weights and biases of shapes {wanted}, got "
            f"{got}"
        )
    if len(X) > _MOST["samples"] or max(M, K, D) > _MOST["units"]:
        raise ValueError(
            f"{where}: expected at most {_MOST['samples']} samples and "
            f"{_MOST['units']} units a layer, got {len(X)} and {max(M, K, D)}"
        )
    labels = as_labels(where, y, np.zeros((len(X), K)))
    if labels.ndim != 1:
        raise ValueError(
            f"{where}: expected y as class numbers, got rows of weights"
        )
    return X, labels, *layers
