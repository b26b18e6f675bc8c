"""Gradient descent on a whole network, and a record of what happened."""

import dataclasses

import numpy as np

from backprop.checks import as_batch, as_count, as_real
from backprop.labels import as_labels


def forward(layers, inputs):
    """Return what a row of layers makes of a batch.

    Parameters
    ----------
    layers : sequence of layers
        First to last; each gets what the one before it returns.
    inputs : array_like of shape (n_samples, n_inputs)

    Returns
    -------
    ndarray of shape (n_samples, n_outputs)
    """
    for layer in layers:
        inputs = layer.forward(inputs)
    return inputs


def backward(layers, dvalues):
    """Return the gradient at the inputs of a row of layers.

    Parameters
    ----------
    layers : sequence of layers
        First to last, as for :func:`forward`; they are gone through from
        the last to the first, and each keeps its gradients.
    dvalues : array_like of shape (n_samples, n_outputs)

    Returns
    -------
    ndarray of shape (n_samples, n_inputs)
    """
    for layer in reversed(layers):
        dvalues = layer.backward(dvalues)
    return dvalues


def accuracy(output, y_true):
    """Return the share of samples whose largest output is the right one.

    Parameters
    ----------
    output : array_like of shape (n_samples, n_classes)
        Probabilities or logits: which is largest is the same. Of several
        largest the first counts.
    y_true : array_like of shape (n_samples,) or (n_samples, n_classes)
        Class numbers, or rows of which the largest entry counts.

    Returns
    -------
    float

    Examples
    --------
    >>> accuracy([[0.7, 0.2, 0.1], [0.1, 0.2, 0.7]], [0, 1])
    0.5
    >>> accuracy([[0.7, 0.2, 0.1], [0.1, 0.2, 0.7]], [[1, 0, 0], [0, 1, 0]])
    0.5
    """
    output = as_batch("accuracy", "output", output)
    labels = as_labels("accuracy", y_true, output)
    if labels.ndim == 2:
        labels = labels.argmax(axis=1)
    return float(np.mean(output.argmax(axis=1) == labels))


@dataclasses.dataclass
class History:
    """What a training run was like.

    Attributes
    ----------
    losses, accuracies : list of steps + 1 float
        Before the first step and after each.
    gradient_norms : list of steps + 1 lists of float
        The length of the gradient of each layer that has parameters, its
        weights and biases taken together.
    parameters : dict of int
        For each step asked for, the (weights, biases) of those layers.
    """

    losses: list = dataclasses.field(default_factory=list)
    accuracies: list = dataclasses.field(default_factory=list)
    gradient_norms: list = dataclasses.field(default_factory=list)
    parameters: dict = dataclasses.field(default_factory=dict)


def train(
    layers,
    criterion,
    X,
    y,
    *,
    learning_rate,
    steps,
    last_learning_rate=None,
    momentum=0.0,
    keep=(),
):
    r"""Take steps against the gradient; return what happened on the way.

    Every step takes all samples, and for every parameter :math:`\theta`
    and its velocity :math:`v`, which starts at 0, computes
    :eq:`eq-network-momentum`,

    .. math::

        v \leftarrow \mu v - \eta \frac{\partial L}{\partial \theta},
        \qquad \theta \leftarrow \theta + v .

    Parameters
    ----------
    layers : sequence of layers
        First to last. Those that have ``weights`` and ``biases`` learn;
        they are changed.
    criterion : loss of the package
        Gets the output of the last layer.
    X : array_like of shape (n_samples, n_inputs)
    y : array_like of shape (n_samples,) or (n_samples, n_classes)
    learning_rate : float
        The factor :math:`\eta` of the first step, greater than 0.
    steps : int
    last_learning_rate : float, optional
        The factor of the last step; in between it goes in equal
        differences. By default all steps have the same.
    momentum : float, optional
        The factor :math:`\mu`, from 0, for plain gradient descent, to
        below 1.
    keep : collection of int, optional
        The steps after which copies of the parameters are kept.

    Returns
    -------
    History
        Losses include the layers' penalties.

    Raises
    ------
    TypeError, ValueError
        If a number is not of its kind or range, or the data do not fit the
        layers.

    Notes
    -----
    After each step the parameters are rounded to float32, while gradients
    are computed in float64. A sum may come out differently in its 16th
    digit on another processor, and thousands of steps can make that a
    visible difference; the rounding swallows it.
    """
    steps = as_count("train", "steps", steps)
    rates = _rates(learning_rate, last_learning_rate, steps)
    mu = _share("momentum", momentum)
    learning = [layer for layer in layers if hasattr(layer, "weights")]
    velocities = [(0.0, 0.0) for _ in learning]
    history = History()
    for step in range(steps + 1):
        loss = criterion.forward(forward(layers, X), y)
        backward(layers, criterion.backward())
        _record(history, loss, criterion.output, y, learning)
        if step in keep:
            history.parameters[step] = _copies(learning)
        if step < steps:
            velocities = [
                move(layer, velocity, rates[step], mu)
                for layer, velocity in zip(learning, velocities, strict=True)
            ]
    return history


def restore(layers, parameters):
    """Give a row of layers the parameters that a history has kept.

    Parameters
    ----------
    layers : sequence of layers
    parameters : list of (weights, biases)
        One pair for each layer that has parameters, as in
        ``History.parameters``.
    """
    learning = [layer for layer in layers if hasattr(layer, "weights")]
    for layer, kept in zip(learning, parameters, strict=True):
        layer.weights, layer.biases = kept


def move(layer, velocity, learning_rate, momentum):
    """Take one step of one layer, :eq:`eq-network-momentum`.

    Parameters
    ----------
    layer : layer with parameters
        After `backward`; its parameters are replaced.
    velocity : tuple of two
        Of the weights and of the biases; 0 at the start.
    learning_rate, momentum : float

    Returns
    -------
    tuple of two ndarray
        The new velocities.
    """
    v = momentum * velocity[0] - learning_rate * layer.dweights
    u = momentum * velocity[1] - learning_rate * layer.dbiases
    layer.weights = (layer.weights + v).astype(np.float32)
    layer.biases = (layer.biases + u).astype(np.float32)
    return v, u


def _record(history, loss, output, y, learning):
    penalties = sum(layer.regularization_loss() for layer in learning)
    history.losses.append(loss + penalties)
    history.accuracies.append(accuracy(output, y))
    history.gradient_norms.append(
        [
            float(np.hypot(*map(np.linalg.norm, (d.dweights, d.dbiases))))
            for d in learning
        ]
    )


def _copies(learning):
    return [(layer.weights.copy(), layer.biases.copy()) for layer in learning]


def _rates(first, last, steps):
    """Return the learning rate of every step."""
    first = _above_zero("learning_rate", first)
    if last is not None:
        last = _above_zero("last_learning_rate", last)
    return np.linspace(first, first if last is None else last, steps)


def _above_zero(name, value):
    number = as_real("train", name, value)
    if not 0.0 < number < np.inf:
        raise ValueError(
            f"train: expected {name} to be finite and > 0, got {value!r}"
        )
    return number


def _share(name, value):
    number = as_real("train", name, value)
    if not 0.0 <= number < 1.0:
        raise ValueError(
            f"train: expected {name} to be >= 0 and < 1, got {value!r}"
        )
    return number
