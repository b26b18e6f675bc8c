"""The gradient check to try out: what it expects is what happens."""

import json
import subprocess
import sys

import numpy as np
import pytest

from backprop import (
    Dense,
    ReLU,
    SoftmaxCrossEntropy,
    numerical_gradient,
    palette,
    plotting,
)
from backprop.explorables import GradientCheck
from backprop.explorables.checked_network import _rounded_product
from backprop.explorables.gradient_check import SCALES, STEPS
from backprop.training import forward

PARAMETERS = ["weight", "bias", "last weight"]


def arrays(seed=4):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((12, 2))
    X[3] = 0.0
    return {
        "X": X,
        "y": rng.integers(0, 3, 12),
        "weights": [rng.standard_normal(s) for s in ((2, 4), (4, 3))],
        "biases": [rng.standard_normal(s) for s in ((1, 4), (1, 3))],
    }


def check(seed=4, **state):
    return GradientCheck(**(arrays(seed) | state), caption="Try it.")


def by_layers(made_of, dtype, scale):
    """Return the loss by the package's own layers."""
    rng, layers = np.random.default_rng(0), []
    for weights, biases in zip(
        made_of["weights"], made_of["biases"], strict=True
    ):
        layer = Dense(*weights.shape, rng=rng, dtype=dtype)
        layer.weights, layer.biases = scale * weights, scale * biases
        layers += [layer, ReLU()]
    outputs = forward(layers[:-1], made_of["X"].astype(dtype))
    return SoftmaxCrossEntropy().forward(outputs, made_of["y"])


@pytest.mark.parametrize(
    ("dtype", "limit"), [("float64", 1e-14), ("float32", 1e-6)]
)
def test_f_is_what_the_layers_compute(dtype, limit):
    network = check(dtype=dtype).network()
    right = by_layers(arrays(), np.dtype(dtype).type, 0.5)
    assert network.f(network.value).dtype == dtype
    assert abs(network.f(network.value) - right) < limit


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("scale", [0.01, 0.5])
def test_the_claim_is_right(parameter, scale):
    network = check(parameter=parameter, scale=scale).network()
    slope = numerical_gradient(
        network.f, np.array(network.value), method="complex"
    )
    assert network.claim == pytest.approx(float(slope), rel=1e-12)
    layer, kind = network.place
    given = check(parameter=parameter, scale=scale).gradients
    assert given[f"{layer}.d{kind}"][0, 0] == network.claim


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("method", ["forward", "central", "complex"])
def test_a_long_nudge_is_off_by_what_is_expected(parameter, method):
    network = check(parameter=parameter).network()
    a, q, _ = network.expected(method)
    h = 1e-4 if method == "forward" else 1e-3
    assert not network.flips(h, method).any()
    error = network.error(network.slope(h, method))
    assert error == pytest.approx(a * h**q, rel=0.02)


@pytest.mark.parametrize("numbers", ["float64", "float32", "nnfs"])
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_rounding_stays_within_its_bound_and_uses_it(numbers, parameter):
    kind = {"nnfs": True} if numbers == "nnfs" else {"dtype": numbers}
    shares = []
    for seed in range(4, 10):
        widget = check(seed=seed, parameter=parameter, **kind)
        network = widget.network()
        for method in ("forward", "central"):
            a, q, b = network.expected(method)
            for h, error in zip(*widget.curve(method=method), strict=True):
                rounding = b / h > 10.0 * a * h**q and error < 0.3
                if rounding and not network.flips(h, method).any():
                    shares.append(error * h / b)
    assert 0.02 < max(shares) < 1.0


@pytest.mark.parametrize("method", ["forward", "central", "complex"])
@pytest.mark.parametrize("parameter", PARAMETERS[:2])
@pytest.mark.parametrize("no_biases", [False, True])
def test_a_flip_is_a_gate_that_is_another(method, parameter, no_biases):
    made_of = arrays()
    widget = check(method=method, parameter=parameter, no_biases=no_biases)
    W = 0.5 * made_of["weights"][0]
    b = 0.0 if no_biases else 0.5 * made_of["biases"][0]
    moved = made_of["X"][:, 0] if parameter == "weight" else 1.0
    before = (made_of["X"] @ W + b)[:, 0]
    sides = {"forward": (1,), "central": (1, -1), "complex": (1j,)}[method]
    seen = set()
    for h in [*STEPS[:-25:15], *STEPS[-25:]]:
        # A ReLU keeps whichever NumPy calls the larger: itself, or 0.
        gates = [np.maximum(before + s * h * moved, 0) != 0 for s in sides]
        turned = np.any([gate != (before > 0) for gate in gates], axis=0)
        found = widget.network().flips(h, method)
        np.testing.assert_array_equal(found, turned)
        seen.add(int(turned.sum()))
    assert len(seen) > 3 or method == "complex"


