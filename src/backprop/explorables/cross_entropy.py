"""A forecast to try out: chapter 4 as an object that moves."""

import numpy as np
import traitlets

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.dense import Dense
from backprop.explorables.base import Explorable
from backprop.explorables.traits import Choice, Numbers, Whole
from backprop.plotting.losses import loss_and_slope

LEARNING_RATE = 0.1
_MOST = 4
_SUM_TOLERANCE = 1e-6
_LOWEST_DRAWN = 0.05


class ForecastLoss(Explorable):
    """The loss of one forecast for N samples, and one step of the forecast.

    The forecast is the only row of weights of a layer whose input is 1 for
    each of N samples, all with the same label.

    Parameters
    ----------
    y_pred : sequence of float, length K from 2 to 4
        The probabilities of the classes; they add up to 1.
    label : int, optional
        The right class.
    n : int, optional
        How many samples the batch has, from 1 to 10.
    place : {"loss", "gradient", "update", "forgotten", "twice"}, optional
        Where the division by N is done.
    axis : {"linear", "log"}, optional
        How the curve is drawn.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-cross-entropy``.

    Attributes
    ----------
    y_pred, label, n, place, axis
        What the controls set; they can be assigned to as well.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind, or the probabilities do not add
        up to 1.

    Notes
    -----
    Implements :eq:`eq-cross-entropy-backward`, for `place` "loss".
    """

    module = "cross-entropy"
    state_keys = ("y_pred", "label", "n", "place", "axis")
    y_pred = Numbers(ndim=1, low=0.0, high=1.0).tag(sync=True)
    label = Whole(high=lambda self: len(self.y_pred) - 1).tag(sync=True)
    n = Whole(4, low=1, high=10).tag(sync=True)
    place = Choice("loss", "gradient", "update", "forgotten", "twice").tag(
        sync=True
    )
    axis = Choice("linear", "log").tag(sync=True)

    def __init__(
        self,
        y_pred,
        label=0,
        *,
        n=4,
        place="loss",
        axis="linear",
        caption,
        name=None,
    ):
        if not 2 <= len(y_pred) <= _MOST:
            raise ValueError(
                f"ForecastLoss: expected y_pred with 2 to {_MOST} classes, "
                f"got {len(y_pred)}"
            )
        state = {"y_pred": y_pred, "label": label, "n": n}
        state |= {"place": place, "axis": axis}
        super().__init__(caption=caption, name=name, **state)

    @traitlets.validate("y_pred")
    def _adds_up(self, proposal):
        total = sum(proposal["value"])
        if abs(total - 1.0) > _SUM_TOLERANCE:
            raise ValueError(
                "ForecastLoss: expected y_pred to add up to 1, got the sum "
                f"{total:g}"
            )
        return proposal["value"]

    def move(self, k, probability):
        """Give class `k` a probability; the others keep their proportions.

        Parameters
        ----------
        k : int
        probability : float
            From 0 to 1.
        """
        others = [p for j, p in enumerate(self.y_pred) if j != k]
        rest = sum(others)
        equal = (1.0 - probability) / len(others)
        self.y_pred = [
            probability
            if j == k
            else (p / rest * (1.0 - probability) if rest else equal)
            for j, p in enumerate(self.y_pred)
        ]

    def layer_and_loss(self):
        """Return the package's layer and loss, run both ways.

        Returns
        -------
        backprop.Dense, backprop.CategoricalCrossEntropy
            The layer's only row of weights is the forecast.
        """
        k = len(self.y_pred)
        layer = Dense(1, k, rng=np.random.default_rng(0))
        layer.weights = np.array([self.y_pred])
        criterion = CategoricalCrossEntropy()
        outputs = layer.forward(np.ones((self.n, 1)))
        criterion.forward(outputs, np.full(self.n, self.label))
        layer.backward(criterion.backward())
        return layer, criterion

    @property
    def gradients(self):
        """The package's gradients of the mean: ``dinputs``, ``dweights``."""
        layer, criterion = self.layer_and_loss()
        return {"dinputs": criterion.dinputs, "dweights": layer.dweights}

    def figure(self):
        """Return the Axes of the loss and its slope."""
        return loss_and_slope([max(self.y_pred[self.label], _LOWEST_DRAWN)])

    def quantities(self):
        """Return every number shown, with the division where `place` is."""
        layer, criterion = self.layer_and_loss()
        n, k = self.n, self.label
        early = self.place in ("loss", "twice")
        late = self.place in ("gradient", "twice")
        slope = criterion.dinputs[0, k] * n
        dweights = layer.dweights[0, k] * (1 if early else n)
        dweights = dweights / n if late else dweights
        rate = LEARNING_RATE / (n if self.place == "update" else 1)
        losses = criterion.sample_losses
        found = {f"y_pred[0,{j}]": p for j, p in enumerate(self.y_pred)}
        return found | {
            "sample_losses[0]": float(losses[0]),
            "slope": float(slope),
            "loss": float(losses.mean() if early else losses.sum()),
            f"dinputs[0,{k}]": float(slope / n if early else slope),
            f"dweights[0,{k}]": float(dweights),
            "step": float(-rate * dweights),
        }
