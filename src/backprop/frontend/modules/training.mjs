// A network that learns: watch it, stop it, and ask where a gradient is from.

import {
  button, choices, enable, labelled, numberField, slider,
} from "./shared/controls.mjs";
import { h, heard, setAttribute, setText, spelt, typeset, written } from "./shared/dom.mjs";
import { onRepaint } from "./shared/ink.mjs";
import { asShown, equals, NUDGE, put, quantity, show } from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";
import { runCurves } from "./training-curves.mjs";
import { planeMap } from "./training-map.mjs";
import { player } from "./training-player.mjs";
import { Run, SETTINGS } from "./training-run.mjs";

const AT_ONCE = 10; // steps between two frames, at most
const CALMLY = 50; // steps between two pictures without motion

const FIELDS = {
  learning_rate: ["learning rate", 0.1], momentum: ["momentum", 0.05],
  hidden: ["hidden units", 1], batch: ["batch", 10], l2: ["L2", 0.001],
  dropout: ["dropout", 0.1], seed: ["seed", 1],
};

// Of a unit's parameters: the layer, its attribute, and the words.
const PLACES = {
  w0: ["dense1", "weights", "the weight of input 0"],
  w1: ["dense1", "weights", "the weight of input 1"],
  b: ["dense1", "biases", "the bias"],
  v0: ["dense2", "weights", "the weight for class 0"],
  v1: ["dense2", "weights", "the weight for class 1"],
  v2: ["dense2", "weights", "the weight for class 2"],
};

/** Return where a parameter of a unit stands in its flat array, and its key. */
function entry(place, unit, hidden) {
  const index = Number(place[1] ?? 0);
  return place[0] === "v"
    ? { at: 3 * unit + index, index: `[${unit},${index}]` }
    : { at: index * hidden + unit, index: `[${index},${unit}]` };
}

/** Return what each sample of the batch adds to a gradient. */
function termsOf(network, place, unit) {
  const { dense1, relu, dense2, criterion, rows } = network;
  const hidden = dense1.nNeurons;
  const index = Number(place[1] ?? 0);
  return Float64Array.from(rows, (_, i) => {
    if (place[0] === "v") {
      return dense2.inputs[i * hidden + unit] * criterion.dinputs[3 * i + index];
    }
    const local = place === "b" ? 1 : dense1.inputs[2 * i + index];
    return local * relu.dinputs[i * hidden + unit];
  });
}

/** Return everything that is shown for a state. */
function compute(now, run) {
  const network = run.at(now.steps);
  const unit = Math.min(now.unit, now.hidden - 1);
  const [layer, attribute] = PLACES[now.weight];
  const { at } = entry(now.weight, unit, now.hidden);
  const terms = termsOf(network, now.weight, unit);
  const sum = (keep) => terms.reduce((s, t) => (keep(t) ? s + t : s), 0);
  const value = network[layer][attribute][at];
  return {
    network, unit, terms, value,
    gradient: network[layer][`d${attribute}`][at],
    above: sum((t) => t > 0), below: sum((t) => t < 0),
    penalty: attribute === "weights" ? 2 * now.l2 * value : 0,
    loss: run.losses[now.steps], accuracy: run.accuracies[now.steps],
    norms: run.norms.map((norms) => norms[now.steps]),
  };
}

function build({ root, state, set, bounds, given, signal }) {
  let run = null;
  let before = [];
  const begin = (changes) => set({ ...changes, steps: 0 });
  const runOf = (now) => {
    const same = run && SETTINGS.every((key) => run.settings[key] === now[key]);
    if (same) return run;
    // What the last run did stays in sight, to compare.
    if (run && run.last > 0) before = run.losses;
    return (run = new Run(now, given));
  };

  const fields = makeFields(bounds, begin);
  const map = planeMap(given, (unit) => set({ unit }));
  const go = (steps) => set({ steps });
  const curves = runCurves(go);
  const readings = makeReadings();
  const transport = makeTransport({ root, signal, state, set, bounds });
  const unit = makeUnit(bounds, set);

  function draw(now) {
    const run = runOf(now);
    const found = compute(now, run);
    fields.put(now);
    transport.put(now);
    unit.draw(now, found);
    readings.draw(now, found);
    curves.draw(run, now.steps, before);
    map.draw({ ...found, terms: now.view === "terms" ? found.terms : null });
  }

  onRepaint(() => map.repaint(), signal);
  const surprise = () => ({
    seed: random(2, 9999, 0), hidden: random(8, 48, 0),
    learning_rate: random(0.2, 1.5), steps: 0,
  });
  const look = h("div", { class: "look" }, map.root,
    h("div", {}, curves.root, readings.root));
  return {
    parts: [
      h("div", { class: "settings" }, ...fields.parts, ...transport.parts),
      look, unit.root,
    ],
    draw, surprise,
    say: (now) => say(now, compute(now, runOf(now))) +
      (now.steps < bounds.steps[1] ? ""
        : " This is as far as it goes: Reset begins again."),
  };
}

