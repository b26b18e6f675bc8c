"""Two routes to one gradient to try out: chapter 6 as an object that moves."""

import numpy as np

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.explorables.base import Explorable, entries
from backprop.explorables.softmax import LARGEST_LOGIT
from backprop.explorables.traits import Numbers, Whole
from backprop.plotting.fused import two_routes
from backprop.softmax import Softmax
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy

_MOST = 4


class TwoRoutes(Explorable):
    """Softmax and cross-entropy of one sample, in two steps and in one.

    Parameters
    ----------
    inputs : sequence of float, length K from 2 to 4
        The logits, from -1000 to 1000.
    label : int, optional
        The right class.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-routes``.

    Attributes
    ----------
    inputs, label
        What the controls set; they can be assigned to as well.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind.

    Notes
    -----
    Implements :eq:`eq-softmax-cross-entropy-backward`, and beside it
    :eq:`eq-cross-entropy-backward` followed by :eq:`eq-softmax-backward`.
    """

    module = "softmax-cross-entropy"
    state_keys = ("inputs", "label")
    inputs = Numbers(ndim=1, low=-LARGEST_LOGIT, high=LARGEST_LOGIT).tag(
        sync=True
    )
    label = Whole(high=lambda self: len(self.inputs) - 1).tag(sync=True)

    def __init__(self, inputs, label=0, *, caption, name=None):
        if not 2 <= len(inputs) <= _MOST:
            raise ValueError(
                f"TwoRoutes: expected inputs with 2 to {_MOST} classes, got "
                f"{len(inputs)}"
            )
        super().__init__(
            caption=caption, name=name, inputs=inputs, label=label
        )

    def combined(self):
        """Return the package's loss of the logits, run both ways.

        Returns
        -------
        backprop.SoftmaxCrossEntropy
        """
        criterion = SoftmaxCrossEntropy()
        criterion.forward([self.inputs], [self.label])
        criterion.backward()
        return criterion

    def separate(self):
        """Return the package's softmax and loss, run both ways.

        Returns
        -------
        backprop.Softmax, backprop.CategoricalCrossEntropy
        """
        softmax, criterion = Softmax(), CategoricalCrossEntropy()
        criterion.forward(softmax.forward([self.inputs]), [self.label])
        softmax.backward(criterion.backward())
        return softmax, criterion

    @property
    def gradients(self):
        """The package's gradients at the logits, by route."""
        softmax, _ = self.separate()
        return {
            "combined": self.combined().dinputs,
            "separate": softmax.dinputs,
        }

    def figure(self):
        """Return the Axes of both routes, and of where they part."""
        return two_routes(self.inputs, self.label)

    def quantities(self):
        """Return every number shown; those of the long route are named so."""
        combined = self.combined()
        softmax, criterion = self.separate()
        return {
            **entries("inputs", np.array([self.inputs])),
            **entries("output", combined.output),
            **entries("dvalues", criterion.dinputs),
            **entries("softmax.dinputs", softmax.dinputs),
            "cross_entropy.loss": float(criterion.sample_losses[0]),
            **entries("dinputs", combined.dinputs),
            "loss": float(combined.sample_losses[0]),
        }