@pytest.mark.parametrize("numbers", [{"nnfs": True}, {"dtype": "float32"}])
@pytest.mark.parametrize("method", ["forward", "central"])
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_the_best_step_turns_no_relu(numbers, method, parameter):
    widget = check(method=method, parameter=parameter, **numbers)
    network = widget.network()
    a, q, b = network.expected(method)
    meeting = (b / (q * a)) ** (1 / (q + 1))
    best = widget.quantities()["best_step"]
    room = network.room(method)
    assert best == min(meeting, room)
    assert not network.flips(0.999 * best, method).any()
    if parameter == "last weight":
        assert room == np.inf
    else:
        assert network.flips(1.001 * room, method).sum() == 1


def test_on_a_corner_no_step_is_best():
    widget = check(parameter="bias", no_biases=True)
    assert widget.network().room("central") == 0.0
    assert "best_step" not in widget.quantities()
    assert check().network().room("complex") == np.inf


def test_nothing_turns_behind_the_relu():
    network = check(parameter="last weight").network()
    assert not network.flips(1.0, "central").any()
    assert np.isinf(network.corners).all()


@pytest.mark.parametrize(
    "state", [{"dtype": "float32", "h": 1e-9}, {"h": 1e-15, "scale": 1.0}]
)
def test_a_lost_nudge_measures_nothing(state):
    quantities = check(**{"h": 1e-9} | state).quantities()
    lost = state.get("dtype") == "float32"
    assert ("slope" in quantities) != lost


def test_after_init_the_complex_step_has_nothing_to_measure():
    widget = check(nnfs=True, method="complex")
    assert "slope" not in widget.quantities()
    assert widget.curve()[0].size == 0


AFTER_INIT = """
import json, sys
import numpy as np
import nnfs
a, b = (np.array(part) for part in json.loads(sys.argv[1]))
nnfs.init()
found = np.dot(a, b)
print(json.dumps([str(found.dtype), found.tolist()]))
"""


def test_products_are_those_that_nnfs_leaves():
    made_of = arrays()
    a, b = made_of["X"], made_of["weights"][0]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            AFTER_INIT,
            json.dumps([a.tolist(), b.tolist()]),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    dtype, product = json.loads(done.stdout)
    ours = _rounded_product(a, b + 1e-3j)
    assert dtype == str(ours.dtype)
    assert ours.tolist() == product


def test_steps_are_ten_in_every_factor_of_ten():
    assert (STEPS[0], STEPS[-1], len(STEPS)) == (1e-15, 1.0, 151)
    assert (SCALES[0], SCALES[-1], len(SCALES)) == (1e-3, 1.0, 31)
    ratios = np.diff(np.log10(STEPS))
    assert np.all((ratios > 0.08) & (ratios < 0.12))


def test_it_shows_its_state_and_not_its_arrays():
    assert repr(check(h=0.01)) == (
        "GradientCheck(h=0.01, method='central', parameter='weight', "
        "dtype='float64', nnfs=False, scale=0.5, no_biases=False)"
    )


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"weights": [np.ones((2, 4))]}, ValueError, "weights of two layers"),
        (
            {"biases": [np.ones((1, 4)), np.ones((1, 2))]},
            ValueError,
            "weights and biases of shapes",
        ),
        ({"y": np.zeros(3, dtype=int)}, ValueError, "y_true of shape"),
        ({"y": np.eye(3)[[0] * 12]}, ValueError, "y as class numbers"),
        ({"X": np.ones((61, 2)), "y": [0] * 61}, ValueError, "at most 60"),
        ({"h": 0.0}, ValueError, "h from 1e-15 to 1"),
        ({"method": "backward"}, ValueError, "method to be one of central"),
        ({"nnfs": 1}, TypeError, "nnfs to be True or False, got 1"),
        ({"steps": 3}, TypeError, "the state by the names h, method"),
    ],
)
def test_what_is_no_check_is_refused(change, error, words):
    with pytest.raises(error, match=f"GradientCheck: expected {words}"):
        check(**change)


def test_the_figure_compares_three_kinds_of_numbers_and_counts_corners():
    ax = check(h=0.1).figure()
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["float64", "float64 after nnfs.init()", "float32"]
    turned = check(h=0.1).network().flips(0.1, "central").sum()
    strip = ax.figure.axes[1]
    bold = [
        lines
        for lines in strip.collections
        if lines.get_color()[0].tolist()[:3]
        == pytest.approx(plotting_rgb(palette.INK))
    ]
    assert [len(lines.get_segments()) for lines in bold] == [turned]


def plotting_rgb(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def test_a_figure_without_a_valley_is_drawn_too():
    steps = np.array([1e-3, 1e-2])
    curves = {"float64": (steps, steps**2, (1.0, 2, 0.0))}
    ax = plotting.curves_and_corners(curves, np.array([np.inf]), 1e-3)
    assert len(ax.figure.axes[1].collections) == 2
    assert not any(c.get_segments() for c in ax.figure.axes[1].collections)
