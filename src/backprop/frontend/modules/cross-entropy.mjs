// The loss of a forecast: drag its probabilities, and move the 1/N about.

import {
  bar, choices, dragAcross, labelChoices, numberField, slider,
} from "./shared/controls.mjs";
import {
  h, heard, pathThrough, setAttribute, setAttributes, setText, spelt, svg,
  typeset, written,
} from "./shared/dom.mjs";
import { times } from "./shared/matrix.mjs";
import {
  clamped, powerOfTen, put, quantity, rounded, show, total,
} from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";

const CLIP = 1e-7;
const ETA = 0.1;
const PLACES = {
  loss: "in the loss", gradient: "in the gradient", update: "in the update",
  forgotten: "nowhere", twice: "twice",
};
// The stages whose number is divided by N then.
const DIVIDED = {
  loss: ["loss"], gradient: ["dweights"], update: ["step"],
  forgotten: [], twice: ["loss", "dweights"],
};

/** Give one class a probability; the others keep their proportions. */
function moved(y_pred, k, p) {
  const rest = total(y_pred.filter((_, j) => j !== k));
  const equal = (1 - p) / (y_pred.length - 1);
  return y_pred.map((q, j) =>
    j === k ? p : rest === 0 ? equal : (q / rest) * (1 - p),
  );
}

/** Return what stands at each stage, wherever the division by N is. */
function compute({ y_pred, label, n, place }) {
  const y_hat = Math.max(y_pred[label], CLIP);
  const sampleLoss = -Math.log(y_hat) + 0;
  const slope = -1 / y_hat;
  const by = (stage) => DIVIDED[place].includes(stage) ? n : 1;
  const dinputs = slope / by("loss");
  const dweights = (n * dinputs) / by("dweights");
  const step = (-ETA / by("step")) * dweights;
  const loss = by("loss") === n ? sampleLoss : n * sampleLoss;
  return { sampleLoss, slope, loss, dinputs, dweights, step };
}

function build({ state, set, bounds }) {
  const classes = state().y_pred.map((_, k) => k);
  const move = (k, p) => set({ y_pred: moved(state().y_pred, k, p) });
  const rows = classes.map((k) => makeRow(k, bounds, move));
  const right = labelChoices(classes, set);
  const curve = makeCurve((p) => move(state().label, p));
  const axis = choices({
    control: "axis", label: "Axis",
    options: { linear: "from 0 to 1", log: "powers of ten, with the clip" },
    onchange: (value) => set({ axis: value }),
  });
  const stages = makeStages();
  const place = choices({
    control: "place", label: "Divide by 𝑁", options: PLACES,
    onchange: (value) => set({ place: value }),
  });
  const size = slider({
    control: "n", label: "N, the samples of the batch", min: bounds.n[0],
    max: bounds.n[1], step: 1, onchange: (value) => set({ n: value }),
    text: (value) => `N = ${value}`,
  });
  const sizeName = h("span", { class: "dial-name" });

  function draw(now) {
    rows.forEach((row, k) => row.put(now.y_pred[k], k === now.label));
    right.put(now.label);
    axis.put(now.axis);
    place.put(now.place);
    size.put(now.n);
    setText(sizeName, `𝑁 = ${now.n}`);
    const found = compute(now);
    curve.draw(now, found);
    stages.draw(now, found);
  }

  const surprise = ({ y_pred }) => {
    const parts = y_pred.map(() => random(1, 9, 0));
    const sum = total(parts);
    return {
      y_pred: parts.map((part) => part / sum),
      label: random(0, y_pred.length - 1, 0),
    };
  };
  return {
    parts: [
      right, ...rows.map(({ root }) => root),
      curve.root, axis,
      h("p", { class: "stages-title" }, ...typeset("𝑁 samples with this " +
        "forecast and this label, and one step of the forecast:")),
      stages.root, h("label", { class: "dial" }, sizeName, size), place,
    ],
    draw, say, tell, surprise,
  };
}

function tell(now) {
  const { sampleLoss, slope } = compute(now);
  return `The loss is ${show(sampleLoss)}, and ${show(slope)} is sent back; ` +
    `the axis goes ${now.axis === "log" ? "by powers of ten" : "from 0 to 1"}.`;
}

