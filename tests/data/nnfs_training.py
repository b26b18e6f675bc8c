"""A few steps of descent with every penalty and with dropout."""

# ruff: noqa: F403, F405, NPY002
import numpy as np
from nnfs.datasets import spiral_data
from nnfs_classes import *

X, y = spiral_data(samples=50, classes=3)
dense1 = Layer_Dense(
    2,
    8,
    weight_regularizer_l1=1e-3,
    weight_regularizer_l2=5e-3,
    bias_regularizer_l1=2e-3,
    bias_regularizer_l2=3e-3,
)
dense2 = Layer_Dense(8, 3, weight_regularizer_l2=5e-4)
# Away from zero, where the two slopes of |b| differ.
dense1.biases = 0.1 * np.random.randn(1, 8)
activation1 = Activation_ReLU()
dropout1 = Layer_Dropout(0.2)
loss_activation = Activation_Softmax_Loss_CategoricalCrossentropy()
print(dropout1.rate, loss_activation.loss.regularization_loss(dense2))

for step in range(5):
    dense1.forward(X)
    activation1.forward(dense1.output)
    dropout1.forward(activation1.output)
    dense2.forward(dropout1.output)
    data_loss = loss_activation.forward(dense2.output, y)
    regularization_loss = loss_activation.loss.regularization_loss(
        dense1
    ) + loss_activation.loss.regularization_loss(dense2)
    print(step, data_loss, regularization_loss)
    loss_activation.backward(loss_activation.output, y)
    dense2.backward(loss_activation.dinputs)
    dropout1.backward(dense2.dinputs)
    activation1.backward(dropout1.dinputs)
    dense1.backward(activation1.dinputs)
    for layer in (dense1, dense2):
        layer.weights += -1.0 * layer.dweights
        layer.biases += -1.0 * layer.dbiases

print(dense1.weights, dense1.biases, dense2.weights, dense2.biases)
plain = Layer_Dense(2, 3)
print(loss_activation.loss.regularization_loss(plain))
