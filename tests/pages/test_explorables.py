"""Explorables in the built pages: mounted, native, reachable, quick."""

import re

import pytest
from explorables_of_book import explorables, frames, mounted, selector
from reader import swipe

VALUE = "data-value"
each = pytest.mark.parametrize(("page", "name"), explorables())


@pytest.fixture
def open_on(addresses):
    """Return a function that opens an explorable and watches its console."""
    complaints = []

    def opened(tab, page, name, base="file", fragment=""):
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.goto(addresses[base] + page + fragment)
        return mounted(tab, name)

    yield opened
    assert complaints == []


def shown(explorable):
    """Return every number that an explorable shows, by its key."""
    return explorable.evaluate(
        """(root) => Object.fromEntries(
          [...root.querySelectorAll("[data-quantity]")].map(
            (e) => [e.dataset.quantity, e.dataset.value]))"""
    )


def said(line):
    """Return the text of a line, also of one that is only read out."""
    return line.text_content()


def first_field(explorable):
    """Return the first number that can be typed, None if there are sliders."""
    fields = explorable.locator("input.number:visible")
    if fields.count() > 0:
        return fields.first
    assert explorable.locator("input.slider").count() > 0
    return None


def nudge(explorable):
    """Change the first number of an explorable by its keyboard."""
    control = explorable.locator("input.number, input.slider").first
    control.focus()
    control.press("ArrowUp")


@each
def test_it_is_mounted_over_its_still_picture(tab, open_on, page, name):
    open_on(tab, page, name)
    still = tab.locator(f'[data-module="{name}"] > .still')
    assert not still.is_visible()


def test_on_a_phone_it_waits_until_its_reader_comes_near(phone, addresses):
    tab = phone
    page, name = "chapters/09-checking-gradients.html", "gradient-check"
    tab.goto(addresses["http"] + page, wait_until="load")
    assert tab.locator(selector(name)).count() == 0
    tab.locator(f'[data-module="{name}"]').evaluate("e => e.scrollIntoView()")
    tab.locator(selector(name)).wait_for()


