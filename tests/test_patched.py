"""What nnfs.init() costs a gradient check, and that it stays elsewhere."""

import numpy as np
import pytest

from backprop import GradientMismatchError, patched

STEPS = [1e-3, 1e-4, 1e-5, 1e-6]
WAYS = ["np.dot(X, W)", "X @ W", "Dense"]


@pytest.fixture(scope="module")
def after():
    """Return the errors after nnfs.init(), from a process of its own."""
    return patched.errors_after_init(STEPS)


def test_without_the_patch_all_ways_agree_with_the_gradient():
    errors = patched.product_errors(STEPS)
    assert list(errors) == WAYS
    for found in errors.values():
        assert len(found) == len(STEPS)
        assert max(found) < 1e-8


def test_after_it_np_dot_loses_six_digits_and_the_others_none(after):
    assert list(after) == WAYS
    assert after["np.dot(X, W)"][2] > 1e-3
    for way in ("X @ W", "Dense"):
        assert after[way][2] < 1e-9
        assert max(after[way]) < 1e-8


def test_what_is_lost_is_rounding_for_it_grows_as_the_step_shrinks(after):
    errors = after["np.dot(X, W)"]
    for larger, smaller in zip(errors[1:], errors[:-1], strict=True):
        assert 3.0 < larger / smaller < 30.0


def test_after_it_a_check_of_float32_lets_zeros_pass():
    passed = patched.checks_after_init()
    assert list(passed) == ["right", "zeros"]
    assert passed["right"] > 0.1
    assert passed["zeros"] == 1.0


def test_without_the_patch_zeros_are_refused(monkeypatch):
    weights = np.random.default_rng(0)
    monkeypatch.setattr(
        np.random, "randn", lambda *shape: weights.standard_normal(shape)
    )
    with pytest.raises(GradientMismatchError, match="analytic 0, "):
        patched.network_checks()


def test_this_process_is_not_patched(after):
    assert np.dot(np.eye(2), np.eye(2)).dtype == np.float64
