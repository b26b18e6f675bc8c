// The errors over the step, on logarithmic axes, and below them, over the
// same axis, the steps at which samples pass the corner of their ReLU.

import {
  h, setAttribute, setText, spelt, svg, typesetInPicture,
} from "./shared/dom.mjs";
import { powerOfTen, show } from "./shared/numbers.mjs";
import { placeWords, rowsOf } from "./gradient-check-words.mjs";

const [WIDTH, HEIGHT] = [360, 236];
const [LEFT, RIGHT, TOP, FLOOR] = [36, 352, 6, 168];
const ABOVE = 10; // for the words above the picture
const [STRIP, HALF] = [198, 12]; // the line of the corners, and a tick
// Where words may stand: in the picture, and above it beside its name.
const PLACES = [
  [LEFT + 88, RIGHT, TOP - 5], ...rowsOf(LEFT + 3, RIGHT - 2, TOP + 12, FLOOR - 4),
];
const WIDE = { long: 86, short: 100 }; // the words, in the larger letters of phones
const LOWEST = -15; // powers of ten
const [BOTTOM, MOST] = [-17, 1];

const across = (step) => LEFT +
  (Math.min(0, Math.max(LOWEST, Math.log10(step))) / -LOWEST + 1) * (RIGHT - LEFT);
const up = (error) => FLOOR -
  ((Math.max(BOTTOM, Math.log10(error)) - BOTTOM) / (MOST - BOTTOM)) *
  (FLOOR - TOP);
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
  setText(words.short, "rounding, slope −1");
  const measured = part("path", "measured");
  const best = part("circle", "best", { r: 6 });
  const here = part("path", "here");
  const point = part("circle", "point", { r: 5 });
  const ticks = Array.from({ length: samples }, (_, i) =>
    part("line", "corner", { "data-quantity": `corners[${i}]` }));
  const root = svg("svg", {
    viewBox: `0 -${ABOVE} ${WIDTH} ${ABOVE + HEIGHT}`, class: "plot valley", role: "img",
  }, ...axes(), calm, lines.long, lines.short, measured, ...ticks, here, best,
  words.long, words.short, point);
  const note = h("p", { class: "check-note" }, "Faint: central differences " +
    "in float64, for the same weights.");

  const draw = ({
    now, curve, calm: other, expected, best: step, flips, found, corners,
  }) => {
    setAttribute(calm, "d", dots(other));
    setAttribute(measured, "d", dots(curve));
    setAttribute(root, "aria-label", spelt("The relative error over the step, " +
      `both by powers of ten: at ℎ = ${show(now.h)} ` +
      (found ? `it is ${show(found.error, 2)}` : "there is none") +
      (step === null ? "" : `; the best step is about ${show(step, 2)}`)));
    note.classList.toggle("none", other.length === 0);
    const model = drawModel(expected, lines, words);
    drawBest(expected, step, best);
    const x = across(now.h);
    // Between picture and strip there are words.
    setAttribute(here, "d",
      `M${digits(x)} ${TOP}V${FLOOR}m0 ${STRIP - HALF - FLOOR}v${2 * HALF}`);
    point.classList.toggle("none", !found);
    if (found) {
      setAttribute(point, "cx", x);
      setAttribute(point, "cy", up(found.error));
    }
    placeWords(model, PLACES, {
      upright: x,
      circles: [
        ...(found ? [[x, up(found.error), 6]] : []),
        ...(step === null ? [] : [[...lowest(expected, step), 7]]),
      ],
      dots: [...curve, ...other].map(([h, error]) => [across(h), up(error)]),
    });
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
  add("text", { x: (LEFT + RIGHT) / 2, y: HEIGHT - 1, "text-anchor": "middle" },
    ...typesetInPicture("step ℎ"));
  add("text", { x: LEFT + 2, y: TOP - 5 }, "relative error");
  add("text", { x: LEFT + 2, y: FLOOR + 13 },
    ...typesetInPicture("corners of the ReLU, up for +ℎ, down for −ℎ"));
  return parts;
}

// What theory expects: two straight lines. They are returned with the words
// about them, for those that there are.
function drawModel(expected, lines, words) {
  const ends = expected === null ? {} : linesOf(expected);
  for (const key of ["long", "short"]) {
    for (const part of [lines[key], words[key]]) {
      part.classList.toggle("none", !ends[key]);
    }
  }
  if (ends.long) setText(words.long, `too long, slope ${expected.q}`);
  return Object.entries(ends).map(([key, line]) => {
    ["x1", "y1", "x2", "y2"].forEach((name, i) =>
      setAttribute(lines[key], name, line[i]));
    return { text: words[key], width: WIDE[key], line };
  });
}

function linesOf({ a, q, b, best }) {
  const turn = Math.max(b > 0 ? best : 0, (10 ** BOTTOM / a) ** (1 / q));
  const end = Math.min(1, (10 ** MOST / a) ** (1 / q));
  const long = [...placeOf(turn, a * turn ** q), ...placeOf(end, a * end ** q)];
  if (b === 0) return { long };
  const start = Math.max(10 ** LOWEST, b / 10 ** MOST);
  return { long, short: [...placeOf(start, b / start), ...placeOf(turn, b / turn)] };
}

const placeOf = (step, error) =>
  [across(step), up(Math.min(10 ** MOST, error))];

// The best step lies on what theory expects of it.
function drawBest(expected, step, best) {
  best.classList.toggle("none", step === null);
  if (step === null) return;
  const [x, y] = lowest(expected, step);
  setAttribute(best, "cx", x);
  setAttribute(best, "cy", y);
}

const lowest = ({ a, q, b }, step) =>
  [across(step), up(a * step ** q + b / step)];

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