function makeRow(k, bounds, move) {
  const name = `probability of class ${k}`;
  const length = bar({ label: name, onchange: (p) => move(k, p) });
  const field = numberField({
    control: `y_pred[${k}]`, key: `y_pred[0,${k}]`, label: name, step: 0.01,
    digits: 4, bounds: bounds.y_pred, onchange: (p) => move(k, p),
  });
  const tag = h("span", { class: "right-class" });
  const title = h("span", {}, h("span", { "aria-hidden": "true" },
    ...typeset(written("ŷ", k))), tag);
  const root = h("div", { class: "bar-row" }, title, h("div", {}, length),
    h("div", {}, field));
  const put = (p, isRight) => {
    length.put(p);
    field.put(p);
    setText(tag, isRight ? "right class" : "");
    root.classList.toggle("right", isRight);
  };
  return { root, put };
}

// The loss over the probability of the right class, with its tangent; or
// over powers of ten, where the clip can be seen.
const [WIDTH, FLOOR] = [320, 132];
const [LEFT, RIGHT, ABOVE, BELOW] = [24, 20, 22, 18]; // around the axes
const LEAST = 1e-9; // where the powers of ten begin
const AXES = {
  linear: {
    across: (p) => WIDTH * p, back: (x) => x / WIDTH, most: 5,
    ticks: [0, 0.25, 0.5, 0.75, 1], losses: [0, 1, 2, 3, 4, 5],
  },
  log: {
    across: (p) => WIDTH * (1 + Math.log10(Math.max(p, LEAST)) / 9),
    back: (x) => 10 ** (9 * (x / WIDTH - 1)), most: 22,
    ticks: [1e-9, 1e-7, 1e-5, 1e-3, 0.1], losses: [0, 5, 10, 15, 20],
  },
};
const up = (loss, most) => FLOOR - (FLOOR * loss) / most;

function makeCurve(turn) {
  const loss = svg("path", { class: "line" });
  const unclipped = svg("path", { class: "slope faint" });
  const tangent = svg("line", { class: "slope" });
  const point = svg("circle", { class: "point", r: 7 });
  const beyond = svg("text", { class: "beyond" });
  const ticks = svg("g");
  const plot = svg("svg", {
    viewBox: [-LEFT, -ABOVE, LEFT + WIDTH + RIGHT, ABOVE + FLOOR + BELOW].join(" "),
    class: "plot", role: "img",
  }, ticks, svg("text", { x: -LEFT, y: -11 }, "loss"),
  svg("text", { x: WIDTH + 9, y: FLOOR - 2, "font-style": "italic" }, "ŷ"),
  unclipped, loss, tangent, point, beyond);
  const sample = quantity("sample_losses[0]", "forward plain");
  const slope = quantity("slope", "gradient plain");
  const counted = [h("span"), h("span")];
  const says = h("p", { class: "curve-says" },
    h("span", {}, "loss −log ", counted[0], " = ", sample),
    h("span", {}, "sent back −1/", counted[1], " = ", slope));
  let axis = null;
  dragAcross(plot, (x) => {
    const p = AXES[axis].back(clamped(x, 0, WIDTH));
    turn(axis === "log" ? Number(p.toPrecision(2)) : rounded(p, 3));
  });
  const draw = (now, found) => {
    if (axis !== now.axis) drawAxis((axis = now.axis), ticks, loss, unclipped);
    const { across, most } = AXES[axis];
    const p = now.y_pred[now.label];
    for (const part of counted) setText(part, p < CLIP ? "10⁻⁷" : "ŷ");
    // Beyond the picture the point waits, hollow, where the curve leaves it.
    const above = found.sampleLoss > most;
    const out = above || (axis === "log" && p < LEAST);
    const [x, y] = above ? [across(Math.exp(-most)), 0]
      : [across(p), up(found.sampleLoss, most)];
    setAttributes(point, { cx: x, cy: y });
    point.classList.toggle("out", out);
    setText(beyond, !out ? "" : above
      ? `the loss, ${show(found.sampleLoss)}, is further up`
      : `ŷ = ${show(p)} is further left`);
    if (out) setAttributes(beyond, { x: x + 13, y: y + 18 });
    const tilt = axis === "linear" && !out ? 0.3 : 0;
    // The tangent ends where the picture does, on a steep curve soon.
    const half = Math.min(tilt, 1.5 / -found.slope);
    const [left, right] = [-Math.min(half, p), Math.min(half, 1 - p)];
    const there = (side) => up(found.sampleLoss + found.slope * side, most);
    setAttributes(tangent, {
      x1: x + WIDTH * left, y1: there(left), x2: x + WIDTH * right, y2: there(right),
    });
    setAttribute(plot, "aria-label", spelt(`The loss over ŷ on an axis ${
      axis === "log" ? "of powers of ten" : "from 0 to 1"}: at ŷ = ${show(p)} ` +
      `it is ${show(found.sampleLoss)}, with the slope ${show(found.slope)}`));
    put(sample, found.sampleLoss);
    put(slope, found.slope);
  };
  return { root: h("div", { class: "curve" }, plot, says), draw };
}

