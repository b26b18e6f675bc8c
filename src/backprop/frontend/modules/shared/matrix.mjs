// Arrays as tables of cells.

import { h } from "./dom.mjs";

/** Return an array of that many rows and columns: grid(2, 3, (i, j) => 0). */
export function grid(rows, columns, make) {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => make(i, j)),
  );
}

/** Return a copy of rows with one entry exchanged. */
export function replaced(rows, i, j, value) {
  return rows.map((row, r) =>
    row.map((entry, c) => (r === i && c === j ? value : entry)),
  );
}

/** Call look(entry, i, j) for every entry of rows. */
export function each(rows, look) {
  rows.forEach((row, i) => row.forEach((entry, j) => look(entry, i, j)));
}

/**
 * Return a table of cells under a name: { root, cells }. make(i, j) returns
 * the element of a cell; choose(i, j), if given, is called for the cell that
 * is pointed at or in focus.
 */
export function matrix(name, rows, columns, make, choose = null) {
  const cells = grid(rows, columns, make);
  const caption = h("caption", {}, name);
  const root = h("table", { class: "cells" }, caption, h("tbody"));
  for (const [i, row] of cells.entries()) {
    const line = h("tr");
    for (const [j, cell] of row.entries()) {
      const place = h("td", {}, cell);
      if (choose) {
        place.addEventListener("pointerenter", () => choose(i, j));
        place.addEventListener("focusin", () => choose(i, j));
      }
      line.append(place);
    }
    root.lastChild.append(line);
  }
  return { root, cells };
}
