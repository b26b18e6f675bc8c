"""The exercises of chapter 6: softmax with cross-entropy."""

import numpy as np

from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.layers import layer_parts
from backprop.exercises.mean_losses import by_classes, mean_loss
from backprop.exercises.registry import exercise
from backprop.exercises.softmax_by_hand import jacobian_slips
from backprop.softmax import softmax_jacobian
from backprop.softmax_cross_entropy import SoftmaxCrossEntropy


def run(inputs, y_true):
    """Return the loss after its forward and backward pass."""
    criterion = SoftmaxCrossEntropy()
    criterion.forward(inputs, y_true)
    criterion.backward()
    return criterion


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
        {"dinputs": "logits"},
    )
