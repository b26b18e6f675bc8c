"""A network to train: chapter 7 as an object that moves."""

import numpy as np
import traitlets

from backprop.checks import as_batch
from backprop.dense import Dense
from backprop.dropout import Dropout
from backprop.explorables.base import Explorable
from backprop.explorables.draws import Draws, chosen_rows, normals
from backprop.explorables.traits import Choice, Real, Whole
from backprop.labels import as_labels
from backprop.plotting.spiral import decision_regions, plane_points
from backprop.relu import ReLU
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy
from backprop.training import accuracy, backward, forward, move

N_CLASSES = 3
MOST_STEPS = 2000
_MOST_SAMPLES = 300
_SCALES = np.array([1.0, 1.0, 0.1, 0.1, 0.1])
"""Of the initial weights of a hidden unit, two in and three out."""
_PLACES = {
    "w0": ("dense1", "weights", 0),
    "w1": ("dense1", "weights", 1),
    "b": ("dense1", "biases", 0),
    "v0": ("dense2", "weights", 0),
    "v1": ("dense2", "weights", 1),
    "v2": ("dense2", "weights", 2),
}
"""Of a hidden unit's parameters: the layer, its array, and which of the
inputs or classes it belongs to."""
_DRAWN_STEPS = (0, 100, 300, 1000)


class SpiralTraining(Explorable):
    """A network with one hidden layer that learns in the page.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
        The samples, up to 300 points of the plane.
    y : array_like of shape (n_samples,)
        Their classes: 0, 1 or 2.
    hidden : int, optional
        Units of the hidden layer, from 1 to 64.
    learning_rate, momentum : float, optional
        From 0 to 10 and from 0 to 0.99.
    batch : int, optional
        How many samples each step takes; all, if there are not that many.
    l2, dropout : float, optional
        The strength of the penalty on the weights of both layers, from 0 to
        0.1, and the share of hidden units dropped in a step, from 0 to 0.9.
    seed : int, optional
        Decides about the initial weights, the batches and what is dropped.
    unit : int, optional
        The hidden unit that is looked at; the last, if there are not that
        many.
    weight : {"w0", "w1", "b", "v0", "v1", "v2"}, optional
        Which of its parameters: the weight of an input, its bias, or the
        weight with which a class gets it.
    view : {"samples", "terms"}, optional
        What the marks on the map show: the samples, or how much each adds
        to the gradient of that parameter.
    steps : int, optional
        How many steps have been taken, from 0 to 2000.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-training``.

    Attributes
    ----------
    hidden, learning_rate, momentum, batch, l2, dropout, seed, unit, weight, \
view, steps
        What the controls set; they can be assigned to as well.
    given : dict
        The samples.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.

    Notes
    -----
    Implements :eq:`eq-network-momentum` as :func:`backprop.training.train`
    does. Initial weights are nearly normal, with standard deviation 1 in
    the first layer and 0.1 in the second; a unit's do not depend on how
    many there are.
    """

    module = "training"
    state_keys = (
        "learning_rate",
        "momentum",
        "hidden",
        "batch",
        "l2",
        "dropout",
        "seed",
        "unit",
        "weight",
        "view",
        "steps",
    )
    given = traitlets.Dict().tag(sync=True)
    hidden = Whole(32, low=1, high=64).tag(sync=True)
    learning_rate = Real(1.0, low=0.0, high=10.0).tag(sync=True)
    momentum = Real(0.9, low=0.0, high=0.99).tag(sync=True)
    batch = Whole(_MOST_SAMPLES, low=1, high=_MOST_SAMPLES).tag(sync=True)
    l2 = Real(low=0.0, high=0.1).tag(sync=True)
    dropout = Real(low=0.0, high=0.9).tag(sync=True)
    seed = Whole(1, low=1, high=9999).tag(sync=True)
    unit = Whole(0, high=63).tag(sync=True)
    weight = Choice(*_PLACES).tag(sync=True)
    view = Choice("samples", "terms").tag(sync=True)
    steps = Whole(0, high=MOST_STEPS).tag(sync=True)

    def __init__(self, X, y, *, caption, name=None, **state):
        where = type(self).__name__
        given = samples(where, X, y, _MOST_SAMPLES)
        unknown = set(state) - set(self.state_keys)
        if unknown:
            raise TypeError(
                f"{where}: expected arguments among {self.state_keys}, got "
                f"{sorted(unknown)}"
            )
        super().__init__(caption=caption, name=name, given=given, **state)

    def layers(self):
        """Return the package's layers before the first step.

        Returns
        -------
        list of layers
            ``Dense``, ``ReLU``, ``Dropout`` if anything is dropped, and
            ``Dense``.
        """
        return beginning(self.seed, self.hidden, self.l2, self.dropout)

    def run(self, keep=()):
        """Take the steps; return the layers and the loss after them.

        Both ways are gone through with the samples of the step to come, so
        that the layers hold its gradients.

        Parameters
        ----------
        keep : collection of int, optional
            Steps after which outputs over the plane are asked for.

        Returns
        -------
        layers : list of layers
        criterion : backprop.SoftmaxCrossEntropy
        outputs : dict of int and ndarray
            The logits at :func:`backprop.plotting.plane_points`.
        """
        X, y = np.array(self.given["X"]), np.array(self.given["y"])
        layers, criterion = self.layers(), SoftmaxCrossEntropy()
        learning = _learning(layers).values()
        velocities, outputs = [(0.0, 0.0)] * 2, {}
        for step in range(self.steps + 1):
            if step in keep:
                outputs[step] = forward(_undropped(layers), plane_points())
            rows = chosen_rows(self.seed, 2 * step + 1, len(X), self.batch)
            if self.dropout:
                layers[2].rng.row = 2 * step + 2
            criterion.forward(forward(layers, X[rows]), y[rows])
            backward(layers, criterion.backward())
            if step < self.steps:
                velocities = [
                    move(layer, v, self.learning_rate, self.momentum)
                    for layer, v in zip(learning, velocities, strict=True)
                ]
        return layers, criterion, outputs

    @property
    def gradients(self):
        """The package's gradients for the step to come, by layer."""
        layers, _, _ = self.run()
        return {
            f"{name}.{key}": getattr(layer, key)
            for name, layer in _learning(layers).items()
            for key in ("dweights", "dbiases")
        }

    def judge(self, layers):
        """Return loss and accuracy over all samples, with nothing dropped.

        Parameters
        ----------
        layers : list of layers
            They are gone through forwards.

        Returns
        -------
        tuple of two float
            The loss includes the penalties.
        """
        y, criterion = np.array(self.given["y"]), SoftmaxCrossEntropy()
        whole = _undropped(layers)
        data = criterion.forward(forward(whole, self.given["X"]), y)
        penalties = [layer.regularization_loss() for layer in whole[::2]]
        return data + sum(penalties), accuracy(criterion.output, y)

    def terms(self, layers, criterion):
        """Return what each sample adds to the gradient of the chosen weight.

        Parameters
        ----------
        layers, criterion
            As :meth:`run` returns them.

        Returns
        -------
        terms : ndarray of shape (n_in_batch,)
        penalty : float
            What the penalty adds.
        """
        name, array, place = _PLACES[self.weight]
        layer, unit = _learning(layers)[name], self._unit
        if name == "dense2":
            at, inputs = (unit, place), layer.inputs[:, unit]
            upstream = criterion.dinputs[:, place]
        else:
            at, inputs = (place, unit), layer.inputs[:, place]
            upstream = layers[1].dinputs[:, unit]
        if array == "biases":
            return upstream, 0.0
        return inputs * upstream, 2.0 * self.l2 * layer.weights[at]

    def figure(self):
        """Return the Axes of the regions on the way through a run."""
        whole = type(self)(**self.given, **self.state(), caption="whole")
        whole.steps = _DRAWN_STEPS[-1]
        _, _, outputs = whole.run(keep=_DRAWN_STEPS)
        X, y = np.array(self.given["X"]), np.array(self.given["y"])
        return decision_regions(
            {f"{step} steps": values for step, values in outputs.items()}, X, y
        )

    def quantities(self):
        """Return every number shown, by its key."""
        layers, criterion, _ = self.run()
        terms, penalty = self.terms(layers, criterion)
        loss, share = self.judge(layers)
        words = ("unit", "weight", "view")
        found = {k: v for k, v in self.state().items() if k not in words}
        found |= {
            "loss": loss,
            "accuracy": share,
            "terms.above": float(terms[terms > 0.0].sum()),
            "terms.below": float(terms[terms < 0.0].sum()),
            "terms.penalty": float(penalty),
        }
        learning = _learning(layers)
        for i, layer in enumerate(learning.values()):
            slopes = (layer.dweights, layer.dbiases)
            norm = np.hypot(*map(np.linalg.norm, slopes))
            found[f"gradient_norms[{i}]"] = float(norm)
        for name, array, place in _PLACES.values():
            at = (place, self._unit)[:: -1 if name == "dense2" else 1]
            for key in (array, f"d{array}"):
                value = getattr(learning[name], key)[at]
                found[f"{name}.{key}[{at[0]},{at[1]}]"] = float(value)
        return found

    @property
    def _unit(self):
        return min(self.unit, self.hidden - 1)


