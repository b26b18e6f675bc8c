"""Constant factors: which there are, and how they are said."""

from backprop.diagnosis.comparison import ratio


def known_factors(context):
    """Yield k, key and why, for a gradient k times what it should be."""
    n = context.n_samples
    if n and n != 1.0:
        yield n, "n samples", f"the mean over the {n:g} samples is missing"
        yield (
            1.0 / n,
            "n samples",
            (f"it is divided by the {n:g} samples once too often"),
        )
    for strength in {context.l1, context.l2} - {None, 0.0, 1.0}:
        yield (
            1.0 / strength,
            "strength",
            (f"the strength lambda = {strength:g} is missing"),
        )
        yield (
            strength,
            "strength",
            (f"the strength lambda = {strength:g} is applied twice"),
        )
    if context.rate:
        yield from _dropout_factors(context.rate)
    if context.l2 or context.of in ("square", "l2"):
        yield 0.5, "two", "the 2 from the derivative of the square is missing"
    for words, k in context.factors.items():
        yield float(k), "factor", words


def _dropout_factors(rate):
    keep = 1.0 - rate
    yield keep, "keep", f"the division by 1 - p = {keep:g} is missing"
    yield 1.0 / keep, "keep", f"it is divided by 1 - p = {keep:g} twice"
    yield (
        keep**2,
        "keep",
        (f"it is multiplied by 1 - p = {keep:g}; it must be divided by it"),
    )
    if rate != keep:
        yield (
            keep / rate,
            "keep",
            (f"it is divided by p = {rate:g}; it must be by 1 - p = {keep:g}"),
        )


def explain_factor(claimed, right, context):
    """Yield key and words for every known factor that fits, sign included.

    An array with a single non-zero entry is a multiple of any other, so
    only a factor that has a name says something about it.
    """
    k = ratio(claimed, right, context.rtol, context.noise)
    if k is None:
        return
    if _close(k, -1.0, context):
        yield "sign", "{name} has the wrong sign"
        return
    for factor, key, why in known_factors(context):
        if _close(k, factor, context):
            yield key, f"{_said(k, right, context)}: {why}"
        elif _close(k, -factor, context):
            size = _said(abs(k), right, context)
            words = f"{{name}} has the wrong sign, and {size}: {why}"
            yield f"sign, {key}", words


def _close(k, factor, context):
    return abs(k / factor - 1.0) <= 2.0 * context.rtol


def explain_multiple(claimed, right, context):
    """Yield the factor itself when it has no name."""
    if (abs(right) > context.noise).sum() < 2:
        return
    k = ratio(claimed, right, context.rtol, context.noise)
    if k is not None:
        yield (
            "some factor",
            f"{_said(k, right, context)}: a constant factor is missing, or "
            f"there is one too many{_whole(k, context)}",
        )


def _whole(k, context):
    """Return what a whole number may stand for, where nothing is known."""
    count = round(k) if k > 1.0 else round(1.0 / k) if k > 0.0 else 0
    if context.of or context.n_samples or count < 2:
        return ""
    if not (_close(k, count, context) or _close(k, 1.0 / count, context)):
        return ""
    words = f", such as the {count} of a mean over {count} samples"
    if count == 2:
        words += " or of the derivative of a square"
    if k > 1.0:
        words += f", or {count} calls were added up"
    return words


def _said(k, right, context):
    if not context.measured:
        # By hand numbers are rounded: 4.0002 times too large is 4 times.
        return say_factor(k, right.size, 6 if context.rtol < 1e-3 else 3)
    # No more digits than have been measured, and no "exactly".
    digits = 6 if context.rtol < 1e-3 else 2
    return say_factor(k, right.size, digits, exactly=0.0)


def say_factor(k, n_entries, digits=6, exactly=1e-9):
    """Return words for an array that is k times what it should be.

    It is said to be so exactly if the digits shown are all there are, to
    within `exactly`.

    Examples
    --------
    >>> say_factor(3.0, 6)
    'every entry of {name} is exactly 3 times too large'
    >>> say_factor(0.25, 1)
    '{name} is exactly 4 times too small'
    >>> say_factor(-1.5, 6)
    'every entry of {name} is -1.5 times what it should be'
    """
    subject = "{name}" if n_entries == 1 else "every entry of {name}"
    if k < 0.0:
        return f"{subject} is {k:.{digits}g} times what it should be"
    size, direction = (k, "large") if k > 1.0 else (1.0 / k, "small")
    text = f"{size:.{digits}g}"
    exact = "exactly " if abs(float(text) / size - 1.0) < exactly else ""
    return f"{subject} is {exact}{text} times too {direction}"
