"""Let contenders take turns and say how their times compare."""

import time

import numpy as np

SHORTEST_BLOCK = 0.005
"""Seconds that a block of calls should last, at least: a training loop runs
one step after another, and a clock is read only so finely."""


def take_turns(contenders, rounds):
    """Return seconds per call, one array of `rounds` for each contender.

    Parameters
    ----------
    contenders : dict of str to callable
        Each is called beforehand, to warm up, and then in blocks.
    rounds : int
        In a round every contender has one block of calls.
    """
    blocks = {name: _calls_in_a_block(f) for name, f in contenders.items()}
    times = {name: np.empty(rounds) for name in contenders}
    for i in range(rounds):
        for name, function in contenders.items():
            times[name][i] = _seconds(function, blocks[name])
    return times


def _calls_in_a_block(function):
    once = _seconds(function, 1)
    if once < 1.0:
        # Not the first call, which may have compiled something.
        once = _seconds(function, 1)
    return max(1, round(SHORTEST_BLOCK / once))


def _seconds(function, calls):
    start = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - start) / calls


def lines(times, ours, scale=None):
    """Return a line of the table for each contender, ours being the unit.

    Parameters
    ----------
    times : dict of str to ndarray
        What :func:`take_turns` returned.
    ours : str
        The contender that the others are compared with.
    scale : dict of str to float, optional
        How many times the work a contender would have had to do, if it was
        given a smaller share of the samples; its line says so.
    """
    scale = scale or {}
    table = []
    for name, seconds in times.items():
        factor = scale.get(name, 1.0)
        full = seconds * factor
        ratio = np.median(full) / np.median(times[ours])
        low, high = np.quantile(full / times[ours], [0.25, 0.75])
        note = f"  1/{factor:g} of the samples, scaled" * (factor != 1.0)
        table.append(
            f"  {name:24}{_shown(full.min())}{_shown(np.median(full))}"
            f"{ratio:10.2f}  [{low:.2f}, {high:.2f}]{note}"
        )
    return table


def heading(title):
    """Return the title of a table and the names of its columns."""
    return f"\n{title}\n  {'':24}{'min':>12}{'median':>12}{'ratio':>10}"


def _shown(seconds):
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:9.2f} {unit:2}"
    return f"{seconds / 1e-6:9.2f} us"
