"""The frame of the pages: mends, front page, links to the repository."""

import re
from types import SimpleNamespace

import pytest
from small_book import build

from backprop import palette
from bookext import sharing
from bookext.continuing import offer_to_continue
from bookext.errors import BookError
from bookext.front_page import moved_up
from bookext.mends import MENDS, check_all_were_needed, mend, remembered
from bookext.pages import check_blocks
from bookext.palette_css import properties
from bookext.repository import links

THEME = """
<div id="pst-primary-sidebar" class="bd-sidebar-primary bd-sidebar"></div>
<dialog id="pst-primary-sidebar-modal"></dialog>
<div class="pst-async-banner-revealer d-none">
  <aside id="bd-header-version-warning"></aside>
</div>
<main id="main-content" class="bd-main" role="main">
<article class="bd-article"><p>Text</p></article>
<footer class="prev-next-footer d-print-none">next</footer>
</main>
"""


def test_the_sidebar_becomes_a_landmark_that_opens_without_scripts():
    page = mend(THEME, "page")
    assert 'popover role="complementary"' in page
    assert "dialog" not in page
    assert "aside" not in page


def test_only_the_article_is_the_main_part():
    page = mend(THEME, "page")
    article = '<article class="bd-article"><p>Text</p></article>'
    main = f'<main id="main-content" tabindex="-1">{article}</main>'
    assert main in page
    assert page.count("<main") == page.count("</main>") == 1
    assert 'aria-label="Previous and next page">next</nav>\n</div>' in page


@pytest.mark.parametrize("line", [m.pattern for m in MENDS if m.required])
def test_a_mend_that_finds_nothing_stops_the_build(line):
    changed = re.sub(line, "<b></b>", THEME, flags=re.DOTALL)
    assert changed != THEME
    with pytest.raises(BookError, match=r"chapter 1: found no .* to mend"):
        mend(changed, "chapter 1")


@pytest.mark.parametrize("pattern", [m.pattern for m in MENDS])
def test_a_mend_that_the_whole_book_does_not_need_is_told(pattern):
    found = {mend.pattern for mend in MENDS}
    check_all_were_needed(found)
    with pytest.raises(BookError, match="the whole book: found no"):
        check_all_were_needed(found - {pattern})


def test_what_was_mended_on_pages_that_stay_is_remembered(tmp_path):
    file = tmp_path / "mends.json"
    first = remembered(file, ["a", "b"], {"a": {"1"}, "b": {"2"}})
    assert first == {"a": ["1"], "b": ["2"]}
    assert remembered(file, ["a", "b"], {"b": set()}) == {"a": ["1"], "b": []}
    assert remembered(file, ["b"], {}) == {"b": []}


def test_a_table_gets_a_box_of_its_own_to_scroll_in():
    page = mend(THEME + "<table class='x'><tr></tr></table>", "page")
    box = "<div class=\"table-scroll\"><table class='x'>"
    assert page.count(box) == page.count("</table></div>") == 1


def test_a_link_to_a_heading_has_a_name():
    link = '<a class="headerlink" href="#x" title="Link to this heading">#</a>'
    page = mend(THEME + link, "page")
    assert 'href="#x"' in page
    assert 'aria-label="Link to this heading">#</a>' in page
    # Read aloud, the heading's last word and the link's name stay apart.
    assert "&#160;<a" in page


def test_a_long_address_may_break_after_its_parts():
    link = '<a href="https://a.org/b_c">{}</a>'
    long = link.format("https://example.org/one_two/three")
    doi = link.format("doi:10.1098/rsta.1922.0009")
    page = mend(THEME + long + doi + link.format("https://a.org"), "page")
    assert ">https://example.<wbr>org/<wbr>one_<wbr>two/<wbr>three<" in page
    assert ">doi:10.1098/<wbr>rsta.1922.0009<" in page
    assert page.count('href="https://a.org/b_c"') == 3
    assert ">https://a.org</a>" in page


def test_long_names_in_code_may_break_between_words():
    code = '<span class="pre">loss.sample_losses(y_true,</span>'
    camel = '<span class="pre">Loss_CategoricalCrossEntropy.L2</span>'
    numbers = '<span class="pre">0.001</span>'
    short = '<span class="pre">check_gradient</span>'
    longer = (
        f'<span class="pre">test_it.py::test_{"_".join(["word"] * 8)}</span>'
    )
    page = mend(THEME + code + camel + numbers + short + longer, "page")
    assert "loss.<wbr>sample_<wbr>losses(<wbr>y_<wbr>true," in page
    assert "Loss_<wbr>Categorical<wbr>Cross<wbr>Entropy.<wbr>L2" in page
    assert numbers in page
    assert short in page
    # Only what no line of a wide page has room for is broken there, too.
    assert page.count('class="pre breaks">test_<wbr>it.') == 1
    assert page.count("breaks") == 1


