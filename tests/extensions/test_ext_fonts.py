"""The vendored fonts are cut as bookext.cut_fonts says."""

import pytest
from fontTools.ttLib import TTFont

from bookext import cut_figure_fonts, cut_fonts, fonts


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


@pytest.mark.parametrize("face", cut_figure_fonts.FACES)
def test_the_face_of_figures_has_the_letters_of_words_and_formulas(face):
    with TTFont(cut_figure_fonts.FOLDER / f"{face}.ttf") as font:
        known = font.getBestCmap()
        family, full = (font["name"].getDebugName(i) for i in (1, 4))
        outlines = font.getGlyphSet()
        assert outlines[known[ord("m")]].width > 0
        assert "fvar" not in font
    assert fonts.characters("text") <= known.keys()
    assert set(map(ord, "αβγδεηθλμρστΓΔΩ")) <= known.keys()
    assert (family, full) == ("Book Figures", f"Book Figures {face.title()}")


def test_faces_of_figures_are_not_taken_for_one_another():
    # Matplotlib keeps a letter's outline under the short name.
    names = set()
    for face in cut_figure_fonts.FACES:
        with TTFont(cut_figure_fonts.FOLDER / f"{face}.ttf") as font:
            names.add(font["name"].getDebugName(6))
    assert len(names) == len(cut_figure_fonts.FACES)


def test_no_slanted_letter_is_made_bolder_by_a_browser():
    rules = fonts.faces().split("\n")
    slanted = [rule for rule in rules if "font-style:italic" in rule]
    assert slanted
    # A face without the weight that is asked for is smeared.
    assert all("font-weight:400 700" in rule for rule in slanted)


def test_a_slanted_prediction_has_a_letter_of_the_book():
    # Else it is taken from whatever font the reader has.
    assert ord("ŷ") in fonts.characters("italic")
    assert fonts.FONTS["italic"].unicodes.endswith(",177")


def test_signs_outside_formulas_have_a_small_font_of_their_own():
    asked = fonts.code_points(fonts.SIGNS)
    assert fonts.characters("signs") >= asked
    assert fonts.path("signs").stat().st_size < 8000
    rules = [r for r in fonts.faces().split("\n") if '"Book Signs"' in r]
    named = [set(_ranges(rule)) for rule in rules]
    assert len(named) == 3
    # No sign is in two fonts: a browser would fetch both for it.
    assert sum(map(len, named)) == len(set().union(*named))


def _ranges(rule):
    """Return the code points that a style rule names."""
    ranges = rule.split("unicode-range:")[1].rstrip("}").replace("U+", "")
    return fonts.code_points(ranges)
