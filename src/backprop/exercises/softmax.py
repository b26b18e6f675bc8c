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


def jacobian_slips(s):
    """Return what slips with the Jacobian of softmax would lead to."""
    outer, diagonal = np.outer(s, s), np.diag(s * (1.0 - s))
    ones = np.ones((len(s), 1))
    return {
        "{name} has the diagonal only; every output answers to every "
        "logit": diagonal,
        "{name} is the outer product; the diagonal of probabilities is "
        "missing": -outer,
        "{name} is the diagonal of probabilities; the outer product is "
        "missing": np.diag(s),
        "{name} has the wrong sign off the diagonal": diagonal
        + outer
        - np.diag(s**2),
        "{name} adds the outer product; it is subtracted": np.diag(s) + outer,
        "{name} has one probability off the diagonal, where the product of "
        "two belongs": diagonal - ones @ [s] + np.diag(s),
        "{name} is not multiplied by the probabilities: it has 1 - S on the "
        "diagonal": np.eye(len(s)) - s,
        "{name} has 1 - S off the diagonal; there minus the product of two "
        "probabilities belongs": np.outer(s, 1.0 - s),
        "{name} holds the diagonal alone, as a row; every output answers to "
        "every logit": s * (1.0 - s),
        "{name} has 1 - S alone on its diagonal; it is multiplied by S": (
            np.diag(1.0 - s + s**2) - outer
        ),
        "{name} holds the probabilities in every row; what is asked for is "
        "how they change": ones @ [s],
    }


def by_hand(powers, dvalues):
    """Return the parts for one sample whose logits are logs of `powers`."""
    g = np.array(dvalues)
    softmax = run([np.log(powers)], [g])
    s = softmax.output[0]
    return {
        "probabilities": Numbers(
            s,
            {
                "n_samples": 1,
                "factors": {
                    "they are in per cent, and must add up to 1": 100.0,
                    "they are divided by the largest exponential; divide by "
                    "the sum": sum(powers) / max(powers),
                },
                "candidates": {
                    "{name} are the exponentials; divide by their sum": (
                        powers
                    ),
                    "{name} are the logits; take their exponentials first": (
                        np.log(powers)
                    ),
                    "{name} are logits divided by their sum; take their "
                    "exponentials first": np.log(powers)
                    / np.log(powers).sum(),
                    "{name} are logarithms of the probabilities": np.log(s),
                    "{name} are all alike; a larger logit has a larger "
                    "probability": np.full(len(s), 1.0 / len(s)),
                    "{name} are the sigmoids of the logits; softmax divides "
                    "by the sum over all classes": 1.0
                    / (1.0 + 1.0 / np.array(powers)),
                },
            },
        ),
        "jacobian": Numbers(
            softmax_jacobian(s),
            {
                "n_samples": 1,
                "candidates": {
                    **jacobian_slips(s),
                    "{name} is multiplied by the upstream gradient already; "
                    "the Jacobian is that of softmax alone": (
                        softmax_jacobian(s) * g
                    ),
                    "{name} is made of the exponentials; it is made of the "
                    "probabilities": np.diag(powers)
                    - np.outer(powers, powers),
                },
            },
        ),
        "dinputs": Numbers(
            softmax.dinputs[0],
            {
                "n_samples": 1,
                "factors": {
                    "it is multiplied by the exponentials; divide them by "
                    "their sum": float(sum(powers)),
                },
                "candidates": {
                    "{name} is 0, as the rows of the Jacobian add up to 0; "
                    "multiply by the upstream gradient, then add up": 0.0 * g,
                    "{name} is the upstream gradient as it came; it goes "
                    "back through the Jacobian": g,
                    "the upstream gradient is left out of {name}": (
                        s * (1.0 - s)
                    ),
                    "{name} uses a Jacobian with the wrong sign off the "
                    "diagonal": s * (g - 2.0 * s * g + g @ s),
                    "{name} lacks the diagonal of probabilities": -s * (g @ s),
                    "{name} subtracts the sum of the upstream gradient; each "
                    "entry counts with its probability": s * (g - g.sum()),
                    "{name} is one number, the average of the upstream "
                    "gradient; every logit has an entry": g @ s,
                    "{name} is multiplied by the probabilities twice": (
                        s**2 * (g - g @ s)
                    ),
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
                },
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
    )
