// Arrays as tables of cells.

import { h, whenPointedAt } from "./dom.mjs";

/** Return what make returns for 0, 1 and so on, so many times. */
export const times = (count, make) =>
  Array.from({ length: count }, (_, i) => make(i));

/** Return an array of that many rows and columns: grid(2, 3, (i, j) => 0). */
export const grid = (rows, columns, make) =>
  times(rows, (i) => times(columns, (j) => make(i, j)));

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
 * the element of a cell; choose(i, j) is called for the cell that is pointed
 * at or in focus.
 */
export function matrix(name, rows, columns, make, choose) {
  const cells = grid(rows, columns, make);
  const lines = cells.map((row, i) => h("tr", {}, ...row.map((cell, j) =>
    whenPointedAt(h("td", {}, cell), () => choose(i, j)))));
  const root = h("table", { class: "cells" }, h("caption", {}, name),
    h("tbody", {}, ...lines));
  return { root, cells };
}