def samples(where, X, y, most):
    """Return points of the plane and their classes as plain lists.

    Parameters
    ----------
    where : str
        Who asks, for the message.
    X : array_like of shape (n_samples, 2)
    y : array_like of shape (n_samples,)
    most : int
        How many there may be.

    Returns
    -------
    dict of str and list
        "X" and "y".

    Raises
    ------
    TypeError, ValueError
        If they are something else, or too many.
    """
    points = as_batch(where, "X", X, 2)
    labels = as_labels(where, y, np.empty((len(points), N_CLASSES)))
    if len(points) > most or labels.ndim != 1:
        raise ValueError(
            f"{where}: expected up to {most} samples with class numbers, got "
            f"X {points.shape} and y {labels.shape}"
        )
    return {"X": points.tolist(), "y": labels.tolist()}


def beginning(seed, hidden, l2=0.0, dropout=0.0):
    """Return a network before its first step.

    Parameters
    ----------
    seed, hidden : int
    l2, dropout : float, optional

    Returns
    -------
    list of layers
        As :meth:`SpiralTraining.layers` returns them.
    """
    rng = Draws(seed)
    values = normals(seed, 0, hidden * len(_SCALES))
    drawn = (_SCALES * values.reshape(hidden, -1)).astype(np.float32)
    options = {"rng": rng, "weight_regularizer_l2": l2}
    first = Dense(2, hidden, **options)
    last = Dense(hidden, N_CLASSES, **options)
    first.weights, last.weights = drawn[:, :2].T, drawn[:, 2:]
    between = [Dropout(dropout, rng=rng)] if dropout else []
    return [first, ReLU(), *between, last]


def _learning(layers):
    return {"dense1": layers[0], "dense2": layers[-1]}


def _undropped(layers):
    return [layers[0], layers[1], layers[-1]]
