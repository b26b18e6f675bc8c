"""Mistakes with the gradient of a penalty that is part of another."""

import dataclasses

import numpy as np

from backprop.diagnosis.comparison import agree, ratio
from backprop.regularization import l1_gradient, l2_gradient


def penalty(claimed, right, context):
    """A penalty's gradient left out, scaled wrongly or counted twice."""
    parts = list(_penalties(context))
    for kind, strength, part in parts:
        others = [other for _, other, _ in parts if other != strength]
        mistakes = _mistakes(kind, strength, others, context.n_samples)
        for words, k in mistakes.items():
            wrong = right + (k - 1.0) * part
            if context.same(claimed, wrong) and k != 1.0:
                yield "penalty", f"the {kind} penalty's gradient {words}"
    total = sum(part for _, _, part in parts)
    if len(parts) == 2 and context.same(claimed, right - total):
        yield "penalty", "the gradients of both penalties are missing"
    for kind, strength, part in parts:
        signs = strength * np.sign(right - total)
        if kind == "L1" and context.same(claimed, right - part + signs):
            yield (
                "penalty",
                "the L1 penalty takes the signs of the data's gradient; it "
                "must take those of the parameters",
            )


def _mistakes(kind, strength, others, n_samples):
    """Return by how much a slip multiplies a penalty's gradient."""
    mistakes = {
        "is missing from {name}": 0.0,
        "is counted twice in {name}": 2.0,
        "has the wrong sign in {name}": -1.0,
        "lacks its strength lambda in {name}": 1.0 / strength,
    }
    if n_samples and n_samples != 1.0:
        divided = "is divided by the number of samples in {name}"
        mistakes[divided] = 1.0 / n_samples
    if kind == "L2":
        words = (
            "lacks the 2 of its derivative in {name}, as if the penalty were "
            "(lambda/2) w^2; the book's is lambda w^2"
        )
        mistakes[words] = 0.5
    for other in others:
        words = "has the strength of the other penalty in {name}"
        mistakes[words] = other / strength
    return mistakes


def _penalties(context):
    w = context.parameters
    if w is None or context.of in ("l1", "l2"):
        return
    if context.l1:
        yield "L1", context.l1, l1_gradient(w, context.l1)
    if context.l2:
        yield "L2", context.l2, l2_gradient(w, context.l2)


def strip_penalty(claimed, right, context):
    """Return both gradients without the penalties, and what is then known.

    None if there is no penalty; the first is None if what is claimed has a
    shape from which none can be subtracted.
    """
    parts = [part for _, _, part in _penalties(context)]
    if not parts or right.shape != parts[0].shape:
        return None
    total = sum(parts)
    without = {"parameters": None, "l1": None, "l2": None}
    known = dataclasses.replace(context, **without)
    try:
        return claimed - total, right - total, known
    except ValueError:
        return None, right - total, known


def like_penalty(claimed, right, context):
    """A difference that a penalty of some other strength would make."""
    w = context.parameters
    if w is None or w.shape != right.shape or w.size < 3:
        return
    if not np.isfinite(claimed - right).all():
        return
    slack = context.slack(right)
    for name, slope in (("L2", 2.0 * w), ("L1", np.sign(w))):
        k = ratio(claimed - right, slope, context.rtol, slack)
        if k is not None:
            yield (
                "penalty",
                f"{_what(k, name)}, as of an {name} penalty{_of(k)}",
            )
            return
    columns = np.stack([2.0 * w.ravel(), np.sign(w).ravel()], axis=1)
    if w.size < 4 or np.linalg.matrix_rank(columns) < 2:
        return
    gap = (claimed - right).ravel()
    (two, one), *_ = np.linalg.lstsq(columns, gap)
    fitted = columns @ [two, one]
    if agree(gap, fitted, context.rtol, slack) and two * one > 0.0:
        yield (
            "penalty",
            f"{_what(two, 'both')}, as of two penalties, L1{_of(one)} and "
            f"L2{_of(two)}",
        )


def _what(k, kind):
    signs = "the parameters' signs"
    what = {
        "L1": f"a multiple of {signs} is",
        "L2": "a multiple of the parameters is",
        "both": f"multiples of the parameters and of {signs} are",
    }[kind]
    where = "missing from" if k < 0.0 else "left over in"
    return f"{what} {where} {{name}}"


def _of(k):
    return f" with lambda = {abs(k):.6g}"
