// Making elements, and changing them only where something has changed.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  setAttributes(element, attributes);
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

// What texts say in signs that the book's fonts do not have, digits below and
// above the line and slanted letters, and what is always slanted.
const SIGNS = /([₀-₉]+|[⁻⁰¹²³⁴-⁹]+|[𝐴-𝑧ℎŷη∂])/u;
const SLANTED = /([𝐴-𝑧ℎŷη∂])/u;

// A power of ten, with what stands before it.
const POWER = /(\u00a0×\u00a0)?10([⁻⁰¹²³⁴-⁹]+)/gu;
const power = (digits) => ` to the ${digits.replace("⁻", "minus ").normalize("NFKC")}`;

/** Return a text as it is read, and kept in names of controls: z0 for 𝑧₀. */
export const spelt = (text) => text
  .replace(POWER, (_, times, digits) => `${times ? " times " : ""}10${power(digits)}`)
  .normalize("NFKC");

const tagOf = (part) =>
  SLANTED.test(part) ? "i" : /[₀-₉]/.test(part) ? "sub" : "sup";

// Read out, a raised 7 is one more digit: ears get words in its place.
const raised = (part, before) => before.endsWith("10")
  ? [heard(power(part)), h("sup", { "aria-hidden": "true" }, part.normalize("NFKC"))]
  : [h("sup", {}, part.normalize("NFKC"))];

/** Return what shows a text in HTML, with indices, powers and quantities. */
export const typeset = (text) => text.split(SIGNS).flatMap((part, i, parts) => {
  if (i % 2 === 0) return [part];
  const tag = tagOf(part);
  return tag === "sup" ? raised(part, parts[i - 1]) : [h(tag, {}, spelt(part))];
});

// What is raised or lowered is smaller, and what follows stands where the rest
// stands.
const SMALL = 0.8;
const SHIFTS = { sup: -0.4, sub: 0.25 };

/** Return what shows a text in a picture. */
export const typesetInPicture = (text) => {
  let back = 0;
  return text.split(SIGNS).flatMap((part, i) => {
    if (part === "") return [];
    const tag = i % 2 ? tagOf(part) : "";
    const by = SHIFTS[tag] ?? 0;
    const look = {
      dy: by || back ? `${by || back}em` : null,
      "font-size": by ? `${SMALL}em` : null,
      "font-style": tag === "i" ? "italic" : null,
    };
    back = -SMALL * by;
    return [svg("tspan", look, i % 2 ? part.normalize("NFKC") : part)];
  });
};

/** Return words that are read out and not shown. */
export const heard = (words) => h("span", { class: "visually-hidden" }, words);

/**
 * Set an element's text, unless it says that already. The node that holds it
 * stays where it can: a new one has the element styled and built anew.
 * Signs such as ₀, ⁷ and 𝑧 are typeset.
 */
export function setText(element, text) {
  const marked = SIGNS.test(text);
  if (marked && element.said !== text) {
    element.replaceChildren(
      ...(element.ownerSVGElement ? typesetInPicture : typeset)(text));
  }
  element.said = text;
  if (marked) return;
  const node = element.firstChild;
  const alone = node?.nodeType === Node.TEXT_NODE && node === element.lastChild;
  if (!alone || text === "") {
    if (element.textContent !== text) element.textContent = text;
  } else if (node.data !== text) {
    node.data = text;
  }
}

/** Set an attribute, or remove it for none, unless it is so already. */
export function setAttribute(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Set attributes, { name: value }, where they are not so already. */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(element, name, value);
  }
}

/** Return the path of straight lines through points, [x, y]. */
export const pathThrough = (points) =>
  points.map((point, i) => (i ? "L" : "M") + point.join(" ")).join("");

/** Call choose() when an element is pointed at or in focus; return it. */
export function whenPointedAt(element, choose) {
  for (const event of ["pointerenter", "focusin"]) {
    element.addEventListener(event, choose);
  }
  return element;
}

/** Return how a symbol is written in a text that is to be set: 𝑥₀. */
export function written(letter, index = "") {
  const below = (digit) => String.fromCharCode(0x2080 + Number(digit));
  const slanted = (char) =>
    String.fromCodePoint(char.charCodeAt() + (char > "Z" ? 0x1d3ed : 0x1d3f3));
  return letter.replace(/[A-z]/, slanted) +
    String(index).replace(/\d/g, below);
}
