"""What pages load: nothing of anyone else's, and not much of ours."""

import json

import pytest
from site_of_book import numbered, pages
from weights import SCREENS, WEIGHTS, transferred

TEXT_PAGE, CHAPTER = 120, 300


@pytest.mark.parametrize("page", pages())
def test_no_request_leaves_the_book(visits, base, page):
    outside = [
        url
        for url in visits(base, page).requests
        if not url.startswith((base, "data:"))
    ]
    assert outside == []


@pytest.mark.parametrize("page", pages())
def test_the_console_stays_silent(visits, base, page):
    assert visits(base, page).complaints == []


@pytest.mark.parametrize("page", pages())
def test_every_letter_is_drawn_in_the_books_fonts(visits, base, page):
    fonts = visits(base, page).fonts
    assert fonts
    assert [name for name, own in fonts.items() if not own] == []


@pytest.mark.parametrize("page", pages())
def test_a_page_is_light(chromium, addresses, pytestconfig, page):
    address = addresses["http"] + page
    looks = [transferred(chromium, address, screen) for screen in SCREENS]
    loaded = max(looks, key=sum)
    weight = sum(loaded) / 1024
    pytestconfig.stash[WEIGHTS][page] = (weight, len(loaded))
    chapters = {f"{document}.html" for document in numbered()}
    assert weight <= (CHAPTER if page in chapters else TEXT_PAGE)


def test_what_a_page_shows_waits_for_no_script(tab, addresses):
    tab.route("**/*.js*", lambda route: None)  # is never answered
    tab.goto(
        addresses["http"] + "chapters/05-softmax.html",
        wait_until="domcontentloaded",
    )
    painted = "performance.getEntriesByName('first-contentful-paint').length"
    # Not wait_for_function: the policy of the page refuses its eval.
    for _ in range(200):
        if tab.evaluate(painted):
            break
        tab.wait_for_timeout(50)
    assert tab.evaluate(painted) == 1
    assert tab.evaluate("document.querySelector('[data-laid-out]')") is None


def during(trace, outer, inner):
    """Yield the events of one name that happen during some of another's."""

    def named(name):
        return [event for event in trace if event["name"] == name]

    for event in named(inner):
        for whole in named(outer):
            after = event["ts"] - whole["ts"]
            if event["tid"] == whole["tid"] and 0 <= after < whole.get(
                "dur", 0
            ):
                yield whole["args"]["data"]["url"]


# Those with all kinds of contents: a figure to drag, margin remarks, a long
# list beside the page, documentation. (The page of the search puts the cursor
# into its field, which is asking for a layout.)
@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "chapters/01-one-neuron.html",
        "chapters/07-whole-network.html",
        "chapters/api.html",
        "chapters/numbers-checked.html",
    ],
)
def test_no_script_has_a_page_laid_out_while_it_starts(
    chromium, addresses, tmp_path, page
):
    # The first picture would wait for it.
    tab = chromium.new_page(viewport={"width": 1440, "height": 900})
    path = tmp_path / "trace.json"
    chromium.start_tracing(page=tab, path=path)
    tab.goto(addresses["http"] + page)
    chromium.stop_tracing()
    tab.close()
    trace = json.loads(path.read_text(encoding="utf-8"))["traceEvents"]
    started = [e for e in trace if e["name"] == "EvaluateScript"]
    assert any("book.js" in e["args"]["data"]["url"] for e in started)
    assert any(e["name"] == "Layout" for e in trace)
    assert list(during(trace, "EvaluateScript", "Layout")) == []


def test_letters_outside_formulas_ask_for_no_font_of_formulas(visits, base):
    asked = visits(base, "chapters/how-checked.html").loaded
    fonts = {url.rsplit("/", 1)[-1] for url in asked if "/fonts/" in url}
    assert "signs.woff2" in fonts
    assert not {"maths.woff2", "maths-more.woff2"} & fonts
