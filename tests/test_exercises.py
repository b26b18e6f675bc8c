"""The exercises say what is right, what is wrong, and what is missing."""

import re
import textwrap
from fractions import Fraction

import numpy as np
import pytest

from backprop import Dense, ReLU, check_gradient, exercises
from backprop.exercises import Code, check, hint, hints, registry
from backprop.gradcheck import numerical_gradient

# The answers that the chapters' solutions come to.
RIGHT = {
    "neuron-by-hand": {
        "dinputs": [-2, -6, 4],
        "dweights": [-4, 2, -1],
        "dbias": -2,
    },
    "neuron-square": {
        "dinputs": [-36, -12, 24],
        "dweights": [12, -24, 36],
        "dbias": 12,
        "backward": lambda x, w, b, dvalue: squared(x, w, b, dvalue),
    },
    "neuron-one-step": {"eta": 0.4, "z_after": -6},
    "neuron-twice": {"dx0": 2},
}
OPEN_GATE = {
    "bias": 4,
    "dinputs": [-2, -6, 4],
    "dweights": [-4, 2, -1],
    "dbias": -2,
}


def squared(x, w, b, dvalue):
    dz = dvalue * 2 * (x @ w + b)
    return dz * w, dz * x, dz


def said(name, **answers):
    result = check(name, **answers)
    assert not result.passed
    return str(result)


@pytest.fixture
def empty_registry(monkeypatch):
    """Let a test register exercises that vanish with it."""
    monkeypatch.setattr(registry, "_EXERCISES", {})


@pytest.fixture
def no_hints_given(monkeypatch):
    """Begin counting hints at one."""
    monkeypatch.setattr(hints, "_GIVEN", {})


# Every exercise of the book


EVERY = pytest.mark.parametrize("name", exercises.names())


def parts_of(name):
    return registry.find("test", name).make()


@EVERY
def test_without_an_answer_nothing_is_said_but_that(name):
    words = said(name)
    assert words.startswith("No answer yet for ")
    parts = parts_of(name)
    assert all(part in words for part in parts)
    assert said(name, **dict.fromkeys(parts, ...)) == words
    assert said(name, **dict.fromkeys(parts)) == words


@EVERY
def test_right_numbers_pass_and_others_do_not(name):
    for key, part in parts_of(name).items():
        if isinstance(part, Code):
            continue
        right = np.asarray(part.right, np.float64)
        assert f"Right so far: {key}." in said_of(name, key, right)
        for wrong in (right + 777.125, np.full(right.shape, np.nan)):
            words = said_of(name, key, wrong)
            assert words.startswith("Not yet.")
            assert key in words


def said_of(name, key, answer):
    """Return what is said of one part, the others being open."""
    result = check(name, **{key: answer})
    if len(parts_of(name)) == 1 and result.passed:
        return f"Right so far: {key}."
    return str(result)


@EVERY
@pytest.mark.parametrize(
    "answer", ["two", [[1.0], [2.0, 3.0]], 1j, {}, [], np.ones((2, 3, 4, 5))]
)
def test_a_malformed_answer_is_told_so(name, answer):
    for key in parts_of(name):
        words = said(name, **{key: answer})
        assert words.startswith("Not yet.")
        assert key in words


@EVERY
def test_problems_in_code_are_right_by_central_differences(name):
    for part in parts_of(name).values():
        if not isinstance(part, Code):
            continue
        for seed in range(20):
            problem = part.draw(np.random.default_rng(seed))
            for key, right in problem.right.items():
                f, x = problem.losses[key]
                check_gradient(f, x, right)


# Chapter 1


@pytest.mark.parametrize("name", RIGHT)
def test_what_the_solutions_come_to_passes(name):
    result = check(name, **RIGHT[name])
    assert result.passed
    assert repr(result) == "Right."


def test_by_hand_answers_may_be_fractions_arrays_or_rounded():
    exact = OPEN_GATE | {"dinputs": [Fraction(-2), Fraction(-6), 4]}
    assert check("neuron-by-hand", **exact).passed
    arrays = OPEN_GATE | {"dweights": np.array([-4.0004, 2.0, -1.0])}
    assert check("neuron-by-hand", **arrays).passed
    assert check("neuron-by-hand", **OPEN_GATE | {"dbias": [-2.0]}).passed


