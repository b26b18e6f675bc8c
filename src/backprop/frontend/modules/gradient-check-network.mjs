// The network whose gradient is checked, run with one parameter nudged. Every
// operation is rounded to the precision of the check, as NumPy rounds it.

import { softmax } from "./shared/logits.mjs";
import { total } from "./shared/numbers.mjs";

const EPSILON = { float64: 2 ** -52, float32: 2 ** -23 };
const as64 = (x) => x;

/**
 * Return what is known of the network in a state of the controls:
 *   claim               the gradient by backpropagation, always right;
 *   corners             the nudge that takes each sample to its corner;
 *   expected(method)    a h^q + b / h, or null: { a, q, b, best }, and each
 *                       of the two as truncation(h) and rounding(h);
 *   room(method)        the step at which the first ReLU turns;
 *   measure(h, method)  { slope, values, error }, or null if h is lost;
 *   flips(h, method)    for each sample whether its ReLU turns.
 */
export function checkedNetwork(given, state) {
  const round = state.dtype === "float32" ? Math.fround : as64;
  const arrays = parametersOf(given, state, round);
  const { X, y } = given;
  const first = state.parameter !== "last weight";
  // How far each sample's first sum moves for each unit of nudge.
  const moves = X.map((row) =>
    !first ? 0 : state.parameter === "weight" ? row[0] : 1);
  const value = state.parameter === "bias" ? arrays.b1[0]
    : first ? arrays.W1[0][0] : arrays.W2[0][0];
  const exact = differentiate(X, y, arrays, state.parameter, moves);
  const corners = exact.sums.map((z, i) => moves[i] === 0 ? Infinity
    : -z / moves[i] + 0);
  const run = runner(X, y, arrays, state, round, moves);
  const ownEpsilon = EPSILON[state.dtype];
  const rho = ownEpsilon * (1 + exact.loss) +
    (state.nnfs ? EPSILON.float32 / 2 : ownEpsilon) * exact.moved;
  const { claim } = exact;

  const error = (slope) => {
    const largest = Math.max(Math.abs(claim), Math.abs(slope));
    return largest === 0 ? 0 : Math.abs(claim - slope) / largest;
  };
  const measure = (h, method) => {
    const found = take(run, value, h, method, round, state.nnfs);
    return found && { ...found, error: error(found.slope) };
  };
  const expected = (method) => {
    const q = method === "forward" ? 1 : 2;
    const a = (Math.abs(exact.bends[q - 1]) / (q === 1 ? 2 : 6)) / Math.abs(claim);
    const b = ({ forward: 2, central: 1, complex: 0 }[method] * rho) /
      Math.abs(claim);
    if (claim === 0 || a === 0) return null;
    return {
      a, q, b, best: (b / (q * a)) ** (1 / (q + 1)),
      truncation: (h) => a * h ** q, rounding: (h) => b / h,
    };
  };
  // Whether a nudge goes towards a sample's corner; from the corner itself
  // every nudge does that opens the ReLU.
  const meets = (method, i) => method === "central" || (corners[i] === 0
    ? moves[i] > 0 : method === "forward" && corners[i] > 0);
  const room = (method) => Math.min(...corners.map((corner, i) =>
    meets(method, i) ? Math.abs(corner) : Infinity));
  const flips = (h, method) => corners.map((corner, i) => {
    const reach = Math.abs(corner);
    return meets(method, i) && (exact.sums[i] > 0 ? reach <= h : reach < h);
  });
  return { claim, corners, expected, room, measure, flips };
}

function parametersOf({ weights, biases }, { scale, no_biases }, round) {
  const own = (entry) => round(scale * entry);
  const [W1, W2] = weights.map((rows) => rows.map((row) => row.map(own)));
  const [b1, b2] = biases.map(([row]) =>
    row.map((entry) => (no_biases ? 0 : own(entry))));
  return { W1, b1, W2, b2 };
}

// The slope that a nudge shows, by what is really taken: x + h is rounded.
function take(run, value, h, method, round, nnfs) {
  const nudge = round(h);
  if (method === "complex") {
    if (nnfs) return null; // np.dot then drops the imaginary part
    const [real, imaginary] = run(value, nudge);
    return { slope: imaginary / h, values: [real, imaginary] };
  }
  const right = round(value + nudge);
  const left = method === "central" ? round(value - nudge) : value;
  if (right === value) return null;
  const [ahead] = run(right);
  const [behind] = run(left);
  return { slope: (ahead - behind) / (right - left), values: [ahead, behind] };
}

