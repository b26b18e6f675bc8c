"""In the graph of a neuron factors stand beside arrows, and heads apart."""

import itertools

import pytest
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from backprop import Neuron, plotting


def run(weights, bias=1.0):
    neuron = Neuron(weights, bias)
    neuron.forward([float(i + 1) for i in range(len(weights))])
    neuron.backward()
    return neuron


def arrows(ax):
    return [p for p in ax.patches if isinstance(p, FancyArrowPatch)]


def pieces(arrow):
    """Return the corners of the line and of the head, in pixels."""
    way = arrow.get_transform().transform_path(arrow.get_path())
    return way.to_polygons(closed_only=False)


@pytest.mark.parametrize(
    ("weights", "state"),
    [
        *(([-3.0, -1.0, 2.0], state) for state in range(6, 17, 2)),
        *(([-0.5, -1.0, 2.0, 0.25], state) for state in range(6, 19, 2)),
    ],
)
def test_a_factor_stands_beside_its_arrow_and_the_others(weights, state):
    ax = plotting.neuron_graph(run(weights, 9.0), state)
    ax.figure.canvas.draw()
    (factor,) = (t for t in ax.texts if t.get_text().startswith("×"))
    assert factor.get_bbox_patch() is None
    box = factor.get_window_extent()
    assert box.x0 >= 0
    for arrow in arrows(ax):
        for piece in pieces(arrow):
            assert not Path(piece).intersects_bbox(box, filled=False)


def test_heads_that_meet_above_a_node_can_be_told_apart():
    ax = plotting.neuron_graph(run([-3.0, -1.0, 2.0]), 5)
    ax.figure.canvas.draw()
    heads = [pieces(arrow)[-1] for arrow in arrows(ax)]
    assert len(heads) == 11
    for one, other in itertools.combinations(heads, 2):
        assert not Path(one).intersects_path(Path(other))
