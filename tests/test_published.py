"""The published network, as a chapter shows it."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import published

DATA = Path(__file__).parent / "data" / "nnfs_spiral.json"
PRINTED = json.loads(DATA.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def numbers():
    """Return what the package computes in a process of its own."""
    return published.numbers()


@pytest.mark.parametrize(
    ("name", "rtol"),
    [
        ("loss", 1e-6),
        ("accuracy", 0.0),
        ("dense1.weights", 1e-6),
        ("dense2.weights", 1e-6),
        ("dense1.dweights", 1e-5),
        ("dense1.dbiases", 1e-5),
        ("dense2.dweights", 1e-5),
        # Two or three digits: float32 cancellation, as the chapter says.
        ("dense2.dbiases", 1e-2),
    ],
)
def test_the_numbers_are_those_that_were_published(numbers, name, rtol):
    assert_allclose(numbers[name], PRINTED[name], rtol=rtol)


def test_data_and_outputs_are_those_that_were_published(numbers):
    assert_allclose(numbers["X"][:3], PRINTED["X_first3"], rtol=1e-6)
    assert_allclose(numbers["output"][:5], PRINTED["output"], rtol=1e-6)


def test_the_numbers_keep_their_precision(numbers):
    kinds = {name: str(value.dtype) for name, value in numbers.items()}
    assert kinds.pop("y") == "uint8"
    assert kinds.pop("accuracy") == "float64"
    assert set(kinds.values()) == {"float32"}


def test_this_process_is_not_patched(numbers):
    assert np.eye(2).dtype == np.float64
