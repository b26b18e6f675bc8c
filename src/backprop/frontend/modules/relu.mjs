// A gate for every number: drag a pre-activation through zero.

import { dragAcross, numberField, slider } from "./shared/controls.mjs";
import {
  h, setAttribute, setAttributes, setText, spelt, svg, written,
} from "./shared/dom.mjs";
import { each, grid, matrix, replaced } from "./shared/matrix.mjs";
import {
  bracketed, clamped, effect, NUDGE, put, quantity, rounded, show,
} from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";

const REACH = 8; // the curve is drawn from -REACH to REACH

const open = (z) => z > 0;

function build({ state, set, refresh, bounds }) {
  const [rows, columns] = [state().inputs.length, state().inputs[0].length];
  let chosen = [0, columns - 2];

  const choose = (i, j) => {
    if (chosen[0] === i && chosen[1] === j) return;
    chosen = [i, j];
    refresh();
  };
  const field = (key, letter, kind) => (i, j) =>
    numberField({
      control: `${key}[${i},${j}]`, label: `${written(letter)}, sample ${i}, unit ${j}`,
      kind, bounds: bounds[key],
      onchange: (value) => set({ [key]: replaced(state()[key], i, j, value) }),
    });
  const number = (key, kind) => (i, j) => quantity(`${key}[${i},${j}]`, kind);
  const table = (name, make) => matrix(name, rows, columns, make, choose);
  const Z = table(h("i", {}, "Z"), field("inputs", "Z"));
  const mask = table(named("[", h("i", {}, "Z"), " > 0]"), number("mask"));
  const G = table(h("i", {}, "G"), field("dvalues", "G", "gradient"));
  const result = table(
    named(h("i", {}, "∂L"), "/", h("i", {}, "∂Z"), " = ", h("i", {}, "G"),
      " ⊙ [", h("i", {}, "Z"), " > 0]"),
    number("dinputs", "gradient"),
  );
  const turn = (z) =>
    set({ inputs: replaced(state().inputs, ...chosen, z) });
  const curve = makeCurve(turn);

  function draw({ inputs, dvalues }) {
    each(inputs, (z, i, j) => {
      const gate = open(z) ? 1 : 0;
      Z.cells[i][j].put(z);
      G.cells[i][j].put(dvalues[i][j]);
      put(mask.cells[i][j], gate);
      put(result.cells[i][j], gate === 1 ? dvalues[i][j] : 0);
      const here = chosen[0] === i && chosen[1] === j;
      for (const { cells } of [Z, mask, G, result]) {
        cells[i][j].classList.toggle("lit", here);
        cells[i][j].classList.toggle("shut", gate === 0);
      }
    });
    curve.draw(inputs[chosen[0]][chosen[1]], name(chosen));
  }

  const say = ({ inputs, dvalues }) => {
    const [i, j] = chosen;
    return sayGate(name(chosen), inputs[i][j], dvalues[i][j]);
  };
  const surprise = () => ({
    inputs: grid(rows, columns, () => random(-4, 4)),
    dvalues: grid(rows, columns, () => random(-5, 5)),
  });
  const arrays = h("div", { class: "relu-arrays" },
    ...[Z, mask, G, result].map(({ root }) => root));
  return { parts: [arrays, curve.root], draw, say, surprise };
}

const named = (...parts) => h("span", {}, ...parts);
const name = ([i, j]) => `𝑍[${i},\u00a0${j}]`;

function sayGate(z, value, upstream) {
  const gate = open(value) ? 1 : 0;
  const passed = gate * upstream;
  const says = gate
    ? `${z} = ${show(value)} is positive: the gate is open.`
    : `${z} = ${show(value)} is not positive: the gate is shut.`;
  const product = `Upstream × local = ${bracketed(upstream)} × ${gate} = ` +
    `${show(passed)}.`;
  return `${says} ${product} ${sayNudge(z, value, passed)}`;
}

function sayNudge(z, value, gradient) {
  if (value === 0) {
    return "At exactly 0 the slope is taken to be 0, although a nudge " +
      "upwards would open the gate.";
  }
  const raising = `Raising ${z} by ${NUDGE}`;
  if (value < 0 && value + NUDGE > 0) return `${raising} would open the gate.`;
  return `${raising} ${effect(gradient)}.`;
}

// The curve, with the chosen number on it; it can be dragged there too.
const WIDTH = 320;
const HEIGHT = 136;
const FLOOR = 108;
const across = (z) => (WIDTH * (z + REACH)) / (2 * REACH);
const up = (a) => FLOOR - (a * FLOOR) / (REACH + 1);

function makeCurve(turn) {
  const slope = svg("path", {
    class: "slope",
    d: `M0 ${FLOOR}H${across(0)}M${across(0)} ${up(1)}H${WIDTH}`,
  });
  const line = svg("path", {
    class: "line", d: `M0 ${FLOOR}H${across(0)}L${WIDTH} ${up(REACH)}`,
  });
  const drop = svg("line", { class: "drop", y2: FLOOR });
  const point = svg("circle", { class: "point", r: 7 });
  const words = svg("text", { y: 130 });
  const plot = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "plot relu-curve",
    "aria-hidden": "true",
  }, svg("line", { class: "axis", x1: across(0), x2: across(0), y2: FLOOR }),
  label("slope 1", across(REACH) - 48, up(1) - 5),
  label("slope 0", 4, FLOOR - 6), slope, line, drop, point, words);
  const dial = slider({
    label: "Z", min: -REACH, max: REACH, step: 0.1, onchange: turn,
  });
  dragAcross(plot, (x) => turn(rounded((2 * x / WIDTH - 1) * REACH, 1)));
  const draw = (z, name) => {
    const seen = clamped(z, -REACH, REACH);
    const [x, y] = [across(seen), up(Math.max(0, seen))];
    setAttributes(point, { cx: x, cy: y });
    point.classList.toggle("shut", !open(z));
    setAttributes(drop, { x1: x, x2: x, y1: y });
    const end = x < 60 ? "start" : x > WIDTH - 60 ? "end" : "middle";
    setAttributes(words, { x, "text-anchor": end });
    setText(words, `${name} = ${show(z)}`);
    setAttribute(dial, "aria-label", spelt(`Drag ${name} through zero`));
    dial.put(z);
  };
  return { root: h("div", { class: "relu-plot" }, plot, dial), draw };
}

const label = (text, x, y) => svg("text", { class: "label", x, y }, text);

export default { render: explorable("relu", "A gate for every number", build) };
