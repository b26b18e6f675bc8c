"""The drawn errors of a gradient check: both slopes, the lowest point."""

import re

import numpy as np
import pytest
from explorables_of_book import DRIVE, explorables, frames, mounted

from explorable_states import KINDS

NAME = "gradient-check"
STATES = [
    {"method": "central", "dtype": "float64", "nnfs": False},
    {"method": "forward", "dtype": "float64", "nnfs": False},
    {"method": "central", "dtype": "float32", "nnfs": False},
    {"method": "forward", "dtype": "float32", "nnfs": False},
    {"method": "central", "dtype": "float64", "nnfs": True},
]
# How the picture's axes run: x of 1e-15 and 1, y of 1e1 and 1e-17.
LEFT, RIGHT, TOP, FLOOR = 36, 352, 6, 168
DASH = "\N{EN DASH}"


@pytest.fixture
def opened(tab, addresses):
    """Return the explorable in its page, and the package's own."""
    page = next(page for page, name in explorables() if name == NAME)
    stored = dict(frames(page))[NAME]
    made_of = stored["initial"] | stored["given"]
    tab.goto(addresses["file"] + page)
    return mounted(tab, NAME), KINDS[NAME].widget(**made_of, caption="one")


def drawn(explorable):
    """Return the steps and errors of the dots in the picture."""
    path = explorable.locator(".measured").get_attribute("d")
    x, y = np.array(re.findall(r"M([\d.]+) ([\d.]+)h0", path), float).T
    steps = 10.0 ** (15.0 * ((x - LEFT) / (RIGHT - LEFT) - 1.0))
    return steps, 10.0 ** (1.0 - 18.0 * (y - TOP) / (FLOOR - TOP))


def summary(network, method, steps, errors):
    """Return both slopes and the lowest place, as chapter 9 finds them."""
    a, q, b = network.expected(method)
    close = np.abs(np.log2(steps[:, None] / steps)) <= 1.0
    worst = np.where(close, errors, 0.0).max(axis=1)
    long, rounding = a * steps**q, b / steps
    branches = (
        (long > 30 * rounding) & (steps < 0.03),
        (rounding > 30 * long) & (worst < 0.1) & (worst > 1e-15),
    )
    slopes = []
    for branch in branches:
        if branch.sum() < 8:
            slopes.append(None)
            continue
        at, log = np.log10(steps[branch]), np.log10(worst[branch])
        slopes.append(np.polyfit(at, log, 1)[0])
    return *slopes, np.log10(steps[worst.argmin()]), q


@pytest.mark.parametrize(
    "state", STATES, ids=lambda s: "-".join(map(str, s.values()))
)
def test_slopes_and_lowest_place_are_those_of_the_package(
    opened, state, record
):
    explorable, widget = opened
    chosen = {"parameter": "last weight", **state}
    explorable.evaluate(DRIVE, [list(chosen.items())])
    network = widget.network(**chosen)
    curve = widget.curve(**chosen)
    long, rounding, lowest, q = summary(
        network, state["method"], *drawn(explorable)
    )
    right = summary(network, state["method"], *curve)
    if long is not None:
        assert long == pytest.approx(right[0], abs=0.05)
        assert long == pytest.approx(q, abs=0.1)
    assert rounding == pytest.approx(right[1], abs=0.15)
    assert rounding == pytest.approx(-1.0, abs=0.15)
    assert lowest == pytest.approx(right[2], abs=0.5)
    record(
        "-".join(map(str, state.values())),
        f"slopes {long} and {rounding:.2f}, the package's {right[0]} and "
        f"{right[1]:.2f}; lowest at 1e{lowest:.1f} and 1e{right[2]:.1f}",
    )


def test_it_names_the_samples_whose_relu_has_turned(opened):
    explorable, widget = opened
    step = explorable.get_by_role("slider", name="Step h")
    step.focus()
    for _ in range(4):
        explorable.get_by_role("button", name="10 h").press("Enter")
    widget.h = 0.1
    (turned,) = np.nonzero(widget.network().flips(0.1, "central"))
    assert len(turned) == 3
    says = explorable.locator(".says").text_content()
    assert "{}, {} and {}:".format(*turned) in says
    assert explorable.locator(".corner.turned").count() == 3
    explorable.get_by_role("button", name="h / 10").press("Enter")
    assert explorable.locator(".corner.turned").count() == 2


def test_a_drag_across_the_picture_moves_the_step(opened):
    explorable, _ = opened
    picture = explorable.locator(".valley")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    scale = box["width"] / 360
    mouse = explorable.page.mouse
    mouse.move(box["x"] + 100 * scale, box["y"] + 40)
    mouse.down()
    mouse.move(box["x"] + (LEFT + RIGHT) / 2 * scale, box["y"] + 50)
    mouse.up()
    shown = explorable.locator('[data-quantity="h"]')
    place = float(shown.get_attribute("data-value"))
    assert np.log10(place) == pytest.approx(-7.5, abs=0.11)


