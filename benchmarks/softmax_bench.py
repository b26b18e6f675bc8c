"""Softmax backward in closed form against one Jacobian per sample."""

import tracemalloc

import numpy as np
from turns import heading, lines, take_turns

from backprop import Softmax, SoftmaxCrossEntropy, reference

SIZES = ((3, 3, 50), (300, 3, 30), (10_000, 10, 9), (1000, 1000, 3))
"""Samples, classes, and how many rounds the loop has patience for."""

QUICK_SIZES = ((3, 3, 3), (30, 5, 3))


def report(quick):
    """Print a table for each size, and how much memory is needed."""
    for n, k, rounds in QUICK_SIZES if quick else SIZES:
        for title, pair in contenders(n, k).items():
            print(heading(f"{title}, backward, n = {n}, k = {k}"))
            print(*lines(take_turns(pair, rounds), "backprop"), sep="\n")
            peak = peak_memory(pair["backprop"]) / 1000
            one = 8 * n * k / 1000
            print(f"  memory: {peak:.1f} kB at its peak, result {one:.1f} kB")


def contenders(n, k):
    """Return for each backward pass the closed form and the loop."""
    rng = np.random.default_rng(0)
    logits, dvalues = rng.standard_normal((2, n, k))
    y_true = rng.integers(0, k, n)
    softmax, fused = Softmax(), SoftmaxCrossEntropy()
    softmax.forward(logits)
    fused.forward(logits, y_true)
    return {
        "Softmax": {
            "backprop": lambda: softmax.backward(dvalues),
            "Jacobian loop": lambda: reference.softmax_backward(
                softmax.output, dvalues
            ),
        },
        "Softmax and cross-entropy": {
            "backprop": fused.backward,
            "Jacobian loop": lambda: reference.softmax_cross_entropy_backward(
                fused.output, y_true
            ),
        },
    }


def peak_memory(function):
    """Return how many bytes a call holds at once, its result included."""
    tracemalloc.start()
    try:
        function()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
