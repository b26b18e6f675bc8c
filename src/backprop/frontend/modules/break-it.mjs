// A network to break: plant a mistake and see which of three lamps notices.

import { labelled, numberField } from "./shared/controls.mjs";
import { h, setAttribute, setText, spelt, svg } from "./shared/dom.mjs";
import { curveThrough, lossAxis, textAt } from "./shared/losses.mjs";
import { put, quantity, show } from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";
import {
  ARRAYS, inspect, lossesOf, MOST_LOSS, rightGradients, STEPS,
} from "./break-it-lamps.mjs";

const LAMPS = {
  shapes: "Shapes", loss: "Loss", check: "Gradient check",
};

const FIELDS = { learning_rate: ["learning rate", 0.1], seed: ["seed", 1] };

// Keeps what was made of the last state, in which most keys stay the same.
function keepLatest(make) {
  let [key, value] = [null, null];
  return (...parts) => {
    const now = JSON.stringify(parts);
    if (now !== key) [key, value] = [now, make(...parts)];
    return value;
  };
}

function build({ state, set, bounds, given }, museum) {
  const rightOf = keepLatest((seed) => rightGradients(seed, given));
  const rightRun = keepLatest((seed, rate) => lossesOf(seed, rate, "none", given));
  const look = keepLatest((now) => inspect(
    now, given, rightOf(now.seed), rightRun(now.seed, now.learning_rate)));
  const names = bounds.bug.filter((bug) => bug in museum);
  const bugs = chooser(names, museum, (bug) => set({ bug }));
  const lamps = Object.entries(LAMPS).map(([key, name]) => makeLamp(key, name));
  const table = makeTable();
  const plot = makePlot();
  const fields = Object.entries(FIELDS).map(([key, [label, step]]) => [
    key, label, numberField({
      control: key, label, kind: "plainly", step, bounds: bounds[key],
      onchange: (value) => set({ [key]: value }),
    }),
  ]);
  const settings = h("div", { class: "run-settings" },
    ...fields.map(([, label, input]) => labelled(label, input)),
    labelled("the mistake", bugs));

  function draw(now) {
    const found = look(now);
    bugs.value = now.bug;
    for (const [key, , input] of fields) input.put(now[key]);
    for (const lamp of lamps) lamp.draw(found);
    table.draw(found);
    plot.draw(found);
  }

  const say = (now) => {
    if (now.bug !== "none") return `The diagnosis: ${museum[now.bug].words}`;
    const lit = look(now).lamps.loss;
    return "Nothing is planted, and all gradients are right. " + (lit
      ? "The loss lamp is lit all the same: a run can fail for other reasons."
      : "No lamp is lit.");
  };
  const tell = (now) => Object.entries(LAMPS).map(([key, name], i) =>
    `${i ? name.toLowerCase() : name} ${look(now).lamps[key] ? "lit" : "dark"}`)
    .join(", ") + ".";
  const surprise = () => ({
    bug: names[random(0, names.length - 1, 0)], seed: random(1, 9999, 0),
  });
  return {
    parts: [
      settings, h("div", { class: "lamps" }, ...lamps.map(({ root }) => root)),
      h("div", { class: "evidence" }, table.root, plot.root),
    ],
    draw, say, tell, surprise,
  };
}

// The mistakes, by the layer that makes them.
function chooser(names, museum, onchange) {
  const option = (bug, text) => h("option", { value: bug }, text);
  const layers = [...new Set(names.map((bug) => museum[bug].layer))];
  const select = h("select", { "data-control": "bug", "aria-label": "the mistake" },
    option("none", "None: all is right"),
    ...layers.map((layer) => h("optgroup", { label: layer },
      ...names.filter((bug) => museum[bug].layer === layer)
        .map((bug) => option(bug, museum[bug].title)))));
  select.addEventListener("change", () => onchange(select.value));
  return select;
}

// A lamp is lit when its instrument sees something wrong: it is full then,
// and says so.
function makeLamp(key, name) {
  const state = h("span", { class: "lamp-state", "data-quantity": `lamps.${key}` });
  const bulb = h("span", { class: "bulb", "aria-hidden": "true" });
  const detail = h("p", { class: "detail" });
  const root = h("div", { class: "lamp" },
    h("p", {}, bulb, name, ": ", state), detail);
  const draw = (found) => {
    const lit = found.lamps[key];
    state.dataset.value = lit ? "1" : "0";
    setText(state, lit ? "lit" : "dark");
    root.classList.toggle("lit", lit);
    setText(detail, DETAILS[key](found));
  };
  return { root, draw };
}

