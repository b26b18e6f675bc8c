"""A network to break: chapter 10 as an object that moves."""

import numpy as np
import traitlets

from backprop.diagnosis import diagnose_network
from backprop.explorables.base import Explorable
from backprop.explorables.draws import normals
from backprop.explorables.training import beginning, samples
from backprop.explorables.traits import Choice, Real, Whole
from backprop.gradcheck import numerical_gradient
from backprop.museum import find, plant
from backprop.plotting.training import training_curves
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy
from backprop.training import backward, forward, train

STEPS = 200
MOMENTUM = 0.9
L2 = 1e-4
N_HIDDEN = 16
BIAS_SCALE = 0.3
_MOST_SAMPLES = 100
LEAST_FALL = 0.05
"""The loss lamp lights if the loss does not fall by so much."""
_MOST_LOSS = 10.0
"""A run that ends above it has lost its way, and its digits."""
_TOLERANCE = 1e-5
"""The lamp of the gradient check lights above it."""
BUGS = (
    "label-minus-prediction",
    "mean-forgotten",
    "counted-from-one",
    "logits-for-probabilities",
    "mask-from-gradient",
    "slope-always-one",
    "sum-first",
    "last-layer-only",
    "weights-transposed",
    "weights-mean",
    "upstream-ignored",
    "last-sample-only",
    "last-column-zero",
    "bias-mean",
    "bias-not-summed",
    "penalty-forgotten",
    "piles-up",
)
ARRAYS = tuple(
    (name, array)
    for name in ("dense1", "dense2")
    for array in ("weights", "biases")
)


