"""Arrays of the wrong shape: what they are instead."""

import numpy as np

from backprop.diagnosis.factors import explain_factor


def explain_shape(claimed, right, context):
    """Yield what an array of the wrong shape is, if that can be told.

    The shapes themselves are always said.
    """
    shapes = _said(claimed, right)
    for rule in (_transposed, _reshaped, _not_summed, _summed):
        found = list(rule(claimed, right, context))
        if found:
            for key, words in found:
                yield key, f"{shapes}: {words}"
            return
    yield "shape", shapes


def _said(claimed, right):
    """Return both shapes in words; for a row of numbers, without shapes.

    What should be one number or a row of them is met before there is any
    talk of shapes.
    """
    if right.ndim > 1:
        return (
            f"{{name}} has shape {claimed.shape}, and should have "
            f"{right.shape}"
        )
    if claimed.ndim > max(right.ndim, 1):
        return (
            f"{{name}} has brackets within brackets, {claimed.size} numbers "
            f"in all, and should be {_counted(right)}"
        )
    return f"{{name}} is {_counted(claimed)}, and should be {_counted(right)}"


def _counted(array):
    if array.ndim == 0:
        return "one number"
    return f"a list of {array.size}"


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
    if right.ndim < 2:
        words = "take the inner brackets away"
        if right.ndim == 0:
            words = "take the brackets away"
    elif claimed.ndim > right.ndim:
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
    found = False
    for axis in range(claimed.ndim):
        kept = claimed.sum(axis=axis, keepdims=True)
        flat = claimed.sum(axis=axis)
        if context.same(kept, right) or context.same(flat, right):
            what = f"summed over axis {axis}"
            if axis == 0 and len(claimed) == context.n_samples:
                what = f"summed over the {len(claimed)} samples"
            elif claimed.ndim == 1:
                what = "added up"
            yield "not summed", f"it still has to be {what}"
            found = True
    if found or right.size > 1:
        return
    if context.same(claimed.sum(), right.reshape(())):
        yield "not summed", "it still has to be added up"


def _summed(claimed, right, context):
    if not right.any():  # zeros have sums and means of 0, however taken
        return
    axes = range(right.ndim) if right.ndim > 1 else ()
    for axis in [*axes, None]:
        for reduce, verb in ((np.sum, "summed"), (np.mean, "averaged")):
            for keep in (True, False):
                less = np.asarray(reduce(right, axis=axis, keepdims=keep))
                if less.shape != right.shape and context.same(claimed, less):
                    where = "all entries" if axis is None else f"axis {axis}"
                    yield (
                        "summed",
                        (f"it is {verb} over {where}, and should not be"),
                    )