def test_the_bias_can_be_varied():
    assert check("neuron-by-hand", **OPEN_GATE).passed
    words = said("neuron-by-hand", **OPEN_GATE | {"bias": 0.5})
    assert "The ReLU is left out of dinputs: where z <= 0" in words


@pytest.mark.parametrize(
    ("part", "answer", "words"),
    [
        ("dinputs", [-4, 2, -1], "dinputs takes the wrong factor"),
        ("dinputs", [1, 3, -2], "upstream gradient is left out of dinputs"),
        ("dinputs", [2, 6, -4], "dinputs has the wrong sign"),
        ("dinputs", [0, 0, 0], "as if the ReLU stopped negative gradients"),
        ("dinputs", [-2, -6, 5], "1 of 3 entries of dinputs is wrong"),
        ("dinputs", [2, -1, 0.5], "leaves dvalue out and takes the wrong"),
        ("dinputs", [-2, 0, 4], "gate of dinputs looks at single inputs"),
        ("dweights", [-2, -2, -2], "dweights is the gradient of the sum"),
        ("dweights", [-4, 2], "is a list of 2, and should be a list of 3"),
        ("dweights", [[-4], [2], [-1]], "take the inner brackets away"),
        ("dweights", [-1, 2, -4], "order is not"),
        ("dbias", 1, "upstream gradient is left out of dbias"),
        ("dbias", -4, "dbias multiplies by the sum z"),
        ("dbias", 2, "dbias has the wrong sign"),
        ("dbias", 0, "as if the bias were left out of the sum z"),
        ("dbias", 77, "dbias is 77, which is not right"),
        ("dbias", float("nan"), "dbias is nan; it must be a finite"),
    ],
)
def test_slips_of_one_neuron(part, answer, words):
    text = said("neuron-by-hand", **OPEN_GATE | {part: answer})
    assert words in text
    others = {"dinputs", "dweights", "dbias"} - {part}
    assert all(f"{other} is right." in text for other in others)


def test_the_answer_is_not_given_away():
    text = said("neuron-by-hand", **OPEN_GATE | {"dinputs": [-2, -6, 9]})
    assert "entry [2], which is 9." in text
    assert "4" not in text


@pytest.mark.parametrize(
    ("backward", "words"),
    [
        (lambda x, w, b, g: squared(x, w, b, g)[:2], "a tuple of 2; it must"),
        (lambda x, w, b, g: None, "backward returned nothing; it must return"),
        (lambda x, w, b, g: {"dx": 1}, "returned the keys ['dx']"),
        (lambda x, w, b, g: squared(x, w, b, 1.0), "dvalue, is left out"),
        (
            lambda x, w, b, g: [v / 2 for v in squared(x, w, b, g)],
            "2 times too small: the 2 from the derivative of the square",
        ),
        (
            lambda x, w, b, g: (g * w, g * x, g),
            "the slope of the square, 2z, is missing",
        ),
        (
            lambda x, w, b, g: (w, x, 1.0),
            "is left out, and so is the slope of the square, 2z",
        ),
        (
            lambda x, w, b, g: (x @ w + b) / 2 * np.array(g * w),
            "it must return dinputs, dweights, dbias, in this order",
        ),
        (
            lambda x, w, b, g: (
                squared(x, w, b, g)[1],
                squared(x, w, b, g)[0],
                squared(x, w, b, g)[2],
            ),
            "dinputs takes the wrong factor of each product",
        ),
        (lambda x, w: w, "backward raised TypeError"),
        (lambda x, w, b, g: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda x, w, b, g: x.sort(), "changes its argument inputs"),
        (3.5, "backward must be a function; this is of type float."),
        (np.ones(2), "type ndarray. Give the function itself, do not call"),
        ((1.0, 2.0), "type tuple. Give the function itself, do not call it"),
    ],
)
def test_slips_in_code(backward, words):
    right = RIGHT["neuron-square"]
    text = said("neuron-square", **right | {"backward": backward})
    assert words in text
    assert "dbias is right." in text


