"""The candidate causes, each one function, and the table of them.

A cause takes the claimed gradient, the right one and the context, and yields
a key and a sentence for whatever fits. Every sentence states something that
has been compared, entry by entry; where several fit, all are said.
"""

import numpy as np

from backprop.diagnosis.factors import explain_factor, explain_multiple
from backprop.diagnosis.formulas import wrong_formulas
from backprop.diagnosis.place import entry_of
from backprop.diagnosis.shapes import explain_shape
from backprop.regularization import l1_gradient, l2_gradient

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
    if not claimed.any():
        yield "zero", "{name} is 0 everywhere, and should not be"


def transpose(claimed, right, context):
    """A square array the wrong way round."""
    if right.ndim == 2 and context.same(claimed, right.T):
        yield "transpose", "{name} is the transpose of what it should be"


def formula(claimed, right, context):
    """Exactly what a slip would have computed."""
    fits = [
        (key, words)
        for key, words, wrong in wrong_formulas(context)
        if context.same(claimed, wrong)
        and not context.same(wrong, right)
        and (wrong.any() or key == "candidate")  # zeros have many causes
    ]
    slips = [set(key.split(", ")) for key, _ in fits]
    for (key, words), ours in zip(fits, slips, strict=True):
        # Where one slip is enough, two are not suspected.
        if not any(fewer < ours for fewer in slips):
            yield key, words


def penalty(claimed, right, context):
    """A penalty's gradient left out, scaled wrongly or counted twice."""
    for kind, strength, term in _penalties(context):
        mistakes = {
            "is missing from {name}": 0.0,
            "is counted twice in {name}": 2.0,
            "has the wrong sign in {name}": -1.0,
            "lacks its strength lambda in {name}": 1.0 / strength,
        }
        if context.n_samples and context.n_samples != 1.0:
            divided = "is divided by the number of samples in {name}"
            mistakes[divided] = 1.0 / context.n_samples
        if kind == "L2":
            mistakes["lacks the 2 of its derivative in {name}"] = 0.5
        for words, k in mistakes.items():
            wrong = right + (k - 1.0) * term
            if context.same(claimed, wrong) and k != 1.0:
                yield "penalty", f"the {kind} penalty's gradient {words}"
    terms = [term for _, _, term in _penalties(context)]
    if len(terms) == 2 and context.same(claimed, right - sum(terms)):
        yield "penalty", "the gradients of both penalties are missing"


def _penalties(context):
    w = context.parameters
    if w is None or context.of in ("l1", "l2"):
        return
    if context.l1:
        yield "L1", context.l1, l1_gradient(w, context.l1)
    if context.l2:
        yield "L2", context.l2, l2_gradient(w, context.l2)


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
    if (np.abs(right) > context.noise).sum() < 3:
        return
    for key, words, wrong in wrong_formulas(context):
        if np.count_nonzero(wrong) < 3 or context.same(wrong, right):
            continue
        for other, more in explain_factor(claimed, wrong, context):
            yield f"{key}, {other}", f"{words}; besides, {more}"


def transpose_and_factor(claimed, right, context):
    """The transpose, and a factor or sign on top."""
    if right.ndim == 2 and right.shape[0] == right.shape[1] > 1:
        for key, words in explain_factor(claimed, right.T, context):
            yield (
                f"transpose, {key}",
                (f"{{name}} is transposed; besides, {words}"),
            )


CAUSES = (
    (not_finite,),
    (explain_factor, transpose, formula, penalty, order),
    (formula_and_factor, transpose_and_factor),
    (zero, explain_multiple),
)
"""Causes of an array of the right shape, those that say most first. If any
of a group fits, the later groups are not asked."""


@np.errstate(all="ignore")  # what a slip computes may well overflow
def find_causes(claimed, right, context):
    """Return the keys and sentences of the first group that fits."""
    if claimed.shape != right.shape:
        groups = ((formula,), (explain_shape,))
    else:
        groups = CAUSES
    for group in groups:
        found = [
            pair for cause in group for pair in cause(claimed, right, context)
        ]
        if found:
            return list(dict.fromkeys(found))
    return []
