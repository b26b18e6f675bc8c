"""Which characters the vendored fonts hold, and how pages name the fonts.

:mod:`bookext.cut_fonts` cuts them. A build reads the cut fonts, and refuses
a formula whose characters they lack.
"""

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

STATIC = Path(__file__).parents[2] / "chapters" / "_static"

TEXT = "20-7E,A0-FF,131,152-153,2010-2014,2018-201E,2020-2022,2026,2030"
TEXT += ",2032-2033,20AC,2122,2191,2193,2212"

# Letters of names: central European and Turkish, for instance.
TEXT_MORE = "100-130,132-151,154-17F"

# Slanted, a prediction: of all letters with a sign on top the only one.
ITALIC_MORE = "177"

CODE = "20-7E,A0-FF,2013-2014,2018-2019,201C-201D,2022,2026,2190-2193,2202"
CODE += ",2207,2211-2212,221A,221E,2248,2260,2264-2265,2500,2502,2514,251C"

# What nearly every formula uses: letters upright and italic, Greek, the
# operators of this book, and what stretches.
MATHS = "20-7E,A0,AC,AF,B0,B1,B4,B7,D7,F7,131,237,2C6,2DC,393,394,398,39B,3A0"
MATHS += ",3A3,3A6,3A8,3A9,3B1-3C9,2016,2026,2032,210E,2113"
MATHS += ",2061-2064,211D,2190,2192,21A6,21D2,21D4,2202,2207-2209,220F"
MATHS += ",2211-2213,2217"
MATHS += ",2218,221A,221D,221E,2223,2225,2227-222B,223C,2243,2245,2248,2254"
MATHS += ",225C,2260,2261,2264,2265,226A,226B,2282,2286,2295,2297,2299,22A4"
MATHS += ",22A5,22C5,22EE-22F1,2308-230B,23DE,23DF,27E8,27E9,27F5,27F6"
MATHS += ",1D434-1D467,1D5B3,1D6FC-1D71B,1D7D9"

# The rest, fetched only by pages that show some of it: bold, script,
# double-struck and sans-serif letters, less common signs and accents, Greek
# capitals that look like Latin ones.
MATHS_MORE = "2C7,2D8-2DB,302-304,307,308,332,338,20D7,391,392,395-397,399,39A"
MATHS_MORE += ",39C-39F,3A1,3A4,3A5,3A7,3D5,3F5,3D1,3D6,3F0,3F1"
MATHS_MORE += ",2020,2022,2033-2034,210B,2102,210D,2110-2112"
MATHS_MORE += ",2115,2119-211B,2124,212C,2130-2131,2133,2191,2193-2195,21D0"
MATHS_MORE += ",21D1,21D3,2200,2203,2204,2205,2206,220B,2216,2219,221B,2220"
MATHS_MORE += ",2226,222C,222E,2234,2235,223D,2241,2250,225F,2262,2266,2267"
MATHS_MORE += ",227A,227B,2283,2287,2296,2298,229B,22A2,22A3,22A8,22C0-22C4"
MATHS_MORE += ",22C6,25A0,25A1,25B3,25CB,25CF,27F7-27FA,2A00-2A02,2A7D,2A7E"
MATHS_MORE += ",1D400-1D433"
MATHS_MORE += ",1D468-1D4B5,1D4D0-1D503,1D538-1D56B,1D5A0-1D5B2,1D5B4-1D5D3"
MATHS_MORE += ",1D6A4,1D6A5,1D6A8-1D6FB,1D71C-1D755,1D7CE-1D7D8,1D7DA-1D7E1"

# Letters and signs of formulas that words and code show outside a formula: a
# page with no formula need not fetch what formulas are drawn with for them.
SIGNS = "393,394,398,39B,39E,3A0,3A3,3A6,3A8,3A9,3B1-3C9,2016,2032,2033"
SIGNS += ",2190-2193,2202,2207,2208,2211,221A,221E,2248,2260,2264,2265,2299"
SIGNS += ",22A4"


# What letters do beside one another in words: in formulas each stands alone.
IN_WORDS = ("kern", "liga", "ccmp", "mark", "mkmk", "locl")