def test_a_page_moved_up_keeps_its_addresses():
    page = (
        '<html data-content_root="../"><a href="two.html#x"></a>'
        '<link href="../_static/a.css?v=1"><a href="#here"></a>'
        '<a href="https://example.org"></a><form action="../search.html">'
    )
    assert moved_up(page, "chapters") == (
        '<html data-content_root="./"><a href="chapters/two.html#x"></a>'
        '<link href="_static/a.css?v=1"><a href="#here"></a>'
        '<a href="https://example.org"></a><form action="search.html">'
    )


def test_without_an_address_there_are_no_links():
    assert links("", "main", "chapters/a.ipynb", notebook=True) == []


def test_links_to_the_repository():
    found = dict(
        links(
            "https://github.com/some/book/",
            "main",
            "chapters/a.ipynb",
            notebook=True,
        )
    )
    assert found == {
        "Binder": "https://mybinder.org/v2/gh/some/book/main"
        "?urlpath=lab/tree/chapters/a.ipynb",
        "Source": "https://github.com/some/book/blob/main/chapters/a.ipynb",
        "Report a mistake": "https://github.com/some/book/issues/new"
        "?title=Mistake%20in%20chapters/a.ipynb",
    }


def test_a_page_that_cannot_run_offers_no_launch():
    found = links("https://github.com/a/b", "main", "a.md", notebook=False)
    assert [name for name, _ in found] == ["Source", "Report a mistake"]


def test_every_colour_of_the_palette_is_a_property_in_both_modes():
    css = properties()
    for name, colour in vars(palette).items():
        if name.isupper() and isinstance(colour, str):
            name = name.lower().replace("_", "-")
            partner = palette.LIGHT_TO_DARK[colour]
            assert css.count(f"--{name}:{colour};") == 1
            assert css.count(f"--{name}:{partner};") == 2


def test_a_block_that_the_theme_lost_stops_the_build(tmp_path):
    layout = tmp_path / "theme" / "layout.html"
    layout.parent.mkdir()
    layout.write_text("{% block css %}{% endblock %}")
    templates = SimpleNamespace(pathchain=[str(tmp_path)])
    builder = SimpleNamespace(format="html", templates=templates)
    with pytest.raises(BookError, match=r"no block .*body_tag, .*footer"):
        check_blocks(SimpleNamespace(builder=builder))


@pytest.mark.parametrize(
    ("setting", "run", "address"),
    [
        ("", "", ""),
        (
            "",
            "https://a.example/b/",
            "https://a.example/b/_images/preview.png",
        ),
        (
            "https://c.example",
            "https://a.example",
            "https://c.example/_images/",
        ),
    ],
)
def test_the_picture_has_the_address_of_the_published_book(
    monkeypatch, setting, run, address
):
    monkeypatch.setenv("BOOK_ADDRESS", run)
    config = SimpleNamespace(html_baseurl=setting)
    app, context = SimpleNamespace(config=config), {}
    sharing.know_address(app, config)
    sharing.describe(app, "page", "page.html", context, None)
    assert context["preview"].startswith(address)
    assert bool(context["preview"]) == bool(address)


def test_words_for_colours_have_them(tmp_path):
    page = "# Page\n\nThe *orange* ones, not the blue. `blue`, bluebell.\n"
    code, output, html = build(tmp_path, "index.md", page, "colour_words")
    assert code == 0, output
    assert html.count('<span class="gradient">orange</span>') == 1
    assert html.count('<span class="forward">blue</span>') == 1


def test_only_the_front_page_offers_to_continue():
    page = "<h1>Title</h1>\n<p>Opening</p><p>Text</p>"
    assert offer_to_continue(page, "chapters/a", "index") == page
    front = offer_to_continue(page, "index", "index")
    assert '<p>Opening</p>\n<p class="continue" hidden>' in front
    with pytest.raises(BookError, match="index: found no opening"):
        offer_to_continue("<p>Text</p>", "index", "index")
