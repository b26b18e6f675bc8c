// Native controls: a number that can be typed or dragged, sliders, buttons.

import { h, setAttribute, setText, spelt, typeset } from "./dom.mjs";
import { clamped, fitted, rounded, show } from "./numbers.mjs";

const PIXELS_PER_STEP = 2;
const SLACK = 6; // px: a finger that taps moves a little
const NUMBER = /^[-−+]?(\d+[.,]?\d*|[.,]\d+)(e[-−+]?\d+)?$/i;

/** Return the number that a text says, NaN if it says none. */
const numberIn = (text) => NUMBER.test(text.trim())
  ? Number(text.replace(/−/g, "-").replace(",", ".")) : NaN;

/**
 * Return an input that holds a number: type into it, press the arrow keys,
 * or drag it sideways. It calls onchange(value) with every valid number; of
 * another the object's sentence says which are, and what was before the typing
 * comes back.
 * Set its value from outside with input.put(value), which writes no more than
 * `digits` of it. It also shows a quantity, which has the control's name
 * unless it is given another. The bounds are those of the shell:
 * [lowest, highest, "whole"], the last for whole numbers.
 * Browsers write a number in a field of type number with a hyphen, where the
 * book has a minus; so the type is text, and the role says the rest.
 */
export function numberField({
  control, key = control, label, kind = "forward", step = 0.1, digits = null,
  bounds: [min, max, whole], onchange,
}) {
  const input = h("input", {
    type: "text", role: "spinbutton", class: `number ${kind}`,
    "data-control": control, "data-quantity": key, "aria-label": spelt(label),
    "aria-valuemin": min, "aria-valuemax": max,
    // The decimal keys of phones have no minus.
    inputmode: min < 0 ? "text" : "decimal", autocomplete: "off",
    title: `${spelt(label)}: type, or drag sideways`,
  });
  const legal = (value) =>
    clamped(whole ? Math.round(value) : value, min, max);
  let before; // typing: the beginning of a number may be a number too
  let refusing = false;
  const choose = (value) => {
    input.put(legal(value));
    onchange(legal(value));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const held = () => Number(input.dataset.value);
  // Seventeen digits say which number it is.
  const text = (value) => fitted(input, value, (most) =>
    String(Number(value.toPrecision(Math.min(most, digits ?? 17))))
      .replace(/-/g, "−"));
  input.refit = () => {
    const typing = document.activeElement === input;
    if (!typing && input.dataset.value !== undefined) input.value = text(held());
  };
  selectWhenEntered(input);
  input.put = (value) => {
    setAttribute(input, "data-value", value);
    setAttribute(input, "aria-valuenow", value);
    setAttribute(input, "aria-valuetext", inWords(value));
    if (refusing) return;
    setAttribute(input, "aria-invalid", null);
    // What is being typed stays as it is while it says the number.
    if (numberIn(input.value) !== value && input.value !== text(value)) {
      input.value = text(value);
    }
  };
  const takeBack = () =>
    input.dispatchEvent(new Event("takeback", { bubbles: true }));
  const refuse = () =>
    refused(input, `${label}: only ${whole ? "whole " : ""}numbers from ` +
      `${show(min)} to ${show(max)}. It stays ${show(before)}.`);
  input.addEventListener("input", () => {
    const value = numberIn(input.value);
    if (Number.isFinite(value) && legal(value) === value) {
      setAttribute(input, "aria-invalid", null);
      return onchange(value);
    }
    input.setAttribute("aria-invalid", "true");
    // What is no number yet may be the beginning of one.
    if (!Number.isFinite(value)) return;
    // What was typed stays, struck out.
    refusing = true;
    takeBack();
    refusing = false;
    refuse();
  });
  input.addEventListener("focus", () => (before = held()));
  input.addEventListener("change", () => {
    if (input.hasAttribute("aria-invalid")) {
      takeBack();
      input.put(held());
      refuse();
    }
    before = held();
    input.value = text(before);
  });
  input.addEventListener("keydown", (event) => {
    const ways = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    if (!(event.key in ways)) return;
    event.preventDefault();
    choose(rounded(held() + ways[event.key] * step));
  });
  makeDraggable(input, (start, steps) => choose(rounded(start + steps * step)));
  return input;
}

/** Return a control with its name, which it says itself, above it. */
export const labelled = (name, control) =>
  h("div", { class: "setting" },
    h("span", { class: "setting-name", "aria-hidden": "true" }, name), control);

/** Have the object's sentence say, to eyes and ears, why a control refused. */
function refused(control, detail) {
  control.dispatchEvent(new CustomEvent("refused", { detail, bubbles: true }));
}

// What would be read out as it is written, with an e for a power of ten.
const inWords = (value) =>
  String(value).includes("e") ? spelt(show(value)) : null;

// A tap that brings the caret chooses the whole number, to be typed over; the
// next one may place the caret.
function selectWhenEntered(input) {
  let entering = false;
  input.addEventListener("pointerdown", () =>
    (entering = document.activeElement !== input));
  input.addEventListener("click", () => {
    if (entering) input.select();
    entering = false;
  });
}

function makeDraggable(input, drag) {
  let from = null;
  input.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = { x: event.clientX, value: Number(input.dataset.value), steps: 0 };
  });
  input.addEventListener("pointermove", (event) => {
    if (from === null || event.buttons === 0) return;
    const way = event.clientX - from.x;
    const beyond = Math.max(0, Math.abs(way) - SLACK);
    const steps = Math.trunc(Math.sign(way) * beyond / PIXELS_PER_STEP);
    if (steps === from.steps) return;
    if (!input.hasPointerCapture(event.pointerId)) {
      input.setPointerCapture(event.pointerId);
    }
    from.steps = steps;
    drag(from.value, steps);
  });
  const stop = () => (from = null);
  input.addEventListener("pointerup", stop);
  input.addEventListener("pointercancel", stop);
}

