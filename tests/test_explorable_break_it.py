"""The network to break, on the side of Python."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop import spiral
from backprop.explorables import BrokenNetwork
from backprop.explorables.break_it import BUGS
from backprop.museum import find

DARK_TO_THE_CHECK = ("piles-up",)
WRONG_SHAPES = ("weights-transposed", "bias-not-summed")
every_bug = pytest.mark.parametrize("bug", BUGS)


@pytest.fixture(scope="module")
def made():
    """Return an object; making one takes every diagnosis."""
    X, y = spiral(10, 3, rng=np.random.default_rng(0))
    return BrokenNetwork(X, y, caption="Break it.")


@pytest.fixture
def widget(made):
    """Return the object as it was made."""
    for key, value in made.initial.items():
        setattr(made, key, value)
    return made


def test_without_a_mistake_all_lamps_are_dark(widget):
    assert widget.lamps() == {"shapes": False, "loss": False, "check": False}
    assert widget.diagnosis().is_right


@every_bug
def test_the_lamps_see_what_they_can(widget, bug):
    widget.bug = bug
    lamps = widget.lamps()
    assert lamps["shapes"] == (bug in WRONG_SHAPES)
    assert lamps["check"] == (bug not in DARK_TO_THE_CHECK + WRONG_SHAPES)
    assert not (lamps["shapes"] and lamps["loss"])


@pytest.mark.parametrize(
    ("bug", "lit"), [("piles-up", "loss"), ("bias-mean", "check")]
)
def test_a_mistake_shows_on_one_lamp_alone(widget, bug, lit):
    widget.bug = bug
    assert [lamp for lamp, on in widget.lamps().items() if on] == [lit]


@every_bug
def test_the_words_are_the_diagnosis_for_every_seed(widget, bug):
    widget.bug = bug
    found = widget.museum[bug]
    assert found["title"] == find(bug).title
    assert found["layer"] == find(bug).right.__name__
    for seed in (1, 2, 3):
        widget.seed = seed
        diagnosis = widget.diagnosis()
        assert str(diagnosis) == found["words"]
        assert diagnosis.is_right == (bug in DARK_TO_THE_CHECK)


def test_a_run_can_fail_with_right_gradients(widget):
    widget.learning_rate = 10.0
    assert widget.lamps() == {"shapes": False, "loss": True, "check": False}


def test_the_slopes_are_those_of_the_right_gradients(widget):
    measured = widget.measured()
    for (name, array), slopes in measured.items():
        claimed = widget.gradients[f"{name}.d{array}"]
        assert_allclose(slopes, claimed, atol=1e-8)


def test_wrong_shapes_forbid_a_run(widget):
    assert widget.training("bias-not-summed") is None


def test_the_still_picture_shows_both_runs(widget):
    widget.bug = "bias-mean"
    _, metadata = widget._repr_mimebundle_()
    assert "With the mistake" in metadata["image/svg+xml"]["alt"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"bug": "typo"}, "bug to be one of none, label-minus-prediction"),
        ({"learning_rate": 0.0}, "learning_rate from 0.01 to 10"),
    ],
)
def test_what_is_no_state_is_refused(widget, state, words):
    ((key, value),) = state.items()
    with pytest.raises(ValueError, match=f"BrokenNetwork: expected {words}"):
        setattr(widget, key, value)
    assert widget.state() == widget.initial


def test_too_many_samples_are_refused():
    with pytest.raises(ValueError, match="up to 100 samples with class"):
        BrokenNetwork([[1, 2]] * 101, [0] * 101, caption="Break it.")
