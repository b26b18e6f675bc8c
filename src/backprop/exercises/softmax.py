"""The exercises of chapter 5 in code."""

import numpy as np

from backprop.diagnosis import layer_context
from backprop.exercises.answers import Code, Problem
from backprop.exercises.registry import exercise
from backprop.softmax import Softmax


def run(inputs, dvalues):
    """Return a softmax after its forward and backward pass."""
    softmax = Softmax()
    softmax.forward(inputs)
    softmax.backward(dvalues)
    return softmax


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
                    "it is divided by tau twice": 1.0 / tau,
                },
                "candidates": {
                    "{name} takes the probabilities of the logits; softmax "
                    "was given inputs / tau": run(inputs, dvalues).dinputs
                    / tau,
                    "{name} multiplies the logits by tau; they are divided "
                    "by it": run(inputs * tau, dvalues).dinputs / tau,
                    "{name} subtracts the plain mean of dvalues; each entry "
                    "counts with its probability": scaled.output
                    * (dvalues - dvalues.mean(axis=1, keepdims=True))
                    / tau,
                    "{name} is dvalues through the division alone; softmax "
                    "is left out": dvalues / tau,
                    **_without_axis(inputs / tau, dvalues / tau),
                },
            },
            "dtau": {
                "factors": {
                    "the slope of 1 / tau has tau squared below": tau,
                    "the division by tau squared is missing": tau**2,
                    "it is divided by tau once too often": 1.0 / tau,
                    "it is a mean over all entries; all their gradients are "
                    "added": 1.0 / inputs.size,
                },
                "n_samples": len(inputs),
                "candidates": {
                    "{name} uses dvalues as they came; they go back through "
                    "softmax first": -np.sum(dvalues * inputs) / tau**2,
                    "{name} leaves out what arrives": -inputs.sum() / tau**2,
                    "{name} adds up what arrives, without the logits; the "
                    "gradients of softmax add up to 0": 0.0,
                    "{name} lacks the average that softmax subtracts": -np.sum(
                        scaled.output * dvalues * inputs
                    )
                    / tau**2,
                },
            },
        },
    )


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
                "n_samples": 4,
                "candidates": {
                    "{name} is dvalues as it came; it goes back through the "
                    "Jacobian": dvalues,
                    "{name} goes back through the logarithm alone; softmax is "
                    "left out": dvalues / S,
                    "{name} uses the diagonal of the Jacobian only": dvalues
                    * (1.0 - S),
                    "{name} is only what is subtracted; G is missing": (
                        -S * sums
                    ),
                    "{name} multiplies by the probabilities twice": dvalues
                    - S**2 * sums,
                    "{name} multiplies all of it by the probabilities; the "
                    "logarithm divides by them": S * (dvalues - sums),
                    "{name} leaves out dvalues": 1.0 - 3.0 * S,
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
                },
            }
        },
        {"dinputs": "logits"},
    )
