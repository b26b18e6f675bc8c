"""Where f is rounded on the way, f is blamed; where it is not, never."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop import (
    GradientMismatchError,
    SoftmaxCrossEntropy,
    check_gradient,
)
from backprop.diagnosis import Diagnosis
from backprop.diagnosis.noise import find_noise
from backprop.diagnosis.roughness import PLACES, is_coarse, roughness
from networks import Network
from strategies import GENERATORS, away_from_zero

EPS = np.finfo(np.float64).eps


def in_float32(Z):
    return Z.astype(np.float32).astype(np.float64)


def found(f, x, claimed, **options):
    """Return the Diagnosis of a gradient that is refused."""
    with pytest.raises(GradientMismatchError) as caught:
        check_gradient(f, x, claimed, **options)
    return caught.value.diagnosis


def diagnosis_or_none(f, x, claimed):
    """Return what is said if the gradient is refused at all."""
    try:
        check_gradient(f, x, claimed)
    except GradientMismatchError as error:
        return error.diagnosis or Diagnosis("unexplained", False, (), "")
    return None


@pytest.fixture
def layer():
    """A loss of a product, rounded or not, its weights, its gradient."""
    rng = np.random.default_rng(seed=16)
    X, y = rng.standard_normal((30, 4)), rng.integers(0, 3, 30)
    W = rng.normal(0.0, 0.5, (4, 3))
    criterion = SoftmaxCrossEntropy()
    criterion.forward(X @ W, y)
    right = X.T @ criterion.backward()

    def single(W):
        return SoftmaxCrossEntropy().forward(in_float32(X @ W), y)

    def double(W):
        return SoftmaxCrossEntropy().forward(X @ W, y)

    return single, double, W, right


def test_a_right_gradient_is_not_blamed_for_float32_on_the_way(layer):
    single, double, W, right = layer
    assert check_gradient(double, W, right) < 1e-8
    said = found(single, W, right)
    assert said.causes == ("float32",)
    assert str(said) == (
        "The gradient looks right, for with a step of 0.001 it agrees to "
        "9e-06 of the largest entry: f keeps only about 9 of its 16 digits, "
        "as with float32 on the way, whose rounding alone moves these slopes "
        "by up to 0.02; compute f in float64."
    )


WRONG = {
    "every entry of the gradient is 30 times too large: ": 30.0,
    "the gradient has the wrong sign": -1.0,
    "every entry of the gradient is 2 times too large: ": 2.0,
    "every entry of the gradient is 5 times too small: ": 0.2,
}


@pytest.mark.parametrize("words", WRONG)
def test_a_factor_is_named_through_the_rounding(layer, words):
    single, _, W, right = layer
    for f in (single, lambda W: np.float32(single(W))):
        said = found(f, W, WRONG[words] * right)
        assert said.words.startswith(words)
        assert "; besides, f " in said.words
        assert "float32" in said.causes


def test_what_fits_nothing_is_told_from_rounding(layer, rng):
    single, double, W, right = layer
    claimed = right + rng.standard_normal(right.shape)
    assert found(double, W, claimed) is None
    said = found(single, W, claimed)
    assert said.words.startswith(
        "the gradient is further off than the rounding of f explains, but f "
        "keeps only about 9 of its 16 digits"
    )


def test_an_upstream_gradient_times_a_rounded_product():
    rng = np.random.default_rng(seed=2)
    X, W = rng.standard_normal((5, 4)), rng.standard_normal((4, 3))
    G = rng.standard_normal((5, 3))

    def single(W):
        return np.sum(G * in_float32(X @ W))

    right = X.T @ G
    said = found(single, W, right)
    assert "looks right, for with a step of" in said.words
    assert "wrong sign; besides, f keeps" in found(single, W, -right).words


@pytest.mark.parametrize("x", [0.32, 0.86, 0.94, 1.08, 1.32, 1.84])
def test_one_number_is_enough_to_blame_f(x):
    # At 1.08 a nudge is nearly 8 units of float32, which alone looks smooth.
    def single(x):
        return float(np.float32(np.exp(x[0]))) ** 2

    said = found(single, [x], [2.0 * np.exp(2.0 * x)])
    assert "looks right" in said.words
    assert "further off" in found(single, [x], [9e3]).words


def test_without_longer_nudges_the_gradient_may_be_right():
    def logs(x):
        if (x <= 0.0).any():
            raise ValueError("not so far")
        return in_float32(np.log(x)).sum()

    points = [np.array([a, 2.0 * a]) for a in np.arange(3e-5, 2e-4, 2e-6)]
    said = []
    for x in points:
        try:
            check_gradient(logs, x, 1.0 / x)
        except GradientMismatchError as error:
            said.append(error.diagnosis.words)
    assert len(said) > 3
    for words in said:
        assert words.startswith("the gradient may be right: f keeps only")
    words = found(logs, points[0], 30.0 / points[0]).words
    assert words.startswith("every entry of the gradient is 30 times too larg")
    assert "further off" in found(logs, points[0], [9e6, 1.0]).words


def test_a_corner_that_only_the_longer_nudge_meets_hides_no_factor():
    rng = np.random.default_rng(seed=0)
    x = rng.uniform(0.5, 2.0, (3, 4)).astype(np.float32)
    x[0, 0] = 3e-3

    def f(x):
        return np.float32(np.sum(np.abs(x)))

    said = found(f, x, np.full(x.shape, -1.0))
    assert said.words.startswith("the gradient has the wrong sign; besides")


def cubes(x):
    return np.sum(x**3)


def corner(x):
    return np.sum(x**3) + np.maximum(0.0, x - 1.0 - 3e-6).sum()


DOUBLE = {
    "plain": cubes,
    "beside a large number": lambda x: cubes(x) + 1e9,
    "a corner within reach": corner,
    "a corner at the point": lambda x: cubes(x) + np.abs(x - 1.0).sum(),
    "a jump at the point": lambda x: cubes(x) + (x > 1.0).sum(),
    "a constant": lambda x: 6.0,
}


@pytest.mark.parametrize("kind", DOUBLE)
@pytest.mark.parametrize("step", [None, 0.25, 1e-3, 1e-8])
def test_float64_is_not_taken_for_float32(kind, step):
    x = np.array([1.0, -0.7, 0.3, 1.9])
    for claimed in (1e4 + 9e4 * x**2, -3e4 * x**2 - 20.0):
        said = found(DOUBLE[kind], x, claimed, step=step)
        assert said is None or "float32" not in said.causes


def test_large_terms_that_cancel_are_not_taken_for_float32():
    a = np.array([3e9, -3e9, 1e9])
    said = found(lambda x: a @ x, [1.0, 1.1, 0.3], -a)
    assert str(said) == "The gradient has the wrong sign."


def test_a_sharp_bend_is_not_taken_for_float32():
    # One over 0.0005 bends so much that its fourth differences show it.
    x = np.array([5e-4, 0.7])
    said = found(lambda x: np.sum(1.0 / x), x, 1.0 / x**2)
    assert str(said) == "The gradient has the wrong sign."


def test_slopes_that_are_lost_in_rounding_name_no_factor():
    a = np.array([10.0, -8.0, 9.0])

    def single(x):
        return np.float32(1e4 + a @ x)

    # Two units of 0.001 over a nudge of 0.01: 0.2 beside slopes of 10.
    said = found(single, [1.0, 1.1, 0.3], 1e3 * a, step=0.1)
    assert said.words.startswith("the gradient is further off than")


def test_in_float64_a_factor_is_said_as_ever(layer):
    _, double, W, right = layer
    assert found(double, W, 30 * right).causes == ("some factor",)
    assert str(found(double, W, -right)) == "The gradient has the wrong sign."


def test_a_function_that_tosses_coins_is_not_taken_for_float32(rng):
    x = np.array([1.0, -0.7, 0.3])

    def noisy(x):
        return cubes(x) + 0.01 * rng.standard_normal()

    said = found(noisy, x, 1e6 * x**2)
    assert said is None or "float32" not in said.causes


def network(rng):
    """Return a random small network, its data and its first weights."""
    n, d, m, k = (int(size) for size in rng.integers(1, 5, 4))
    X, y = rng.standard_normal((n, d)), rng.integers(0, k, n)
    first = (rng.normal(0.0, 0.5, (d, m)), rng.normal(0.0, 0.5, (1, m)))
    last = (rng.normal(0.0, 0.5, (m, k)), rng.normal(0.0, 0.5, (1, k)))
    whole = Network([first, last])
    whole.loss(X, y)
    whole.backward()

    def f(W):
        return Network([(W, first[1]), last]).loss(X, y)

    return f, first[0], whole.dense[0].dweights


@given(GENERATORS, st.sampled_from([-1.0, 2.0, 30.0, 0.0]))
def test_of_a_network_in_float64_noise_is_never_said(rng, k):
    f, W, right = network(rng)
    for claimed in (k * right, right + rng.standard_normal(right.shape)):
        said = diagnosis_or_none(f, W, claimed)
        assert said is None or "float32" not in said.causes, said


@given(GENERATORS)
def test_of_a_layer_in_float32_the_gradient_is_never_called_wrong(rng):
    # Not nearly 0: a nudge has to move a product by a unit of float32.
    n, d, m = (int(size) for size in rng.integers(2, 7, 3))
    X, W = away_from_zero(rng, n, d), rng.uniform(-1.0, 1.0, (d, m))
    X += 0.3 * np.sign(X)
    y = rng.integers(0, m, n)
    criterion = SoftmaxCrossEntropy()
    criterion.forward(X @ W, y)
    right = X.T @ criterion.backward()

    def single(W):
        return SoftmaxCrossEntropy().forward(in_float32(X @ W), y)

    said = diagnosis_or_none(single, W, right)
    assert said is None or said.causes == ("float32",), said
    assert "further off" not in str(said)


# --- roughness ------------------------------------------------------------


def test_roughness_is_the_deviation_of_what_is_added(rng):
    found = [roughness(0.3 * rng.standard_normal(20)) for _ in range(400)]
    assert_allclose(np.median(found), 0.3, rtol=0.15)
    smooth = PLACES**3 - 2.0 * PLACES**2 + PLACES - 5.0
    assert roughness(smooth) < 1e-14
    noisy = smooth + 1e-3 * rng.standard_normal(20)
    assert 2e-4 < roughness(noisy) < 5e-3


@given(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9))
def test_two_corners_or_jumps_do_not_count(first, second):
    values = np.abs(PLACES - first) - 3.0 * np.maximum(0.0, PLACES - second)
    assert roughness(values) < 1e-14
    values = np.heaviside(PLACES - first, 0.0)
    values += 2.0 * np.heaviside(PLACES - second, 0.0)
    assert roughness(values) < 1e-14


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e308])
def test_what_is_not_finite_is_not_rough(bad):
    values = np.where(np.arange(20) % 2, 1.0, bad)
    values[::4] = -abs(bad)
    assert roughness(values) == 0.0


def test_between_float64_and_tossed_coins():
    assert not is_coarse(299.0 * EPS * 2.0, 2.0)
    assert is_coarse(301.0 * EPS * 2.0, 2.0)
    assert is_coarse(1.9e-5, 2.0)
    assert not is_coarse(2.1e-5, 2.0)
    assert not is_coarse(0.0, 0.0)


def test_noise_has_the_step_that_is_best_for_it():
    x, slopes = np.array([1.0]), np.array([0.0])

    def noise(size, step=1e-6):
        def along(part):
            return 1.0 + size * (7.0 * part % 1.0)

        return find_noise(x, slopes, [1.0], step, along)

    assert noise(1e-9).best_step == 1e-3
    assert noise(1e-6).best_step == 1e-2
    assert noise(0.0) is None
    assert_allclose(noise(1e-9).over(1e-4), noise(1e-9).over(1e-3) * 10.0)
    assert noise(1e-11, step=1.0) is None
    assert noise(1e-11, step=1e-6) is not None


def test_a_function_that_is_not_finite_nearby_has_no_noise():
    x, slopes = np.array([1.0, 2.0]), np.array([0.5, 1.0])
    for bad in (np.inf, np.nan):
        wild = functools.partial(np.where, True, bad)
        assert find_noise(x, slopes, [0.5, 1.0], 1e-6, wild) is None
