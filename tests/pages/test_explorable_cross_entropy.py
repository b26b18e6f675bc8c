"""The loss of a forecast in the page: divisions by N, and the clipped loss."""

import re
from itertools import pairwise

import pytest
from explorables_of_book import DRIVE, mounted

PAGE = "chapters/04-cross-entropy.html"
# What eyes and what ears get of a line.
WITHOUT = """(line, hidden) => {
  const copy = line.cloneNode(true);
  copy.querySelectorAll(hidden).forEach((e) => e.remove());
  return copy.textContent;
}"""
STAGES = ["loss", "dinputs[0,0]", "dweights[0,0]", "step"]


@pytest.fixture
def forecast(tab, addresses):
    """Return the mounted explorable."""
    tab.goto(addresses["file"] + PAGE)
    return mounted(tab, "cross-entropy")


def put(explorable, **state):
    """Set controls; two underscores open a bracket."""
    moves = [
        (re.sub(r"__(\d+)", r"[\1]", key), value)
        for key, value in state.items()
    ]
    explorable.evaluate(DRIVE, [moves])


def numbers(explorable):
    """Return the numbers of the four stages."""
    return [
        float(
            explorable.locator(f'[data-quantity="{key}"]').get_attribute(
                "data-value"
            )
        )
        for key in STAGES
    ]


@pytest.mark.parametrize(
    ("place", "divided"),
    [
        ("loss", ["loss"]),
        ("gradient", ["dweights[0,0]"]),
        ("update", ["step"]),
        ("forgotten", []),
        ("twice", ["loss", "dweights[0,0]"]),
    ],
)
def test_a_tag_stands_where_it_is_divided(forecast, place, divided):
    put(forecast, place="forgotten")
    undivided = numbers(forecast)
    put(forecast, place=place)
    tagged = forecast.locator(".stages li:has(.here) [data-quantity]")
    keys = [element.get_attribute("data-quantity") for element in tagged.all()]
    assert keys == divided
    # As many divisions as tags have made the step shorter.
    shorter = undivided[-1] / numbers(forecast)[-1]
    assert shorter == pytest.approx(4.0 ** len(divided))
    says = forecast.locator(".says").text_content()
    length = {0: "4 times", 1: "as long as for one", 2: "1/4 as long"}
    assert length[len(divided)] in says


@pytest.mark.parametrize("axis", ["linear", "log"])
@pytest.mark.parametrize("p", [0.0, 1e-8, 0.003, 0.01, 0.5, 1.0])
def test_the_point_is_on_the_curve(forecast, axis, p):
    put(forecast, axis=axis, y_pred__0=p)
    path = forecast.locator(".curve path.line").get_attribute("d")
    curve = [
        (float(x), float(y))
        for x, y in re.findall(r"[ML]([\d.e-]+) ([\d.e-]+)", path)
    ]
    point = forecast.locator(".curve circle")
    x, y = (float(point.get_attribute(key)) for key in ("cx", "cy"))
    assert distance(curve, x, y) < 0.6
    out = p < 1e-9 if axis == "log" else p < 0.0067
    assert ("out" in point.get_attribute("class").split()) == out
    assert bool(forecast.locator(".beyond").text_content()) == out


@pytest.mark.parametrize("p", [0.02, 0.1, 0.2, 0.7, 0.95])
def test_the_tangent_stays_in_the_picture(forecast, p):
    put(forecast, axis="linear", y_pred__0=p)
    tangent = forecast.locator(".curve line.slope")
    (x1, y1), (x2, y2) = (
        [float(tangent.get_attribute(f"{key}{i}")) for key in "xy"]
        for i in (1, 2)
    )
    assert 0.0 <= x1 < x2 <= 320.0
    middle = forecast.locator(".curve circle")
    x, y = (float(middle.get_attribute(key)) for key in ("cx", "cy"))
    assert (y - y1) / (x - x1) == pytest.approx((y2 - y) / (x2 - x))


def distance(curve, x, y):
    """Return how far a point is from a curve of straight pieces."""
    best = float("inf")
    for (x0, y0), (x1, y1) in pairwise(curve):
        length = (x1 - x0) ** 2 + (y1 - y0) ** 2
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / (length or 1)
        along = min(1.0, max(0.0, along))
        gap = (x0 + along * (x1 - x0) - x, y0 + along * (y1 - y0) - y)
        best = min(best, (gap[0] ** 2 + gap[1] ** 2) ** 0.5)
    return best


def test_a_forecast_of_zero_is_counted_as_the_clip(phone, addresses):
    phone.goto(addresses["file"] + PAGE)
    forecast = mounted(phone, "cross-entropy")
    for place in ("loss", "forgotten"):
        put(forecast, y_pred__0=0.0, n=10, place=place)
        says = forecast.locator(".curve-says")
        assert says.evaluate(WITHOUT, ".visually-hidden") == (
            "loss −log 10−7 = 16.12sent back −1/10−7 = −107"
        )
        assert says.evaluate(WITHOUT, "[aria-hidden]") == (
            "loss −log 10 to the minus 7 = 16.12"
            "sent back −1/10 to the minus 7 = −10 to the 7"
        )
        cut = """(root) => [...root.querySelectorAll(".quantity, .number")]
          .filter((cell) => cell.scrollWidth > cell.clientWidth)
          .map((cell) => cell.textContent || cell.value)"""
        plain = ".plain"
        assert forecast.locator(plain).count() == 2
        assert [
            text
            for text in forecast.evaluate(cut)
            if text not in forecast.locator(plain).all_text_contents()
        ] == []
    for k in (1, 2):
        field = forecast.locator(f'[data-control="y_pred[{k}]"]')
        assert field.input_value() in ("0.3333", "0.6667")
        kept = float(field.get_attribute("data-value"))
        assert kept in (pytest.approx(1 / 3), pytest.approx(2 / 3))
        assert abs(kept - float(field.input_value())) > 1e-5


def test_arrow_keys_start_from_the_whole_number(forecast):
    put(forecast, y_pred__0=0.0)
    field = forecast.locator('[data-control="y_pred[1]"]')
    before = float(field.get_attribute("data-value"))
    field.press("ArrowUp")
    after = float(field.get_attribute("data-value"))
    assert after - before == pytest.approx(0.01, abs=1e-6)
