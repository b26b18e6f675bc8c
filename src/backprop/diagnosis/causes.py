"""The candidate causes, each one function, and the table of them.

A cause takes the claimed gradient, the right one and the context, and yields
a key and a sentence for whatever fits. Every sentence states something that
has been compared, entry by entry; where several fit, all are said.
"""

import numpy as np

from backprop.diagnosis.factors import explain_factor, explain_multiple
from backprop.diagnosis.formulas import wrong_formulas
from backprop.diagnosis.patterns import (
    another_mask,
    cut,
    line_missing,
    single_signs,
)
from backprop.diagnosis.penalties import like_penalty, penalty, strip_penalty
from backprop.diagnosis.place import entry_of
from backprop.diagnosis.remainders import (
    accumulated,
    multiple_of_term,
    offset,
    term,
)
from backprop.diagnosis.shapes import explain_shape

LARGEST_SEARCH = 10**6
"""Rows are matched with rows only while this many comparisons suffice."""


def not_finite(claimed, right, context):
    """Infinities and NaN where there should be numbers."""
    bad = ~np.isfinite(claimed) & np.isfinite(right)
    if bad.any():
        index = tuple(int(i) for i in np.argwhere(bad)[0])
        yield (
            "not finite",
            f"{entry_of('{name}', index)} is {claimed[index]}; it must be a "
            "finite number: look for a division by 0 or an overflow",
        )


def zero(claimed, right, context):
    """Nothing arrived, or nothing was written down."""
    where = " everywhere" if right.size > 1 else ""
    if not claimed.any():
        yield "zero", f"{{name}} is 0{where}, and should not be"
    elif (np.abs(claimed) <= context.noise).all():
        yield "zero", f"{{name}} is 0{where} but for rounding"


def transpose(claimed, right, context):
    """A square array the wrong way round."""
    if right.ndim == 2 and context.same(claimed, right.T):
        yield "transpose", "{name} is the transpose of what it should be"


def formula(claimed, right, context):
    """Exactly what a slip would have computed."""
    _, data, _ = strip_penalty(claimed, right, context) or (0, right, 0)
    fits = [
        (key, words)
        for key, words, wrong in wrong_formulas(context)
        if context.same(claimed, wrong)
        and not context.same(wrong, right)
        and not context.same(wrong, data)  # no slip but a penalty left out
        # Zeros have many causes; what rounding leaves of a sum has not.
        and (claimed.any() or key == "candidate")
    ]
    if any(key == "candidate" for key, _ in fits):
        # What is known of this problem says more than what is of its layer.
        fits = [fit for fit in fits if fit[0] == "candidate"]
    slips = [set(key.split(", ")) for key, _ in fits]
    for (key, words), ours in zip(fits, slips, strict=True):
        # Where one slip is enough, two are not suspected.
        if not any(fewer < ours for fewer in slips):
            yield key, words


def order(claimed, right, context):
    """The right rows, or columns, in another order."""
    for axis, what in enumerate(("row", "column")[: right.ndim]):
        if right.ndim == 1:
            what = "entry"
        place = _rearranged(claimed, right, axis, context)
        if place is not None:
            here, there = place
            plural = "entries" if what == "entry" else f"{what}s"
            yield (
                "order",
                f"the {plural} of {{name}} are right, their order is not: "
                f"{what} {here} belongs at {there}",
            )


def _rearranged(claimed, right, axis, context):
    """Return one move of a permutation of slices, if there is only one."""
    ours, theirs = np.moveaxis(claimed, axis, 0), np.moveaxis(right, axis, 0)
    if len(ours) * right.size > LARGEST_SEARCH or not np.isfinite(right).all():
        return None
    allowed = context.rtol * np.abs(right).max() + context.noise
    gaps = np.abs(ours[:, None] - theirs[None])
    matches = (gaps.reshape(len(ours), len(theirs), -1) <= allowed).all(-1)
    if not ((matches.sum(0) == 1).all() and (matches.sum(1) == 1).all()):
        return None
    places = matches.argmax(axis=1)
    moved = np.flatnonzero(places != np.arange(len(places)))
    return (int(moved[0]), int(places[moved[0]])) if moved.size else None


def formula_and_factor(claimed, right, context):
    """Two slips at once: a wrong formula, and a factor or sign on top."""
    if right.size < 3:
        return
    found = []
    for key, words, wrong in wrong_formulas(context):
        # Two entries say enough if they stand among zeros, as of labels.
        if np.count_nonzero(wrong) < (2 if right.size > 4 else 3):
            continue
        if context.same(wrong, right):
            continue
        for other, more in explain_factor(claimed, wrong, context):
            found.append((f"{key}, {other}", f"{words}; besides, {more}"))
    of_this = [pair for pair in found if pair[0].startswith("candidate")]
    yield from of_this or found


def transpose_and_factor(claimed, right, context):
    """The transpose, and a factor or sign on top."""
    if right.ndim == 2 and right.shape[0] == right.shape[1] > 1:
        for key, words in explain_factor(claimed, right.T, context):
            yield (
                f"transpose, {key}",
                (f"{{name}} is transposed; besides, {words}"),
            )


def behind_penalty(claimed, right, context):
    """Any mistake in the part of the data, the penalty's being right.

    Or missing as well.
    """
    stripped = strip_penalty(claimed, right, context)
    if stripped is None:
        return
    rest, data, known = stripped
    found = find_causes(rest, data, known) if rest is not None else []
    for key, words in found:
        if key != "shape":
            yield key, f"apart from the penalty, {words}"
    if not found or found[0][0] == "shape":
        for key, words in find_causes(claimed, data, known):
            if key != "shape":
                yield key, f"{words}; besides, the penalty is missing"


CAUSES = (
    (
        explain_factor,
        transpose,
        formula,
        penalty,
        accumulated,
        term,
        multiple_of_term,
    ),
    (not_finite,),
    (cut,),
    (order,),
    (single_signs,),
    (line_missing,),
    (another_mask,),
    (formula_and_factor, transpose_and_factor),
    (behind_penalty,),
    (zero, explain_multiple),
    (offset, like_penalty),
)
"""Causes of an array of the right shape, those that say most first. If any
of a group fits, the later groups are not asked."""

CAUSES_OF_SHAPE = ((formula,), (behind_penalty,), (explain_shape,))
"""The same for an array of the wrong shape."""


@np.errstate(all="ignore")  # what a slip computes may well overflow
def find_causes(claimed, right, context):
    """Return the keys and sentences of the first group that fits."""
    same_shape = claimed.shape == right.shape
    for group in CAUSES if same_shape else CAUSES_OF_SHAPE:
        found = [
            pair for cause in group for pair in cause(claimed, right, context)
        ]
        if found:
            return list(dict.fromkeys(found))
    return []
