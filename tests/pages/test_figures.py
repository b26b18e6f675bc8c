"""Figures speak to those who do not see them, and have no white boxes."""

import io
import re

import pytest
from PIL import Image
from reader import begin_reading
from site_of_book import BOOK, documents, pages

CHAPTER = "chapters/01-one-neuron.html"
WHITE = (255, 255, 255)


@pytest.mark.parametrize("page", pages())
def test_every_picture_has_a_real_alternative_text(visits, addresses, page):
    for picture in visits(addresses["http"], page).seen["pictures"]:
        assert len(picture["alt"]) >= 20, picture
        assert not picture["alt"].endswith((".svg", ".png")), picture
        # TeX is read aloud letter by letter.
        assert "\\" not in picture["alt"], picture


@pytest.mark.parametrize("page", pages())
def test_every_picture_reserves_its_place(visits, addresses, page):
    pictures = visits(addresses["http"], page).seen["pictures"]
    assert [p["file"] for p in pictures if not p["reserved"]] == []
    shown = [p for p in pictures if p["shown"]]
    assert [p for p in shown if min(p["width"], p["height"]) < 20] == []


@pytest.mark.parametrize("page", pages())
def test_light_pages_show_the_light_pictures(visits, addresses, page):
    pictures = [
        picture
        for picture in visits(addresses["http"], page).seen["pictures"]
        if not picture["covered"]  # by an explorable
    ]
    shown = [p["file"] for p in pictures if p["shown"]]
    assert shown == [p["file"] for p in pictures if "-light-" in p["file"]]
    assert 2 * len(shown) == len(pictures)


def shown_figures(tab):
    """Return the file names of the pictures that a page shows."""
    return tab.evaluate(
        "[...document.images].filter((i) => i.offsetParent)"
        ".map((i) => i.src.split('/').at(-1))"
    )


@pytest.mark.parametrize("document", documents())
def test_dark_pages_show_the_dark_pictures(tab, addresses, document):
    tab.emulate_media(color_scheme="dark")
    tab.goto(f"{addresses['http']}{document}.html")
    assert all("-dark-" in name for name in shown_figures(tab))
    tab.emulate_media(media="print", color_scheme="dark")
    assert all("-light-" in name for name in shown_figures(tab))


def colours_of(locator):
    """Return the pixels of a screenshot of one element."""
    locator.scroll_into_view_if_needed()
    locator.evaluate(
        """async (image) => {
          await image.decode();
          const frame = (done) => requestAnimationFrame(done);
          await new Promise(frame);
          await new Promise(frame);
        }"""
    )
    shot = Image.open(io.BytesIO(locator.screenshot())).convert("RGB")
    return shot, {colour: count for count, colour in shot.getcolors(1 << 24)}


def test_a_figure_stands_on_the_page_in_either_mode(tab, addresses):
    tab.goto(addresses["http"] + CHAPTER)
    begin_reading(tab)
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        figures = tab.locator(f".book-figure img.{scheme}-only")
        assert figures.count() > 10
        for index in (0, figures.count() - 1):
            shot, colours = colours_of(figures.nth(index))
            corner = shot.getpixel((1, 1))
            assert paper == "rgb({}, {}, {})".format(*corner)
            # Something is drawn, most of the picture is paper.
            assert len(colours) > 10
            assert colours[corner] > 0.3 * shot.width * shot.height
            if scheme == "dark":
                assert colours.get(WHITE, 0) == 0


def test_no_line_of_a_caption_ends_within_a_product_or_a_shape():
    captions = [
        re.sub(r"<math.*?</math>|<[^>]*>", "", caption)
        for page in pages()
        for caption in re.findall(
            r"<figcaption>.*?</figcaption>",
            (BOOK / page).read_text(encoding="utf-8"),
            re.DOTALL,
        )
    ]
    assert any("1\xa0×\xa0(−3)" in caption for caption in captions)
    breakable = r" [×·⊙]|[×·⊙] |\(\d+, \d|\d = [−\d]|= [−\d]"
    assert [c for c in captions if re.search(breakable, c)] == []


def test_the_last_of_an_odd_number_stands_in_the_middle(tab, addresses):
    tab.set_viewport_size({"width": 768, "height": 900})
    tab.goto(addresses["file"] + CHAPTER)
    begin_reading(tab)
    alone, other = (
        tab.locator(f"#fig-neuron-{i}").bounding_box() for i in (7, 6)
    )
    assert alone["width"] == other["width"]
    assert alone["x"] + alone["width"] / 2 == 768 / 2


LETTERS = """
() => [...document.querySelectorAll(".book-figure img.light-only")]
  .filter((image) => image.offsetParent)
  .map((image) => [image.closest("figure").id, image.src.split("/").at(-1),
                   image.getBoundingClientRect().width])
"""


@pytest.mark.parametrize("document", documents())
def test_letters_in_figures_are_large_enough_to_read(tab, addresses, document):
    for width in (1440, 360):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(f"{addresses['http']}{document}.html")
        begin_reading(tab)
        for name, file, shown in tab.evaluate(LETTERS):
            picture = next(BOOK.rglob(file)).read_text(encoding="utf-8")
            drawn = float(re.search(r'viewBox="0 0 ([\d.]+)', picture)[1])
            letters = re.findall(r"scale\((0?\.\d+) -\1\)", picture)
            smallest = 100 * min(map(float, letters)) * shown / drawn
            assert smallest >= 11.5, (name, width)
