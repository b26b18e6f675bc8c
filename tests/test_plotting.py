"""Figures say what the numbers say: in place, in colour and in words."""

import re

import matplotlib.pyplot as plt
import pytest

from backprop import Neuron, palette, plotting, reference
from backprop.plotting import style


@pytest.fixture
def neuron():
    neuron = Neuron([-3.0, -1.0, 2.0], 1.0)
    neuron.forward([1.0, -2.0, 3.0])
    neuron.backward()
    return neuron


@pytest.fixture
def published(monkeypatch):
    """What `show` publishes, as the notebook would receive it."""
    seen = []
    monkeypatch.setattr(
        "backprop.plotting.style.publish_display_data",
        lambda data, metadata: seen.append((data, metadata)),
    )
    return seen


def texts(ax):
    """Return the texts drawn on `ax`, by their colour."""
    drawn = {}
    for text in ax.texts:
        drawn.setdefault(text.get_color(), []).append(text.get_text())
    return drawn


# The walk: which numbers are known, and what is being worked out.

FORWARD = {
    1: {"p0"},
    2: {"p0", "p1", "p2"},
    3: {"p0", "p1", "p2", "z"},
    4: {"p0", "p1", "p2", "z", "a"},
}
BACKWARD = {
    5: (None, "a"),
    6: (("a", "z"), "a"),
    7: (None, "az"),
    8: (("z", "p0"), "az"),
    9: (None, "az0"),
    10: (("z", "p1"), "az0"),
    11: (None, "az01"),
    12: (("z", "p2"), "az01"),
    13: (None, "az012"),
    14: (("z", "b"), "az012"),
    15: (None, "az012b"),
    16: (("p0", "x0"), "az012b"),
    17: (None, "az012bx"),
}
SHORT = {"0": "p0", "1": "p1", "2": "p2", "x": "x0"}


def test_walk_has_eighteen_states_for_three_inputs(neuron):
    assert len(plotting.neuron_walk(neuron)) == 18


@pytest.mark.parametrize("state", FORWARD)
def test_walk_forward_knows_values_and_no_gradient(neuron, state):
    picture = plotting.neuron_walk(neuron)[state - 1]
    leaves = {"x0", "w0", "x1", "w1", "x2", "w2", "b"}
    assert picture.values == leaves | FORWARD[state]
    assert not picture.gradients
    assert picture.edge is None


@pytest.mark.parametrize("state", BACKWARD)
def test_walk_backward_goes_edge_by_edge(neuron, state):
    picture = plotting.neuron_walk(neuron)[state - 1]
    edge, known = BACKWARD[state]
    assert picture.edge == edge
    assert picture.gradients == {SHORT.get(key, key) for key in known}


def test_walk_ends_with_every_gradient(neuron):
    last = plotting.neuron_walk(neuron)[-1]
    assert last.gradients == last.values
    assert len(last.gradients) == 12


def test_walk_words_hold_upstream_and_local(neuron):
    neuron.backward(-2.0)
    words = plotting.neuron_walk(neuron)[15].words
    assert words.endswith("upstream × local = (−2) × (−3).")


def test_walk_needs_both_passes():
    neuron = Neuron([1.0], 0.0)
    neuron.forward([1.0])
    with pytest.raises(ValueError, match="forward and backward"):
        plotting.neuron_walk(neuron)


# The graph of one neuron.


def test_graph_shows_values_parameters_and_gradients(neuron):
    drawn = texts(plotting.neuron_graph(neuron))
    assert sorted(drawn[palette.FORWARD]) == sorted(
        ["1", "−2", "3", "−3", "2", "6", "6", "6"]
    )
    assert drawn[palette.PARAMETER] == ["−3", "−1", "2", "1"]
    assert sorted(drawn[palette.GRADIENT]) == sorted(
        ["−3", "−1", "2", "1", "−2", "3", "1", "1", "1", "1", "1", "1"]
    )


def test_graph_forward_holds_no_gradient(neuron):
    assert palette.GRADIENT not in texts(plotting.neuron_graph(neuron, 4))


def test_graph_writes_the_local_derivative_on_its_edge(neuron):
    drawn = texts(plotting.neuron_graph(neuron, 16))
    assert "× (−3)" in drawn[palette.GRADIENT]


