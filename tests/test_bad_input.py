"""Bad arrays are refused by name, and a refusal leaves no trace."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import backprop
from backprop import Dense, Neuron, nnfs
from callables import ARGUMENTS, LABELS, LAYERS, N
from refusals import assert_refused, snapshot

every_argument = pytest.mark.parametrize(
    "make", ARGUMENTS.values(), ids=ARGUMENTS.keys()
)


def assert_argument_refused(argument, bad, error, *said):
    assert_refused(
        lambda: argument.call(bad),
        error,
        f"{argument.where}: ",
        f" {argument.name} ",
        "expected",
        "got",
        *said,
        kept=(argument.owner, argument.good, bad),
    )


def test_every_public_callable_is_in_the_tables():
    without_arrays = {
        "spiral",  # test_bad_parameters.py
        "show_source",  # test_source.py
        "GradientMismatchError",  # raised, not called, by readers
        "DirectionMismatchError",  # the same
    }
    covered = {name.split(".")[0] for name in ARGUMENTS} | without_arrays
    assert covered == set(backprop.__all__) | set(nnfs.__all__)


# Kinds of numbers ---------------------------------------------------------

NOT_REAL_NUMBERS = {
    "strings": (lambda good: good.astype(str), "dtype <U"),
    "objects": (lambda good: good.astype(object), "dtype object"),
    "complex": (lambda good: good + 0j, "dtype complex128"),
    "float16": (lambda good: good.astype(np.float16), "dtype float16"),
    "longdouble": (
        lambda good: good.astype(np.longdouble),
        f"dtype {np.dtype(np.longdouble)}",
    ),
    "dates": (lambda good: good.astype("M8[s]"), "dtype datetime64"),
    "masked": (np.ma.masked_array, "masked", ".filled(0)"),
    "None": (lambda good: None, "dtype object"),
    "a generator": (iter, "dtype object"),
    "huge integers": (
        lambda good: np.full(good.shape, 10**30, dtype=object).tolist(),
        "dtype object",
    ),
}


@every_argument
@pytest.mark.parametrize("kind", NOT_REAL_NUMBERS)
def test_only_real_numbers_are_accepted(make, kind, rng):
    argument = make(rng)
    spoil, *said = NOT_REAL_NUMBERS[kind]
    assert_argument_refused(argument, spoil(argument.good), TypeError, *said)


# Shapes -------------------------------------------------------------------


@every_argument
def test_ragged_lists_are_refused(make, rng):
    argument = make(rng)
    rows = argument.good.tolist()
    shorter = rows[-1][:-1] if argument.good.ndim == 2 else [rows[-1]]
    bad = [*rows, shorter]
    assert_argument_refused(argument, bad, ValueError, "ragged list")


@every_argument
@pytest.mark.parametrize(
    "empty", [lambda good: good[:0], lambda good: good[..., :0], list]
)
def test_an_empty_batch_is_refused(make, empty, rng):
    argument = make(rng)
    bad = [] if empty is list else empty(argument.good)
    shape = str(np.shape(bad))
    assert_argument_refused(
        argument, bad, ValueError, "at least one entry", shape
    )


def wrong_ranks():
    spoilers = {
        0: lambda good: good.flat[0],
        1: lambda good: good.reshape(-1),
        2: np.atleast_2d,
        3: np.atleast_3d,
    }
    for name, make in ARGUMENTS.items():
        argument = make(np.random.default_rng(0))
        for rank, spoil in spoilers.items():
            if rank not in argument.ranks and rank != argument.good.ndim:
                yield pytest.param(make, spoil, rank, id=f"{name}-{rank}")


@pytest.mark.parametrize(("make", "spoil", "rank"), [*wrong_ranks()])
def test_the_wrong_rank_is_refused(make, spoil, rank, rng):
    argument = make(rng)
    bad = spoil(argument.good)
    assert np.ndim(bad) == rank
    assert_argument_refused(
        argument, bad, ValueError, "expected", str(np.shape(bad))
    )


def test_a_single_sample_is_told_what_to_do(rng):
    argument = ARGUMENTS["Dense.forward"](rng)
    assert_argument_refused(
        argument, argument.good[0], ValueError, "(4,)", "write [values]"
    )


def wrong_shapes():
    spoilers = {
        "wider": lambda good: np.concatenate([good, good[..., :1]], axis=-1),
        "narrower": lambda good: good[..., :-1],
    }
    of_exact_shape = {
        "longer": lambda good: np.concatenate([good, good[:1]]),
        "turned": lambda good: good.T,
        "one row to broadcast": lambda good: good[:1],
        "one column to broadcast": lambda good: good[..., :1],
    }
    for name, make in ARGUMENTS.items():
        argument = make(np.random.default_rng(0))
        if not (argument.width or argument.exact):
            continue
        chosen = spoilers | (of_exact_shape if argument.exact else {})
        for how, spoil in chosen.items():
            if spoil(argument.good).shape != argument.good.shape:
                yield pytest.param(make, spoil, id=f"{name}-{how}")


@pytest.mark.parametrize(("make", "spoil"), [*wrong_shapes()])
def test_the_wrong_shape_is_refused(make, spoil, rng):
    argument = make(rng)
    bad = spoil(argument.good)
    expected = {
        "Neuron.forward": "list of 4 numbers",
        "Dense.forward": "(n_samples, 4)",
        "Layer_Dense.forward": "(n_samples, 4)",
    }.get(argument.where, str(argument.good.shape))
    assert_argument_refused(
        argument, bad, ValueError, expected, str(bad.shape)
    )


# What is accepted ---------------------------------------------------------


class Tagged(np.ndarray):
    """An array class of somebody's own."""