def test_every_change_is_answered_at_once(opened, record):
    explorable, _ = opened
    session = explorable.page.context.new_cdp_session(explorable.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    time = explorable.evaluate(
        """(root) => {
          const input = root.querySelector('[data-control="scale"]');
          const times = Array.from({ length: 11 }, (_, i) => {
            input.value = String(20 + i % 2);
            const before = performance.now();
            input.dispatchEvent(new Event("input", { bubbles: true }));
            root.getBoundingClientRect();
            return performance.now() - before;
          });
          return times.sort((a, b) => a - b)[5];
        }"""
    )
    record(NAME, f"a new curve in {time:.0f} ms at a quarter of the speed")
    assert time < 200


def test_a_lost_nudge_leaves_dashes(opened):
    explorable, _ = opened
    lost = {"dtype": "float32", "step": 60}
    explorable.evaluate(DRIVE, [list(lost.items())])
    assert "The nudge is lost" in explorable.locator(".says").text_content()
    assert explorable.locator("dd").all_text_contents() == [DASH, DASH]
    for key in ("slope", "error"):
        dash = explorable.locator(f'[data-quantity="{key}"]').evaluate(
            "(e) => getComputedStyle(e, '::before').content"
        )
        assert dash == f'"{DASH}"'
    note, buttons = (
        part.bounding_box()
        for part in (
            explorable.locator(".check-note"),
            explorable.get_by_role("button", name="h / 10"),
        )
    )
    assert buttons["y"] - note["y"] - note["height"] >= 6


def test_a_step_is_read_out_in_words(opened):
    explorable, _ = opened
    step = explorable.get_by_role("slider", name="Step h")
    assert step.get_attribute("aria-valuetext") == "h = 10 to the minus 5"
    explorable.evaluate(DRIVE, [[["step", 42]]])
    said = step.get_attribute("aria-valuetext")
    assert said == "h = 1.6 times 10 to the minus 11"


# What the words of the picture touch: the upright line, the circles, one
# another, the edges, and the straight lines that they are about.
_TOUCHED = """
(root) => {
  const picture = root.querySelector(".valley");
  const seen = (name) => [...picture.querySelectorAll(name)]
    .filter((e) => getComputedStyle(e).visibility !== "hidden");
  const box = (e) => e.getBBox();
  const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y < b.y + b.height && b.y < a.y + a.height;
  const words = seen("text");
  const [left, top, width, height] =
    picture.getAttribute("viewBox").split(" ").map(Number);
  const found = [];
  const here = picture.querySelector(".here").getAttribute("d");
  const x = Number(here.match(/M([\\d.]+)/)[1]);
  for (const word of seen(".slope-name")) {
    const own = box(word);
    // Letters without the room that a line has above and below them.
    own.y += 2; own.height -= 4;
    if (own.x < x && x < own.x + own.width) found.push("line");
    for (const circle of seen("circle")) {
      if (meet(own, box(circle))) found.push(circle.getAttribute("class"));
    }
    for (const other of words) {
      if (other !== word && meet(own, box(other))) found.push("words");
    }
    if (own.x < left || own.x + own.width > left + width) found.push("edge");
    for (const line of seen(".model")) {
      const at = (key) => Number(line.getAttribute(key));
      for (let i = 0; i <= 100; i++) {
        const [px, py] = ["x", "y"].map((key) =>
          at(`${key}1`) + (at(`${key}2`) - at(`${key}1`)) * i / 100);
        if (own.x < px && px < own.x + own.width && own.y < py &&
            py < own.y + own.height) { found.push("model"); break; }
      }
    }
  }
  const name = [...words].find((e) => e.textContent.startsWith("corners"));
  const below = box(name);
  for (const tick of seen(".corner")) {
    if (meet(below, box(tick))) found.push("corner");
  }
  return [...new Set(found)];
}
"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("parameter", ["weight", "last weight"])
def test_words_in_the_picture_touch_nothing(opened, width, parameter):
    explorable, _ = opened
    explorable.page.set_viewport_size({"width": width, "height": 900})
    touched = {}
    for state in STATES:
        for scale in (0, 15, 27):
            chosen = {"parameter": parameter, "scale": scale, **state}
            explorable.evaluate(DRIVE, [list(chosen.items())])
            for step in range(0, 151, 10):
                explorable.evaluate(DRIVE, [[["step", step]]])
                if found := explorable.evaluate(_TOUCHED):
                    touched[(*chosen.values(), step)] = found
    assert touched == {}
