// Which products of two arrays have the shape of the weights?

import { slider } from "./shared/controls.mjs";
import { h, setText, typeset } from "./shared/dom.mjs";
import { put, quantity } from "./shared/numbers.mjs";

const SIZES = {
  n_samples: "samples 𝑁", n_inputs: "inputs 𝐷", n_neurons: "neurons 𝑀",
};
const KINDS = { X: "forward", W: "parameter", G: "gradient" };
const MOST = 4;

/** Return { root, draw }: three sizes, and the products that fit. */
export function makeTracer(set) {
  const dials = Object.entries(SIZES).map(([key, label]) => {
    const name = h("span", { class: "dial-name" });
    const dial = slider({
      control: key, label, min: 1, max: MOST, step: 1,
      onchange: (size) => set({ [key]: size }),
    });
    const draw = (now) => {
      setText(name, `${label} = ${now[key]}`);
      dial.put(now[key]);
    };
    return { row: h("div", { class: "dial" }, name, dial), draw };
  });
  const count = quantity("fitting", "count plain");
  const verdict = h("span");
  const list = h("ul", { class: "layer-products" });
  const root = h("details", { class: "layer-tracer" },
    h("summary", {}, ...typeset("How many products have the shape of 𝑊?")),
    ...dials.map(({ row }) => row),
    h("p", { role: "status" }, count, verdict), list);

  let drawn = "";
  const draw = (now) => {
    for (const dial of dials) dial.draw(now);
    const sizes = Object.keys(SIZES).map((key) => now[key]);
    if (drawn === sizes.join()) return;
    drawn = sizes.join();
    const found = fitting(...sizes);
    put(count, found.length);
    setText(verdict, found.length === 1
      ? " product fits, and it is the gradient."
      : " products fit. One of them is the gradient; shapes do not say which.");
    list.replaceChildren(...found.map(product));
  };
  return { root, draw };
}

// All products of two different arrays, turned over or not, that fit.
function fitting(n, d, m) {
  const shapes = { X: [n, d], W: [d, m], G: [n, m] };
  const sides = Object.entries(shapes).flatMap(([letter, [r, c]]) => [
    { letter, turned: false, rows: r, columns: c },
    { letter, turned: true, rows: c, columns: r },
  ]);
  return sides.flatMap((left) => sides
    .filter((right) => right.letter !== left.letter &&
      left.columns === right.rows && left.rows === d && right.columns === m)
    .map((right) => [left, right]));
}

function product([left, right]) {
  const right_one = left.letter === "X" && left.turned &&
    right.letter === "G" && !right.turned;
  return h("li", { class: right_one ? "is-gradient" : null },
    picture(left), picture(right),
    h("span", {},
      ...name(left), " ", ...name(right), right_one ? ", the gradient" : ""));
}

const name = ({ letter, turned }) =>
  [h("i", {}, letter), turned ? h("sup", {}, "T") : ""];

// In true proportion: a square for every entry.
function picture({ letter, rows, columns }) {
  return h("span", {
    class: `layer-shape ${KINDS[letter]}`, "aria-hidden": "true",
    style: `--rows: ${rows}; --columns: ${columns}`,
  });
}
