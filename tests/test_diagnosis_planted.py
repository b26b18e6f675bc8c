"""Mistakes planted in random networks are found, and called by their name.

Every exhibit of the museum is a row of the table: the broken layer, and the
cause that the diagnosis must name. A trial draws a network and data, plants
the mistake in one layer, runs both networks, and asks for the diagnosis.
"""

import copy

import numpy as np
import pytest

from backprop import Dense, reference
from backprop.diagnosis import diagnose, diagnose_network, layer_context
from backprop.diagnosis.places import layer_names
from backprop.diagnosis.walk import GRADIENTS
from backprop.museum import exhibits
from planted_networks import draw_trial

TRIALS = 20
LEAST, LEAST_OVERALL = 0.75, 0.9


def is_named(trial, exhibit):
    """Return whether the mistake is found in its place, with its cause."""
    found = diagnose_network(trial.broken, trial.right, trial.before)
    if exhibit.cause == "float32":  # no mistake, but to be remarked upon
        return found.is_right and found.causes == ("float32",)
    name = f"{layer_names(trial.right)[trial.place]}.{exhibit.gradient}"
    fault = found.faults.get(name)
    return fault is not None and exhibit.cause in fault.causes


def rate(exhibit, seeds):
    """Return the share of trials in which the cause is named."""
    trials = [draw_trial(np.random.default_rng(s), exhibit) for s in seeds]
    return np.mean([is_named(trial, exhibit) for trial in trials])


@pytest.fixture(scope="module")
def rates():
    return {
        one.name: rate(one, [[s, i] for s in range(TRIALS)])
        for i, one in enumerate(exhibits())
    }


@pytest.mark.parametrize("exhibit", exhibits(), ids=lambda one: one.name)
def test_the_cause_is_named(exhibit, rates):
    assert rates[exhibit.name] >= LEAST


def test_the_cause_is_named_in_nine_of_ten_trials(rates):
    assert len(rates) >= 30
    assert np.mean(list(rates.values())) >= LEAST_OVERALL


@pytest.mark.long
@pytest.mark.parametrize("exhibit", exhibits(), ids=lambda one: one.name)
def test_the_cause_is_named_in_many_trials(exhibit):
    assert rate(exhibit, [[s, 10_000] for s in range(1000)]) >= LEAST


@pytest.mark.parametrize("exhibit", exhibits(), ids=lambda one: one.name)
def test_layers_without_the_mistake_are_not_blamed(exhibit):
    for seed in range(5):
        trial = draw_trial(np.random.default_rng([seed, 1]), exhibit)
        found = diagnose_network(trial.broken, trial.right, trial.before)
        places = {name.partition(".")[0] for name in found.faults}
        names = layer_names(trial.right)
        if "equal widths" in exhibit.needs:  # planted in every ReLU
            assert places <= {name for name in names if "relu" in name}
        else:
            assert places <= {names[trial.place]}


# --- what is right is right ----------------------------------------------


def in_another_way(layer, name, G, rng):
    """Return a layer's gradient, computed by other sums in other orders."""
    kind = type(layer).__name__
    if isinstance(layer, Dense):
        return dense_by_samples(layer, name, G, rng.permutation(len(G)))
    if kind == "Softmax":
        return reference.softmax_backward(layer.output, G)
    if kind == "ReLU":
        return reference.relu_backward(layer.inputs, G)
    if kind == "Dropout":
        kept = layer.scaled_mask != 0.0
        return G * kept / (1.0 - layer.rate)
    return loss_by_samples(layer)


def dense_by_samples(layer, name, G, order):
    """Return a gradient of a layer as a sum over one sample at a time."""
    rows = []
    total = 0.0
    for i in order:
        alone = copy.copy(layer)
        alone.forward(layer.inputs[[i]])
        rows.append(alone.backward(G[[i]]))
        if name != "dinputs":
            part = "weight" if name == "dweights" else "bias"
            w = getattr(layer, name[1:])
            l1 = getattr(layer, f"{part}_regularizer_l1")
            l2 = getattr(layer, f"{part}_regularizer_l2")
            penalty = l1 * np.sign(w) + 2.0 * l2 * w
            total = total + getattr(alone, name) - penalty
    if name == "dinputs":
        return np.concatenate(rows)[np.argsort(order)]
    return total + penalty


def loss_by_samples(loss):
    """Return the mean's gradient from losses of one sample each."""
    inputs = loss.inputs if hasattr(loss, "inputs") else loss.y_pred
    rows = []
    for x, y in zip(inputs, loss.y_true, strict=True):
        alone = type(loss)()
        alone.forward([x], [y])
        rows.append(alone.backward()[0])
    return np.array(rows) / len(rows)


def judge_right_network(seed):
    """Assert that no gradient of one random network is called wrong."""
    rng = np.random.default_rng(seed)
    some = exhibits()
    trial = draw_trial(rng, some[int(rng.integers(len(some)))])
    found = diagnose_network(copy.deepcopy(trial.right), trial.right)
    assert found.is_right, (seed, str(found))
    assert found.causes == (), (seed, str(found))
    arrived = None
    for layer in reversed(trial.right):
        for name in GRADIENTS:
            if not hasattr(layer, name):
                continue
            claimed = in_another_way(layer, name, arrived, rng)
            context = layer_context(layer, name, arrived)
            found = diagnose(claimed, getattr(layer, name), **context)
            assert found.is_right, (seed, str(found))
        arrived = layer.dinputs


@pytest.mark.parametrize(
    "trials", [300, pytest.param(10_000, marks=pytest.mark.long)]
)
def test_a_right_gradient_is_never_called_wrong(trials):
    for seed in range(trials):
        judge_right_network([seed, trials])