def test_gradients_may_be_returned_by_name():
    def backward(x, w, b, dvalue):
        names = ("dbias", "dweights", "dinputs")
        return dict(zip(names, squared(x, w, b, dvalue)[::-1], strict=True))

    right = RIGHT["neuron-square"]
    assert check("neuron-square", **right | {"backward": backward}).passed


def test_a_slip_that_shows_only_now_and_then_is_found_and_counted():
    def backward(x, w, b, dvalue):
        return squared(x, w, b, dvalue if x @ w + b > 0 else -dvalue)

    right = RIGHT["neuron-square"]
    text = said("neuron-square", **right | {"backward": backward})
    assert "dinputs has the wrong sign" in text
    assert " of 5 problems tried)" in text


def test_nudging_shows_the_slope_that_should_have_come_out():
    problem = exercises.one_neuron._draw_squared(np.random.default_rng(0))
    slopes = numerical_gradient(*problem.losses["dinputs"])

    def backward(x, w, b, dvalue):
        dinputs, dweights, dbias = squared(x, w, b, dvalue)
        dinputs[1] += 0.5
        return dinputs, dweights, dbias

    right = RIGHT["neuron-square"]
    text = said("neuron-square", **right | {"backward": backward})
    assert (
        f"Nudging entry [1] of inputs shows a slope of {slopes[1]:.6g}, not "
        f"{slopes[1] + 0.5:.6g}."
    ) in text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"eta": 6 / 15**0.5}, "eta divides by the length of the gradient"),
        ({"eta": 6 / 14}, "eta leaves the bias out"),
        ({"eta": 2}, "eta divides by the sum of the slopes"),
        ({"eta": 1 / 15}, "eta makes the output fall by 1"),
        ({"eta": 0.8}, "eta is exactly 2 times too large: it is the rate of"),
        ({"z_after": 0}, "z_after is the output, or the sum after a step"),
        ({"z_after": 6}, "z_after"),
    ],
)
def test_slips_with_the_step(answers, words):
    text = said("neuron-one-step", **RIGHT["neuron-one-step"] | answers)
    assert words in text


@pytest.mark.parametrize(
    ("dx0", "words"),
    [
        (3, "counts only the first product"),
        (-1, "counts only the second product"),
        (-3, "the product of the two gradients"),
        (1, "the mean of the two gradients"),
        (0, "dx0 is 0, and should not be"),
    ],
)
def test_slips_with_an_input_used_twice(dx0, words):
    assert words in said("neuron-twice", dx0=dx0)


# What is not an answer


def test_some_parts_right_and_some_missing():
    text = said("neuron-by-hand", bias=4, dinputs=[-2, -6, 4])
    assert text == (
        "Right so far: dinputs. No answer yet for dweights and dbias."
    )
    text = said("neuron-by-hand", bias=4, dbias=2, dweights=[None, 2, -1])
    assert text == (
        "Not yet.\ndbias has the wrong sign.\n"
        "No answer yet for dinputs and dweights."
    )


def test_an_unknown_exercise_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'neuron-by-hand'") as e:
        check("neuron-byhand")
    assert all(name in str(e.value) for name in exercises.names())
    with pytest.raises(ValueError, match="hint: there is no exercise 'xyz';"):
        hint("xyz")
    with pytest.raises(TypeError, match="expected the name of an exercise"):
        check(3)


def test_the_label_of_the_chapter_is_a_name_too():
    assert check("ex-neuron-twice", dx0=2).passed


def test_an_unknown_part_is_refused_with_the_nearest():
    with pytest.raises(TypeError, match=r"no part 'dbiases' .*'dbias'"):
        check("neuron-by-hand", dbiases=1)


def test_checking_draws_no_global_random_numbers_and_prints_nothing(capsys):
    before = repr(np.random.get_state())  # noqa: NPY002
    first, second = (
        repr(check("neuron-square", backward=lambda *a: None)) for _ in "ab"
    )
    assert first == second
    assert repr(np.random.get_state()) == before  # noqa: NPY002
    assert capsys.readouterr() == ("", "")


