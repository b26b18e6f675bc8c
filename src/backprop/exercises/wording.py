"""Sentences for several parts of an answer."""


def listed(words):
    """Return words as one reads them out.

    Examples
    --------
    >>> listed(["dinputs", "dweights", "dbias"])
    'dinputs, dweights and dbias'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def said_once(verdicts):
    """Return the sentences about all parts, none of them twice.

    Parameters
    ----------
    verdicts : iterable of Diagnosis

    Returns
    -------
    list of str
        A part with the mistake of an earlier one is named behind it.

    Examples
    --------
    >>> from backprop.diagnosis import diagnose
    >>> said_once([diagnose(-3, 3, name="db"), diagnose([-1], [1], name="dw")])
    ['db has the wrong sign. The same goes for dw.']
    """
    groups = {}
    for found in verdicts:
        key = found.name if found.is_right else _without_name(found)
        groups.setdefault(key, []).append(found)
    lines = []
    for first, *others in groups.values():
        names = listed([other.name for other in others]) if others else ""
        same = f" The same goes for {names}." if others else ""
        lines.append(f"{first}{same}")
    return lines


def _without_name(found):
    words = found.words.replace(found.name, "{name}")
    words = words.replace("exactly ", "")  # one of them may be rounded
    return words.replace("every entry of {name}", "{name}")
