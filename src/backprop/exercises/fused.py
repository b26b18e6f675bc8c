"""The exercises of chapter 6: softmax with cross-entropy."""

import numpy as np

from backprop.diagnosis import layer_context
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.cross_entropy import by_classes, mean_loss
from backprop.exercises.layers import layer_parts
from backprop.exercises.registry import exercise
from backprop.exercises.softmax import jacobian_slips
from backprop.softmax import softmax_jacobian
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


def run(inputs, y_true):
    """Return the loss after its forward and backward pass."""
    criterion = SoftmaxCrossEntropy()
    criterion.forward(inputs, y_true)
    criterion.backward()
    return criterion


def smoothed(y_true, n_classes, epsilon):
    """Return one-hot labels mixed with an even distribution."""
    return (1.0 - epsilon) * np.eye(n_classes)[y_true] + epsilon / n_classes


@exercise(
    "fused-by-hand",
    hints=[
        "Only the probability of the true class enters a sample's loss.",
        "Subtract 1 from the true class's probability, nothing from the "
        "others, and divide everything by the number of samples.",
    ],
)
def fused_by_hand():
    """Two samples, three classes."""
    predictions = np.array([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]])
    labels = np.array([1, 2])
    criterion = run(np.log(predictions), labels)
    part = layer_parts(criterion)["dinputs"]
    true = np.eye(3)[labels]
    halves = "{name} halves the true class alone; the whole row is halved"
    largest = np.eye(3)[predictions.argmax(axis=1)]
    context = part.context | {
        "factors": by_classes(*predictions.shape),
        "candidates": {
            "{name} is halved everywhere but at the true class; the whole row "
            "is halved": np.where(
                true > 0.0, predictions - 1.0, predictions / 2.0
            ),
            halves: np.where(
                true > 0.0, (predictions - 1.0) / 2.0, predictions
            ),
            "{name} subtracts half of the labels and does not halve the "
            "predictions": predictions - true / 2.0,
            "{name} subtracts 1 at the largest prediction; the label says "
            "where": (predictions - largest) / 2.0,
        },
    }
    dinputs = Numbers(part.right, context)
    return {"loss": mean_loss(predictions, labels), "dinputs": dinputs}


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
    criterion = run(inputs, labels)

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


@exercise(
    "fused-curvature",
    hints=[
        "The labels do not depend on the logits. What is left to "
        "differentiate?",
        "You have met the square of all derivatives of the probabilities by "
        "the logits in chapter 5.",
    ],
)
def fused_curvature():
    """The second derivatives of one sample's loss."""
    s = np.array([0.5, 0.3, 0.2])
    return {
        "curvature": Numbers(
            softmax_jacobian(s),
            {
                "n_samples": 1,
                "candidates": {
                    **jacobian_slips(s),
                    "{name} subtracts the labels; they are constants, and "
                    "their slope is 0": np.diag(s) - np.eye(3),
                    "{name} is the gradient once more; it must be "
                    "differentiated": s - np.eye(3)[0],
                },
            },
        )
    }


@exercise(
    "fused-weights",
    hints=[
        "A sample's loss is multiplied by one number. What does that do to "
        "its row of the gradient?",
        "The weight belongs to the sample, by its true class: it "
        "multiplies all K entries of the row.",
    ],
)
def fused_weights():
    """A function of probabilities, class numbers and class weights."""
    return {"backward": Code(_draw_weights)}


def _draw_weights(rng):
    inputs = rng.standard_normal((5, 3))
    y_true = rng.integers(0, 3, 5)
    weights = rng.uniform(0.5, 3.0, 3)
    criterion = run(inputs, y_true)
    each = weights[y_true]

    def loss(inputs):
        criterion = SoftmaxCrossEntropy()
        criterion.forward(inputs, y_true)
        return float(np.mean(each * criterion.sample_losses))

    one_hot = np.eye(3)[y_true]
    return Problem(
        {
            "probabilities": criterion.output,
            "y_true": y_true,
            "class_weights": weights,
        },
        {"dinputs": each[:, np.newaxis] * criterion.dinputs},
        {"dinputs": (loss, inputs)},
        {
            "dinputs": {
                "n_samples": 5,
                "factors": {
                    "it is divided by the sum of the weights; the loss of "
                    "this exercise is divided by the number of samples": (
                        5 / each.sum()
                    ),
                    "it is divided by the sum of the class weights; the loss "
                    "of this exercise is divided by the number of samples": (
                        5 / weights.sum()
                    ),
                    **by_classes(5, 3),
                },
                "candidates": {
                    "{name} weighs the predictions only; the labels count "
                    "with the weight too": (
                        (each[:, np.newaxis] * criterion.output - one_hot) / 5
                    ),
                    "{name} weighs the columns of the predictions, and not "
                    "the labels; the weight belongs to the whole row": (
                        (weights * criterion.output - one_hot) / 5
                    ),
                    "{name} weighs the true class alone; the whole row has "
                    "its weight": np.where(
                        one_hot > 0.0, each[:, np.newaxis], 1.0
                    )
                    * criterion.dinputs,
                    "{name} is 0 for the classes that are not the true one; "
                    "there it is the weighed prediction": (
                        each[:, np.newaxis] * one_hot * criterion.dinputs
                    ),
                    "{name} has the class weights in it twice": (
                        each[:, np.newaxis] ** 2 * criterion.dinputs
                    ),
                    "{name} weighs all samples alike, with the mean of the "
                    "weights; a sample has that of its class": (
                        weights.mean() * criterion.dinputs
                    ),
                    "the labels are not subtracted: {name} is the weighed "
                    "predictions alone": (
                        each[:, np.newaxis] * criterion.output / 5
                    ),
                    "the predictions are missing: {name} is the weighed "
                    "labels alone": -each[:, np.newaxis] * one_hot / 5,
                    "{name} subtracts the weight from every class; the label "
                    "is 1 for the true class alone": (
                        each[:, np.newaxis] * (criterion.output - 1.0) / 5
                    ),
                    "{name} counts the classes from 1: the label is one class "
                    "too low": each[:, np.newaxis]
                    * (criterion.output - np.roll(one_hot, -1, axis=1))
                    / 5,
                    "{name} takes the label one class too high": (
                        each[:, np.newaxis]
                        * (criterion.output - np.roll(one_hot, 1, axis=1))
                        / 5
                    ),
                    "{name} takes the weight of the class before": (
                        np.roll(weights, 1)[y_true][:, np.newaxis]
                        * criterion.dinputs
                    ),
                    "{name} takes the weight of the class behind": (
                        np.roll(weights, -1)[y_true][:, np.newaxis]
                        * criterion.dinputs
                    ),
                    "{name} is the gradient at the probabilities, behind "
                    "the softmax; asked for is the one at the logits": (
                        -each[:, np.newaxis] * one_hot / criterion.output / 5
                    ),
                    "{name} divides by the class weights; it must multiply "
                    "by them": criterion.dinputs / each[:, np.newaxis],
                    "{name} weighs the columns; the weight is that of the "
                    "true class and belongs to the whole row": (
                        weights * criterion.dinputs
                    ),
                    "{name} weighs the labels only; the predictions of the "
                    "sample count with its weight too": (
                        (criterion.output - weights * one_hot) / 5
                    ),
                    "{name} leaves the class weights out": criterion.dinputs,
                },
            }
        },
    )
