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
