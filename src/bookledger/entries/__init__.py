"""The entries of all chapters, one module or two for each."""

from bookledger.entries import (
    checking,
    cross_entropy,
    differences,
    fused,
    layer_and_batch,
    learning,
    network,
    one_neuron,
    package,
    penalties,
    refresher,
    relu,
    softmax,
)

MODULES = (
    refresher,
    one_neuron,
    layer_and_batch,
    relu,
    cross_entropy,
    softmax,
    fused,
    network,
    learning,
    penalties,
    differences,
    checking,
    package,
)
ENTRIES = {
    entry.label: entry for module in MODULES for entry in module.ENTRIES
}
