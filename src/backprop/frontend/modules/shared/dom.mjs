// Making elements, and changing them only where something has changed.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Return a new HTML element: h("p", { class: "says" }, "text", child). */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Return a new SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// The book's fonts have no digits that stand below the line.
const INDICES = /([₀-₉]+)/;

/** Return a text as it is read, and kept in names of controls: z0 for z₀. */
export const spelt = (text) => text.normalize("NFKC");

/** Return what shows a text in HTML, with its indices. */
export const typeset = (text) => text.split(INDICES)
  .map((part, i) => (i % 2 ? h("sub", {}, spelt(part)) : part));

/**
 * Set an element's text, unless it says that already. The node that holds it
 * stays where it can: a new one has the element styled and built anew.
 * Digits such as ₀ are set as indices.
 */
export function setText(element, text) {
  if (INDICES.test(text)) {
    if (element.textContent !== spelt(text)) {
      element.replaceChildren(...typeset(text));
    }
    return;
  }
  const node = element.firstChild;
  const alone = node?.nodeType === Node.TEXT_NODE && node === element.lastChild;
  if (!alone || text === "") {
    if (element.textContent !== text) element.textContent = text;
  } else if (node.data !== text) {
    node.data = text;
  }
}

/** Set an attribute, or remove it for null, unless it is so already. */
export function setAttribute(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Return a symbol as the book sets it, with its index below: x, 0. */
export function symbol(letter, index = null) {
  const name = h("span", { class: "symbol" }, h("i", {}, letter));
  if (index !== null) name.append(h("sub", {}, String(index)));
  return name;
}

/** Return how a symbol is written in a text that is to be set: x₀. */
export function written(letter, index = null) {
  const below = (digit) => String.fromCharCode(0x2080 + Number(digit));
  return letter + String(index ?? "").replace(/\d/g, below);
}

/** Return the parts of an SVG text that says ten to a whole power. */
export function powerOfTen(n) {
  if (n === 0) return ["1"];
  const power = String(n).replace("-", "−");
  return ["10", svg("tspan", { dy: "-0.4em", "font-size": "0.8em" }, power)];
}
