"""A stored picture becomes a figure for light pages and for dark ones."""

import io
import re

import matplotlib as mpl
import nbformat
import pytest
from matplotlib.figure import Figure
from small_book import build, notebook

from backprop import palette
from bookext.errors import BookError
from bookext.figures import unbroken
from bookext.pictures import alt_problem, dark, light

ALT = "A straight line that rises from the lower left."
FACTS = {
    "alt": ALT,
    "caption": "The line $y = x$, from `plot`.",
    "name": "fig-line",
    "width": 320,
    "height": 240,
}


def drawing(colour=palette.FORWARD):
    """Return the SVG of a line, on a white background."""
    figure = Figure()
    axes = figure.subplots()
    axes.axis("off")
    axes.plot([0, 1], color=colour)
    text = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "fixed"}):
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def output(facts, svg=None):
    """Return the stored output of a cell that shows a drawing."""
    return nbformat.v4.new_output(
        "display_data",
        data={"image/svg+xml": svg or drawing(), "text/plain": ALT},
        metadata={"image/svg+xml": facts},
    )


@pytest.mark.parametrize(
    ("alt", "problem"),
    [
        ("", "no alternative text"),
        (None, "no alternative text"),
        ("figure-of-one-neuron-12.svg", "file name"),
        ("A neuron.", "9 characters"),
        (ALT, ""),
    ],
)
def test_alternative_texts_are_judged(alt, problem):
    found = alt_problem(alt)
    assert problem in found
    assert bool(found) == bool(problem)


def test_the_white_background_goes():
    svg = drawing()
    assert svg.count("fill: #ffffff") == 1
    assert "fill: #ffffff" not in light(svg, location="page")


def test_a_picture_without_its_background_is_refused():
    with pytest.raises(
        BookError, match=r"page, cell 3: .*no white background"
    ):
        light("<svg></svg>", location="page, cell 3")


def test_dark_pictures_use_the_partners_of_the_colours():
    svg = dark(drawing(), location="page")
    assert palette.FORWARD not in svg
    assert palette.LIGHT_TO_DARK[palette.FORWARD] in svg
    assert f'<svg fill="{palette.LIGHT_TO_DARK[palette.INK]}"' in svg


def test_a_colour_without_a_partner_is_named():
    with pytest.raises(
        BookError, match=r"#123456 is not in backprop\.palette"
    ):
        dark(drawing("#123456"), location="page")


def test_a_figure_with_number_caption_and_both_pictures(tmp_path):
    page = notebook([output(FACTS)])
    code, log, html = build(tmp_path, "index.ipynb", page, "figures")
    assert code == 0, log
    assert '<figure class="book-figure align-default" id="fig-line">' in html
    images = re.findall(r"<img [^>]*>", html)
    assert len(images) == 2
    for image, mode in zip(images, ("light", "dark"), strict=True):
        assert f'alt="{ALT}"' in image
        assert f'class="{mode}-only"' in image
        assert 'width="320"' in image
        assert 'height="240"' in image
        source = re.search(r'src="([^"]+)"', image)[1]
        assert (tmp_path / "_out" / source).exists()
    assert 'loading="eager"' in images[0]
    assert 'loading="lazy"' in images[1]
    assert "Fig. 1" in html
    assert re.search(r"The line .*<math>.*<code.*plot", html)


def test_a_figure_without_a_name_has_no_number(tmp_path):
    page = notebook([output({**FACTS, "name": None})])
    code, log, html = build(tmp_path, "index.ipynb", page, "figures")
    assert code == 0, log
    assert "<figcaption>" in html
    assert "caption-number" not in html


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({**FACTS, "alt": ""}, "no alternative text"),
        ({"alt": ALT}, "no width and height"),
    ],
)
def test_a_poor_figure_fails_the_build(tmp_path, facts, problem):
    page = notebook([output(facts)])
    code, log, _ = build(tmp_path, "index.ipynb", page, "figures")
    assert code != 0
    assert re.search(rf"index\.ipynb, cell 2: the figure has {problem}", log)


def test_an_image_in_the_text_needs_an_alternative_text(tmp_path):
    (tmp_path / "line.svg").write_text(drawing())
    page = "# Page\n\n![](line.svg)\n"
    code, log, _ = build(tmp_path, "index.md", page, "figures")
    assert code != 0
    assert "the image line.svg has no alternative text" in log


def test_two_pictures_of_the_same_name_are_refused(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "line.svg").write_text(drawing())
    page = f"# Page\n\n![{ALT}](a/line.svg)\n\n![{ALT}](b/line.svg)\n"
    code, log, _ = build(tmp_path, "index.md", page, "figures")
    assert code != 0
    assert "a/line.svg and b/line.svg are two pictures of the same" in log


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("is 0.5 · 2", "is 0.5~·~2"),
        ("1 × (−3) = −3.", "1~×~(−3)~=~−3."),
        ("the sum = 1 × 1 = 1. A = b", "the sum =~1~×~1~=~1. A = b"),
        ("here is 1, this one", "here is~1, this one"),
        ("of (16, 3) or (2, 3, 4), 5", "of (16,~3) or (2,~3,~4), 5"),
    ],
)
def test_products_what_they_come_to_and_shapes_do_not_break(text, kept):
    assert unbroken(text) == kept.replace("~", "\N{NO-BREAK SPACE}")
