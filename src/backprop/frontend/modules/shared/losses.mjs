// The upright axis of a picture of losses, which has room for the highest.

import { pathThrough, setAttribute, setText, svg } from "./dom.mjs";
import { show } from "./numbers.mjs";

const HEIGHTS = [1.5, 4, 12];
const POINTS = 280; // a curve has no more of them than it has pixels

/** Return a text of a picture; it begins, or ends, at x. */
export const textAt = (x, y, anchor = "start", words = "") =>
  svg("text", { x, y, "text-anchor": anchor }, words);

/** Return the path of a curve over its steps, as long as it has numbers. */
export function curveThrough(values, across, up) {
  const stride = Math.max(1, Math.ceil(values.length / POINTS));
  const points = [];
  for (let s = 0; Number.isFinite(values[s]); s += stride) {
    points.push([across(s).toFixed(1), up(values[s]).toFixed(1)]);
  }
  return pathThrough(points);
}

/**
 * Return { parts, up, fit } for a picture with so much room: fit(...runs) has
 * it hold the losses of all runs, or says in it how much higher they go, and
 * up(loss) is where a loss stands.
 */
export function lossAxis({ left, right, top, floor }) {
  let most = 0;
  const up = (loss) => floor - (floor - top) * Math.min(loss / most, 1);
  const tick = textAt(left - 5, 0, "end");
  const beyond = textAt(right, top - 5, "end");
  const fit = (...runs) => {
    const highest = runs.flat().reduce(
      (high, loss) => (loss > high && loss < Infinity ? loss : high), 0);
    most = HEIGHTS.find((height) => height >= highest) ?? HEIGHTS.at(-1);
    const marked = Math.floor(0.9 * most);
    setText(tick, String(marked));
    setAttribute(tick, "y", up(marked) + 4);
    setText(beyond, highest > most ? `goes up to ${show(highest, 3)}` : "");
  };
  return {
    parts: [
      svg("line", { class: "axis", x1: left, x2: right, y1: floor, y2: floor }),
      textAt(left, top - 5, "start", "loss"), textAt(left - 5, floor + 4, "end", "0"),
      tick, beyond,
    ],
    up, fit,
  };
}
