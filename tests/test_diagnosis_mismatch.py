"""A gradient check says what is wrong where the numbers alone tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import (
    GradientMismatchError,
    SoftmaxCrossEntropy,
    check_gradient,
    l1_gradient,
    l2_gradient,
)
from strategies import GENERATORS, away_from_zero

A = np.array([[1.0, -2.0, 0.5], [3.0, 0.7, -1.1], [0.4, 2.2, -0.3]])


def message(f, x, claimed, **options):
    """Return what the check says when it refuses a gradient."""
    with pytest.raises(GradientMismatchError) as caught:
        check_gradient(f, x, claimed, **options)
    text = str(caught.value)
    found = caught.value.diagnosis
    if found is None:
        assert text.endswith("entries disagree")
    else:
        assert text.endswith(f" entries disagree: {found.words}")
        assert not found.is_right or found.causes == ("float32",)
    return text


def cubes(x):
    return np.sum(x**3)


def relu(x):
    return np.sum(A * np.maximum(x, 0.0))


WORDS = {
    "has the wrong sign": lambda slope: -slope,
    "is 5 times too large: a constant factor is missing, or there is one too "
    "many, such as the 5 of a mean over 5 samples, or 5 calls": (
        lambda slope: 5 * slope
    ),
    "is 5 times too small": lambda slope: slope / 5,
    "2 times too small: a constant factor is missing, or there is one too "
    "many, such as the 2 of a mean over 2 samples or of the derivative of a "
    "square": lambda slope: slope / 2,
    "is 1.37 times too large: a constant factor": lambda slope: 1.37 * slope,
    "is the transpose": lambda slope: slope.T,
    "is 0 everywhere, and should not be": lambda slope: 0.0 * slope,
    "is cut to whole numbers": np.trunc,
    "column 1 is 0 in the gradient, and all the rest is right": (
        lambda slope: slope * [1.0, 0.0, 1.0]
    ),
    "rows 0, 2 are 0 in the gradient, and all the rest is right": (
        lambda slope: slope * [[0.0], [1.0], [0.0]]
    ),
    "the columns of the gradient are right, their order is not": (
        lambda slope: slope[:, [1, 0, 2]]
    ),
    "0.25 is added to every entry": lambda slope: slope + 0.25,
    "the same row is added": lambda slope: np.add(slope, [0.1, 0.2, -0.3]),
    "entry [0, 0] of the gradient is nan": (
        lambda slope: np.where(slope == slope[0, 0], np.nan, slope)
    ),
    "of the largest entry, as after a detour through float32": (
        lambda slope: slope * (1.0 + 3e-6 * np.sign(A))
    ),
}


@pytest.mark.parametrize("words", WORDS)
def test_what_the_numbers_tell_is_said(words):
    claimed = WORDS[words](3.0 * A**2)
    assert words in message(cubes, A, claimed)


def test_masks_are_recognised():
    x = A.T  # open where A.T > 0, so that A's own signs are another mask
    right = A * (x > 0.0)
    assert "a mask is missing, or lets too much" in message(relu, x, A)
    fewer = right * (A > 0.0)
    assert "something lets too little through" in message(relu, x, fewer)
    other = A * (A > 0.0)
    assert "the mask is that of another array" in message(relu, x, other)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_penalties_left_over_or_missing(sign):
    where = "left over in" if sign > 0.0 else "missing from"
    slope = 3.0 * A**2
    one, two = l1_gradient(A, 0.03), l2_gradient(A, 0.07)
    text = message(cubes, A, slope + sign * one)
    assert f"signs is {where} the gradient, as of an L1 penalty" in text
    assert "with lambda = 0.03" in text
    text = message(cubes, A, slope + sign * two)
    assert f"parameters is {where} the gradient, as of an L2 penalty" in text
    assert "with lambda = 0.07" in text
    text = message(cubes, A, slope + sign * (one + two))
    assert text.endswith(
        f"are {where} the gradient, as of two penalties, L1 with lambda = "
        "0.03 and L2 with lambda = 0.07"
    )


def test_a_function_in_float32_is_blamed_and_not_the_gradient(rng):
    Z, y = rng.standard_normal((4, 3)), [0, 1, 2, 1]

    def single(Z):
        return np.float32(SoftmaxCrossEntropy().forward(Z, y))

    criterion = SoftmaxCrossEntropy()
    criterion.forward(Z, y)
    text = message(single, Z, criterion.backward())
    assert "f returns numbers of float32, whose rounding alone" in text
    assert "compute f in float64" in text
    assert "wrong sign" in message(
        lambda Z: criterion.forward(Z, y), Z, -criterion.dinputs
    )


def test_the_noise_of_float32_is_that_of_the_finest_step():
    def single(x):
        return np.float32(100.0 + np.sum(x))

    # Two units of 1.2e-7 of 100, over a tenth of the step.
    text = message(single, [0.1, 0.2], [1.1, 1.0], step=1e-3)
    assert "moves these slopes by up to 0.2;" in text
    text = message(single, [0.1, 0.2], [2.0, 1.0], step=1e-3)
    assert "the gradient is further off than the rounding of f" in text


def test_a_large_error_is_not_put_down_to_float32():
    def single(x):
        return np.float32(np.sum(x**2))

    x = np.array([1.0, -2.0, 3.0])
    text = message(single, x, 2.0 * x + [1e3, 0.0, 0.0])
    assert "the gradient is further off than the rounding of f" in text
    assert text.endswith("compute f in float64 and check again")


def test_a_constant_function_is_not_taken_for_one_in_float32():
    assert "float32" not in message(lambda x: 6.0, [1.0, 2.0], [0.1, 0.2])


def test_at_numbers_of_float32_a_factor_is_still_seen(rng):
    x = rng.uniform(0.5, 2.0, (3, 4)).astype(np.float32)
    assert "4 times too large" in message(cubes, x, 12.0 * x**2)


def test_one_number_tells_nothing():
    message_ = message(lambda x: x[0] ** 2, [1.0], [4.0])
    assert message_.endswith("1 of 1 entries disagree")


def test_a_function_without_slopes_tells_nothing():
    text = message(lambda x: np.nan, [1.0, 2.0], [0.0, 0.0])
    assert text.endswith("entries disagree")


SHAPES = st.tuples(st.integers(1, 6), st.integers(2, 6))


@given(GENERATORS, SHAPES)
def test_numbers_that_mean_nothing_are_not_explained(rng, shape):
    c, x = rng.standard_normal((2, *shape))
    if c.size < 4:
        return
    with pytest.raises(GradientMismatchError) as caught:
        check_gradient(lambda x: np.sum(c * x), x, rng.standard_normal(shape))
    assert caught.value.diagnosis is None, str(caught.value)


@given(GENERATORS, SHAPES, st.sampled_from([1e-6, 1e-3, 1.0, 1e3, 1e6]))
def test_the_size_of_a_gradient_does_not_matter(rng, shape, size):
    c = size * away_from_zero(rng, *shape)
    x = rng.uniform(0.5, 1.0, shape)
    with pytest.raises(GradientMismatchError) as caught:
        check_gradient(lambda x: np.sum(c * x), x, -c, atol=0.0)
    assert caught.value.diagnosis.causes == ("sign",)


AWKWARD = [np.nan, np.inf, -np.inf, 1e300, -1e300, 0.0, 1.0]


@given(st.lists(st.sampled_from(AWKWARD), min_size=4, max_size=4))
def test_nothing_that_is_claimed_breaks_the_message(claimed):
    x = np.array([[1.0, 2.0], [-1.0, 3.0]])
    claimed = np.reshape(claimed, (2, 2))
    with pytest.raises(GradientMismatchError):
        check_gradient(lambda x: np.sum(x**2), x, claimed)
