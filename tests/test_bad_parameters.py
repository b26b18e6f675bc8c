"""Sizes, strengths, rates, generators and the like: refused by name."""

import functools

import numpy as np
import pytest

import backprop
from backprop import Dense, Dropout, Neuron, nnfs, spiral
from refusals import assert_refused

# Whole-number sizes, strengths, rates, generators -------------------------


def dense_with(**changed):
    arguments = {"n_inputs": 4, "n_neurons": 3, **changed}
    return Dense(**arguments)


SIZES = [
    (dense_with, "Dense", "n_inputs"),
    (dense_with, "Dense", "n_neurons"),
    (functools.partial(spiral, n_classes=3), "spiral", "n_per_class"),
    (functools.partial(spiral, n_per_class=4), "spiral", "n_classes"),
]
NNFS_SIZES = [
    (
        lambda n_inputs: nnfs.Layer_Dense(n_inputs, 3),
        "Layer_Dense",
        "n_inputs",
    ),
    (
        lambda n_neurons: nnfs.Layer_Dense(4, n_neurons),
        "Layer_Dense",
        "n_neurons",
    ),
]


@pytest.mark.parametrize(("make", "where", "name"), SIZES + NNFS_SIZES)
@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (0, ValueError),
        (-1, ValueError),
        (np.int64(-3), ValueError),
        (2.5, TypeError),
        (2.0, TypeError),
        (np.float64(2.0), TypeError),
        (True, TypeError),
        (np.True_, TypeError),
        ("2", TypeError),
        (None, TypeError),
        ([2], TypeError),
        (np.array(2), TypeError),
    ],
)
def test_sizes_are_whole_numbers_from_one(make, where, name, bad, error, rng):
    extra = {} if where == "Layer_Dense" else {"rng": rng}
    said = str(bad) if error is ValueError else repr(bad)
    assert_refused(
        lambda: make(**{name: bad}, **extra),
        error,
        f"{where}: expected {name}",
        f"got {said}",
        kept=(rng, bad),
    )


@pytest.mark.parametrize("integer", [np.uint8, np.int16, np.int64])
def test_sizes_may_be_numpy_integers(integer, rng):
    layer = Dense(integer(200), integer(100), rng=rng)
    assert layer.weights.shape == (200, 100)
    assert type(layer.n_inputs) is type(layer.n_neurons) is int
    assert spiral(integer(100), integer(3), rng=rng)[0].shape == (300, 2)


STRENGTHS = [
    *(
        (functools.partial(dense_with, rng=np.random.default_rng(1)), where, n)
        for where, n in [
            ("Dense", "weight_scale"),
            ("Dense", "weight_regularizer_l1"),
            ("Dense", "weight_regularizer_l2"),
            ("Dense", "bias_regularizer_l1"),
            ("Dense", "bias_regularizer_l2"),
        ]
    ),
    *(
        (functools.partial(nnfs.Layer_Dense, 4, 3), "Layer_Dense", name)
        for name in [
            "weight_regularizer_l1",
            "weight_regularizer_l2",
            "bias_regularizer_l1",
            "bias_regularizer_l2",
        ]
    ),
    *(
        (functools.partial(function, [1.0]), function.__name__, "strength")
        for function in (
            backprop.l1_loss,
            backprop.l1_gradient,
            backprop.l2_loss,
            backprop.l2_gradient,
        )
    ),
    *(
        (
            functools.partial(backprop.check_gradient, np.sum, [1.0], [1.0]),
            "check_gradient",
            name,
        )
        for name in ("rtol", "atol")
    ),
    *(
        (
            functools.partial(
                backprop.check_direction,
                np.sum,
                [1.0],
                [1.0],
                rng=np.random.default_rng(0),
            ),
            "check_direction",
            name,
        )
        for name in ("rtol", "atol")
    ),
]
NOT_A_REAL_NUMBER = [
    ("0.1", TypeError),
    (None, TypeError),
    (True, TypeError),
    (np.True_, TypeError),
    (0.1j, TypeError),
    ([0.1], TypeError),
    (np.array(0.1), TypeError),
]


@pytest.mark.parametrize(("make", "where", "name"), STRENGTHS)
@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (-1e-300, ValueError),
        (np.float32(-0.5), ValueError),
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        (10**400, ValueError),
        *((bad, error) for bad, error in NOT_A_REAL_NUMBER if bad is not None),
    ],
)
def test_strengths_are_finite_and_not_negative(make, where, name, bad, error):
    assert_refused(
        lambda: make(**{name: bad}),
        error,
        f"{where}: expected {name} to",
        "got ",
        kept=(getattr(make, "keywords", {}).get("rng"), bad),
    )


