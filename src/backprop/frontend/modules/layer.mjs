// A layer and a batch: choose a number, and see what it is added up from.

import { choices, numberField } from "./shared/controls.mjs";
import { h, heard, setText, written } from "./shared/dom.mjs";
import { each, grid, matrix, replaced, times } from "./shared/matrix.mjs";
import {
  asShown, bracketed, effect, equals, NUDGE, put, quantity, show, total,
} from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";
import { makeTracer } from "./layer-shapes.mjs";

const DUST = 1e-9; // far below what numbers of two decimals add up to
const EXTENTS = { batch: "batch", sample: "one sample", neuron: "one sample, one neuron" };

// The four arrays: letter, kind of value, the keys of value and gradient, and
// what its rows and columns are. Of Z it is the gradient that is given.
const ARRAYS = {
  inputs: { letter: "X", rows: "sample", columns: "input", back: "dinputs" },
  weights: { letter: "W", rows: "input", columns: "neuron", back: "dweights" },
  biases: { letter: "b", rows: "", columns: "neuron", back: "dbiases" },
  dvalues: { letter: "G", rows: "sample", columns: "neuron", back: "output" },
};

function build({ state, set, refresh, bounds }) {
  let chosen = ["weights", 1, 0];
  const tables = {};
  for (const [key, about] of Object.entries(ARRAYS)) {
    tables[key] = makeTable(key, about, state()[key], bounds[key],
      (i, j, value) => set({ [key]: replaced(state()[key], i, j, value) }),
      (i, j) => {
        if (chosen.join() === [key, i, j].join()) return;
        chosen = [key, i, j];
        refresh();
      });
  }
  const extent = choices({
    control: "extent", label: "Who takes part", options: EXTENTS,
    onchange: (value) => set({ extent: value }),
  });
  const tracer = makeTracer(set);

  function draw(now) {
    const numbers = compute(now);
    const [key, i, j] = chosen;
    if (!takesPart(ARRAYS[key], i, j, numbers.sizes)) {
      chosen = ["weights", Math.min(1, numbers.sizes[1] - 1), 0];
    }
    extent.put(now.extent);
    const sum = lookInto(chosen, numbers);
    for (const [name, table] of Object.entries(tables)) {
      drawTable(table, name, numbers, chosen, sum.factors);
    }
    tracer.draw(now);
  }

  return {
    parts: [arrange(extent, tables)],
    after: [tracer.root],
    draw,
    say: (now) => sayWhy(chosen, lookInto(chosen, compute(now))),
    surprise: (now) => Object.fromEntries(Object.keys(ARRAYS).map((key) =>
      [key, grid(now[key].length, now[key][0].length, () => random(-3, 3))])),
  };
}

const takesPart = ({ rows, columns }, i, j, [n, , m]) =>
  (rows !== "sample" || i < n) && (columns !== "neuron" || j < m);

// Everything the package's layer computes, for what takes part.
function compute({ inputs, weights, biases, dvalues, extent }) {
  const n = extent === "batch" ? inputs.length : 1;
  const d = weights.length;
  const m = extent === "neuron" ? 1 : weights[0].length;
  const add = (size, term) => total(times(size, term));
  return {
    sizes: [n, d, m], inputs, weights, biases, dvalues,
    output: grid(n, m, (i, j) =>
      add(d, (k) => inputs[i][k] * weights[k][j]) + biases[0][j]),
    dinputs: grid(n, d, (i, k) =>
      add(m, (j) => dvalues[i][j] * weights[k][j])),
    dweights: grid(d, m, (k, j) =>
      add(n, (i) => inputs[i][k] * dvalues[i][j])),
    dbiases: grid(1, m, (_, j) => add(n, (i) => dvalues[i][j])),
  };
}

