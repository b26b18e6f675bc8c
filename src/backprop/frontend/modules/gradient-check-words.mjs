// Where words about straight lines stand: near their line, and clear of all
// else that is drawn.

import { setAttributes } from "./shared/dom.mjs";
import { times } from "./shared/matrix.mjs";

const [HIGH, DEEP] = [9, 3]; // of letters, above and below their base line
const CLEAR = 2.5; // least room around the words
const [COLUMN, ROW] = [6, 5]; // between the places that are tried
const POINTS = 30; // by which a straight line is known
const [HIT, CROSSED] = [1000, 400]; // what it costs to cover something

const far = ([left, top, right, bottom], [x, y]) => Math.hypot(
  Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

const pointsOf = ([x0, y0, x1, y1]) => times(POINTS + 1, (i) =>
  [x0 + (x1 - x0) * (i / POINTS), y0 + (y1 - y0) * (i / POINTS)]);

/**
 * Put each of the words, { text, width, line }, into the places, rows of
 * [left, right, base line]. A line is [x0, y0, x1, y1]. Nothing is covered
 * that can be helped: an upright line at x, circles [x, y, radius], the lines
 * of all words, and last of all dots [x, y].
 */
export function placeWords(words, places, { upright, circles, dots }) {
  const lines = words.map(({ line }) => pointsOf(line));
  const taken = [];
  words.forEach(({ text, width }, i) => {
    const boxes = places.flatMap(([left, right, base]) => {
      const count = Math.max(0, Math.floor((right - width - left) / COLUMN)) + 1;
      return times(count, (c) => {
        const x = Math.min(left + COLUMN * c, right - width);
        return [x, base - HIGH, x + width, base + DEEP];
      });
    });
    let [best, least] = [null, Infinity];
    for (const box of boxes) {
      let cost = Math.min(...lines[i].map((point) => far(box, point)));
      const hits = (all, room) =>
        all.filter((point) => far(box, point) < room).length;
      if (box[0] - CLEAR < upright && upright < box[2] + CLEAR) cost += HIT;
      for (const [x, y, r] of circles) cost += HIT * hits([[x, y]], r + CLEAR);
      for (const other of taken) cost += HIT * overlap(box, other);
      for (const line of lines) cost += CROSSED * (hits(line, CLEAR) > 0);
      if (cost < least) cost += 3 * hits(dots, CLEAR);
      if (cost < least) [best, least] = [box, cost];
    }
    taken.push(best);
    setAttributes(text, { x: best[0].toFixed(1), y: best[3] - DEEP });
  });
}

const overlap = (a, b) => Number(a[0] - CLEAR < b[2] && b[0] - CLEAR < a[2] &&
  a[1] - CLEAR < b[3] && b[1] - CLEAR < a[3]);

/** Return places: rows from the base line `from` down to `to`. */
export const rowsOf = (left, right, from, to) =>
  times(Math.floor((to - from) / ROW) + 1, (i) => [left, right, from + ROW * i]);
