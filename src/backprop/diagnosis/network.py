"""Which gradients of a whole network are wrong, and what that says."""


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
            f"all is right: look at what is passed back in between.{same}"
        )
    return f"Wrong are {', '.join(wrong)}; the others are right.{same}"


def _shared_reason(found):
    causes = [set(one.causes) for one in found if one.causes]
    shared = set.intersection(*causes) if len(causes) > 1 else set()
    if not shared:
        return ""
    if len(causes) == len(found):
        return f" All for the same reason: {min(shared)}."
    return f" Where a reason is found, it is the same: {min(shared)}."
