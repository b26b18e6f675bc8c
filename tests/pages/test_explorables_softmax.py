"""What is special about the explorables of softmax."""

import re

import pytest
from explorables_of_book import mounted

CHAPTER_5 = "chapters/05-softmax.html"
CHAPTER_6 = "chapters/06-softmax-cross-entropy.html"


@pytest.fixture
def square(tab, addresses):
    """Return the explorable of chapter 5."""
    tab.goto(addresses["file"] + CHAPTER_5)
    return mounted(tab, "softmax")


def numbers(explorable):
    """Return what each shown number is, and how it is written, by key."""
    return explorable.evaluate(
        """(root) => Object.fromEntries(
          [...root.querySelectorAll("[data-quantity][data-value]")].map((e) =>
            [e.dataset.quantity, [Number(e.dataset.value), e.textContent]]))"""
    )


def test_the_same_added_to_all_logits_changes_nothing(square):
    before = numbers(square)
    every = square.get_by_role("slider", name="Add the same to all logits")
    every.focus()
    for _ in range(30):
        every.press("ArrowRight")
    after = numbers(square)
    for key, (value, text) in after.items():
        if key.startswith("inputs"):
            assert value == pytest.approx(before[key][0] + 3.0)
        else:
            assert value == pytest.approx(before[key][0], abs=1e-14)
            assert text == before[key][1]
    says = square.locator(".says")
    assert "Every logit is 3 more, every exponential 20.1 times" in (
        says.text_content()
    )


def test_adding_goes_no_further_than_the_logits_may(square):
    square.locator("[data-control='inputs[0]']").fill("998")
    every = square.get_by_role("slider", name="Add the same to all logits")
    every.focus()
    every.press("End")
    assert numbers(square)["inputs[0,0]"][0] == 1000.0
    assert numbers(square)["inputs[0,1]"][0] == 2.0


def test_arrow_keys_walk_in_the_jacobian(square):
    cells = square.get_by_role("gridcell")
    place = square.locator("td[tabindex='0']")
    assert place.count() == 1
    place.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        square.locator("td:focus").press(key)
    assert place.count() == 1
    assert place.text_content() == "0.16"
    sums = square.locator(".sums").text_content().replace("\u00a0", " ")
    assert "∂S2/∂z2 = S2(1 − S2) = 0.2 · (1 − 0.2) = 0.16" in sums
    assert "∂L/∂z2 = 1 · (−0.14) + (−2) · (−0.02) + 0.5 · 0.16 = −0.02" in sums
    assert cells.count() > 9


def test_a_sum_whose_rounded_terms_give_something_else_says_so(square):
    square.locator("[data-control='inputs[0]']").fill("8")
    square.locator("[data-quantity='jacobian[1,0]']").hover()
    sums = square.locator(".sums").text_content().replace("\u00a0", " ")
    assert (
        "1 · 0.001 + (−2) · (−0.000335) + 0.5 · (−0.00067) ≈ 0.001339" in sums
    )
    assert "S0(G0 − g · s) = 0.999 · (1 − 0.9987) ≈ 0.001339" in sums
    assert "∂S1/∂z0 = −S1S0 = −0.0003351 · 0.999 = −0.000335" in sums


def test_no_line_of_a_sum_ends_after_an_equals_sign(square):
    square.get_by_role("button", name="Surprise me").click()
    text = square.locator(".sums").text_content()
    assert "=" in text
    assert not re.search(r"[=≈+] | · |· ", text)


