"""The exercises of chapter 4: categorical cross-entropy."""

import numpy as np

from backprop.cross_entropy import CategoricalCrossEntropy
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.layers import layer_parts
from backprop.exercises.mean_losses import by_classes, mean_loss
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
    predictions = np.array([[0.25, 0.5, 0.25], [0.6, 0.2, 0.2]])
    labels = np.array([2, 1])
    criterion = CategoricalCrossEntropy()
    criterion.forward(predictions, labels)
    dinputs = criterion.backward()
    part = layer_parts(criterion)["dinputs"]
    alone = dinputs[np.arange(2), labels]
    only = "{name} holds the entries of the true classes alone; the others "
    only += "have a gradient too, which is 0"
    context = part.context | {
        "candidates": {only: alone},
        "factors": by_classes(*predictions.shape),
    }
    return {
        "loss": mean_loss(predictions, labels),
        "dinputs": Numbers(part.right, context),
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
                    **by_classes(n, k),
                },
                "candidates": {
                    "the class weights are missing from {name}": plain,
                    "{name} is not 0 for the classes that are not the true "
                    "one": -class_weights / y_pred / n,
                    "{name} is not 0 for the classes that are not the true "
                    "one, and has the weight of the true one there": (
                        -weights[:, np.newaxis] / y_pred / n
                    ),
                    "{name} counts the classes from 1: the label is one class "
                    "too low": -weights[:, np.newaxis]
                    * np.roll(true, -1, axis=1)
                    / y_pred
                    / n,
                    "{name} takes the label one class too high": (
                        -weights[:, np.newaxis]
                        * np.roll(true, 1, axis=1)
                        / y_pred
                        / n
                    ),
                    "{name} takes the weight of the class before": (
                        np.roll(class_weights, 1)[y_true][:, np.newaxis]
                        * plain
                    ),
                    "{name} takes the weight of the class behind": (
                        np.roll(class_weights, -1)[y_true][:, np.newaxis]
                        * plain
                    ),
                    "{name} weighs all samples alike, with the mean of the "
                    "weights; a sample has that of its class": (
                        class_weights.mean() * plain
                    ),
                    "{name} has the class weights in it twice": (
                        weights[:, np.newaxis] * right
                    ),
                    "{name} holds the losses; the slope of the logarithm is "
                    "one over its argument": (
                        -weights[:, np.newaxis] * true * np.log(y_pred) / n
                    ),
                    "{name} divides by the predictions twice": right / y_pred,
                    "{name} is the loss; asked for is its gradient": loss(
                        y_pred
                    ),
                    "{name} holds the entries of the true classes alone; the "
                    "others have a gradient too, which is 0": right.sum(
                        axis=1
                    ),
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
        {"dinputs": "y_pred"},
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
    """Return the slips with the weight of a part of n samples of ten."""
    other = 10 - n
    swapped = "{name} belongs to the other part: alpha and beta have changed "
    swapped += "places"
    return {
        "factors": {"it is given in per cent": 100.0},
        "candidates": {
            "{name} is 1/2: then each sample of the smaller part counts "
            "more than one of the larger": 0.5,
            "{name} is 1: the two means are added, and nothing has been "
            "averaged over both": 1.0,
            "{name} multiplies by the samples of the part, and no division "
            "by all of them follows": float(n),
            swapped: other / 10.0,
            f"{swapped}, and no division by all ten follows": float(other),
            f"{swapped}, and the mean of a part has been divided by its "
            "samples already": 1.0 / other,
            "{name} is 1/10: times the mean of a part, that is too little; "
            "its sum is what is divided by ten": 0.1,
            "{name} is divided the wrong way round: all ten by the samples "
            "of the part": 10.0 / n,
            "{name} compares the part with the other one; compare it with "
            "all ten": n / other,
            "{name} halves the mean over all ten; the two parts are not "
            "averaged again": n / 20.0,
            "{name} divides by the samples of the part once more; its mean "
            "has done so": 1.0 / n,
        },
    }