@each
def test_a_change_by_keyboard_is_shown_and_undone(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    before = shown(explorable)
    nudge(explorable)
    assert shown(explorable) != before
    reset = explorable.get_by_role("button", name="Reset")
    reset.focus()
    reset.press("Enter")
    assert shown(explorable) == before


@each
def test_surprise_me_changes_the_state(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    before = shown(explorable)
    explorable.get_by_role("button", name="Surprise me").click()
    assert shown(explorable) != before


@each
def test_the_address_brings_the_state_back(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    nudge(explorable)
    tab.wait_for_function(
        "(name) => location.hash.startsWith('#' + name)", arg=f"{name}:"
    )
    there, address = shown(explorable), tab.url
    tab.goto("about:blank")
    tab.goto(address)
    again = mounted(tab, name)
    assert shown(again) == there
    assert again.evaluate("e => e.getBoundingClientRect().top < innerHeight")


@each
@pytest.mark.parametrize("rest", ["", "nonsense", "none=1", "initial=2"])
def test_a_broken_address_does_no_harm(tab, open_on, page, name, rest):
    before = shown(open_on(tab, page, name))
    tab.goto("about:blank")
    assert (
        shown(open_on(tab, page, name, fragment=f"#{name}:{rest}")) == before
    )


@each
def test_a_number_out_of_bounds_is_refused(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    field, says = first_field(explorable), explorable.locator(".says")
    if field is None:
        return
    before = shown(explorable)
    field.fill("1e9")
    assert field.get_attribute("aria-invalid") == "true"
    assert shown(explorable) == before
    expected = rf"^{re.escape(field.get_attribute('aria-label'))}: only "
    assert re.search(expected + r"(whole )?numbers from .* to", said(says))
    assert said(explorable.locator(".spoken")) == said(says)
    field.press("Enter")
    assert field.get_attribute("aria-invalid") is None
    assert float(field.input_value()) == float(field.get_attribute(VALUE))
    assert shown(explorable) == before
    field.press("ArrowUp")
    assert ": only" not in said(says)


@each
def test_a_number_too_large_brings_back_what_there_was(
    tab, open_on, page, name
):
    explorable = open_on(tab, page, name)
    field = first_field(explorable)
    if field is None:
        return
    before, value = shown(explorable), field.input_value()
    field.press("ControlOrMeta+a")
    # Its first digits are numbers that the field takes.
    field.press_sequentially("1000000")
    assert "It stays" in said(explorable.locator(".says"))
    field.press("Enter")
    assert field.input_value() == value
    assert shown(explorable) == before


@each
def test_what_is_no_number_is_refused_when_it_is_left(
    tab, open_on, page, name
):
    explorable = open_on(tab, page, name)
    field = first_field(explorable)
    if field is None:
        return
    before = shown(explorable)
    says = explorable.locator(".says")
    sentence = said(says)
    field.press("ControlOrMeta+a")
    field.press("-")
    assert ": only" not in said(says)
    field.press("Enter")
    assert ": only" in said(says) != sentence
    assert shown(explorable) == before
    assert field.input_value() != ""


@each
def test_why_it_was_refused_can_be_read_once_the_field_is_left(
    tab, open_on, page, name
):
    explorable = open_on(tab, page, name)
    field = first_field(explorable)
    if field is None:
        return
    field.press("ControlOrMeta+a")
    field.press("-")
    field.press("Tab")
    # What is spoken comes after a pause, and might put something else there.
    tab.wait_for_timeout(1000)
    assert ": only" in said(explorable.locator(".says"))
    assert ": only" in said(explorable.locator(".spoken"))


# WCAG 1.4.12: what readers may set without losing anything.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important;
    }`);
    document.adoptedStyleSheets = [sheet];
}"""
CUT = """all => all.filter(cell => cell.scrollWidth > cell.clientWidth + 1)
    .map(cell => cell.textContent || cell.value)"""


@each
def test_numbers_are_whole_with_wider_spaces_between_letters(
    tab, open_on, page, name
):
    tab.set_viewport_size({"width": 320, "height": 640})
    explorable = open_on(tab, page, name)
    tab.evaluate(SPACED)
    tab.wait_for_timeout(300)
    cells = explorable.locator(".quantity:not(.plain), input.number")
    assert cells.evaluate_all(CUT) == []


UNDER = """all => {
    const boxes = all.map((e) => [e, e.getBoundingClientRect()]);
    const sliders = boxes.filter(([e]) => e.matches(".slider"));
    const numbers = boxes.filter(([e]) => !e.matches(".slider"));
    const meet = (a, b) => a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom;
    return sliders.flatMap(([, s]) => numbers
        .filter(([, n]) => meet(s, n)).map(([n]) => n.dataset.quantity));
}"""


@each
def test_no_slider_goes_under_a_number_where_letters_are_large(
    tab, open_on, page, name
):
    # A phone of 360 px shows as much as this when all is twice as large.
    tab.set_viewport_size({"width": 180, "height": 390})
    explorable = open_on(tab, page, name)
    shown = explorable.locator(".slider, .number, .quantity:not(.plain)")
    assert shown.evaluate_all(UNDER) == []


@each
def test_a_finger_that_scrolls_past_changes_nothing(
    phone, open_on, page, name
):
    explorable = open_on(phone, page, name)
    before = shown(explorable)
    controls = explorable.locator("input.slider:visible, .plot:visible")
    tried = 0
    for control in controls.all():
        if control.evaluate("e => getComputedStyle(e).touchAction") != "pan-y":
            continue
        control.evaluate("e => e.scrollIntoView({block: 'center'})")
        phone.wait_for_timeout(50)
        box = control.bounding_box()
        place = phone.evaluate("scrollY")
        x = box["x"] + 0.2 * box["width"]
        swipe(phone, x, box["y"] + box["height"] / 2, up=150)
        phone.wait_for_timeout(300)
        assert phone.evaluate("scrollY") > place + 50
        tried += 1
    # These have numbers to turn, and nothing else that a finger drags.
    assert tried or name in {"layer", "break-it"}
    assert shown(explorable) == before


@each
def test_every_control_has_a_name(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    tree = explorable.aria_snapshot()
    roles = "button|slider|spinbutton|checkbox|radio|combobox"
    nameless = rf"^\s*- ({roles})(:.*| \[.*)?$"
    assert re.findall(nameless, tree, re.MULTILINE) == []


@each
def test_what_has_a_name_before_it_begins_below_the_rest(
    tab, open_on, page, name
):
    explorable = open_on(tab, page, name)
    starts = explorable.evaluate(
        """(root) => [...root.querySelectorAll(
            ".choices .options, .dial .slider, .check-scale .slider")]
          .filter((e) => e.closest(".layer-arrays") === null)
          .map((e) => e.getBoundingClientRect().left)
          .filter((left) => left > 0)"""
    )
    assert not starts or max(starts) - min(starts) <= 1


# Where the options of each group begin, line by line, and where the group.
_OPTIONS = """
(root) => [...root.querySelectorAll("fieldset.choices")].map((set) => {
  const boxes = [...set.querySelectorAll("label")]
    .map((e) => e.getBoundingClientRect());
  const lines = new Map();
  for (const { top, left } of boxes) {
    const line = Math.round(top);
    lines.set(line, Math.min(left, lines.get(line) ?? Infinity));
  }
  return [...lines.values()].map(Math.round);
})
"""


@each
def test_options_on_a_second_line_begin_below_the_first(
    tab, open_on, page, name
):
    explorable = open_on(tab, page, name)
    for width in (360, 768, 1440):
        tab.set_viewport_size({"width": width, "height": 900})
        for lines in explorable.evaluate(_OPTIONS):
            assert len(set(lines)) == 1, width


# The number of each gradient with what is read out around it.
_HEARD = """
(root) => [...root.querySelectorAll(".quantity.gradient:not(.plain)")]
  .map((cell) => [
    cell.closest("tr")?.querySelector("th"),
    cell.closest("table")?.querySelector("caption"),
    cell.closest("li"), cell.parentElement,
  ].map((place) => place?.textContent ?? "").join(" "))
"""


@each
def test_a_gradient_is_read_out_as_one(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    for words in explorable.evaluate(_HEARD):
        assert re.search("gradient|∂L|backpropagation", words), words


@each
def test_no_power_of_ten_is_read_out_as_code_has_it(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    for _ in range(5):
        explorable.get_by_role("button", name="Surprise me").click()
        heard = explorable.evaluate(
            """(root) => {
              const copy = root.cloneNode(true);
              copy.querySelectorAll("[aria-hidden=true], [role=img] *")
                .forEach((e) => e.remove());
              // 10 in one cell and -1 in the next are no power.
              copy.querySelectorAll("[data-quantity], td, th")
                .forEach((e) => e.append(" | "));
              const names = [...copy.querySelectorAll("*")].flatMap((e) =>
                ["aria-label", "aria-valuetext", "title"]
                  .map((key) => e.getAttribute(key) ?? ""));
              return [copy.textContent, ...names].join(" ");
            }"""
        )
        assert not re.search(r"\de[-−+]?\d|10[⁻⁰¹²³⁴-⁹]|10 ?[-−]\d", heard)


@each
def test_keys_alone_reach_every_control(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    wanted = explorable.evaluate(
        """(root) => {
          const all = [...root.querySelectorAll(
            "button, input, select, summary, [tabindex]")];
          const stops = all.filter((e) => !e.disabled && e.tabIndex >= 0 &&
            e.checkVisibility() && (e.type !== "radio" || e.checked));
          stops[0].focus();
          return stops.length;
        }"""
    )
    reached = "(root) => root.contains(document.activeElement)"
    count = 0
    while explorable.evaluate(reached):
        count += 1
        tab.keyboard.press("Tab")
    assert count == wanted


@each
def test_it_fits_a_phone_and_answers_touch(phone, open_on, page, name):
    explorable = open_on(phone, page, name)
    wide = "document.documentElement.scrollWidth"
    assert phone.evaluate(wide) == 360
    small = explorable.evaluate(
        """(root) => {
          const size = (e) => e.getBoundingClientRect();
          return [...root.querySelectorAll("button, input, select")]
            .filter((e) => e.checkVisibility() && !e.closest("label"))
            .filter((e) => Math.min(size(e).width, size(e).height) < 24)
            .map((e) => e.outerHTML);
        }"""
    )
    assert small == []
    before = shown(explorable)
    explorable.get_by_role("button", name="Surprise me").tap()
    assert shown(explorable) != before


# The same surprises each time.
_SEEDED = """
let seed = 7;
Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
"""


def states(explorable):
    """Yield once for the state at first, and for each of some others."""
    yield
    for option in explorable.locator("select option").all():
        explorable.locator("select").select_option(
            option.get_attribute("value")
        )
        yield
    for option in explorable.locator(".options input").all():
        option.click()
        yield
    for _ in range(8):
        explorable.get_by_role("button", name="Surprise me").click()
        yield


# What reaches out of the column at either side; an overflow that is contained
# makes no page wider, but is cut all the same.
_OUT = """
(root) => {
  const column = root.closest(".explorable-frame").getBoundingClientRect();
  return [...root.querySelectorAll("*")]
    .filter((e) => e.checkVisibility() &&
      !e.closest(".visually-hidden, .spoken"))
    .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.left < column.left - 1 ||
      box.right > column.right + 1))
    .map(([html]) => html);
}
"""


@each
@pytest.mark.parametrize("width", [320, 360, 600])
def test_nothing_reaches_out_of_its_column(tab, open_on, page, name, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.add_init_script(_SEEDED)
    explorable = open_on(tab, page, name)
    for _ in states(explorable):
        assert explorable.evaluate(_OUT) == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@each
def test_a_change_is_shown_before_the_next_frame(
    tab, open_on, page, name, record
):
    explorable = open_on(tab, page, name)
    session = tab.context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    shown_at_once, time = explorable.evaluate(
        """(root) => {
          const shown = () => [...root.querySelectorAll("[data-quantity]")]
            .map((e) => e.dataset.value).join();
          const input = root.querySelector("input.number, input.slider");
          const start = Number(input.dataset.value ?? input.value);
          const by = Number(input.step) || 0.1;
          const states = [shown()];
          const times = Array.from({ length: 30 }, (_, i) => {
            input.value = String(i % 2 === 0 ? start - by : start);
            const before = performance.now();
            input.dispatchEvent(new Event("input", { bubbles: true }));
            root.getBoundingClientRect();
            const time = performance.now() - before;
            states.push(shown());
            return time;
          });
          times.sort((a, b) => a - b);
          const follows = states.slice(1).every((s, i) => s !== states[i]);
          return [follows, times[15]];
        }"""
    )
    # How long it takes depends on the machine, so that is only reported.
    record(name, f"answers in {time:.1f} ms at a quarter of the speed")
    assert shown_at_once


@each
def test_it_says_how_long_it_took_to_mount(tab, open_on, page, name, record):
    open_on(tab, page, name)
    took = tab.evaluate(
        f"performance.getEntriesByName('mount {name}').map((e) => e.duration)"
    )
    assert len(took) == 1
    record(name, f"mounted in {took[0]:.0f} ms")


@each
def test_without_scripts_the_still_picture_stands(
    chromium, addresses, page, name
):
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(addresses["file"] + page)
    still = tab.locator(f'[data-module="{name}"] > .still')
    assert still.is_visible()
    assert still.locator("img:visible").count() == 1
    assert tab.locator(selector(name)).count() == 0
    context.close()


@each
def test_in_print_the_still_picture_stands(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    tab.emulate_media(media="print")
    assert not explorable.is_visible()
    still = tab.locator(f'[data-module="{name}"] > .still')
    picture = still.locator("img:visible")
    assert picture.count() == 1
    picture.scroll_into_view_if_needed()
    picture.evaluate("(image) => image.decode()")
    assert picture.bounding_box()["height"] > 100


@each
@pytest.mark.parametrize("width", [1440, 768, 360])
def test_it_keeps_the_place_that_was_kept_for_it(
    chromium, addresses, page, name, width
):
    context = chromium.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(_SEEDED)
    tab = context.new_page()
    tab.goto(addresses["file"] + page)
    explorable = mounted(tab, name)
    frame = tab.locator(f'[data-module="{name}"]')
    room = frame.evaluate("(e) => parseFloat(getComputedStyle(e).minHeight)")
    # Buttons stand at its lower end, so that they never move.
    ends = [
        e.bounding_box()
        for e in (frame, explorable.locator(".explorable-tools"))
    ]
    lower, end = (box["y"] + box["height"] for box in ends)
    assert 0 <= lower - end <= 8
    # Else it is stretched to the room.
    explorable.evaluate("(root) => (root.style.alignSelf = 'start')")
    heights = [explorable.bounding_box()["height"] for _ in states(explorable)]
    assert room - 40 <= max(heights) <= room
    context.close()


@each
def test_its_sentence_stands_above_its_buttons(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    says, tools = (
        explorable.locator(part).bounding_box()
        for part in (".says", ".explorable-tools")
    )
    assert says["y"] + says["height"] <= tools["y"]


# Whose logits, losses or networks others have too.
WITH_MORE = {"break-it", "gradient-check", "training"}
WITH_MORE |= {"softmax", "softmax-cross-entropy"}


def test_scripts_are_loaded_once_and_only_where_needed(visits, addresses):
    with_some = dict.fromkeys(page for page, _ in explorables())
    for page in [*with_some, "search.html"]:
        loaded = visits(addresses["http"], page).loaded
        files = [
            url.rpartition("/")[2].split("?")[0]
            for url in loaded
            if "/explorables/" in url
        ]
        modules = {name for name, _ in frames(page)}
        names = {"shared", *modules} if modules else set()
        names |= {"shared-more"} if modules & WITH_MORE else set()
        assert sorted(files) == sorted(f"{name}.js" for name in names)


def test_a_page_has_one_style_sheet(visits, addresses):
    for page in {"search.html", *(page for page, _ in explorables())}:
        loaded = visits(addresses["http"], page).loaded
        assert sum(url.split("?")[0].endswith(".css") for url in loaded) == 1


# Every cell whose number does not fit into it, by its key.
_CUT = """
(root) => [...root.querySelectorAll(".quantity, input.number")]
  .filter((e) => e.checkVisibility())
  .filter((e) => getComputedStyle(e).display !== "inline")
  .filter((e) => e.scrollWidth > e.clientWidth)
  .map((e) => [e.dataset.quantity, e.value ?? e.textContent])
"""
# Moves a number, every other or all of them to an end.
_TO_THE_ENDS = """
(root, [every, ends]) => {
  const inputs = root.querySelectorAll("input.number:not(:disabled)");
  [...inputs].forEach((input, i) => {
    if (i % every) return;
    const [low, high] = ["valuemin", "valuemax"].map(
      (name) => Number(input.getAttribute(`aria-${name}`)));
    if (input.dataset.control.match(/^(steps|hidden|batch|y_pred)/)) return;
    input.value = String((i + ends) % 2 ? low * 0.9973 : high * 0.0098);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
"""


@each
@pytest.mark.parametrize("width", [320, 360])
def test_no_cell_cuts_its_number_on_a_phone(phone, open_on, page, name, width):
    phone.set_viewport_size({"width": width, "height": 780})
    explorable = open_on(phone, page, name)
    assert explorable.evaluate(_CUT) == []
    for _ in range(12):
        explorable.get_by_role("button", name="Surprise me").click()
        assert explorable.evaluate(_CUT) == []
    for every in (1, 2, 3):
        for ends in (0, 1):
            explorable.evaluate(_TO_THE_ENDS, [every, ends])
            assert explorable.evaluate(_CUT) == [], (every, ends)


@each
def test_the_tap_that_enters_a_number_selects_it(phone, open_on, page, name):
    explorable = open_on(phone, page, name)
    field = first_field(explorable)
    if field is None:
        return
    chosen = "(e) => e.value.slice(e.selectionStart, e.selectionEnd)"
    field.tap()
    assert field.evaluate(chosen) == field.input_value() != ""
    phone.keyboard.type("1")
    assert field.input_value() == "1"
    phone.wait_for_timeout(600)  # two taps at once choose a word
    field.tap()
    assert field.evaluate(chosen) == ""


@each
def test_negative_numbers_can_be_typed_on_a_phone(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    for field in explorable.locator("input.number").all():
        negative = float(field.get_attribute("aria-valuemin")) < 0
        keys = "text" if negative else "decimal"
        assert field.get_attribute("inputmode") == keys


@each
def test_its_pictures_have_descriptions_that_keep_up(tab, open_on, page, name):
    explorable = open_on(tab, page, name)
    pictures = explorable.locator("svg[role=img]")
    before = [e.get_attribute("aria-label") for e in pictures.all()]
    assert all(before)
    explorable.get_by_role("button", name="Surprise me").click()
    after = [e.get_attribute("aria-label") for e in pictures.all()]
    assert all(a != b for a, b in zip(after, before, strict=True))


def test_copying_a_link_is_announced(chromium, addresses):
    context = chromium.new_context(permissions=["clipboard-write"])
    tab = context.new_page()
    tab.goto(addresses["http"] + "chapters/01-one-neuron.html")
    neuron = mounted(tab, "neuron")
    neuron.get_by_role("button", name="Copy link").click()
    neuron.get_by_role("button", name="Copied").wait_for()
    assert neuron.get_by_role("status").text_content() == "The link is copied."
    context.close()


def test_the_lamps_are_announced_before_the_diagnosis(tab, open_on):
    page = "chapters/10-broken-gradients.html"
    explorable = open_on(tab, page, "break-it")
    mistakes = explorable.get_by_role("combobox", name="the mistake")
    mistakes.select_option(index=1)
    status = explorable.get_by_role("status").filter(has_text="diagnosis")
    status.wait_for()
    lamps = {
        key: "lit" if value == "1" else "dark"
        for key, value in shown(explorable).items()
        if key.startswith("lamps.")
    }
    words = "Shapes {}, loss {}, gradient check {}. The diagnosis: "
    assert said(status).startswith(words.format(*lamps.values()))


def test_the_loss_and_the_axis_are_announced(tab, open_on):
    page = "chapters/04-cross-entropy.html"
    explorable = open_on(tab, page, "cross-entropy")
    explorable.get_by_role("radio", name="powers of ten").check()
    status = explorable.get_by_role("status")
    status.filter(has_text="The loss is 0.3567").wait_for()
    assert "the axis goes by powers of ten" in said(status)


@pytest.fixture
def broken(tab, open_on):
    """Return a function that plants a mistake in the network to break."""
    explorable = open_on(tab, "chapters/10-broken-gradients.html", "break-it")

    def plant(bug):
        explorable.locator("select").select_option(bug)
        return explorable

    return plant


def highest(line):
    """Return how far up a curve goes, in the units of its picture."""
    numbers = re.findall(r"[\d.]+ ([\d.]+)", line.get_attribute("d"))
    return min(map(float, numbers))


def test_a_loss_has_room_in_its_picture_or_is_said_to_be_higher(broken):
    for bug, tick, said_to in (
        ("none", "1", False),
        ("mask-from-gradient", "3", False),
        ("label-minus-prediction", "10", True),
    ):
        picture = broken(bug).locator(".losses")
        assert highest(picture.locator(".line")) >= 18
        texts = picture.locator("text").all_text_contents()
        assert tick in texts
        assert any("goes up to " in text for text in texts) == said_to


def test_a_loss_that_is_no_number_is_called_by_its_name(broken):
    words = broken("label-minus-prediction").text_content()
    assert "From 1.1 to nan (not a number) in 200 steps." in words
    assert "In the end nan (not a number); without" in words


def test_a_lamp_that_is_lit_moves_nothing(broken):
    table = broken("none").locator(".arrays")
    top = table.bounding_box()["y"]
    for option in table.page.locator("select option").all():
        broken(option.get_attribute("value"))
        assert table.bounding_box()["y"] == top
