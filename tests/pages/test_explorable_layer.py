"""The layer in the page: sums written out, and products that fit."""

import pytest
from explorables_of_book import mounted

PAGE = "chapters/02-layer-and-batch.html"


@pytest.fixture
def layer(tab, addresses):
    """Return the mounted explorable."""
    tab.goto(addresses["file"] + PAGE)
    return mounted(tab, "layer")


def lit(layer):
    """Return the keys of all numbers that are outlined."""
    return set(
        layer.locator(".lit").evaluate_all(
            "found => found.map(e => e.dataset.quantity)"
        )
    )


@pytest.mark.parametrize(
    ("control", "sum_", "outlined"),
    [
        (
            "weights[1,0]",
            "∂L/∂W[1, 0] = 2 · 0.5 + 5 · 1 = 6",
            {"dweights[1,0]", "inputs[0,1]", "inputs[1,1]"}
            | {"dvalues[0,0]", "dvalues[1,0]"},
        ),
        (
            "inputs[1,2]",
            "∂L/∂X[1, 2] = 1 · (−0.5) + 0.25 · 0.26 + (−0.5) · 0.17 = −0.52",
            {"dinputs[1,2]"}
            | {f"dvalues[1,{m}]" for m in range(3)}
            | {f"weights[2,{m}]" for m in range(3)},
        ),
        (
            "biases[0,2]",
            "∂L/∂b[2] = 2 + (−0.5) = 1.5",
            {"dbiases[0,2]", "dvalues[0,2]", "dvalues[1,2]"},
        ),
        (
            "dvalues[0,0]",
            "Z[0, 0] = 1 · 0.2 + 2 · 0.8 + 3 · (−0.5) + 2.5 · 1 + 2 = 4.8",
            {"output[0,0]", "biases[0,0]"}
            | {f"inputs[0,{d}]" for d in range(4)}
            | {f"weights[{d},0]" for d in range(4)},
        ),
    ],
)
def test_a_chosen_number_shows_its_sum(layer, control, sum_, outlined):
    layer.locator(f'[data-control="{control}"]').focus()
    assert (
        layer.locator(".says")
        .text_content()
        .replace("\xa0", " ")
        .startswith(sum_)
    )
    assert lit(layer) == outlined


def test_the_chosen_number_does_not_look_like_its_factors(layer):
    layer.locator('[data-control="weights[1,0]"]').focus()
    sought = layer.locator(".sought")
    assert sought.get_attribute("data-quantity") == "dweights[1,0]"
    look = "(e) => getComputedStyle(e).backgroundColor"
    factor = layer.locator('.lit[data-quantity="dvalues[0,0]"]')
    plain = layer.locator('[data-quantity="dweights[0,0]"]')
    assert sought.evaluate(look) != plain.evaluate(look)
    assert factor.evaluate(look) == plain.evaluate(look)


CUT = """
(root) => [...root.querySelectorAll(".quantity")]
  .filter((cell) => cell.scrollWidth > cell.clientWidth)
  .map((cell) => cell.textContent)
"""


def test_no_number_is_cut(phone, addresses):
    phone.goto(addresses["file"] + PAGE)
    layer = mounted(phone, "layer")
    layer.scroll_into_view_if_needed()
    shown = layer.locator('[data-quantity="output[0,2]"]')
    assert shown.text_content() == "2.385"
    assert shown.bounding_box()["width"] > 20
    surprise = layer.get_by_role("button", name="Surprise me")
    for _ in range(20):
        assert layer.evaluate(CUT) == []
        surprise.tap()


def test_what_rounding_leaves_of_a_zero_has_no_digits(layer):
    for d, x in enumerate((0.1, 0.2, -0.3, 0.0)):
        layer.locator(f'[data-control="inputs[0,{d}]"]').fill(str(x))
        layer.locator(f'[data-control="weights[{d},0]"]').fill("1")
    layer.locator('[data-control="biases[0,0]"]').fill("0")
    shown = layer.locator('[data-quantity="output[0,0]"]')
    assert shown.text_content() == "≈0"
    assert 0.0 < abs(float(shown.get_attribute("data-value"))) < 1e-15


def test_one_sample_leaves_one_term(layer):
    layer.get_by_label("one sample", exact=True).check()
    layer.locator('[data-control="weights[1,0]"]').focus()
    assert (
        layer.locator(".says")
        .text_content()
        .replace("\xa0", " ")
        .startswith("∂L/∂W[1, 0] = 2 · 0.5 = 1")
    )
    assert not layer.locator('[data-control="inputs[1,1]"]').is_visible()


def test_what_was_chosen_gives_way_when_it_takes_no_part(layer):
    layer.locator('[data-control="dvalues[1,2]"]').focus()
    layer.get_by_label("one sample, one neuron").check()
    assert "∂L/∂W[1, 0]" in layer.locator(".says").text_content().replace(
        "\xa0", " "
    )


def test_equal_sizes_let_wrong_products_fit(layer):
    layer.get_by_text("How many products have the shape").click()
    products = layer.locator(".layer-products li")
    assert products.count() == 24
    starts = products.evaluate_all(
        "(all) => all.map((e) => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(set(starts)) <= 6
    for name, size in [("samples N", 2), ("inputs D", 4), ("neurons M", 3)]:
        layer.get_by_label(name).fill(str(size))
    assert products.count() == 1
    assert "XT G, the gradient" in products.first.text_content()
