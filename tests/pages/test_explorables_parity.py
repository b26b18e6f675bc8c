"""What the page computes is what the package computes."""

import numpy as np
import pytest
from explorables_of_book import DRIVE, controls, explorables, frames, mounted

from explorable_states import KINDS

STATES = 200
first_of_each = {name: (page, name) for page, name in explorables()}


def objects(page, name, rng):
    """Yield an object of the package in each of many random states.

    With it comes what has to be set in the page to bring it there.
    """
    stored = dict(frames(page))[name]
    kind = KINDS[name]
    given = stored.get("given", {})
    widget = kind.widget(**given, **stored["initial"], caption="one")
    for _ in range(STATES):
        drawn = kind.draw(rng, widget)
        if isinstance(drawn, dict):
            for key, value in drawn.items():
                setattr(widget, key, value)
            drawn = controls(widget.state())
        yield widget, drawn


@pytest.mark.parametrize("name", first_of_each)
def test_every_number_agrees_with_the_package(tab, addresses, name, record):
    page, _ = first_of_each[name]
    rng = np.random.default_rng(len(name))
    states, expected, scales = [], [], []
    for widget, moves in objects(page, name, rng):
        states.append(moves)
        expected.append(widget.quantities())
        scales.append(max(1.0, KINDS[name].largest_term(widget)))
    tab.goto(addresses["file"] + page)
    shown = mounted(tab, name).evaluate(DRIVE, states)

    worst = 0.0
    for numbers, right, scale in zip(shown, expected, scales, strict=True):
        assert {key for key, _ in numbers} == set(right)
        for key, text in numbers:
            error = abs(float(text) - right[key]) / scale
            assert error <= 1e-12, f"{key}: page {text}, package {right[key]}"
            worst = max(worst, error)
    record(name, f"largest error {worst:.1e} of the largest term")


def test_every_explorable_of_the_package_is_in_the_book():
    assert set(first_of_each) == set(KINDS)
