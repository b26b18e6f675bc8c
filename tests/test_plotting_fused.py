"""The figures of softmax with cross-entropy say what its numbers say."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import Softmax, palette, plotting
from backprop.explorables import TwoRoutes

S = np.array([0.7, 0.1, 0.2])
ONE_HOT = np.array([0.0, 1.0, 0.0])
SOFT = np.array([0.1, 0.8, 0.1])
GAPS = np.linspace(0.0, 40.0, 81)
BY_SAMPLES = {3: (6.0, 2.2), 1000: (900.0, 2.1)}
BY_CLASSES = {3: (6.5, 2.3), 100: (20.0, 2.0)}


def arrows(ax):
    """Return where every arrow begins and ends, in height."""
    found = [(one.xyann[1], one.xy[1]) for one in ax.texts if _is_arrow(one)]
    return np.array(found)


def _is_arrow(text):
    return getattr(text, "arrow_patch", None) is not None


@pytest.mark.parametrize("labels", [ONE_HOT, SOFT])
def test_arrows_lead_from_labels_to_predictions(labels):
    ax = plotting.error_arrows(S, labels)
    first = arrows(ax)[:3]
    assert_allclose(first[:, 0], labels)
    assert_allclose(first[:, 1], S)
    assert_allclose([bar.get_height() for bar in ax.patches], S)


@pytest.mark.parametrize("labels", [ONE_HOT, SOFT])
def test_arrows_end_to_end_come_back_to_zero(labels):
    starts, ends = arrows(plotting.error_arrows(S, labels))[3:].T
    assert_allclose(starts[0], 0.0)
    assert_allclose(starts[1:], ends[:-1])
    assert_allclose(ends[-1], 0.0, atol=1e-15)
    assert_allclose(sorted(ends - starts), sorted(S - labels), atol=1e-15)
    assert min(ends) > -1e-15


def test_arrows_are_dashed_orange_and_numbered(publish):
    ax = plotting.error_arrows(S, ONE_HOT)
    for one in filter(_is_arrow, ax.texts):
        assert one.arrow_patch.get_linestyle() == "--"
    written = [text.get_text() for text in ax.texts]
    assert {"0.7", "−0.9", "0.2"} <= set(written)
    words = publish(ax)["text/plain"]
    assert "class 1: predicted 0.1, label 1, arrow −0.9" in words


def test_the_separate_route_goes_silent_and_the_combined_does_not():
    upper = plotting.far_apart(GAPS)
    lower = upper.figure.axes[1]
    loss, clipped_loss = (line.get_ydata() for line in upper.lines)
    gradient, silent = (line.get_ydata() for line in lower.lines)
    assert_allclose(loss, np.log1p(np.exp(GAPS)))
    predictions = Softmax().forward([[gap, 0.0] for gap in GAPS])
    assert_allclose(gradient, predictions[:, 0])
    near = GAPS < 16.0
    assert_allclose(clipped_loss[near], loss[near], rtol=1e-8)
    assert_allclose(silent[near], gradient[near], rtol=1e-8)
    assert_allclose(clipped_loss[~near].max(), -np.log(1e-7))
    assert 0.0 <= silent[-1] < 1e-9


def test_the_routes_differ_in_more_than_colour(publish):
    upper = plotting.far_apart(GAPS)
    for ax, style in zip(upper.figure.axes, ("-", "--"), strict=True):
        assert [line.get_linestyle() for line in ax.lines] == [style, ":"]
        assert [text.get_text() for text in ax.texts] == [
            "combined",
            "separate",
        ]
    words = publish(upper)["text/plain"]
    assert "stays at 16.1181 and the gradient falls to 0" in words


def test_time_ratios_are_drawn_as_given(publish):
    left = plotting.time_ratios(BY_SAMPLES, BY_CLASSES)
    for ax, ratios in zip(
        left.figure.axes, (BY_SAMPLES, BY_CLASSES), strict=True
    ):
        loop, closed = ax.lines
        assert_allclose(loop.get_xdata(), list(ratios))
        drawn = np.transpose([loop.get_ydata(), closed.get_ydata()])
        assert_allclose(drawn, list(ratios.values()))
        assert loop.get_linestyle() != closed.get_linestyle()
    words = publish(left)["text/plain"]
    assert "the loop's ratio goes from 6.0 to 900, the closed" in words


def test_every_colour_has_a_partner_in_the_dark(publish):
    for ax in (
        plotting.error_arrows(S, SOFT),
        plotting.far_apart(GAPS),
        plotting.time_ratios(BY_SAMPLES, BY_CLASSES),
    ):
        svg = publish(ax)["image/svg+xml"]
        used = set(re.findall(r"#[0-9a-fA-F]{6}\b", svg))
        assert used <= set(palette.LIGHT_TO_DARK), used


@pytest.mark.parametrize("gap", [2.0, 20.0])
def test_both_routes_are_drawn_with_where_they_part(publish, gap):
    upper = plotting.two_routes([gap, 0.0], 1)
    lower = upper.figure.axes[1]
    combined, separate = TwoRoutes(
        [gap, 0.0], 1, caption="x"
    ).gradients.values()
    written = [text.get_text() for text in upper.texts]
    assert {"in one step", "in two steps", "then at $z$"} <= set(written)
    for value in [*combined[0], *separate[0]]:
        shown = round(float(f"{value:.3g}"), 4)
        assert plotting.number(shown) in written
    _, one, two, *points = lower.lines
    p, sizes = one.get_data()
    assert_allclose(sizes, 1.0 - p, atol=1e-12)
    assert_allclose(
        two.get_ydata(), (1.0 - p) * np.minimum(1.0, p / 1e-7), atol=1e-12
    )
    heights = [float(point.get_ydata()[0]) for point in points]
    assert_allclose(heights, [abs(combined[0, 1]), abs(separate[0, 1])])
    assert (heights[0] - heights[1] > 0.9) == (gap > 16.2)
    words = publish(upper)["text/plain"]
    assert "down to 10 to the minus 7 on either route" in words
