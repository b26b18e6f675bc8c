"""Random networks, and the same networks with one mistake in them."""

import copy
import dataclasses
import itertools

import numpy as np

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Dropout,
    ReLU,
    Softmax,
    SoftmaxCrossEntropy,
)
from backprop.museum import plant
from backprop.training import backward, forward

LABELS = ("class numbers", "one-hot", "soft")


@dataclasses.dataclass
class Trial:
    """A network without the mistake and one with it, after the same data.

    `place` is the index of the layer with the mistake, `before` what the
    right layers were like after the call before.
    """

    right: list
    broken: list
    place: int
    before: list

    def of(self, name):
        """Return the gradient claimed and the right one."""
        return tuple(
            getattr(layers[self.place], name)
            for layers in (self.broken, self.right)
        )


@np.errstate(all="ignore")  # some mistakes divide by 0
def run(layers, X, y):
    """Run a network, whose last layer is the loss, both ways."""
    *layers, loss = layers
    loss.forward(forward(layers, X), y)
    backward(layers, loss.backward())


def draw_sizes(rng, kind, needs):
    """Return the number of samples, and the widths from inputs to classes.

    All differ, but for what the mistake asks for.
    """
    least = 2 if kind in (ReLU, Dropout) else 1
    n_layers = int(rng.integers(least, 5))
    n, *widths = (int(s) for s in rng.permutation(np.arange(2, 11)))
    widths = widths[: n_layers + 1]
    if "equal widths" in needs:
        n_layers = int(rng.integers(3, 5))
        widths = [widths[0], *[widths[1]] * (n_layers - 1), n + 1]
    at = int(rng.integers(n_layers))
    if "square" in needs:
        widths[at + 1] = widths[at]
    if "batch of neurons" in needs:
        widths[at + 1] = n
    return n, widths, at


def draw_strengths(rng, always=()):
    """Return the four strengths of a layer's penalties, some of them 0."""
    strengths = {}
    for part, kind in itertools.product(("weight", "bias"), ("l1", "l2")):
        some = rng.random() < 0.5 or (part == "weight" and kind in always)
        size = 10.0 ** rng.uniform(-4.0, -1.0)
        strengths[f"{part}_regularizer_{kind}"] = size if some else 0.0
    return strengths


def draw_layers(rng, kind, needs):
    """Return the layers with their loss, the sample count and the place."""
    n, widths, at = draw_sizes(rng, kind, needs)
    layers = []
    for i, (d, m) in enumerate(itertools.pairwise(widths)):
        always = needs if i == at else ()
        layers.append(draw_dense(rng, d, m, draw_strengths(rng, always)))
        if i < len(widths) - 2:
            layers.append(ReLU())
            if kind is Dropout or rng.random() < 0.5:
                layers.append(Dropout(rng.uniform(0.1, 0.6), rng=rng))
    separate = kind in (Softmax, CategoricalCrossEntropy)
    if separate or (kind is not SoftmaxCrossEntropy and rng.random() < 0.5):
        layers += [Softmax(), CategoricalCrossEntropy()]
    else:
        layers.append(SoftmaxCrossEntropy())
    places = [i for i, one in enumerate(layers) if type(one) is kind]
    return layers, n, places[at] if kind is Dense else int(rng.choice(places))


def draw_dense(rng, d, m, strengths):
    scale = rng.uniform(0.5, 2.0) / np.sqrt(d)
    layer = Dense(d, m, rng=rng, weight_scale=scale, **strengths)
    layer.biases = rng.standard_normal((1, m))
    return layer


def draw_labels(rng, n, k, kind):
    numbers = rng.integers(0, k, n)
    rows = {
        "class numbers": numbers,
        "one-hot": np.eye(k)[numbers],
        "soft": rng.dirichlet(np.ones(k), n),
    }
    return rows[kind]


def draw_data(rng, layers, n, needs):
    """Return inputs and labels; the layers may be changed to suit."""
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    X = rng.standard_normal((n, dense[0].n_inputs))
    if "kinks" in needs:
        X[int(rng.integers(n))] = 0.0
        for layer in dense[:-1]:
            layer.biases = 0.0 * layer.biases
    if "sure and wrong" in needs:
        dense[-1].weights = 30.0 * dense[-1].weights
    kind = str(rng.choice(LABELS[:2] if "hard labels" in needs else LABELS))
    kind = "soft" if "soft labels" in needs else kind
    return X, draw_labels(rng, n, dense[-1].n_neurons, kind)


def draw_trial(rng, exhibit):
    """Return a Trial in which the mistake shows."""
    for _ in range(100):
        layers, n, place = draw_layers(rng, exhibit.right, exhibit.needs)
        X, y = draw_data(rng, layers, n, exhibit.needs)
        everywhere = "equal widths" in exhibit.needs
        broken = plant(layers, exhibit, None if everywhere else place)
        right, before = copy.deepcopy(layers), None
        if "two calls" in exhibit.needs:
            other = rng.standard_normal(X.shape)
            for network in (right, broken):
                run(network, other, y)
            before = [copy.copy(layer) for layer in right]
        for network in (right, broken):
            run(network, X, y)
        trial = Trial(right, broken, place, before)
        if shows(*trial.of(exhibit.gradient)):
            return trial
    raise AssertionError(f"{exhibit.name} shows in none of 100 networks")


def shows(claimed, right):
    """Return whether two gradients differ by more than rounding."""
    return claimed.shape != right.shape or not np.allclose(
        claimed, right, rtol=0.0, atol=1e-10 * np.abs(right).max()
    )
