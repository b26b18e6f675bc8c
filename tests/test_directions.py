"""One slope for all entries: right passes, wrong is caught, at any size."""

import contextlib
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from backprop import (
    DirectionMismatchError,
    GradientMismatchError,
    check_direction,
    check_gradient,
)
from networks import Network
from strategies import GENERATORS

EPS = np.finfo(np.float64).eps


def square(x):
    return np.sum(x**2)


def wave(x):
    return np.sum(np.sin(x) * np.exp(x / 2.0))


def wave_slopes(x):
    return np.exp(x / 2.0) * (np.cos(x) + np.sin(x) / 2.0)


def points_of(x, rng, **options):
    """Return the points at which f is asked."""
    points = []

    def f(x):
        points.append(x)
        return 0.0 * np.sum(x)

    gradient = np.full(np.shape(x), 0.0)
    check_direction(f, x, gradient, rng=rng, **options)
    return points


def flattened(network):
    """Return all parameters of a network as one array, and a way back."""
    arrays = [
        a for layer in network.dense for a in (layer.weights, layer.biases)
    ]
    ends = np.cumsum([array.size for array in arrays])[:-1]

    def put(theta):
        parts = iter(np.split(theta, ends))
        for layer in network.dense:
            layer.weights = next(parts).reshape(layer.weights.shape)
            layer.biases = next(parts).reshape(layer.biases.shape)

    return np.concatenate([array.ravel() for array in arrays]), put


def network_problem(rng):
    """Return a loss of all parameters of a network, them, its gradient."""
    X, y = rng.standard_normal((6, 4)), rng.integers(0, 3, 6)
    network = Network(
        [
            (rng.normal(0.0, 0.5, (4, 5)), rng.normal(0.0, 0.5, (1, 5))),
            (rng.normal(0.0, 0.5, (5, 3)), rng.normal(0.0, 0.5, (1, 3))),
        ]
    )
    theta, put = flattened(network)

    def f(theta):
        put(theta)
        return network.loss(X, y)

    f(theta)
    network.backward()
    slopes = [
        part.ravel()
        for layer in network.dense
        for part in (layer.dweights, layer.dbiases)
    ]
    return f, theta, np.concatenate(slopes), network


# --- what is asked of f ---------------------------------------------------


def test_two_points_on_a_straight_line_through_x(rng):
    x = rng.standard_normal((3, 4))
    right, left = points_of(x, rng, step=1e-3)
    assert right.shape == (3, 4)
    assert_allclose((right + left) / 2.0, x, atol=1e-15)
    assert_allclose(np.linalg.norm(right - left), 2e-3, rtol=1e-10)


def test_each_direction_costs_two_runs_and_is_new(rng):
    points = points_of(np.full(7, 1.0), rng, n_directions=3)
    assert len(points) == 6
    moves = [points[i] - points[i + 1] for i in (0, 2, 4)]
    for one, other in [(0, 1), (0, 2), (1, 2)]:
        angle = abs(moves[one] @ moves[other]) / np.linalg.norm(moves[one])
        assert angle / np.linalg.norm(moves[other]) < 0.999


def test_directions_are_drawn_from_the_normal_distribution():
    moves = []
    rng = np.random.default_rng(3)
    points = points_of(np.full(4, 0.0), rng, n_directions=4000, step=0.5)
    moves = np.array(points[::2]) / 0.5
    # Of length 1, evenly spread: second and fourth moments of the sphere.
    assert_allclose((moves**2).sum(axis=1), 1.0)
    assert_allclose((moves**2).mean(axis=0), 1 / 4, atol=0.01)
    assert_allclose((moves**4).mean(axis=0), 3 / (4 * 6), atol=0.01)
    assert_allclose(moves.T @ moves / 4000, np.eye(4) / 4, atol=0.02)


def test_the_generator_decides():
    x = np.full(5, 1.0)
    first = points_of(x, np.random.default_rng(1))
    again = points_of(x, np.random.default_rng(1))
    other = points_of(x, np.random.default_rng(2))
    assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    ("largest", "expected"),
    [(0.5, EPS ** (1 / 3)), (1e6, 1e6 * EPS**0.5), (np.inf, EPS ** (1 / 3))],
)
def test_steps_are_those_documented(rng, largest, expected):
    x = np.array([0.1, -largest, 0.2])
    distances = []

    def f(moved):
        distances.append(np.linalg.norm(moved[[0, 2]] - x[[0, 2]]))
        return 0.0 * moved[0]

    with contextlib.suppress(GradientMismatchError):  # for the infinite x
        check_direction(f, x, [0.0, 0.0, 0.0], rng=rng)
    (direction,) = directions_of(x.shape)
    part = np.linalg.norm(direction[[0, 2]])
    assert_allclose(distances[0] / part, expected, rtol=1e-6)