// A shape stands on one line.
const shape = (sizes) => `(${sizes.join(",\u00a0")})`;

// The last loss of a run, which may have lost its digits.
const ended = (losses, digits = 4) => {
  const last = losses.at(-1);
  if (last <= MOST_LOSS) return show(last, digits);
  return last > MOST_LOSS ? `above ${MOST_LOSS}` : "nan (not a number)";
};

const DETAILS = {
  shapes({ rows }) {
    const wrong = rows.find(({ fits }) => !fits);
    return wrong
      ? `${wrong.key} is ${shape(wrong.is)}; it must be ${shape(wrong.must)}.`
      : "Every gradient has the shape of its array.";
  },
  loss({ runs: { broken } }) {
    if (broken === null) return "No step can be taken with such shapes.";
    return `From ${show(broken[0], 3)} to ${ended(broken, 3)} in ${STEPS} steps.`;
  },
  check({ rows }) {
    const wrong = rows.filter(({ fits }) => fits)
      .sort((a, b) => b.check.off - a.check.off)[0];
    if (!wrong || rows.some(({ fits }) => !fits)) return "It needs the right shapes.";
    const { at, off } = wrong.check;
    if (off < 1e-5) return "Every entry is what a nudge measures.";
    const index = `[${Math.floor(at / wrong.columns)},${at % wrong.columns}]`;
    return `${wrong.key}${index} is ${show(wrong.claimed[at], 3)}; a nudge ` +
      `measures ${show(wrong.measured[at], 3)}.`;
  },
};

function makeTable() {
  const rows = ARRAYS.map(([name, array]) => {
    const off = quantity(`off.${name}.d${array}`, "count plain");
    const is = h("td");
    const line = h("tr", {}, h("th", { scope: "row" }, h("code", {}, `${name}.d${array}`)), is,
      h("td", {}, off));
    return { line, is, off };
  });
  const root = h("table", { class: "arrays" },
    h("thead", {}, h("tr", {}, ...["gradient", "shape", "off by, relative"].map(
      (name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...rows.map(({ line }) => line)));
  const draw = (found) => found.rows.forEach((row, i) => {
    setText(rows[i].is, shape(row.is));
    rows[i].line.classList.toggle("wrong", !row.fits || row.off > 1e-5);
    put(rows[i].off, row.off, 2);
  });
  return { root, draw };
}

const [PLOT_WIDTH, PLOT_HEIGHT] = [300, 164];
const PLOT_ROOM = { left: 20, right: PLOT_WIDTH - 4, top: 18, floor: 146 };

function makePlot() {
  const { left, right } = PLOT_ROOM;
  const across = (step) => left + ((right - left) * step) / STEPS;
  const axis = lossAxis(PLOT_ROOM);
  const run = (key, kind) => ({
    line: svg("path", { class: kind }), end: quantity(key, "forward plain"),
    instead: h("span"),
  });
  const runs = {
    right: run(`right.losses[${STEPS}]`, "right-run"),
    broken: run(`losses[${STEPS}]`, "line"),
  };
  const drawing = svg("svg", {
    viewBox: `0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`, class: "plot losses", role: "img",
  }, ...axis.parts, textAt(right, PLOT_HEIGHT - 3, "end", `${STEPS} steps`),
  runs.right.line, runs.broken.line);
  const root = h("div", {}, drawing, h("p", { class: "ends" },
    "In the end ", runs.broken.end, runs.broken.instead,
    "; without the mistake (dotted) ", runs.right.end, runs.right.instead));
  const draw = (found) => {
    const { broken, right } = found.runs;
    setAttribute(drawing, "aria-label", spelt(`The loss over ${STEPS} steps: in ` +
      `the end ${broken ? ended(broken) : "not to be had"}; without the mistake ` +
      ended(right)));
    axis.fit(broken, right);
    for (const [which, { line, end, instead }] of Object.entries(runs)) {
      const values = found.runs[which];
      setAttribute(line, "d", curveThrough(values ?? [], across, axis.up));
      const last = values?.at(-1);
      const shown = last <= MOST_LOSS;
      put(end, shown ? last : null);
      setText(instead, shown ? "" : values ? ended(values) : "no run");
    }
  };
  return { root, draw };
}

export default {
  render: (place) => explorable("break-it", "A network to break",
    (shell) => build(shell, place.model.get("museum")))(place),
};