def read_only(good):
    copy = good.copy()
    copy.flags.writeable = False
    return copy


def strided(good):
    wide = np.repeat(good, 3, axis=-1)
    wide[..., 1::3] = np.nan
    return wide[..., ::3]


GOOD_FORMS = {
    "a list": lambda good: good.tolist(),
    "tuples": lambda good: (
        tuple(map(tuple, good)) if good.ndim == 2 else tuple(good)
    ),
    "read-only": read_only,
    "Fortran order": np.asfortranarray,
    "strided": strided,
    "backwards in memory": lambda good: good[::-1].copy()[::-1],
    "the other byte order": lambda good: good.astype(
        good.dtype.newbyteorder()
    ),
    "a subclass": lambda good: good.view(Tagged),
}


@every_argument
@pytest.mark.parametrize("form", GOOD_FORMS)
def test_every_form_of_the_same_numbers_counts_the_same(make, form):
    plain, other = (make(np.random.default_rng(7)) for _ in range(2))
    given = GOOD_FORMS[form](other.good)
    before = snapshot(given)
    expected = plain.call(plain.good)
    result = other.call(given)
    assert snapshot(given) == before
    assert type(result) is type(expected)
    # The order of a sum is rounding; nudging magnifies it by 1 / step.
    atol = 1e-9 if plain.where.endswith("gradient") else 1e-14
    assert_allclose(result, expected, rtol=1e-12, atol=atol)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(make, id=name)
        for name, make in ARGUMENTS.items()
        if make(np.random.default_rng(0)).free
    ],
)
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, bool])
def test_whole_numbers_count_as_float64(make, dtype):
    plain, other = (make(np.random.default_rng(7)) for _ in range(2))
    numbers = np.resize([3, 0, 2, 1, 5, 0, 7], plain.good.shape).astype(dtype)
    result = other.call(numbers)
    assert_allclose(result, plain.call(numbers.astype(np.float64)))
    assert np.asarray(result).dtype == np.float64


# Calls in the wrong order -------------------------------------------------


@pytest.mark.parametrize("name", LAYERS)
def test_backward_needs_forward(name, rng):
    layer = LAYERS[name](rng)
    assert_refused(
        lambda: layer.backward(np.full((N, 3), 1.0)),
        RuntimeError,
        f"{name}.backward: call forward first",
        kept=(layer,),
    )


@pytest.mark.parametrize(
    "loss",
    [
        backprop.CategoricalCrossEntropy(),
        backprop.SoftmaxCrossEntropy(),
        Neuron([1.0], 2.0),
    ],
    ids=lambda loss: type(loss).__name__,
)
def test_backward_of_a_loss_needs_forward(loss):
    assert_refused(
        loss.backward,
        RuntimeError,
        f"{type(loss).__name__}.backward: call forward first",
        kept=(loss,),
    )


@pytest.mark.parametrize("name", LAYERS)
def test_backward_takes_the_batch_that_went_forward_last(name, rng):
    layer = LAYERS[name](rng)
    layer.forward(rng.standard_normal((2, 4)))
    first = layer.output
    layer.forward(rng.standard_normal((N, 4)))
    assert_refused(
        lambda: layer.backward(np.full(first.shape, 1.0)),
        ValueError,
        f"{name}.backward: expected dvalues of shape {layer.output.shape}",
        f"got {first.shape}",
        kept=(layer,),
    )


def test_floating_point_errors_leave_no_trace_either(rng):
    huge = np.full((N, 4), 1e308)
    layer = Dense(4, 3, rng=rng)
    layer.weights = np.full((4, 3), 10.0)
    layer.forward(np.full((N, 4), 1.0))
    layer.backward(np.full((N, 3), 1.0))
    fused = backprop.SoftmaxCrossEntropy()
    fused.forward(np.full((N, 3), 1.0), LABELS)
    with np.errstate(all="raise"):
        for call in (
            lambda: layer.forward(huge),
            lambda: layer.backward(huge[:, :3]),
            lambda: fused.forward(np.full((N, 3), np.inf), LABELS),
        ):
            assert_refused(call, FloatingPointError, kept=(layer, fused))
