"""Cut the faces of the figures: those of the pages, as Matplotlib reads them.

Matplotlib reads neither compressed nor variable fonts, and looks for the
Greek of formulas where letters are. :mod:`bookext.cut_fonts` runs this.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from .fonts import IN_WORDS, TEXT, code_points

FOLDER = Path(__file__).parents[1] / "backprop" / "plotting" / "fonts"

FAMILY = "Book Figures"
"""Not the fonts' own name, which their licence keeps for the whole fonts."""

GREEK = "391-3A1,3A3-3A9,3B1-3C9,3D1,3D5,3F5"

FACES = {
    "regular": ("normal", 400),
    "bold": ("normal", 700),
    "italic": ("italic", 400),
}
# The last is that by which Matplotlib tells letters of two faces apart.
_NAME = {"family": (1, 16), "style": (2, 17), "full": (4,), "short": (6,)}


def cut(source, target, unicodes, weight):
    """Write some letters of a variable font, in one weight, to `target`."""
    options = subset.Options(layout_features=[*IN_WORDS], hinting=False)
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=code_points(unicodes))
    cutter.subset(font)
    font.flavor = None
    font.recalcTimestamp = False
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.save(target)


def call(font, style, weight):
    """Give a font the name by which figures ask for it."""
    full = f"{FAMILY} {style}"
    said = {"family": FAMILY, "style": style, "full": full}
    said["short"] = full.replace(" ", "")
    for what, numbers in _NAME.items():
        for record in font["name"].names:
            if record.nameID in numbers:
                record.string = said[what]
    font["OS/2"].usWeightClass = weight


def keep_times(font, part):
    """Give a font the times of a part: two cuts are the same bytes."""
    font.recalcTimestamp = False
    with TTFont(part) as cut_from:
        for time in ("created", "modified"):
            setattr(font["head"], time, getattr(cut_from["head"], time))


def main(files):
    """Cut every face from the files of the package of the text's font."""
    FOLDER.mkdir(exist_ok=True)
    for face, (style, weight) in FACES.items():
        with TemporaryDirectory() as folder:
            parts = []
            for script, unicodes in (("latin", TEXT), ("greek", GREEK)):
                parts.append(str(Path(folder, f"{script}.ttf")))
                source = f"stix-two-text-{script}-wght-{style}.woff2"
                cut(files / source, parts[-1], unicodes, weight)
            font = merge.Merger().merge(parts)
            keep_times(font, parts[0])
        call(font, face.capitalize(), weight)
        font.save(FOLDER / f"{face}.ttf")
