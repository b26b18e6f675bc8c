"""The figures of cross-entropy say what its numbers say."""

import numpy as np
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose

from backprop import CategoricalCrossEntropy, palette, plotting
from backprop.cross_entropy import SMALLEST_PROBABILITY

P = np.array([[0.7, 0.1, 0.2], [0.25, 0.5, 0.25]])
Y = np.array([[1.0, 0.0, 0.0], [0.0, 0.4, 0.6]])


def written(ax):
    return [text.get_text() for text in ax.texts]


def line(ax, label):
    (found,) = (one for one in ax.lines if one.get_label() == label)
    return found


def test_the_dashed_curve_is_the_slope_of_the_solid_one():
    ax = plotting.loss_and_slope([0.5])
    loss = line(ax, r"$-\log\,\hat y$")
    slope = line(ax, r"slope $-1/\hat y$")
    assert (loss.get_color(), loss.get_linestyle()) == (palette.FORWARD, "-")
    assert (slope.get_color(), slope.get_linestyle()) == (
        palette.GRADIENT,
        "--",
    )
    p, values = loss.get_data()
    assert values[-1] == 0.0
    measured = np.diff(values) / np.diff(p)
    between = (slope.get_ydata()[1:] + slope.get_ydata()[:-1]) / 2
    assert_allclose(measured, between, rtol=2e-3)


def test_marked_points_carry_their_loss_and_slope(publish):
    ax = plotting.loss_and_slope([0.1, 0.7])
    assert written(ax) == ["2.3", "−10", "0.357", "−1.43"]
    assert (
        "at 0.1 the loss is 2.3 and the slope −10" in publish(ax)["text/plain"]
    )


def test_arrays_hold_labels_predictions_and_the_gradient(publish):
    criterion = CategoricalCrossEntropy()
    criterion.forward(P, Y)
    gradient = criterion.backward()
    ax = plotting.cross_entropy_arrays(P, Y)
    names = [text for text in written(ax) if text.startswith("$")]
    assert [name[-6:] for name in names] == ["(2, 3)"] * 3
    numbers = [text for text in written(ax) if not text.startswith("$")]
    shown = np.array([float(text.replace("−", "-")) for text in numbers])
    assert_allclose(shown, np.concatenate([Y, P, gradient]).ravel(), rtol=5e-3)
    assert "minus 0.6 over 0.25, over 2, is −1.2" in publish(ax)["text/plain"]


def test_entries_whose_label_is_zero_are_pale():
    ax = plotting.cross_entropy_arrays(P, Y)
    tints = [to_hex(patch.get_facecolor()) for patch in ax.patches]
    used = [tint != palette.PAPER for tint in tints]
    assert used == [*(Y > 0).ravel()] * 3
    assert tints.count(palette.GRADIENT_TINT) == np.count_nonzero(Y)


def test_the_clip_holds_the_loss_and_the_gradient(publish):
    upper = plotting.clipped_loss(1e-9)
    lower = upper.figure.axes[1]
    p, losses = line(upper, "with it").get_data()
    for at, loss, gradient in zip(
        p, losses, line(lower, "with it").get_ydata(), strict=True
    ):
        criterion = CategoricalCrossEntropy()
        assert_allclose(criterion.forward([[at, 1.0 - at]], [0]), loss)
        assert_allclose(-criterion.backward()[0, 0], gradient)
    assert losses.max() == -np.log(SMALLEST_PROBABILITY)
    assert_allclose(line(lower, "without the clip").get_ydata(), 1.0 / p)
    assert_allclose(line(upper, "without the clip").get_ydata(), -np.log(p))
    assert "rises to 16.1 at 10 to the minus 7" in publish(upper)["text/plain"]


def places():
    return plotting.places_of_mean(
        3.2, -2.0, -6.0, n_samples=4, learning_rate=0.5
    )


def test_the_mean_is_taken_once_in_each_row_and_the_step_is_one():
    stages = [
        text.replace("−", "-")
        for text in written(places())
        if text and text[0] in "−0123456789"
    ]
    assert np.array(stages, dtype=float).reshape(3, 4).tolist() == [
        [0.8, -0.5, -1.5, 0.75],
        [3.2, -2.0, -1.5, 0.75],
        [3.2, -2.0, -6.0, 0.75],
    ]


def test_the_division_stands_before_the_first_number_it_changes():
    ax = places()
    divided = [t.get_position()[0] for t in ax.texts if t.get_text() == "÷4"]
    assert [np.ceil(x) for x in divided] == [0.0, 2.0, 3.0]


def test_steps_are_green_and_gradients_dashed(publish):
    ax = places()
    looks = [
        (to_hex(p.get_edgecolor()), p.get_linestyle()) for p in ax.patches
    ]
    boxes = [look for look in looks if look[0] != palette.INK]
    row = [
        (palette.FORWARD, "-"),
        (palette.GRADIENT, "--"),
        (palette.GRADIENT, "--"),
        (palette.PARAMETER, "-"),
    ]
    assert boxes == row * 3
    assert "The step is 0.75 each time." in publish(ax)["text/plain"]
