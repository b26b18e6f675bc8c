// What three instruments see of a network with a mistake in it.

import { normals } from "./shared/draws.mjs";
import { forward, move } from "./shared/network.mjs";
import { plant } from "./break-it-slips.mjs";
import { Network } from "./training-network.mjs";

export const STEPS = 200;
export const MOST_LOSS = 10; // a run that ends above it has lost its digits
const [MOMENTUM, HIDDEN, BIAS_SCALE] = [0.9, 16, 0.3];
const TINY = 1e-6;
const TOLERANCE = 1e-5;
const LEAST_FALL = 0.05;
export const ARRAYS = [
  ["dense1", "weights"], ["dense1", "biases"],
  ["dense2", "weights"], ["dense2", "biases"],
];

/** Return the network of a seed, with a mistake unless it is "none". */
function network(seed, bug, given) {
  const settings = { hidden: HIDDEN, batch: Infinity, l2: 1e-4, dropout: 0, seed };
  const made = new Network(settings, given);
  normals(seed, 1, HIDDEN + 3).forEach((value, k) => {
    const bias = Math.fround(BIAS_SCALE * value);
    if (k < HIDDEN) made.dense1.biases[k] = bias;
    else made.dense2.biases[k - HIDDEN] = bias;
  });
  if (bug !== "none") plant([...made.layers, made.criterion], bug);
  return made;
}

/** Return the shape of a parameter, or of its gradient as it came. */
const shapeOf = ({ nInputs, nNeurons, shapes }, key) =>
  shapes?.[key] ?? [key.endsWith("weights") ? nInputs : 1, nNeurons];

function slopes(net, layer, array) {
  const values = layer[array];
  // A nudge changes nothing in front of its layer; the last one left traces.
  forward(net.layers, net.inputs);
  const behind = net.layers.slice(net.layers.indexOf(layer));
  return values.map((start, k) => {
    const at = (value) => {
      values[k] = value;
      return net.judge(forward(behind, layer.inputs), net.labels).loss;
    };
    const slope = (at(start + TINY) - at(start - TINY)) / (2 * TINY);
    values[k] = start;
    return slope;
  });
}

/** Return the losses of so many steps; null if the shapes forbid a step. */
function losses(net, rate) {
  const found = [net.pass(0).loss];
  if (net.learning.some((layer) => layer.shapes)) return null;
  for (let step = 1; step <= STEPS; step++) {
    for (const layer of net.learning) move(layer, rate, MOMENTUM);
    found.push(net.pass(step).loss);
  }
  return found;
}

/** Return the largest difference, by the largest entry, and where it is. */
function compare(claimed, right) {
  const largest = right.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  let [at, most] = [0, 0];
  claimed.forEach((g, k) => {
    const far = Math.abs(g - right[k]);
    if (far > most) [at, most] = [k, far];
  });
  return { off: most / largest, at };
}

/** Return shapes, gradients and slopes by nudges of a network that is right. */
export function rightGradients(seed, given) {
  const net = network(seed, "none", given);
  net.pass(0);
  return ARRAYS.map(([name, array]) => ({
    gradient: net[name][`d${array}`].slice(),
    must: shapeOf(net[name], array),
    measured: slopes(net, net[name], array),
  }));
}

/** Return the losses of a run with a mistake, or with "none". */
export const lossesOf = (seed, rate, bug, given) =>
  losses(network(seed, bug, given), rate);

/** Return everything that is seen of a mistake. */
export function inspect({ seed, bug, learning_rate: rate }, given, right, rightLosses) {
  const broken = network(seed, bug, given);
  broken.pass(0);
  const rows = ARRAYS.map(([name, array], i) => {
    const key = `d${array}`;
    const claimed = broken[name][key];
    const { gradient, measured, must } = right[i];
    const is = shapeOf(broken[name], key);
    const fits = is.join() === must.join();
    return {
      key: `${name}.${key}`, is, must, fits, claimed, measured,
      off: fits ? compare(claimed, gradient).off : null,
      check: compare(claimed, measured), columns: must[1],
    };
  });
  const runs = {
    broken: bug === "none" ? rightLosses : lossesOf(seed, rate, bug, given),
    right: rightLosses,
  };
  const fits = rows.every((row) => row.fits); // else nothing gets its turn
  const falls = runs.broken?.at(-1) < runs.broken?.[0] - LEAST_FALL;
  return {
    rows, runs,
    lamps: {
      shapes: !fits, loss: fits && !falls,
      check: fits && rows.some(({ check }) => !(check.off <= TOLERANCE)),
    },
  };
}