function makeFields(bounds, begin) {
  const made = Object.entries(FIELDS).map(([key, [label, step]]) => [
    key, label, numberField({
      control: key, label, kind: "plainly", step, bounds: bounds[key],
      onchange: (value) => begin({ [key]: value }),
    }),
  ]);
  const put = (now) => {
    for (const [key, , field] of made) field.put(now[key]);
  };
  return { parts: made.map(([, label, field]) => labelled(label, field)), put };
}

function makeTransport({ root, signal, state, set, bounds }) {
  const [, last] = bounds.steps;
  const on = (count, save) => {
    const steps = Math.min(last, state().steps + count);
    set({ steps }, { save });
    return steps < last;
  };
  const run = player({
    root, signal,
    // Slowly at first, when there is most to see.
    tick: (calm) =>
      on(calm ? CALMLY : Math.min(AT_ONCE, 1 + (state().steps >> 6)), false),
    changed: () => {
      setText(play, run.playing ? "Pause" : "Play");
      if (!run.playing) set({});
    },
  });
  const play = button("Play", () => run.playing ? run.pause() : run.play(),
    { class: "play" });
  const one = button("One step", () => {
    run.pause();
    on(1, true);
  });
  const field = numberField({
    control: "steps", label: "steps taken", kind: "plainly", step: 1,
    bounds: bounds.steps, onchange: (steps) => set({ steps }),
  });
  // Reset and the others leave a network that stands still.
  root.addEventListener("click", ({ target }) => {
    if (target.closest(".explorable-tools")) run.pause();
  }, { capture: true, signal });
  const put = ({ steps }) => {
    field.put(steps);
    for (const each of [play, one]) enable(each, steps < last);
  };
  return { parts: [h("div", { class: "transport" }, play, one,
    labelled("steps taken", field))], put };
}

function makeReadings() {
  const loss = quantity("loss", "forward plain");
  const accuracy = quantity("accuracy", "forward plain");
  const norms = [0, 1].map((i) =>
    quantity(`gradient_norms[${i}]`, "gradient plain"));
  const root = h("dl", { class: "readings" },
    ...[[["loss"], loss], [["share right"], accuracy],
      [["gradient, layer 1 (dashed)"], norms[0]],
      [[heard("gradient, "), "layer 2 (dotted)"], norms[1]],
    ].map(([name, shown]) =>
      h("div", {}, h("dt", {}, ...name), h("dd", {}, shown))));
  const draw = (now, found) => {
    put(loss, found.loss);
    put(accuracy, found.accuracy, 3);
    norms.forEach((shown, i) => put(shown, found.norms[i], 3));
  };
  return { root, draw };
}

// One hidden unit: its six parameters, and the sum behind one of gradients.
function makeUnit(bounds, set) {
  const name = h("span", { class: "dial-name" });
  const dial = slider({
    control: "unit", label: "Hidden unit", min: 0, max: bounds.unit[1], step: 1,
    onchange: (unit) => set({ unit }), text: (unit) => `unit ${unit}`,
  });
  const cells = Object.fromEntries(
    Object.keys(PLACES).map((place) => [place, makeCell(place, set)]));
  const sum = makeSum();
  const view = choices({
    control: "view", label: "Marks on the map",
    options: { samples: "the samples", terms: "the terms of this sum" },
    onchange: (view) => set({ view }),
  });
  const group = h("fieldset", { class: "cells" },
    h("legend", { class: "visually-hidden" }, "Parameter of the hidden unit"),
    ...Object.values(cells).map(({ root }) => root));
  const draw = (now, found) => {
    setAttribute(dial, "max", now.hidden - 1);
    dial.put(found.unit);
    setText(name, `hidden unit ${found.unit}`);
    view.put(now.view);
    for (const cell of Object.values(cells)) cell.draw(now, found);
    sum.draw(now, found);
  };
  return {
    root: h("div", { class: "unit" },
      h("label", { class: "dial" }, name, dial), group, sum.root, view),
    draw,
  };
}