class BrokenNetwork(Explorable):
    """A network with a mistake of the museum in it, and three lamps.

    The network has 16 hidden units and a weak L2 penalty on its weights.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The samples, up to 100 points of the plane.
    y : array_like of shape (n_samples,)
        Their classes: 0, 1 or 2.
    bug : str, optional
        The name of the exhibit, one of `BUGS`, or "none".
    learning_rate : float, optional
        Of the 200 steps that the loss lamp looks at, from 0.01 to 10.
    seed : int, optional
        Decides about the parameters.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-break-it``.

    Attributes
    ----------
    bug, learning_rate, seed
        What the controls set; they can be assigned to as well.
    given : dict
        The samples.
    museum : dict
        Of each mistake its title, the layer that makes it, and the diagnosis.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.
    """

    module = "break-it"
    state_keys = ("learning_rate", "seed", "bug")
    given = traitlets.Dict().tag(sync=True)
    museum = traitlets.Dict().tag(sync=True)
    learning_rate = Real(1.0, low=0.01, high=10.0).tag(sync=True)
    seed = Whole(3, low=1, high=9999).tag(sync=True)
    bug = Choice("none", *BUGS).tag(sync=True)

    def __init__(self, X, y, *, caption, name=None, **state):
        given = samples(type(self).__name__, X, y, _MOST_SAMPLES)
        super().__init__(caption=caption, name=name, given=given, **state)
        self.museum = self._cards()

    def _cards(self):
        """Return what the page says of every mistake."""
        right = self.passed()
        return {
            bug: {
                "title": find(bug).title,
                "layer": find(bug).right.__name__,
                "words": str(diagnose_network(self.passed(bug), right)),
            }
            for bug in BUGS
        }

    def layers(self, bug="none"):
        """Return the network with its loss, before any pass.

        Parameters
        ----------
        bug : str, optional
            The mistake to plant, in every layer of its kind.

        Returns
        -------
        list of layers
        """
        layers = [
            *beginning(self.seed, N_HIDDEN, L2),
            SoftmaxCrossEntropy(),
        ]
        biases = BIAS_SCALE * normals(self.seed, 1, N_HIDDEN + 3)
        biases = biases.astype(np.float32)
        layers[0].biases = biases[np.newaxis, :N_HIDDEN]
        layers[2].biases = biases[np.newaxis, N_HIDDEN:]
        return layers if bug == "none" else plant(layers, find(bug))

    def passed(self, bug="none"):
        """Return the network after one pass forwards and one backwards."""
        layers = self.layers(bug)
        loss = layers[-1]
        loss.forward(forward(layers[:-1], self._X), self._y)
        backward(layers[:-1], loss.backward())
        return layers

    def training(self, bug="none"):
        """Return the history of 200 steps, or None if the shapes forbid it.

        Parameters
        ----------
        bug : str, optional

        Returns
        -------
        backprop.training.History or None
        """
        layers = self.layers(bug)
        with np.errstate(all="ignore"):
            try:
                return train(
                    layers[:-1],
                    layers[-1],
                    self._X,
                    self._y,
                    learning_rate=self.learning_rate,
                    momentum=MOMENTUM,
                    steps=STEPS,
                )
            except ValueError:
                return None

    def measured(self):
        """Return the slopes of the loss, by nudging every parameter.

        Returns
        -------
        dict of (str, str) and ndarray
            By layer and array.
        """
        layers = self.layers()
        places = {"dense1": layers[0], "dense2": layers[2]}

        def slopes(layer, array):
            def loss(values):
                setattr(layer, array, values)
                data = layers[-1].forward(
                    forward(layers[:-1], self._X), self._y
                )
                return data + sum(
                    one.regularization_loss() for one in places.values()
                )

            start = getattr(layer, array)
            found = numerical_gradient(loss, start)
            setattr(layer, array, start)
            return found

        return {
            (name, array): slopes(places[name], array)
            for name, array in ARRAYS
        }

    def lamps(self, bug=None):
        """Return which lamps are lit: each sees something wrong.

        Parameters
        ----------
        bug : str, optional
            By default the one that is planted.

        Returns
        -------
        dict of str and bool
            "shapes", "loss" and "check".

        Notes
        -----
        With wrong shapes nothing else gets its turn.

        The page nudges every parameter. Here the right gradients stand for
        the slopes that :meth:`measured` finds that way.
        """
        bug = self.bug if bug is None else bug
        claimed, right = map(_gradients, (self.passed(bug), self.passed()))
        return self._lit(claimed, right, self.training(bug))

    @staticmethod
    def _lit(claimed, right, run):
        if any(claimed[at].shape != right[at].shape for at in right):
            return {"shapes": True, "loss": False, "check": False}
        off = any(_off(claimed[at], right[at]) > _TOLERANCE for at in right)
        falls = run.losses[-1] < run.losses[0] - LEAST_FALL
        return {"shapes": False, "loss": not falls, "check": off}

    def diagnosis(self):
        """Return what the package says is wrong.

        Returns
        -------
        backprop.diagnosis.NetworkDiagnosis
        """
        return diagnose_network(self.passed(self.bug), self.passed())

    @property
    def gradients(self):
        """The gradients with the mistake, by layer and array."""
        found = _gradients(self.passed(self.bug))
        return {f"{name}.d{array}": g for (name, array), g in found.items()}

    @property
    def _X(self):
        return np.array(self.given["X"])

    @property
    def _y(self):
        return np.array(self.given["y"])

    def figure(self):
        """Return the Axes of the run without a mistake, and with it if any."""
        bugs = {"the mistake": self.bug, "right gradients": "none"}
        if self.bug == "none":
            del bugs["the mistake"]
        runs = {name: self.training(bug) for name, bug in bugs.items()}
        return training_curves(
            {name: run for name, run in runs.items() if run},
            3,
            legend="lower left",
        )

    def quantities(self):
        """Return every number shown, by its key."""
        claimed = _gradients(self.passed(self.bug))
        right = _gradients(self.passed())
        found = {"learning_rate": self.learning_rate, "seed": self.seed}
        runs = {"": self.training(self.bug), "right.": self.training()}
        lamps = self._lit(claimed, right, runs[""])
        found |= {f"lamps.{k}": float(lit) for k, lit in lamps.items()}
        for which, run in runs.items():
            if run is not None and run.losses[-1] <= _MOST_LOSS:
                found[f"{which}losses[{STEPS}]"] = run.losses[-1]
        for (name, array), g in claimed.items():
            if g.shape == right[name, array].shape:
                off = _off(g, right[name, array])
                found[f"off.{name}.d{array}"] = float(off)
        return found


def _gradients(layers):
    places = {"dense1": layers[0], "dense2": layers[2]}
    return {
        (name, array): getattr(places[name], f"d{array}")
        for name, array in ARRAYS
    }


def _off(claimed, right):
    """Return the largest difference, by the largest entry."""
    return np.abs(claimed - right).max() / np.abs(right).max()
