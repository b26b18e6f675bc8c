"""PyTorch in float64, as one more way to differentiate what is displayed."""

import torch
from torch.autograd.functional import jacobian

from bookledger.backends.floats import Floats


class Torch(Floats):
    """Tensors, and the Jacobians that PyTorch's own engine finds."""

    kind = "PyTorch"
    tolerance = 1e-12

    exp, log, sqrt = torch.exp, torch.log, torch.sqrt
    sin, cos, sign = torch.sin, torch.cos, torch.sign
    relu, abs = torch.relu, torch.abs
    real, imaginary = torch.real, torch.imag

    @staticmethod
    def number(digits):
        """Return the number that decimal digits say."""
        return torch.tensor(float(digits), dtype=torch.float64)

    @staticmethod
    def array(values):
        """Return exact values, or a list of results, as tensors."""
        if isinstance(values, (list, tuple)):
            return torch.stack([Torch.array(value) for value in values])
        if isinstance(values, torch.Tensor):
            return values
        return torch.as_tensor(Floats.array(values))

    @staticmethod
    def derivative(function, at):
        """Return all derivatives, shape of the result + shape of `at`."""
        return jacobian(function, at)

    @staticmethod
    def nth(function, order, at):
        """Return a derivative of any order of a function of one number."""
        at = at.clone().requires_grad_()
        value = function(at)
        for _ in range(order):
            (value,) = torch.autograd.grad(value, at, create_graph=True)
        return value.detach()