let cellGroups = 0;
let cellGroup = null;

function makeCell(place, set) {
  const [layer, attribute, words] = PLACES[place];
  if (place === "w0") cellGroup = `training-weight-${cellGroups++}`;
  const title = { w: `from ${written("x", place[1])}`, v: `to class ${place[1]}` };
  const shown = title[place[0]] ?? "bias";
  const radio = h("input", {
    type: "radio", name: cellGroup, value: place, class: "visually-hidden",
    "data-control": "weight", "aria-label": spelt(`${shown}: ${words}`),
  });
  radio.addEventListener("change", () => set({ weight: place }));
  const value = quantity("", "parameter");
  const gradient = quantity("", "gradient");
  const root = h("label", { class: "cell" }, radio,
    h("span", { class: "setting-name", "aria-hidden": "true" },
      ...typeset(shown)),
    value, heard(" gradient "), gradient);
  const draw = ({ weight, hidden }, { network, unit }) => {
    const { at, index } = entry(place, unit, hidden);
    setAttribute(value, "data-quantity", `${layer}.${attribute}${index}`);
    setAttribute(gradient, "data-quantity", `${layer}.d${attribute}${index}`);
    put(value, network[layer][attribute][at], 3);
    put(gradient, network[layer][`d${attribute}`][at], 3);
    radio.checked = weight === place;
    root.classList.toggle("chosen", weight === place);
  };
  return { root, draw };
}

function makeSum() {
  const parts = ["above", "below", "penalty"].map((key) =>
    [key, quantity(`terms.${key}`, "gradient plain")]);
  const counts = { above: h("span"), below: h("span") };
  const [sign, total] = [h("span"), h("span", { class: "total" })];
  const [above, below, penalty] = parts.map(([, term]) => term);
  const root = h("p", { class: "sum" },
    "gradient = ", above, " ", counts.above, " + (", below, ") ", counts.below,
    " + ", penalty, " from the penalty", sign, total);
  const draw = (now, found) => {
    for (const [key, term] of parts) put(term, found[key], 3);
    const made = parts.reduce((sum, [key]) => sum + asShown(found[key], 3), 0);
    setText(sign, equals(made, found.gradient, 3));
    const count = (keep) => found.terms.filter(keep).length;
    setText(counts.above, `from ${count((t) => t > 0)} samples`);
    setText(counts.below, `from ${count((t) => t < 0)}`);
    setText(total, show(found.gradient, 3));
  };
  return { root, draw };
}

function say(now, found) {
  const { loss, accuracy } = found;
  const steps = `After ${now.steps} ${now.steps === 1 ? "step" : "steps"} `;
  if (!Number.isFinite(loss)) {
    return `${steps}the numbers have run off: the steps are too large.`;
  }
  const right = `${Math.round(100 * accuracy)} % of the samples are right.`;
  return `${steps}the loss is ${show(loss)} and ${right} ${sayNudge(now, found)}`;
}

function sayNudge({ weight }, { unit, gradient, terms }) {
  const [, , words] = PLACES[weight];
  const change = gradient * NUDGE;
  const silent = terms.every((t) => t === 0);
  if (change === 0 && silent) {
    return `No sample opens unit ${unit}, so ${words} has no effect.`;
  }
  const way = change > 0 ? "raises" : "lowers";
  return `Raising ${words} of unit ${unit} by ${NUDGE} ${way} the loss of ` +
    `this step’s samples by about ${show(Math.abs(change), 3)}.`;
}

export default {
  render: explorable("training", "A network that learns", build),
};