// What the number at a place is made of: the factors of every term, each the
// place of an entry, and the words for the row and the column they stand in.
function lookInto([key, i, j], numbers) {
  const [n, d, m] = numbers.sizes;
  const sums = {
    inputs: () => [times(m, (k) => [["dvalues", i, k], ["weights", j, k]]),
      `row ${i} of 𝐺 meets row ${j} of 𝑊: one term for each neuron`],
    weights: () => [times(n, (k) => [["inputs", k, i], ["dvalues", k, j]]),
      `column ${i} of 𝑋 meets column ${j} of 𝐺: one term for each sample`],
    biases: () => [times(n, (k) => [["dvalues", k, j]]),
      `column ${j} of 𝐺, added up: one term for each sample`],
    dvalues: () => [
      [...times(d, (k) => [["inputs", i, k], ["weights", k, j]]), [["biases", 0, j]]],
      `row ${i} of 𝑋 meets column ${j} of 𝑊, and the bias is added`],
  };
  const [terms, says] = sums[key]();
  const value = ([name, r, c]) => numbers[name][r][c];
  const worked = terms.map((factors) =>
    factors.map((place) => bracketed(value(place))).join("\u00a0·\u00a0")).join(" + ");
  const back = ARRAYS[key].back;
  return {
    factors: new Set(terms.flat().map(String)), says, worked, back,
    made: total(terms.map((factors) => factors.reduce(
      (product, place) => product * asShown(value(place)), 1))),
    sum: numbers[back][i][j],
    upstream: key === "dvalues" ? numbers.dvalues[i][j] : null,
  };
}

function sayWhy([key, i, j], { says, worked, made, sum, back, upstream }) {
  const place = key === "biases" ? `[${j}]` : `[${i},\u00a0${j}]`;
  const at = written(key === "dvalues" ? "Z" : ARRAYS[key].letter) + place;
  const given = back === "output";
  const name = given ? at : "∂𝐿/∂" + at;
  const added = `${name} = ${worked}${equals(made, sum)}${show(sum)}: ${says}.`;
  return given
    ? `${added} 𝐺${place} is given: ${sayNudged(at, upstream)}`
    : `${added} So ${sayNudged(at, sum)}`;
}

const sayNudged = (name, gradient) =>
  `raising ${name} by ${NUDGE} ${effect(gradient, "𝐿")}.`;

// One array: in every cell what is given, and under it or, for Z, above it
// what is computed.
function makeTable(key, about, rows, limits, onchange, choose) {
  const isUpstream = key === "dvalues";
  const pairs = grid(rows.length, rows[0].length, (i, j) => {
    const place = about.rows ? `${about.rows} ${i}, ` : "";
    const field = numberField({
      control: `${key}[${i},${j}]`,
      label: `${written(about.letter)}, ${place}${about.columns} ${j}`,
      kind: isUpstream ? "gradient" : key === "inputs" ? "forward" : "parameter",
      bounds: limits, onchange: (value) => onchange(i, j, value),
    });
    const made = quantity(
      `${about.back}[${i},${j}]`, isUpstream ? "forward" : "gradient");
    (isUpstream ? made : field).classList.add("top");
    const index = about.rows ? `[${i},${j}]` : `[${j}]`;
    const parts = isUpstream ? [heard(`Z${index} `), made, field]
      : [field, heard(`, gradient of ${about.letter}${index} `), made];
    return { root: h("div", { class: "pair" }, ...parts), field, made };
  });
  const name = isUpstream ? ["Z", "∂L/∂Z = G"]
    : [about.letter, `∂L/∂${about.letter}`];
  const { root } = matrix(
    h("span", {}, h("i", {}, name[0]), ", ", h("i", { class: "back" }, name[1])),
    rows.length, rows[0].length, (i, j) => pairs[i][j].root, choose);
  return { root, pairs, about };
}

function drawTable({ pairs, about }, key, numbers, chosen, factors) {
  each(pairs, ({ root, field, made }, i, j) => {
    const inside = takesPart(about, i, j, numbers.sizes);
    root.hidden = !inside;
    field.put(numbers[key][i][j]);
    if (!inside) delete field.dataset.value;
    putWhole(made, inside ? numbers[about.back][i][j] : null);
    const place = [key, i, j].join();
    field.classList.toggle("lit", factors.has(place));
    for (const name of ["lit", "sought"]) {
      made.classList.toggle(name, chosen.join() === place);
    }
  });
}

function putWhole(cell, value) {
  put(cell, value);
  // There is no room for the exponent of what rounding leaves of a zero.
  if (value && Math.abs(value) < DUST) {
    cell.classList.remove("small");
    cell.refit = null;
    setText(cell, "≈0");
  }
}

function arrange(extent, tables) {
  return h("div", { class: "layer-arrays" }, extent,
    ...Object.entries(tables).map(
      ([key, { root }]) => h("div", { style: `grid-area: ${key}` }, root)));
}

export default {
  render: explorable("layer", "A layer and a batch", build),
};
