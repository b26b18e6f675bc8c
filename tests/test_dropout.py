"""Inverted dropout: Y = Z * R / (1 - p), and the same factor backward."""

import numpy as np
import pytest
from autograd import elementwise_grad
from numpy.testing import assert_allclose, assert_array_equal

from backprop import Dropout, GradientMismatchError, check_gradient

RATES = [0.1, 0.25, 0.5, 0.9]


def dropout(rate, seed=3):
    return Dropout(rate, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("rate", RATES)
def test_output_and_gradient_are_the_two_equations(rate, rng):
    layer = dropout(rate)
    Z, G = rng.standard_normal((60, 7)), rng.standard_normal((60, 7))
    Y, dZ = layer.forward(Z), layer.backward(G)
    R = layer.scaled_mask != 0.0
    assert 0 < R.sum() < R.size
    assert_allclose(layer.scaled_mask, R / (1 - rate), rtol=1e-15)
    assert_allclose(Y, Z * R / (1 - rate), rtol=1e-15)
    assert_allclose(dZ, G * R / (1 - rate), rtol=1e-15)


@pytest.mark.parametrize("rate", RATES)
def test_the_expected_output_is_the_input(rate):
    n = 200_000
    Z = np.full((n, 1), 3.0)
    Y = dropout(rate).forward(Z)
    # Each entry has standard deviation 3 sqrt(p / (1 - p)); five of the mean.
    allowed = 5 * 3 * (rate / (1 - rate) / n) ** 0.5
    assert abs(Y.mean() - 3.0) < allowed
    share = (Y == 0.0).mean()
    assert abs(share - rate) < 5 * (rate * (1 - rate) / n) ** 0.5


def test_an_entry_is_dropped_when_its_draw_is_below_the_rate():
    class Draws(np.random.Generator):
        """A generator whose draws are known."""

        def random(self, size):
            return np.array([[0.0, 0.25, 0.49, 0.5, 0.75, 0.99]])

    layer = Dropout(0.5, rng=Draws(np.random.PCG64(0)))
    output = layer.forward(np.full((1, 6), 1.0))
    assert_array_equal(output, [[0.0, 0.0, 0.0, 2.0, 2.0, 2.0]])


def test_each_forward_draws_a_mask_of_its_own(rng):
    layer = dropout(0.5)
    Z = rng.standard_normal((6, 50))
    layer.forward(Z)
    first = layer.scaled_mask
    layer.forward(Z)
    assert (first != layer.scaled_mask).any()
    # Neither are rows or columns dropped as a whole.
    kept = (layer.scaled_mask != 0.0).mean(axis=1)
    assert ((kept > 0.2) & (kept < 0.8)).all()


def test_backward_uses_the_mask_of_the_last_forward_as_often_as_asked(rng):
    layer = dropout(0.5)
    Z, G = rng.standard_normal((6, 5)), rng.standard_normal((6, 5))
    layer.forward(Z)
    layer.forward(Z)
    once, twice = layer.backward(G), layer.backward(G)
    assert_array_equal(once, twice)
    assert_array_equal(once, G * layer.scaled_mask)


def test_equal_seeds_give_equal_masks_and_others_do_not(rng):
    Z = rng.standard_normal((6, 5))
    assert_array_equal(dropout(0.5).forward(Z), dropout(0.5).forward(Z))
    assert (dropout(0.5).forward(Z) != dropout(0.5, seed=4).forward(Z)).any()


@pytest.mark.parametrize("rate", [0.0, *RATES])
def test_gradient_with_the_mask_frozen_by_its_seed(rate, rng):
    Z, G = rng.standard_normal((4, 6)), rng.standard_normal((4, 6))

    def loss(inputs):
        return np.sum(G * dropout(rate).forward(inputs))

    layer = dropout(rate)
    layer.forward(Z)
    assert check_gradient(loss, Z, layer.backward(G)) < 1e-9


def test_a_mask_that_is_not_frozen_fails_the_check(rng):
    Z, G = rng.standard_normal((4, 6)), rng.standard_normal((4, 6))
    layer = dropout(0.5)
    layer.forward(Z)
    with pytest.raises(GradientMismatchError):
        check_gradient(
            lambda inputs: np.sum(G * layer.forward(inputs)),
            Z,
            layer.backward(G),
        )


def test_gradient_against_automatic_differentiation(rng):
    Z, G = rng.standard_normal((4, 6)), rng.standard_normal((4, 6))
    layer = dropout(0.25)
    layer.forward(Z)
    mask = layer.scaled_mask
    dZ = elementwise_grad(lambda z: z * mask * G)(Z)
    assert_allclose(layer.backward(G), dZ, rtol=1e-15)


def test_outside_training_nothing_happens(rng):
    layer = dropout(0.5)
    Z, G = rng.standard_normal((6, 5)), rng.standard_normal((6, 5))
    before = repr(layer.rng.bit_generator.state)
    assert_array_equal(layer.forward(Z, training=False), Z)
    assert_array_equal(layer.scaled_mask, np.full((6, 5), 1.0))
    assert_array_equal(layer.backward(G), G)
    assert repr(layer.rng.bit_generator.state) == before


def test_training_is_the_default_and_must_be_named(rng):
    layer = dropout(0.5)
    Z = rng.standard_normal((6, 5))
    assert (layer.forward(Z) == 0.0).any()
    with pytest.raises(TypeError, match="positional"):
        layer.forward(Z, False)


def test_rate_zero_changes_nothing_in_training_either(rng):
    layer = dropout(0)
    Z, G = rng.standard_normal((6, 5)), rng.standard_normal((6, 5))
    assert_array_equal(layer.forward(Z), Z)
    assert_array_equal(layer.backward(G), G)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes_stay(dtype, training, rng):
    layer = dropout(0.3)
    Z = rng.standard_normal((6, 5)).astype(dtype)
    assert layer.forward(Z, training=training).dtype == dtype
    assert layer.scaled_mask.dtype == dtype
    assert layer.backward(Z).dtype == dtype


def test_what_is_returned_is_what_is_kept(rng):
    layer = dropout(0.5)
    assert layer.rate == 0.5
    assert layer.inputs is layer.output is layer.dinputs is None
    assert layer.scaled_mask is None
    Z = rng.standard_normal((6, 5))
    assert layer.forward(Z) is layer.output
    assert layer.inputs is Z
    assert layer.backward(Z) is layer.dinputs


def test_a_published_row():
    """Gradient 1 / (1 - p) where kept and 0 where dropped."""
    layer = dropout(0.25)
    layer.forward(np.full((1, 200), 1.0))
    factors = set(layer.backward(np.full((1, 200), 1.0)).ravel().tolist())
    assert factors == {0.0, 1 / 0.75}
