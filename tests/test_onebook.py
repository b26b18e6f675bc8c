"""Pages that are joined for print keep their links and pictures apart."""

import pytest
from bs4 import BeautifulSoup

import onebook

PAGE = """<article class="bd-article"><section id="a"><h1>T</h1>
<p><a id="up" href="#a">here</a><a id="next" href="two.html#b">there</a>
<a id="top" href="two.html">page</a><a id="gone" href="../search.html">s</a>
<a id="out" href="https://example.org/x">out</a></p>
<img class="dark-only" src="../_images/d.svg">
<img class="light-only" loading="lazy" src="../_images/l.svg">
<details class="solution fold"><p>Answer</p></details>
<details class="hide"><p>Code</p></details>
<table class="ledger"><tr><td><details id="record"></details></td></tr></table>
<details id="other"></details><p id="last">End</p>
<script>1</script></section></article>"""


@pytest.fixture
def article():
    names = ["chapters/one", "chapters/two"]
    return onebook.chapter(PAGE, names[0], names, "../html")


def test_links_lead_inside_the_joined_book(article):
    links = {a["id"]: a["href"] for a in article.select("a")}
    assert links == {
        "one--up": "#one--a",
        "one--next": "#two--b",
        "one--top": "#two",
        "one--out": "https://example.org/x",
    }
    assert article["id"] == "one"


def test_pictures_are_the_light_ones_and_load_at_once(article):
    assert [image.attrs for image in article.select("img")] == [
        {"class": ["light-only"], "src": "../html/_images/l.svg"}
    ]
    assert article.select("script") == []


def test_solutions_stand_open_at_the_end(article):
    solution = article.select_one("details.solution")
    assert solution.has_attr("open")
    assert solution.find_previous(id="one--last") is not None
    assert not article.select_one("details.hide").has_attr("open")


def test_the_record_is_printed_folded_and_the_rest_is_not(article):
    assert not article.select_one("#one--record").has_attr("open")
    assert article.select_one("#one--other").has_attr("open")


def test_contents_name_pages_and_nothing_before_they_are_known(article):
    parts = [("Part", ["chapters/one"])]
    articles = {"chapters/one": article}
    known = onebook.contents(parts, articles, {"one": 7})
    assert '<a href="#one"><span>T</span><i></i><span>7</span>' in known
    assert "<span></span>" in onebook.contents(parts, articles, {})


def test_the_first_page_has_the_title_and_what_the_front_page_adds():
    front = BeautifulSoup(
        "<h1>T</h1><p><em>M &amp; m.</em></p><p>x</p>", "html.parser"
    )
    page = onebook.title_page("T & t", front)
    assert "<p>T &amp; t</p><p>M &amp; m.</p></div>" in page
