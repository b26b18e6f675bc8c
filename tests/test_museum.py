"""The exhibits of the museum are broken as their cards say, and only so."""

import inspect

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Dropout,
    GradientMismatchError,
    ReLU,
    Softmax,
    SoftmaxCrossEntropy,
    check_gradient,
)
from backprop.museum import exhibits, find, plant
from backprop.museum.registry import NEEDS, exhibit
from planted_networks import draw_trial, shows

ALL = exhibits()
every_exhibit = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
DEFINED_OTHERWISE = ("open-at-zero", "clipped-one-way", "clipped-flat")
"""Where the package's gradient is a convention, not the slope."""
BARELY = ("single-precision",)
"""Wrong in digits that a check may or may not ask for."""


def gradients(layer):
    names = ("dinputs", "dweights", "dbiases")
    return {
        name: getattr(layer, name) for name in names if hasattr(layer, name)
    }


def after(layer, G):
    """Return a layer's gradients, given what arrives; a loss gets nothing."""
    layer.backward(*([] if G is None else [G]))
    return gradients(layer)


def draw(one, seed):
    """Return a broken layer, the right one, and what arrives at both."""
    trial = draw_trial(np.random.default_rng([seed, 2]), one)
    i = trial.place
    arrived = None
    if i + 1 < len(trial.right):
        arrived = trial.right[i + 1].dinputs
    return trial.broken[i], trial.right[i], arrived


def objective(layer, name, G):
    """Return a function of one array, and the place to look at its slope."""
    if isinstance(layer, Dense):
        W, b, X = layer.weights, layer.biases, layer.inputs

        def loss(**moved):
            now = {"weights": W, "biases": b, "inputs": X} | moved
            layer.weights, layer.biases = now["weights"], now["biases"]
            value = np.sum(G * layer.forward(now["inputs"]))
            value += layer.regularization_loss()
            layer.weights, layer.biases = W, b
            return value

        what = name.removeprefix("d")
        return lambda x: loss(**{what: x}), getattr(layer, what)
    if isinstance(layer, Dropout):
        mask = layer.scaled_mask
        return lambda Z: np.sum(G * mask * Z), layer.inputs
    if isinstance(layer, ReLU | Softmax):
        fresh = type(layer)
        return lambda Z: np.sum(G * fresh().forward(Z)), layer.inputs
    y, fresh = layer.y_true, type(layer)
    point = (
        layer.y_pred
        if isinstance(layer, CategoricalCrossEntropy)
        else layer.inputs
    )
    return lambda Z: fresh().forward(Z, y), point


def test_there_are_at_least_thirty_of_every_kind_of_layer():
    assert len(ALL) >= 30
    assert {one.right for one in ALL} == {
        CategoricalCrossEntropy,
        Dense,
        Dropout,
        ReLU,
        Softmax,
        SoftmaxCrossEntropy,
    }


@every_exhibit
def test_the_card_is_filled_in(one):
    assert find(one.name) is one
    assert issubclass(one.broken, one.right)
    assert (
        len(inspect.getsource(one.broken).splitlines()) <= 26
    )  # decorator included
    text = inspect.getdoc(one.broken)
    assert text is not None
    assert text != inspect.getdoc(one.right)
    assert text.endswith(".")
    assert one.title[0].isupper()
    assert not one.title.endswith(".")


@every_exhibit
def test_the_forward_pass_is_right(one):
    broken, right, _ = draw(one, 1)
    if one.name != "updated-too-early":
        for key in ("weights", "biases"):
            if hasattr(right, key):
                assert (getattr(broken, key) == getattr(right, key)).all()
    if hasattr(right, "output"):
        assert (broken.output == right.output).all()


@every_exhibit
@pytest.mark.parametrize("seed", range(3))
def test_only_the_gradients_meant_are_wrong(one, seed):
    broken, right, arrived = draw(one, seed)
    wrong = [
        name
        for name, claimed in gradients(broken).items()
        if shows(claimed, gradients(right)[name])
    ]
    meant = {
        "piles-up": ["dweights", "dbiases"],
        "penalty-passed-on": ["dinputs", "dweights"],
    }
    assert sorted(wrong) == sorted(meant.get(one.name, [one.gradient]))
    assert arrived is None or np.isfinite(arrived).all()


def refuses(layer, name, G, claimed):
    f, x = objective(layer, name, G)
    if claimed.shape != x.shape:
        return True
    try:
        check_gradient(f, x, claimed)
    except GradientMismatchError:
        return True
    return False


@pytest.mark.parametrize(
    "one",
    [one for one in ALL if one.name not in DEFINED_OTHERWISE + BARELY],
    ids=lambda one: one.name,
)
def test_a_gradient_check_refuses_the_broken_one_alone(one):
    broken, right, G = draw(one, 3)
    claimed = gradients(broken)[one.gradient]
    ours = gradients(right)[one.gradient]
    assert refuses(right, one.gradient, G, claimed)
    assert not refuses(right, one.gradient, G, ours)


def test_summed_first_is_as_many_times_too_large_as_there_are_neurons(rng):
    W, g = rng.standard_normal((4, 3)), rng.standard_normal((5, 1))
    layer = find("sum-first").broken(4, 3, rng=rng)
    layer.weights = W
    layer.forward(rng.standard_normal((5, 4)))
    assert_allclose(layer.backward(np.tile(g, 3)), 3 * g * W.sum(axis=1))


@pytest.mark.parametrize("name", DEFINED_OTHERWISE)
def test_a_convention_is_refused_by_a_gradient_check(name):
    broken, right, G = draw(find(name), 3)
    assert refuses(right, "dinputs", G, right.dinputs)
    accepted = name == "clipped-flat"  # which is the slope of what is clipped
    assert refuses(right, "dinputs", G, broken.dinputs) != accepted


# --- the list, and planting -----------------------------------------------


def test_every_need_is_needed():
    assert {need for one in ALL for need in one.needs} == set(NEEDS)


def test_names_and_titles_are_unique():
    assert len({one.name for one in ALL}) == len(ALL)
    assert len({one.title for one in ALL}) == len(ALL)


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match=r"one of .*bias-mean.*; got 'bias'"):
        find("bias")


def test_an_unknown_need_is_refused():
    show = exhibit("A title", gradient="dinputs", cause="sign", needs=["l3"])
    with pytest.raises(ValueError, match=r"got \['l3'\] for ReLU"):
        show(ReLU)


def two_layers(rng):
    return [Dense(3, 4, rng=rng), ReLU(), Dense(4, 2, rng=rng)]


def test_planting_leaves_the_layers_as_they_were(rng):
    layers = two_layers(rng)
    planted = plant(layers, find("bias-mean"), 2)
    assert [type(one) for one in layers] == [Dense, ReLU, Dense]
    kinds = [type(one).__name__ for one in planted]
    assert kinds == ["Dense", "ReLU", "BiasMean"]
    assert (planted[2].weights == layers[2].weights).all()
    assert planted[2] is not layers[2]


def test_without_a_place_every_layer_of_the_kind_is_broken(rng):
    planted = plant(two_layers(rng), find("bias-mean"))
    kinds = [type(one).__name__ for one in planted]
    assert kinds == ["BiasMean", "ReLU", "BiasMean"]


@pytest.mark.parametrize(
    ("name", "at"), [("new-mask", None), ("sum-first", 1)]
)
def test_a_mistake_needs_a_layer_of_its_kind(name, at, rng):
    with pytest.raises(ValueError, match="plant: expected a layer of kind"):
        plant(two_layers(rng), find(name), at)
