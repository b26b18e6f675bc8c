"""The comparison of a claimed gradient with the right one."""

import dataclasses
import numbers

import numpy as np

from backprop.checks import as_array
from backprop.diagnosis.causes import find_causes
from backprop.diagnosis.comparison import is_float32_noise
from backprop.diagnosis.context import make_context
from backprop.diagnosis.place import explain_place

TO_FLOAT32 = "{name} is right, to the precision of float32"
FINER_THAN_FLOAT32 = 2e-9
EXACT = 1e-6
"""With a coarser tolerance than that, digits say nothing of a dtype."""


@dataclasses.dataclass(frozen=True)
class Diagnosis:
    """What :func:`diagnose` found; as text, a sentence.

    Attributes
    ----------
    name : str
        The gradient.
    is_right : bool
        Whether it is right.
    causes : tuple of str
        Short keys of every cause that fits, such as ``"transpose"``; empty
        if nothing fits, or the gradient is right: then ``"float32"`` is the
        only one, for what went through single precision.
    words : str
        The finding, without a full stop.
    entry : tuple of int or None
        The index of the entry that is furthest off, where that makes sense.
    """

    name: str
    is_right: bool
    causes: tuple
    words: str
    entry: tuple | None = None

    def __str__(self):
        words = self.words
        if self.name not in words:
            words = f"{self.name}: {words}"
        # The names of code stay as they are: dweights has no capital.
        is_code = words.startswith(self.name) and " " not in self.name
        return f"{words if is_code else _capital(words)}."

    __repr__ = __str__


def diagnose(claimed, right, *, reveal=True, **context):
    """Say what is wrong with a gradient.

    Parameters
    ----------
    claimed : array_like
        The gradient in question.
    right : array_like
        The right one, of float64.
    reveal : bool, optional
        Whether the words may give away a right value.
    **context
        All optional. ``name``: what the gradient is called (``"dweights"``),
        and ``place``: which layer's it is (``"dense1"``).
        ``of``: the kind of layer (``"neuron"``, ``"dense"``, ``"relu"``,
        ``"dropout"``, ``"softmax"``, ``"cross_entropy"``,
        ``"softmax_cross_entropy"``, ``"l1"``, ``"l2"``), which together
        with the name says which wrong formulas to try. Arrays:
        ``inputs``, ``weights``, ``output``, ``dvalues``, ``y_true`` (rows
        of the shape of the predictions), ``z``, ``scaled_mask``, and
        ``parameters``, those that penalties are on, and ``previous``, this
        gradient after the call before. Numbers:
        ``n_samples``, ``rate``, ``l1``, ``l2`` (and ``weight_l1``,
        ``weight_l2`` for the gradient at a dense layer's inputs).
        ``factors``: a dict of words and a number; ``candidates``: a dict
        of words and a wrong gradient, for mistakes of this problem alone;
        ``others``: a dict of words and an array, from which a mask may have
        been taken; ``terms``: a dict of words and an array, what the
        gradient is the sum of. ``rtol``: how far an
        entry may be off, relative to the largest (1e-6). ``atol``: what
        rounding may do to terms of size one (1e-12). ``measured``: whether
        `right` has been measured and has few digits.

    Returns
    -------
    Diagnosis

    Raises
    ------
    TypeError, ValueError
        If `right` or the context holds no real numbers, or the context has
        an unknown name. A malformed `claimed` is a finding, not an error.

    Notes
    -----
    A gradient that agrees to rounding is right, also one computed in
    float32: the words then say so.

    Examples
    --------
    >>> import numpy as np
    >>> right = np.array([[1.0, -2.0], [0.5, 4.0], [3.0, 1.5]])
    >>> diagnose(3 * right, right, name="dinputs", n_samples=3)
    Every entry of dinputs is exactly 3 times too large: the mean over the \
3 samples is missing.
    >>> diagnose(right.T, right, name="dweights").causes
    ('transpose',)
    >>> Z = np.array([[1.0, -2.0, 3.0]])
    >>> G = np.array([[-5.0, 6.0, 7.0]])
    >>> diagnose(
    ...     np.where(G > 0, G, 0.0), np.where(Z > 0, G, 0.0),
    ...     name="dinputs", of="relu", inputs=Z, dvalues=G,
    ... )
    dinputs: the mask looks at dvalues; it must look at the inputs.
    """
    known = make_context(**context)
    right = np.asarray(right, np.float64)
    array, complaint = _read(claimed)
    if complaint:
        return _wrong(known, [("not numbers", complaint)])
    came, array = array, array.astype(np.float64)
    known = dataclasses.replace(known, dtype=came.dtype)
    if known.same(array, right) and not _is_coarse(came, right, known):
        return _right(known, "{name} is right")
    if known.same(array, right) or is_float32_noise(
        came, right, known.float32_noise
    ):
        return _right(known, TO_FLOAT32, "float32")
    found = find_causes(array, right, known)
    if array.shape != right.shape:
        return _wrong(known, found)
    entry, words = explain_place(array, right, known, reveal)
    return _wrong(known, found or [(None, words)], entry)


def _read(claimed):
    """Return the claimed gradient as floats, or why that cannot be."""
    expected = "{name} is no array of real numbers"
    try:
        array = as_array("diagnose", "claimed", claimed)
        if array.dtype == object and _holds_reals(array):
            array = array.astype(np.float64)  # fractions.Fraction, say
    except (TypeError, ValueError):
        return None, f"{expected}: it is masked, or its rows differ in length"
    except OverflowError:
        return None, f"{expected}: an entry is too large for a float"
    if array.dtype.kind == "U":
        return None, f"{expected}: it is text; leave out the quotation marks"
    if array.dtype.kind not in "iufb":
        kind = type(claimed).__name__
        if kind in ("list", "tuple", "ndarray"):
            kind = f"{kind} of dtype {array.dtype}"
        if array.dtype.kind == "c":
            kind += "; give its real or its imaginary part"
        return None, f"{expected}: it is a {kind}"
    if not array.size:
        return None, f"{expected}: it is empty"
    return array, None


def _holds_reals(array):
    return all(isinstance(entry, numbers.Real) for entry in array.flat)


def _is_coarse(came, right, context):
    """Return whether a gradient that is right has the digits of float32."""
    exact = context.rtol <= EXACT
    finest = dataclasses.replace(context, rtol=FINER_THAN_FLOAT32)
    in_float64 = came.astype(np.float64)
    return came.dtype == np.float32 or (
        exact and not finest.same(in_float64, right)
    )


def _right(context, words, *causes):
    words = words.replace("{name}", context.shown)
    return Diagnosis(context.shown, True, causes, words)


def _wrong(context, found, entry=None):
    keys = tuple(dict.fromkeys(key for key, _ in found if key))
    first, *others = dict.fromkeys(words for _, words in found)
    if others:
        several = "; or ".join([first, *others[:2]])
        first = f"more than one mistake would give this: {several}"
    words = first.replace("{name}", context.shown)
    return Diagnosis(context.shown, False, keys, words, entry)


def _capital(words):
    return words[0].upper() + words[1:]
