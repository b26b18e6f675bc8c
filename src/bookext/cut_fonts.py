"""Cut the vendored fonts anew from the packages they come in.

    python -m bookext.cut_fonts FOLDER

FOLDER holds the npm packages ``@fontsource-variable/stix-two-text``,
``@fontsource-variable/inconsolata`` and ``@fontsource/stix-two-math``,
unpacked side by side as ``stix-two-text``, ``inconsolata`` and
``stix-two-math``, and beside them ``STIXTwoMath.input.ttf``, from the folder
``source`` of https://github.com/stipub/stixfonts: the package leaves out the
shapes that signs have as indices. A build needs none of that.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from . import cut_figure_fonts
from .fonts import FONTS, ITALIC_MORE, code_points, path

# How small an index of an index is, in hundredths. The font says 55, which on
# a phone is too little to read.
SMALLEST_SCRIPT = 60

# How far the baseline of an index is below the foot of what it belongs to, in
# thousandths. The font says 160: browsers, which unlike TeX ask for it beside
# a single letter too, then hang the index of a letter with a tail lower than
# its neighbours', the one of y than that of z. Above the foot, the index of
# every letter stands at the height that the font has for all of them.
INDEX_BELOW_FOOT = -30

# The prime stands as high as an index by itself, and is as small: raised and
# made smaller again, as formulas do with it, it needs another shape.
PRIME, RAISED_PRIME = "minute", "minute.ssty"
_FEATURE = f"""
languagesystem DFLT dflt;
languagesystem latn dflt;
languagesystem math dflt;
feature ssty {{ sub {PRIME} by {RAISED_PRIME}; }} ssty;
"""


def cut(source, target, font):
    """Write the part of the font file `source` that `font` describes."""
    options = subset.Options(
        flavor="woff2",
        layout_features=[*font.features],
        hinting=False,
        notdef_outline=True,
    )
    if font.family == "Book Signs":
        options.drop_tables += ["MATH"]  # it draws no formulas
    file = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points(font.unicodes))
    cutter.subset(file)
    if font.weights:
        first, last = font.weights
        kept = (first, last) if last > first else first
        instantiateVariableFont(file, {"wght": kept}, inplace=True)
    if "MATH" in file:
        constants = file["MATH"].table.MathConstants
        # What is read later takes the place of what is set.
        constants.ensureDecompiled()
        constants.ScriptScriptPercentScaleDown = SMALLEST_SCRIPT
        constants.SubscriptBaselineDropMin.Value = INDEX_BELOW_FOOT
    subset.save_font(file, target, options)


def add_prime(target, whole):
    """Give the cut font `target` the raised prime of the `whole` font."""
    with TTFont(whole) as source, TTFont(target) as font:
        pen = TTGlyphPen(None)
        source.getGlyphSet()[RAISED_PRIME].draw(pen)
        font["glyf"][RAISED_PRIME] = pen.glyph()
        font["hmtx"][RAISED_PRIME] = source["hmtx"][RAISED_PRIME]
        addOpenTypeFeaturesFromString(font, _FEATURE, tables=["GSUB"])
        font.save(target)


def add_letters(target, whole, unicodes):
    """Give the cut font `target` letters of the variable font `whole`."""
    with TTFont(whole) as source, TTFont(target) as font:
        instantiateVariableFont(source, {"wght": 400}, inplace=True)
        glyphs, names = source.getGlyphSet(), source.getBestCmap()
        for point in sorted(code_points(unicodes)):
            name = names[point]
            outline = DecomposingRecordingPen(glyphs)
            glyphs[name].draw(outline)
            pen = TTGlyphPen(None)
            outline.replay(pen)
            font["glyf"][name] = pen.glyph()
            font["hmtx"][name] = source["hmtx"][name]
            for table in font["cmap"].tables:
                table.cmap[point] = name
        font.save(target)


def main(folder):
    """Cut every font from the packages unpacked in `folder`."""
    for name, font in FONTS.items():
        files = Path(folder) / font.package / "files"
        cut(files / f"{font.file}.woff2", path(name), font)
        if name == "italic":
            more = font.file.replace("latin", "latin-ext")
            add_letters(path(name), files / f"{more}.woff2", ITALIC_MORE)
        if name == "maths":
            add_prime(path(name), Path(folder) / "STIXTwoMath.input.ttf")
        print(f"{path(name).stat().st_size:8,} bytes  {path(name)}")
    cut_figure_fonts.main(Path(folder) / FONTS["text"].package / "files")


if __name__ == "__main__":
    main(sys.argv[1])
