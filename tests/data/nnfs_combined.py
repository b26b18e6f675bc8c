"""The fused gradient against that of the two steps, for three samples."""

# ruff: noqa: F403, F405, NPY002
import numpy as np
from nnfs_classes import *

softmax_outputs = np.array(
    [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]]
)
class_targets = np.array([0, 1, 1])
one_hot = np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0]])

for targets in (class_targets, one_hot):
    softmax_loss = Activation_Softmax_Loss_CategoricalCrossentropy()
    softmax_loss.backward(softmax_outputs, targets)
    print("combined:", softmax_loss.dinputs)

    activation = Activation_Softmax()
    activation.output = softmax_outputs
    loss = Loss_CategoricalCrossentropy()
    print("loss:", loss.calculate(softmax_outputs, targets))
    loss.backward(softmax_outputs, targets)
    activation.backward(loss.dinputs)
    print("separate:", activation.dinputs)

# The same on what a layer computed, with rows of whole numbers for labels.
logits = np.random.randn(3, 3)
for targets in (class_targets, one_hot):
    print("fused:", softmax_loss.forward(logits, targets))
    activation.forward(logits)
    print(loss.forward(activation.output, targets))
    loss.backward(activation.output, targets)
    activation.backward(loss.dinputs)
    print(activation.dinputs)
