"""Labels as rows, for the losses on show."""

import numpy as np


def one_hot(y_true, like):
    """Return labels as rows of the shape of the predictions."""
    if y_true.ndim == 2:
        return y_true
    return 1.0 * (np.arange(like.shape[1]) == y_true[:, np.newaxis])
