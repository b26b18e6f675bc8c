"""The exercises on whole networks: right answers pass, slips are named."""

import numpy as np
import pytest

from backprop.exercises import check

BY_HAND = {
    "loss": 0.6931,
    "dweights1": [[-1.0, 0.0], [0.5, 0.0]],
    "dbiases1": [[-0.5, 0.0]],
    "dweights2": [[1.5, -1.5], [0.0, 0.0]],
    "dbiases2": [[0.5, -0.5]],
}


def backward(
    X, y, W1, b1, W2, b2, *, shut=True, into=None, mean=True, own_sign=False
):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0.0)
    powers = np.exp(A1 @ W2 + b2)
    dZ2 = powers / powers.sum(axis=1, keepdims=True) - np.eye(W2.shape[1])[y]
    if mean:
        dZ2 /= len(X)
    dZ1 = dZ2 @ W2.T
    if shut:
        dZ1 = dZ1 * ((dZ1 if own_sign else Z1) > 0)
    dW2 = (Z1 if into == "Z1" else A1).T @ dZ2
    return X.T @ dZ1, dZ1.sum(0, keepdims=True), dW2, dZ2.sum(0, keepdims=True)


RIGHT = {
    "network-by-hand": BY_HAND,
    "network-in-code": {"backward": backward},
    "network-zeros": {
        "dbiases": [[1 / 12, 1 / 12, -1 / 6]],
        "final_loss": 1.0397,
    },
    "network-paths": {"edges": 64, "paths": 12},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass(name):
    result = check(name, **RIGHT[name])
    assert result.passed, result


def test_a_transpose_that_was_left_out_is_noticed():
    # With the second weights as they stand, not transposed.
    slip = {"dweights1": [[-3.0, 0.0], [1.5, 0.0]], "dbiases1": [[-1.5, 0.0]]}
    result = check("network-by-hand", **(RIGHT["network-by-hand"] | slip))
    assert "dweights1 goes back through the second weights as" in result.text
    assert "it must be their transpose. The same goes for dbiases1." in (
        result.text
    )


@pytest.mark.parametrize(
    ("name", "answers", "words"),
    [
        (
            "network-by-hand",
            {"dweights1": [[-1.0, 5.0], [0.5, -2.5]]},
            "ignores the ReLU",
        ),
        ("network-by-hand", {"dbiases2": [[0.5, 0.5]]}, "leaves the label"),
        ("network-by-hand", {"loss": 1.0}, "to base 2"),
        ("network-by-hand", {"loss": 0.301}, "to base 10"),
        ("network-zeros", {"final_loss": 1.5}, "to base 2"),
        ("network-zeros", {"dbiases": [[1 / 3] * 3]}, "the label is missing"),
        ("network-paths", {"edges": 17}, "adds the widths"),
        ("network-paths", {"paths": 6}, "ends one layer too early"),
        (
            "network-in-code",
            {"backward": lambda *given: backward(*given, own_sign=True)},
            "it must look at Z1",
        ),
        (
            "network-in-code",
            {"backward": lambda *given: backward(*given, shut=False)},
            "dW1 ignores the ReLU's mask",
        ),
        (
            "network-in-code",
            {"backward": lambda *given: backward(*given, into="Z1")},
            "the inputs of the second layer are A1",
        ),
        (
            "network-in-code",
            {"backward": lambda *given: backward(*given, mean=False)},
            "samples is missing",
        ),
        (
            "network-zeros",
            {"dbiases": [[-0.25, -0.25, -0.5]]},
            "the prediction is missing",
        ),
        (
            "network-zeros",
            {"dbiases": [0.3333, 0.3333, -0.6667]},
            "is 4 times too large: the mean over the 4 samples is missing",
        ),
        ("network-zeros", {"final_loss": 1.0986}, "the biases go on"),
        ("network-zeros", {"final_loss": 0.0}, "cannot tell"),
        ("network-paths", {"edges": 62}, "from the logits to the loss"),
        ("network-paths", {"paths": 240}, "from all inputs"),
        ("network-paths", {"paths": 60}, "from one input"),
    ],
)
def test_slips_are_named(name, answers, words):
    result = check(name, **answers)
    assert not result.passed
    assert words in str(result)
