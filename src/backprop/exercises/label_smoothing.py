"""The exercise on smoothed labels, of chapter 6."""

import numpy as np

from backprop.diagnosis import layer_context
from backprop.exercises.answers import Code, Problem
from backprop.exercises.mean_losses import by_classes
from backprop.exercises.registry import exercise
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


def smoothed(y_true, n_classes, epsilon):
    """Return one-hot labels mixed with an even distribution."""
    return (1.0 - epsilon) * np.eye(n_classes)[y_true] + epsilon / n_classes


@exercise(
    "fused-smoothing",
    hints=[
        "The derivation never asks for one-hot labels, only for labels that "
        "add up to one. Do the smoothed ones?",
        "Build the smoothed labels as rows, and take predictions minus "
        "labels over the number of samples.",
    ],
)
def fused_smoothing():
    """A function of probabilities, class numbers and epsilon."""
    return {"backward": Code(_draw_smoothing)}


def _draw_smoothing(rng):
    inputs = rng.standard_normal((5, 4))
    y_true = rng.integers(0, 4, 5)
    epsilon = float(rng.uniform(0.1, 0.4))
    labels = smoothed(y_true, 4, epsilon)
    criterion = SoftmaxCrossEntropy()
    criterion.forward(inputs, labels)
    criterion.backward()

    def loss(inputs):
        return SoftmaxCrossEntropy().forward(inputs, labels)

    one_hot = np.eye(4)[y_true]
    return Problem(
        {
            "probabilities": criterion.output,
            "y_true": y_true,
            "epsilon": epsilon,
        },
        {"dinputs": criterion.dinputs},
        {"dinputs": (loss, inputs)},
        {
            "dinputs": {
                **layer_context(criterion, "dinputs"),
                "factors": by_classes(5, 4),
                "candidates": {
                    words: (criterion.output - wrong) / 5
                    for words, wrong in _other_labels(one_hot, epsilon)
                }
                | {
                    "{name} smooths the predictions; it is the labels that "
                    "are smoothed": (
                        (1.0 - epsilon) * criterion.output
                        + epsilon / 4
                        - one_hot
                    )
                    / 5,
                    "{name} takes epsilon from the whole error; the labels "
                    "alone are smoothed": (1.0 - epsilon)
                    * (criterion.output - one_hot)
                    / 5,
                    "{name} is the smoothed labels; subtract them from the "
                    "predictions": labels,
                },
            }
        },
        {"dinputs": "logits"},
    )


def _other_labels(y, epsilon):
    """Yield words and what readers take for the smoothed labels."""
    n, k = y.shape
    others, kept = 1.0 - y, (1.0 - epsilon) * y
    shared = epsilon / k
    yield (
        "{name} is for the labels as they came; epsilon has no effect",
        y,
    )
    yield (
        "{name} takes epsilon from the true class and gives it to no one; "
        "the labels must add up to one",
        kept,
    )
    yield (
        "{name} shares epsilon among the K - 1 other classes; the right one "
        "gets its part too, so it is epsilon / K",
        kept + epsilon / (k - 1) * others,
    )
    yield (
        "{name} adds epsilon / (K - 1) to all K classes; the labels must add "
        "up to one",
        kept + epsilon / (k - 1),
    )
    yield (
        "{name} has the label 1 - epsilon for the right class; it gets its "
        "share of epsilon back, 1 - epsilon + epsilon / K",
        kept + shared * others,
    )
    yield (
        "{name} has the label 1 - epsilon / K for the right class; it is "
        "1 - epsilon + epsilon / K",
        y - shared * y + shared * others,
    )
    yield (
        "{name} leaves the right class its 1, and gives epsilon / K to the "
        "others; the labels must add up to one",
        y + shared * others,
    )
    yield (
        "{name} leaves the right class its 1, and gives epsilon / (K - 1) to "
        "the others; the labels must add up to one",
        y + epsilon / (k - 1) * others,
    )
    yield (
        "{name} gives all of epsilon to each of the other classes; it must be "
        "shared among all K",
        kept + epsilon * others,
    )
    yield (
        "{name} shares epsilon among the samples; it must be shared among "
        "the classes",
        kept + epsilon / n,
    )
    yield (
        "{name} adds to the labels and takes nothing from the true class",
        y + shared,
    )
    yield (
        "{name} gives epsilon to every class; it must be shared among them",
        kept + epsilon,
    )
    yield (
        "{name} adds epsilon to the true class; it is taken from it",
        (1.0 + epsilon) * y + shared,
    )
    yield (
        "{name} takes epsilon / K from every class; it is added",
        kept - shared,
    )
    yield (
        "{name} has epsilon and 1 - epsilon the wrong way round",
        epsilon * y + (1.0 - epsilon) / k,
    )
    yield (
        "{name} counts the classes from 1: the label is one class too low",
        np.roll(kept, -1, axis=1) + shared,
    )
    yield (
        "{name} takes the label one class too high",
        np.roll(kept, 1, axis=1) + shared,
    )
