"""NaN and infinities spread as the docstrings say, never silently."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import backprop
from backprop import Dense, Dropout, Neuron, nnfs
from backprop.checks import as_probabilities
from callables import ARGUMENTS, LABELS, LAYERS, D, K, N, probabilities
from refusals import assert_refused

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("name", LAYERS)
def test_nan_spoils_its_own_sample_and_no_other(name, rng):
    layer = LAYERS[name](rng)
    inputs = rng.standard_normal((N, D))
    inputs[2, 1] = NAN
    layer.forward(inputs)
    spoilt = np.isnan(layer.output)
    assert spoilt[2].any()
    assert not np.delete(spoilt, 2, axis=0).any()


@pytest.mark.parametrize("name", LAYERS)
def test_nan_upstream_spoils_its_own_sample_and_no_other(name, rng):
    layer = LAYERS[name](rng)
    layer.forward(abs(rng.standard_normal((N, D))))
    upstream = rng.standard_normal(layer.output.shape)
    upstream[2, 1] = NAN
    layer.backward(upstream)
    spoilt = np.isnan(layer.dinputs)
    assert spoilt[2].any()
    assert not np.delete(spoilt, 2, axis=0).any()


def test_nan_inputs_of_a_dense_layer_reach_their_row_of_dweights(rng):
    layer = Dense(D, K, rng=rng)
    inputs = rng.standard_normal((N, D))
    inputs[2, 1] = NAN
    layer.forward(inputs)
    layer.backward(rng.standard_normal((N, K)))
    assert_array_equal(
        np.isnan(layer.dweights), np.arange(D)[:, np.newaxis] == [[1] * K]
    )
    assert np.isfinite(layer.dbiases).all()
    assert np.isfinite(layer.dinputs).all()


@pytest.mark.parametrize("relu", [backprop.ReLU(), nnfs.Activation_ReLU()])
def test_relu_at_the_edges_of_the_number_line(relu):
    relu.forward([[NAN, INF, -INF, 2.0]])
    assert_array_equal(relu.output, [[NAN, INF, 0.0, 2.0]])
    relu.backward([[3.0, 4.0, NAN, NAN]])
    closed = 0.0 if isinstance(relu, backprop.ReLU) else 3.0
    assert_array_equal(relu.dinputs, [[closed, 4.0, 0.0, NAN]])


@pytest.mark.parametrize(
    "softmax",
    [
        backprop.Softmax(),
        nnfs.Activation_Softmax(),
    ],
)
def test_softmax_of_infinite_logits(softmax):
    softmax.forward([[-INF, 0.0, 0.0]])
    assert_array_equal(softmax.output, [[0.0, 0.5, 0.5]])
    with np.errstate(invalid="ignore"):
        softmax.forward([[INF, 0.0], [-INF, -INF], [0.0, 0.0]])
    assert_array_equal(softmax.output, [[NAN, NAN], [NAN, NAN], [0.5, 0.5]])


def test_dropout_does_not_hide_infinities(rng):
    dropout = Dropout(0.5, rng=rng)
    with np.errstate(invalid="ignore"):
        output = dropout.forward(np.full((1, 100), INF))
    dropped = dropout.scaled_mask == 0.0
    assert 30 < dropped.sum() < 70
    assert_array_equal(output, np.where(dropped, NAN, INF))


def test_a_loss_of_nan_is_nan(rng):
    y_pred = probabilities(rng)
    y_pred[2] = NAN
    logits = rng.standard_normal((N, K))
    logits[2, 0] = NAN
    for loss, values in (
        (backprop.CategoricalCrossEntropy(), y_pred),
        (backprop.SoftmaxCrossEntropy(), logits),
        (nnfs.Activation_Softmax_Loss_CategoricalCrossentropy(), logits),
    ):
        for labels in (LABELS, probabilities(rng)):
            assert np.isnan(loss.forward(values, labels))
    losses = nnfs.Loss_CategoricalCrossentropy().forward(y_pred, LABELS)
    assert_array_equal(np.isnan(losses), np.arange(N) == 2)


def test_infinite_logits(rng):
    loss = backprop.SoftmaxCrossEntropy()
    assert loss.forward([[0.0, -INF, 0.0]], [2]) == pytest.approx(np.log(2))
    assert loss.forward([[0.0, -INF]], [[1.0, 0.0]]) == 0.0
    assert loss.forward([[0.0, -INF]], [1]) == INF
    with np.errstate(invalid="ignore"):
        assert np.isnan(loss.forward([[0.0, INF]], [1]))


def test_penalties_of_nan_and_infinity():
    values = [NAN, 1.0, -INF]
    assert np.isnan(backprop.l1_loss(values, 0.5))
    assert np.isnan(backprop.l2_loss(values, 0.5))
    assert backprop.l1_loss([-INF], 0.5) == INF
    assert backprop.l2_loss([-INF], 0.5) == INF
    assert_array_equal(backprop.l1_gradient(values, 0.5), [NAN, 0.5, -0.5])
    assert_array_equal(backprop.l2_gradient(values, 0.5), [NAN, 1.0, -INF])


def test_a_jacobian_of_nan_is_nan():
    assert np.isnan(backprop.softmax_jacobian([NAN, 0.5, 0.5])[0]).all()


def test_a_neuron_passes_nan_and_infinity_on():
    neuron = Neuron([2.0, -1.0], 0.5)
    assert np.isnan(neuron.forward([NAN, 1.0]))
    assert neuron.forward([INF, 1.0]) == INF
    assert neuron.forward([-INF, 1.0]) == 0.0


def test_measured_slopes_of_nan_are_nan():
    slopes = backprop.numerical_gradient(lambda x: x.prod(), [NAN, 1.0, 2.0])
    assert np.isnan(slopes).all()
    with pytest.raises(backprop.GradientMismatchError, match="nan"):
        backprop.check_gradient(np.sum, [1.0, 2.0], [1.0, NAN])


@pytest.mark.parametrize(
    "name",
    [
        "CategoricalCrossEntropy",
        "softmax_jacobian",
        "Loss_CategoricalCrossentropy.forward",
        "Loss_CategoricalCrossentropy.backward",
        "Activation_Softmax_Loss_CategoricalCrossentropy.backward",
    ],
)
def test_infinite_entries_make_no_distribution(name, rng):
    argument = ARGUMENTS[name](rng)
    for row in ([INF, 0.0, 0.0], [INF, -INF, 1.0], [1e308, 1e308, 1e308]):
        bad = argument.good.copy()
        bad[3] = row
        assert_refused(
            lambda bad=bad: argument.call(bad),
            ValueError,
            f"{argument.where}: ",
            argument.name,
            "to be a distribution",
            "got row 3",
            kept=(argument.owner, bad),
        )


def test_distributions_may_hold_nan(rng):
    rows = probabilities(rng)
    rows[1, 0] = NAN
    assert as_probabilities("here", "rows", rows) is rows
