"""The exercises of chapter 5: softmax and its Jacobian."""

import numpy as np

from backprop.diagnosis import layer_context
from backprop.exercises.answers import Code, Numbers, Problem
from backprop.exercises.registry import exercise
from backprop.softmax import Softmax, softmax_jacobian


def run(inputs, dvalues):
    """Return a softmax after its forward and backward pass."""
    softmax = Softmax()
    softmax.forward(inputs)
    softmax.backward(dvalues)
    return softmax


def by_hand(powers, dvalues):
    """Return the parts for one sample whose logits are logs of `powers`."""
    g = np.array(dvalues)
    softmax = run([np.log(powers)], [g])
    s = softmax.output[0]
    outer = np.outer(s, s)
    return {
        "probabilities": Numbers(
            s,
            {
                "candidates": {
                    "{name} are the exponentials; divide by their sum": (
                        powers
                    )
                }
            },
        ),
        "jacobian": Numbers(
            softmax_jacobian(s),
            {
                "candidates": {
                    "{name} has the diagonal only; every output answers to "
                    "every logit": np.diag(s * (1.0 - s)),
                    "{name} is the outer product; the diagonal of "
                    "probabilities is missing": -outer,
                    "{name} has the wrong sign off the diagonal": (
                        np.diag(s - 2.0 * s**2) + outer
                    ),
                }
            },
        ),
        "dinputs": Numbers(
            softmax.dinputs[0],
            {
                "candidates": {
                    "{name} uses the diagonal of the Jacobian only": (
                        s * (1.0 - s) * g
                    ),
                    "{name} subtracts no average": s * g,
                    "{name} subtracts the average as it is; the probability "
                    "multiplies it as well": s * g - g @ s,
                    "{name} adds the average; it is subtracted": (
                        s * (g + g @ s)
                    ),
                    "{name} is not multiplied by the probabilities at the "
                    "end": g - g @ s,
                    "{name} subtracts the plain mean; each upstream gradient "
                    "counts with its probability": s * (g - g.mean()),
                }
            },
        ),
    }


@exercise(
    "softmax-by-hand",
    hints=[
        "The exponentials of the logits are 2, 1 and 1. Divide by their sum.",
        "On the diagonal of the Jacobian stands S(1 - S), elsewhere minus "
        "the product of two probabilities.",
        "The average of the upstream gradient, weighted with the "
        "probabilities, is 1.",
    ],
)
def softmax_by_hand():
    """Three classes, two of them alike."""
    return by_hand([2.0, 1.0, 1.0], [4.0, 0.0, -4.0])


@exercise(
    "softmax-temperature",
    hints=[
        "Name the divided logits t = z / tau. What does softmax send back "
        "to t?",
        "Each t uses one logit with the factor 1 / tau, and uses tau with "
        "the local derivative -z / tau**2.",
        "tau is used by every entry of the batch; its gradients are added.",
    ],
)
def softmax_temperature():
    """A function of inputs, tau and dvalues."""
    return {"backward": Code(_draw_temperature)}


def _without_axis(logits, dvalues):
    """Return what a softmax over the whole batch sends back."""
    s = np.exp(logits) / np.exp(logits).sum()
    products = s * dvalues
    words = (
        "{name} takes the softmax of the whole batch; each row has a sum of "
        "its own (axis=1, keepdims=True)"
    )
    by_row = products.sum(axis=1, keepdims=True)
    return {
        words: products - s * by_row,
        f"{words}, and so has the average": products - s * products.sum(),
    }


def _draw_temperature(rng):
    inputs, dvalues = rng.standard_normal((2, 2, 5))
    tau = float(rng.uniform(0.3, 0.8))
    dt = run(inputs / tau, dvalues).dinputs
    scaled = run(inputs / tau, dvalues / tau)

    def loss(inputs, tau):
        return np.sum(dvalues * Softmax().forward(inputs / tau))

    return Problem(
        {"inputs": inputs, "tau": tau, "dvalues": dvalues},
        {"dinputs": dt / tau, "dtau": float(np.sum(dt * -inputs) / tau**2)},
        {
            "dinputs": (lambda z: loss(z, tau), inputs),
            "dtau": (lambda t: loss(inputs, float(t)), np.array(tau)),
        },
        {
            "dinputs": {
                **layer_context(scaled, "dinputs", dvalues / tau),
                "factors": {
                    "the factor 1 / tau of the divided logits is missing": tau,
                    "it is multiplied by tau; it must be divided by it": (
                        tau**2
                    ),
                },
                "candidates": {
                    "{name} takes the probabilities of the logits; softmax "
                    "was given inputs / tau": run(inputs, dvalues).dinputs
                    / tau,
                    **_without_axis(inputs / tau, dvalues / tau),
                },
            },
            "dtau": {
                "factors": {
                    "the slope of 1 / tau has tau squared below": tau,
                    "it is divided by tau once too often": 1.0 / tau,
                },
            },
        },
    )


@exercise(
    "softmax-two",
    hints=[
        "The exponentials are 4 and 1.",
        "All four entries of the Jacobian have the same size.",
        "The average of the upstream gradient is 0.8 · 3 + 0.2 · 1.",
    ],
)
def softmax_two():
    """Two classes: the sigmoid in disguise."""
    return by_hand([4.0, 1.0], [3.0, 1.0])


@exercise(
    "softmax-log",
    hints=[
        "The logarithm has the local derivative 1 / S: row j of the "
        "Jacobian is divided by output j.",
        "The Jacobian is delta minus S_k. Which index must be summed over "
        "when a gradient goes back?",
        "Sum over the outputs: the sum of the upstream gradients of a "
        "sample appears, without any probability in it.",
    ],
)
def softmax_log():
    """A function of the probabilities and dvalues."""
    return {"backward": Code(_draw_log)}


def _draw_log(rng):
    inputs, dvalues = rng.standard_normal((2, 4, 3))
    S = Softmax().forward(inputs)
    sums = dvalues.sum(axis=1, keepdims=True)
    averages = (dvalues * S).sum(axis=1, keepdims=True)
    return Problem(
        {"probabilities": S, "dvalues": dvalues},
        {"dinputs": run(inputs, dvalues / S).dinputs},
        {
            "dinputs": (
                lambda z: np.sum(dvalues * np.log(Softmax().forward(z))),
                inputs,
            )
        },
        {
            "dinputs": {
                "candidates": {
                    "{name} is J g, the sum over the logits; the gradient "
                    "is its transpose's, the sum over the outputs": (
                        dvalues - averages
                    ),
                    "{name} is the gradient through softmax alone; the "
                    "logarithm is left out": S * (dvalues - averages),
                    "{name} subtracts the sum itself; each output takes its "
                    "probability's share of it": dvalues - sums,
                    "{name} adds the sum; it is subtracted": (
                        dvalues + S * sums
                    ),
                    "{name} subtracts a mean; the upstream gradients are "
                    "added up": dvalues - S * sums / 3,
                    "{name} sums over the samples; sum over the classes of "
                    "each (axis=1, keepdims=True)": (
                        dvalues - S * dvalues.sum(axis=0)
                    ),
                    "{name} sums over the whole batch; each sample has a "
                    "Jacobian of its own": dvalues - S * dvalues.sum(),
                }
            }
        },
    )
