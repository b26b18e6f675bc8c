// The check of a right gradient: move the step, and whatever disturbs it.

import { button, checkbox, choices, slider } from "./shared/controls.mjs";
import { h, setAttribute, setText, typeset } from "./shared/dom.mjs";
import { times } from "./shared/matrix.mjs";
import { clamped, powered, put, quantity, show } from "./shared/numbers.mjs";
import { explorable } from "./shared/shell.mjs";
import { checkedNetwork } from "./gradient-check-network.mjs";
import { makeValley } from "./gradient-check-valley.mjs";

const MANTISSAS = [10, 13, 16, 20, 25, 32, 40, 50, 63, 79];

/** Ten steps in every factor of ten, from one power of it to another. */
function rungs(low, high) {
  const steps = times(high - low, (i) =>
    MANTISSAS.map((m) => m / Number(`1e${1 - low - i}`)));
  return [...steps.flat(), Number(`1e${high}`)];
}

const STEPS = rungs(-15, 0);
const SCALES = rungs(-3, 0);
const CALM = { method: "central", dtype: "float64", nnfs: false };
const ENTRIES = {
  weight: ["dense1.dweights[0,0]", "first weight"],
  bias: ["dense1.dbiases[0,0]", "first bias"],
  "last weight": ["dense2.dweights[0,0]", "last weight"],
};
const METHODS = { forward: "forward", central: "central", complex: "complex" };

const nearest = (list, value) => list.reduce((best, other, i) =>
  Math.abs(Math.log(other / value)) < Math.abs(Math.log(list[best] / value))
    ? i : best, 0);

function build({ set, given, state }) {
  let known = {};
  // All but the step; what it costs is computed once for every other state.
  const look = (now) => {
    const { h: _, ...rest } = now;
    const key = JSON.stringify(rest);
    if (known.key !== key) known = { key, ...compute(given, now) };
    return known;
  };
  const go = (index) => set({ h: STEPS[clamped(index, 0, STEPS.length - 1)] });
  const valley = makeValley(given.X.length, (part) =>
    go(Math.round(part * (STEPS.length - 1))));

  const step = rung({
    control: "step", key: "h", label: "Step ℎ", list: STEPS, name: "ℎ = ", set,
  });
  const place = () => nearest(STEPS, state().h);
  const shorter = button("ℎ / 10", () => go(place() - 10));
  const longer = button("10 ℎ", () => go(place() + 10));
  const scale = rung({
    control: "scale", key: "scale", label: "weights about", list: SCALES,
    name: "weights about ", set,
  });
  const radio = (control, label, options) => choices({
    control, label, options, onchange: (value) => set({ [control]: value }),
  });
  const box = (control, label) => checkbox({
    control, label, onchange: (checked) => set({ [control]: checked }),
  });
  const controls = {
    method: radio("method", "Difference", METHODS),
    dtype: radio("dtype", "Numbers", { float64: "float64", float32: "float32" }),
    parameter: radio("parameter", "Nudge", Object.fromEntries(
      Object.entries(ENTRIES).map(([key, [, label]]) => [key, label]))),
    nnfs: box("nnfs", ["after ", h("code", {}, "nnfs.init()")]),
    no_biases: box("no_biases", "all biases 0"),
  };
  const numbers = makeNumbers();

  function draw(now) {
    for (const [key, control] of Object.entries(controls)) control.put(now[key]);
    step.put(now.h);
    scale.put(now.scale);
    const { network, curve, calm, expected, best } = look(now);
    const found = network.measure(now.h, now.method);
    const flips = network.flips(now.h, now.method);
    valley.draw({
      now, curve, calm, expected, best, flips, found, corners: network.corners,
    });
    numbers.draw({ now, network, expected, best, flips, found });
  }

  const say = (now) => {
    const { network, expected } = look(now);
    return sayCheck(now, network, expected);
  };
  const surprise = () => {
    const any = (list) => list[Math.floor(Math.random() * list.length)];
    return {
      h: any(STEPS.slice(30, 141)), scale: any([0.01, 0.03, 0.1, 0.5, 1]),
      method: any(Object.keys(METHODS)), dtype: any(["float64", "float32"]),
      nnfs: Math.random() < 0.3, no_biases: Math.random() < 0.3,
      parameter: any(Object.keys(ENTRIES)),
    };
  };
  const row = (...parts) => h("div", { class: "check-row" }, ...parts);
  return {
    parts: [
      valley.root, valley.note,
      row(step.number, shorter, longer, step.root),
      numbers.root,
      h("div", { class: "check-controls" },
        controls.method, row(controls.dtype, controls.nnfs),
        row(h("label", { class: "check-scale" }, scale.number, scale.root),
          controls.no_biases),
        controls.parameter),
    ],
    draw, say, surprise,
  };
}

