"""Causes that show in which entries are wrong."""

import numpy as np


def single_signs(claimed, right, context):
    """The sizes right, and some of the signs."""
    wrong = _wrong(claimed, right, context)
    if wrong.all() or not context.same(np.abs(claimed), np.abs(right)):
        return
    places = [[int(i) for i in index] for index in np.argwhere(wrong)]
    shown = ", ".join(str(place) for place in places[:3])
    verb = "has" if len(places) == 1 else "have"
    noun = "entry" if len(places) == 1 else "entries"
    if len(places) > 3:
        shown = f"{shown} and {len(places) - 3} more"
    yield (
        "single signs",
        f"{noun} {shown} of {{name}} {verb} the wrong sign, and all the rest "
        "is right",
    )


def line_missing(claimed, right, context):
    """Whole rows or columns 0, and all the rest right."""
    wrong = _wrong(claimed, right, context)
    if right.ndim != 2 or not claimed.any() or claimed[wrong].any():
        return
    for axis, what in enumerate(("row", "column")):
        lines = np.flatnonzero(wrong.any(axis=1 - axis))
        complete = np.take(claimed, lines, axis=axis).any()
        if lines.size and not complete and right.shape[1 - axis] > 1:
            yield (
                "line missing",
                f"{_named(what, lines)} 0 in {{name}}, and all the rest is "
                "right, as if a loop had left something out",
            )
            return


def _named(what, lines):
    numbers = ", ".join(str(line) for line in lines)
    return (
        f"{what} {numbers} is"
        if len(lines) == 1
        else (f"{what}s {numbers} are")
    )


def cut(claimed, right, context):
    """Whole numbers where there should be fractions."""
    if right.size == 1:
        return  # of one number that says nothing
    if context.dtype.kind not in "iub" and not claimed.any():
        return
    for how, whole in (
        ("cut to", np.trunc(right)),
        ("rounded to", np.rint(right)),
        ("rounded down to", np.floor(right)),
    ):
        if np.array_equal(claimed, whole):
            yield (
                "integers",
                f"{{name}} is {how} whole numbers: an array of integers "
                "keeps no fractions",
            )
            return


def another_mask(claimed, right, context):
    """Right where both are not 0, but others are 0."""
    ours = np.abs(claimed) > context.noise
    theirs = np.abs(right) > context.noise
    both = ours & theirs
    wrong = _wrong(claimed, right, context)
    if not ours.any() or wrong[both].any() or wrong.sum() + both.sum() < 3:
        return
    if _drawn_anew(claimed, ours, context):
        yield (
            "new mask",
            "the mask has the right scale, but it is not that of the "
            "forward pass: keep that one",
        )
    elif both.sum() > 1 and wrong.sum() > 1:
        yield "mask", _by(wrong & ours, wrong & theirs)


def _by(open_, shut):
    passes = f"passes {open_.sum()} entries that must be 0"
    stops = f"is 0 at {shut.sum()} entries that must pass"
    if not shut.any():
        words = f"{passes}: a mask is missing, or lets too much through"
    elif not open_.any():
        words = f"{stops}: something lets too little through"
    else:
        words = f"{passes} and {stops}: the mask is that of another array"
    return f"{{name}} is right elsewhere, but {words}"


def _drawn_anew(claimed, ours, context):
    """Return whether what passes is dvalues / (1 - p)."""
    if context.of != "dropout" or context.rate is None:
        return False
    if context.dvalues is None or context.dvalues.shape != claimed.shape:
        return False
    scaled = context.dvalues / (1.0 - context.rate)
    return context.same(claimed, np.where(ours, scaled, 0.0))


def _wrong(claimed, right, context):
    allowed = context.rtol * np.abs(right).max() + context.noise
    return np.abs(claimed - right) > allowed
