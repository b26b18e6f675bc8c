"""Explorables on the side of Python: states, front ends, what they refuse."""

import gzip
import re

import numpy as np
import pytest

from backprop import palette
from backprop.explorables import NeuronGraph
from backprop.explorables.traits import Choice
from backprop.frontend import linking, styling
from bookext import explorables as in_pages
from explorable_states import KINDS

# Bytes, compressed; KB of 1024, as for pages.
ALL_TOGETHER = 60 * 1024
EXPLORABLES = linking.explorables()


def neuron(**changes):
    state = {"x": [1, -2, 3], "w": [-3, -1, 2], "b": 1, **changes}
    return NeuronGraph(**state, caption="Try it.", name="fig-try-it")


# One neuron.


def test_the_gradients_are_those_of_the_package():
    assert neuron().gradients == {
        "dinputs": [-3.0, -1.0, 2.0],
        "dweights": [1.0, -2.0, 3.0],
        "dbias": 1.0,
    }


def test_the_gradients_follow_the_state():
    graph = neuron()
    graph.dvalue = 2.0
    graph.w = np.array([0, 1, 2])
    assert graph.w == [0.0, 1.0, 2.0]
    assert graph.gradients["dinputs"] == [0.0, 2.0, 4.0]
    assert graph.quantities()["z"] == 5.0


def test_it_shows_its_state():
    assert repr(neuron()) == (
        "NeuronGraph(x=[1.0, -2.0, 3.0], w=[-3.0, -1.0, 2.0], b=1.0, "
        "dvalue=1.0, step=18)"
    )


def test_a_cell_gets_the_widget_and_a_still_picture():
    data, metadata = neuron(step=4)._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"]
    about = metadata["image/svg+xml"]
    assert about["explorable"] == "neuron"
    assert about["name"] == "fig-try-it"
    assert "step 4 of 18" in about["alt"]
    assert data["image/svg+xml"].startswith("<?xml")


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"x": [1, 2]}, ValueError, "same length, from 1 to 4, got 2 and 3"),
        ({"x": [], "w": []}, ValueError, "got 0 and 0"),
        ({"w": [1, 2, "3"]}, TypeError, "w to hold real numbers"),
        ({"w": [1, 2, np.nan]}, ValueError, "w from -100 to 100"),
        ({"b": "1"}, TypeError, "b to be a number, got '1'"),
        ({"b": True}, TypeError, "b to be a number, got True"),
        ({"b": 1e9}, ValueError, "b from -100 to 100"),
        ({"step": 19}, ValueError, "step from 1 to 18, got 19"),
        ({"step": 2.0}, TypeError, "step to be a whole number"),
    ],
)
def test_what_is_no_state_is_refused(changes, error, words):
    with pytest.raises(error, match=f"NeuronGraph: expected .*{words}"):
        neuron(**changes)


@pytest.mark.parametrize(
    ("key", "value"),
    [("x", [1, 2]), ("x", [[1, 2, 3]]), ("b", None), ("step", 0)],
)
def test_a_refused_change_leaves_the_state(key, value):
    graph = neuron()
    before = graph.state()
    with pytest.raises((TypeError, ValueError), match=f"expected {key} "):
        setattr(graph, key, value)
    assert graph.state() == before


def test_a_choice_is_one_of_its_words():
    class Kind(KINDS["neuron"].widget):
        word = Choice("mean", "sum").tag(sync=True)

    kind = Kind([1], [2], 3, caption="one")
    assert kind.word == "mean"
    with pytest.raises(ValueError, match="word to be one of mean, sum, got 2"):
        kind.word = 2
    assert kind.word == "mean"


# All of them.


@pytest.mark.parametrize("name", EXPLORABLES)
def test_every_front_end_has_its_class_and_its_random_states(name):
    kind = KINDS[name]
    assert kind.widget.module == name
    assert set(kind.widget.state_keys) <= set(kind.widget.class_trait_names())


@pytest.mark.parametrize("name", EXPLORABLES)
def test_linking_keeps_names_apart(name):
    text = linking.linked(name)
    declared = re.findall(
        r"^(?:async )?(?:function|const|let|class) (\w+|[\[{].*?[\]}] =)",
        text,
        re.MULTILINE | re.DOTALL,
    )
    top = [name for names in declared for name in re.findall(r"\w+", names)]
    assert len(top) == len(set(top))
    assert not re.search(r"^import\b", text, re.MULTILINE)
    assert text.count("export default") == 1
    assert len(re.findall(r"^export ", text, re.MULTILINE)) == 1


def test_pages_get_scripts_without_comments_and_indentation(monkeypatch):
    script = "// why\nif (a) {\n  /** what */\n  b(`c  d`); // so\n}\n"
    monkeypatch.setattr(in_pages.linking, "body", lambda name: script)
    monkeypatch.setattr(in_pages.linking, "order", lambda name: [name])
    monkeypatch.setattr(in_pages.linking, "imports", lambda name: {})
    text = in_pages.own_script.__wrapped__("relu")
    assert "if(a){b(`c  d`);}" in text
    assert "why" not in text


def test_pages_get_rules_without_comments_and_idle_spaces(monkeypatch):
    rules = "/* why */\n.a :is(b, .c) > p {\n  left: calc(1px + 2em);\n}\n"
    monkeypatch.setattr(in_pages.styling, "shared_rules", lambda: rules)
    assert in_pages.shared_rules() == ".a :is(b,.c)>p{left:calc(1px + 2em)}"


def test_all_together_are_small():
    files = [in_pages.shared_script(), in_pages.more_script()]
    files.append(in_pages.shared_rules())
    files += [in_pages.own_script(name) for name in EXPLORABLES]
    files += [in_pages.own_rules(name) for name in EXPLORABLES]
    weight = sum(len(gzip.compress(text.encode())) for text in files)
    assert weight <= ALL_TOGETHER


@pytest.mark.parametrize("name", EXPLORABLES)
def test_no_module_names_a_colour_or_another_origin(name):
    text = linking.linked(name)
    text += styling.shared_rules() + styling.own_rules(name)
    assert not re.search(r"#[0-9a-fA-F]{6}\b|rgba?\(|hsl\(", text)
    text = text.replace("http://www.w3.org/2000/svg", "")
    assert "://" not in text


def test_a_notebook_has_every_colour_in_both_modes():
    style = styling.style(EXPLORABLES[0])
    for light, dark in palette.LIGHT_TO_DARK.items():
        assert light in style
        assert dark in style
