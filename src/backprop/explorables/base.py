"""What all explorables share on the side of Python."""

import anywidget
import numpy as np
import traitlets

from backprop.frontend.linking import linked
from backprop.frontend.styling import style
from backprop.plotting.style import publication


class Explorable(anywidget.AnyWidget):
    """A widget whose numbers the package computes too.

    A subclass names its front-end module in `module`, keeps its state in
    synchronised traits and lists them in `state_keys`. Its method `figure`
    returns the Axes of the static figure for the present state; its method
    `quantities` returns what the package computes from that state, each
    number shown by the attribute of the package's object and its index,
    such as ``"dweights[0,1]"``.

    Parameters
    ----------
    caption : str
        What the object answers, in Markdown: the caption of the static
        figure that takes its place in print and without JavaScript.
    name : str, optional
        A label such as ``fig-try-neuron``, to refer to it by.
    **state
        The traits of the subclass.

    Attributes
    ----------
    initial : dict
        The state at first, to which Reset goes back.
    bounds : dict
        The lowest and the highest value of each number of the state, or
        the words to choose from.

    Raises
    ------
    TypeError, ValueError
        If a part of the state has not the form or size that the subclass
        documents. Later assignments are checked too, and leave the state
        as it was if they fail.
    """

    module = None
    state_keys = ()
    initial = traitlets.Dict().tag(sync=True)
    bounds = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **kwargs):
        # anywidget stores these two with every widget of a notebook, as
        # traits of a class made on the way, which has them already.
        if "_esm" not in cls.__dict__:
            cls._esm, cls._css = linked(cls.module), style(cls.module)
        super().__init_subclass__(**kwargs)

    def __init__(self, *, caption, name=None, **state):
        super().__init__(**state)
        self._caption, self._name = caption, name
        self.bounds = {
            key: trait.bounds(self)
            for key, trait in self.traits().items()
            if key in self.state_keys and hasattr(trait, "bounds")
        }
        self.initial = self.state()

    def state(self):
        """Return the state: what the controls set.

        Returns
        -------
        dict
            Plain numbers, texts and lists by name.
        """
        return {key: getattr(self, key) for key in self.state_keys}

    def __repr__(self):
        state = ", ".join(f"{k}={v!r}" for k, v in self.state().items())
        return f"{type(self).__name__}({state})"

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        picture, described = publication(
            self.figure(), caption=self._caption, name=self._name
        )
        svg = "image/svg+xml"
        data[svg] = picture[svg]
        metadata[svg] = {**described[svg], "explorable": self.module}
        return data, metadata


def entries(key, array):
    """Return the entries of an array by name: ``dweights[0,1]``.

    Parameters
    ----------
    key : str
    array : numpy.ndarray

    Returns
    -------
    dict of str to float
    """
    return {
        f"{key}[{','.join(map(str, index))}]": float(array[index])
        for index in np.ndindex(array.shape)
    }
