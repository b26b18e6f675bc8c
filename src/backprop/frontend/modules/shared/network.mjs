// The network of the book, with the names of the package. A batch is a flat
// array, row after row; a layer knows how many numbers make a row.

function sized(array, length) {
  return array?.length === length ? array.fill(0) : new Float64Array(length);
}

// All that a layer will remember, so that it never changes its form.
function remember(layer, ...gradients) {
  for (const key of ["inputs", "output", ...gradients]) layer[key] = null;
}

/** Z = X W + b, with an L2 penalty on the weights. */
export class Dense {
  constructor(nInputs, nNeurons, { l2 = 0 } = {}) {
    Object.assign(this, { nInputs, nNeurons, l2 });
    this.weights = new Float64Array(nInputs * nNeurons);
    this.biases = new Float64Array(nNeurons);
    remember(this, "dinputs", "dweights", "dbiases");
  }

  /** Return a layer with the same parameters and a memory of its own. */
  sharing() {
    const { nInputs, nNeurons, weights, biases } = this;
    return Object.assign(new Dense(nInputs, nNeurons), { weights, biases });
  }

  forward(inputs) {
    const { nInputs: D, nNeurons: M, weights, biases } = this;
    const N = inputs.length / D;
    const Z = (this.output = sized(this.output, N * M));
    for (let i = 0; i < N; i++) {
      for (let m = 0; m < M; m++) {
        let z = 0;
        for (let d = 0; d < D; d++) z += inputs[i * D + d] * weights[d * M + m];
        Z[i * M + m] = z + biases[m];
      }
    }
    this.inputs = inputs;
    return Z;
  }

  backward(dvalues) {
    const { nInputs: D, nNeurons: M, inputs, weights } = this;
    const N = inputs.length / D;
    const dX = (this.dinputs = sized(this.dinputs, N * D));
    const dW = (this.dweights = sized(this.dweights, D * M));
    const db = (this.dbiases = sized(this.dbiases, M));
    for (let i = 0; i < N; i++) {
      for (let m = 0; m < M; m++) db[m] += dvalues[i * M + m];
      for (let d = 0; d < D; d++) {
        const x = inputs[i * D + d];
        let sum = 0;
        for (let m = 0; m < M; m++) {
          const g = dvalues[i * M + m];
          dW[d * M + m] += x * g;
          sum += g * weights[d * M + m];
        }
        dX[i * D + d] = sum;
      }
    }
    if (this.l2) weights.forEach((w, k) => (dW[k] += 2 * this.l2 * w));
    return dX;
  }

  regularizationLoss() {
    return this.l2 && this.l2 * this.weights.reduce((sum, w) => sum + w * w, 0);
  }
}

/** What is positive passes. */
export class ReLU {
  constructor() {
    remember(this, "dinputs");
  }

  forward(inputs) {
    const output = (this.output = sized(this.output, inputs.length));
    for (let k = 0; k < inputs.length; k++) {
      if (inputs[k] > 0) output[k] = inputs[k];
    }
    this.inputs = inputs;
    return output;
  }

  backward(dvalues) {
    const dinputs = (this.dinputs = sized(this.dinputs, dvalues.length));
    for (let k = 0; k < dvalues.length; k++) {
      if (this.inputs[k] > 0) dinputs[k] = dvalues[k];
    }
    return dinputs;
  }
}

/** A share is dropped; draw(count) returns numbers from 0 to 1. */
export class Dropout {
  constructor(rate, draw) {
    Object.assign(this, { rate, draw });
  }

  forward(inputs) {
    this.scaledMask = this.draw(inputs.length).map((u) =>
      u >= this.rate ? 1 / (1 - this.rate) : 0,
    );
    return (this.output = inputs.map((a, k) => a * this.scaledMask[k]));
  }

  backward(dvalues) {
    return (this.dinputs = dvalues.map((g, k) => g * this.scaledMask[k]));
  }
}

/** The mean of the cross-entropies of softmax; labels are class numbers. */
export class SoftmaxCrossEntropy {
  constructor(nClasses) {
    this.nClasses = nClasses;
    remember(this, "dinputs", "labels");
  }

  forward(inputs, labels) {
    const K = this.nClasses;
    const output = (this.output = sized(this.output, inputs.length));
    this.inputs = inputs;
    this.labels = labels;
    let loss = 0;
    for (let i = 0; i < labels.length; i++) {
      const at = i * K;
      let top = -Infinity;
      let sum = 0;
      for (let k = 0; k < K; k++) top = Math.max(top, inputs[at + k]);
      for (let k = 0; k < K; k++) {
        sum += output[at + k] = Math.exp(inputs[at + k] - top);
      }
      for (let k = 0; k < K; k++) output[at + k] /= sum;
      loss += Math.log(sum) - (inputs[at + labels[i]] - top);
    }
    return loss / labels.length;
  }

  backward() {
    const { nClasses: K, labels, output } = this;
    const dinputs = (this.dinputs = sized(this.dinputs, output.length));
    for (let k = 0; k < output.length; k++) {
      const right = labels[Math.floor(k / K)] === k % K ? 1 : 0;
      dinputs[k] = (output[k] - right) / labels.length;
    }
    return dinputs;
  }

  /** Return the share of samples whose largest output is the right one. */
  accuracy() {
    const { nClasses: K, labels, output } = this;
    let right = 0;
    for (let i = 0; i < labels.length; i++) {
      let best = 0;
      for (let k = 1; k < K; k++) {
        if (output[i * K + k] > output[i * K + best]) best = k;
      }
      if (best === labels[i]) right += 1;
    }
    return right / labels.length;
  }
}

/** Return what a row of layers makes of a batch. */
export function forward(layers, inputs) {
  return layers.reduce((batch, layer) => layer.forward(batch), inputs);
}

/** Return the gradient at the inputs of a row of layers. */
export function backward(layers, dvalues) {
  return layers.reduceRight((G, layer) => layer.backward(G), dvalues);
}

/**
 * Take one step of one layer, which remembers its velocity.
 * As in the package, parameters are rounded to float32.
 */
export function move(layer, rate, momentum) {
  for (const key of ["weights", "biases"]) {
    const [values, slopes] = [layer[key], layer[`d${key}`]];
    const v = (layer[`v${key}`] ??= new Float64Array(values.length));
    for (let k = 0; k < v.length; k++) {
      v[k] = momentum * v[k] - rate * slopes[k];
      values[k] = Math.fround(values[k] + v[k]);
    }
  }
}

/** Return the length of a layer's gradient, weights and biases together. */
export function gradientNorm({ dweights, dbiases }) {
  const squares = (array) => array.reduce((sum, g) => sum + g * g, 0);
  return Math.sqrt(squares(dweights) + squares(dbiases));
}
