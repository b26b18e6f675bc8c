"""Softmax and the two routes through it, as objects that move."""

import numpy as np
import pytest

from backprop import check_gradient, softmax_jacobian
from backprop.explorables import SoftmaxJacobian, TwoRoutes
from backprop.softmax import Softmax


def square(**changes):
    state = {"inputs": np.log([7.0, 1.0, 2.0]), "dvalues": [1.0, -2.0, 0.5]}
    return SoftmaxJacobian(**(state | changes), caption="Try it.")


def test_the_gradient_is_that_of_the_weighted_outputs():
    graph = square(inputs=[0.3, -1.0, 2.0])
    weights = np.array(graph.dvalues)
    check_gradient(
        lambda z: float(np.sum(weights * Softmax().forward(z))),
        np.array([graph.inputs]),
        graph.gradients["dinputs"],
    )


def test_the_numbers_of_the_chapter_are_shown():
    found = square().quantities()
    assert found["output[0,0]"] == pytest.approx(0.7)
    assert found["jacobian[1,2]"] == pytest.approx(-0.02)
    assert found["mean"] == pytest.approx(0.6)
    assert found["dinputs[0,1]"] == pytest.approx(-0.26)


def test_the_square_shows_what_is_chosen():
    graph = square()
    jacobian = softmax_jacobian(graph.softmax().output[0])
    graph.cells = "products"
    found = graph.quantities()
    assert found["products[1,0]"] == -2.0 * jacobian[1, 0]
    columns = [
        sum(found[f"products[{j},{k}]"] for j in range(3)) for k in range(3)
    ]
    assert np.allclose(columns, graph.gradients["dinputs"], rtol=0, atol=1e-15)
    graph.cells = "diagonal"
    found = graph.quantities()
    assert found["diagonal[0,1]"] == -2.0 * jacobian[1, 1]
    assert "jacobian[0,1]" not in found


def test_the_same_added_to_all_logits_changes_nothing():
    graph = square()
    before = graph.quantities()
    graph.inputs = np.array(graph.inputs) + 998.0
    for key, value in graph.quantities().items():
        if not key.startswith("inputs"):
            assert value == pytest.approx(before[key], abs=1e-12)


def test_the_still_picture_says_the_numbers():
    _, metadata = square()._repr_mimebundle_()
    about = metadata["image/svg+xml"]
    assert about["explorable"] == "softmax"
    assert "0.28, −0.26, −0.02" in about["alt"]


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        (
            {"dvalues": [1.0, 2.0]},
            ValueError,
            "same length, from 2 to 4, got 3 and 2",
        ),
        ({"inputs": [1], "dvalues": [1]}, ValueError, "got 1 and 1"),
        ({"inputs": [0] * 5, "dvalues": [0] * 5}, ValueError, "got 5 and 5"),
        ({"inputs": [0, 0, 1001]}, ValueError, "inputs from -1000 to 1000"),
        ({"inputs": [0, 0, np.nan]}, ValueError, "inputs from -1000 to 1000"),
        ({"inputs": [[0, 1], [2, 3], [4, 5]]}, ValueError, "flat list"),
        ({"dvalues": [0, "1", 2]}, TypeError, "dvalues to hold real numbers"),
        ({"cells": "rows"}, ValueError, "cells to be one of jacobian"),
    ],
)
def test_what_is_no_softmax_is_refused(changes, error, words):
    with pytest.raises(error, match=f"SoftmaxJacobian: expected .*{words}"):
        square(**changes)


def test_a_refused_change_leaves_the_logits():
    graph = square()
    before = graph.state()
    with pytest.raises(ValueError, match="inputs as shape"):
        graph.inputs = [1.0, 2.0]
    assert graph.state() == before


# Two routes.


def routes(inputs=(1.9459, 0.0, 0.6931), label=1):
    return TwoRoutes(inputs, label, caption="Try it.")


def test_the_two_routes_agree_and_cancel():
    found = routes([0.3, -2.0, 1.5], 2).gradients
    assert np.allclose(
        found["combined"], found["separate"], rtol=0, atol=1e-15
    )
    assert abs(found["combined"].sum()) < 1e-15


def test_far_apart_one_route_is_silent_and_one_is_right():
    found = routes([1000.0, 0.0], 1).quantities()
    assert found["loss"] == 1000.0
    assert [found[f"dinputs[0,{k}]"] for k in (0, 1)] == [1.0, -1.0]
    assert [found[f"softmax.dinputs[0,{k}]"] for k in (0, 1)] == [0.0, 0.0]
    assert found["cross_entropy.loss"] == -np.log(1e-7)
    assert found["dvalues[0,1]"] == -1e7


def test_the_still_picture_of_the_routes_says_what_either_computes():
    _, metadata = routes()._repr_mimebundle_()
    about = metadata["image/svg+xml"]
    assert about["explorable"] == "softmax-cross-entropy"
    both = "at the logits 0.7, −0.9, 0.2, with the loss 2.3"
    assert about["alt"].count(both) == 2
    assert "Marked is the sample: 0.9 in one step, 0.9 in two" in about["alt"]
    assert routes([1000.0, 0.0])._repr_mimebundle_()  # it can be drawn


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([1.0],), ValueError, "2 to 4 classes, got 1"),
        (([0.0] * 5,), ValueError, "2 to 4 classes, got 5"),
        (([0, -1001],), ValueError, "inputs from -1000 to 1000"),
        (([0, 1], 2), ValueError, "label from 0 to 1, got 2"),
        (([0, 1], 1.0), TypeError, "label to be a whole number"),
    ],
)
def test_what_is_no_sample_is_refused(arguments, error, words):
    with pytest.raises(error, match=f"TwoRoutes: expected .*{words}"):
        routes(*arguments)