// The loss as a function of the parameter. An imaginary nudge only ever meets
// real numbers before the exponential, so two real numbers carry it.
function runner(X, y, { W1, b1, W2, b2 }, { parameter, nnfs }, round, moves) {
  const inner = nnfs ? as64 : round; // within a product
  const outer = nnfs ? Math.fround : round; // its result
  const [units, classes] = [b1.map((_, m) => m), b2.map((_, k) => k)];
  const dot = (row, column) => {
    let sum = 0;
    for (let k = 0; k < row.length; k++) sum = inner(sum + inner(row[k] * column[k]));
    return outer(sum);
  };
  const columns1 = units.map((m) => W1.map((row) => row[m]));
  const columns2 = classes.map((k) => W2.map((row) => row[k]));
  const sumOf = (row, m) => round(dot(row, columns1[m]) + b1[m]);
  const hidden = X.map((row) => units.map((m) => Math.max(0, sumOf(row, m))));
  const logits = new Array(classes.length);
  const turns = new Array(classes.length);
  const bias = b1[0];

  const put = (entry) => {
    if (parameter === "weight") columns1[0][0] = entry;
    else if (parameter === "bias") b1[0] = entry;
    else columns2[0][0] = entry;
  };
  const sample = (i, imaginary) => {
    const row = hidden[i];
    const before = row[0];
    let open = true;
    let turn = round(moves[i] * imaginary);
    if (parameter !== "last weight") {
      const z = sumOf(X[i], 0);
      open = z > 0 || (z === 0 && turn > 0);
      row[0] = Math.max(0, z);
    }
    if (!open) turn = 0;
    for (const k of classes) {
      logits[k] = round(dot(row, columns2[k]) + b2[k]);
      turns[k] = parameter === "last weight"
        ? (k === 0 ? round(row[0] * imaginary) : 0)
        : round(turn * W2[0][k]);
    }
    row[0] = before;
    return lossOf(y[i]);
  };
  const lossOf = (label) => {
    const top = Math.max(...logits);
    let [re, im] = [0, 0];
    for (const k of classes) {
      const power = round(Math.exp(round(logits[k] - top)));
      re = round(re + round(power * round(Math.cos(turns[k]))));
      im = round(im + round(power * round(Math.sin(turns[k]))));
    }
    const size = round(Math.log(round(Math.hypot(re, im))));
    return [
      round(size - round(logits[label] - top)),
      round(round(Math.atan2(im, re)) - turns[label]),
    ];
  };
  return (entry, imaginary = 0) => {
    put(entry);
    let [re, im] = [0, 0];
    for (let i = 0; i < X.length; i++) {
      const [a, b] = sample(i, imaginary);
      re = round(re + a);
      im = round(im + b);
    }
    b1[0] = bias;
    return [round(re / X.length), round(im / X.length)];
  };
}

// Backpropagation in float64, and what the loss does along the parameter:
// the logits move on straight lines, so its second and third derivative are
// the second and third central moment of their rates.
function differentiate(X, y, { W1, b1, W2, b2 }, parameter, moves) {
  const N = X.length;
  const found = { claim: 0, loss: 0, moved: 0, bends: [0, 0], sums: [] };
  X.forEach((row, i) => {
    const Z = b1.map((b, m) =>
      total(row.map((x, d) => x * W1[d][m])) + b);
    const A = Z.map((z) => Math.max(0, z));
    const logits = b2.map((b, k) =>
      total(A.map((a, m) => a * W2[m][k])) + b);
    const { shifted, sum, output: p } = softmax(logits);
    const G = p.map((q, k) => (q - (k === y[i] ? 1 : 0)) / N);
    const dZ = Z.map((z, m) =>
      z > 0 ? total(G.map((g, k) => g * W2[m][k])) : 0);
    const rates = p.map((_, k) => parameter === "last weight"
      ? (k === 0 ? A[0] : 0) : Z[0] > 0 ? moves[i] * W2[0][k] : 0);
    const mean = total(p.map((q, k) => q * rates[k]));
    const moment = (n) =>
      total(p.map((q, k) => q * (rates[k] - mean) ** n));
    found.claim += parameter === "last weight" ? A[0] * G[0] : moves[i] * dZ[0];
    found.loss += (Math.log(sum) - shifted[y[i]]) / N;
    for (const [values, gradient] of [[Z, dZ], [logits, G]]) {
      values.forEach((v, k) => (found.moved += Math.abs(v * gradient[k])));
    }
    found.bends[0] += moment(2) / N;
    found.bends[1] += moment(3) / N;
    found.sums.push(Z[0]);
  });
  return found;
}
