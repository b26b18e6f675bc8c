"""What goes wrong with a loss that is a mean over samples."""

import numpy as np

from backprop.exercises.answers import Numbers


def mean_loss(predictions, labels):
    """Return the part that asks for the mean loss of two samples."""
    rows = np.arange(len(labels))
    chosen = predictions[rows, labels]
    losses = -np.log(chosen)
    n, k = predictions.shape

    def shifted(step):
        return -np.log(predictions[rows, (labels + step) % k]).mean()

    return Numbers(
        losses.mean(),
        {
            "n_samples": n,
            "candidates": {
                "{name} uses base 2; log is the natural logarithm": (
                    losses.mean() / np.log(2.0)
                ),
                "{name} uses base 10; log is the natural logarithm": (
                    losses.mean() / np.log(10.0)
                ),
                "{name} holds the loss of each sample; asked for is their "
                "mean": losses,
                "{name} is that of the first sample alone": losses[0],
                "{name} is that of the second sample alone": losses[1],
                "{name} counts the classes from 1; the labels count from 0": (
                    shifted(-1)
                ),
                "{name} takes the labels one class too high": shifted(1),
                "{name} takes the largest prediction of each sample; the "
                "label says which counts": -np.log(
                    predictions.max(axis=1)
                ).mean(),
                "{name} adds up all classes; only the true one counts": (
                    -np.log(predictions).sum() / n
                ),
                "{name} is the mean over all classes; only the true one "
                "counts": -np.log(predictions).mean(),
                "{name} weighs all classes with their predictions; the label "
                "alone says what counts": (
                    -(predictions * np.log(predictions)).sum() / n
                ),
                "{name} takes the logarithm of the mean probability; the "
                "losses are averaged": -np.log(chosen.mean()),
                "{name} is the mean probability of the true classes; the "
                "loss is minus its logarithm": chosen.mean(),
                "{name} is what the true classes lack of 1; the loss is a "
                "logarithm": 1.0 - chosen.mean(),
                "{name} multiplies the losses; it is their mean": (
                    losses.prod()
                ),
                "{name} is divided by the number of classes; the mean is "
                "over the samples": losses.sum() / k,
                "{name} is divided by the number of all predictions; the "
                "mean is over the samples": losses.sum() / (n * k),
            },
        },
    )


def by_classes(n, k):
    """Return the factors of a mean taken over the wrong axis, or both."""
    words = "the loss is a mean over the samples"
    return {
        f"it is divided by the number of classes; {words}": n / k,
        f"it is divided by the number of classes as well; {words}": 1.0 / k,
    }