/** Return a slider; set it from outside with slider.put(value). */
export function slider({ control, label, min, max, step, onchange, text }) {
  const input = h("input", {
    type: "range", class: "slider", "data-control": control,
    "aria-label": spelt(label), min, max, step,
  });
  input.put = (value) => {
    // A slider that is told where it stands is laid out all the same.
    if (input.value !== String(value)) input.value = String(value);
    if (text) setAttribute(input, "aria-valuetext", spelt(text(value)));
  };
  input.addEventListener("input", () => onchange(input.valueAsNumber));
  // The browser takes a touch for the slider's at first, until the finger turns
  // out to scroll the page.
  input.addEventListener("pointercancel", () =>
    input.dispatchEvent(new Event("untouched", { bubbles: true })));
  return input;
}

/**
 * Call drag(x) while the reader drags across a picture, with the place in the
 * units it is drawn in. Keys need another control that does the same.
 */
export function dragAcross(plot, drag) {
  const move = (event) => {
    const { left, width } = plot.getBoundingClientRect();
    const { x, width: across } = plot.viewBox.baseVal;
    drag(x + across * clamped((event.clientX - left) / width, 0, 1));
  };
  // A finger may want to scroll the page: it taps, or moves sideways first.
  let from = null;
  plot.addEventListener("pointerdown", (event) => {
    plot.setPointerCapture(event.pointerId);
    from = event.pointerType === "touch" ? [event.clientX, event.clientY] : null;
    if (!from) move(event);
  });
  plot.addEventListener("pointermove", (event) => {
    if (!plot.hasPointerCapture(event.pointerId)) return;
    if (from) {
      const sideways = Math.abs(event.clientX - from[0]);
      const upright = Math.abs(event.clientY - from[1]);
      if (sideways <= Math.max(SLACK, upright)) return;
      from = null;
    }
    move(event);
  });
  plot.addEventListener("pointerup", (event) => {
    if (from) move(event);
    from = null;
  });
  plot.addEventListener("pointercancel", () => (from = null));
}

/**
 * Return a slider that looks like a bar as long as its value, from 0 to 1.
 */
export function bar({ label, onchange }) {
  const input = slider({ label, min: 0, max: 1, step: 0.001, onchange });
  input.classList.add("bar");
  const { put } = input;
  input.put = (value) => {
    put(value);
    input.style.backgroundSize = `${100 * value}% 100%`;
  };
  return input;
}

/** Return a button. */
export function button(label, onclick, attributes = {}) {
  const made = h("button", { type: "button", ...attributes }, ...typeset(label));
  made.addEventListener("click", (event) => {
    if (made.getAttribute("aria-disabled") !== "true") onclick(event);
  });
  return made;
}

/** Let a button work or not; one that is in focus keeps it. */
export const enable = (made, works) =>
  setAttribute(made, "aria-disabled", works ? null : "true");

/** Return a check box in its label; set it with .put(checked). */
export function checkbox({ control, label, onchange }) {
  const input = h("input", { type: "checkbox", "data-control": control });
  const box = h("label", { class: "choice" }, input, h("span", {}, ...[label].flat()));
  input.addEventListener("change", () => onchange(input.checked));
  box.put = (checked) => (input.checked = checked);
  return box;
}

let groups = 0;

/**
 * Return radio buttons for options { value: label }; set with .put(value).
 */
export function choices({ control, label, options, onchange }) {
  const group = `explorable-${control}-${groups++}`;
  const all = h("div", { class: "options" });
  const set = h("fieldset", { class: "choices" },
    h("legend", {}, ...typeset(label)), all);
  for (const [value, text] of Object.entries(options)) {
    const input = h("input", {
      type: "radio", name: group, value, "data-control": control,
    });
    input.addEventListener("change", () => onchange(value));
    all.append(h("label", { class: "choice" }, input, h("span", {}, ...typeset(text))));
  }
  set.put = (value) => {
    for (const input of set.querySelectorAll("input")) {
      input.checked = input.value === String(value);
    }
  };
  return set;
}

/** Return radio buttons for which class is the right one. */
export const labelChoices = (classes, set) => choices({
  control: "label", label: "The right class",
  options: Object.fromEntries(classes.map((k) => [k, `class ${k}`])),
  onchange: (value) => set({ label: Number(value) }),
});
