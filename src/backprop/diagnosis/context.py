"""What is known about where a gradient comes from."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from backprop.checks import as_floats, as_real
from backprop.diagnosis.comparison import agree

ARRAYS = (
    "inputs",
    "weights",
    "output",
    "dvalues",
    "y_true",
    "z",
    "scaled_mask",
    "parameters",
    "previous",
)
NUMBERS = ("n_samples", "rate", "l1", "l2", "weight_l1", "weight_l2")
MAPPINGS = ("candidates", "others", "terms")


@dataclasses.dataclass(frozen=True)
class Context:
    """The arrays and numbers from which mistakes can be built.

    Attributes are those that :func:`backprop.diagnosis.diagnose` documents;
    what is not known is None.
    """

    name: str = "the gradient"
    place: str | None = None
    of: str | None = None
    inputs: np.ndarray | None = None
    weights: np.ndarray | None = None
    output: np.ndarray | None = None
    dvalues: np.ndarray | None = None
    y_true: np.ndarray | None = None
    z: np.ndarray | None = None
    scaled_mask: np.ndarray | None = None
    parameters: np.ndarray | None = None
    previous: np.ndarray | None = None
    n_samples: float | None = None
    rate: float | None = None
    l1: float | None = None
    l2: float | None = None
    weight_l1: float | None = None
    weight_l2: float | None = None
    factors: Mapping = dataclasses.field(default_factory=dict)
    candidates: Mapping = dataclasses.field(default_factory=dict)
    others: Mapping = dataclasses.field(default_factory=dict)
    terms: Mapping = dataclasses.field(default_factory=dict)
    dtype: np.dtype = np.dtype(np.float64)  # noqa: RUF009
    rtol: float = 1e-6
    atol: float = 1e-12
    measured: bool = False

    @property
    def shown(self):
        """The name, with that of the layer if it is known."""
        return f"{self.place}.{self.name}" if self.place else self.name

    @property
    def noise(self):
        """What rounding alone may do: `atol` times the size of the terms."""
        if self.dvalues is None:
            return self.atol
        sizes = [1.0] + [
            float(np.abs(array[np.isfinite(array)]).max(initial=0.0))
            for array in (self.inputs, self.weights, self.scaled_mask)
            if array is not None
        ]
        upstream = np.abs(self.dvalues[np.isfinite(self.dvalues)])
        return self.atol * max(sizes) * float(upstream.sum())

    def same(self, left, right):
        """Return whether two arrays are equal but for rounding."""
        return agree(left, right, self.rtol, self.noise)

    def slack(self, right):
        """What rounding may leave of a difference that should be 0."""
        finite = np.abs(right[np.isfinite(right)]).max(initial=0.0)
        return self.noise + self.atol * float(finite)

    @property
    def float32_noise(self):
        """The same where the size of the terms is known, else nothing."""
        return 0.0 if self.dvalues is None else self.noise


def make_context(**known):
    """Return a Context, its arrays and numbers converted and checked.

    Raises
    ------
    TypeError
        If something has a name that no context has, or is no number.
    """
    where = "diagnose"
    fields = [field.name for field in dataclasses.fields(Context)]
    fields.remove("dtype")  # that is for the gradient in question to have
    for name in known:
        if name not in fields:
            raise TypeError(
                f"{where}: expected a context among {', '.join(fields)}, "
                f"got {name!r}"
            )
    known = {key: value for key, value in known.items() if value is not None}
    for name in ARRAYS:
        if name in known:
            array = as_floats(where, name, known[name])
            known[name] = array.astype(np.float64)
    for name in MAPPINGS:
        known[name] = {
            words: as_floats(where, words, array).astype(np.float64)
            for words, array in known.get(name, {}).items()
        }
    for name in NUMBERS:
        if name in known:
            known[name] = as_real(where, name, known[name])
    if "n_samples" not in known:
        known.update(_batch_size(known))
    return Context(**known)


def _batch_size(known):
    for name in ("dvalues", "inputs", "output"):
        if name in known and known[name].ndim == 2:
            return {"n_samples": float(len(known[name]))}
    return {}