function compute(given, now) {
  const network = checkedNetwork(given, now);
  const along = (net, method) => STEPS
    .map((h) => [h, net.measure(h, method)?.error])
    .filter(([, error]) => error !== undefined);
  const expected = network.expected(now.method);
  const isCalm = Object.entries(CALM).every(([key, word]) => now[key] === word);
  return {
    network,
    curve: along(network, now.method),
    calm: isCalm ? [] : along(
      checkedNetwork(given, { ...now, ...CALM }), CALM.method),
    expected,
    best: bestStep(expected, network.room(now.method)),
  };
}

// Where both errors meet, unless a ReLU turns before; null if there is none.
function bestStep(expected, room) {
  if (expected === null || expected.b === 0 || room === 0) return null;
  return Math.min(expected.best, room);
}

/**
 * Return a slider over a list, with its number, a quantity of that key, behind
 * a name: { root, number, put }.
 */
function rung({ control, key, label, list, name, set }) {
  const text = (value) => name + show(value);
  const root = slider({
    control, label, min: 0, max: list.length - 1, step: 1,
    onchange: (i) => set({ [key]: list[i] }), text: (i) => text(list[i]),
  });
  const number = h("span", { class: "check-number", "data-quantity": key });
  const put = (value) => {
    root.put(nearest(list, value));
    number.dataset.value = String(value);
    setText(number, text(value));
  };
  return { root, number, put };
}

// The two values that are subtracted, the slope they make, and its causes.
function makeNumbers() {
  const names = [h("dt"), h("dt")];
  const digits = [h("dd"), h("dd")];
  const claim = quantity("claim", "gradient");
  const slope = quantity("slope", "forward");
  const error = quantity("error", "count");
  const causes = {
    truncation: ["nudge too long", "about "], rounding: ["rounding", "up to "],
    flips: ["ReLUs turned", ""], best_step: ["best step", ""],
  };
  const cell = (name, ...shown) =>
    h("div", {}, h("span", { class: "check-name" }, name), ...shown);
  const cells = Object.entries(causes).map(([key, [name, before]]) => {
    causes[key] = quantity(key, "count plain");
    causes[key].dataset.before = before;
    return cell(name, causes[key]);
  });
  const root = h("div", { class: "check-numbers" },
    h("dl", {}, names[0], digits[0], names[1], digits[1]),
    h("div", { class: "check-slopes" }, cell("measured", slope),
      cell("backpropagation", claim), cell("relative error", error)),
    h("div", { class: "check-causes" }, ...cells));
  const draw = ({ now, network, expected, best, flips, found }) => {
    setAttribute(claim, "data-quantity", ENTRIES[now.parameter][0]);
    put(claim, network.claim, 7);
    put(slope, found?.slope, 7);
    put(error, found?.error, 2);
    put(causes.flips, flips.filter(Boolean).length);
    put(causes.truncation, expected?.truncation(now.h), 2);
    const subtracts = expected && expected.b > 0;
    put(causes.rounding, subtracts ? expected.rounding(now.h) : null, 2);
    put(causes.best_step, best, 2);
    drawValues(now, found, names, digits);
  };
  return { root, draw };
}

const VALUES = {
  central: ["𝑓(𝑥 + ℎ)", "𝑓(𝑥 − ℎ)"], forward: ["𝑓(𝑥 + ℎ)", "𝑓(𝑥)"],
  complex: ["𝑓(𝑥 + 𝑖ℎ), real", "imaginary"],
};

