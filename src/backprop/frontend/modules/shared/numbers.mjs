// Numbers as the book shows them, each with its full value beside it.

import { h, setText, typesetInPicture } from "./dom.mjs";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const isFar = (value) =>
  value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6);

/** Return the number that is shown for another. */
export const asShown = (value, digits = 4) =>
  Number(value.toPrecision(isFar(value) ? Math.min(digits, 3) : digits));

/** Return the sign before a value: = if shown numbers make what is shown. */
export const equals = (made, value, digits = 4) =>
  show(made, digits) === show(value, digits) ? " = " : " ≈ ";

/**
 * Return a number in a few significant digits, with a real minus; very large
 * and very small ones with a power of ten.
 */
export function show(value, digits = 4) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value < 0 ? "−∞" : "∞";
  }
  return powered(isFar(value)
    ? value.toExponential(Math.min(digits, 3) - 1).replace(/\.?0+e/, "e")
    : String(asShown(value, digits)));
}

/** Return what a program writes as 1.2e-7 as the book does. */
export function powered(text) {
  const [front, power] = text.replace(/^(-?)1e/, "$1e").split("e");
  const raised = power?.replace(/./g,
    (sign) => sign === "-" ? "⁻" : RAISED[sign] ?? "");
  return (power ? front.replace(/\d$/, "$&\u00a0×\u00a0") + "10" + raised : text)
    .replace(/-/g, "−");
}

/** Return the parts of an SVG text that says ten to a whole power. */
export const powerOfTen = (n) =>
  typesetInPicture(n === 0 ? "1" : powered(`1e${n}`));

/** Return the same, in brackets if it begins with a minus. */
export function bracketed(value, digits = 4) {
  const text = show(value, digits);
  return text.startsWith("−") ? `(${text})` : text;
}

export const NUDGE = 0.001;

/** Return what a nudge upwards does to the loss, or to what there is of it. */
export function effect(slope, loss = "the loss") {
  const change = Math.abs(slope * NUDGE);
  return change === 0 ? `leaves ${loss} as it is`
    : `${slope > 0 ? "raises" : "lowers"} ${loss} by ${show(change)}`;
}

/**
 * Return the element that shows one number. Its key is the attribute of the
 * package's object with its index: "dweights[0,1]". Its kind, "forward",
 * "gradient" or "parameter", chooses its look; in a line of text it is also
 * "plain".
 */
export function quantity(key, kind = "forward") {
  return h("span", { class: `quantity ${kind} blank`, "data-quantity": key });
}

const LEAST_TYPE = 12; // px: no smaller type is legible
// At least as wide, in ems, as the signs of a number are on average.
const ems = (text) => 0.56 * text.length;

/**
 * Return a number in as many digits as its cell has room for, which is "small"
 * if the type has to be. A cell that has not been measured takes them all.
 */
export function fitted(cell, value, write) {
  const { room, size, between } = cell;
  const width = (text, type) => ems(text) * type + text.length * between;
  const most = write(17);
  const small = room > 0 && width(most, size) > room;
  cell.classList.toggle("small", small);
  if (!small) return most;
  for (let digits = 6; digits > 0; digits--) {
    const text = write(digits);
    if (width(text, LEAST_TYPE) <= room) return text;
  }
  return Math.abs(value) < 1 ? "≈0" : write(1);
}

/** Measure the cells of an explorable, and write their numbers anew. */
export function fitCells(root) {
  const cells = [...root.querySelectorAll(
    ".quantity:not(.plain), input.number")];
  for (const cell of cells) cell.classList.remove("small");
  for (const cell of cells) {
    const { fontSize, letterSpacing, paddingLeft } = getComputedStyle(cell);
    cell.size = parseFloat(fontSize);
    cell.between = parseFloat(letterSpacing) || 0; // "normal" is no number
    cell.room = cell.clientWidth - 2 * parseFloat(paddingLeft);
  }
  for (const cell of cells) cell.refit?.();
}

/**
 * Put a value into its element; none for one that is not known yet, which is
 * "blank". (CSS knows what is :empty, but then styles all again whenever any
 * text changes.)
 */
export function put(element, value, digits = 4) {
  const full = value == null ? undefined : String(value);
  if (element.dataset.value === full) return;
  element.classList.toggle("blank", full === undefined);
  element.refit = () => {
    if (element.dataset.value !== full || full === undefined) return;
    setText(element, element.classList.contains("plain") ? show(value, digits)
      : fitted(element, value, (most) => inCell(value, Math.min(most, digits))));
  };
  if (full === undefined) {
    delete element.dataset.value;
    setText(element, "");
  } else {
    element.dataset.value = full;
    element.refit();
  }
}

// Cells are narrow: two digits before a power of ten.
function inCell(value, digits) {
  const text = show(value, digits);
  return digits < 5 && /[⁰-⁹¹²³]/.test(text)
    ? show(value, Math.min(digits, 2)) : text;
}

/** Return a number rounded to so many places after the point. */
export function rounded(value, places = 6) {
  return Number(value.toFixed(places)) + 0;
}

/** Return a number, or the bound that it is beyond. */
export const clamped = (value, min, max) => Math.min(max, Math.max(min, value));

/** Return the sum of a list, added up from its beginning. */
export const total = (list) => list.reduce((sum, term) => sum + term, 0);
