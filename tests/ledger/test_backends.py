"""The ways to differentiate agree with what is known, and with one another."""

import numpy as np
import pytest
import sympy

from bookledger.backends import (
    Automatic,
    CentralDifferences,
    ComplexStep,
    Exact,
)
from bookledger.backends.vanishing import size_of
from bookledger.draws import distribution, logits, mask, real
from bookledger.scene import Scene
from bookledger.world import World

BACKENDS = [Exact, CentralDifferences, ComplexStep, Automatic]


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_slopes_of_known_functions(backend):
    at = backend.array(np.array([sympy.Rational(1, 2), sympy.Rational(-3)]))
    known = {
        "cubes": (lambda x: x**3, [[0.75, 0.0], [0.0, 27.0]]),
        "relu": (backend.relu, [[1.0, 0.0], [0.0, 0.0]]),
        "abs": (backend.abs, [[1.0, 0.0], [0.0, -1.0]]),
        "product": (lambda x: x[0] * x[1], [-3.0, 0.5]),
        "constant": (lambda x: 0 * x[0] + 1, [0.0, 0.0]),
    }
    for name, (function, expected) in known.items():
        slopes = np.array(backend.derivative(function, at), dtype=float)
        np.testing.assert_allclose(slopes, expected, atol=1e-8, err_msg=name)


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_limit_of_a_quotient_is_a_slope(backend):
    def quotient(h):
        return (backend.exp(h) - 1) / h

    zero = backend.number("0")
    assert float(backend.limit(quotient, zero)) == pytest.approx(1.0, abs=1e-9)


def test_exact_zeros_are_told_from_what_is_nearly_zero():
    third, log = sympy.Rational(1, 3), sympy.log
    assert size_of(3 * third - 1) == 0.0
    assert size_of(log(6) - log(2) - log(3)) == 0.0
    assert size_of(log(8) * log(9) - 6 * log(2) * log(3)) == 0.0
    assert size_of(sympy.exp(1) - sympy.exp(1)) == 0.0
    assert size_of(third - sympy.Rational(33333, 100000)) > 1e-6
    assert size_of(sympy.exp(1) - sympy.Rational(27182818, 10**7)) > 1e-8
    assert size_of(sympy.sqrt(2) - sympy.Rational("1.4142135623730951")) > 0


def test_draws_have_no_zeros_and_no_two_values_alike():
    draws = {"X": real("N", "D"), "z": logits("N", "D")}
    world = World(draws, sizes={"N": 4, "D": 5})
    for values in world.given.values():
        numbers = [abs(float(value)) for value in values.flat]
        assert min(numbers) > 0.0
        assert len(set(numbers)) == len(numbers)


def test_labels_add_up_to_one_and_masks_have_both_values():
    draws = {"y": distribution("N", "D"), "R": mask("N", "D")}
    world = World(draws, sizes={"N": 2, "D": 3})
    assert (world.given["y"].sum(axis=1) == 1).all()
    assert {int(value) for value in world.given["R"].flat} == {0, 1}


def test_what_is_cut_moves_what_is_made_from_it_and_nothing_else():
    world = World(
        {"x": real()},
        {
            "u": lambda x: 2 * x,
            "v": lambda x: 3 * x,
            "w": lambda u, v: u + v,
        },
    )
    scene, one = Scene(world, Exact), sympy.Integer(1)
    x = world.given["x"]
    assert scene.value("w", {"u": one}) == 1 + 3 * x
    assert scene.value("v", {"u": one}) == 3 * x
    assert scene.value("w", {}) == 5 * x
