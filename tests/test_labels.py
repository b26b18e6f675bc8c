"""One reading of labels: class numbers or rows that sum to one."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import backprop
from backprop import nnfs
from backprop.labels import as_labels
from callables import LABELS, K, N, probabilities
from refusals import assert_refused

SOFT = np.array(
    [
        [0.2, 0.3, 0.5],
        [1.0, 0.0, 0.0],
        [0.25, 0.75, 0.0],
        [0.1, 0.1, 0.8],
        [0.6, 0.3, 0.1],
    ]
)


def predictions(dtype=np.float64):
    return np.full((N, K), 1 / 3, dtype=dtype)


# What takes labels --------------------------------------------------------


def _core(loss_class):
    loss = loss_class()
    loss.forward(predictions(), LABELS)
    where = f"{loss_class.__name__}.forward"
    return where, loss, lambda y: loss.forward(predictions(), y)


def _nnfs(loss_class, method):
    loss = loss_class()
    loss.forward(predictions(), LABELS)
    where = f"{loss_class.__name__}.{method}"
    return where, loss, lambda y: getattr(loss, method)(predictions(), y)


SEPARATE = nnfs.Loss_CategoricalCrossentropy
FUSED = nnfs.Activation_Softmax_Loss_CategoricalCrossentropy
TAKERS = [
    lambda: _core(backprop.CategoricalCrossEntropy),
    lambda: _core(backprop.SoftmaxCrossEntropy),
    lambda: _nnfs(SEPARATE, "forward"),
    lambda: _nnfs(SEPARATE, "backward"),
    lambda: _nnfs(FUSED, "forward"),
    lambda: _nnfs(FUSED, "backward"),
]
every_taker = pytest.mark.parametrize(
    "take", TAKERS, ids=[take()[0] for take in TAKERS]
)


def changed(values, row, value):
    copy = np.array(values)
    copy[row] = value
    return copy


def spoilt_class_numbers():
    range_ = "class numbers from 0 to 2 in y_true, got"
    yield "negative", changed(LABELS, 3, -1), ValueError, range_, "-1 in row 3"
    yield "too large", changed(LABELS, 1, 3), ValueError, range_, "3 in row 1"
    far = changed(LABELS.astype(np.uint64), 4, 2**64 - 1)
    yield "far", far, ValueError, range_, f"{2**64 - 1} in row 4"
    two = changed(changed(LABELS, 4, 9), 2, 7)
    yield "two wrong", two, ValueError, range_, "7 in row 2"
    for kind, bad in {
        "floats": LABELS.astype(float),
        "booleans": LABELS > 0,
        "strings": LABELS.astype(str),
        "objects": LABELS.astype(object),
        "complex": LABELS + 0j,
        "a list of floats": [0.0] * N,
    }.items():
        dtype = f"dtype {np.asarray(bad).dtype}"
        yield kind, bad, TypeError, "integer dtype", dtype, ".astype(int)"
    masked = np.ma.masked_array(LABELS, LABELS == 1)
    yield "masked", masked, TypeError, "masked", ".filled(0)"


def spoilt_shapes():
    shapes = "shape (5,) (class numbers) or (5, 3) (one row per sample)"
    column = LABELS[:, np.newaxis]
    yield "column", column, ValueError, shapes, "(5, 1)", "y_true.ravel()"
    yield "row", LABELS[np.newaxis], ValueError, shapes, "got (1, 5)"
    yield "short", LABELS[:-1], ValueError, shapes, "got (4,)"
    yield "long", [*LABELS, 0], ValueError, shapes, "got (6,)"
    yield "one number", 1, ValueError, shapes, "got ()"
    yield "none", None, ValueError, shapes, "got ()"
    yield "empty", [], ValueError, shapes, "got (0,)"
    yield "turned", SOFT.T, ValueError, shapes, "got (3, 5)"
    yield "few rows", SOFT[:2], ValueError, shapes, "got (2, 3)"
    yield "narrow", SOFT[:, :2], ValueError, shapes, "got (5, 2)"
    yield "deep", SOFT[np.newaxis], ValueError, shapes, "got (1, 5, 3)"
    ragged = [[1.0, 0.0, 0.0]] * 4 + [[1.0, 0.0]]
    yield "ragged", ragged, ValueError, "ragged list"


def spoilt_rows():
    one = "every row of y_true to be a distribution"
    nothing = changed(SOFT, 1, [0.0, 0.0, 0.0])
    yield "sum 0", nothing, ValueError, one, "row 1", "sum 0;"
    much = changed(SOFT, 3, [0.5, 0.5, 0.5])
    yield "sum 1.5", much, ValueError, one, "row 3", "sum 1.5; divide each"
    near = changed(SOFT, 2, [0.5, 0.5, 3e-5])
    yield "sum nearly 1", near, ValueError, one, "row 2"
    minus = changed(SOFT, 2, [-0.5, 0.5, 1.0])
    yield "negative", minus, ValueError, one, "row 2", "smallest entry -0.5"
    tiny = changed(SOFT, 4, [-1e-9, 0.5, 0.5])
    negative = "without NaN or negative entries"
    yield "hardly negative", tiny, ValueError, negative, "-1e-09 in row 4"
    nan = changed(SOFT, 0, [np.nan, 0.5, 0.5])
    yield "nan", nan, ValueError, negative, "nan in row 0"
    inf = changed(SOFT, 0, [np.inf, 0.5, 0.5])
    yield "inf", inf, ValueError, one, "row 0", "sum inf"
    for kind, bad in {
        "strings": SOFT.astype(str),
        "objects": SOFT.astype(object),
        "complex": SOFT + 0j,
        "float16": SOFT.astype(np.float16),
        "longdouble": SOFT.astype(np.longdouble),
    }.items():
        yield f"rows of {kind}", bad, TypeError, f"dtype {bad.dtype}"
    yield "masked rows", np.ma.masked_array(SOFT), TypeError, "masked"


SPOILT = [*spoilt_class_numbers(), *spoilt_shapes(), *spoilt_rows()]


@every_taker
@pytest.mark.parametrize(
    ("bad", "error", "said"),
    [
        pytest.param(bad, error, said, id=kind)
        for kind, bad, error, *said in SPOILT
    ],
)
def test_labels_that_do_not_fit_are_refused(take, bad, error, said):
    where, loss, call = take()
    assert_refused(
        lambda: call(bad),
        error,
        f"{where}: expected",
        " y_true",
        "got",
        *said,
        kept=(loss, bad),
    )


# What is accepted ---------------------------------------------------------


@pytest.mark.parametrize("dtype", [*"bBhHiIlLqQ", ">i4", ">u2"])
def test_class_numbers_of_any_integer_dtype_become_intp(dtype):
    labels = as_labels("here", LABELS.astype(dtype), predictions())
    assert labels.dtype == np.intp
    assert_array_equal(labels, LABELS)


@pytest.mark.parametrize("form", [list, tuple, np.array])
def test_class_numbers_in_any_sequence(form):
    assert_array_equal(as_labels("here", form(LABELS), predictions()), LABELS)
    assert_array_equal(
        as_labels("here", range(3), np.full((3, 4), 0.25)), [0, 1, 2]
    )


def test_only_a_column_is_told_to_flatten():
    with pytest.raises(ValueError, match=r"per sample\), got \(4,\)$"):
        as_labels("here", LABELS[:-1], predictions())


def test_the_first_and_the_last_class_are_in_range():
    labels = as_labels("here", [0, K - 1], predictions()[:2])
    assert_array_equal(labels, [0, K - 1])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("given", [bool, np.uint8, np.int64, "f4", "f8"])
def test_rows_take_the_dtype_of_the_predictions(given, dtype):
    one_hot = np.arange(K) == LABELS[:, np.newaxis]
    rows = as_labels("here", one_hot.astype(given), predictions(dtype))
    assert rows.dtype == dtype
    assert_array_equal(rows, one_hot)


def test_labels_that_need_no_change_are_kept_by_reference():
    labels = LABELS.astype(np.intp)
    assert as_labels("here", labels, predictions()) is labels
    assert as_labels("here", SOFT, predictions()) is SOFT


def test_rows_may_miss_one_by_float32_rounding():
    rows = np.array([[1 / 3] * 3, [0.1, 0.2, 0.7]], dtype=np.float32)
    rows[0, 0] += 9e-6
    assert as_labels("here", rows, predictions()[:2]).dtype == np.float64
    below = SOFT.copy()
    below[0, 2] -= 9e-6
    assert as_labels("here", below, predictions()) is below


def test_of_a_single_class_a_column_is_one_hot():
    single = np.full((2, 1), 1.0)
    assert as_labels("here", [[1], [1]], single).shape == (2, 1)
    assert as_labels("here", [0, 0], single).shape == (2,)
    assert_refused(
        lambda: as_labels("here", [[0], [0]], single),
        ValueError,
        "here: expected every row of y_true to be a distribution",
    )


def test_as_many_classes_as_samples_are_told_apart_by_rank():
    square = np.full((3, 3), 1 / 3)
    assert as_labels("here", [2, 0, 1], square).shape == (3,)
    assert as_labels("here", np.diag([1, 1, 1]), square).shape == (3, 3)


def test_class_numbers_and_their_one_hot_rows_mean_the_same(rng):
    y_pred = probabilities(rng)
    one_hot = np.arange(K) == LABELS[:, np.newaxis]
    for loss_class in (
        backprop.CategoricalCrossEntropy,
        backprop.SoftmaxCrossEntropy,
    ):
        by_number, by_row = loss_class(), loss_class()
        assert by_number.forward(y_pred, LABELS) == pytest.approx(
            by_row.forward(y_pred, one_hot), rel=1e-15
        )
        np.testing.assert_allclose(
            by_number.backward(), by_row.backward(), rtol=1e-15
        )