def test_an_infinite_entry_does_not_hide_the_largest_finite_one(rng):
    x = np.array([1e6, np.inf])
    distances = []

    def f(moved):
        distances.append(abs(moved[0] - 1e6))
        return 0.0

    check_direction(f, x, [0.0, 0.0], rng=rng)
    (direction,) = directions_of(2)
    expected = 1e6 * EPS**0.5 * abs(direction[0])
    assert_allclose(distances[0], expected, rtol=1e-6)


def directions_of(shape, seed=20_250_101, count=1):
    """Return the directions that a fresh generator of the tests draws."""
    rng = np.random.default_rng(seed)
    drawn = [rng.standard_normal(shape) for _ in range(count)]
    return [one / np.linalg.norm(one) for one in drawn]


def test_x_is_not_changed_even_by_f(rng):
    x = rng.standard_normal(4)
    kept = x.copy()

    def greedy(point):
        value = square(point)
        point[:] = 99.0
        return value

    check_direction(greedy, x, 2.0 * x, rng=rng)
    assert_array_equal(x, kept)


@pytest.mark.parametrize("x", [3.0, [3.0], [[3]], np.array(3.0)])
def test_x_may_have_any_shape_even_none(rng, x):
    assert check_direction(square, x, 2.0 * np.asarray(x), rng=rng) < 1e-9


def test_float32_stays_float32(rng):
    x = rng.uniform(0.5, 2.0, (3, 4)).astype(np.float32)
    seen = set()

    def f(x):
        seen.add(x.dtype)
        return square(x)

    assert check_direction(f, x, 2.0 * x, rng=rng) < 1e-3
    assert seen == {np.dtype(np.float32)}
    with pytest.raises(DirectionMismatchError):
        check_direction(f, x, 3.0 * x, rng=rng)


# --- what is right, what is wrong -----------------------------------------


@given(GENERATORS, st.integers(1, 40))
def test_it_agrees_with_the_check_entry_by_entry(rng, size):
    x = rng.uniform(-1.0, 1.0, size)
    right = wave_slopes(x)
    check_gradient(wave, x, right)
    assert check_direction(wave, x, right, rng=rng, n_directions=3) < 1e-6


@given(GENERATORS)
def test_a_wrong_network_is_caught_and_a_right_one_passes(rng):
    f, theta, slopes, network = network_problem(rng)
    nearest = abs(network.relu[0].inputs).min()
    step = min(6e-6, nearest / 100.0)  # away from the corners
    options = {"rng": rng, "step": step, "rtol": 1e-4}
    check_direction(f, theta, slopes, **options)
    slopes = slopes.copy()
    slopes[:20] *= 6.0  # the mean is forgotten in one layer
    with pytest.raises(DirectionMismatchError):
        check_direction(f, theta, slopes, n_directions=2, **options)


def test_the_slope_measured_is_the_gradient_times_the_direction():
    x = np.array([0.3, -0.7, 1.1])
    wrong = wave_slopes(x) + np.array([0.0, 0.01, 0.0])
    rng = np.random.default_rng(20_250_101)
    with pytest.raises(DirectionMismatchError) as caught:
        check_direction(wave, x, wrong, rng=rng)
    (direction,) = directions_of(3)
    error = caught.value
    assert_allclose(error.direction, direction)
    assert_allclose(error.analytic, wrong @ direction)
    assert_allclose(error.numeric, wave_slopes(x) @ direction, rtol=1e-8)
    assert error.index is None
    assert error.diagnosis is None
    assert isinstance(error, GradientMismatchError)


def test_the_message_says_which_direction_and_how_far():
    x = np.array([1.0, 2.0])
    rng = np.random.default_rng(0)
    message = (
        r"^direction 1 of 4: analytic \S+, numeric \S+, relative error 0\.5; "
        r"check_gradient finds the entries$"
    )
    with pytest.raises(DirectionMismatchError, match=message):
        check_direction(square, x, 4.0 * x, rng=rng, n_directions=4)


def test_a_mistake_that_one_direction_misses_is_seen_by_the_next():
    first, second = directions_of(2, seed=5, count=2)
    blind = np.array([-first[1], first[0]])  # at right angles to the first
    assert abs(blind @ second) > 0.1
    claimed, x = np.array([1.0, 1.0]) + blind, np.array([0.5, 0.5])
    once = {"rng": np.random.default_rng(5)}
    check_direction(np.sum, x, claimed, **once)
    twice = {"rng": np.random.default_rng(5), "n_directions": 2}
    with pytest.raises(DirectionMismatchError, match=r"^direction 2 of 2: "):
        check_direction(np.sum, x, claimed, **twice)


