// How the run went: the loss, and how long the gradients were.

import { dragAcross } from "./shared/controls.mjs";
import { setAttribute, setText, svg } from "./shared/dom.mjs";

const [WIDTH, HEIGHT] = [320, 244];
const [LEFT, RIGHT] = [34, WIDTH - 36]; // names stand beside, not in between
const LOSS = { top: 16, floor: 116, most: 1.5 };
const NORM = { top: 152, floor: 224, low: -3, high: 1 };
const HORIZONS = [50, 100, 200, 500, 1000, 2000];
const POINTS = 280; // a curve has no more of them than it has pixels

// A loss that is larger leaves the picture.
const upLoss = (loss) =>
  LOSS.floor - (LOSS.floor - LOSS.top) * Math.min(loss / LOSS.most, 4);

function upNorm(norm) {
  const log = Math.log10(Math.max(norm, 10 ** NORM.low));
  const part = (Math.min(log, NORM.high) - NORM.low) / (NORM.high - NORM.low);
  return NORM.floor - (NORM.floor - NORM.top) * part;
}

/** Return { root, draw }; go(step) is called while the reader drags. */
export function runCurves(go) {
  const lines = {
    before: svg("path", { class: "before" }),
    loss: svg("path", { class: "line" }),
    norm0: svg("path", { class: "norm" }),
    norm1: svg("path", { class: "norm second" }),
  };
  const now = [LOSS, NORM].map(({ top, floor }) =>
    svg("line", { class: "now", y1: top, y2: floor }));
  const point = svg("circle", { class: "point", r: 5 });
  const end = svg("text", { x: RIGHT, y: HEIGHT - 3, "text-anchor": "end" });
  const root = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "run", "aria-hidden": "true",
  }, ...frame(), end, ...Object.values(lines), ...now, point);
  let [horizon, last] = [HORIZONS[0], 0];
  const across = (step) => LEFT + ((RIGHT - LEFT) * step) / horizon;
  dragAcross(root, (part) => {
    const step = ((part * WIDTH - LEFT) / (RIGHT - LEFT)) * horizon;
    go(Math.round(Math.min(last, Math.max(0, step))));
  });
  const path = (values, up) => {
    const stride = Math.max(1, Math.ceil(values.length / POINTS));
    const parts = [];
    for (let s = 0; s < values.length; s += stride) {
      if (!Number.isFinite(values[s])) break;
      const letter = parts.length ? "L" : "M";
      parts.push(`${letter}${across(s).toFixed(1)} ${up(values[s]).toFixed(1)}`);
    }
    return parts.join("");
  };
  const draw = (run, steps, before) => {
    last = run.last;
    const longest = Math.max(run.last, before.length - 1);
    horizon = HORIZONS.find((h) => h >= longest) ?? HORIZONS.at(-1);
    setText(end, `${horizon} steps`);
    setAttribute(lines.before, "d", path(before, upLoss));
    setAttribute(lines.loss, "d", path(run.losses, upLoss));
    run.norms.forEach((norms, i) =>
      setAttribute(lines[`norm${i}`], "d", path(norms, upNorm)));
    const [x, loss] = [across(steps), run.losses[steps]];
    for (const line of now) {
      for (const key of ["x1", "x2"]) setAttribute(line, key, x);
    }
    setAttribute(point, "cx", x);
    setAttribute(point, "cy", upLoss(Number.isFinite(loss) && loss < LOSS.most ? loss : LOSS.most));
  };
  return { root, draw };
}

function frame() {
  const line = (y, kind = "axis") =>
    svg("line", { class: kind, x1: LEFT, x2: RIGHT, y1: y, y2: y });
  const text = (words, x, y, anchor = "start") =>
    svg("text", { x, y, "text-anchor": anchor }, words);
  const guess = upLoss(Math.log(3));
  return [
    line(LOSS.floor), line(guess, "guess"), line(NORM.floor),
    text("loss", LEFT, 11), text("log 3", RIGHT + 5, guess + 4),
    text("0", LEFT - 5, LOSS.floor + 4, "end"),
    text("1", LEFT - 5, upLoss(1) + 4, "end"),
    text("length of the gradient", LEFT, 141),
    text("10", LEFT - 5, NORM.top + 4, "end"),
    text("0.1", LEFT - 5, upNorm(0.1) + 4, "end"),
    text("0.001", LEFT - 5, NORM.floor + 4, "end"),
  ];
}