// Digits at the front that both values have are gone from their difference.
function drawValues({ method, dtype }, found, names, digits) {
  const places = dtype === "float32" ? 9 : 17;
  const texts = found
    ? found.values.map((value) => value.toPrecision(places)) : ["–", "–"];
  let same = 0;
  while (found && same < texts[0].length && texts[0][same] === texts[1][same]) same += 1;
  if (method === "complex") same = 0;
  VALUES[method].forEach((name, i) => {
    setText(names[i], name);
    const front = h("span", { class: "gone" }, texts[i].slice(0, same));
    const number = h("span", { "data-quantity": `f[${i}]` }, front,
      ...typeset(powered(texts[i].slice(same))));
    if (found) number.dataset.value = String(found.values[i]);
    digits[i].replaceChildren(number);
  });
}

function sayCheck(now, network, expected) {
  const found = network.measure(now.h, now.method);
  if (!found) return sayLost(now);
  const turned = network.flips(now.h, now.method)
    .flatMap((turns, i) => (turns ? [i] : []));
  const cause = sayCause(now, network, expected, found, turned);
  const tenth = network.measure(now.h / 10, now.method);
  if (!tenth) return `${cause} A tenth of the step would be lost in 𝑥.`;
  const change = turned.length > 0 ? sayFactor(found.error, tenth.error)
    : sayChange(expected, now.h, found.error, tenth.error);
  return `${cause} With a tenth of the step the error is ` +
    `${show(tenth.error, 2)}${change}.`;
}

function sayLost({ method, dtype, nnfs, h }) {
  if (method === "complex" && nnfs) {
    return "After nnfs.init() np.dot drops the imaginary part, which is " +
      "where the complex step keeps the slope. There is nothing to measure.";
  }
  return `The nudge is lost: in ${dtype} 𝑥 + ${show(h)} is 𝑥 itself.`;
}

function sayFactor(before, after) {
  if (before === 0 || after === 0) return "";
  const ratio = after / before;
  if (ratio > 0.5 && ratio < 2) return ", much the same";
  const times = ratio > 1 ? ratio : 1 / ratio;
  return `, ${show(times, 2)} times ${ratio > 1 ? "larger" : "smaller"}`;
}

// Rounding scatters: what grows tenfold is how far off it may be.
function sayChange(expected, h, before, after) {
  const factor = sayFactor(before, after);
  const bound = expected?.rounding(h / 10);
  const rounds = bound > expected?.truncation(h / 10);
  if (!rounds || after > 5 * before) return factor;
  return `${factor}; rounding may make it as large as ${show(bound, 2)}`;
}

function sayCause({ h, method }, network, expected, found, turned) {
  const long = expected?.truncation(h) ?? 0;
  const rounding = expected?.rounding(h) ?? 0;
  if (turned.length > 0 && found.error > 2 * (long + rounding)) {
    return sayTurned(turned, network.corners);
  }
  const right = `The error is ${show(found.error, 2)}`;
  if (method === "complex" && long < 1e-15) {
    return `${right}: nothing was subtracted, so no digit was lost.`;
  }
  if (long > rounding) return `${right}, because the nudge is too long.`;
  return `${right}, and it is rounding: the digits that both values share ` +
    "are gone.";
}

function sayTurned(turned, corners) {
  const last = turned.length > 4 ? "others" : turned.at(-1);
  const front = turned.slice(0, turned.length > 4 ? 4 : -1).join(", ");
  const listed = front ? `${front} and ${last}` : last;
  const whose = turned.length === 1
    ? `the ReLU of sample ${listed}` : `the ReLUs of samples ${listed}`;
  const there = turned.filter((i) => corners[i] === 0);
  if (there.length === turned.length) {
    return `Sample ${there.join(", ")} sits exactly on the corner of its ` +
      "ReLU, where there is no slope to be right about.";
  }
  return `The nudge turns ${whose}: the slope is measured across a corner.`;
}

export default {
  render: explorable("gradient-check", "A gradient check to try out", build),
};
