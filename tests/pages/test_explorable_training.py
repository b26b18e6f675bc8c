"""The network that learns, in the page: the package's losses, and its play."""

import json
import re

import numpy as np
import pytest
from explorables_of_book import explorables, frames, mounted

from backprop import SoftmaxCrossEntropy, training
from backprop.explorables import SpiralTraining

(PAGE,) = [page for page, name in explorables() if name == "training"]
STEPS = '[data-control="steps"]'


def test_a_weight_is_called_what_stands_above_it(lesson):
    cells = lesson.locator(".cell")
    assert cells.count() == 6
    for cell in cells.all():
        shown = cell.locator(".setting-name").text_content()
        assert cell.get_by_role("radio", name=f"{shown}: ").count() == 1


def test_the_curves_are_told_in_words(lesson):
    curves = lesson.get_by_role("img", name="The loss: ")
    play(lesson)
    words = curves.get_attribute("aria-label")
    assert re.search(r"The loss: 1\.\d+, then .* after \d+ steps", words)
    assert "length of the gradient of the first layer: 0." in words


@pytest.fixture
def lesson(tab, addresses):
    """Return the explorable in a fresh tab."""
    tab.goto(addresses["file"] + PAGE)
    return mounted(tab, "training")


def steps(lesson):
    return int(lesson.locator(STEPS).input_value())


def picture(lesson):
    """Return what the map shows once it has been painted."""
    return lesson.locator("canvas").evaluate(
        """(canvas) => new Promise((done) => requestAnimationFrame(() =>
             setTimeout(() => done(canvas.toDataURL()))))"""
    )


def play(lesson):
    """Play until some steps have been taken."""
    lesson.get_by_role("button", name="Play").click()
    lesson.page.wait_for_function(
        "(field) => document.querySelector(field).value > 3",
        arg=STEPS,
    )


def test_its_first_losses_are_those_of_the_package(lesson, record):
    shown = lesson.evaluate(
        """(root) => {
          const field = root.querySelector('[data-control="steps"]');
          const loss = root.querySelector('[data-quantity="loss"]');
          return Array.from({ length: 101 }, (_, step) => {
            field.value = String(step);
            field.dispatchEvent(new Event("input", { bubbles: true }));
            return Number(loss.dataset.value);
          });
        }"""
    )
    stored = dict(frames(PAGE))["training"]
    widget = SpiralTraining(
        **stored["given"], **stored["initial"], caption="one"
    )
    history = training.train(
        widget.layers(),
        SoftmaxCrossEntropy(),
        widget.given["X"],
        np.array(widget.given["y"]),
        learning_rate=widget.learning_rate,
        momentum=widget.momentum,
        steps=100,
    )
    errors = np.abs(np.array(shown) - history.losses)
    record("training", f"first 100 losses off by at most {errors.max():.1e}")
    assert errors.max() <= 1e-9
    assert shown[100] < shown[0] - 0.05


def test_it_stands_still_until_it_is_asked(lesson):
    lesson.page.wait_for_timeout(300)
    assert steps(lesson) == 0


def test_it_plays_and_pauses(lesson):
    before = picture(lesson)
    play(lesson)
    lesson.get_by_role("button", name="Pause").click()
    taken = steps(lesson)
    assert taken > 3
    assert picture(lesson) != before
    lesson.page.wait_for_timeout(200)
    assert steps(lesson) == taken
    lesson.get_by_role("button", name="One step").click()
    assert steps(lesson) == taken + 1


@pytest.mark.parametrize("name", ["Reset", "Surprise me"])
def test_a_new_start_stands_still(lesson, name):
    play(lesson)
    lesson.get_by_role("button", name=name).click()
    lesson.page.wait_for_timeout(200)
    assert steps(lesson) == 0


def test_it_pauses_out_of_sight(lesson):
    play(lesson)
    lesson.page.evaluate("scrollTo(0, 0)")
    lesson.get_by_role("button", name="Play").wait_for()


def test_without_motion_it_moves_in_jumps(lesson):
    lesson.page.emulate_media(reduced_motion="reduce")
    play(lesson)
    lesson.get_by_role("button", name="Pause").click()
    assert steps(lesson) % 50 == 0


