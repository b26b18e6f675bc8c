// The errors over the step, on logarithmic axes, and below them, over the
// same axis, the steps at which samples pass the corner of their ReLU.

import { h, powerOfTen, setAttribute, setText, svg } from "./shared/dom.mjs";

const [WIDTH, HEIGHT] = [360, 236];
const [LEFT, RIGHT, TOP, FLOOR] = [36, 352, 6, 176];
const ABOVE = 10; // for the words above the picture
const [STRIP, HALF] = [198, 12]; // the line of the corners, and a tick
const TOO_LONG = 94; // how wide these words are
const LOWEST = -15; // powers of ten
const [BOTTOM, MOST] = [-17, 1];

const across = (step) => LEFT +
  ((Math.max(LOWEST, Math.log10(step)) - LOWEST) / -LOWEST) * (RIGHT - LEFT);
const up = (error) => FLOOR -
  ((Math.max(BOTTOM, Math.log10(error)) - BOTTOM) / (MOST - BOTTOM)) *
  (FLOOR - TOP);
const back = (x) => 10 ** (LOWEST * (1 - (x - LEFT) / (RIGHT - LEFT)));
const digits = (place) => Number(place.toFixed(2));
const dots = (curve) => curve
  .map(([step, error]) => `M${digits(across(step))} ${digits(up(error))}h0`)
  .join("");

/** Return { root, note, draw, inside } for so many samples. */
export function makeValley(samples) {
  const part = (tag, name, more = {}) => svg(tag, { class: name, ...more });
  const calm = part("path", "calm");
  const lines = { long: part("line", "model"), short: part("line", "model") };
  const words = { long: part("text", "slope-name"), short: part("text", "slope-name") };
  const measured = part("path", "measured");
  const best = part("circle", "best", { r: 6 });
  const here = part("line", "here", { y1: TOP, y2: STRIP + HALF });
  const point = part("circle", "point", { r: 5 });
  const ticks = Array.from({ length: samples }, (_, i) =>
    part("line", "corner", { "data-quantity": `corners[${i}]` }));
  const root = svg("svg", {
    viewBox: `0 -${ABOVE} ${WIDTH} ${ABOVE + HEIGHT}`, class: "valley", "aria-hidden": "true",
  }, ...axes(), calm, lines.long, lines.short, measured, ...ticks, here, best,
  words.long, words.short, point);
  const note = h("p", { class: "check-note" }, "Faint: central differences " +
    "in float64, for the same weights.");

  const draw = ({
    now, curve, calm: other, expected, best: step, flips, found, corners,
  }) => {
    setAttribute(calm, "d", dots(other));
    setAttribute(measured, "d", dots(curve));
    measured.dataset.method = now.method;
    note.classList.toggle("none", other.length === 0);
    drawModel(expected, lines, words);
    drawBest(expected, step, best);
    const x = across(now.h);
    for (const key of ["x1", "x2"]) setAttribute(here, key, x);
    point.classList.toggle("none", !found);
    if (found) {
      setAttribute(point, "cx", x);
      setAttribute(point, "cy", up(found.error));
    }
    ticks.forEach((tick, i) => drawCorner(tick, corners[i], flips[i]));
  };
  const inside = (share) =>
    Math.min(1, Math.max(0, (share * WIDTH - LEFT) / (RIGHT - LEFT)));
  return { root, note, draw, inside };
}

function axes() {
  const parts = [];
  const add = (tag, attributes, ...text) =>
    parts.push(svg(tag, attributes, ...text));
  for (const power of [0, -4, -8, -12, -16]) {
    const y = up(10 ** power);
    add("line", { class: "grid", x1: LEFT, x2: RIGHT, y1: y, y2: y });
    add("text", { x: LEFT - 4, y: y + 4, "text-anchor": "end" },
      ...powerOfTen(power));
  }
  for (const power of [-15, -12, -9, -6, -3, 0]) {
    const x = across(10 ** power);
    add("line", { class: "grid", x1: x, x2: x, y1: TOP, y2: STRIP + HALF });
    add("text", { x, y: HEIGHT - 12, "text-anchor": "middle" },
      ...powerOfTen(power));
  }
  add("line", { class: "axis", x1: LEFT, x2: RIGHT, y1: STRIP, y2: STRIP });
  add("text", { class: "axis-name", x: LEFT + 2, y: HEIGHT - 1 }, "step h");
  add("text", { class: "axis-name", x: LEFT + 2, y: TOP - 5 }, "relative error");
  add("text", { class: "axis-name", x: LEFT + 2, y: STRIP - 4 },
    "corners of the ReLU");
  return parts;
}

// What theory expects: two straight lines.
function drawModel(expected, lines, words) {
  const there = expected !== null;
  const valley = there && expected.b > 0;
  for (const part of [lines.long, words.long]) part.classList.toggle("none", !there);
  for (const part of [lines.short, words.short]) {
    part.classList.toggle("none", !valley);
  }
  if (!there) return;
  const { a, q, b } = expected;
  const turn = Math.max(valley ? expected.best : 0, (10 ** BOTTOM / a) ** (1 / q));
  const end = Math.min(1, (10 ** MOST / a) ** (1 / q));
  join(lines.long, [turn, a * turn ** q], [end, a * end ** q]);
  const right = Math.min(across((turn * end) ** 0.5) + 6, RIGHT - TOO_LONG);
  setText(words.long, `too long, slope ${q}`);
  write(words.long, right, up(a * Math.max(turn, back(right)) ** q) + 14);
  if (!valley) return;
  const start = Math.max(10 ** LOWEST, b / 10 ** MOST);
  join(lines.short, [start, b / start], [turn, b / turn]);
  const left = across((start * turn) ** 0.5) + 4;
  setText(words.short, "rounding, slope −1");
  // In a narrow valley there is room above it only.
  if (left < RIGHT - TOO_LONG) write(words.short, left, up(b / back(left)) - 5);
  else write(words.short, across(start) + 5, TOP - 5);
}

// The best step lies on what theory expects of it.
function drawBest(expected, step, best) {
  best.classList.toggle("none", step === null);
  if (step === null) return;
  const { a, q, b } = expected;
  setAttribute(best, "cx", across(step));
  setAttribute(best, "cy", up(a * step ** q + b / step));
}

function join(line, from, to) {
  for (const [i, [step, error]] of [from, to].entries()) {
    setAttribute(line, `x${i + 1}`, across(Math.min(1, step)));
    setAttribute(line, `y${i + 1}`, up(Math.min(10 ** MOST, error)));
  }
}

function write(text, x, y) {
  setAttribute(text, "x", digits(x));
  setAttribute(text, "y", digits(y));
}

// Up from the line for a nudge upwards, down for one downwards.
function drawCorner(tick, corner, turned) {
  const there = Number.isFinite(corner);
  tick.classList.toggle("none", !there || Math.abs(corner) > 1);
  tick.classList.toggle("turned", turned);
  if (!there) return delete tick.dataset.value;
  tick.dataset.value = String(corner);
  const x = across(Math.max(Math.abs(corner), Number.MIN_VALUE));
  for (const key of ["x1", "x2"]) setAttribute(tick, key, x);
  setAttribute(tick, "y1", corner < 0 ? STRIP : STRIP - HALF);
  setAttribute(tick, "y2", corner > 0 ? STRIP : STRIP + HALF);
}
