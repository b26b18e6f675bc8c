"""The spiral, against the function it is taken from."""

import numpy as np
import pytest
from nnfs.datasets import spiral_data
from numpy.testing import assert_array_equal

from backprop import spiral


def seeded(seed=11):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("n_per_class", "n_classes"), [(100, 3), (7, 5), (1, 4), (2, 1), (1, 1)]
)
def test_the_same_noise_gives_the_same_spiral(
    n_per_class, n_classes, monkeypatch
):
    noise = seeded()
    monkeypatch.setattr(np.random, "randn", noise.standard_normal)
    theirs, classes = spiral_data(n_per_class, n_classes)
    rng = seeded()
    X, y = spiral(n_per_class, n_classes, rng=rng)
    np.testing.assert_allclose(X, theirs, rtol=0, atol=1e-15)
    assert_array_equal(y, classes)
    # Both have drawn equally often, arm after arm.
    assert rng.random() == noise.random()


def test_shapes_and_dtypes():
    X, y = spiral(3, 4, rng=seeded())
    assert X.shape == (12, 2)
    assert X.dtype == np.float64
    assert_array_equal(y, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    assert y.dtype == np.intp


def test_the_radius_grows_in_equal_steps_from_the_origin():
    X, _ = spiral(5, 3, rng=seeded())
    radius = np.hypot(*X.T).reshape(3, 5)
    np.testing.assert_allclose(
        radius, [[0.0, 0.25, 0.5, 0.75, 1.0]] * 3, atol=1e-15
    )
    assert_array_equal(X[::5], np.full((3, 2), 0.0))


def test_without_noise_the_points_lie_on_the_equation():
    class Silence(np.random.Generator):
        """A generator of zeros."""

        def standard_normal(self, size):
            return np.full(size, 0.0)

    X, y = spiral(9, 3, rng=Silence(np.random.PCG64(0)))
    r = np.tile(np.linspace(0.0, 1.0, 9), 3)
    t = 4.0 * (y + r)
    expected = np.stack([r * np.sin(2.5 * t), r * np.cos(2.5 * t)], axis=1)
    np.testing.assert_allclose(X, expected, atol=1e-14)


def test_the_generator_decides_and_global_randomness_is_left_alone():
    before = repr(np.random.get_state())  # noqa: NPY002
    X, y = spiral(20, 3, rng=seeded())
    again, _ = spiral(20, 3, rng=seeded())
    other, labels = spiral(20, 3, rng=seeded(12))
    assert repr(np.random.get_state()) == before  # noqa: NPY002
    assert_array_equal(X, again)
    assert (other != X).any()
    assert_array_equal(y, labels)


def test_arms_are_noisy_each_in_its_own_way():
    X, _ = spiral(200, 2, rng=seeded())
    r = np.linspace(0.0, 1.0, 200)[1:]
    for label in range(2):
        arm = X[200 * label + 1 : 200 * (label + 1)]
        angle = np.arctan2(*arm.T)
        turn = 2.5 * 4.0 * (label + np.append(0.0, r)[1:])
        off = (angle - turn + np.pi) % (2 * np.pi) - np.pi
        # 2.5 times 0.2 times a standard normal number.
        assert 0.42 < off.std() < 0.58
