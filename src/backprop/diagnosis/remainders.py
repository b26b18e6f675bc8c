"""Causes that show in the difference between a gradient and the right one."""

import numpy as np

from backprop.diagnosis.comparison import ratio
from backprop.diagnosis.formulas import known_terms


def accumulated(claimed, right, context):
    """The gradient of the call before is still in it."""
    before = context.previous
    if before is None or before.shape != right.shape or not before.any():
        return
    if context.same(claimed, right + before):
        yield (
            "accumulated",
            "{name} has been added to what the call before left; every call "
            "must start from 0",
        )
    elif context.same(claimed, before):
        yield "accumulated", "{name} is still that of the call before"


def term(claimed, right, context):
    """One of the terms that a gradient is the sum of."""
    for what, part in context.terms.items():
        if part.shape != right.shape or context.same(right, right + part):
            continue
        for words, k in (
            ("is missing from {name}", -1.0),
            ("is counted twice in {name}", 1.0),
            ("has the wrong sign in {name}", -2.0),
        ):
            if context.same(claimed, right + k * part):
                yield "term", f"{what} {words}"


def multiple_of_term(claimed, right, context):
    """An extra term of unknown size, where it is known what makes one."""
    if not claimed.any():
        return  # then any multiple of the right one explains it
    gap = claimed - right
    for key, words, part in known_terms(context):
        k = ratio(gap, part, context.rtol, context.slack(right))
        if k is not None and k < 0.0:
            yield key, words.replace("{k}", f"{-k:.6g}")


def offset(claimed, right, context):
    """The same added everywhere, or to every row, or to every column."""
    gap = claimed - right
    if not np.isfinite(gap).all() or right.size < 3:
        return
    allowed = context.slack(right) + context.rtol * float(np.abs(gap).max())
    if np.ptp(gap) <= allowed:
        size = float(gap.mean())
        yield "offset", f"{size:.6g} is added to every entry of {{name}}"
        return
    for axis, what in enumerate(("row", "column")[: right.ndim]):
        alike = (np.ptp(gap, axis=axis) <= allowed).all()
        if right.ndim == 2 and right.shape[axis] > 2 and alike:
            yield "offset", f"the same {what} is added to all of {{name}}'s"
