"""The network that learns in the page, on the side of Python."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from backprop import SoftmaxCrossEntropy, spiral, training
from backprop.explorables import SpiralTraining
from backprop.explorables.draws import Draws, chosen_rows, draws, normals

PLACES = ("w0", "w1", "b", "v0", "v1", "v2")


def lesson(n_per_class=7, **state):
    X, y = spiral(n_per_class, 3, rng=np.random.default_rng(0))
    return SpiralTraining(X, y, **{"hidden": 5, **state}, caption="Try it.")


def test_draws_are_even_and_differ_by_seed_and_row():
    drawn = np.array([[draws(s, r, 2000) for r in (0, 1)] for s in (1, 2)])
    assert drawn.min() >= 0.0
    assert drawn.max() < 1.0
    assert_allclose(drawn.mean(axis=-1), 0.5, atol=0.03)
    assert_allclose(drawn.var(axis=-1), 1 / 12, atol=0.005)
    mixed = np.corrcoef(drawn.reshape(4, -1)) - np.eye(4)
    assert abs(mixed).max() < 0.1
    lagged = np.corrcoef(drawn[0, 0, 1:], drawn[0, 0, :-1])[0, 1]
    assert abs(lagged) < 0.1


def test_a_longer_row_begins_as_a_shorter_one():
    assert_array_equal(draws(3, 4, 9)[:5], draws(3, 4, 5))
    assert_array_equal(normals(3, 4, 9)[:5], normals(3, 4, 5))


def test_normal_numbers_have_their_moments():
    drawn = normals(1, 0, 4000)
    assert_allclose(drawn.mean(), 0.0, atol=0.05)
    assert_allclose(drawn.std(), 1.0, atol=0.05)
    assert abs(drawn).max() > 2.5


def test_a_batch_takes_so_many_samples_once_each():
    counts = np.zeros(10)
    for step in range(300):
        rows = chosen_rows(1, step, 10, 3)
        assert len(set(rows)) == 3
        assert_array_equal(rows, np.sort(rows))
        counts[rows] += 1
    assert_allclose(counts, 90, atol=30)
    assert_array_equal(chosen_rows(1, 2, 10, 300), np.arange(10))


def test_masks_are_rows_of_draws():
    rng = Draws(seed=5, row=2)
    assert_array_equal(rng.random((3, 2)).ravel(), draws(5, 2, 6))
    rng.row = 4
    assert_array_equal(rng.random((3, 2)).ravel(), draws(5, 4, 6))


@pytest.mark.parametrize("l2", [0.0, 0.01])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_it_takes_the_steps_of_the_package(l2, momentum):
    widget = lesson(learning_rate=0.7, momentum=momentum, l2=l2)
    layers, y = widget.layers(), np.array(widget.given["y"])
    history = training.train(
        layers,
        SoftmaxCrossEntropy(),
        widget.given["X"],
        y,
        learning_rate=0.7,
        momentum=momentum,
        steps=12,
    )
    for steps in (0, 1, 12):
        widget.steps = steps
        found = widget.quantities()
        assert found["loss"] == history.losses[steps]
        assert found["accuracy"] == history.accuracies[steps]
        norms = [found[f"gradient_norms[{i}]"] for i in range(2)]
        assert norms == history.gradient_norms[steps]
    gradients = widget.gradients
    assert_array_equal(gradients["dense1.dweights"], layers[0].dweights)
    assert_array_equal(gradients["dense2.dbiases"], layers[-1].dbiases)


@pytest.mark.parametrize("weight", PLACES)
@pytest.mark.parametrize("options", [{}, {"batch": 4, "dropout": 0.3}])
def test_the_terms_and_the_penalty_add_up_to_the_gradient(weight, options):
    widget = lesson(weight=weight, unit=3, steps=5, l2=0.02, **options)
    layers, criterion, _ = widget.run()
    terms, penalty = widget.terms(layers, criterion)
    assert len(terms) == options.get("batch", 21)
    layer = layers[0] if weight in ("w0", "w1", "b") else layers[-1]
    array = layer.dbiases if weight == "b" else layer.dweights
    k = int(weight[1:] or 0)
    entry = array[3, k] if weight[0] == "v" else array[k, 3]
    assert_allclose(terms.sum() + penalty, entry, atol=1e-15)
    assert (penalty == 0.0) == (weight == "b")


def test_a_units_weights_do_not_depend_on_how_many_there_are():
    few, many = lesson(hidden=3).layers(), lesson(hidden=8).layers()
    assert_array_equal(few[0].weights, many[0].weights[:, :3])
    assert_array_equal(few[-1].weights, many[-1].weights[:3])


def test_batches_and_masks_change_with_the_step_but_not_with_the_call():
    widget = lesson(batch=4, dropout=0.5, steps=3, learning_rate=0.0)
    first = widget.gradients["dense1.dweights"]
    assert_array_equal(widget.gradients["dense1.dweights"], first)
    widget.steps = 4
    assert not np.array_equal(widget.gradients["dense1.dweights"], first)


def test_the_last_unit_stands_for_those_that_are_not_there():
    found = lesson(hidden=2, unit=40).quantities()
    assert "dense1.dweights[0,1]" in found
    assert "dense2.weights[1,2]" in found


def test_the_still_picture_shows_the_way_through_a_run():
    _, metadata = lesson()._repr_mimebundle_()
    about = metadata["image/svg+xml"]
    assert about["explorable"] == "training"
    assert all(f"{n} steps:" in about["alt"] for n in (0, 100, 300, 1000))


@pytest.mark.parametrize(
    ("X", "y", "state", "error", "words"),
    [
        ([[1, 2, 3]], [0], {}, ValueError, "X of shape"),
        ([[1, 2]], [3], {}, ValueError, "class numbers from 0 to 2"),
        ([[1, 2]], [[1, 0, 0]], {}, ValueError, "up to 300 samples"),
        ([[1, 2]] * 301, [0] * 301, {}, ValueError, "up to 300 samples"),
        ([[1, 2]], [0], {"rate": 1}, TypeError, r"got \['rate'\]"),
        ([[1, 2]], [0], {"hidden": 65}, ValueError, "hidden from 1 to 64"),
        ([[1, 2]], [0], {"weight": "x"}, ValueError, "weight to be one of"),
    ],
)
def test_what_is_no_lesson_is_refused(X, y, state, error, words):
    with pytest.raises(error, match=f"SpiralTraining: expected .*{words}"):
        SpiralTraining(X, y, **state, caption="Try it.")
