"""The figures of the softmax Jacobian say what its numbers say."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.testing import assert_allclose

from backprop import Softmax, palette, plotting
from backprop.plotting.jacobian import STRONGEST

S = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4]])
G = np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0]])


def written(ax):
    return [text.get_text() for text in ax.texts]


def gradients_at_the_logits():
    softmax = Softmax()
    softmax.forward(np.log(S))
    return softmax.backward(G)


def luminance(colour):
    """Return the relative luminance of red, green, blue, as WCAG has it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in colour
    ]
    return np.dot([0.2126, 0.7152, 0.0722], linear)


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_map_writes_every_entry_and_every_sum():
    assert written(plotting.jacobian_map(S[0]))[:9] == [
        *("0.21", "−0.07", "−0.14"),
        *("−0.07", "0.09", "−0.02"),
        *("−0.14", "−0.02", "0.16"),
    ]
    assert written(plotting.jacobian_map(S[0])).count("0") == 6


def test_map_shades_by_size_and_sign():
    patches = plotting.jacobian_map(S[0]).patches
    shades = [patch.get_facecolor() for patch in patches]
    opacities = [shade[3] for shade in shades]
    assert_allclose(opacities[0], STRONGEST)
    assert_allclose(opacities[1], STRONGEST * 0.07 / 0.21)
    positive = [shade[:3] == to_rgb(palette.GRADIENT) for shade in shades]
    assert positive == [i in (0, 4, 8) for i in range(9)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("hue", [palette.GRADIENT, palette.MUTED])
@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_numbers_can_be_read_on_every_shade(hue, strength, dark):
    hue, paper, ink = (
        np.array(to_rgb(palette.LIGHT_TO_DARK[colour] if dark else colour))
        for colour in (hue, palette.PAPER, palette.INK)
    )
    opacity = STRONGEST * strength
    ground = opacity * hue + (1.0 - opacity) * paper
    assert contrast(ground, ink) >= 4.5


@pytest.mark.parametrize("i", [0, 1])
def test_areas_are_the_gradients_at_the_logits(i):
    ax = plotting.weighted_areas(S[i], G[i])
    areas = [bar.get_width() * bar.get_height() for bar in ax.patches]
    assert_allclose(areas, gradients_at_the_logits()[i], atol=1e-15)
    assert_allclose([bar.get_y() for bar in ax.patches], G[i] @ S[i])
    shown = [plotting.number(round(area, 4)) for area in areas]
    assert set(shown) <= set(written(ax))


def test_areas_of_equal_gradients_are_flat():
    ax = plotting.weighted_areas(S[0], np.array([1.0, 1.0, 1.0]))
    assert_allclose([bar.get_height() for bar in ax.patches], 0, atol=1e-15)


def test_batch_writes_what_comes_out(publish):
    ax = plotting.jacobian_batch(S, G)
    drawn = written(ax)
    for value in gradients_at_the_logits().ravel():
        assert plotting.number(round(value, 4)) in drawn
    assert {f"Jacobian of sample {i}  (3, 3)" for i in (0, 1)} <= set(drawn)
    words = publish(ax)["text/plain"]
    assert "sample 1: 2, 1, −1 times its 3 by 3 Jacobian" in words
    assert words.endswith("2 matrices, and 2 rows come out.")


def test_a_single_sample_is_spoken_of_as_one(publish):
    words = publish(plotting.jacobian_batch(S[:1], G[:1]))["text/plain"]
    assert words.startswith("One sample. Each row of G")
    assert words.endswith("One matrix, and one row comes out.")


def test_what_is_a_gradient_is_slanted():
    for text in plotting.jacobian_batch(S, G).texts:
        if text.get_color() == palette.GRADIENT:
            assert text.get_style() == "italic"


def test_cost_parts_by_a_factor_of_k(publish):
    ax = plotting.jacobian_cost([2, 10, 1000])
    with_matrix, without = (line.get_ydata() for line in ax.lines)
    assert_allclose(with_matrix / without, [2, 10, 1000])
    assert len({line.get_linestyle() for line in ax.lines}) == 2
    words = publish(ax)["text/plain"]
    assert "2,000,000 for K = 1,000" in words


def test_every_colour_has_a_partner_in_the_dark(publish):
    for ax in (
        plotting.jacobian_map(S[0]),
        plotting.weighted_areas(S[0], G[0]),
        plotting.jacobian_batch(S, G),
        plotting.jacobian_cost([2, 10]),
    ):
        svg = publish(ax)["image/svg+xml"]
        used = set(re.findall(r"#[0-9a-fA-F]{6}\b", svg))
        assert used <= set(palette.LIGHT_TO_DARK), used