# Hints


def test_hints_come_one_at_a_time_and_the_last_stays(no_hints_given):
    texts = [repr(hint("neuron-twice")) for _ in range(3)]
    assert [text.split(":")[0] for text in texts] == [
        "Hint 1 of 2",
        "Hint 2 of 2",
        "Hint 2 of 2",
    ]
    assert repr(hint("neuron-by-hand")).startswith("Hint 1 of 3")


def test_an_exercise_without_hints_or_with_a_name_taken_is_refused():
    with pytest.raises(ValueError, match="expected hints"):
        exercises.exercise("new", hints=[])
    with pytest.raises(ValueError, match="'neuron-twice' is taken"):
        exercises.exercise("neuron-twice", hints=["?"])


# Exercises about layers, as the chapters to come will add them


def add_layer_by_hand():
    @exercises.exercise("layer-by-hand", hints=["Begin with dbiases."])
    def layer_by_hand():
        layer = Dense(2, 3, rng=np.random.default_rng(0))
        layer.weights = [[1.0, -1.0, 2.0], [0.0, 3.0, 1.0]]
        layer.forward([[1.0, 2.0], [3.0, -1.0], [1.0, 1.0], [0.0, 2.0]])
        dvalues = [[1, 0, -2], [2, 1, 1], [0, 1, -1], [3, -1, 0]]
        layer.backward(dvalues)
        return exercises.layer_parts(layer, np.array(dvalues))

    return layer_by_hand()


def test_a_layer_by_hand(empty_registry):
    parts = add_layer_by_hand()
    right = {name: part.right for name, part in parts.items()}
    assert list(right) == ["dinputs", "dweights", "dbiases"]
    assert check("layer-by-hand", **right).passed
    wrong = {
        "dinputs": right["dinputs"].T,
        "dweights": right["dweights"] / 4,
        "dbiases": right["dbiases"].T,
    }
    text = said("layer-by-hand", **wrong)
    assert text.count("use .T") == 2
    assert "exactly 4 times too small: it is divided by the 4 samples" in text


def test_the_examples_of_the_docstring_run(empty_registry):
    blocks = re.findall(
        r"::\n\n(.*?)\n(?=\S)", exercises.__doc__, flags=re.DOTALL
    )
    names = {"np": np, "Dense": Dense, "ReLU": ReLU, **vars(exercises)}
    for block in blocks:
        exec(textwrap.dedent(block), names)
    assert exercises.names() == ["layer-by-hand", "relu-in-code"]
    assert said("layer-by-hand").startswith("No answer yet for dinputs, dw")
    assert check("relu-in-code", backward=lambda Z, G: G * (Z > 0)).passed


def draw_dense(rng):
    n, d, m = 5, 4, 3
    layer = Dense(d, m, rng=rng, weight_scale=0.5)
    layer.biases = rng.standard_normal((1, m))
    inputs, dvalues = rng.standard_normal((n, d)), rng.standard_normal((n, m))
    layer.forward(inputs)
    layer.backward(dvalues)
    W, b = layer.weights, layer.biases
    return exercises.layer_problem(
        layer,
        {"inputs": inputs, "weights": W, "dvalues": dvalues},
        {
            "dinputs": (lambda X: np.sum(dvalues * (X @ W + b)), inputs),
            "dweights": (lambda W: np.sum(dvalues * (inputs @ W + b)), W),
            "dbiases": (lambda b: np.sum(dvalues * (inputs @ W + b)), b),
        },
    )


def dense_backward(X, W, G):
    return G @ W.T, X.T @ G, G.sum(axis=0, keepdims=True)


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda X, W, G: (G @ W.T, X.T @ G / 5, G.mean(0)), "5 samples once"),
        (
            lambda X, W, G: (X.T @ G, G @ W.T, G.sum(0)[None]),
            "dweights should",
        ),
        (lambda X, W, G: (G @ W.T, G.T @ X, G.sum(0)[None]), "use .T"),
        (
            lambda X, W, G: (G @ W.T, X.T @ G, G.sum(0)),
            "sum with keepdims=True",
        ),
    ],
)
def test_backward_of_a_dense_layer_in_code(slip, words, empty_registry):
    @exercises.exercise("dense-in-code", hints=["Three formulas."])
    def dense_in_code():
        return {"backward": Code(draw_dense)}

    assert check("dense-in-code", backward=dense_backward).passed
    assert words in said("dense-in-code", backward=slip)


