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


def broken(**state):
    X, y = spiral(10, 3, rng=np.random.default_rng(0))
    return BrokenNetwork(X, y, **state, caption="Break it.")


def test_without_a_mistake_all_lamps_are_dark():
    widget = broken()
    assert widget.lamps() == {"shapes": False, "loss": False, "check": False}
    assert widget.diagnosis().is_right


@every_bug
def test_the_lamps_see_what_they_can(bug):
    lamps = broken(bug=bug).lamps()
    assert lamps["shapes"] == (bug in WRONG_SHAPES)
    assert lamps["check"] == (bug not in DARK_TO_THE_CHECK)


def test_two_mistakes_show_on_one_lamp_alone():
    lit = {bug: broken(bug=bug).lamps() for bug in ("piles-up", "bias-mean")}
    assert lit["piles-up"] == {"shapes": False, "loss": True, "check": False}
    assert lit["bias-mean"] == {"shapes": False, "loss": False, "check": True}


@every_bug
def test_the_words_are_the_diagnosis_for_every_seed(bug):
    widget = broken(bug=bug)
    found = widget.given["found"][bug]
    assert found["title"] == find(bug).title
    for seed in (1, 2, 3):
        widget.seed = seed
        diagnosis = widget.diagnosis()
        assert str(diagnosis) == found["words"]
        assert diagnosis.is_right == (bug in DARK_TO_THE_CHECK)


def test_the_slopes_are_those_of_the_right_gradients():
    widget = broken()
    measured = widget.measured()
    for (name, array), slopes in measured.items():
        claimed = widget.gradients[f"{name}.d{array}"]
        assert_allclose(slopes, claimed, atol=1e-8)


def test_wrong_shapes_forbid_a_run():
    assert broken(bug="bias-not-summed").training("bias-not-summed") is None


def test_the_still_picture_shows_both_runs():
    _, metadata = broken(bug="bias-mean")._repr_mimebundle_()
    assert "With the mistake" in metadata["image/svg+xml"]["alt"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"bug": "typo"}, "bug to be one of none, label-minus-prediction"),
        ({"learning_rate": 0.0}, "learning_rate from 0.01 to 10"),
    ],
)
def test_what_is_no_state_is_refused(state, words):
    with pytest.raises(ValueError, match=f"BrokenNetwork: expected {words}"):
        broken(**state)


def test_too_many_samples_are_refused():
    with pytest.raises(ValueError, match="up to 100 samples, got 101"):
        BrokenNetwork([[1, 2]] * 101, [0] * 101, caption="Break it.")
