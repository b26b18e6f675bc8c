"""The exercises of chapter 4: categorical cross-entropy."""

import numpy as np

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.layers import layer_parts
from backprop.exercises.registry import exercise


@exercise(
    "cross-entropy-by-hand",
    hints=[
        "Only one entry of each row counts: the one that the label names.",
        "log 4 is about 1.3863 and log 5 about 1.6094. The loss is the mean.",
        "Minus one over the probability of the true class, over two samples.",
    ],
)
def cross_entropy_by_hand():
    """Two samples, three classes."""
    criterion = CategoricalCrossEntropy()
    loss = criterion.forward([[0.25, 0.5, 0.25], [0.6, 0.2, 0.2]], [2, 1])
    criterion.backward()
    losses = criterion.sample_losses
    return {
        "loss": Numbers(
            loss,
            {
                "candidates": {
                    "{name} is the sum over the samples; asked for is the "
                    "mean": losses.sum(),
                    "{name} uses base 2; log is the natural logarithm": loss
                    / np.log(2.0),
                    "{name} uses base 10; log is the natural logarithm": loss
                    / np.log(10.0),
                }
            },
        ),
        **layer_parts(criterion),
    }


@exercise(
    "cross-entropy-weighted",
    hints=[
        "The weight of a sample's class is a constant factor of its loss.",
        "class_weights[y_true] is one weight for each sample.",
        "Begin with zeros in the shape of y_pred, and fill the entries "
        "[np.arange(n), y_true].",
    ],
)
def cross_entropy_weighted():
    """A function of y_pred, y_true and class_weights."""
    return {"backward": Code(_draw_weighted)}


def _draw_weighted(rng):
    n, k = 5, 3
    y_pred = rng.dirichlet(np.full(k, 3.0), n)
    y_true = rng.permutation([0, 1, 2, *rng.integers(0, k, n - 3)])
    class_weights = rng.uniform(0.5, 3.0, k)
    true = np.eye(k)[y_true]
    weights = class_weights[y_true]

    def loss(y_pred):
        chosen = y_pred[np.arange(n), y_true]
        return float(np.mean(-weights * np.log(chosen)))

    plain = -true / y_pred / n
    right = weights[:, np.newaxis] * plain
    return Problem(
        {"y_pred": y_pred, "y_true": y_true, "class_weights": class_weights},
        {"dinputs": right},
        {"dinputs": (loss, y_pred)},
        {
            "dinputs": {
                "n_samples": n,
                "factors": {
                    "it is divided by the sum of the weights; the loss of "
                    "this exercise is divided by the number of samples": (
                        n / weights.sum()
                    ),
                    "it is divided by the number of classes; the loss is a "
                    "mean over the samples": n / k,
                },
                "candidates": {
                    "the class weights are missing from {name}": plain,
                    "{name} is not 0 for the classes that are not the true "
                    "one": -class_weights / y_pred / n,
                    "{name} is the gradient at the logits, before the "
                    "softmax; asked for is the one at the predictions": (
                        weights[:, np.newaxis] * (y_pred - true) / n
                    ),
                    "{name} multiplies by the predictions; it must divide "
                    "by them": right * y_pred**2,
                    "{name} divides by the class weights; it must multiply "
                    "by them": plain / weights[:, np.newaxis],
                    "{name} does not divide by the predictions": -true
                    * weights[:, np.newaxis]
                    / n,
                },
            }
        },
    )


@exercise(
    "cross-entropy-parts",
    hints=[
        "Write the mean over ten samples as a sum over six and a sum over "
        "four, both divided by ten.",
        "A mean over six samples is their sum divided by six. What must it "
        "be multiplied by to be divided by ten?",
    ],
)
def cross_entropy_parts():
    """The weights of two parts of a batch, six samples and four."""
    return {
        "first": Numbers(0.6, _weight_slips(6)),
        "second": Numbers(0.4, _weight_slips(4)),
    }


def _weight_slips(n):
    return {
        "candidates": {
            "{name} is 1/2: then each sample of the smaller part counts "
            "more than one of the larger": 0.5,
            "{name} is 1: the two means are added, and nothing has been "
            "averaged over both": 1.0,
            "{name} multiplies by the samples of the part, and no division "
            "by all of them follows": float(n),
            "{name} is what belongs to the other part": 1.0 - n / 10.0,
            "{name} divides by the samples of the part once more; its mean "
            "has done so": 1.0 / n,
        }
    }