def test_backward_of_the_relu_in_code(empty_registry):
    def draw(rng):
        relu = ReLU()
        inputs, dvalues = rng.standard_normal((2, 5, 4))
        relu.forward(inputs)
        relu.backward(dvalues)

        def loss(inputs):
            return np.sum(dvalues * ReLU().forward(inputs))

        return exercises.layer_problem(
            relu,
            {"inputs": inputs, "dvalues": dvalues},
            {"dinputs": (loss, inputs)},
        )

    @exercises.exercise("relu-in-code", hints=["Which array decides?"])
    def relu_in_code():
        return {"backward": Code(draw)}

    assert check("relu-in-code", backward=lambda Z, G: G * (Z > 0)).passed
    text = said("relu-in-code", backward=lambda Z, G: G * (G > 0))
    assert "the mask looks at dvalues; it must look at the inputs" in text
    assert "Nudging entry [" in text


# Numbers by hand


@pytest.mark.parametrize("brackets", [0, 1, 2])
@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_a_row_may_be_flat_or_an_array_of_one_row(brackets, kind):
    for shape in ((3,), (1, 3)):
        part = exercises.Numbers(np.reshape([1.0, -2.0, 3.0], shape))
        for last, is_right in ((3, True), (4, False)):
            answer = [1, -2, last]
            for _ in range(brackets):
                answer = [answer]
            assert part.judge("db", kind(answer)).is_right is is_right


def test_a_column_is_no_row():
    right = np.array([[1.0, -2.0]])
    assert not exercises.Numbers(right).judge("b", [[1], [-2]]).is_right
    assert not exercises.Numbers(right[0]).judge("b", [[1], [-2]]).is_right


def test_a_flat_row_keeps_its_mask():
    masked = np.ma.array([1.0, -2.0], mask=[True, False])
    found = exercises.Numbers([[1.0, -2.0]]).judge("b", masked)
    assert "it is masked" in found.words


@pytest.mark.parametrize(
    ("right", "claimed", "digits"),
    [
        (0.94855, 0.95, 2),
        (0.94855, 0.96, None),
        (0.94855, 0.9, 1),
        (1.4979, 1.5, 3),
        (1.4979, 1.51, None),
        (-123.45, -123, 3),
        (-123.45, 123, None),
        (4.04, [4], 2),
        (1.79, 2, 1),
        ([12.0, -36.0], [10.0, -40.0], None),
        ([0.25, -0.1875, -0.0625, 0.0], [0.25, -0.19, -0.06, 0], 2),
        ([0.25, -0.1875, -0.0625, 0.0], [0.25, -0.19, -0.07, 0], None),
        ([0.25, -0.1875, -0.0625, 0.0], [0.25, -0.19, -0.06, 0.01], None),
        ([[0.25, -0.1875]], [0.25, -0.188], 3),
        ([0.25, -0.1875], [[0.25], [-0.188]], None),
        ([0.25, -0.1875], [0.25, np.inf], None),
        (0.0, 0.01, None),
    ],
)
def test_an_answer_rounded_too_far_is_told_so(right, claimed, digits):
    found = exercises.Numbers(right).judge("loss", claimed)
    assert not found.is_right
    assert ("give four" in found.words) == (digits is not None)
    assert ("rounded" in found.causes) == (digits is not None)
    if digits:
        assert f"right to {digits} digit" in found.words
        assert ("digits" in found.words) == (digits > 1)


def test_three_digits_of_a_number_with_a_large_first_one_are_enough():
    assert exercises.Numbers(0.94855).judge("loss", 0.949).is_right


def test_a_known_slip_comes_before_rounding():
    slips = {"candidates": {"{name} forgets the step": 4.0}}
    found = exercises.Numbers(4.04, slips).judge("slope", 4.0)
    assert found.words == "slope forgets the step"
