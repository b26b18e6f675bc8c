"""The adapters do what scripts of "Neural Networks from Scratch" expect.

Whatever calls ``nnfs.init()``, which replaces functions of NumPy for good,
runs in a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import backprop
from backprop.nnfs import (
    Activation_ReLU,
    Activation_Softmax,
    Activation_Softmax_Loss_CategoricalCrossentropy,
    Layer_Dense,
    Layer_Dropout,
    Loss,
    Loss_CategoricalCrossentropy,
)
from callables import probabilities

TESTS = Path(__file__).parent
DATA = TESTS / "data"


def run(path):
    """Return what a script prints in a process of its own."""
    package = Path(backprop.__file__).parents[1]
    path_of_modules = os.pathsep.join(map(str, [package, TESTS, DATA]))
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path_of_modules},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Scripts ------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    ["import nnfs; nnfs.init()", "import numpy; numpy.random.seed(5)"],
    ids=["under nnfs.init", "without"],
)
@pytest.mark.parametrize("script", ["network", "combined", "training"])
def test_a_script_prints_the_same_digits(script, start, tmp_path):
    text = (DATA / f"nnfs_{script}.py").read_text(encoding="utf-8")
    replaced = text.replace("from nnfs_classes", "from backprop.nnfs")
    assert replaced != text
    # Every digit that there is, not only those that NumPy shows.
    digits = "import numpy; numpy.set_printoptions(precision=17)"
    printed = []
    for name, body in {"theirs": text, "ours": replaced}.items():
        path = tmp_path / f"{name}.py"
        path.write_text(f"{start}\n{digits}\n{body}", encoding="utf-8")
        printed.append(run(path))
    theirs, ours = printed
    assert len(theirs.split()) > 30
    assert ours == theirs


@pytest.fixture(scope="module")
def network():
    """Return the numbers of the network under nnfs.init()."""
    return json.loads(run(DATA / "nnfs_values.py"))


@pytest.fixture(scope="module")
def published():
    """Return the same numbers as they have been published."""
    return json.loads((DATA / "nnfs_spiral.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("computed_by", ["adapters", "core"])
@pytest.mark.parametrize(
    ("name", "rtol"),
    [
        ("output", 1e-6),
        ("loss", 1e-6),
        ("accuracy", 0.0),
        ("dense1.weights", 1e-6),
        ("dense2.weights", 1e-6),
        ("dense1.dweights", 1e-4),
        ("dense1.dbiases", 1e-4),
        ("dense2.dweights", 1e-4),
        # Sums of 300 numbers that nearly cancel: few digits are left.
        ("dense2.dbiases", 0.02),
    ],
)
def test_the_published_spiral(computed_by, name, rtol, network, published):
    assert_allclose(network[computed_by][name], published[name], rtol=rtol)


def test_the_published_spiral_is_float32(network, published):
    assert_allclose(network["X_first3"], published["X_first3"], rtol=1e-6)
    for computed_by in ("adapters", "core"):
        for layer in ("dense1", "dense2"):
            dtypes = network[computed_by][f"{layer}.dtypes"]
            assert dtypes == ["float32"] * 3


def test_nnfs_init_changes_no_bit_of_the_core():
    found = json.loads(run(DATA / "before_and_after_init.py"))
    assert found["differ"] == []
    compared = {name.split()[0].split(".")[0] for name in found["compared"]}
    raised = {"GradientMismatchError", "DirectionMismatchError"}
    assert compared | raised == set(backprop.__all__)


# Against the core classes -------------------------------------------------

LABELS = np.array([2, 0, 1, 1, 0])


def test_dense_agrees_with_the_core(rng):
    strengths = {
        "weight_regularizer_l1": 0.1,
        "weight_regularizer_l2": 0.2,
        "bias_regularizer_l1": 0.3,
        "bias_regularizer_l2": 0.4,
    }
    theirs = Layer_Dense(4, 3, **strengths)
    ours = backprop.Dense(4, 3, rng=rng, **strengths)
    theirs.weights = ours.weights = rng.standard_normal((4, 3))
    theirs.biases = ours.biases = rng.standard_normal((1, 3))
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 3))
    assert theirs.forward(X) is theirs.backward(G) is None
    ours.forward(X)
    ours.backward(G)
    for name in ("output", "dinputs", "dweights", "dbiases", *strengths):
        assert_allclose(
            getattr(theirs, name), getattr(ours, name), rtol=1e-14, atol=1e-15
        )
    assert theirs.inputs is X
    assert Loss().regularization_loss(theirs) == pytest.approx(
        ours.regularization_loss(), rel=1e-14
    )


@pytest.mark.parametrize(
    ("kind", "core"),
    [
        (Activation_ReLU, backprop.ReLU),
        (Activation_Softmax, backprop.Softmax),
    ],
)
def test_activations_agree_with_the_core(kind, core, rng):
    theirs, ours = kind(), core()
    X, G = rng.standard_normal((5, 4)), rng.standard_normal((5, 4))
    assert theirs.forward(X) is theirs.backward(G) is None
    assert_allclose(theirs.output, ours.forward(X), rtol=1e-14)
    assert_allclose(theirs.dinputs, ours.backward(G), rtol=1e-13, atol=1e-16)
    assert theirs.inputs is X


def one_hot(labels):
    return (np.arange(3) == labels[:, np.newaxis]).astype(np.int64)


def soft(labels):
    return 0.8 * one_hot(labels) + 0.2 / 3


@pytest.mark.parametrize("form", [np.array, one_hot, soft])
def test_losses_agree_with_the_core(form, rng):
    y_pred, y_true = probabilities(rng), form(LABELS)
    theirs = Loss_CategoricalCrossentropy()
    ours = backprop.CategoricalCrossEntropy()
    mean = ours.forward(y_pred, y_true)
    assert_allclose(theirs.forward(y_pred, y_true), ours.sample_losses)
    assert theirs.calculate(y_pred, y_true) == pytest.approx(mean, rel=1e-14)
    assert theirs.backward(y_pred, y_true) is None
    assert_allclose(theirs.dinputs, ours.backward(), rtol=1e-14)


@pytest.mark.parametrize("form", [np.array, one_hot, soft])
def test_the_fused_loss_agrees_with_the_core(form, rng):
    logits, y_true = rng.standard_normal((5, 3)), form(LABELS)
    theirs = Activation_Softmax_Loss_CategoricalCrossentropy()
    ours = backprop.SoftmaxCrossEntropy()
    assert theirs.forward(logits, y_true) == pytest.approx(
        ours.forward(logits, y_true), rel=1e-14
    )
    assert_allclose(theirs.output, ours.output, rtol=1e-14)
    assert theirs.output is theirs.activation.output
    assert theirs.backward(theirs.output, y_true) is None
    assert_allclose(theirs.dinputs, ours.backward(), rtol=1e-13, atol=1e-16)


def test_dropout_keeps_the_share_nnfs_keeps(monkeypatch, rng):
    monkeypatch.setattr(np.random, "binomial", rng.binomial)
    layer = Layer_Dropout(0.25)
    assert layer.rate == 0.75
    X, G = rng.standard_normal((60, 50)), rng.standard_normal((60, 50))
    assert layer.forward(X) is layer.backward(G) is None
    assert set(layer.binary_mask.ravel().tolist()) == {0.0, 1 / 0.75}
    assert 0.2 < (layer.binary_mask == 0).mean() < 0.3
    assert_array_equal(layer.output, X * layer.binary_mask)
    assert_array_equal(layer.dinputs, G * layer.binary_mask)


def test_weights_are_drawn_as_nnfs_draws_them(monkeypatch):
    drawn = np.random.default_rng(3)
    monkeypatch.setattr(
        np.random, "randn", lambda *shape: drawn.standard_normal(shape)
    )
    layer = Layer_Dense(4, 3)
    again = np.random.default_rng(3).standard_normal((4, 3))
    assert_array_equal(layer.weights, 0.01 * again)
    assert_array_equal(layer.biases, np.full((1, 3), 0.0))


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [
        ({}, 0),
        ({"weight_regularizer_l1": 0.5}, 0.5 * 10),
        ({"weight_regularizer_l2": 0.5}, 0.5 * 30),
        ({"bias_regularizer_l1": 0.5}, 0.5 * 11),
        ({"bias_regularizer_l2": 0.5}, 0.5 * 61),
    ],
)
def test_regularization_loss_of_each_strength(strengths, expected):
    layer = Layer_Dense(2, 2, **strengths)
    layer.weights = np.array([[1.0, -2.0], [3.0, -4.0]])
    layer.biases = np.array([[-5.0, 6.0]])
    assert Loss().regularization_loss(layer) == expected


def test_a_penalty_that_is_off_touches_nothing():
    layer = Layer_Dense(2, 3)
    layer.weights = np.full((2, 3), np.nan)
    layer.biases = np.full((1, 3), np.nan)
    layer.forward(np.full((1, 2), 1.0))
    layer.backward(np.full((1, 3), 0.5))
    assert_array_equal(layer.dweights, np.full((2, 3), 0.5))
    assert_array_equal(layer.dbiases, np.full((1, 3), 0.5))
    assert Loss().regularization_loss(layer) == 0


def test_softmax_subtracts_the_largest_logit():
    softmax = Activation_Softmax()
    softmax.forward([[1000.0, 0.0], [-1000.0, -1000.0]])
    assert_array_equal(softmax.output, [[1.0, 0.0], [0.5, 0.5]])


def test_relu_is_closed_at_zero():
    relu = Activation_ReLU()
    relu.forward([[0.0, -0.0, 5e-324]])
    relu.backward([[3.0, 4.0, 5.0]])
    assert_array_equal(relu.dinputs, [[0.0, 0.0, 5.0]])


@pytest.mark.parametrize(
    ("predicted", "labelled", "computed"),
    [
        (np.float32, np.int64, np.float64),
        (np.float32, np.uint8, np.float64),
        (np.float32, bool, np.float64),
        (np.float32, np.float32, np.float32),
        (np.float32, np.float64, np.float64),
        (np.float64, np.float32, np.float64),
        (np.float64, np.int64, np.float64),
    ],
)
def test_rows_of_whole_numbers_compute_in_float64_as_in_nnfs(
    predicted, labelled, computed, rng
):
    y_pred = probabilities(rng).astype(predicted)
    y_true = one_hot(LABELS).astype(labelled)
    loss = Loss_CategoricalCrossentropy()
    losses = loss.forward(y_pred, y_true)
    confidences = y_pred[range(5), LABELS].astype(computed)
    assert losses.dtype == computed
    digits = 4 * np.finfo(computed).eps
    assert_allclose(losses, -np.log(confidences), rtol=digits)
    loss.backward(y_pred, y_true)
    assert loss.dinputs.dtype == computed
    assert_allclose(
        loss.dinputs[range(5), LABELS], -1 / confidences / 5, rtol=digits
    )


# Deviations ---------------------------------------------------------------


def test_the_slope_of_l1_at_zero_is_zero():
    layer = Layer_Dense(
        2, 3, weight_regularizer_l1=0.5, bias_regularizer_l1=0.5
    )
    layer.weights = np.array([[0.0, 2.0, -2.0], [1.0, 0.0, -1.0]])
    layer.forward(np.full((1, 2), 1.0))
    layer.backward(np.full((1, 3), 0.0))
    assert_array_equal(layer.dweights, [[0.0, 0.5, -0.5], [0.5, 0.0, -0.5]])
    assert_array_equal(layer.dbiases, [[0.0, 0.0, 0.0]])


def test_the_gradient_of_a_prediction_of_zero_is_finite():
    loss = Loss_CategoricalCrossentropy()
    for labels in (np.array([1, 0]), np.array([[0, 1], [1, 0]])):
        loss.backward(np.array([[1.0, 0.0], [0.5, 0.5]]), labels)
        assert_allclose(loss.dinputs, [[0.0, -1e7 / 2], [-1.0, 0.0]])


def test_the_loss_is_clipped_on_both_sides_as_in_nnfs():
    loss = Loss_CategoricalCrossentropy()
    certain = np.array([[1.0, 0.0], [1.0, 0.0]])
    assert_allclose(
        loss.forward(certain, np.array([0, 1])),
        [-np.log(1 - 1e-7), -np.log(1e-7)],
        rtol=1e-12,
    )


def test_soft_labels_are_not_hardened_by_argmax(rng):
    y_pred, y_true = probabilities(rng), soft(LABELS)
    fused = Activation_Softmax_Loss_CategoricalCrossentropy()
    fused.backward(y_pred, y_true)
    assert_allclose(fused.dinputs, (y_pred - y_true) / 5, rtol=1e-14)
    assert abs(fused.dinputs - (y_pred - one_hot(LABELS)) / 5).max() > 0.01


def test_soft_labels_weigh_logarithms(rng):
    y_pred, y_true = probabilities(rng), soft(LABELS)
    losses = Loss_CategoricalCrossentropy().forward(y_pred, y_true)
    assert_allclose(losses, -(y_true * np.log(y_pred)).sum(axis=1))
    assert (losses > -np.log((y_true * y_pred).sum(axis=1)) + 0.001).all()


def test_labels_may_be_lists_and_unsigned():
    y_pred = np.array([[0.2, 0.8], [0.5, 0.5]])
    loss = Loss_CategoricalCrossentropy()
    loss.backward(y_pred, np.array([[0, 1], [1, 0]], dtype=np.uint8))
    unsigned = loss.dinputs
    loss.backward(y_pred, [1, 0])
    assert_allclose(unsigned, loss.dinputs)
    assert_allclose(unsigned, [[0.0, -0.625], [-1.0, 0.0]])
