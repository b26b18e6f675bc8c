"""The same training step by PyTorch and JAX, where they are installed."""

from problems import LEARNING_RATE
from steps import mean_loss


def torch_step(start, threads):
    """Return a step of PyTorch in eager mode, written as its users would."""
    import torch

    torch.set_num_threads(threads)
    layers = []
    for weights, biases in zip(start.weights, start.biases, strict=True):
        linear = torch.nn.Linear(*weights.shape, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights.T))
            linear.bias.copy_(torch.from_numpy(biases[0]))
        layers += [linear, torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    criterion = torch.nn.CrossEntropyLoss()
    X, y = torch.from_numpy(start.X), torch.from_numpy(start.y)

    def step():
        optimiser.zero_grad()
        loss = criterion(network(X), y)
        loss.backward()
        optimiser.step()
        return loss.item()

    return step


def jax_step(start, threads):
    """Return a step of JAX, compiled as a whole.

    It reads `threads` from the environment as it is imported.
    """
    import jax

    jax.config.update("jax_enable_x64", True)
    parameters = [
        (jax.numpy.asarray(weights), jax.numpy.asarray(biases))
        for weights, biases in zip(start.weights, start.biases, strict=True)
    ]
    differentiate = jax.value_and_grad(mean_loss(jax.numpy, start))

    @jax.jit
    def descend(parameters):
        loss, gradients = differentiate(parameters)
        return loss, jax.tree.map(
            lambda value, slope: value - LEARNING_RATE * slope,
            parameters,
            gradients,
        )

    def step():
        nonlocal parameters
        loss, parameters = descend(parameters)
        return float(loss)

    return step
