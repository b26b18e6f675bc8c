"""A ReLU to try out: chapter 3 as an object that moves."""

import numpy as np

from backprop.explorables.base import Explorable, entries
from backprop.explorables.traits import Numbers
from backprop.plotting.on_curve import gates_on_curve
from backprop.relu import ReLU

_MOST = 4


class ReluGate(Explorable):
    """A gate for every number of a batch.

    Parameters
    ----------
    inputs : array_like of shape (n_samples, n_units), up to 4 by 4
        The pre-activations.
    dvalues : array_like of the same shape
        The gradient that arrives.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-relu``.

    Attributes
    ----------
    inputs, dvalues : list of list of float
        What the controls set; they can be assigned to as well.

    Raises
    ------
    TypeError, ValueError
        If the numbers are not real, from -100 to 100, in two arrays of the
        same shape.

    Notes
    -----
    Implements :eq:`eq-relu`.
    """

    module = "relu"
    state_keys = ("inputs", "dvalues")
    inputs = Numbers(ndim=2).tag(sync=True)
    dvalues = Numbers(ndim=2).tag(sync=True)

    def __init__(self, inputs, dvalues, *, caption, name=None):
        shape = np.shape(inputs)
        small = len(shape) == 2 and max(shape) <= _MOST
        if not small or np.shape(dvalues) != shape:
            raise ValueError(
                "ReluGate: expected inputs and dvalues of the same shape, up "
                f"to {_MOST} by {_MOST}, got {shape} and {np.shape(dvalues)}"
            )
        super().__init__(
            caption=caption, name=name, inputs=inputs, dvalues=dvalues
        )

    def relu(self):
        """Return the package's layer, run both ways on these numbers.

        Returns
        -------
        backprop.ReLU
        """
        relu = ReLU()
        relu.forward(np.array(self.inputs))
        relu.backward(self.dvalues)
        return relu

    @property
    def gradients(self):
        """The package's gradient, ``dinputs``."""
        return {"dinputs": self.relu().dinputs}

    def figure(self):
        """Return the Axes of the curve with all numbers on it."""
        return gates_on_curve(np.array(self.inputs), np.array(self.dvalues))

    def quantities(self):
        """Return every entry of the four arrays by its key."""
        relu = self.relu()
        return {
            **entries("inputs", relu.inputs),
            **entries("dvalues", np.array(self.dvalues)),
            **entries("mask", 1.0 * (relu.inputs > 0)),
            **entries("dinputs", relu.dinputs),
        }
