"""The figures of penalties and dropout say what their numbers say."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import palette, plotting
from backprop.regularization import l1_gradient, l2_gradient

W = np.array([[0.2, -0.5], [0.0, 1.5], [-0.26, 0.87]])
Z = np.array([1.0, -2.0, 3.0, 0.5])
MASK = np.array([1.0, 0.0, 1.0, 1.0]) / 0.75
G = np.array([2.0, -1.0, 0.5, -3.0])
PATHS = np.array([[2.0, 0.5], [1.0, 0.25], [0.5, 0.125]])
WEIGHTS = {"one": np.array([0.001, 2.0, -9.0, 3.0]), "other": np.zeros(4)}


def written(ax):
    return [text.get_text() for text in ax.texts]


def test_slopes_are_those_of_the_curves():
    left, right = plotting.penalties_and_slopes().figure.axes
    for ax in (left, right):
        value, *slopes = (
            line for line in ax.lines if line.get_linestyle() != "None"
        )
        assert value.get_color() == palette.FORWARD
        w, y = value.get_data()
        for slope in slopes:
            if slope.get_linestyle() != "--":
                continue
            assert slope.get_color() == palette.GRADIENT
            ends = slope.get_xdata()
            inside = (w > min(ends)) & (w < max(ends))
            measured = np.gradient(y, w)
            claimed = np.interp(w, ends, slope.get_ydata())
            assert_allclose(measured[inside], claimed[inside], atol=1e-9)


def test_kink_is_marked_with_the_slope_that_is_taken():
    ax = plotting.penalties_and_slopes()
    (point,) = (line for line in ax.lines if len(line.get_xdata()) == 1)
    assert point.get_data() == ([0], [0])


def test_penalty_arrays_hold_both_gradients():
    texts = written(plotting.penalty_arrays(W, 0.1))
    for array in (W, l1_gradient(W, 0.1), l2_gradient(W, 0.1)):
        for value in array.ravel():
            assert plotting.number(round(value, 4)) in texts
    assert sum("(3, 2)" in text for text in texts) == 3


def test_shrinking_draws_every_weight():
    left, right = plotting.shrinking(PATHS, PATHS / 2).figure.axes
    for ax, paths in ((left, PATHS), (right, PATHS / 2)):
        lines = [line for line in ax.lines if len(line.get_ydata()) == 3]
        drawn = np.column_stack([line.get_ydata() for line in lines])
        assert_allclose(drawn, paths)
        assert {line.get_color() for line in lines} == {palette.PARAMETER}


def test_shrinking_says_on_which_side_of_zero_a_weight_ends(publish):
    hopping = np.array([[2.0, 0.015], [1.98, -0.005]])
    words = publish(plotting.shrinking(hopping, PATHS))["text/plain"]
    assert "2 becomes 1.98, 0.015 becomes −0.005" in words


def test_dropout_arrays_use_one_mask_both_ways(publish):
    ax = plotting.dropout_arrays(Z, MASK, G)
    texts = written(ax)
    for value in np.concatenate([Z * MASK, G * MASK]):
        assert plotting.number(round(value, 2)) in texts
    assert texts.count("1.33") == 7  # three a mask, and one output
    words = publish(ax)["text/plain"]
    assert "same mask, gives 2.6667, 0, 0.6667, −4" in words


def test_running_mean_and_its_band(publish):
    outputs = np.array([4.0, 0.0, 4.0, 4.0])
    ax = plotting.running_mean(outputs, 3.0, 0.25)
    mean = ax.lines[0]
    assert_allclose(mean.get_ydata(), [4.0, 2.0, 8 / 3, 3.0])
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 1].max() == pytest.approx(3.0 + 3.0 / np.sqrt(3.0))
    words = publish(ax)["text/plain"]
    assert "ends at 3.00" in words
    assert "at 2.25 marks" in words


def test_histograms_count_every_weight(publish):
    ax = plotting.weight_histograms(WEIGHTS)
    for panel in ax.figure.axes:
        assert sum(bar.get_height() for bar in panel.patches) == 4
    assert "nearly zero: 25%" in written(ax)
    words = publish(ax)["text/plain"]
    assert "other: root mean square 0.0, 100% nearly zero" in words


def test_a_bar_that_is_cut_off_says_how_high_it_is():
    spread = np.linspace(-5.0, 5.0, 60)
    heap = np.concatenate([spread, np.zeros(200)])
    top, bottom = plotting.weight_histograms(
        {"spread": spread, "heap": heap}
    ).figure.axes
    tall = max(bar.get_height() for bar in bottom.patches)
    assert tall > bottom.get_ylim()[1]
    assert f"{tall:.0f}" in written(bottom)
    assert len(written(top)) == 2


def test_every_colour_has_a_partner_in_the_dark(publish):
    for ax in (
        plotting.penalties_and_slopes(),
        plotting.penalty_arrays(W, 0.1),
        plotting.shrinking(PATHS, PATHS),
        plotting.dropout_arrays(Z, MASK, G),
        plotting.running_mean(np.array([4.0, 0.0]), 3.0, 0.25),
        plotting.weight_histograms(WEIGHTS),
    ):
        svg = publish(ax)["image/svg+xml"]
        used = set(re.findall(r"#[0-9a-fA-F]{6}\b", svg))
        assert used <= set(palette.LIGHT_TO_DARK), used


def test_sweep_draws_every_run_and_their_means():
    found = {
        "L2": {0.1: [0.5, 0.7], 1.0: [0.6, 0.9]},
        "L1": {0.1: [0.4, 0.4], 1.0: [0.2, 0.3]},
    }
    letters = {"L2": "a", "L1": "b"}
    ax = plotting.strength_sweep([0.5, 0.6], found, letters)
    for panel, shares in zip(ax.figure.axes, found.values(), strict=True):
        without, *runs, means = (line.get_ydata() for line in panel.lines)
        assert_allclose(without, [55.0, 55.0])
        drawn = 100.0 * np.array(list(shares.values()))
        assert_allclose(np.column_stack(runs), drawn)
        assert_allclose(means, drawn.mean(axis=1))
        labels = [label.get_text() for label in panel.get_xticklabels()]
        assert labels == ["0.1", "1"]
    assert [panel.get_xlabel() for panel in ax.figure.axes] == ["a", "b"]
