"""The exercises of chapter 5 with numbers: probabilities and Jacobians."""

import numpy as np

from backprop.exercises.answers import Numbers
from backprop.exercises.registry import exercise
from backprop.softmax import Softmax, softmax_jacobian


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
    softmax = Softmax()
    softmax.forward([np.log(powers)])
    softmax.backward([g])
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
