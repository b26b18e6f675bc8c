"""Softmax and its Jacobian to try out: chapter 5 as an object that moves."""

import numpy as np

from backprop.explorables.base import Explorable, entries
from backprop.explorables.traits import Choice, Numbers
from backprop.plotting.jacobian import jacobian_batch
from backprop.softmax import Softmax, softmax_jacobian

LARGEST_LOGIT = 1000.0
_MOST = 4


class SoftmaxJacobian(Explorable):
    """The softmax of one sample, and a gradient on its way back.

    Parameters
    ----------
    inputs : sequence of float, length K from 2 to 4
        The logits, from -1000 to 1000.
    dvalues : sequence of float, length K
        The gradient that arrives at the probabilities.
    cells : {"jacobian", "products", "diagonal"}, optional
        What is shown in the square: the Jacobian, each of its entries times
        its upstream gradient, or the diagonal alone, which is not enough.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-softmax``.

    Attributes
    ----------
    inputs, dvalues, cells
        What the controls set; they can be assigned to as well.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of this kind, or the two lists have not the
        same length.

    Notes
    -----
    Implements :eq:`eq-softmax`, :eq:`eq-softmax-jacobian` and
    :eq:`eq-softmax-closed-vector`.
    """

    module = "softmax"
    state_keys = ("inputs", "dvalues", "cells")
    inputs = Numbers(ndim=1, low=-LARGEST_LOGIT, high=LARGEST_LOGIT).tag(
        sync=True
    )
    dvalues = Numbers(ndim=1).tag(sync=True)
    cells = Choice("jacobian", "products", "diagonal").tag(sync=True)

    def __init__(
        self, inputs, dvalues, *, cells="jacobian", caption, name=None
    ):
        k = len(inputs)
        if not 2 <= k <= _MOST or len(dvalues) != k:
            raise ValueError(
                "SoftmaxJacobian: expected inputs and dvalues of the same "
                f"length, from 2 to {_MOST}, got {k} and {len(dvalues)}"
            )
        state = {"inputs": inputs, "dvalues": dvalues, "cells": cells}
        super().__init__(caption=caption, name=name, **state)

    def softmax(self):
        """Return the package's layer, run both ways on these numbers.

        Returns
        -------
        backprop.Softmax
        """
        softmax = Softmax()
        softmax.forward([self.inputs])
        softmax.backward([self.dvalues])
        return softmax

    @property
    def gradients(self):
        """The package's gradient, ``dinputs``."""
        return {"dinputs": self.softmax().dinputs}

    def figure(self):
        """Return the Axes of the Jacobian between the two gradients."""
        return jacobian_batch(self.softmax().output, np.array([self.dvalues]))

    def quantities(self):
        """Return every number shown, in the square what `cells` says."""
        softmax = self.softmax()
        upstream = np.array([self.dvalues])
        jacobian = softmax_jacobian(softmax.output[0])
        return {
            **entries("inputs", np.array([self.inputs])),
            **entries("output", softmax.output),
            **entries("dvalues", upstream),
            **self._square(jacobian, upstream),
            "mean": float(np.vecdot(upstream, softmax.output)[0]),
            **entries("dinputs", softmax.dinputs),
        }

    def _square(self, jacobian, upstream):
        if self.cells == "jacobian":
            return entries("jacobian", jacobian)
        if self.cells == "products":
            return entries("products", upstream.T * jacobian)
        diagonal = np.diag(jacobian)
        found = {
            f"jacobian[{k},{k}]": float(diagonal[k])
            for k in range(len(diagonal))
        }
        return found | entries("diagonal", diagonal * upstream)
