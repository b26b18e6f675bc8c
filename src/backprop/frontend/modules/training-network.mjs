// The network that learns, from its start to both ways through it.

import { chosenRows, draws, normals } from "./shared/draws.mjs";
import {
  backward, Dense, Dropout, forward, ReLU, SoftmaxCrossEntropy,
} from "./shared/network.mjs";

const [INPUTS, CLASSES] = [2, 3];
const SCALES = [1, 1, 0.1, 0.1, 0.1]; // of a unit's weights, in and out

/** Two layers at their start, and the way through them. */
export class Network {
  constructor({ hidden, batch, l2, dropout, seed }, { X, y }) {
    this.X = Float64Array.from(X.flat());
    this.y = y;
    Object.assign(this, { batch, seed, row: 0 });
    this.dense1 = new Dense(INPUTS, hidden, { l2 });
    this.relu = new ReLU();
    this.dropout = new Dropout(dropout, (n) => draws(seed, this.row, n));
    this.dense2 = new Dense(hidden, CLASSES, { l2 });
    this.criterion = new SoftmaxCrossEntropy(CLASSES);
    this.layers = [this.dense1, this.relu, this.dense2];
    if (dropout > 0) this.layers.splice(2, 0, this.dropout);
    this.learning = [this.dense1, this.dense2];
    this.partly = batch < y.length || dropout > 0;
    // For a look at all samples, and at the plane, with nothing dropped.
    [this.overAll, this.overPlane] = [this.undropped(), this.undropped()];
    this.start(hidden, seed);
  }

  start(hidden, seed) {
    normals(seed, 0, SCALES.length * hidden).forEach((value, k) => {
      const [j, r] = [Math.floor(k / SCALES.length), k % SCALES.length];
      const weight = Math.fround(SCALES[r] * value);
      if (r < INPUTS) this.dense1.weights[r * hidden + j] = weight;
      else this.dense2.weights[j * CLASSES + r - INPUTS] = weight;
    });
  }

  undropped() {
    return [this.dense1.sharing(), new ReLU(), this.dense2.sharing()];
  }

  /** Return the logits of points of the plane. */
  logits(points) {
    return forward(this.overPlane, points);
  }

  /** Go both ways with the samples of a step; return how good it is. */
  pass(step) {
    const now = this.partly && this.judge(forward(this.overAll, this.X), this.y);
    this.take(chosenRows(this.seed, 2 * step + 1, this.y.length, this.batch));
    this.row = 2 * step + 2;
    const judged = this.judge(forward(this.layers, this.inputs), this.labels);
    backward(this.layers, this.criterion.backward());
    return now || judged;
  }

  take(rows) {
    if (rows.length === this.y.length && this.rows) return;
    this.rows = rows;
    this.labels = rows.map((i) => this.y[i]);
    this.inputs = new Float64Array(INPUTS * rows.length);
    rows.forEach((i, r) =>
      this.inputs.set(this.X.subarray(INPUTS * i, INPUTS * (i + 1)), INPUTS * r));
  }

  judge(logits, labels) {
    const penalty = this.learning.reduce(
      (sum, layer) => sum + layer.regularizationLoss(), 0);
    const loss = this.criterion.forward(logits, labels) + penalty;
    return { loss, accuracy: this.criterion.accuracy() };
  }

  parameters() {
    return this.learning.map(({ weights, biases }) => ({
      weights: Float32Array.from(weights), biases: Float32Array.from(biases),
    }));
  }

  restore(parameters) {
    parameters.forEach(({ weights, biases }, i) => {
      this.learning[i].weights.set(weights);
      this.learning[i].biases.set(biases);
    });
  }
}