def test_numbers_of_one_kind_are_set_in_one_size(square):
    for control, value in (("inputs[0]", "-2.7"), ("inputs[2]", "2.9")):
        square.locator(f"[data-control='{control}']").fill(value)
    for cells in (".share .quantity", ".crossing .quantity"):
        sizes = square.locator(cells).evaluate_all(
            "(all) => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert max(sizes) - min(sizes) < 1


def test_a_tap_chooses_a_cell(phone, addresses):
    phone.goto(addresses["file"] + CHAPTER_5)
    square = mounted(phone, "softmax")
    square.locator("[data-quantity='jacobian[2,0]']").tap()
    sums = square.locator(".sums").text_content().replace("\u00a0", " ")
    assert "∂S2/∂z0 = −S2S0" in sums


def test_the_columns_of_products_add_up_to_the_gradient(square):
    square.get_by_label("g × J").check()
    found = numbers(square)
    for k in range(3):
        column = sum(found[f"products[{j},{k}]"][0] for j in range(3))
        assert column == pytest.approx(found[f"dinputs[0,{k}]"][0], abs=1e-15)


def test_the_diagonal_alone_is_shown_to_be_wrong(square):
    square.get_by_label("only s(1 − s)").check()
    found = numbers(square)
    assert found["diagonal[0,2]"][1] == "0.08"
    assert found["dinputs[0,2]"][1] == "−0.02"
    assert (
        "adds up to 0.11, not to 0" in square.locator(".says").text_content()
    )


def test_far_apart_logits_are_said_to_be_nearly_certain(square):
    square.locator("[data-control='inputs[1]']").fill("1000")
    says = square.locator(".says").text_content()
    assert "nearly certain of class 1" in says
    found = numbers(square)
    assert found["output[0,1]"] == [1.0, "1"]
    assert found["dinputs[0,0]"][0] == 0.0


@pytest.fixture
def routes(tab, addresses):
    """Return the explorable of chapter 6."""
    tab.goto(addresses["file"] + CHAPTER_6)
    return mounted(tab, "softmax-cross-entropy")


def test_one_route_goes_silent_where_the_other_does_not(routes):
    routes.get_by_label("class 1").check()
    routes.locator("[data-control='inputs[1]']").fill("-1000")
    found = numbers(routes)
    assert found["output[0,1]"][0] == 0.0
    for k in range(3):
        assert found[f"softmax.dinputs[0,{k}]"][0] == 0.0
    assert found["dinputs[0,1]"] == [-1.0, "−1"]
    assert found["dvalues[0,1]"][0] == -1e7
    slope = routes.locator('[data-quantity="dvalues[0,1]"]')
    assert slope.text_content() == "−10 to the 77"
    assert slope.locator("sup").get_attribute("aria-hidden") == "true"
    assert found["cross_entropy.loss"][1] == "16.12"
    assert found["loss"][0] > 1000.0
    assert "nothing at all" in routes.locator(".says").text_content()
    assert routes.locator(".astray").count() == 4


def test_both_routes_agree_as_long_as_nothing_is_clipped(routes):
    routes.locator("[data-control='inputs[1]']").fill("-13.9")
    found = numbers(routes)
    assert found["output[0,1]"][0] > 1e-7
    for k in range(3):
        assert found[f"softmax.dinputs[0,{k}]"][0] == pytest.approx(
            found[f"dinputs[0,{k}]"][0], abs=1e-14
        )
    assert routes.locator(".astray").count() == 0
    routes.locator("[data-control='inputs[1]']").fill("-14.1")
    says = routes.locator(".says")
    assert "counts as 10 to the minus 7−7 where" in says.text_content()
    assert "−7" in says.locator("sup").all_text_contents()
    assert routes.locator(".astray").count() == 4


def test_the_arrows_cancel(routes):
    routes.locator("[data-control='inputs[0]']").fill("1.3")
    total = routes.evaluate(
        """(root) => [...root.querySelectorAll(".end-to-end .arrow")]
          .map((a) => parseFloat(a.style.width) *
            (a.classList.contains("backwards") ? -1 : 1))
          .reduce((a, b) => a + b)"""
    )
    assert total == pytest.approx(0.0, abs=1e-3)


def test_no_head_is_longer_than_its_arrow(routes):
    for k, logit in enumerate(("0.1", "4", "-4")):
        routes.locator(f"[data-control='inputs[{k}]']").fill(logit)
    lengths = routes.locator(".arrow:not([hidden])").evaluate_all(
        """(all) => all.map((e) => [e.offsetWidth + 0.5,
          parseFloat(getComputedStyle(e, "::after").width)])"""
    )
    assert min(length for length, _ in lengths) < 9
    assert all(head <= length for length, head in lengths)


def test_the_point_on_the_curve_can_be_dragged(routes):
    plot = routes.locator(".pull .plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    plot.click(position={"x": box["width"] / 2, "y": 20})
    probability = numbers(routes)["output[0,1]"][0]
    assert 0.9e-9 < probability < 1.1e-9
