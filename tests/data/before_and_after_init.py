"""Run every public callable before and after ``nnfs.init()``.

Prints the names of those whose results differ in a single bit, and how many
were compared.
"""

import json

import nnfs
import numpy as np

import backprop
from backprop import nnfs as adapters
from callables import ARGUMENTS


def bits(thing):
    """Return a value, down to its bits, in a form that can be compared."""
    if isinstance(thing, np.ndarray):
        return str(thing.dtype), thing.shape, thing.tobytes()
    if isinstance(thing, np.random.Generator):
        return repr(thing.bit_generator.state)
    if isinstance(thing, list | tuple):
        return [bits(item) for item in thing]
    if type(thing).__module__.startswith("backprop"):
        return {name: bits(value) for name, value in vars(thing).items()}
    return repr(thing)


def results():
    """Return the results of everything, and the objects' attributes."""
    found = {}
    for name, make in ARGUMENTS.items():
        if name.split(".")[0] in adapters.__all__:
            continue  # they are to follow the patch
        argument = make(np.random.default_rng(5))
        value = argument.call(argument.good)
        found[name] = bits((value, argument.owner))
    for loss in (
        backprop.CategoricalCrossEntropy(),
        backprop.SoftmaxCrossEntropy(),
    ):
        rows = np.array([[0.2, 0.3, 0.5], [0.7, 0.2, 0.1]])
        for labels in ([2, 0], [[0, 0, 1], [0, 1, 0]]):
            loss.forward(rows, labels)
            loss.backward()
            found[f"{type(loss).__name__} {labels}"] = bits(loss)
    neuron = backprop.Neuron([1.0, -0.3], 0.2)
    neuron.forward([0.5, 0.7])
    neuron.backward(0.3)
    found["Neuron.backward"] = bits(neuron)
    found["spiral"] = bits(backprop.spiral(9, 3, rng=np.random.default_rng(2)))
    found["show_source"] = repr(backprop.show_source(backprop.Dense))
    single = backprop.Dense(
        3,
        2,
        rng=np.random.default_rng(4),
        dtype=np.float32,
        weight_regularizer_l1=0.1,
        bias_regularizer_l2=0.2,
    )
    single.forward([[1, 2, 3]])
    single.backward([[0.1, 0.2]])
    found["Dense float32"] = bits((single, single.regularization_loss()))
    return found


before = results()
nnfs.init()
if np.eye(2).dtype != np.float32:
    raise SystemExit("nnfs.init() has patched nothing")
after = results()
print(
    json.dumps(
        {
            "compared": sorted(before),
            "differ": [name for name in before if before[name] != after[name]],
        }
    )
)
