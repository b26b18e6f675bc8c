"""The vendored fonts are cut as bookext.cut_fonts says."""

import pytest
from fontTools.ttLib import TTFont

from bookext import cut_fonts, fonts


@pytest.mark.parametrize("name", ["maths", "maths-more"])
def test_an_index_of_an_index_is_large_enough(name):
    with TTFont(fonts.path(name)) as font:
        constants = font["MATH"].table.MathConstants
        size = constants.ScriptScriptPercentScaleDown
    assert size == cut_fonts.SMALLEST_SCRIPT
    # Of the 19 pixels that letters have on a phone.
    assert 19 * size / 100 >= 11


@pytest.mark.parametrize("name", ["maths", "maths-more"])
def test_an_index_stays_above_the_foot_of_what_it_belongs_to(name):
    with TTFont(fonts.path(name)) as font:
        below = font["MATH"].table.MathConstants.SubscriptBaselineDropMin
    assert below.Value == cut_fonts.INDEX_BELOW_FOOT


def test_indices_of_all_letters_stand_on_one_line():
    with TTFont(fonts.path("maths")) as font:
        down = font["MATH"].table.MathConstants.SubscriptShiftDown.Value
        italic = [*range(0x1D434, 0x1D468), *range(0x1D6FC, 0x1D71B)]
        glyphs, shapes = font.getBestCmap(), font["glyf"]
        tails = [-shapes[glyphs[p]].yMin for p in italic if p in glyphs]
    assert down < max(tails) <= down - cut_fonts.INDEX_BELOW_FOOT


def test_a_raised_prime_has_a_shape_of_its_own():
    with TTFont(fonts.path("maths")) as font:
        (feature,) = font["GSUB"].table.FeatureList.FeatureRecord
        (lookup,) = font["GSUB"].table.LookupList.Lookup
        ((prime, raised),) = lookup.SubTable[0].mapping.items()
        assert font.getBestCmap()[0x2032] == prime
        low, high = (font["glyf"][name] for name in (raised, prime))
    assert feature.FeatureTag == "ssty"
    # Larger, and it begins near the line.
    assert low.yMin < high.yMin / 4
    assert low.yMax - low.yMin > 1.4 * (high.yMax - high.yMin)
