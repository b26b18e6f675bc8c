// Softmax and the way back: drag logits and see every entry of the Jacobian.

import { choices, numberField } from "./shared/controls.mjs";
import {
  h, heard, setAttribute, setText, typeset, whenPointedAt, written,
} from "./shared/dom.mjs";
import { logitRows, softmax } from "./shared/logits.mjs";
import { each, grid, times } from "./shared/matrix.mjs";
import {
  asShown, bracketed, equals, put, quantity, rounded, show, total,
} from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";

const REACH = 10;
const LARGEST = 0.25; // no entry of a Jacobian of softmax is larger
const CELLS = { jacobian: "𝐽", products: "𝑔 × 𝐽", diagonal: "only 𝑠(1 − 𝑠)" };

/** Return all that is shown, by the names that the package uses. */
function compute({ inputs, dvalues }) {
  const { output: s } = softmax(inputs);
  const count = s.length;
  const jacobian = grid(count, count, (j, k) =>
    j === k ? -s[j] * s[k] + s[j] : -s[j] * s[k],
  );
  const products = grid(count, count, (j, k) => dvalues[j] * jacobian[j][k]);
  const diagonal = s.map((_, k) => products[k][k]);
  const mean = total(s.map((share, j) => dvalues[j] * share));
  const dinputs = s.map((share, k) => share * (dvalues[k] - mean));
  return { s, jacobian, products, diagonal, mean, dinputs };
}

function build({ state, set, refresh, bounds }) {
  const count = state().inputs.length;
  let [row, column] = [0, 1]; // what is explained: output `row`, logit `column`
  let shifting = false; // unless all logits have just been moved

  const choose = (j, k) => {
    if (row === j && column === k && !shifting) return;
    [row, column, shifting] = [j, k, false];
    refresh();
  };
  const shares = state().inputs.map((_, k) => quantity(`output[0,${k}]`));
  const lengths = shares.map(() => h("span"));
  const logits = logitRows({
    state, set, bounds: bounds.inputs, reach: REACH,
    lane: (k) => h("div", { class: "share" },
      h("span", {}, ...typeset(written("S", k))), lengths[k], shares[k]),
    choose: (k) => choose(k, k),
    onshift: () => (shifting = true),
  });
  const table = makeTable(count, bounds.dvalues, choose, () => column, (j, g) => {
    set({ dvalues: state().dvalues.map((old, i) => (i === j ? g : old)) });
  });
  const cells = choices({
    control: "cells", label: "In the cells", options: CELLS,
    onchange: (value) => set({ cells: value }),
  });
  const sums = makeSums(count);

  function draw(now) {
    const found = compute(now);
    logits.put(now.inputs);
    found.s.forEach((share, k) => {
      put(shares[k], share);
      lengths[k].style.backgroundSize = `${100 * share}% 100%`;
    });
    cells.put(now.cells);
    table.draw(now, found, row, column);
    sums.draw(now, found, row, column);
  }

  const say = (now) => {
    const found = compute(now);
    if (shifting && logits.added() !== 0) return sayShift(logits.added());
    if (now.cells === "diagonal") return sayDiagonal(found);
    return sayNudge(found, column) + saySilence(found);
  };
  const any = () => shares.map(() => random(-3, 3));
  const surprise = () => ({ inputs: any(), dvalues: any() });
  return {
    parts: [
      logits.root, cells, h("div", { class: "way-back" }, table.root, sums.root),
    ],
    draw, say, surprise,
  };
}