def test_graph_of_a_shut_neuron_stops_the_gradient():
    shut = Neuron([-3.0, -1.0, 2.0], -10.0)
    shut.forward([1.0, -2.0, 3.0])
    shut.backward()
    drawn = texts(plotting.neuron_graph(shut, 6))
    assert "× 0" in drawn[palette.GRADIENT]


def test_gradients_are_slanted_so_that_colour_is_not_alone(neuron):
    for text in plotting.neuron_graph(neuron).texts:
        slanted = text.get_style() == "italic"
        assert slanted == (text.get_color() == palette.GRADIENT)


@pytest.mark.parametrize("state", [0, 19, -1])
def test_graph_refuses_a_state_that_is_not(neuron, state):
    with pytest.raises(ValueError, match="state from 1 to 18"):
        plotting.neuron_graph(neuron, state)


def test_every_state_has_words_of_its_own(neuron, published):
    for state in range(1, 19):
        plotting.show(plotting.neuron_graph(neuron, state), caption="State")
    descriptions = {data["text/plain"] for data, _ in published}
    assert len(descriptions) == 18
    assert all("step" in words for words in descriptions)


# Curves.


def test_relu_marks_output_and_slope():
    ax = plotting.relu_and_derivative(6.0)
    assert [text.get_text() for text in ax.texts] == ["6", "1"]
    ax = plotting.relu_and_derivative(-1.5)
    assert [text.get_text() for text in ax.texts] == ["0", "0"]


def test_nudge_draws_rise_over_run():
    ax = plotting.nudge(lambda x: x**2, 3.0, 0.5, slope=6.0, name="$x^2$")
    assert [text.get_text() for text in ax.texts] == ["in: 0.5", "out: 3.25"]


def test_contributions_are_as_long_as_they_say():
    amounts = [0.001, 0.004, 0.009, 0.001]
    ax = plotting.contributions(["a", "b", "c", "d"], amounts, label="fall")
    assert [bar.get_width() for bar in ax.patches] == amounts
    assert [text.get_text() for text in ax.texts] == [
        "0.001",
        "0.004",
        "0.009",
        "0.001",
    ]


def test_descent_says_where_it_stops(published):
    sums = reference.neuron_descent(
        [1.0, -2.0, 3.0], [-3.0, -1.0, 2.0], 1.0, 0.001, 450
    )
    outputs = [max(0.0, z) for z in sums]
    gradients = [15**0.5 * (z > 0) for z in sums]
    ax = plotting.descent(outputs, gradients)
    assert list(ax.lines[0].get_ydata()) == outputs
    assert ax.lines[1].get_linestyle() == "--"
    plotting.show(ax, caption="A descent")
    assert "from step 401 on" in published[0][0]["text/plain"]


def test_last_steps_tell_the_two_arithmetics_apart(published):
    ax = plotting.last_steps([0.015, 0.0, 0.0], [0.015, 1e-13, -0.015], 399)
    assert [line.get_label() for line in ax.lines] == [
        "exact arithmetic",
        "float64",
    ]
    plotting.show(ax, caption="The end")
    assert "to −0.015" in published[0][0]["text/plain"]


# Publishing.


def test_show_publishes_picture_and_words(neuron, published):
    plotting.show(
        plotting.neuron_graph(neuron), caption=" A\n caption ", name="fig-one"
    )
    (data, metadata) = published[0]
    about = metadata["image/svg+xml"]
    assert data["image/svg+xml"].startswith("<?xml")
    assert about["alt"] == data["text/plain"]
    assert about["caption"] == "A caption"
    assert about["name"] == "fig-one"
    assert (about["width"], about["height"]) == (326, 420)
    assert plt.get_fignums() == []


def test_show_gives_the_same_bytes_twice(neuron, published):
    for _ in range(2):
        plotting.show(plotting.neuron_graph(neuron, 8), caption="Twice")
    first, second = (data["image/svg+xml"] for data, _ in published)
    assert first == second
    assert "date" not in first


