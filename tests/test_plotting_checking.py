"""The figures of gradient checks say what their numbers say."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import palette, plotting

STEPS = np.array([1e-4, 1e-3, 1e-2])
ERRORS = {
    "nothing": np.array([2e-8, 2e-6, 2e-4]),
    "mean forgotten": np.array([0.967, 0.967, 0.967]),
    "float32": np.array([3e-3, 3e-4, 4e-4]),
    "kink": np.array([1e-9, 0.05, 0.08]),
}
H = np.array([1e-8, 1e-6, 1e-3, 1e-1])
MODEL = (0.5, 2, 1e-12)
PANELS = {
    "float64": {
        "forward": (H, H, (1.0, 1, 1e-12)),
        "central": (H, H**2, MODEL),
        "complex": (H, 0.0 * H, None),
    },
    "float32": {"central": (H, 10 * H**2, MODEL)},
}
DIRECTIONS = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [0.05, -0.99875]])


def cube(x):
    return x * x * x


def bent(t):
    return max(0.25 * t, -0.5 * t)


def written(ax, color=None):
    return [
        text.get_text()
        for text in ax.texts
        if color is None or text.get_color() == color
    ]


def drawn(ax, color):
    return [line for line in ax.lines if line.get_color() == color]


def every_figure():
    yield plotting.causes_by_step(STEPS, ERRORS)
    yield plotting.surviving_digits(cube, 3.0, [1e-4, 1e-8])
    yield plotting.u_curve(PANELS)
    yield plotting.kink_slopes(bent, 1.0, xlabel="nudge", ylabel="loss")
    yield plotting.blind_directions(np.array([1.0, 0.0]), DIRECTIONS, 0.1)


def test_each_cause_is_a_line_of_its_own_look(publish):
    ax = plotting.causes_by_step(STEPS, ERRORS)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    for line, (name, found) in zip(ax.lines, ERRORS.items(), strict=True):
        assert line.get_label() == name
        assert_allclose(line.get_data(), (STEPS, found))
    looks = {(line.get_linestyle(), line.get_marker()) for line in ax.lines}
    assert len(looks) == 4
    words = publish(ax)["text/plain"]
    assert "nothing: from 2 times 10 to the minus 8 to" in words
    assert "mean forgotten: from 0.97 to 0.97" in words


@pytest.mark.parametrize(("h", "left"), [(1e-4, 13), (1e-8, 9), (1e-12, 5)])
def test_digits_left_are_those_of_the_difference(publish, h, left):
    ax = plotting.surviving_digits(cube, 3.0, [h])
    kept = written(ax, palette.FORWARD)
    assert len(kept) == left
    digits = f"{cube(3.0 + h):.15f}"
    assert digits.endswith("".join(kept))
    difference = cube(3.0 + h) - 27.0
    assert float("".join(kept)) * 1e-15 == pytest.approx(difference)
    assert written(ax)[-1] == str(left)
    assert f"{digits}, {left} digits left" in publish(ax)["text/plain"]


def test_digits_that_cancel_are_crossed_out():
    ax = plotting.surviving_digits(cube, 3.0, [1e-4])
    (line,) = ax.lines
    gone = written(ax, palette.MUTED)[-5:]  # 27.00 of the second row
    assert gone == list("27.00")
    assert list(line.get_xdata()) == pytest.approx([-0.45, 4.45])


def test_a_number_that_does_not_change_leaves_no_digit():
    ax = plotting.surviving_digits(cube, 3.0, [1e-17])
    assert written(ax, palette.FORWARD) == []
    assert written(ax)[-1] == "0"


def test_dots_are_the_errors_and_zeros_lie_on_the_ground():
    top, bottom = plotting.u_curve(PANELS).figure.axes
    dots = {line.get_label(): line for line in top.lines}
    assert_allclose(dots["central"].get_data(), (H, H**2), rtol=1e-12)
    assert set(dots["complex"].get_ydata()) == {1e-17}
    assert "float64" in written(top)
    assert "float32" in written(bottom)


def test_expected_lines_have_their_slopes_and_meet_at_the_best_step(publish):
    ax = plotting.u_curve({"float64": {"central": (H, H**2, MODEL)}})
    lines = drawn(ax, palette.INK)
    dashed = [line for line in lines if line.get_linestyle() == "--"]
    slopes = [
        np.diff(np.log(line.get_ydata())) / np.diff(np.log(line.get_xdata()))
        for line in dashed
    ]
    assert_allclose(np.ravel(slopes), [2.0, -1.0])
    (mark,) = (line for line in lines if line.get_markersize() == 9)
    best = (1e-12 / (2 * 0.5)) ** (1 / 3)
    assert_allclose(mark.get_xdata(), [best])
    assert_allclose(mark.get_ydata(), [0.5 * best**2 + 1e-12 / best])
    grid = best * np.array([0.98, 1.02])
    assert (0.5 * grid**2 + 1e-12 / grid > mark.get_ydata()).all()
    assert "at a step of 10 to the minus 4" in publish(ax)["text/plain"]


def test_a_kink_has_three_slopes(publish):
    ax = plotting.kink_slopes(bent, 2.0, xlabel="nudge", ylabel="loss")
    assert written(ax) == ["left: −0.5", "right: 0.25", "central: −0.125"]
    (secant,) = drawn(ax, palette.GRADIENT)
    assert secant.get_linestyle() == "--"
    x, y = secant.get_data()
    for t in (-2.0, 2.0):  # it passes through both nudged points
        assert np.interp(t, x, y) == pytest.approx(bent(t))
    assert np.diff(y) / np.diff(x) == pytest.approx(-0.125)
    words = publish(ax)["text/plain"]
    assert "left is −0.5, to the right 0.25" in words
    assert "its slope is −0.125" in words


def test_a_kink_is_counted_in_a_unit(publish):
    whole = plotting.kink_slopes(
        lambda t: 1e-6 * bent(t), 1e-3, xlabel="n", ylabel="l", unit=1e-9
    )
    # The slopes are those of the function, whatever the axis counts in.
    assert written(whole) == [
        "left: −5e−07",
        "right: 2.5e−07",
        "central: −1.25e−07",
    ]
    (secant,) = drawn(whole, palette.GRADIENT)
    assert np.interp(1e-3, *secant.get_data()) == pytest.approx(0.25)
    ax = plotting.kink_slopes(bent, 1e-3, xlabel="n", ylabel="l", unit=1e-3)
    ticks = [tick.get_text() for tick in ax.get_xticklabels()]
    assert ticks == ["−0.001", "0", "0.001"]
    assert "points at −0.001 and 0.001" in publish(ax)["text/plain"]


def test_blind_directions_are_those_across_the_mistake(publish):
    mistake = np.array([3.0, 0.0])
    ax = plotting.blind_directions(mistake, DIRECTIONS, 0.1)
    points = {line.get_label(): line.get_xydata() for line in ax.lines}
    assert_allclose(points["nearly blind to it"], DIRECTIONS[[1, 3]])
    assert_allclose(points["sees it"], DIRECTIONS[[0, 2]])
    edges = [line for line in ax.lines if line.get_linestyle() == ":"]
    assert sorted(float(line.get_xdata()[0]) for line in edges) == (
        pytest.approx([-0.1, 0.1])
    )
    words = publish(ax)["text/plain"]
    assert "less than 10% of it: 2 of 4" in words


def test_every_colour_has_a_partner_in_the_dark(publish):
    for ax in every_figure():
        svg = publish(ax)["image/svg+xml"]
        used = set(re.findall(r"#[0-9a-fA-F]{6}\b", svg))
        assert used <= set(palette.LIGHT_TO_DARK), used


def test_letters_are_large_enough():
    for ax in every_figure():
        texts = [text for one in ax.figure.axes for text in one.texts]
        assert all(text.get_fontsize() >= 12 for text in texts)
