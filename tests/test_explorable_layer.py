"""The layer to try out: what takes part, which products fit, bad input."""

import numpy as np
import pytest

from backprop.explorables import LayerTrace

SHAPES = {
    "inputs": (2, 4),
    "weights": (4, 3),
    "biases": (1, 3),
    "dvalues": (2, 3),
}


def trace(**changes):
    rng = np.random.default_rng(0)
    arrays = {k: rng.normal(size=shape) for k, shape in SHAPES.items()}
    return LayerTrace(**{**arrays, **changes}, caption="Try it.")


def test_the_gradients_are_the_three_products():
    layer = trace()
    X, W, G = map(np.array, (layer.inputs, layer.weights, layer.dvalues))
    np.testing.assert_allclose(layer.gradients["dinputs"], G @ W.T)
    np.testing.assert_allclose(layer.gradients["dweights"], X.T @ G)
    np.testing.assert_allclose(
        layer.gradients["dbiases"], G.sum(axis=0, keepdims=True)
    )


@pytest.mark.parametrize(
    ("extent", "samples", "neurons"),
    [("batch", 2, 3), ("sample", 1, 3), ("neuron", 1, 1)],
)
def test_only_what_takes_part_is_computed(extent, samples, neurons):
    layer = trace(extent=extent)
    assert layer.gradients["dinputs"].shape == (samples, 4)
    assert layer.gradients["dweights"].shape == (4, neurons)
    keys = layer.quantities()
    assert f"output[{samples - 1},{neurons - 1}]" in keys
    assert f"output[{samples - 1},{neurons}]" not in keys
    assert f"output[{samples},0]" not in keys


@pytest.mark.parametrize(
    ("sizes", "products"),
    [
        ((2, 4, 3), ["X.T @ G"]),
        ((2, 3, 3), ["X.T @ G", "G.T @ X"]),
        ((2, 2, 3), ["X @ W", "X @ G", "X.T @ W", "X.T @ G"]),
        ((3, 2, 3), ["X.T @ G", "X.T @ G.T", "W @ G", "W @ G.T"]),
    ],
)
def test_the_products_that_have_the_shape_of_the_weights(sizes, products):
    layer = trace()
    layer.n_samples, layer.n_inputs, layer.n_neurons = sizes
    assert layer.fitting() == products
    assert layer.quantities()["fitting"] == len(products)


def test_every_product_that_is_said_to_fit_fits():
    layer = trace()
    sizes = {"n_samples": 3, "n_inputs": 3, "n_neurons": 3}
    for key, size in sizes.items():
        setattr(layer, key, size)
    arrays = {name: np.ones((3, 3)) for name in "XWG"}
    assert len(layer.fitting()) == 24
    for product in layer.fitting():
        assert eval(product, arrays).shape == (3, 3)


@pytest.mark.parametrize(
    ("changes", "got"),
    [
        ({"weights": np.ones((3, 3))}, r"\(3, 3\)"),
        ({"biases": np.ones(3)}, r"\(3,\)"),
        ({"dvalues": np.ones((3, 2))}, r"\(3, 2\)"),
        ({"inputs": np.ones((5, 4)), "dvalues": np.ones((5, 3))}, r"\(5, 4\)"),
        ({"inputs": np.ones((0, 4)), "dvalues": np.ones((0, 3))}, r"\(0, 4\)"),
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(changes, got):
    with pytest.raises(ValueError, match=f"biases \\(1, m\\).*got .*{got}"):
        trace(**changes)


def test_a_refused_change_leaves_the_state():
    layer = trace()
    before = layer.state()
    with pytest.raises(ValueError, match="extent to be one of batch, sample"):
        layer.extent = "all"
    with pytest.raises(ValueError, match=r"weights as shape \(4, 3\)"):
        layer.weights = np.ones((3, 4))
    assert layer.state() == before


def test_the_still_picture_tells_all_eight_arrays(publish):
    words = publish(trace(inputs=np.eye(4)[:2]).figure())["text/plain"]
    assert "X of shape (2, 4): 1 0 0 0; 0 1 0 0." in words
    assert "∂L/∂W of shape (4, 3)" in words
    assert "G of shape (2, 3)" in words