def test_a_change_begins_again_and_leaves_the_last_run_in_sight(lesson):
    lesson.locator(STEPS).fill("30")
    rate = lesson.get_by_role("spinbutton", name="learning rate")
    rate.fill("0.5")
    assert steps(lesson) == 0
    line = lesson.locator(".before").get_attribute("d")
    assert line.count("L") == 30


def test_a_weight_is_chosen_by_keyboard(lesson):
    lesson.locator(STEPS).fill("20")
    sums = lesson.locator('[data-quantity^="terms."]')
    before = sums.all_text_contents()
    lesson.get_by_role("radio", name="the weight of input 0").focus()
    lesson.page.keyboard.press("ArrowRight")
    chosen = lesson.get_by_role("radio", name="the weight of input 1")
    assert chosen.is_checked()
    assert sums.all_text_contents() != before


def test_a_tap_on_the_map_chooses_a_unit(lesson):
    unit = lesson.get_by_role("slider", name="Hidden unit")
    found = set()
    for x in range(20, 300, 40):
        lesson.locator("canvas").click(position={"x": x, "y": 40})
        found.add(unit.input_value())
    assert len(found) > 3


def test_the_marks_show_the_terms_when_asked(lesson):
    before = picture(lesson)
    lesson.get_by_role("radio", name="the terms of this sum").check()
    assert picture(lesson) != before


def test_the_map_follows_the_colours_of_the_page(lesson):
    before = picture(lesson)
    for theme in ("dark", "light"):
        lesson.page.evaluate(
            "(theme) => (document.documentElement.dataset.theme = theme)",
            theme,
        )
        lesson.page.wait_for_timeout(50)
        assert (picture(lesson) == before) == (theme == "light")


def test_half_a_unit_is_refused(lesson):
    field = lesson.get_by_role("spinbutton", name="hidden units")
    before = lesson.locator('[data-quantity="loss"]').text_content()
    field.fill("2.5")
    assert field.get_attribute("aria-invalid") == "true"
    assert json.loads(field.get_attribute("data-value")) == 32
    assert lesson.locator('[data-quantity="loss"]').text_content() == before


def test_a_phone_shows_beside_the_field_why_it_refuses(lesson):
    lesson.page.set_viewport_size({"width": 360, "height": 640})
    field = lesson.get_by_role("spinbutton", name="hidden units")
    before = lesson.locator('[data-quantity="loss"]').text_content()
    beside = lesson.locator(".beside")
    field.press("ControlOrMeta+a")
    # Three units would be possible, and more than the field takes are not.
    field.press_sequentially("3000")
    assert field.input_value() == "3000"
    assert lesson.locator('[data-quantity="loss"]').text_content() == before
    words = "hidden units: only whole numbers from 1 to 64. It stays 32."
    assert beside.text_content() == words
    gap = beside.bounding_box()["y"] - field.bounding_box()["y"]
    assert 0 < gap < 60
    field.press("Tab")
    assert beside.text_content() == words
    lesson.page.keyboard.press("Tab")
    assert not beside.is_visible()


def test_the_end_is_said_to_be_one(lesson):
    says = lesson.locator(".says")
    lesson.locator(STEPS).fill("1999")
    assert "Reset" not in says.text_content()
    lesson.locator(STEPS).fill("2000")
    words = says.text_content()
    assert words.endswith("This is as far as it goes: Reset begins again.")
    # 0.0281 - 0.0478 is -0.0197.
    total = lesson.locator(".sum").text_content()
    assert total == (
        "gradient = 0.0281 from 54 samples + (−0.0478) from 50 + 0 "
        "from the penalty ≈ −0.0198"
    )


def test_a_spike_of_the_loss_stays_in_its_picture(lesson):
    rate = lesson.get_by_role("spinbutton", name="learning rate")
    rate.fill("9")
    lesson.locator(STEPS).fill("40")
    path = lesson.locator(".run .line").get_attribute("d")
    ups = [float(up) for up in re.findall(r"[\d.]+ ([\d.]+)", path)]
    assert 16 <= min(ups) < 60
    texts = lesson.locator(".run text").all_text_contents()
    assert "3" in texts
    assert "1" not in texts
