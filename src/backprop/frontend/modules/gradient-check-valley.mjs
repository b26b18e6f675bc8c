// The errors over the step, on logarithmic axes, and below them, over the
// same axis, the steps at which samples pass the corner of their ReLU.

import { dragAcross } from "./shared/controls.mjs";
import {
  h, setAttribute, setAttributes, setText, spelt, svg, typesetInPicture,
} from "./shared/dom.mjs";
import { times } from "./shared/matrix.mjs";
import { clamped, powerOfTen, rounded, show } from "./shared/numbers.mjs";
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
  (clamped(Math.log10(step), LOWEST, 0) / -LOWEST + 1) * (RIGHT - LEFT);
const up = (error) => FLOOR -
  ((Math.max(BOTTOM, Math.log10(error)) - BOTTOM) / (MOST - BOTTOM)) *
  (FLOOR - TOP);
const dots = (curve) => curve
  .map(([step, error]) => `M${rounded(across(step), 2)} ${rounded(up(error), 2)}h0`)
  .join("");

/**
 * Return { root, note, draw } for so many samples; drag(part) hears how far
 * across the axis the reader drags, from 0 to 1.
 */
export function makeValley(samples, drag) {
  const part = (tag, name, more = {}) => svg(tag, { class: name, ...more });
  const calm = part("path", "calm");
  const lines = { long: part("line", "model"), short: part("line", "model") };
  const words = { long: part("text", "slope-name"), short: part("text", "slope-name") };
  setText(words.short, "rounding, slope −1");
  const measured = part("path", "measured");
  const best = part("circle", "best", { r: 6 });
  const here = part("path", "here");
  const point = part("circle", "point", { r: 5 });
  const ticks = times(samples, (i) =>
    part("line", "corner", { "data-quantity": `corners[${i}]` }));
  const root = svg("svg", {
    viewBox: `0 -${ABOVE} ${WIDTH} ${ABOVE + HEIGHT}`, class: "plot valley", role: "img",
  }, ...axes(), calm, lines.long, lines.short, measured, ...ticks, here, best,
  words.long, words.short, point);
  dragAcross(root, (x) => drag(clamped((x - LEFT) / (RIGHT - LEFT), 0, 1)));
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
      `M${rounded(x, 2)} ${TOP}V${FLOOR}m0 ${STRIP - HALF - FLOOR}v${2 * HALF}`);
    point.classList.toggle("none", !found);
    const circles = step === null ? [] : [[...lowest(expected, step), 7]];
    if (found) {
      const y = up(found.error);
      setAttributes(point, { cx: x, cy: y });
      circles.push([x, y, 6]);
    }
    placeWords(model, PLACES, {
      upright: x, circles,
      dots: [...curve, ...other].map(([h, error]) => [across(h), up(error)]),
    });
    ticks.forEach((tick, i) => drawCorner(tick, corners[i], flips[i]));
  };
  return { root, note, draw };
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
    const [x1, y1, x2, y2] = line;
    setAttributes(lines[key], { x1, y1, x2, y2 });
    return { text: words[key], width: WIDE[key], line };
  });
}

function linesOf({ a, q, b, best, truncation, rounding }) {
  const turn = Math.max(b > 0 ? best : 0, (10 ** BOTTOM / a) ** (1 / q));
  const end = Math.min(1, (10 ** MOST / a) ** (1 / q));
  const line = (error, ...steps) => steps.flatMap((step) =>
    [across(step), up(Math.min(10 ** MOST, error(step)))]);
  const long = line(truncation, turn, end);
  if (b === 0) return { long };
  const start = Math.max(10 ** LOWEST, b / 10 ** MOST);
  return { long, short: line(rounding, start, turn) };
}

// The best step lies on what theory expects of it.
function drawBest(expected, step, best) {
  best.classList.toggle("none", step === null);
  if (step === null) return;
  const [cx, cy] = lowest(expected, step);
  setAttributes(best, { cx, cy });
}

const lowest = ({ truncation, rounding }, step) =>
  [across(step), up(truncation(step) + rounding(step))];

// Up from the line for a nudge upwards, down for one downwards.
function drawCorner(tick, corner, turned) {
  const there = Number.isFinite(corner);
  tick.classList.toggle("none", !there || Math.abs(corner) > 1);
  tick.classList.toggle("turned", turned);
  if (!there) return delete tick.dataset.value;
  tick.dataset.value = String(corner);
  const x = across(Math.max(Math.abs(corner), Number.MIN_VALUE));
  setAttributes(tick, {
    x1: x, y1: corner < 0 ? STRIP : STRIP - HALF,
    x2: x, y2: corner > 0 ? STRIP : STRIP + HALF,
  });
}
