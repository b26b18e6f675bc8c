"""Class labels: whole numbers, one per sample, or rows of weights that sum
to one. One reading of them serves both losses."""

import numpy as np

from backprop.checks import (
    SUM_TOLERANCE,
    as_array,
    as_floats,
    check_distributions,
)


def as_labels(where, y_true, like):
    """Return labels that fit the given predictions.

    Parameters
    ----------
    where : str
        The caller, for the error message.
    y_true : array_like
        Class numbers of any integer dtype, shape (n_samples,), each from 0
        to ``n_classes - 1``; or rows of weights of shape
        (n_samples, n_classes), none negative, each summing to 1 within
        :math:`10^{-5}`: one-hot rows, or soft labels.
    like : ndarray of shape (n_samples, n_classes)
        The predictions; rows of labels take their dtype.

    Returns
    -------
    ndarray
        intp of shape (n_samples,), or rows of the shape of `like`.

    Raises
    ------
    TypeError
        If class numbers are not integers, or rows not real numbers, or
        the array is masked.
    ValueError
        If the shape does not fit, a class number is out of range (its row
        is named) or a row is no distribution.

    Examples
    --------
    >>> import numpy as np
    >>> predictions = np.full((2, 3), 1 / 3)
    >>> as_labels("example", np.array([0, 2], dtype=np.uint8), predictions)
    array([0, 2])
    """
    labels = as_array(where, "y_true", y_true)
    shape = like.shape
    if labels.shape == shape:
        return np.asarray(_rows(where, labels), dtype=like.dtype)
    if labels.shape == shape[:1]:
        return _class_numbers(where, labels, shape[1])
    hint = ""
    if labels.shape == (shape[0], 1):
        hint = "; flatten class numbers with y_true.ravel()"
    raise ValueError(
        f"{where}: expected y_true of shape {shape[:1]} (class numbers) or "
        f"{shape} (one row per sample), got {labels.shape}{hint}"
    )


def _rows(where, labels):
    rows = as_floats(where, "y_true", labels)
    hint = "divide each row by its sum, or pass class numbers"
    check_distributions(where, "y_true", rows, SUM_TOLERANCE, hint)
    # NaN, which predictions may hold, and small negative entries.
    wrong = ~(rows >= 0.0)
    if wrong.any():
        row = int(wrong.any(axis=1).argmax())
        raise ValueError(
            f"{where}: expected y_true without NaN or negative entries, "
            f"got {rows[row].min():.6g} in row {row}"
        )
    return rows


def _class_numbers(where, labels, n_classes):
    if labels.dtype.kind not in {"i", "u"}:
        raise TypeError(
            f"{where}: expected y_true to hold class numbers of an integer "
            f"dtype, got dtype {labels.dtype}; convert with .astype(int)"
        )
    outside = (labels < 0) | (labels >= n_classes)
    if outside.any():
        row = int(outside.argmax())
        raise ValueError(
            f"{where}: expected class numbers from 0 to {n_classes - 1} in "
            f"y_true, got {labels[row]} in row {row}"
        )
    return np.asarray(labels, dtype=np.intp)
