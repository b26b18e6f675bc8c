"""Arrays of the wrong shape: what they are instead."""

import numpy as np

from backprop.diagnosis.factors import explain_factor


def explain_shape(claimed, right, context):
    """Yield what an array of the wrong shape is, if that can be told.

    The shapes themselves are always said.
    """
    shapes = (
        f"{{name}} has shape {claimed.shape}, and should have {right.shape}"
    )
    for rule in (_transposed, _reshaped, _not_summed, _summed):
        found = list(rule(claimed, right, context))
        if found:
            for key, words in found:
                yield key, f"{shapes}: {words}"
            return
    yield "shape", shapes


def _transposed(claimed, right, context):
    if right.ndim != 2 or claimed.shape != right.T.shape:
        return
    words = "that is the shape of its transpose"
    if context.same(claimed, right.T):
        yield "transpose", f"{words}, and so are the values; use .T"
        return
    besides = list(explain_factor(claimed, right.T, context))
    for key, more in besides:
        yield f"transpose, {key}", f"{words}; besides, {more}"
    if not besides:
        yield "shape", f"{words}, but transposing alone does not mend it"


def _reshaped(claimed, right, context):
    if claimed.size != right.size or claimed.squeeze().shape != (
        right.squeeze().shape
    ):
        return
    words = "the axes are in another place"
    if claimed.ndim > right.ndim:
        words = "there is an axis too many"
    elif claimed.ndim < right.ndim:
        words = "an axis is lost (sum with keepdims=True)"
    values = claimed.reshape(right.shape)
    if context.same(values, right):
        yield "axis lost", f"the values are right, but {words}"
        return
    besides = list(explain_factor(values, right, context))
    for key, more in besides:
        yield f"axis lost, {key}", f"{words}; besides, {more}"
    if not besides:
        yield "shape", f"{words}; the values are wrong as well"


def _not_summed(claimed, right, context):
    for axis in range(claimed.ndim):
        kept = claimed.sum(axis=axis, keepdims=True)
        flat = claimed.sum(axis=axis)
        if context.same(kept, right) or context.same(flat, right):
            what = (
                f"the {len(claimed)} samples"
                if axis == 0 and len(claimed) == context.n_samples
                else f"axis {axis}"
            )
            yield "not summed", f"it still has to be summed over {what}"


def _summed(claimed, right, context):
    for axis in [*range(right.ndim), None]:
        for reduce, verb in ((np.sum, "summed"), (np.mean, "averaged")):
            for keep in (True, False):
                less = np.asarray(reduce(right, axis=axis, keepdims=keep))
                if less.shape != right.shape and context.same(claimed, less):
                    where = "all entries" if axis is None else f"axis {axis}"
                    yield (
                        "summed",
                        (f"it is {verb} over {where}, and should not be"),
                    )
