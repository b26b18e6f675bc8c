// Two routes from logits to a gradient: drag them apart until one goes silent.

import { dragAcross, labelChoices } from "./shared/controls.mjs";
import {
  h, heard, pathThrough, setAttribute, setAttributes, spelt, svg, typeset,
  written,
} from "./shared/dom.mjs";
import { logitRows, softmax } from "./shared/logits.mjs";
import { times } from "./shared/matrix.mjs";
import {
  clamped, powerOfTen, put, quantity, rounded, show, total,
} from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";

const CLIP = 1e-7;
const REACH = 20;

/** Return what both routes compute, in the order of the package. */
function compute({ inputs, label }) {
  const { shifted, sum, output } = softmax(inputs);
  const loss = Math.log(sum) - shifted[label];
  const dinputs = output.map((p, k) => p - (k === label ? 1 : 0));
  const clipped = Math.max(output[label], CLIP);
  const dvalues = output.map((_, k) => (k === label ? -1 / clipped : 0));
  const mean = total(output.map((p, k) => dvalues[k] * p));
  return {
    output, loss, dinputs, dvalues, clippedLoss: -Math.log(clipped) + 0,
    separate: output.map((p, k) => p * (dvalues[k] - mean)),
  };
}

function build({ state, set, bounds }) {
  const classes = state().inputs.map((_, k) => k);
  const right = labelChoices(classes, set);
  const lanes = classes.map((k) => makeLane(written("ŷ", k)));
  const sum = makeEndToEnd(classes.length);
  const logits = logitRows({
    state, set, bounds: bounds.inputs, reach: REACH,
    lane: (k) => lanes[k].root, lastLane: sum.root,
  });
  const table = makeTable(classes);
  const curve = makeCurve((p) => {
    const { inputs, label } = state();
    const z = logitFor(p, inputs.filter((_, k) => k !== label));
    const legal = clamped(rounded(z, 2), ...bounds.inputs);
    set({ inputs: inputs.map((old, k) => (k === label ? legal : old)) });
  });

  function draw(now) {
    const found = compute(now);
    right.put(now.label);
    logits.put(now.inputs);
    lanes.forEach((lane, k) => lane.put(found.output[k], k === now.label ? 1 : 0));
    sum.put(found.dinputs);
    table.put(found);
    curve.put(found, now.label);
  }

  const surprise = () => ({
    inputs: classes.map(() => random(-4, 4)),
    label: random(0, classes.length - 1, 0),
  });
  return {
    parts: [right, logits.root, table.root, curve.root],
    draw, say, surprise,
  };
}

// A slope of ten million has to fit into a cell.
const brief = (value) =>
  show(value, Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5 ? 2 : 3);

/** Return the logit that gives its class the probability p. */
function logitFor(p, others) {
  const { sum } = softmax(others);
  return Math.max(...others) + Math.log(sum) + Math.log(p / (1 - p));
}

// A bar for the prediction, a thick mark at the label, an arrow between them.
function makeLane(name) {
  const [bar, mark, arrow] = ["predicted", "label-mark", "arrow"].map((kind) =>
    h("span", { class: kind }));
  const track = h("span", { class: "track" }, bar, mark, arrow);
  const root = h("span", { class: "error", "aria-hidden": "true" },
    h("span", {}, ...typeset(name)), track);
  const put = (predicted, label) => {
    bar.style.width = `${100 * predicted}%`;
    mark.style.left = `${100 * label}%`;
    point(arrow, label, predicted);
  };
  return { root, put };
}

function point(arrow, from, to) {
  arrow.hidden = Math.abs(to - from) < 0.005;
  arrow.style.left = `${100 * Math.min(from, to)}%`;
  arrow.style.width = `${100 * Math.abs(to - from)}%`;
  arrow.classList.toggle("backwards", to < from);
}

// All arrows end to end: those to the right on one line, that to the left on
// the next. They lead back to where they began.
function makeEndToEnd(count) {
  const arrows = times(count, () => h("span", { class: "arrow" }));
  const track = h("span", { class: "track end-to-end" }, ...arrows);
  const root = h("span", { class: "error", "aria-hidden": "true" },
    h("span", {}, "sum"), track);
  const put = (errors) => {
    let reached = 0;
    errors.forEach((error, k) => {
      if (error >= 0) point(arrows[k], reached, (reached += error));
      else point(arrows[k], -error, 0);
    });
  };
  return { root, put };
}

const ROWS = {
  output: ["ŷ", "forward"],
  dvalues: ["at ŷ: −𝑦/ŷ", "gradient"],
  separate: ["then at 𝑧", "gradient"],
  dinputs: ["at 𝑧: ŷ − 𝑦", "gradient"],
};
const KEYS = { separate: "softmax.dinputs" };

