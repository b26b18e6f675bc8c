"""One neuron to try out: chapter 1 as an object that moves."""

from backprop.explorables.base import Explorable
from backprop.explorables.traits import Numbers, Real, Whole
from backprop.neuron import Neuron
from backprop.plotting.graph import neuron_graph

_MOST = 4


def _last(x):
    return 2 * len(x) + 12


class NeuronGraph(Explorable):
    """The graph of one neuron, every number of which can be turned.

    Parameters
    ----------
    x : sequence of float, length D from 1 to 4
        The inputs.
    w : sequence of float, length D
        The weights.
    b : float
        The bias.
    dvalue : float, optional
        The derivative that arrives at the output.
    step : int, optional
        The state of the walk, from 1 to the last, 2D + 12, which shows
        everything and is the default.
    caption : str
        What the object answers, in Markdown.
    name : str, optional
        A label such as ``fig-try-neuron``.

    Attributes
    ----------
    x, w, b, dvalue, step
        What the controls set; they can be assigned to as well.

    Raises
    ------
    TypeError, ValueError
        If the numbers are not real and finite, `x` and `w` have not the
        same length, or there is no such step.

    Notes
    -----
    Implements :eq:`eq-neuron-chain`. Source: as for
    :class:`backprop.Neuron`.
    """

    module = "neuron"
    state_keys = ("x", "w", "b", "dvalue", "step")
    x = Numbers(ndim=1).tag(sync=True)
    w = Numbers(ndim=1).tag(sync=True)
    b = Real(0.0).tag(sync=True)
    dvalue = Real(1.0).tag(sync=True)
    step = Whole(1, low=1, high=lambda self: _last(self.x)).tag(sync=True)

    def __init__(self, x, w, b, *, dvalue=1.0, step=None, caption, name=None):
        n = len(x)
        if not 1 <= n <= _MOST or len(w) != n:
            raise ValueError(
                "NeuronGraph: expected x and w of the same length, from 1 to "
                f"{_MOST}, got {n} and {len(w)}"
            )
        state = {"x": x, "w": w, "b": b, "dvalue": dvalue}
        state["step"] = _last(x) if step is None else step
        super().__init__(caption=caption, name=name, **state)

    def neuron(self):
        """Return the package's neuron, run both ways on these numbers.

        Returns
        -------
        backprop.Neuron
        """
        neuron = Neuron(self.w, self.b)
        neuron.forward(self.x)
        neuron.backward(self.dvalue)
        return neuron

    @property
    def gradients(self):
        """The package's gradients: ``dinputs``, ``dweights``, ``dbias``."""
        neuron = self.neuron()
        return {
            "dinputs": neuron.dinputs,
            "dweights": neuron.dweights,
            "dbias": neuron.dbias,
        }

    def figure(self):
        """Return the Axes of the graph at this step."""
        return neuron_graph(self.neuron(), self.step)

    def quantities(self):
        """Return every number of the complete graph, by its key."""
        neuron = self.neuron()
        found = {"b": self.b, "db": neuron.dbias}
        found |= {"z": neuron.z, "dz": neuron.dz}
        found |= {"a": neuron.output, "dvalue": neuron.dvalue}
        for i in range(len(self.x)):
            found |= {f"x{i}": self.x[i], f"dx{i}": neuron.dinputs[i]}
            found |= {f"w{i}": self.w[i], f"dw{i}": neuron.dweights[i]}
            found[f"products[{i}]"] = neuron.products[i]
            found[f"dproducts[{i}]"] = neuron.dproducts[i]
        return found
