"""The exercises of chapter 6: softmax with cross-entropy."""

import numpy as np

from backprop.diagnosis import layer_context
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.layers import layer_parts
from backprop.exercises.registry import exercise
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
    criterion = run(np.log([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]]), [1, 2])
    losses = criterion.sample_losses
    loss = Numbers(
        losses.mean(),
        {
            "candidates": {
                "{name} is the sum over the samples; it must be the mean": (
                    losses.sum()
                ),
            }
        },
    )
    return {"loss": loss} | layer_parts(criterion)


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
                "candidates": {
                    "{name} is for the labels as they came; epsilon has no "
                    "effect": run(inputs, y_true).dinputs,
                    "{name} takes epsilon from the true class and gives it "
                    "to no one; the labels must add up to one": (
                        (criterion.output - (1.0 - epsilon) * one_hot) / 5
                    ),
                    "{name} shares epsilon among the K - 1 other classes; "
                    "the right one gets its part too, so it is epsilon / K": (
                        (
                            criterion.output
                            - (1.0 - epsilon) * one_hot
                            - epsilon / 3 * (1.0 - one_hot)
                        )
                        / 5
                    ),
                    "{name} adds epsilon / (K - 1) to all K classes; the "
                    "labels must add up to one": (
                        (
                            criterion.output
                            - (1.0 - epsilon) * one_hot
                            - epsilon / 3
                        )
                        / 5
                    ),
                    "{name} shares epsilon among the samples; it must be "
                    "shared among the classes": (
                        (
                            criterion.output
                            - (1.0 - epsilon) * one_hot
                            - epsilon / 5
                        )
                        / 5
                    ),
                    "{name} adds to the labels and takes nothing from the "
                    "true class": (
                        (criterion.output - one_hot - epsilon / 4) / 5
                    ),
                    "{name} gives epsilon to every class; it must be shared "
                    "among them": (
                        (
                            criterion.output
                            - (1.0 - epsilon) * one_hot
                            - epsilon
                        )
                        / 5
                    ),
                },
            }
        },
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
                "candidates": {
                    "{name} has the diagonal only": np.diag(s * (1.0 - s)),
                    "{name} has the wrong sign off the diagonal": (
                        np.diag(s - 2.0 * s**2) + np.outer(s, s)
                    ),
                }
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
                    "it is divided by the number of classes; the loss is a "
                    "mean over the samples": 5 / 3,
                },
                "candidates": {
                    "{name} weighs the predictions only; the labels count "
                    "with the weight too": (
                        (each[:, np.newaxis] * criterion.output - one_hot) / 5
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
