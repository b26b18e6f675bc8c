"""Every number that published study notebooks show, worked out again here.

The data file says what each number is, how many decimals were printed, and
where a notebook is wrong: then the right number is the one expected.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

import backprop
from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Dropout,
    Neuron,
    ReLU,
    Softmax,
    SoftmaxCrossEntropy,
    check_gradient,
    numerical_gradient,
    reference,
    softmax_jacobian,
)
from networks import layer_with

DATA = Path(__file__).parent / "data" / "published_numbers.json"
EXAMPLES = json.loads(DATA.read_text(encoding="utf-8"))["examples"]
CASES = [(e, v) for e in EXAMPLES for v in EXAMPLES[e]["values"]]
COMPUTED = {}


def computes(*examples):
    """Register a function that works out all values of some examples."""

    def register(function):
        COMPUTED.update(dict.fromkeys(examples, function))
        return function

    return register


@computes("one neuron")
def one_neuron(w, b, x, dvalue):
    neuron = Neuron(w, b)
    output = neuron.forward(x)
    dinputs = neuron.backward(dvalue)
    pairs = zip(dinputs, neuron.dweights, strict=True)
    return {
        "products": neuron.products,
        "z": neuron.z,
        "output": output,
        "dz": neuron.dz,
        "dproducts": neuron.dproducts,
        "dbias from the sum": neuron.dbias,
        "dinputs[0] alone": dinputs[0],
        "dx0 dw0 dx1 dw1 dx2 dw2": [d for pair in pairs for d in pair],
        "dinputs": dinputs,
        "dweights": neuron.dweights,
        "dbias": neuron.dbias,
        "dinputs[0] in one line": numerical_gradient(
            lambda x: Neuron(w, b).forward(x), x
        )[0],
        "all gradients as one list": [
            *dinputs,
            *neuron.dweights,
            neuron.dbias,
        ],
    }


@computes("one step of the neuron")
def one_step(w, b, x, step):
    neuron = Neuron(w, b)
    neuron.forward(x)
    neuron.backward()
    w_after = [
        wi + step * dwi for wi, dwi in zip(w, neuron.dweights, strict=True)
    ]
    b_after = b + step * neuron.dbias
    return {
        "parameters before": [*neuron.weights, neuron.bias],
        "parameters after": [*w_after, b_after],
        "output after": Neuron(w_after, b_after).forward(x),
    }


@computes(
    "layer, one sample",
    "layer, one sample, summed too early",
    "layer, one sample, -0.027 for -0.27",
    "layer, batch",
    "layer, batch, -0.027 for -0.27",
    "layer, batch, 0 for 0.87",
)
def layer_inputs(weights, dvalues):
    layer = layer_with(weights)
    layer.forward(np.ones((len(dvalues), len(weights))))
    return {"dinputs": layer.backward(dvalues)}


@computes("layer, parameters")
def layer_parameters(inputs, dvalues, biases):
    layer = Dense(4, 3, rng=np.random.default_rng(0))
    layer.biases = biases
    layer.forward(inputs)
    layer.backward(dvalues)
    return {"dweights": layer.dweights, "dbiases": layer.dbiases}


@computes("ReLU")
def relu(z, dvalues):
    unit = ReLU()
    unit.forward(z)
    return {
        "mask": unit.backward(np.ones_like(z)),
        "dinputs": unit.backward(dvalues),
        "dinputs, zeroed in a copy": reference.relu_backward(
            np.array(z), np.array(dvalues)
        ),
    }


def layer_and_relu(inputs, weights, biases, step, dvalues=None):
    layer, unit = layer_with(weights, biases), ReLU()
    output = unit.forward(layer.forward(inputs))
    upstream = output if dvalues is None else dvalues
    return {
        "z": layer.output,
        "output": output,
        "dinputs": layer.backward(unit.backward(upstream)),
        "dweights": layer.dweights,
        "dbiases": layer.dbiases,
        "weights after": layer.weights + step * layer.dweights,
        "biases after": layer.biases + step * layer.dbiases,
    }


@computes("layer and ReLU, upstream the output")
def upstream_the_output(**inputs):
    return layer_and_relu(**inputs)


@computes("layer and ReLU, upstream the declared gradient")
def upstream_declared(**inputs):
    values = layer_and_relu(**inputs)
    del values["z"], values["output"]
    return values


def one_hot(labels, n_classes):
    """Read the rows off the gradient of the loss: -N y_hat dL/dy_hat = y."""
    n = len(labels)
    criterion = CategoricalCrossEntropy()
    criterion.forward(np.full((n, n_classes), 1.0 / n_classes), labels)
    return -n * criterion.backward() / n_classes


@computes("one-hot labels")
def one_hot_labels():
    return {
        "classes 0 to 4 of 5": one_hot([0, 1, 2, 3, 4], 5),
        "class 1 of 5": one_hot([1], 5)[0],
        "class 4 of 5": one_hot([4], 5)[0],
        "classes 0 0 1 of 3": one_hot([0, 0, 1], 3),
    }


@computes("softmax Jacobian")
def jacobian(probabilities):
    column = np.array(probabilities).reshape(-1, 1)
    outer = column @ column.T
    jacobian = softmax_jacobian(probabilities)
    identity = one_hot([0, 1, 2], 3)
    return {
        "column": column,
        "identity": identity,
        "column times identity": column * identity,
        "diagonal": jacobian + outer,
        "outer product": column * identity - jacobian,
        "Jacobian": reference.softmax_jacobian(np.array(probabilities)),
    }


@computes("softmax and cross-entropy")
def softmax_and_cross_entropy(probabilities, y):
    logits = np.log(probabilities)
    combined, softmax = SoftmaxCrossEntropy(), Softmax()
    combined.forward(logits, y)
    criterion = CategoricalCrossEntropy()
    loss = criterion.forward(softmax.forward(logits), y)
    dpred = criterion.backward()
    return {
        "combined gradient": combined.backward(),
        "separate gradient": softmax.backward(dpred),
        "gradient at the predictions": dpred,
        "loss": loss,
        "sample losses": criterion.sample_losses,
        "numerical gradient": numerical_gradient(
            lambda z: SoftmaxCrossEntropy().forward(z, y), logits
        ),
    }


def float32_spiral(state, n_per_class, n_classes):
    """Draw the spiral as nnfs.init() leaves it: rounded to float32."""
    arms = []
    for label in range(n_classes):
        radius = np.linspace(0.0, 1.0, n_per_class)
        turn = np.linspace(4.0 * label, 4.0 * (label + 1), n_per_class)
        noise = state.randn(n_per_class).astype(np.float32)
        angle = 2.5 * (turn + noise * np.float32(0.2))
        arms.append(np.stack([radius * np.sin(angle), radius * np.cos(angle)]))
    points = np.concatenate(arms, axis=1).T.astype(np.float32)
    return points.astype(np.float64), np.arange(n_classes).repeat(n_per_class)


@computes("spiral network in float64")
def spiral_network(random_state, n_per_class, n_classes):
    state = np.random.RandomState(random_state)
    X, y = float32_spiral(state, n_per_class, n_classes)
    weights = [
        np.float32(0.01) * state.randn(*shape).astype(np.float32)
        for shape in [(2, 3), (3, 3)]
    ]
    dense1, dense2 = (layer_with(w.astype(np.float64)) for w in weights)
    unit, criterion = ReLU(), SoftmaxCrossEntropy()
    logits = dense2.forward(unit.forward(dense1.forward(X)))
    loss = criterion.forward(logits, y)
    dense1.backward(unit.backward(dense2.backward(criterion.backward())))
    # The samples at the origin are three-way ties; a tie goes to class 0.
    predictions = criterion.output.argmax(axis=1)
    return {
        "first three points": X[:3],
        "dense1.weights": dense1.weights,
        "dense2.weights": dense2.weights,
        "first five outputs": criterion.output[:5],
        "loss": loss,
        "accuracy": np.mean(predictions == y),
        "dense1.dweights": dense1.dweights,
        "dense1.dbiases": dense1.dbiases,
        "dense2.dweights": dense2.dweights,
        "dense2.dbiases": dense2.dbiases,
    }


@computes("sizes of the spiral network")
def spiral_sizes(n_per_class, n_classes):
    rng = np.random.default_rng(0)
    X, y = backprop.spiral(n_per_class, n_classes, rng=rng)
    dense1 = Dense(X.shape[1], 3, rng=rng)
    dense2 = Dense(3, n_classes, rng=rng)
    sizes = [len(X), len(y), dense1.weights.size, dense2.weights.size]
    return {"points, labels, weights of each layer": sizes}


@computes("penalties")
def penalties(weights, strength):
    return {
        "slope of L1, strength 1": backprop.l1_gradient(weights, 1.0),
        "slope of L1": backprop.l1_gradient(weights, strength),
        "slope of L2": backprop.l2_gradient(weights, strength),
    }


@computes("dropout")
def dropout(z, kept, rate):
    layer, seed = None, 0
    while layer is None or list(layer.scaled_mask[0] > 0) != kept:
        layer = Dropout(rate, rng=np.random.default_rng(seed))
        layer.forward([z])
        seed += 1
    return {"slopes": layer.backward(np.ones((1, len(z))))[0]}


@computes("rules")
def rules(x, probabilities, y):
    logits = np.log([probabilities])
    unit, criterion = ReLU(), CategoricalCrossEntropy()
    unit.forward([x])
    criterion.forward([probabilities], [y])
    combined = SoftmaxCrossEntropy()
    combined.forward(logits, [y])
    neuron = Neuron([x[1]], 3.0)
    neuron.forward([x[0]])
    adder = Neuron([1.0, 1.0], 3.0)
    adder.forward(x[:2])
    return {
        "ReLU' = 1 if z > 0, else 0": unit.backward([[1.0, 1.0, 1.0]])[0],
        "d(x + y) = 1, 1": adder.backward(),
        "d(x y) = y, x": neuron.backward() + neuron.dweights,
        "dL/dy_hat = -y / y_hat": criterion.backward()[0],
        "dS_j/dz_k = S_j (delta_jk - S_k)": softmax_jacobian(probabilities),
        "dL/dz = y_hat - y": combined.backward()[0],
        "L of class 0 = -log y_hat": criterion.forward([probabilities], [0]),
    }


def test_every_number_of_the_data_is_worked_out():
    assert COMPUTED.keys() == EXAMPLES.keys()
    for name, example in EXAMPLES.items():
        values = COMPUTED[name](**example["inputs"])
        assert values.keys() == example["values"].keys()


@pytest.mark.parametrize(("example", "name"), CASES)
def test_published_number(example, name):
    expected = EXAMPLES[example]["values"][name]
    computed = COMPUTED[example](**EXAMPLES[example]["inputs"])[name]
    if "value" in expected:
        atol = expected.get("atol", 1e-15)
        assert_allclose(computed, expected["value"], rtol=1e-9, atol=atol)
    elif "decimals" in expected:
        half = 0.5 * 10.0 ** -expected["decimals"]
        assert_allclose(computed, expected["printed"], rtol=1e-14, atol=half)
    else:
        assert computed == expected["printed"]
    assert np.shape(computed) == np.shape(
        expected.get("value", expected.get("printed"))
    )
    if "misprinted" in expected:
        with pytest.raises(AssertionError):
            assert_allclose(
                computed, expected["misprinted"], rtol=0, atol=6e-9
            )


def test_summing_before_multiplying_gives_the_misprinted_matrix():
    example = EXAMPLES["layer, one sample, summed too early"]
    weights, dvalues = map(np.array, example["inputs"].values())
    misprinted = example["values"]["dinputs"]["misprinted"]
    summed_early = weights.sum(axis=1)[:, np.newaxis] * dvalues
    assert_allclose(summed_early, misprinted, atol=1e-12)


def test_upstream_the_output_is_the_gradient_of_half_its_square():
    inputs = EXAMPLES["layer and ReLU, upstream the output"]["inputs"]
    values = layer_and_relu(**inputs)

    def objective(weights):
        z = layer_with(weights, inputs["biases"]).forward(inputs["inputs"])
        return 0.5 * np.sum(ReLU().forward(z) ** 2)

    check_gradient(objective, inputs["weights"], values["dweights"])


@pytest.mark.parametrize("name", ["dinputs", "dweights", "dbias"])
def test_gradients_of_the_neuron_are_its_slopes(name):
    inputs = EXAMPLES["one neuron"]["inputs"]
    w, b, x = inputs["w"], inputs["b"], inputs["x"]
    objective, point = {
        "dinputs": (lambda x: Neuron(w, b).forward(x), x),
        "dweights": (lambda w: Neuron(w, b).forward(x), w),
        "dbias": (lambda b: Neuron(w, float(b)).forward(x), b),
    }[name]
    check_gradient(objective, point, one_neuron(**inputs)[name])
