// Mistakes that can be planted, as in backprop.museum. Each changes how a
// kind of layer goes backwards: slip(layer, G, right) has what arrives and
// the right way, which fills the layer's gradients.

import { Dense, ReLU, SoftmaxCrossEntropy } from "./shared/network.mjs";

const fresh = (array) => Float64Array.from(array);

const dense = (after) => [Dense, (layer, G, right) => {
  right(G);
  after(layer, G, G.length / layer.nNeurons);
  return layer.dinputs;
}];

// Each entry of the weights' gradient in place of the right one, g, with the
// part of it that is the penalty's.
const weights = (entry) => dense((layer, G, N) => {
  const { nInputs: D, nNeurons: M, inputs: X } = layer;
  layer.dweights = layer.dweights.map((g, k) => {
    const penalty = 2 * layer.l2 * layer.weights[k];
    return entry({ g, penalty, d: Math.floor(k / M), m: k % M, X, G, N, D, M });
  });
});

const loss = (entry) => [SoftmaxCrossEntropy, (layer) => {
  const { nClasses: K, labels, output, inputs } = layer;
  return (layer.dinputs = output.map((p, k) => {
    const [label, column] = [labels[Math.floor(k / K)], k % K];
    const is = (other) => (other === column ? 1 : 0);
    return entry({ p, z: inputs[k], y: is(label), is, label, N: labels.length, K });
  }));
}];

/** By name: the kind of layer, and how it goes backwards. */
export const SLIPS = {
  "label-minus-prediction": loss(({ p, y, N }) => (y - p) / N),
  "mean-forgotten": loss(({ p, y }) => p - y),
  "counted-from-one": loss(({ p, is, label, N, K }) =>
    p / N - is((label + K - 1) % K) / N),
  "logits-for-probabilities": loss(({ z, y, N }) => (z - y) / N),
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
    const { nInputs: D, nNeurons: M, dweights } = layer;
    layer.dweights = dweights.map(
      (_, k) => dweights[(k % D) * M + Math.floor(k / D)]);
    layer.shapes = { dweights: [M, D] };
  }),
  "weights-mean": weights(({ g, penalty, N }) => (g - penalty) / N + penalty),
  "upstream-ignored": weights(({ penalty, X, d, N, D }) => {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += X[i * D + d];
    return sum + penalty;
  }),
  "last-sample-only": weights(({ X, G, d, m, N, D, M }) =>
    X[(N - 1) * D + d] * G[(N - 1) * M + m]),
  "last-column-zero": weights(({ g, m, M }) => (m === M - 1 ? 0 : g)),
  "bias-mean": dense((layer, G, N) => {
    layer.dbiases.forEach((g, m) => (layer.dbiases[m] = g / N));
  }),
  "bias-not-summed": dense((layer, G, N) => {
    layer.shapes = { dbiases: [N, layer.nNeurons] };
  }),
  "penalty-forgotten": weights(({ g, penalty }) => g - penalty),
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