class Font(NamedTuple):
    """A vendored font: how pages name it and what it is cut from."""

    family: str
    package: str
    file: str
    unicodes: str
    # The weights that a variable font keeps; None for a font of one weight.
    weights: tuple[int, int] | None = None
    style: str = "normal"
    features: tuple[str, ...] = IN_WORDS


FONTS = {
    "text": Font(
        "Book Text",
        "stix-two-text",
        "stix-two-text-latin-wght-normal",
        TEXT,
        (400, 700),
    ),
    "text-more": Font(
        "Book Text",
        "stix-two-text",
        "stix-two-text-latin-ext-wght-normal",
        TEXT_MORE,
        (400, 700),
    ),
    "italic": Font(
        "Book Text",
        "stix-two-text",
        "stix-two-text-latin-wght-italic",
        f"{TEXT},{ITALIC_MORE}",
        (400, 400),
        "italic",
    ),
    "code": Font(
        "Book Code",
        "inconsolata",
        "inconsolata-latin-wght-normal",
        CODE,
        (400, 600),
    ),
    "signs": Font(
        "Book Signs",
        "stix-two-math",
        "stix-two-math-latin-400-normal",
        SIGNS,
        features=(),
    ),
    "maths": Font(
        "Book Maths",
        "stix-two-math",
        "stix-two-math-latin-400-normal",
        MATHS,
        features=(),
    ),
    "maths-more": Font(
        "Book Maths",
        "stix-two-math",
        "stix-two-math-latin-400-normal",
        MATHS_MORE,
        features=(),
    ),
}


def path(name):
    """Return where the cut font called `name` is kept."""
    return STATIC / "fonts" / f"{name}.woff2"


@cache
def characters(name):
    """Return the code points that the cut font called `name` can show."""
    with TTFont(path(name)) as font:
        return frozenset(font.getBestCmap())


def css_range(points):
    """Return code points as CSS writes them, in as few ranges as will do."""
    runs = groupby(enumerate(sorted(points)), lambda item: item[1] - item[0])
    ends = [[f"{point:X}" for _, point in run] for _, run in runs]
    return ",".join(
        f"U+{'-'.join(dict.fromkeys([hexes[0], hexes[-1]]))}" for hexes in ends
    )


def code_points(unicodes):
    """Return the set of numbers that ranges such as ``20-7E,A0`` name."""
    parts = [part.split("-") for part in unicodes.split(",")]
    return {
        point
        for ends in parts
        for point in range(int(ends[0], 16), int(ends[-1], 16) + 1)
    }


def _face(family, name, points, display):
    font = FONTS[name]
    first, last = font.weights or (400, 400)
    if font.style == "italic":
        # Of a face without a bold one browsers smear one together, wherever
        # slanted words stand among bold ones. This one says it has them all.
        last = 700
    weight = f"{first} {last}" if last > first else f"{first}"
    return (
        f'@font-face{{font-family:"{family}";'
        f'src:url(fonts/{name}.woff2)format("woff2");'
        f"font-style:{font.style};font-weight:{weight};"
        f"font-display:{display};"
        f"unicode-range:{css_range(points)}}}"
    )


def faces():
    """Return the style rules by which pages find the fonts.

    Words and code read well in any font, and one that comes late would move
    them under the reader's eyes: a page stays as it was first painted, and
    the next one has the font at hand. Pages opened as files cannot ask for
    it first, but need not wait either: they take "... At Once". Formulas
    always take theirs; many systems have none that stretches.

    Words and code take signs that their own fonts lack from "Book Signs",
    which has few, and for the rest from the fonts of formulas under the same
    name: not their letters, which would stand in for those of words and code
    where theirs have not come.
    """
    rules = []
    shared = code_points(TEXT) & code_points(CODE)
    few = code_points(SIGNS) - shared
    for name, (family, _, _, unicodes, *_) in FONTS.items():
        points = code_points(unicodes)
        if family == "Book Signs":
            rules.append(_face(family, name, few, "swap"))
        elif family == "Book Maths":
            rules += [
                _face(family, name, points, "swap"),
                _face("Book Signs", name, points - shared - few, "swap"),
            ]
        else:
            rules += [
                _face(family, name, points, "optional"),
                _face(f"{family} At Once", name, points, "swap"),
            ]
    return "\n".join(rules)
