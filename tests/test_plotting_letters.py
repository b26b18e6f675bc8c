"""Letters in the stored figures are as large as the text around them.

A page shows a figure as wide as it was drawn, or as wide as its place if that
is narrower. The letters shrink with it.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

CHAPTERS = sorted(Path(__file__).parents[1].glob("chapters/*.ipynb"))
PLACES = {"alone": (608, 328), "filmstrip": (292, 328)}
"""CSS pixels: on a page of 1440 pixels and on one of 360. A film strip has
two figures beside each other on the wide page."""

SMALLEST = 11.5
SMALLEST_INDEX = 8.0


def figures(path):
    """Return the name, width in pixels, place and SVG of every figure."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        strip = "filmstrip" in cell["metadata"].get("tags", [])
        for output in cell.get("outputs", []):
            if "image/svg+xml" in output.get("data", {}):
                about = output["metadata"]["image/svg+xml"]
                picture = "".join(output["data"]["image/svg+xml"])
                place = PLACES["filmstrip" if strip else "alone"]
                yield about["name"], about["width"], place, picture


def sizes(picture, shrunk):
    """Return the sizes of a picture's letters and of its indices."""
    letters, indices = set(), set()
    for group in re.split(r'<g id="text_', picture)[1:]:
        found = re.search(r"scale\((0\.\d+) -\1\)", group)
        points = 100 * float(found[1])
        letters.add(points * 96 / 72 * shrunk)
        indices |= {
            points * float(part) * 96 / 72 * shrunk
            for part in re.findall(r"<use [^>]*scale\((0\.\d+)\)", group)
        }
    return letters, indices


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_letters_are_large_enough_at_a_desk_and_on_a_phone(path):
    seen = set()
    for name, width, places, picture in figures(path):
        for place in places:
            letters, indices = sizes(picture, min(1, place / width))
            assert min(letters) >= SMALLEST, name
            assert min(indices, default=SMALLEST_INDEX) >= SMALLEST_INDEX, name
            seen |= letters
    assert seen or path.stem == "index"


FACES = {"BookFiguresRegular", "BookFiguresItalic", "BookFiguresBold"}
# A sign that the face lacks, and the T of a transpose.
FOR_SIGNS = {"STIXGeneral-Regular", "STIXGeneral-Italic", "DejaVuSans"}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_letters_are_those_of_the_pages(path):
    for name, _, _, picture in figures(path):
        shapes = re.findall(r'<path id="([\w-]+)-[0-9a-f]+"', picture)
        faces = Counter(shapes)
        assert set(faces) <= FACES | FOR_SIGNS, name
        ours = sum(faces[face] for face in FACES)
        assert ours >= 0.75 * faces.total(), name