function drawAxis(axis, ticks, loss, unclipped) {
  const { across, most, ticks: places, losses } = AXES[axis];
  const levels = losses.map((level) => [level, up(level, most)]);
  ticks.replaceChildren(
    ...levels.map(([, y]) =>
      svg("line", { class: "axis", x2: WIDTH, y1: y, y2: y })),
    ...levels.map(([level, y]) =>
      svg("text", { x: -9, y: y + 4, "text-anchor": "end" }, String(level))),
    ...places.map((p) => svg("text", {
      x: across(p), y: FLOOR + 15, "text-anchor": "middle",
    }, ...(axis === "log" ? powerOfTen(Math.round(Math.log10(p))) : [show(p)]))));
  // The points lie closer where the curve is steep.
  const first = across(axis === "log" ? LEAST : Math.exp(-most));
  const points = times(161, (i) => {
    const x = first + (WIDTH - first) * (i / 160) ** 2;
    const p = AXES[axis].back(x);
    return [x, -Math.log(p), -Math.log(Math.max(p, CLIP))];
  });
  const path = (column) =>
    pathThrough(points.map((point) => [point[0], up(point[column], most)]));
  setAttribute(loss, "d", path(2));
  setAttribute(unclipped, "d", path(1));
}

// Four stages; a division stands above the one whose number it is done for.
function makeStages() {
  const numbers = {
    loss: quantity("loss", "forward"),
    dinputs: quantity("dinputs", "gradient"),
    dweights: quantity("dweights", "gradient"),
    step: quantity("step", "parameter"),
  };
  const span = (text) => h("span", {}, ...typeset(text));
  const names = {
    loss: h("span"), dinputs: span("gradient at ŷ, each sample"),
    dweights: h("span", {}, heard("gradient, "), "added over the batch"), step: span(`step, η = ${ETA}`),
  };
  const divided = {};
  const root = h("ol", { class: "stages" }, ...Object.keys(numbers).map((key) => {
    divided[key] = h("span", { class: "divided" }, ...typeset("÷ 𝑁"));
    return h("li", {}, divided[key], h("span", {}, names[key]),
      h("div", {}, numbers[key]));
  }));
  const draw = ({ label, place }, found) => {
    const divides = (key) => DIVIDED[place].includes(key);
    setText(names.loss, divides("loss") ? "mean loss" : "sum of losses");
    for (const [key, element] of Object.entries(numbers)) {
      put(element, found[key]);
      if (key in { dinputs: 1, dweights: 1 }) {
        setAttribute(element, "data-quantity", `${key}[0,${label}]`);
      }
      divided[key].classList.toggle("here", divides(key));
    }
  };
  return { root, draw };
}

const LENGTHS = { forgotten: "𝑁 times as long as", twice: "1/𝑁 as long as" };

function say({ y_pred, label, n, place }) {
  return `${sayNudge(y_pred[label], label)} ${sayLength(n, LENGTHS[place])}`;
}

function sayLength(n, wrong) {
  if (!wrong) return "The step is as long as for one sample, whatever 𝑁 is.";
  if (n === 1) return "With 𝑁 = 1 nobody can tell where it was divided.";
  return `The step is ${wrong.replace("𝑁", n)} for one sample.`;
}

function sayNudge(p, label) {
  const right = written("ŷ", label);
  if (p < CLIP) {
    return `The loss counts ${right} as 10⁻⁷, so that a nudge leaves it at ` +
      "16.12. The slope sent back is the one at 10⁻⁷, and the step raises " +
      `${right} all the same.`;
  }
  if (p > 0.999) {
    return `Lowering ${right} alone by 0.001 raises its loss by ` +
      `${show(-Math.log1p(-0.001 / p), 3)}.`;
  }
  const nudge = p > 0.01 ? 0.001 : Number((p / 10).toPrecision(1));
  const fall = Math.log1p(nudge / p);
  return `Raising ${right} alone by ${show(nudge)} lowers its loss by ` +
    `${show(fall, 3)}.`;
}

const legal = ({ y_pred }) => Math.abs(total(y_pred) - 1) < 1e-6;

export default {
  render: explorable("cross-entropy", "The loss of a forecast", build), legal,
};
