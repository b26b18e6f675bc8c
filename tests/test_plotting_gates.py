"""The picture of open gates: edges, samples and gradients in place."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import Neuron, palette, plotting

A, B = [1.0, -2.0, 3.0], [1.0, 2.0, 4.5]
START = Neuron([-3.0, -1.0, 2.0], 1.0)
DEAD = Neuron([-3.401, -0.198, 0.797], 0.599)


@pytest.fixture
def gates():
    return plotting.open_gates({"first": START, "later": DEAD}, [A, B])


def arrows(ax):
    """Return from where to where the drawn gradients lead."""
    return [
        (np.array(note.xyann), np.array(note.xy))
        for note in ax.texts
        if getattr(note, "arrow_patch", None)
    ]


def test_on_the_edge_the_sum_is_zero(gates):
    for ax, neuron in zip(gates.figure.axes, (START, DEAD), strict=True):
        edge = ax.lines[0]
        for x1, x2 in zip(edge.get_xdata(), edge.get_ydata(), strict=True):
            neuron.forward([1.0, x1, x2])
            assert neuron.z == pytest.approx(0.0, abs=1e-12)


def test_the_open_half_is_tinted(gates):
    for ax, neuron in zip(gates.figure.axes, (START, DEAD), strict=True):
        (path,) = ax.collections[0].get_paths()
        for corner in path.vertices:
            assert neuron.forward([1.0, *corner]) >= -1e-12
        assert path.contains_point((0.0, 6.0))


def test_gradients_start_at_open_samples_and_at_right_angles(gates):
    first, later = gates.figure.axes
    assert [tuple(start) for start, _ in arrows(first)] == [(-2, 3), (2, 4.5)]
    assert [tuple(start) for start, _ in arrows(later)] == [(2, 4.5)]
    for ax, neuron in ((first, START), (later, DEAD)):
        along = np.ptp(ax.lines[0].get_xydata(), axis=0)
        for start, end in arrows(ax):
            assert_allclose((end - start) @ along, 0.0, atol=1e-12)
            assert (end - start) @ neuron.weights[1:] > 0


def test_a_neuron_that_is_open_below_is_tinted_below():
    below = Neuron([0.0, 1.0, -1.0], 0.0)
    ax = plotting.open_gates({"a": below, "b": below}, [A, B])
    (path,) = ax.collections[0].get_paths()
    assert path.contains_point((5.0, 0.0))
    assert not path.contains_point((-5.0, 6.0))
    words = [text.get_text() for text in ax.texts if text.get_text() > "a"]
    assert words == ["shut", "open"]


def test_the_words_and_the_colours(gates, publish):
    published = publish(gates)
    assert (
        "later: sample A at (−2, 3) has z = −0.015 and is shut, with no "
        "gradient" in published["text/plain"]
    )
    used = set(re.findall(r"#[0-9a-fA-F]{6}\b", published["image/svg+xml"]))
    assert used <= set(palette.LIGHT_TO_DARK), used
