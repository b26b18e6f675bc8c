// How the run went: the loss, and how long the gradients were.

import { dragAcross } from "./shared/controls.mjs";
import { setAttribute, setAttributes, setText, svg } from "./shared/dom.mjs";
import { curveThrough, lossAxis, textAt } from "./shared/losses.mjs";
import { clamped, show } from "./shared/numbers.mjs";

const [WIDTH, HEIGHT] = [320, 244];
const [LEFT, RIGHT] = [34, WIDTH - 36]; // names stand beside, not in between
const LOSS = { left: LEFT, right: RIGHT, top: 16, floor: 116 };
const NORM = { top: 152, floor: 224, low: -3, high: 1 };
const HORIZONS = [50, 100, 200, 500, 1000, 2000];

function upNorm(norm) {
  const log = Math.log10(Math.max(norm, 10 ** NORM.low));
  const part = (Math.min(log, NORM.high) - NORM.low) / (NORM.high - NORM.low);
  return NORM.floor - (NORM.floor - NORM.top) * part;
}

const lineAt = (y, kind = "axis") =>
  svg("line", { class: kind, x1: LEFT, x2: RIGHT, y1: y, y2: y });

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
  const end = textAt(RIGHT, HEIGHT - 3, "end");
  const axis = lossAxis(LOSS);
  const guess = svg("g", {}, lineAt(0, "guess"), textAt(RIGHT + 5, 4, "start", "log 3"));
  const root = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "plot run", role: "img",
  }, ...axis.parts, ...frame(), guess, end, ...Object.values(lines), ...now, point);
  let [horizon, last] = [HORIZONS[0], 0];
  const across = (step) => LEFT + ((RIGHT - LEFT) * step) / horizon;
  dragAcross(root, (x) => {
    const step = ((x - LEFT) / (RIGHT - LEFT)) * horizon;
    go(Math.round(clamped(step, 0, last)));
  });
  const path = (values, up) => curveThrough(values, across, up);
  const draw = (run, steps, before) => {
    last = run.last;
    setAttribute(root, "aria-label", courseInWords(run, before));
    const longest = Math.max(run.last, before.length - 1);
    horizon = HORIZONS.find((h) => h >= longest) ?? HORIZONS.at(-1);
    setText(end, `${horizon} steps`);
    axis.fit(before, run.losses);
    setAttribute(guess, "transform", `translate(0 ${axis.up(Math.log(3))})`);
    setAttribute(lines.before, "d", path(before, axis.up));
    setAttribute(lines.loss, "d", path(run.losses, axis.up));
    run.norms.forEach((norms, i) =>
      setAttribute(lines[`norm${i}`], "d", path(norms, upNorm)));
    const [x, loss] = [across(steps), run.losses[steps]];
    for (const line of now) setAttributes(line, { x1: x, x2: x });
    const y = axis.up(Number.isFinite(loss) ? loss : Infinity);
    setAttributes(point, { cx: x, cy: y });
  };
  return { root, draw };
}

function courseInWords({ losses, norms, last }, before) {
  const course = (values) => `${show(values[0], 3)}` + (last === 0 ? ""
    : `, then ${show(values[Math.floor(last / 2)], 3)} half way and ` +
      `${show(values[last], 3)} after ${last} steps`);
  return `The loss: ${course(losses)}; it is ${show(Math.log(3), 3)} for one ` +
    "who guesses. The length of the gradient of the first layer: " +
    `${course(norms[0])}; of the second: ${course(norms[1])}.` +
    (before.length ? ` The run before ended at ${show(before.at(-1), 3)}.` : "");
}

function frame() {
  return [
    lineAt(NORM.floor), textAt(LEFT, 141, "start", "length of the gradient"),
    ...[10, 0.1, 0.001].map((norm) =>
      textAt(LEFT - 5, upNorm(norm) + 4, "end", String(norm))),
  ];
}
