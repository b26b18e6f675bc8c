"""The neuron in the page: what the walk shows when, and how far it turns."""

import pytest
from explorables_of_book import mounted

PAGE = "chapters/01-one-neuron.html"


@pytest.fixture
def neuron(tab, addresses):
    """Return the mounted explorable."""
    tab.goto(addresses["file"] + PAGE)
    return mounted(tab, "neuron")


def test_no_gradient_is_shown_before_the_walk_comes_back_to_it(neuron):
    step = neuron.get_by_role("slider", name="Step of the walk")
    arriving = neuron.locator('[data-control="dvalue"]')
    known = neuron.locator(".gradient[data-value]")
    for number in range(1, 7):
        step.fill(str(number))
        assert arriving.is_disabled() == (number < 5)
        assert arriving.input_value() == ("" if number < 5 else "1")
        assert known.count() == (number >= 5)
    arriving.fill("0.5")
    step.fill("2")
    step.fill("18")
    assert arriving.input_value() == "0.5"
    assert known.count() == 12


def test_the_slider_brings_the_bias_below_minus_five(neuron):
    neuron.locator('[data-control="b"]').focus()
    dial = neuron.locator(".dial input")
    for end, bias, z in (("Home", -10.0, -5.0), ("End", 10.0, 15.0)):
        dial.focus()
        dial.press(end)
        for key, value in (("b", bias), ("z", z)):
            cell = neuron.locator(f'[data-quantity="{key}"]')
            assert float(cell.get_attribute("data-value")) == value