def test_the_return_value_is_relative_to_the_typical_slope(rng):
    claimed, right = np.array([3.0, 4.0]), np.array([3.0, 4.04])
    (direction,) = directions_of(2)
    worst = check_direction(
        lambda x: right @ x, [0.0, 0.0], claimed, rng=rng, rtol=0.1
    )
    slopes = abs(claimed @ direction), abs(right @ direction)
    typical = 5.0 / np.sqrt(2.0)
    gap = abs(0.04 * direction[1])
    assert_allclose(worst, gap / max(*slopes, typical), rtol=1e-7)
    assert type(worst) is float


@pytest.mark.parametrize("seed", range(20))
def test_the_return_value_is_relative_to_the_larger_slope(seed):
    # Half of these directions are close enough to the gradient for its
    # slope to exceed the typical one.
    claimed = np.array([3.0, 4.0])
    right = claimed * (1.01 if seed % 2 else 0.99)
    (direction,) = directions_of(2, seed=seed)
    rng = np.random.default_rng(seed)
    worst = check_direction(
        lambda x: right @ x, [0.0, 0.0], claimed, rng=rng, rtol=0.1
    )
    slopes = abs(claimed @ direction), abs(right @ direction)
    size = max(*slopes, 5.0 / np.sqrt(2.0))
    assert_allclose(worst, 0.01 * slopes[0] / size, rtol=1e-7)


def test_rtol_is_one_millionth_and_atol_one_hundred_millionth(rng):
    # Of one entry rtol counts twice: the typical slope is the slope.
    def line(x):
        return 1024.0 * x[0]

    def flat(x):
        return 0.0 * x[0]

    check_direction(line, [0.0], [1024.0 * (1 + 1.99e-6)], rng=rng)
    check_direction(flat, [0.0], [0.99e-8], rng=rng)
    for f, wrong in [(line, 1024.0 * (1 + 2.02e-6)), (flat, 1.01e-8)]:
        with pytest.raises(DirectionMismatchError):
            check_direction(f, [0.0], [wrong], rng=rng)


def test_the_return_value_of_nothing_is_0(rng):
    assert check_direction(lambda x: 1.0, [1.0], [0.0], rng=rng) == 0.0
    options = {"rng": rng, "atol": 0.0}
    assert check_direction(lambda x: 1.0, [1.0], [0.0], **options) == 0.0
    worst = check_direction(lambda x: 0.0, [1.0], [2e-9], rng=rng, atol=4e-9)
    assert_allclose(worst, 0.5)


def test_the_largest_of_several_directions_is_returned():
    claimed, right = np.array([1.0, 1.0]), np.array([1.0, 1.01])
    rng = np.random.default_rng(20_250_101)
    worst = check_direction(
        lambda x: right @ x,
        [0.0, 0.0],
        claimed,
        rng=rng,
        n_directions=5,
        rtol=0.1,
    )
    gaps = [
        abs(0.01 * d[1]) / max(1.0, abs(claimed @ d), abs(right @ d))
        for d in directions_of(2, count=5)
    ]
    assert gaps.index(max(gaps)) != 4
    assert_allclose(worst, max(gaps), rtol=1e-6)


def test_rtol_is_a_part_of_the_typical_slope_besides():
    claimed, x = np.array([3.0, 4.0]), [0.0, 0.0]
    (direction,) = directions_of(2, seed=1)
    expected = abs(claimed @ direction) + 5.0 / np.sqrt(2.0)
    for factor, passes in [(0.98, True), (1.02, False)]:
        gap = factor * 1e-3 * expected
        right = claimed - np.sign(claimed @ direction) * gap * direction

        def f(x, right=right):
            return right @ x

        rng = np.random.default_rng(1)
        options = {"rng": rng, "rtol": 1e-3, "atol": 0.0, "step": 1e-2}
        if passes:
            check_direction(f, x, claimed, **options)
        else:
            with pytest.raises(DirectionMismatchError):
                check_direction(f, x, claimed, **options)


def test_a_gradient_at_right_angles_to_the_direction_is_no_false_alarm():
    (direction,) = directions_of(2, seed=4)
    across = np.array([-direction[1], direction[0]])

    def f(x):  # curved, so that the slope along the direction is not quite 0
        return across @ x + 1e3 * (direction @ x) ** 3

    rng = np.random.default_rng(4)
    check_direction(f, [0.0, 0.0], across, rng=rng, step=1e-5)


