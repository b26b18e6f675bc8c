"""The figures of whole networks: arrays, paths, regions, training."""

import itertools
import re

import matplotlib
import numpy as np
import pytest

from backprop import palette, plotting, spiral, training
from backprop.plotting import style
from backprop.plotting.spiral import CLASSES


@pytest.fixture
def history():
    """Return a record of 80 steps, long enough for two medians."""
    falling = np.linspace(1.1, 0.3, 81)
    return training.History(
        losses=list(falling),
        accuracies=list(1.0 - falling / 2),
        gradient_norms=[[0.1 * v, 0.2 * v] for v in falling],
    )


def words(ax):
    return style._DESCRIPTIONS[ax.figure]


def texts(ax, colour):
    return [t.get_text() for t in ax.texts if t.get_color() == colour]


def test_arrays_have_their_shapes():
    ax = plotting.network_arrays(300, 2, 5, 3)
    shown = [text.get_text() for text in ax.texts]
    assert sum("(300, 5)" in text for text in shown) == 2
    assert sum("(300, 3)" in text for text in shown) == 1
    parameters = texts(ax, palette.PARAMETER)
    shapes = [re.search(r"\(\d+, \d+\)", text)[0] for text in parameters]
    assert shapes == ["(2, 5)", "(1, 5)", "(5, 3)", "(1, 3)"]
    assert "times W1 of shape (2, 5)" in words(ax)


def test_gradients_of_arrays_are_slanted():
    ax = plotting.network_arrays(300, 2, 3, 3)
    for text in ax.texts:
        slanted = text.get_style() == "italic"
        assert slanted == (text.get_color() == palette.GRADIENT)


def test_paths_multiply_along_and_add_across():
    ax = plotting.network_paths(
        2.0, 1.0, [0.5, -1.0], [0.25, -0.5], names=("x", "a")
    )
    lines = texts(ax, palette.GRADIENT)[-3:]
    assert lines == [
        "2 × 1 × 0.5 × 0.25 = 0.25",
        "2 × 1 × (−1) × (−0.5) = 1",
        "together: 1.25",
    ]
    assert "together: 1.25" in words(ax)


def test_a_shut_gate_stops_every_path():
    ax = plotting.network_paths(
        2.0, 0.0, [0.5, -1.0], [0.25, -0.5], names=("x", "a")
    )
    assert texts(ax, palette.GRADIENT)[-1] == "together: 0"


def test_growth_is_drawn_as_it_is():
    ax = plotting.paths_and_edges([1, 2], [384, 24576], [323, 4419])
    drawn = [list(line.get_ydata()) for line in ax.lines]
    assert drawn == [[384, 24576], [323, 4419]]


def test_every_class_has_its_marker_and_colour():
    X, y = spiral(9, 3, rng=np.random.default_rng(0))
    ax = plotting.spiral_points(X, y)
    looks = [(line.get_color(), line.get_marker()) for line in ax.lines]
    assert looks == [(color, marker) for color, _, marker in CLASSES]
    assert len({marker for _, marker in looks}) == 3
    assert "9 of class 2" in words(ax)


def test_regions_are_where_a_class_leads():
    X, y = spiral(9, 3, rng=np.random.default_rng(0))
    points = plotting.plane_points()
    x0 = points[:, 0]
    right = dict.fromkeys("abcd", np.column_stack([x0, -x0, 0 * x0 - 9]))
    ax = plotting.decision_regions(right, X, y, remark="Right of left.")
    tints = [
        matplotlib.colors.to_hex(c.get_facecolor()[0]) for c in ax.collections
    ]
    assert tints == [palette.CLASS_0_TINT, palette.CLASS_1_TINT]
    box = ax.collections[0].get_paths()[0].get_extents()
    assert box.x0 == pytest.approx(0.0, abs=1e-9)
    assert "a: 51%, 49%, 0%" in words(ax)  # a tie goes to class 0
    assert words(ax).endswith("Right of left.")


def test_curves_show_medians(history):
    ax = plotting.training_curves({"many": history}, 3)
    line = ax.lines[0]
    assert list(line.get_xdata()) == [0.0, 20.5, 60.5]
    assert line.get_ydata()[0] == history.losses[0]
    assert line.get_ydata()[1] == pytest.approx(
        np.median(history.losses[1:41])
    )
    assert ax.lines[1].get_ydata()[0] == pytest.approx(np.log(3))


def test_two_runs_differ_by_more_than_colour(history):
    ax = plotting.training_curves({"many": history, "few": history}, 3)
    assert [line.get_linestyle() for line in ax.lines[:2]] == ["-", ":"]


def test_norms_of_the_layers_differ_in_their_dashes(history):
    ax = plotting.gradient_norms(history)
    assert {line.get_color() for line in ax.lines} == {palette.GRADIENT}
    dashes = [line._dash_pattern for line in ax.lines]
    assert dashes[0] != dashes[1]
    assert ax.get_yscale() == "log"


def test_every_colour_has_a_partner_in_the_dark(history):
    X, y = spiral(9, 3, rng=np.random.default_rng(0))
    values = np.random.default_rng(1).random((len(plotting.plane_points()), 3))
    for ax in (
        plotting.network_arrays(300, 2, 3, 3),
        plotting.network_paths(2.0, 1.0, [1.0], [1.0], names=("x", "a")),
        plotting.paths_and_edges([1, 2], [3, 9], [3, 6]),
        plotting.spiral_points(X, y),
        plotting.decision_regions(dict.fromkeys("abcd", values), X, y),
        plotting.training_curves({"one": history, "two": history}, 3),
        plotting.gradient_norms(history),
    ):
        used = set(re.findall(r"#[0-9a-fA-F]{6}\b", style._svg(ax.figure)))
        assert used <= set(palette.LIGHT_TO_DARK), used


# The colours of the classes, as people with each kind of vision see them:
# the matrices of Machado, Oliveira and Fernandes (2009) for full deficiency.

VISION = {
    "all cones": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour):
    """Return the light of a hex colour, channel by channel."""
    c = np.array(matplotlib.colors.to_rgb(colour))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(light):
    """Return CIE L*a*b*, in which distances are about as seen."""
    white = XYZ.sum(axis=1)
    x, y, z = np.cbrt(XYZ @ np.clip(light, 0.0, 1.0) / white)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_classes_can_be_told_apart(vision, dark):
    colours = [color for color, *_ in CLASSES]
    if dark:
        colours = [palette.LIGHT_TO_DARK[color] for color in colours]
    seen = [lab(np.array(VISION[vision]) @ linear(c)) for c in colours]
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(one - other) > 30.0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_markers_stand_out_from_every_region(dark):
    tints = [tint for _, tint, _ in CLASSES]
    for (color, *_), ground in itertools.product(
        CLASSES, [palette.PAPER, *tints]
    ):
        pair = color, ground
        if dark:
            pair = [palette.LIGHT_TO_DARK[one] for one in pair]
        light, low = sorted((XYZ[1] @ linear(c) for c in pair), reverse=True)
        assert (light + 0.05) / (low + 0.05) >= 3.0