// Logits above, outputs at the side: upstream gradients come in on the left,
// and what is passed on goes out below.
function makeTable(count, bounds, choose, column, change) {
  const cells = grid(count, count, (j, k) =>
    quantity(`jacobian[${j},${k}]`, "entry"));
  const shades = grid(count, count, () => h("span", { class: "shade" }));
  const places = grid(count, count, (j, k) =>
    h("td", { tabindex: -1 }, shades[j][k], cells[j][k]));
  roving(places, choose);
  const upstream = cells.map((_, j) => numberField({
    control: `dvalues[${j}]`, key: `dvalues[0,${j}]`, label: `${written("G", j)}, upstream gradient`,
    kind: "gradient", bounds, onchange: (g) => change(j, g),
  }));
  const results = cells.map((_, k) => quantity(`dinputs[0,${k}]`, "gradient"));
  const wrong = cells.map((_, k) => quantity(`diagonal[0,${k}]`, "gradient"));
  const heading = (name, scope) => h("th", { scope }, ...typeset(name));
  const lines = cells.map((_, j) => {
    const place = h("td", {}, upstream[j]);
    place.addEventListener("focusin", () => choose(j, column()));
    return h("tr", {}, heading(written("S", j), "row"), place, ...places[j]);
  });
  const names = cells.map((_, k) => heading(written("z", k), "col"));
  const below = (name, numbers) => h("tr", { class: "below" },
    h("th", { scope: "row", colspan: 2 }, heard("gradient "), ...typeset(name)),
    ...numbers.map((number) => h("td", {}, number)));
  const wrongLine = below("𝑠(1 − 𝑠) 𝑔", wrong);
  const root = h("table", {
    class: "cells crossing", role: "grid",
    "aria-label": "The Jacobian: a row for each output, a column for each " +
      "logit; the arrow keys move in it",
  }, h("thead", {},
    h("tr", { class: "words" }, h("td"), h("th", { scope: "col" }, "upstream"),
      h("th", { scope: "colgroup", colspan: count }, "nudged logit")),
    h("tr", {}, h("td"), heading("𝑔", "col"), ...names)),
  h("tbody", {}, ...lines, below("∂𝐿/∂𝑧", results), wrongLine));

  const draw = (now, found, row, column) => {
    const shown = now.cells === "products" ? "products" : "jacobian";
    const most = shown === "products"
      ? LARGEST * Math.max(...now.dvalues.map(Math.abs)) || 1 : LARGEST;
    each(cells, (cell, j, k) => {
      const value = found[shown][j][k];
      const left = now.cells === "diagonal" && j !== k;
      setAttribute(cell, "data-quantity", `${shown}[${j},${k}]`);
      put(cell, left ? null : value, 3);
      shades[j][k].style.opacity = left ? 0 : Math.abs(value) / most / 2;
      shades[j][k].classList.toggle("positive", value > 0);
      cell.classList.toggle("lit", j === row && k === column);
      places[j][k].classList.toggle("collected", k === column);
    });
    upstream.forEach((field, j) => {
      field.put(now.dvalues[j]);
      field.classList.toggle("lit", j === row);
    });
    results.forEach((result, k) => {
      put(result, found.dinputs[k]);
      result.classList.toggle("lit", k === column);
      put(wrong[k], now.cells === "diagonal" ? found.diagonal[k] : null);
    });
    wrongLine.hidden = now.cells !== "diagonal";
  };
  return { root, draw };
}

const WAYS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

/** Let arrow keys move between the places; Tab stops at the last one only. */
function roving(places, choose) {
  let stop = places[0][0];
  stop.tabIndex = 0;
  each(places, (place, i, j) => {
    whenPointedAt(place, () => choose(i, j));
    place.addEventListener("focus", () => {
      stop.tabIndex = -1;
      stop = place;
      stop.tabIndex = 0;
    });
    place.addEventListener("keydown", (event) => {
      if (!(event.key in WAYS)) return;
      event.preventDefault();
      const [down, right] = WAYS[event.key];
      places[i + down]?.[j + right]?.focus();
    });
  });
}

