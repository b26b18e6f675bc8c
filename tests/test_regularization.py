"""Penalties: their values, their slopes and what a layer adds of them."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from numpy.testing import assert_allclose, assert_array_equal

from backprop import (
    Dense,
    check_gradient,
    l1_gradient,
    l1_loss,
    l2_gradient,
    l2_loss,
)

STRENGTH = 0.37
PAIRS = pytest.mark.parametrize(
    ("loss", "gradient"), [(l1_loss, l1_gradient), (l2_loss, l2_gradient)]
)


def away_from_zero(rng, shape):
    """Return numbers of both signs, none near the kink of |w|."""
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 2.0, shape)


def test_losses_are_the_sums(rng):
    w = rng.standard_normal((4, 3))
    flat = w.ravel().tolist()
    l1 = STRENGTH * sum(abs(x) for x in flat)
    l2 = STRENGTH * sum(x * x for x in flat)
    assert l1_loss(w, STRENGTH) == pytest.approx(l1, rel=1e-14)
    assert l2_loss(w, STRENGTH) == pytest.approx(l2, rel=1e-14)


def test_gradients_are_the_equations(rng):
    w = away_from_zero(rng, (4, 3))
    sign = np.where(w > 0, 1.0, -1.0)
    assert_allclose(l1_gradient(w, STRENGTH), STRENGTH * sign, rtol=1e-15)
    assert_allclose(l2_gradient(w, STRENGTH), 2 * STRENGTH * w, rtol=1e-15)


@PAIRS
@pytest.mark.parametrize("shape", [(), (5,), (4, 3), (2, 3, 4)])
@pytest.mark.parametrize("strength", [1e-4, STRENGTH, 20.0])
def test_gradients_against_central_differences(
    loss, gradient, shape, strength, rng
):
    w = away_from_zero(rng, shape)
    error = check_gradient(
        lambda v: loss(v, strength), w, gradient(w, strength)
    )
    assert error < 1e-8


@pytest.mark.parametrize(
    ("penalty", "gradient"),
    [
        (lambda w: STRENGTH * anp.sum(anp.abs(w)), l1_gradient),
        (lambda w: STRENGTH * anp.sum(w**2), l2_gradient),
    ],
)
def test_gradients_against_automatic_differentiation(penalty, gradient, rng):
    w = away_from_zero(rng, (4, 3))
    assert_allclose(gradient(w, STRENGTH), grad(penalty)(w), rtol=1e-15)


@PAIRS
def test_the_strength_scales_loss_and_gradient(loss, gradient, rng):
    w = rng.standard_normal((4, 3))
    assert loss(w, 3 * STRENGTH) == pytest.approx(3 * loss(w, STRENGTH))
    assert_allclose(gradient(w, 3 * STRENGTH), 3 * gradient(w, STRENGTH))
    assert loss(w, 0.0) == 0.0
    assert_array_equal(gradient(w, 0.0), np.full((4, 3), 0.0))


@PAIRS
def test_the_slope_at_exactly_zero_is_zero(loss, gradient):
    assert_array_equal(gradient([0.0, -0.0], STRENGTH), [0.0, 0.0])
    assert loss([0.0, -0.0], STRENGTH) == 0.0


def test_the_slope_of_l1_does_not_fade_near_zero():
    assert_array_equal(l1_gradient([5e-324, -5e-324], 0.5), [0.5, -0.5])


@PAIRS
def test_types(loss, gradient, rng):
    w = rng.standard_normal((4, 3))
    assert type(loss(w, STRENGTH)) is float
    assert type(loss(w.astype(np.float32), STRENGTH)) is float
    assert gradient(w.astype(np.float32), STRENGTH).dtype == np.float32
    assert gradient([1, -2], STRENGTH).dtype == np.float64


def test_published_signs():
    w = [
        [0.2, 0.8, -0.5, 1.0],
        [0.5, -0.91, 0.26, -0.5],
        [-0.26, -0.27, 0.17, 0.87],
    ]
    signs = [[1, 1, -1, 1], [1, -1, 1, -1], [-1, -1, 1, 1]]
    assert_array_equal(l1_gradient(w, 1.0), signs)


# What a dense layer makes of them ----------------------------------------

STRENGTHS = {
    "weight_regularizer_l1": ("weights", l1_loss, l1_gradient),
    "weight_regularizer_l2": ("weights", l2_loss, l2_gradient),
    "bias_regularizer_l1": ("biases", l1_loss, l1_gradient),
    "bias_regularizer_l2": ("biases", l2_loss, l2_gradient),
}


def dense(rng, **strengths):
    layer = Dense(4, 3, rng=rng, **strengths)
    layer.weights = away_from_zero(rng, (4, 3))
    layer.biases = away_from_zero(rng, (1, 3))
    return layer


def gradients(layer, X, G):
    layer.forward(X)
    layer.backward(G)
    return {"weights": layer.dweights, "biases": layer.dbiases}


@pytest.mark.parametrize("name", STRENGTHS)
def test_each_strength_adds_its_own_penalty_and_no_other(name, rng):
    part, loss, gradient = STRENGTHS[name]
    layer = dense(rng, **{name: STRENGTH})
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    found = gradients(layer, X, G)
    expected = {"weights": X.T @ G, "biases": G.sum(axis=0, keepdims=True)}
    expected[part] = expected[part] + gradient(getattr(layer, part), STRENGTH)
    for key, value in expected.items():
        assert_allclose(found[key], value, rtol=1e-13)
    assert layer.regularization_loss() == pytest.approx(
        loss(getattr(layer, part), STRENGTH), rel=1e-14
    )
    assert getattr(layer, name) == STRENGTH


def test_all_four_together_against_central_differences(rng):
    strengths = dict(zip(STRENGTHS, (0.1, 0.2, 0.3, 0.4), strict=True))
    layer = dense(rng, **strengths)
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    found = gradients(layer, X, G)

    def loss_with(part):
        def loss(values):
            setattr(layer, part, values)
            return np.sum(G * layer.forward(X)) + layer.regularization_loss()

        return loss

    for part in ("weights", "biases"):
        point = getattr(layer, part)
        assert check_gradient(loss_with(part), point, found[part]) < 1e-8
        setattr(layer, part, point)


def test_without_strengths_there_is_no_penalty(rng):
    layer = dense(rng)
    assert [getattr(layer, name) for name in STRENGTHS] == [0.0] * 4
    assert layer.regularization_loss() == 0.0
    assert type(layer.regularization_loss()) is float


def test_penalties_leave_dinputs_alone(rng):
    seed = np.random.default_rng
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    plain = dense(seed(1))
    strong = dense(seed(1), **dict.fromkeys(STRENGTHS, 0.5))
    gradients(plain, X, G)
    gradients(strong, X, G)
    assert_array_equal(plain.dinputs, strong.dinputs)


def test_penalties_are_added_afresh_at_every_backward(rng):
    layer = dense(rng, **dict.fromkeys(STRENGTHS, 0.5))
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    first = gradients(layer, X, G)
    again = gradients(layer, X, G)
    assert_array_equal(first["weights"], again["weights"])
    assert_array_equal(first["biases"], again["biases"])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_penalties_keep_the_dtype_of_the_layer(dtype, rng):
    strengths = dict.fromkeys(STRENGTHS, 0.5)
    layer = Dense(4, 3, rng=rng, dtype=dtype, **strengths)
    found = gradients(layer, np.full((5, 4), 0.3), np.full((5, 3), 0.2))
    assert found["weights"].dtype == found["biases"].dtype == dtype
