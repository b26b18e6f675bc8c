"""Slips with losses and penalties."""

import numpy as np

from backprop.cross_entropy import SMALLEST_PROBABILITY
from backprop.diagnosis.formulas import slips
from backprop.diagnosis.misread_labels import misread


@slips("cross_entropy", "dinputs", "inputs", "y_true")
def cross_entropy_dinputs(P, Y):
    """What should be -Y / P / N."""
    n = len(P)
    safe = np.maximum(P, SMALLEST_PROBABILITY)
    yield (
        "term",
        "the labels are missing from {name}: only the true class counts",
        -1.0 / safe / n,
    )
    yield (
        "term",
        "{name} does not divide by the predictions: the slope of the "
        "logarithm is one over its argument",
        -Y / n,
    )
    yield (
        "other gradient",
        "{name} is the gradient at the logits, before the softmax; asked "
        "for is the one at the predictions",
        (P - Y) / n,
    )
    yield (
        "other factor",
        "{name} multiplies by the predictions; it must divide by them",
        -Y * P / n,
    )
    yield (
        "other gradient",
        "{name} holds the losses; the slope of the logarithm is one over its "
        "argument",
        -Y * np.log(safe) / n,
    )
    yield (
        "other factor",
        "{name} divides by the predictions twice",
        -Y / safe**2 / n,
    )
    yield (
        "clip",
        "{name} divides by probabilities that are not clipped; the loss "
        "clips them",
        -Y / P / n,
    )
    yield (
        "clip",
        "{name} is 0 where the loss clips, and so nothing is learnt there",
        np.where(P > SMALLEST_PROBABILITY, -Y / safe / n, 0.0),
    )
    yield (
        "unsigned",
        "the labels in {name} are bytes without a sign, and minus 1 is 255",
        255.0 * Y / safe / n,
    )
    for words, wrong in misread(Y):
        yield "labels", words, -wrong / safe / n


@slips("softmax_cross_entropy", "dinputs", "output", "y_true")
def softmax_cross_entropy_dinputs(P, Y):
    """What should be (P - Y) / N."""
    n = len(P)
    yield (
        "term",
        "the labels are not subtracted: {name} is the predictions alone",
        P / n,
    )
    yield (
        "term",
        "the predictions are missing: {name} is the labels alone",
        -Y / n,
    )
    yield (
        "other gradient",
        "{name} is the gradient at the probabilities, behind the softmax; "
        "asked for is the one at the logits",
        -Y / np.maximum(P, SMALLEST_PROBABILITY) / n,
    )
    yield (
        "term",
        "{name} is 0 for the classes that are not the true one; there it is "
        "the prediction",
        Y * (P - Y) / n,
    )
    yield "sign", "{name} adds the labels; they are subtracted", (P + Y) / n
    yield (
        "term",
        "{name} subtracts 1 from every prediction; 1 is subtracted at the "
        "true class alone",
        (P - 1.0) / n,
    )
    for words, wrong in misread(Y):
        yield "labels", words, (P - wrong) / n


@slips("softmax_cross_entropy", "dinputs", "inputs", "y_true")
def from_logits(Z, Y):
    """The labels subtracted from the wrong array."""
    yield (
        "other factor",
        "{name} subtracts the labels from the logits; it must subtract "
        "them from the probabilities",
        (Z - Y) / len(Z),
    )


@slips("l1", "gradient", "parameters", "l1")
def l1_gradient_slips(w, strength):
    """What should be λ sign(w)."""
    yield (
        "sign",
        "{name} has one sign everywhere: the slope of |w| is -1 where w < 0",
        np.full_like(w, strength),
    )
    yield (
        "kink",
        "{name} is not 0 where a parameter is exactly 0",
        np.where(w >= 0, strength, -strength),
    )
    yield (
        "kink",
        "{name} is not 0 where a parameter is exactly 0",
        np.where(w > 0, strength, -strength),
    )
    yield (
        "other gradient",
        "{name} is the penalty itself, not its slope",
        strength * np.abs(w),
    )


@slips("l2", "gradient", "parameters", "l2")
def l2_gradient_slips(w, strength):
    """What should be 2λw."""
    yield (
        "other gradient",
        "{name} is the penalty itself, not its slope",
        strength * w**2,
    )
    yield (
        "sign",
        "{name} has lost the signs of the parameters",
        2.0 * strength * np.abs(w),
    )