// The chosen entry, the sum down its column, and the same without the matrix.
function makeSums(count) {
  const average = quantity("mean", "gradient plain");
  const [entry, sought, sum, closed] = times(4, () => h("span"));
  const terms = times(count, () => h("span"));
  const added = terms.flatMap((term, j) => (j === 0 ? [term] : [" +\u00a0", term]));
  const line = (name, ...parts) =>
    h("p", {}, h("span", { class: "line-name" }, ...typeset(name)), " ", ...parts);
  const root = h("div", { class: "sums" }, line("this cell", entry),
    line("its column", sought, ...added, sum), line("without 𝐽", ...typeset(unbroken("𝑔·𝑠 = ")), average, closed));
  const draw = (now, found, j, k) => {
    write(entry, writeEntry(now, found, j, k));
    write(sought, `∂𝐿/∂${written("z", k)} = `);
    terms.forEach((term, i) => {
      const local = bracketed(found.jacobian[i][k], 3);
      write(term, `${bracketed(now.dvalues[i])}·${local}`);
      term.classList.toggle("chosen", i === j);
    });
    const made = total(now.dvalues.map((g, i) =>
      asShown(g) * asShown(found.jacobian[i][k], 3)));
    const result = found.dinputs[k];
    write(sum, equals(made, result) + show(result));
    put(average, found.mean);
    const [S, G] = [written("S", k), written("G", k)];
    const [s, g, mean] = [found.s[k], now.dvalues[k], found.mean];
    write(closed, `; ${S}(${G} − 𝑔·𝑠) = ${show(s)}·(${show(g)} − ` +
      bracketed(mean) + ")" +
      equals(asShown(s) * (asShown(g) - asShown(mean)), result) + show(result));
  };
  return { root, draw };
}

// Lines end before an equals sign, and not within brackets or products.
const unbroken = (text) =>
  text.replaceAll("·", " · ").replace(/\([^)]*\)|[=≈] | · /g,
    (part) => part.replaceAll(" ", "\u00a0"));
const write = (element, text) => setText(element, unbroken(text));

// As many digits as it takes for what is printed to be right as it stands.
function worked(parts, result, work) {
  for (let digits = 4; digits < 10; digits++) {
    const texts = parts.map((part) => show(part, digits));
    const sign = equals(work(parts.map((part) => asShown(part, digits))), result, 3);
    if (sign === " = ") return { texts, sign };
  }
  return { texts: parts.map((part) => show(part)), sign: " ≈ " };
}

function writeEntry({ dvalues, cells }, { s, jacobian, products }, j, k) {
  const value = show(jacobian[j][k], 3);
  const [Sj, Sk] = [written("S", j), written("S", k)];
  const slope = `∂${Sj}/∂${written("z", k)}`;
  if (cells === "products") {
    const [g, local, made] = [dvalues[j], jacobian[j][k], products[j][k]];
    return `${written("G", j)} ${slope} = ${bracketed(g)}·${bracketed(local, 3)}` +
      equals(asShown(g) * asShown(local, 3), made, 3) + show(made, 3);
  }
  const { texts: [own, other], sign } = worked([s[j], s[k]], jacobian[j][k],
    ([a, b]) => (j === k ? a * (1 - a) : -a * b));
  return `${slope} = ` + (j === k
    ? `${Sj}(1 − ${Sj}) = ${own}·(1 − ${own})${sign}${value}`
    : `−${Sj}${Sk} = −${own}·${other}${sign}${value}`);
}

function sayNudge({ jacobian, dinputs }, k) {
  const outputs = jacobian.map((line, j) => `${written("S", j)} ${moves(line[k])}`);
  return `Raise ${written("z", k)} by 0.001. In thousandths, ` +
    `${outputs.join(", ")}, in all nothing; and the loss ${moves(dinputs[k])}.`;
}

function moves(slope) {
  if (slope === 0) return "stays";
  return `${slope > 0 ? "rises" : "falls"} by ${show(Math.abs(slope), 3)}`;
}

function sayDiagonal({ diagonal }) {
  const sum = rounded(total(diagonal));
  return "𝑠(1 − 𝑠) is the diagonal of 𝐽: what each output gets from its own " +
    `logit. Times 𝑔, the last line, it adds up to ${show(sum)}` + (sum === 0
    ? "." : ", not to 0: raising all logits together would change the loss.");
}

function saySilence({ s }) {
  const k = s.findIndex((share) => share > 0.999);
  if (k < 0) return "";
  return ` Softmax is nearly certain of class ${k}, and all of 𝐽 nearly 0.`;
}

function sayShift(added) {
  const factor = show(Math.exp(added), 3);
  const what = added > 0 ? `${show(added)} more` : `${show(-added)} less`;
  return `Every logit is ${what}, every exponential ${factor} times what it ` +
    "was, and so is their sum. The factor cancels: no probability, no entry " +
    "of 𝐽 and no gradient has moved.";
}

export default {
  render: explorable("softmax", "Softmax, its Jacobian and a gradient", build),
};
