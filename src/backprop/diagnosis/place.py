"""Where a gradient is wrong, when nothing tells why."""

import numpy as np


def explain_place(claimed, right, context, reveal):
    """Return the worst entry's index and a sentence about it.

    The right value is said only if `reveal` is true: the answer to an
    exercise is for the reader to find.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        gaps = np.nan_to_num(np.abs(claimed - right), nan=np.inf)
    alike = (claimed == right) | (np.isnan(claimed) & np.isnan(right))
    gaps = np.where(alike, 0.0, gaps)
    finite = np.abs(right[np.isfinite(right)]).max(initial=0.0)
    wrong = gaps > context.rtol * finite + context.noise
    worst = tuple(int(i) for i in np.unravel_index(gaps.argmax(), gaps.shape))
    got = f"{claimed[worst]:.6g}"
    should = f", and should be {right[worst]:.6g}" if reveal else ""
    if right.ndim == 0:
        return worst, f"{{name}} is {got}{should or ', which is not right'}"
    count = f"{wrong.sum()} of {right.size} entries of {{name}} are wrong"
    if wrong.sum() == 1:
        count = f"1 of {right.size} entries of {{name}} is wrong"
    return worst, (
        f"{count}{_pattern(wrong)}; the largest difference is at "
        f"entry {list(worst)}, which is {got}{should}"
    )


def _pattern(wrong):
    """Return in words which row or column all the wrong entries are in."""
    if wrong.ndim != 2 or wrong.sum() < 2:
        return ""
    for axis, what in ((1, "row"), (0, "column")):
        lines = np.flatnonzero(wrong.any(axis=axis))
        if len(lines) == 1 and wrong.shape[1 - axis] > 1:
            return f", all in {what} {lines[0]}"
    return ""


def entry_of(name, index):
    """Return in words which entry is meant.

    Examples
    --------
    >>> entry_of("dweights", (1, 2)), entry_of("dbias", ())
    ('entry [1, 2] of dweights', 'dbias')
    """
    return f"entry {list(index)} of {name}" if index else name