function makeTable(classes) {
  const cells = {};
  const heading = (name, scope, attributes = {}) =>
    h("th", { scope, ...attributes }, ...typeset(name));
  const losses = { separate: quantity("cross_entropy.loss"), dinputs: quantity("loss") };
  const lines = Object.entries(ROWS).map(([key, [name, kind]]) => {
    cells[key] = classes.map((k) => quantity(`${KEYS[key] ?? key}[0,${k}]`, kind));
    const title = heading(name, "row");
    if (kind === "gradient") title.prepend(heard("gradient "));
    return h("tr", {}, title,
      ...cells[key].map((cell) => h("td", {}, cell)),
      h("td", {}, ...(losses[key] ? [losses[key]] : [])));
  });
  const route = (text) => h("tr", { class: "route" },
    heading(text, "rowgroup", { colspan: classes.length + 2 }));
  const root = h("table", { class: "cells routes", "aria-label": "Two routes" },
    h("thead", {}, h("tr", {}, h("td"),
      ...classes.map((k) => heading(`class ${k}`, "col")), heading("loss", "col"))),
    h("tbody", {}, lines[0]),
    h("tbody", {}, route("in two steps"), lines[1], lines[2]),
    h("tbody", {}, route("in one step"), lines[3]));
  const putAll = (found) => {
    for (const [key, row] of Object.entries(cells)) {
      row.forEach((cell, k) => {
        put(cell, found[key][k], 3);
      });
    }
    put(losses.separate, found.clippedLoss);
    put(losses.dinputs, found.loss);
    const apart = found.output.some(
      (_, k) => Math.abs(found.separate[k] - found.dinputs[k]) > 1e-6);
    for (const cell of cells.separate) cell.classList.toggle("astray", apart);
    losses.separate.classList.toggle("astray", apart);
  };
  return { root, put: putAll };
}

// How strongly the right class is pulled up, over its probability.
const [WIDTH, TOP, FLOOR, DECADES] = [320, 16, 96, 18];
const SIDE = 16; // for the halves of the outer labels
const across = (exponent) => WIDTH * (1 + Math.max(exponent, -DECADES) / DECADES);
const up = (size) => FLOOR - (FLOOR - TOP) * size;
const inOne = (p) => 1 - p;
const inTwo = (p) => (1 - p) * Math.min(1, p / CLIP);

function makeCurve(turn) {
  const path = (size) => pathThrough(times(181, (i) => {
    const exponent = DECADES * (i / 180 - 1);
    return [across(exponent), up(size(10 ** exponent))];
  }));
  const points = [svg("circle", { class: "point one", r: 7 }),
    svg("circle", { class: "point two", r: 5 })];
  const tick = (exponent) => svg("text", {
    x: across(exponent), y: FLOOR + 16, "text-anchor": "middle",
  }, ...powerOfTen(exponent));
  const words = (text, x, y) => svg("text", { x, y }, text);
  const plot = svg("svg", {
    viewBox: `${-SIDE} 0 ${WIDTH + 2 * SIDE} ${FLOOR + 20}`, class: "plot", role: "img",
  }, svg("line", { class: "axis", x2: WIDTH, y1: FLOOR, y2: FLOOR }),
  svg("line", { class: "clip", x1: across(-7), x2: across(-7), y1: TOP, y2: FLOOR }),
  tick(-18), tick(-12), tick(-7), tick(0), words("clip", across(-7) + 5, FLOOR - 7),
  svg("path", { class: "slope", d: path(inOne) }),
  svg("path", { class: "two", d: path(inTwo) }),
  words("in one step", 6, TOP - 6), words("in two steps", 6, FLOOR - 7), ...points);
  dragAcross(plot, (x) =>
    turn(Math.min(0.99, 10 ** (DECADES * (Math.max(0, x) / WIDTH - 1)))));
  const root = h("div", { class: "pull" }, h("p", {},
    ...typeset("The size of the gradient at the right class’s logit, over ŷ:")),
  plot);
  const put = ({ loss, dinputs, separate, output }, label) => {
    const x = across(-loss / Math.LN10);
    [dinputs, separate].forEach((route, i) =>
      setAttributes(points[i], { cx: x, cy: up(Math.abs(route[label])) }));
    const size = (route) => show(Math.abs(route[label]), 3);
    setAttribute(plot, "aria-label", spelt("The size of the gradient over ŷ, " +
      `by powers of ten: at ŷ = ${show(output[label], 3)} in one step ` +
      `${size(dinputs)}, in two steps ${size(separate)}`));
  };
  return { root, put };
}

function say(now) {
  const { label } = now;
  const { output, loss, dinputs, dvalues, separate } = compute(now);
  const [z, right] = [written("z", label), written("ŷ", label)];
  const nudge = `Raise ${z} by 0.001: the loss ${moves(dinputs[label])}.`;
  const p = output[label];
  if (p >= CLIP) {
    const others = dinputs.filter((_, k) => k !== label).map((e) => show(e, 3));
    return `${nudge} Both routes say so. What class ${label} lacks, ` +
      `${show(-dinputs[label], 3)}, the others have too much: ` +
      `${others.join(" + ")}.`;
  }
  const product = `(${brief(dvalues[label])})\u00a0·\u00a0${show(p, 3)}`;
  const silent = p === 0
    ? `${right} is too small for a float and has become 0. In two steps ` +
      `${product} = 0 is sent back, nothing at all`
    : `${right} = ${show(p, 3)} counts as 10⁻⁷ where it divides and not ` +
      `where it multiplies: in two steps only ${show(separate[label], 3)} is ` +
      "sent back";
  return `${silent}, and the loss stands at 16.1 instead of ${show(loss)}. ` +
    `Raise ${z} by 0.001: the loss in one step ${moves(dinputs[label])}; ` +
    "the clipped one stays.";
}

function moves(slope) {
  if (slope === 0) return "stays";
  return `falls by ${show(-slope * 0.001, 3)}`;
}

export default {
  render: explorable("softmax-cross-entropy", "Two routes to a gradient", build),
};
