"""Colours mean what they mean, and labels stand clear of lines."""

import itertools

import numpy as np
import pytest
from matplotlib.colors import same_color, to_hex
from matplotlib.patches import FancyArrowPatch, Rectangle

from backprop import palette, plotting
from backprop.plotting import style

H = np.array([1e-8, 1e-4, 1e-1])
KINDS = {palette.FORWARD, palette.GRADIENT, palette.PARAMETER}
PAIRS = {3: (7.0, 2.0), 1000: (500.0, 2.0)}


def curve(q):
    return H, H**q, (1.0, q, 1e-12)


COUNTED = {
    "costs": lambda: plotting.jacobian_cost([2, 10]),
    "times": lambda: plotting.time_ratios(PAIRS, PAIRS),
    "paths": lambda: plotting.paths_and_edges([1, 2], [3, 9], [3, 6]),
    "causes": lambda: plotting.causes_by_step(
        H, dict.fromkeys(("one", "two", "three", "four"), H)
    ),
    "methods": lambda: plotting.u_curve(
        {
            "float64": {
                "forward": curve(1),
                "central": curve(2),
                "complex": (H, H**2, None),
            }
        }
    ),
    "numbers": lambda: plotting.curves_and_corners(
        {"float64": curve(2), "float32": curve(2), "init": curve(2)},
        np.array([1e-6, 1e-2]),
        1e-4,
    ),
    "lamps": lambda: plotting.lamps({"Late": {"lost": (True, False, True)}}),
}


def drawn(ax):
    """Return the renderer of a figure that has been laid out."""
    ax.figure.canvas.draw()
    return ax.figure.canvas.get_renderer()


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_none_of_the_three_kinds_has_none_of_their_colours(name):
    picture = style._svg(COUNTED[name]().figure)
    assert not [color for color in KINDS if color in picture]


def test_directions_are_no_values():
    ax = plotting.blind_directions(np.array([3.0, 0.0]), np.eye(2), 0.1)
    assert palette.FORWARD not in style._svg(ax.figure)


def test_series_differ_in_more_than_their_grey():
    ways = [(look["linestyle"], look["marker"]) for look in style.SERIES]
    assert len({line for line, _ in ways}) >= 3
    assert len({marker for _, marker in ways}) == len(ways)
    assert "--" not in dict(ways)  # dashes are for gradients
    assert len({look["marker"] for look in style.DOTS}) == len(style.DOTS)


# Paths, bands, cells and ticks.


def test_paths_lead_to_the_loss_in_grey_and_their_box_is_whole():
    ax = plotting.network_paths(
        2.0, 1.0, [0.5, -1.0], [0.25, -0.5], names=("x", "a")
    )
    drawn(ax)
    arrows = [p for p in ax.patches if isinstance(p, FancyArrowPatch)]
    assert len(arrows) == 5
    for arrow in arrows:
        assert same_color(arrow.get_edgecolor(), palette.MUTED)
        assert arrow.get_linestyle() in ("-", "solid")
    (box,) = (p for p in ax.patches if isinstance(p, Rectangle))
    left = box.get_window_extent().x0 - ax.get_window_extent().x0
    half = box.get_linewidth() / 2 * ax.figure.dpi / 72
    assert left >= half


def test_the_band_of_an_error_can_be_seen_on_paper():
    ax = plotting.running_mean(np.array([0.0, 4.0, 4.0, 4.0]), 3.0, 0.25)
    (band,) = ax.collections
    # QUIET_TINT is too near to the paper, above all in the dark.
    assert to_hex(band.get_facecolor()[0]) == palette.FAINT


def test_numbers_keep_clear_of_the_sides_of_their_cells():
    left = np.array([[0.5, -1.0, 2.0], [1.0, 0.25, -0.5]])
    right = np.array([[0.2, 0.8], [0.5, -0.91], [-0.26, -0.27]])
    right = np.hstack([right, right])
    ax = plotting.product_table(
        left,
        right,
        names=("$G$", "$W$", "$X$"),
        kinds=("gradient", "parameter", "gradient"),
    )
    renderer = drawn(ax)
    cells = [p.get_window_extent() for p in ax.patches]
    for text in ax.texts:
        box = text.get_window_extent(renderer)
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        for cell in cells:
            if cell.contains(x, y) and box.height < cell.height:
                assert cell.x0 + 9 < box.x0
                assert box.x1 < cell.x1 - 9


def test_strengths_are_upright_and_do_not_run_into_each_other():
    shares = np.full(2, 0.7)
    ax = plotting.strength_sweep(
        shares,
        {
            name: dict.fromkeys((0.001, 0.01, 0.1, 1.0)[first:], shares)
            for name, first in (("L2", 0), ("L1", 0), ("dropout", 1))
        },
        dict.fromkeys(("L2", "L1", "dropout"), "$p$"),
    )
    renderer = drawn(ax)
    for panel in ax.figure.axes:
        labels = panel.get_xticklabels()
        assert not any(label.get_rotation() for label in labels)
        boxes = [label.get_window_extent(renderer) for label in labels]
        for one, other in itertools.pairwise(boxes):
            assert one.x1 + 3 < other.x0 or labels[1].get_text()[0] == "\n"
    heights = {
        round(panel.xaxis.label.get_window_extent(renderer).y0)
        for panel in ax.figure.axes
    }
    assert len(heights) == 1
