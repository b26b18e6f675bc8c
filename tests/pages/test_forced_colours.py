"""Where readers force their own colours upon pages, all can be told apart."""

import pytest

STYLE = "(e, name) => getComputedStyle(e)[name]"


@pytest.fixture
def forced(chromium, watched_tab):
    """Return a fresh tab whose reader has colours of their own."""
    with watched_tab(chromium, forced_colors="active") as fresh:
        yield fresh


def explorable(tab, addresses, chapter):
    tab.goto(f"{addresses['http']}chapters/{chapter}.html")
    tab.locator(".explorable-frame").scroll_into_view_if_needed()
    found = tab.locator(".explorable[data-ready]")
    found.wait_for()
    return found


def test_a_mode_chosen_before_does_not_mix_with_them(forced, addresses):
    for mode in ("light", "dark"):
        forced.goto(addresses["http"])
        key = "backpropagation-by-hand:mode"
        forced.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, mode])
        forced.goto(addresses["http"] + "chapters/03-relu.html")
        theme = forced.locator("html").get_attribute("data-theme")
        assert theme in (None, "auto")


def test_what_is_chosen_has_a_frame(forced, addresses):
    network = explorable(forced, addresses, "07-whole-network")
    chosen = network.locator(".cell.chosen .quantity")
    other = network.locator(".cell:not(.chosen) .quantity")
    assert chosen.first.evaluate(STYLE, "outlineStyle") == "solid"
    assert other.first.evaluate(STYLE, "outlineStyle") == "none"


def test_a_slider_that_is_a_bar_has_a_thumb(forced, addresses):
    loss = explorable(forced, addresses, "04-cross-entropy")
    bar = loss.locator("input.slider.bar").first
    assert bar.evaluate(STYLE, "appearance") == "auto"