@pytest.mark.parametrize(("make", "where", "name"), STRENGTHS)
@pytest.mark.parametrize("good", [0, 0.0, 1, 0.5, np.float32(0.5)])
def test_strengths_may_be_any_real_number(make, where, name, good):
    made = make(**{name: good})
    if where in ("Dense", "Layer_Dense") and name != "weight_scale":
        assert getattr(made, name) == good


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda rate, rng: Dropout(rate, rng=rng), "Dropout"),
        (lambda rate, rng: nnfs.Layer_Dropout(rate), "Layer_Dropout"),
    ],
)
@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (-1e-300, ValueError),
        (1.0, ValueError),
        (1, ValueError),
        (1.5, ValueError),
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        (float("-inf"), ValueError),
        (10**400, ValueError),
        *NOT_A_REAL_NUMBER,
    ],
)
def test_rates_are_from_zero_to_below_one(make, where, bad, error, rng):
    assert_refused(
        lambda: make(bad, rng),
        error,
        f"{where}: expected rate",
        "got ",
        kept=(rng, bad),
    )


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda rng: Dense(4, 3, rng=rng), "Dense"),
        (lambda rng: Dropout(0.5, rng=rng), "Dropout"),
        (lambda rng: spiral(4, 3, rng=rng), "spiral"),
    ],
)
@pytest.mark.parametrize(
    "bad",
    [
        None,
        0,
        np.random.RandomState(0),
        np.random,
        np.random.PCG64(0),
        np.random.default_rng,
    ],
    ids=lambda bad: getattr(bad, "__name__", type(bad).__name__),
)
def test_randomness_comes_from_a_generator_only(make, where, bad):
    assert_refused(
        lambda: make(bad),
        TypeError,
        f"{where}: expected rng to be a numpy.random.Generator",
        f"got {type(bad).__name__}",
        "default_rng(0)",
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: Dense(4, 3),
        lambda: Dropout(0.5),
        lambda: spiral(4, 3),
        lambda: Dense(4, 3, np.random.default_rng(0)),
        lambda: Dropout(0.5, np.random.default_rng(0)),
        lambda: spiral(4, 3, np.random.default_rng(0)),
    ],
)
def test_the_generator_must_be_named(make):
    assert_refused(make, TypeError, "argument")


@pytest.mark.parametrize(
    "bad",
    [
        np.float16,
        np.longdouble,
        int,
        complex,
        "float64",
        None,
        object,
        np.dtype(np.float64).newbyteorder(),
    ],
)
def test_parameters_are_float64_or_float32(bad, rng):
    assert_refused(
        lambda: Dense(4, 3, rng=rng, dtype=bad),
        TypeError,
        "Dense: expected dtype to be numpy.float64 or numpy.float32",
        f"got {bad!r}",
        kept=(rng,),
    )


# The arguments of the gradient checker that are no arrays ----------------

CHECKERS = {
    "numerical_gradient": lambda f, **more: backprop.numerical_gradient(
        f, [1.0, 2.0], **more
    ),
    "check_gradient": lambda f, **more: backprop.check_gradient(
        f, [1.0, 2.0], [1.0, 1.0], **more
    ),
    "check_direction": lambda f, **more: backprop.check_direction(
        f, [1.0, 2.0], [1.0, 1.0], rng=np.random.default_rng(0), **more
    ),
}


@pytest.mark.parametrize("where", CHECKERS)
@pytest.mark.parametrize(
    ("bad", "error", "said"),
    [
        (0.0, ValueError, "positive"),
        (-1e-6, ValueError, "positive"),
        (float("nan"), ValueError, "positive"),
        (float("inf"), ValueError, "positive"),
        (1e-20, ValueError, "too small"),
        ("1e-6", TypeError, "real number"),
        (True, TypeError, "real number"),
        (1e-6j, TypeError, "real number"),
    ],
)
def test_the_step_must_move_the_point(where, bad, error, said):
    assert_refused(
        lambda: CHECKERS[where](np.sum, step=bad), error, f"{where}: ", said
    )


@pytest.mark.parametrize("where", CHECKERS)
@pytest.mark.parametrize(
    ("f", "said"),
    [
        (3.0, "f to be callable, got float"),
        (None, "f to be callable, got NoneType"),
        (lambda x: x, "one number"),
        (lambda x: None, "one number"),
        (lambda x: "3", "one number"),
        (lambda x: [], "one number"),
        (lambda x: np.sum(x) + 1j * x[0], "real number"),
    ],
)
def test_the_function_must_return_one_real_number(where, f, said):
    assert_refused(lambda: CHECKERS[where](f), TypeError, f"{where}: ", said)


def test_the_method_must_be_known():
    assert_refused(
        lambda: backprop.numerical_gradient(np.sum, [1.0], method="middle"),
        ValueError,
        "numerical_gradient: expected method to be one of",
        "got 'middle'",
    )


def test_the_complex_step_needs_a_function_of_complex_numbers():
    assert_refused(
        lambda: backprop.numerical_gradient(
            lambda x: np.abs(x).sum(), [1.0], method="complex"
        ),
        TypeError,
        "numerical_gradient: f dropped the imaginary part",
    )


# One neuron ---------------------------------------------------------------


@pytest.mark.parametrize(("bad", "error"), NOT_A_REAL_NUMBER)
def test_a_neuron_has_one_bias_and_gets_one_derivative(bad, error, rng):
    neuron = Neuron([1.0, -2.0], 0.5)
    neuron.forward([3.0, 1.0])
    neuron.backward(0.3)
    assert_refused(
        lambda: neuron.backward(bad),
        error,
        "Neuron.backward: expected dvalue to be a real number, got",
        kept=(neuron,),
    )
    assert_refused(
        lambda: Neuron([1.0], bad),
        error,
        "Neuron: expected bias to be a real number, got",
    )
