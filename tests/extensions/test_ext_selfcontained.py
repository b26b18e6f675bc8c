"""Addresses that a built file loads, and those that fail a build."""

import pytest
from small_book import build

from bookext import addresses
from bookext.errors import BookError
from bookext.memo import Memo
from bookext.selfcontained import loaded_files, remove_unused

FOREIGN = "https://cdn.example.org/x"


@pytest.fixture
def memo(tmp_path_factory):
    """Return a memory with nothing in it."""
    return Memo(tmp_path_factory.mktemp("doctrees") / "addresses.memo", [])


@pytest.mark.parametrize(
    "html",
    [
        f'<script src="{FOREIGN}"></script>',
        '<script src="//cdn.example.org/x"></script>',
        f'<link rel="stylesheet" href="{FOREIGN}">',
        f'<img src="a.png" srcset="a.png 1x, {FOREIGN} 2x">',
        f'<iframe src="{FOREIGN}"></iframe>',
        f'<form action="{FOREIGN}"></form>',
        f"<style>@import '{FOREIGN}';</style>",
        f'<p style="background: url({FOREIGN})">',
        f'<script>fetch("{FOREIGN}")</script>',
        f'<script type="module">import x from "{FOREIGN}"</script>',
    ],
)
def test_what_a_page_loads_from_elsewhere_is_named(tmp_path, memo, html):
    (tmp_path / "page.html").write_text(html)
    with pytest.raises(BookError, match=r"page\.html loads .*cdn\.example"):
        loaded_files(tmp_path, memo)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("style.css", f'@font-face {{ src: url("{FOREIGN}") }}'),
        ("style.css", f'@import "{FOREIGN}";'),
        ("script.js", f"import('{FOREIGN}')"),
        ("script.js", f"const s = {{}}; s.src = '{FOREIGN}';"),
    ],
)
def test_what_a_loaded_file_loads_from_elsewhere_is_named(
    tmp_path, memo, name, text
):
    tag = {
        "style.css": '<link rel="stylesheet" href="style.css">',
        "script.js": '<script src="script.js"></script>',
    }
    (tmp_path / "page.html").write_text(tag[name])
    (tmp_path / name).write_text(text)
    with pytest.raises(BookError, match=rf"{name} loads https://cdn"):
        loaded_files(tmp_path, memo)


def test_links_for_readers_and_own_files_are_free(tmp_path, memo):
    html = f'<a href="{FOREIGN}">see</a><img src="data:image/png;base64,AA">'
    html += f'<link rel="canonical" href="{FOREIGN}">'
    (tmp_path / "page.html").write_text(html + '<img src="a%20b.svg?v=1">')
    assert loaded_files(tmp_path, memo) == {(tmp_path / "a b.svg").resolve()}


def test_unused_files_go_and_licences_stay(tmp_path):
    static = tmp_path / "_static"
    (static / "deep").mkdir(parents=True)
    for name in ("used.js", "unused.js", "deep/unused.css", "LICENSE-x.txt"):
        (static / name).write_text("")
    remove_unused(static, {(static / "used.js").resolve()})
    left = sorted(p.name for p in static.rglob("*"))
    assert left == ["LICENSE-x.txt", "used.js"]


def test_addresses_in_css_and_javascript():
    assert addresses.in_css("a{b:url(x.woff2)} @import 'y.css'") == [
        "x.woff2",
        "y.css",
    ]
    assert addresses.in_js("fetch(`z.json`); new Worker('w.js')") == [
        "z.json",
        "w.js",
    ]


def test_a_file_is_offered_for_download_while_a_page_links_to_it(tmp_path):
    (tmp_path / "numbers.csv").write_text("1,2")
    offering = "# Page\n\n{download}`Numbers <numbers.csv>`\n"
    for page, found in ((offering, ["numbers.csv"]), ("# Page\n", [])):
        code, log, _ = build(tmp_path, "index.md", page, "selfcontained")
        assert code == 0, log
        folder = tmp_path / "_out" / "_downloads"
        assert [file.name for file in folder.rglob("*.csv")] == found
    assert not folder.exists()
