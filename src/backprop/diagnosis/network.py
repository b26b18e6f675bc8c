"""Which gradients of a whole network are wrong, and what that says."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class NetworkDiagnosis:
    """What `diagnose_network` found; as text, sentences.

    Attributes
    ----------
    is_right : bool
        Whether every gradient is what it must be.
    faults : dict of str and Diagnosis
        For each gradient that its layer gets wrong, given what arrives
        there, what is wrong; by names such as ``"dense2.dweights"``, from
        the loss backwards.
    causes : tuple of str
        The keys of all their causes.
    words : str
    """

    is_right: bool
    faults: dict
    causes: tuple
    words: str

    def __str__(self):
        return self.words

    __repr__ = __str__


def summarise(diagnoses):
    """Say in one sentence where the mistake of a network must be.

    Parameters
    ----------
    diagnoses : dict of str and Diagnosis
        In the order of the forward pass, for instance ``dense1.dweights``,
        ``dense1.dbiases``, ``dense2.dweights``.

    Returns
    -------
    str

    Examples
    --------
    >>> from backprop.diagnosis import diagnose
    >>> summarise({
    ...     "dense1.dweights": diagnose([2.0, 6.0], [1.0, 7.0]),
    ...     "dense2.dweights": diagnose([3.0, 4.0], [3.0, 4.0]),
    ... })
    'Only dense1.dweights is wrong: the mistake is in its own formula, not \
in what it passes on.'
    """
    wrong = [name for name, found in diagnoses.items() if not found.is_right]
    names = list(diagnoses)
    n_wrong = len(wrong)
    if not wrong:
        return "All gradients are right."
    if n_wrong == 1 and n_wrong < len(names):
        return (
            f"Only {wrong[0]} is wrong: the mistake is in its own formula, "
            "not in what it passes on."
        )
    same = _shared_reason([diagnoses[name] for name in wrong])
    if n_wrong == len(names):
        return f"All gradients are wrong.{same}"
    if wrong == names[:n_wrong]:
        return (
            f"Everything before {names[n_wrong]} is wrong, and from there on "
            "all is right: look at what is passed back in between"
            f"{_first(*names[n_wrong - 1 : n_wrong + 1])}.{same}"
        )
    return f"Wrong are {', '.join(wrong)}; the others are right.{same}"


def _first(last_wrong, right):
    """Return where to look first, between a wrong layer and a right one."""
    layer = right.rpartition(".")[0]
    between = layer and not last_wrong.startswith(f"{layer}.")
    return f", beginning with {layer}.dinputs" if between else ""


def _shared_reason(found):
    causes = [set(one.causes) for one in found if one.causes]
    shared = set.intersection(*causes) if len(causes) > 1 else set()
    if not shared:
        return ""
    if len(causes) == len(found):
        return f" All for the same reason: {min(shared)}."
    return f" Where a reason is found, it is the same: {min(shared)}."


def sum_up(faults, notes, between=". "):
    """Return the NetworkDiagnosis of faults that explain everything."""
    causes = [key for found in faults.values() for key in found.causes]
    causes = tuple(dict.fromkeys(causes or notes))
    if not faults:
        words = "All gradients are right"
        if notes:
            words += ", some only to the precision of float32"
        return NetworkDiagnosis(True, faults, causes, f"{words}.")
    found = between.join(str(one).removesuffix(".") for one in faults.values())
    words = f"{found}. Everything else follows from that or is right."
    return NetworkDiagnosis(False, faults, causes, words)
