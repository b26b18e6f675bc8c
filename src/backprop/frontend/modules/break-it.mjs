// A network to break: plant a mistake and see which of three lamps notices.

import { labelled, numberField } from "./shared/controls.mjs";
import { h, setAttribute, setText, spelt, svg } from "./shared/dom.mjs";
import { lossAxis, textAt } from "./shared/losses.mjs";
import { put, quantity, show } from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";
import {
  ARRAYS, inspect, lossesOf, MOST_LOSS, rightGradients, STEPS,
} from "./break-it-lamps.mjs";

const LAMPS = {
  shapes: "Shapes", loss: "Loss", check: "Gradient check",
};

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
  const field = (key, label, step) => numberField({
    control: key, label, kind: "plainly", step, bounds: bounds[key],
    onchange: (value) => set({ [key]: value }),
  });
  const fields = {
    learning_rate: field("learning_rate", "learning rate", 0.1),
    seed: field("seed", "seed", 1),
  };
  const settings = h("div", { class: "run-settings" },
    ...Object.entries(fields).map(([key, input]) =>
      labelled(key.replace("_", " "), input)),
    labelled("the mistake", bugs));

  function draw(now) {
    const found = look(now);
    bugs.value = now.bug;
    for (const [key, input] of Object.entries(fields)) input.put(now[key]);
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

const beyond = (loss) =>
  loss > MOST_LOSS ? `above ${MOST_LOSS}` : "nan (not a number)";

const DETAILS = {
  shapes({ rows }) {
    const wrong = rows.find(({ fits }) => !fits);
    return wrong
      ? `${wrong.key} is ${shape(wrong.is)}; it must be ${shape(wrong.must)}.`
      : "Every gradient has the shape of its array.";
  },
  loss({ runs: { broken } }) {
    if (broken === null) return "No step can be taken with such shapes.";
    const last = broken.at(-1);
    const end = last <= MOST_LOSS ? show(last, 3) : beyond(last);
    return `From ${show(broken[0], 3)} to ${end} in ${STEPS} steps.`;
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
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "gradient"),
      h("th", { scope: "col" }, "shape"), h("th", { scope: "col" }, "off by, relative"))),
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
  const lines = {
    right: svg("path", { class: "right-run" }), broken: svg("path", { class: "line" }),
  };
  const drawing = svg("svg", {
    viewBox: `0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}`, class: "plot losses", role: "img",
  }, ...axis.parts, textAt(right, PLOT_HEIGHT - 3, "end", `${STEPS} steps`),
  lines.right, lines.broken);
  const ends = {
    broken: quantity(`losses[${STEPS}]`, "forward plain"),
    right: quantity(`right.losses[${STEPS}]`, "forward plain"),
  };
  const instead = { broken: h("span"), right: h("span") };
  const root = h("div", {}, drawing, h("p", { class: "ends" },
    "In the end ", ends.broken, instead.broken,
    "; without the mistake (dotted) ", ends.right, instead.right));
  const draw = ({ runs }) => {
    const end = (values) => !values ? "not to be had"
      : values.at(-1) <= MOST_LOSS ? show(values.at(-1)) : beyond(values.at(-1));
    setAttribute(drawing, "aria-label", spelt(`The loss over ${STEPS} steps: in ` +
      `the end ${end(runs.broken)}; without the mistake ${end(runs.right)}`));
    axis.fit(runs.broken, runs.right);
    for (const [which, values] of Object.entries(runs)) {
      const path = (values ?? []).filter(Number.isFinite)
        .map((loss, step) =>
          `${step ? "L" : "M"}${across(step).toFixed(1)} ${axis.up(loss).toFixed(1)}`);
      setAttribute(lines[which], "d", path.join(""));
      const last = values?.at(-1);
      const ended = last <= MOST_LOSS;
      put(ends[which], ended ? last : null);
      setText(instead[which], ended ? "" : values ? beyond(last) : "no run");
    }
  };
  return { root, draw };
}

export default {
  render: (place) => explorable("break-it", "A network to break",
    (shell) => build(shell, place.model.get("museum")))(place),
};
