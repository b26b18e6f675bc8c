"""In which layer of a network a mistake is made, and which it is."""

import copy

import numpy as np
import pytest

from backprop import Dense, ReLU, Softmax, SoftmaxCrossEntropy
from backprop.diagnosis import diagnose_network
from backprop.diagnosis.places import layer_names
from backprop.museum import exhibits, find, plant
from planted_networks import draw_trial, run

UNKNOWN_BACK = {
    # What was drawn, or learnt with, cannot be guessed.
    "new-mask",
    "updated-too-early",
    # More than one gradient is wrong.
    "one-memory",
    "penalty-passed-on",
    # Only zeros come back, and these may have many causes.
    "clipped-flat",
    "cut-to-integers",
    "jacobian-summed",
}
"""Mistakes that the gradients of parameters alone do not tell."""


def network(rng):
    layers = [
        Dense(3, 5, rng=rng, weight_scale=0.7),
        ReLU(),
        Dense(5, 4, rng=rng, weight_scale=0.7),
        ReLU(),
        Dense(4, 2, rng=rng, weight_scale=0.7),
        SoftmaxCrossEntropy(),
    ]
    return layers, rng.standard_normal((6, 3)), rng.integers(0, 2, 6)


def planted(rng, name, at):
    """Return a network with a mistake and without, after both passes."""
    layers, X, y = network(rng)
    theirs = plant(layers, find(name), at)
    run(layers, X, y)
    run(theirs, X, y)
    return theirs, layers


def test_a_right_network_is_right(rng):
    layers, X, y = network(rng)
    run(layers, X, y)
    found = diagnose_network(copy.deepcopy(layers), layers)
    assert found.is_right
    assert str(found) == "All gradients are right."


def test_a_float32_path_is_remarked_upon(rng):
    found = diagnose_network(*planted(rng, "single-precision", 0))
    assert found.is_right
    assert str(found) == (
        "All gradients are right, some only to the precision of float32."
    )


def test_only_the_layer_at_fault_is_named(rng):
    theirs, right = planted(rng, "mask-from-gradient", 3)
    assert not np.allclose(theirs[0].dweights, right[0].dweights)
    found = diagnose_network(theirs, right)
    assert list(found.faults) == ["relu2.dinputs"]
    assert str(found) == (
        "relu2.dinputs: the mask looks at dvalues; it must look at the "
        "inputs. Everything else follows from that or is right."
    )


def test_a_mask_of_another_layer_is_traced_to_it(rng):
    layers, X, y = network(rng)
    layers[2], layers[4] = Dense(5, 5, rng=rng), Dense(5, 2, rng=rng)
    theirs = plant(layers, find("one-memory"))
    run(layers, X, y)
    run(theirs, X, y)
    found = diagnose_network(theirs, layers)
    assert list(found.faults) == ["relu1.dinputs"]
    assert "the mask looks at the inputs of relu2" in str(found)


def test_two_mistakes_are_both_named(rng):
    layers, X, y = network(rng)
    theirs = plant(plant(layers, find("sum-first"), 4), find("bias-mean"), 0)
    run(layers, X, y)
    run(theirs, X, y)
    found = diagnose_network(theirs, layers)
    assert list(found.faults) == ["dense3.dinputs", "dense1.dbiases"]
    assert "sum first" in found.causes
    assert found.causes[-1] == "n samples"


def test_where_a_shape_is_wrong_the_walk_ends(rng):
    theirs, right = planted(rng, "bias-mean", 0)
    theirs[4].dinputs = theirs[4].dinputs.T
    found = diagnose_network(theirs, right)
    assert list(found.faults) == ["dense3.dinputs"]
    assert found.causes == ("transpose",)


def test_nothing_that_is_compared_is_changed(rng):
    theirs, right = planted(rng, "sum-first", 2)
    before = copy.deepcopy((theirs, right))
    diagnose_network(theirs, right)
    for now, then in zip((theirs, right), before, strict=True):
        for layer, earlier in zip(now, then, strict=True):
            for name, value in vars(layer).items():
                if isinstance(value, np.ndarray):
                    assert (value == getattr(earlier, name)).all()


def test_losses_and_layers_are_numbered_by_kind(rng):
    layers = [*network(rng)[0][:-1], Softmax(), SoftmaxCrossEntropy()]
    assert layer_names(layers) == [
        "dense1", "relu1", "dense2", "relu2", "dense3", "softmax1", "loss",
    ]  # fmt: skip


# --- with the gradients of parameters alone --------------------------------


def without_dinputs(layers):
    """Return layers of which only the parameters' gradients are known."""
    for layer in layers:
        layer.dinputs = None
    return layers


def test_what_was_passed_back_is_found_by_trying(rng):
    theirs, right = planted(rng, "slope-always-one", 3)
    found = diagnose_network(without_dinputs(theirs), right)
    assert list(found.faults) == ["relu2.dinputs"]
    assert "The mask is missing: relu2.dinputs is dvalues" in str(found)


def test_a_parameter_with_a_formula_of_its_own_is_named(rng):
    theirs, right = planted(rng, "bias-mean", 2)
    found = diagnose_network(without_dinputs(theirs), right)
    assert list(found.faults) == ["dense2.dbiases"]
    assert found.causes == ("n samples",)
    assert str(found).startswith("Only dense2.dbiases is wrong")


def test_a_right_network_is_right_by_its_parameters(rng):
    layers, X, y = network(rng)
    run(layers, X, y)
    found = diagnose_network(without_dinputs(copy.deepcopy(layers)), layers)
    assert found.is_right
    assert str(found) == "All gradients are right."


def test_if_nothing_fits_the_place_is_said(rng):
    theirs, right = planted(rng, "updated-too-early", 4)
    found = diagnose_network(without_dinputs(theirs), right)
    assert not found.is_right
    assert str(found).startswith(
        "Everything before dense3.dweights is wrong, and from there on all is "
        "right: look at what is passed back in between, beginning with "
        "dense3.dinputs."
    )


@pytest.mark.parametrize(
    "exhibit",
    [
        one
        for one in exhibits()
        if one.gradient == "dinputs" and one.name not in UNKNOWN_BACK
    ],
    ids=lambda one: one.name,
)
def test_the_cause_is_named_by_the_parameters_before(exhibit):
    named = []
    for seed in range(16):
        trial = draw_trial(np.random.default_rng([seed, 3]), exhibit)
        place, theirs = trial.place, without_dinputs(trial.broken)
        found = diagnose_network(theirs, trial.right)
        if place == 0 or found.is_right:
            continue  # no parameter comes before it, or none is reached
        name = f"{layer_names(trial.right)[place]}.dinputs"
        named.append(exhibit.cause in found.causes and name in found.faults)
    assert len(named) >= 4
    assert np.mean(named) >= 0.75
