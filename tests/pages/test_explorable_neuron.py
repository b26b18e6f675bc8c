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


def test_a_field_takes_every_minus_and_writes_a_real_one(neuron):
    field = neuron.locator('[data-control="w[0]"]')
    assert field.input_value() == "−3"
    for typed, value in (("-1.5", "-1.5"), ("−2,5", "-2.5"), ("-.5", "-0.5")):
        field.fill(typed)
        assert field.input_value() == typed
        assert field.get_attribute("data-value") == value
        assert field.get_attribute("aria-valuenow") == value
        field.press("Enter")
        assert field.input_value() == value.replace("-", "−")
    field.press("ArrowDown")
    assert field.input_value() == "−0.6"
    assert field.get_attribute("aria-valuemin") == "-100"
    assert field.get_attribute("aria-valuemax") == "100"


@pytest.mark.parametrize("typed", ["", " ", "1 2", "0x10", "Infinity", "1e"])
def test_a_field_takes_nothing_that_is_no_number(neuron, typed):
    field = neuron.locator('[data-control="w[0]"]')
    field.fill(typed)
    assert field.get_attribute("aria-invalid") == "true"
    field.press("Enter")
    assert field.input_value() == "−3"
    assert "w₀" not in neuron.locator(".says").text_content()
    assert neuron.locator(".says sub").first.text_content() == "0"


def test_quantities_are_slanted_and_far_numbers_have_powers(neuron):
    neuron.locator('[data-control="x[0]"]').fill("0.01")
    neuron.locator('[data-control="w[0]"]').fill("0.002")
    product = neuron.locator("[data-quantity='products[0]']")
    assert product.text_content() == "2\u00a0×\u00a010 to the minus 5−5"
    assert product.locator("sup").text_content() == "−5"
    neuron.locator('[data-control="w[1]"]').focus()
    assert (
        neuron.locator(".dial-name")
        .inner_html()
        .startswith("<i>w</i><sub>1</sub> = ")
    )
    assert neuron.locator(".says i").first.text_content() == "w"
    for field in neuron.locator("input").all():
        assert not set("𝑤𝑥₁⁻") & set(field.get_attribute("aria-label"))


def test_the_slider_brings_the_bias_below_minus_five(neuron):
    neuron.locator('[data-control="b"]').focus()
    dial = neuron.locator(".dial input")
    for end, bias, z in (("Home", -10.0, -5.0), ("End", 10.0, 15.0)):
        dial.focus()
        dial.press(end)
        for key, value in (("b", bias), ("z", z)):
            cell = neuron.locator(f'[data-quantity="{key}"]')
            assert float(cell.get_attribute("data-value")) == value


def test_the_end_of_the_walk_keeps_the_focus(neuron):
    step = neuron.get_by_role("slider", name="Step of the walk")
    for name, number, there in (("Forward", 17, "18"), ("Back", 2, "1")):
        step.fill(str(number))
        button = neuron.get_by_role("button", name=name)
        button.focus()
        for _ in range(2):
            button.press("Enter")
            assert button.evaluate("(e) => e === document.activeElement")
            assert step.input_value() == there
        assert button.get_attribute("aria-disabled") == "true"


def test_what_comes_of_a_change_is_said(neuron):
    neuron.locator('[data-control="w[2]"]').press("ArrowUp")
    neuron.get_by_role("status").filter(
        has_text="z = 6.3, a = 6.3."
    ).wait_for()


def test_a_short_drag_shuts_the_relu_and_a_tap_turns_nothing(neuron, tab):
    neuron.scroll_into_view_if_needed()
    box = neuron.locator('[data-control="b"]').bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for way, least, most in ((4, 1, 1), (-150, -7, -5)):
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + way, y, steps=5)
        tab.mouse.up()
        cell = neuron.locator('[data-quantity="b"]')
        assert least <= float(cell.get_attribute("data-value")) <= most


def test_the_chosen_number_is_marked_on_its_box(neuron):
    for control in ("w[0]", "x[2]", "b"):
        neuron.locator(f'[data-control="{control}"]').focus()
        lit = neuron.locator(".lit")
        assert lit.count() == 1
        assert lit.get_attribute("data-control") == control
    names = neuron.locator(".node-name").evaluate_all(
        "(all) => all.map((e) => getComputedStyle(e).textDecorationLine)"
    )
    assert set(names) == {"none"}


# Which lines pass below the words at an arrow, its own among them, or how far
# the words reach out of the page.
_COVERED = """
(root) => {
  const text = document.createRange();
  text.selectNodeContents([...root.querySelectorAll(".factor")]
    .find((e) => e.textContent !== ""));
  const word = text.getBoundingClientRect();
  const lines = [...root.querySelectorAll(".edges line")]
    .filter((line) => {
      const box = line.ownerSVGElement.getBoundingClientRect();
      const at = (key) => line[key].baseVal.value;
      return Array.from({ length: 201 }, (_, i) => i / 200).some((t) => {
        const x = box.x + at("x1") + t * (at("x2") - at("x1"));
        const y = box.y + at("y1") + t * (at("y2") - at("y1"));
        return word.left - 1 < x && x < word.right + 1 && word.top < y &&
          y < word.bottom;
      });
    });
  return [lines.length, Math.min(0, word.left)];
}
"""


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_words_at_an_arrow_leave_every_arrow_whole(neuron, tab, width):
    tab.set_viewport_size({"width": width, "height": 900})
    step = neuron.get_by_role("slider", name="Step of the walk")
    for number in range(6, 18, 2):
        step.fill(str(number))
        assert neuron.evaluate(_COVERED) == [0, 0], number
    step.fill("18")
    leaves = [f"{letter}[{i}]" for i in range(3) for letter in "xw"]
    for value in ("-2.75", "0.3", "-9.95"):
        for leaf in leaves:
            neuron.locator(f'[data-control="{leaf}"]').fill(value)
        for leaf in (*leaves, "b"):
            neuron.locator(f'[data-control="{leaf}"]').focus()
            assert neuron.evaluate(_COVERED) == [0, 0], (leaf, value)
