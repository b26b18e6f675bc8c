// Mistakes that can be planted, as in backprop.museum. Each changes how a
// kind of layer goes backwards: slip(layer, G, right) has what arrives and
// the right way, which fills the layer's gradients.

import { Dense, ReLU, SoftmaxCrossEntropy } from "./shared/network.mjs";

const fresh = (array) => Float64Array.from(array);

/** Return what a dense layer's weight gradient is without its penalty. */
function penaltyOf({ weights, l2 }) {
  return fresh(weights).map((w) => 2 * l2 * w);
}

/** Call look(index in the array, row of X, column) for each weight. */
function eachWeight({ nInputs: D, nNeurons: M }, look) {
  for (let d = 0; d < D; d++) {
    for (let m = 0; m < M; m++) look(d * M + m, d, m);
  }
}

const dense = (after) => [Dense, (layer, G, right) => {
  right(G);
  after(layer, G, G.length / layer.nNeurons);
  return layer.dinputs;
}];

const loss = (entry) => [SoftmaxCrossEntropy, (layer) => {
  const { nClasses: K, labels, output, inputs } = layer;
  return (layer.dinputs = output.map((p, k) => {
    const [label, column] = [labels[Math.floor(k / K)], k % K];
    return entry({ p, z: inputs[k], label, column, N: labels.length, K });
  }));
}];

const hit = (label, column) => (label === column ? 1 : 0);

/** By name: the kind of layer, and how it goes backwards. */
export const SLIPS = {
  "label-minus-prediction": loss(({ p, label, column, N }) =>
    (hit(label, column) - p) / N),
  "mean-forgotten": loss(({ p, label, column }) => p - hit(label, column)),
  "counted-from-one": loss(({ p, label, column, N, K }) =>
    p / N - hit((label + K - 1) % K, column) / N),
  "logits-for-probabilities": loss(({ z, label, column, N }) =>
    (z - hit(label, column)) / N),
  "mask-from-gradient": [ReLU, (layer, G) =>
    (layer.dinputs = G.map((g) => Math.max(g, 0)))],
  "slope-always-one": [ReLU, (layer, G) => (layer.dinputs = fresh(G))],
  "sum-first": dense((layer, G, N) => {
    const { nInputs: D, nNeurons: M, weights } = layer;
    const rowSums = (array, rows) => Array.from({ length: rows }, (_, i) => {
      let sum = 0;
      for (let m = 0; m < M; m++) sum += array[i * M + m];
      return sum;
    });
    const [ofG, ofW] = [rowSums(G, N), rowSums(weights, D)];
    ofG.forEach((g, i) => ofW.forEach((w, d) => (layer.dinputs[i * D + d] = g * w)));
  }),
  "last-layer-only": dense((layer) => layer.dinputs.fill(0)),
  "weights-transposed": dense((layer) => {
    const { nInputs: D, nNeurons: M } = layer;
    const kept = fresh(layer.dweights);
    eachWeight(layer, (k, d, m) => (layer.dweights[m * D + d] = kept[k]));
    layer.shapes = { dweights: [M, D] };
  }),
  "weights-mean": dense((layer, G, N) => {
    const penalty = penaltyOf(layer);
    eachWeight(layer, (k) => {
      layer.dweights[k] = (layer.dweights[k] - penalty[k]) / N + penalty[k];
    });
  }),
  "upstream-ignored": dense((layer, G, N) => {
    const { nInputs: D, inputs } = layer;
    const penalty = penaltyOf(layer);
    eachWeight(layer, (k, d) => {
      let sum = 0;
      for (let i = 0; i < N; i++) sum += inputs[i * D + d];
      layer.dweights[k] = sum + penalty[k];
    });
  }),
  "last-sample-only": dense((layer, G, N) => {
    const { nInputs: D, nNeurons: M, inputs } = layer;
    eachWeight(layer, (k, d, m) => {
      layer.dweights[k] = inputs[(N - 1) * D + d] * G[(N - 1) * M + m];
    });
  }),
  "last-column-zero": dense((layer) => {
    eachWeight(layer, (k, d, m) => {
      if (m === layer.nNeurons - 1) layer.dweights[k] = 0;
    });
  }),
  "bias-mean": dense((layer, G, N) => {
    layer.dbiases.forEach((g, m) => (layer.dbiases[m] = g / N));
  }),
  "bias-not-summed": dense((layer, G, N) => {
    layer.shapes = { dbiases: [N, layer.nNeurons] };
  }),
  "penalty-forgotten": dense((layer) => {
    const penalty = penaltyOf(layer);
    eachWeight(layer, (k) => (layer.dweights[k] -= penalty[k]));
  }),
  "piles-up": dense((layer) => {
    for (const key of ["dweights", "dbiases"]) {
      const before = layer.before?.[key];
      if (before) before.forEach((g, k) => (layer[key][k] += g));
    }
    layer.before = {
      dweights: fresh(layer.dweights), dbiases: fresh(layer.dbiases),
    };
  }),
};

/** Have every layer of the kind make the mistake from now on. */
export function plant(layers, name) {
  const [kind, slip] = SLIPS[name];
  for (const layer of layers.filter((one) => one instanceof kind)) {
    const right = layer.backward.bind(layer);
    layer.backward = (G) => slip(layer, G, right);
  }
}