@pytest.mark.parametrize("seed", range(20))
def test_rounding_of_a_large_f_is_not_mistaken_for_an_error(seed):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(50)
    for offset in (1e6, 1e9, -1e12):
        check_direction(lambda x, c=offset: square(x) + c, x, 2.0 * x, rng=rng)
    a = rng.standard_normal(50) * 1e8
    a -= x * (a @ x) / (x @ x)  # so that a @ x nearly cancels
    check_direction(lambda x: a @ x, x, a, rng=rng)


def test_rounding_of_the_terms_is_allowed_for(rng):
    # 4 eps times 6e9 over a tenth of the step: 5.3e-3 * 10 in a third slope.
    h, terms = 1e-3, 6e9
    allowed = 4.0 * EPS * terms / (h / 10.0)
    x = [1.0, -1.0, 0.0]
    (direction,) = directions_of(3)
    for factor, passes in [(0.9, True), (1.6, False)]:
        off = factor * allowed / direction[2]

        def f(x):
            return 3e9 * (x[0] - 1.0) + 3e9 * (x[1] + 1.0)

        options = {"rtol": 0.0, "atol": 0.0, "step": h}
        options["rng"] = np.random.default_rng(20_250_101)
        if passes:
            check_direction(f, x, [3e9, 3e9, off], **options)
        else:
            with pytest.raises(DirectionMismatchError):
                check_direction(f, x, [3e9, 3e9, off], **options)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("index", [0, 1])
def test_a_gradient_that_is_not_finite_is_wrong(rng, bad, index):
    claimed = np.array([2.0, 4.0])
    claimed[index] = bad
    with pytest.raises(DirectionMismatchError, match=r"^direction 1 of 1"):
        check_direction(square, [1.0, 2.0], claimed, rng=rng)


@pytest.mark.parametrize("second", [np.inf, -np.inf])
def test_two_infinities_are_wrong_without_a_warning(rng, second):
    with pytest.raises(DirectionMismatchError):
        check_direction(square, [1.0, 2.0], [np.inf, second], rng=rng)


@pytest.mark.parametrize("size", [1e160, 1e300])
def test_a_gradient_too_large_to_square_excuses_nothing(rng, size):
    with pytest.raises(DirectionMismatchError):
        check_direction(square, [1.0, 2.0], [size, -size], rng=rng)
    with pytest.raises(DirectionMismatchError):
        check_direction(square, [1e10, 2e10], [size, -size], rng=rng)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_function_that_is_not_finite_has_no_slope(rng, value):
    with pytest.raises(DirectionMismatchError):
        check_direction(lambda x: value, [1.0, 2.0], [0.0, 0.0], rng=rng)


# --- bad input ------------------------------------------------------------

GOOD = {"f": square, "x": [1.0, 2.0], "gradient": [2.0, 4.0]}


@pytest.mark.parametrize(
    ("argument", "value", "error", "message"),
    [
        ("f", 3.0, TypeError, "expected f to be callable, got float"),
        ("f", lambda x: x, TypeError, "expected f to return one number"),
        ("f", lambda x: 1j * x[0], TypeError, "to return a real number"),
        ("x", "a", TypeError, "expected x to hold real numbers"),
        ("x", [], ValueError, "expected x with at least one entry"),
        ("gradient", [2.0], ValueError, r"shape \(2,\), the shape of x, got"),
        ("gradient", ["a", "b"], TypeError, "expected gradient to hold"),
        ("rng", 7, TypeError, "rng to be a numpy.random.Generator, got int"),
        ("n_directions", 0, ValueError, "expected n_directions >= 1, got 0"),
        ("n_directions", 1.5, TypeError, "n_directions to be a whole number"),
        ("step", 0.0, ValueError, "expected step to be positive and finite"),
        ("step", 1e-16, ValueError, r"adding 0\.1 of it to an entry of x, 2"),
        ("step", "a", TypeError, "expected step to be a real number"),
        ("rtol", -1.0, ValueError, "expected rtol to be finite and >= 0"),
        ("atol", np.nan, ValueError, "expected atol to be finite and >= 0"),
    ],
)
def test_bad_arguments_are_named(rng, argument, value, error, message):
    arguments = GOOD | {"rng": rng, argument: value}
    with pytest.raises(error, match=f"^check_direction: .*{message}"):
        check_direction(**arguments)


def test_a_single_wrong_entry_of_a_large_gradient_is_found_by_its_size(rng):
    # The mistake is measured against the whole gradient: 1e-3 of 100 shows,
    # 1e-6 of 100 lies below the tolerance.
    x = np.full(10_000, 0.5)
    for mistake, seen in [(1e-3, True), (1e-8, False)]:
        claimed = 2.0 * x
        claimed[17] += mistake * 100.0
        found = False
        try:
            check_direction(square, x, claimed, rng=rng, n_directions=3)
        except DirectionMismatchError as error:
            found = bool(re.match("direction", str(error)))
        assert found is seen
