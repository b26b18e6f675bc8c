// One training run: every step of it can be looked at again.

import { gradientNorm, move } from "./shared/network.mjs";
import { Network } from "./training-network.mjs";

export const SETTINGS = [
  "hidden", "learning_rate", "momentum", "batch", "l2", "dropout", "seed",
];

/** A run with its settings; at(step) goes as far as it has to. */
export class Run {
  constructor(settings, data) {
    Object.assign(this, { settings, last: -1 });
    this.losses = [];
    this.accuracies = [];
    this.norms = [[], []];
    this.kept = [];
    this.runner = new Network(settings, data);
    this.viewer = new Network(settings, data);
    this.record();
  }

  record() {
    this.last += 1;
    const { loss, accuracy } = this.runner.pass(this.last);
    this.losses.push(loss);
    this.accuracies.push(accuracy);
    this.runner.learning.forEach((layer, i) =>
      this.norms[i].push(gradientNorm(layer)));
    this.kept.push(this.runner.parameters());
  }

  next() {
    const { learning_rate: rate, momentum } = this.settings;
    for (const layer of this.runner.learning) move(layer, rate, momentum);
    this.record();
  }

  /** Return the network after so many steps, both ways gone through. */
  at(step) {
    while (this.last < step) this.next();
    if (step === this.last) return this.runner;
    this.viewer.restore(this.kept[step]);
    this.viewer.pass(step);
    return this.viewer;
  }
}