def test_every_colour_has_a_partner_in_the_dark(neuron, published):
    sums = [0.03, 0.015, 0.0]
    axes = [
        plotting.neuron_graph(neuron, 8),
        plotting.relu_and_derivative(6.0),
        plotting.nudge(lambda x: x**2, 3.0, 0.5, slope=6.0, name="x"),
        plotting.contributions(["a"], [1.0], label="fall"),
        plotting.descent(sums, sums),
        plotting.last_steps(sums, [0.03, 0.015, -0.01], 3),
    ]
    for ax in axes:
        plotting.show(ax, caption="A figure")
    for data, _ in published:
        used = set(re.findall(r"#[0-9a-fA-F]{6}\b", data["image/svg+xml"]))
        assert used <= set(palette.LIGHT_TO_DARK), used


def test_show_wants_words(published):
    with pytest.raises(ValueError, match="no description"):
        plotting.show(plotting.new_axes(), caption="Nothing")
    assert published == []


def test_describe_wants_more_than_a_word():
    with pytest.raises(ValueError, match="at least 20 characters"):
        plotting.describe(plotting.new_axes(), "a plot")


@pytest.mark.parametrize("tex", ["$G$ times the mask", r"G \odot [Z > 0]"])
def test_describe_wants_words_and_no_tex(tex):
    with pytest.raises(ValueError, match="words, got TeX"):
        plotting.describe(plotting.new_axes(), f"The arrays Z and {tex}.")


def test_labels_are_said_without_tex():
    label = r"$\partial L/\partial Z = G \odot [Z > 0]$"
    assert style.plain(label) == "∂L/∂Z = G ⊙ [Z > 0]"


@pytest.mark.parametrize(
    ("caption", "name", "message"),
    [
        ("  ", None, "caption, got an empty one"),
        ("Words", "one", "to look like 'fig-descent'"),
        ("Words", "fig-One", "to look like 'fig-descent'"),
    ],
)
def test_show_refuses(neuron, published, caption, name, message):
    ax = plotting.neuron_graph(neuron)
    with pytest.raises(ValueError, match=message):
        plotting.show(ax, caption=caption, name=name)
    assert published == []


@pytest.mark.parametrize(
    ("value", "text"),
    [(-3.0, "−3"), (-0.0, "0"), (5.985, "5.985"), (1.5e-13, "1.5e−13")],
)
def test_numbers_are_short_with_a_real_minus(value, text):
    assert plotting.number(value) == text


# Contrast: WCAG 2.2 asks for 4.5 between text and ground, 3 for lines.


def luminance(colour):
    """Return the relative luminance of a hex colour, as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (palette.INK, palette.PAPER),
        (palette.MUTED, palette.PAPER),
        (palette.MUTED, palette.QUIET_TINT),
        (palette.FORWARD, palette.PAPER),
        (palette.FORWARD, palette.FORWARD_TINT),
        (palette.GRADIENT, palette.PAPER),
        (palette.GRADIENT, palette.GRADIENT_TINT),
        (palette.PARAMETER, palette.PAPER),
        (palette.PARAMETER, palette.PARAMETER_TINT),
    ],
)
def test_text_can_be_read(text, ground, dark):
    if dark:
        text, ground = (
            palette.LIGHT_TO_DARK[colour] for colour in (text, ground)
        )
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("falls from 1.2e−07 to 0", "falls from 1.2 times 10 to the minus 7 "),
        ("a step of 1e-4, so", "a step of 10 to the minus 4, so"),
        ("there are 4.1e+11 paths", "there are 4.1 times 10 to the 11 paths"),
        ("the layer dense1e5, all of it", "the layer dense1e5, all of it"),
    ],
)
def test_powers_of_ten_are_described_in_words(neuron, written, said):
    ax = style.describe(plotting.neuron_graph(neuron), written + " " * 9 + "x")
    data, _ = style.publication(ax, caption="Right.")
    assert said in data["text/plain"]


@pytest.mark.parametrize("text", ["-3", "at -.5", "1e-7", "2e−8", "5e+3"])
def test_numbers_in_a_picture_are_not_written_as_in_code(text):
    ax = described(text)
    with pytest.raises(ValueError, match="real minus"):
        style.publication(ax, caption="Wrong.")


def test_numbers_in_a_picture_may_be_typeset():
    ax = described("−3, $10^{-7}$, 2-3-3 and W-1e")
    assert style.publication(ax, caption="Right.")


def described(text):
    ax = plotting.new_axes()
    ax.text(0, 0, text)
    return plotting.describe(ax, "A text that stands in a picture.")
