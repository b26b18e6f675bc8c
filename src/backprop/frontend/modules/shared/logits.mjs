// Logits to drag, each in a row of its own, and all of them together.

import { numberField, slider } from "./controls.mjs";
import { h, setText, typeset, whenPointedAt, written } from "./dom.mjs";
import { rounded, show, total } from "./numbers.mjs";

const FURTHEST = 8; // how much the common slider adds or takes away

/**
 * Return the exponentials of logits, the largest logit subtracted first, their
 * sum, and the probabilities, in the order in which the package works.
 */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const shifted = logits.map((z) => z - largest);
  const powers = shifted.map(Math.exp);
  const sum = total(powers);
  return { shifted, sum, output: powers.map((power) => power / sum) };
}

/**
 * Return a row for every logit, with a slider from -reach to reach, a field
 * and what lane(k) makes, and a slider that adds the same to all of them,
 * with lastLane beside it.
 * choose(k) is called when row k is pointed at or in focus, onshift() before
 * all are moved. Of what is returned, put(inputs) shows the logits, and
 * added() is what the common slider has added to them.
 */
export function logitRows({
  state, set, bounds, reach, lane, lastLane, choose = () => {},
  onshift = () => {},
}) {
  const change = (k, z) => set({
    inputs: state().inputs.map((old, j) => (j === k ? z : old)),
  });
  const rows = state().inputs.map((_, k) => {
    const row = makeRow(k, bounds, reach, (z) => change(k, z));
    row.root.append(h("div", { class: "lane" }, lane(k)));
    whenPointedAt(row.root, () => choose(k));
    return row;
  });
  const together = makeTogether(bounds, state, (inputs) => {
    onshift();
    set({ inputs });
  });
  together.root.append(
    lastLane ? h("div", { class: "lane" }, lastLane)
      : h("div", { class: "lane in-words" }, "added to every logit"));
  const root = h("div", { class: "logits" },
    ...rows.map((row) => row.root), together.root);
  const put = (inputs) => {
    rows.forEach((row, k) => row.put(inputs[k]));
    together.put(inputs);
  };
  return { root, put, added: together.added };
}

function makeRow(k, bounds, reach, change) {
  const drag = slider({
    label: `Drag z${k}`, min: -reach, max: reach, step: 0.1, onchange: change,
    text: (z) => show(z),
  });
  const field = numberField({
    control: `inputs[${k}]`, key: `inputs[0,${k}]`, label: written("z", k), bounds,
    onchange: change,
  });
  const name = h("span", { class: "logit-name", "aria-hidden": "true" },
    ...typeset(written("z", k)));
  const put = (z) => {
    drag.put(z);
    field.put(z);
  };
  return { root: h("div", { class: "logit" }, name, drag, field), put };
}

// The slider stands at 0 until it is moved, and again when a single logit is.
function makeTogether([low, high], state, set) {
  let [start, moved, added] = [state().inputs, null, 0];
  const dial = slider({
    label: "Add the same to all logits", min: -FURTHEST, max: FURTHEST,
    step: 0.1, text: show,
    onchange: (wanted) => {
      added = Math.min(wanted, high - Math.max(...start));
      added = Math.max(added, low - Math.min(...start));
      moved = start.map((z) => rounded(z + added, 9));
      set(moved);
    },
  });
  const says = h("span", { class: "logit-added" });
  const put = (inputs) => {
    if (String(inputs) !== String(moved)) [start, moved, added] = [inputs, null, 0];
    dial.put(added);
    setText(says, (added < 0 ? "" : "+") + show(added));
  };
  const name = h("span", { class: "logit-name", "aria-hidden": "true" }, "all");
  const root = h("div", { class: "logit together" }, name, dial, says);
  return { root, put, added: () => added };
}
