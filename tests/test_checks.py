"""The rules for arguments, at their edges."""

import math
from fractions import Fraction

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from backprop import checks
from refusals import assert_refused


@pytest.mark.parametrize("dtype", [np.float32, np.float64, ">f4", ">f8"])
def test_floats_are_returned_as_they_are(dtype):
    values = np.array([[1.5, -2.0]], dtype=dtype)
    assert checks.as_floats("here", "x", values) is values
    assert checks.as_batch("here", "x", values) is values


@pytest.mark.parametrize("dtype", [bool, *"bBhHiIlLqQ"])
def test_whole_numbers_become_float64(dtype):
    values = np.array([[1, 0], [0, 1]], dtype=dtype)
    floats = checks.as_floats("here", "x", values)
    assert floats.dtype == np.float64
    assert_array_equal(floats, values)


def test_a_subclass_becomes_a_plain_view():
    class Tagged(np.ndarray):
        pass

    values = np.array([[1.0, 2.0]])
    floats = checks.as_floats("here", "x", values.view(Tagged))
    assert type(floats) is np.ndarray
    assert np.shares_memory(floats, values)


def test_a_batch_of_any_width_or_of_one():
    values = np.full((2, 3), 0.5)
    assert checks.as_batch("here", "x", values, 3) is values
    # And no more is said: brackets are for what has one dimension.
    said = r"^here: expected x of shape \(n_samples, 2\), got \(2, 3\)$"
    with pytest.raises(ValueError, match=said):
        checks.as_batch("here", "x", values, 2)
    assert_refused(
        lambda: checks.as_batch("here", "x", values[0]),
        ValueError,
        "here: expected x of shape (n_samples, n_features), got (3,); "
        "for one sample write [values]",
    )


def test_predictions_may_miss_one_by_a_nudge():
    near = [[0.5, 0.5 + 9e-4], [0.5, 0.5 - 9e-4], [1 + 9e-4, -9e-4]]
    assert checks.as_probabilities("here", "p", near).shape == (3, 2)
    for far in ([0.5, 0.5 + 1.1e-3], [0.5, 0.5 - 1.1e-3], [1.0011, -0.0011]):
        assert_refused(
            lambda far=far: checks.as_probabilities(
                "here", "p", [near[0], far]
            ),
            ValueError,
            "here: expected every row of p to be a distribution "
            "(no negative entry, sum 1), got row 1 with smallest entry",
            "; apply softmax to logits first",
        )


def test_the_tolerance_itself_is_allowed():
    for row in ([1.25], [0.75], [-0.25, 1.25]):
        rows = np.array([row])
        assert checks.check_distributions("here", "p", rows, 0.25) is None
        assert_refused(
            lambda rows=rows: checks.check_distributions(
                "here", "p", rows, 0.2499
            ),
            ValueError,
            "every row of p",
        )


def test_the_first_wrong_row_is_named():
    rows = [[0.5, 0.5], [2.0, -1.0], [0.7, 0.7]]
    assert_refused(
        lambda: checks.as_probabilities("here", "p", rows),
        ValueError,
        "got row 1 with smallest entry -1 and sum 1;",
    )
    # A negative entry in a row that sums to one, and a wrong sum alone.
    assert_refused(
        lambda: checks.as_probabilities("here", "p", rows[2:]),
        ValueError,
        "got row 0 with smallest entry 0.7 and sum 1.4;",
    )


@pytest.mark.parametrize(
    "value", [2, 0.25, np.float32(0.25), np.float64(2), Fraction(1, 4)]
)
def test_real_numbers_become_floats(value):
    real = checks.as_real("here", "x", value)
    assert type(real) is float
    assert real == value


def test_real_numbers_may_be_anything_on_the_line():
    assert checks.as_real("here", "x", -math.inf) == -math.inf
    assert math.isnan(checks.as_real("here", "x", math.nan))


def test_a_number_too_large_for_a_float_is_refused():
    assert_refused(
        lambda: checks.as_real("here", "x", -(10**400)),
        ValueError,
        "here: expected x to fit a float",
    )


def test_strengths_at_their_edges():
    assert checks.as_strength("here", "x", 0) == 0.0
    largest = float(np.finfo(float).max)
    assert checks.as_strength("here", "x", largest) == largest
    for bad in (-5e-324, math.inf, math.nan):
        assert_refused(
            lambda bad=bad: checks.as_strength("here", "x", bad),
            ValueError,
            f"here: expected x to be a finite number >= 0, got {bad!r}",
        )


def test_counts_at_their_edges():
    assert checks.as_count("here", "x", 1) == 1
    assert type(checks.as_count("here", "x", np.int8(7))) is int
    assert_refused(
        lambda: checks.as_count("here", "x", 0),
        ValueError,
        "here: expected x >= 1, got 0",
    )
    assert_refused(
        lambda: checks.as_count("here", "x", "3"),
        TypeError,
        "here: expected x to be a whole number, got '3' of type str",
    )


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.MT19937])
def test_any_generator_will_do(bits):
    checks.check_generator("here", np.random.Generator(bits(0)))
