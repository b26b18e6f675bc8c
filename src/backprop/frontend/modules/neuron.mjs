// One neuron: turn any of its numbers and see every value and gradient follow.

import { button, enable, numberField, slider } from "./shared/controls.mjs";
import {
  h, heard, setAttribute, setText, spelt, svg, typeset, whenPointedAt, written,
} from "./shared/dom.mjs";
import {
  asShown, bracketed, clamped, effect, equals, NUDGE, put, quantity, show,
  total,
} from "./shared/numbers.mjs";
import { explorable, random } from "./shared/shell.mjs";
import { edges, leaves, products, walk } from "./neuron-walk.mjs";

const REACH = 10; // how far the slider goes to either side

/** Return every value and gradient by node: x0, w0, b, p0, z, a. */
function compute({ x, w, b, dvalue }) {
  const value = { b };
  let z = 0;
  x.forEach((xi, i) => {
    value[`x${i}`] = xi;
    value[`w${i}`] = w[i];
    value[`p${i}`] = xi * w[i];
    z += value[`p${i}`];
  });
  value.z = z + b;
  value.a = Math.max(value.z, 0);
  const dz = dvalue * (value.z > 0 ? 1 : 0);
  const gradient = { a: dvalue, z: dz, b: dz };
  x.forEach((xi, i) => {
    gradient[`p${i}`] = dz;
    gradient[`x${i}`] = dz * w[i];
    gradient[`w${i}`] = dz * xi;
  });
  return { value, gradient };
}

/** Return the derivative of the later node by the earlier one. */
function localDerivative(value, [later, earlier]) {
  if (later === "a") return value.z > 0 ? 1 : 0;
  if (later === "z") return 1;
  return value[(earlier[0] === "x" ? "w" : "x") + earlier.slice(1)];
}

// The attribute of backprop.Neuron that a node's value belongs to; that of its
// gradient has a d before it.
const keyOf = (node) => node.replace(/p(.)/, "products[$1]");

const controlOf = (node) => node.replace(/\d+/, "[$&]");

const textOf = (node) =>
  node[0] === "p"
    ? written("x", node.slice(1)) + written("w", node.slice(1))
    : written(node[0], node.slice(1));

const isParameter = (node) => node[0] === "w" || node === "b";

function build({ state, set, refresh, bounds }) {
  const start = state();
  const n = start.x.length;
  const states = walk(n);
  let chosen = "w0"; // what is explained
  let turned = "w0"; // what the slider turns

  const change = (node, value) => {
    if (node in start) return set({ [node]: value });
    const list = [...state()[node[0]]];
    list[node.slice(1)] = value;
    set({ [node[0]]: list });
  };
  const choose = (node) => {
    chosen = node;
    if (isLeaf(node)) turned = node;
    refresh();
  };

  const nodes = {};
  for (const node of states.at(-1).values) {
    nodes[node] = makeNode(node, bounds, change, choose);
  }
  const graph = makeGraph(n, nodes);
  const dial = slider({
    label: "The chosen number", min: -REACH, max: REACH, step: 0.05,
    onchange: (value) => change(turned, value),
  });
  const dialName = h("span", { class: "dial-name" });
  const steps = makeSteps(states.length, state, set);

  function draw(now) {
    const { value, gradient } = compute(now);
    const shown = states[now.step - 1];
    for (const [node, parts] of Object.entries(nodes)) {
      fillIn(parts.value, shown.values.has(node) ? value[node] : null);
      fillIn(parts.gradient, shown.gradients.has(node) ? gradient[node] : null);
      parts.value.classList.toggle("lit", node === chosen);
    }
    graph.draw(shown, value, chosen);
    dial.put(value[turned]);
    setAttribute(dial, "aria-label", spelt(`Drag to change ${textOf(turned)}`));
    dial.classList.toggle("parameter", isParameter(turned));
    setText(dialName, `${textOf(turned)} = ${show(value[turned])}`);
    steps.put(now.step);
  }

  function say(now) {
    const { value, gradient } = compute(now);
    const shown = states[now.step - 1];
    if (shown.edge) return sayEdge(shown.edge, value, gradient);
    if (now.step < states.length) return sayState(now.step, n, value, gradient);
    return sayNode(chosen, value, gradient);
  }

  // The walk says itself what it has come to.
  const tell = (now) => {
    const { value: { z, a } } = compute(now);
    return now.step < states.length ? "" : `𝑧 = ${show(z)}, 𝑎 = ${show(a)}.`;
  };
  const surprise = () => ({
    x: start.x.map(() => random(-3, 3)),
    w: start.w.map(() => random(-3, 3)),
    b: random(-3, 3),
  });
  const tuning = h("label", { class: "dial" }, dialName, dial);
  return {
    parts: [graph.root, tuning, steps.root], draw, say, tell, surprise,
  };
}

// What arrives can be set, but not before the walk has come back to it.
function fillIn(element, value) {
  if (!element.put) return put(element, value);
  element.disabled = value === null;
  if (value !== null) return element.put(value);
  delete element.dataset.value;
  setAttribute(element, "aria-valuenow", null);
  element.value = "";
}

const isLeaf = (node) => /^([xw]\d+|b)$/.test(node);

function makeNode(node, bounds, change, choose) {
  const kind = isParameter(node) ? "parameter" : "forward";
  const key = keyOf(node);
  const root = h("div", { class: isLeaf(node) ? "node" : "node made" });
  const value = isLeaf(node)
    ? numberField({
      control: controlOf(node), key, label: textOf(node), kind,
      bounds: bounds[node[0]], onchange: (number) => change(node, number),
    })
    : quantity(key, kind);
  const gradient = node === "a"
    ? numberField({
      control: "dvalue", label: "the gradient that arrives, dvalue",
      kind: "gradient", bounds: bounds.dvalue,
      onchange: (number) => change("dvalue", number),
    })
    : quantity(`d${key}`, "gradient");
  // What eyes see by place and colour: fields say themselves what they are.
  root.append(
    h("span", { class: "node-name", "aria-hidden": "true" },
      ...typeset(textOf(node))),
    ...(isLeaf(node) ? [] : [heard(spelt(`${textOf(node)}: `))]), value,
    ...(node === "a" ? [] : [heard(" gradient ")]), gradient,
  );
  if (!isLeaf(node) && node !== "a") {
    const explain = spelt(`Explain ${textOf(node)}`);
    root.append(
      button("", () => choose(node), { class: "cover", "aria-label": explain }),
    );
  }
  whenPointedAt(root, () => choose(node));
  return { root, value, gradient };
}

// The graph is as wide as its place: columns share the width, so places are
// given in per cent across and in pixels down.
const NODE_HEIGHT = 86;
const GAP = 50;
// Per cent between the heads of two arrows to one node; of more, the more.
const BESIDE = 0.6;

function makeGraph(n, nodes) {
  const height = 4 * NODE_HEIGHT + 3 * GAP;
  const drawing = svg("svg", { class: "edges", "aria-hidden": "true" }, ...heads());
  const root = h("div", {
    class: "graph", style: `height:${height}px;--columns:${2 * n + 1}`,
  }, drawing);
  const places = placesOf(n);
  const sources = {}; // by node: where its arrows come from
  for (const [later, earlier] of edges(n)) (sources[later] ??= []).push(earlier);
  const lines = edges(n).map((edge) => makeEdge(edge, places, sources[edge[0]]));
  for (const { line, factor } of lines) {
    drawing.append(line);
    root.append(factor);
  }
  for (const [node, { x, y }] of Object.entries(places)) {
    Object.assign(nodes[node].root.style, { left: `${x}%`, top: `${y}px` });
    root.append(nodes[node].root);
  }
  const draw = (shown, value, chosen) => {
    for (const { edge, line, factor } of lines) {
      const active = shown.edge
        ? shown.edge.join() === edge.join()
        : edge[1] === chosen && shown.gradients.has(chosen);
      const reached = shown.values.has(edge[0]);
      setAttribute(line, "class", active ? "active" : reached ? "reached" : "");
      setAttribute(line.firstChild, "marker-start", active ? "url(#way-up)" : null);
      setAttribute(line.lastChild, "marker-end",
        reached && !active ? "url(#way-down)" : null);
      setText(factor, active ? `× ${bracketed(localDerivative(value, edge))}` : "");
    }
  };
  return { root, draw };
}

function placesOf(n) {
  const columns = 2 * n + 1;
  const rows = [leaves(n), products(n), ["z"], ["a"]];
  return Object.fromEntries(rows.flatMap((row, r) => row.map((node, c) => {
    const across = row.length === 1 ? columns / 2 : r === 0 ? c + 0.5 : 2 * c + 1;
    return [node, { x: (100 * across) / columns, y: r * (NODE_HEIGHT + GAP) }];
  })));
}

function makeEdge(edge, places, sources) {
  const [node, earlier] = edge.map((name) => places[name]);
  const others = sources.length - 1;
  const aside = BESIDE * others * (sources.indexOf(edge[1]) - others / 2);
  const later = { x: node.x + aside, y: node.y };
  const foot = { x: earlier.x, y: earlier.y + NODE_HEIGHT };
  // The edge of the bias passes beside the products before it turns.
  const turn = edge[1] === "b" ? { x: foot.x, y: later.y - GAP } : foot;
  const line = svg("g", {}, ...(turn === foot ? [] : [segment(foot, turn)]),
    segment(turn, later));
  // With a corner at the arrow words stand beside it however long they are:
  // above it where the next line is below, else where there is more room.
  const below = edge[1][0] !== "p";
  const at = (key) => turn[key] + (below ? 0.75 : 0.5) * (later[key] - turn[key]);
  const right = later.x <= turn.x === below;
  const factor = h("span", { class: "factor", "aria-hidden": "true" });
  Object.assign(factor.style, {
    left: `${at("x")}%`, top: `${at("y")}px`,
    translate: `${right ? 0 : -100}% ${below ? 0 : -100}%`,
  });
  return { edge, line, factor };
}

// Values flow down; the gradient that is worked out flows up.
const heads = () => ["way-down", "way-up"].map((id) => svg("marker", {
  id, class: id, viewBox: "0 0 9 8", refX: 9, refY: 4, markerWidth: 9,
  markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse",
}, svg("path", { d: "M0 0L9 4L0 8z" })));

const segment = (from, to) =>
  svg("line", { x1: `${from.x}%`, y1: from.y, x2: `${to.x}%`, y2: to.y });

function makeSteps(last, state, set) {
  const go = (step) => set({ step: clamped(step, 1, last) });
  const back = button("Back", () => go(state().step - 1));
  const next = button("Forward", () => go(state().step + 1));
  const place = slider({
    control: "step", label: "Step of the walk", min: 1, max: last, step: 1,
    onchange: go, text: (step) => `step ${step} of ${last}`,
  });
  const count = h("span", { class: "count" });
  const root = h("div", { class: "steps" }, back, place, next, count);
  const put = (step) => {
    place.put(step);
    setText(count, `step ${step} of ${last}`);
    enable(back, step > 1);
    enable(next, step < last);
  };
  return { root, put };
}

function sayState(step, n, value, gradient) {
  const products = Object.keys(value).filter((node) => node[0] === "p");
  const terms = [...products, "b"].map((node) => value[node]);
  if (step === 1) {
    return `Forwards. The first product: ${bracketed(value.x0)} × ` +
      `${bracketed(value.w0)} = ${show(value.p0)}.`;
  }
  if (step === 2) {
    return `All ${n} products: ${products.map((p) => show(value[p])).join(", ")}.`;
  }
  if (step === 3) {
    const made = total(terms.map((term) => asShown(term)));
    return `The sum: 𝑧 = ${terms.map((term) => bracketed(term)).join(" + ")}` +
      `${equals(made, value.z)}${show(value.z)}.`;
  }
  if (step === 4) {
    return `The ReLU: 𝑎 = max(0, ${show(value.z)}) = ${show(value.a)}.`;
  }
  if (step === 5) {
    return `Backwards. The gradient ${show(gradient.a)} arrives at 𝑎.`;
  }
  const known = walk(n)[step - 1].gradients;
  const newest = [...known].at(-1);
  return `The gradient at ${textOf(newest)} is ${show(gradient[newest])}.`;
}

const PLACES = { a: "At the ReLU", z: "At the sum", p: "At the product" };

function sayEdge([later, earlier], value, gradient) {
  const local = localDerivative(value, [later, earlier]);
  return `${PLACES[later[0]]}, towards ${textOf(earlier)}: upstream × local = ` +
    `${bracketed(gradient[later])} × ${bracketed(local)} = ` +
    `${show(gradient[earlier])}.`;
}

function sayNode(node, value, gradient) {
  const edge = edges(Object.keys(value).length).find(([, e]) => e === node);
  const end = gradient.a === 1 ? "the output" : "the loss";
  const effect = sayEffect(node, value, gradient, end);
  return edge ? `${sayEdge(edge, value, gradient)} ${effect}` : effect;
}

// A nudge that carries z over 0 does not have the effect that the slope says.
function sayEffect(node, value, gradient, end) {
  const shift = { z: 1, b: 1, a: 0 }[node] ??
    (node[0] === "p" ? 1 : localDerivative(value, [`p${node.slice(1)}`, node]));
  const crosses = (value.z + shift * NUDGE > 0) !== value.z > 0;
  const raising = `Raising ${textOf(node)} by ${NUDGE}`;
  if (node !== "a" && value.z === 0) {
    return "𝑧 is exactly 0, at the corner of the ReLU, where the slope is " +
      "taken to be 0.";
  }
  if (crosses) return `${raising} would carry 𝑧 over 0, where the slope changes.`;
  const shut = value.z < 0 && node !== "a" ? ": the ReLU is shut" : "";
  return `${raising} ${effect(gradient[node], end)}${shut}.`;
}

export default { render: explorable("neuron", "A neuron to try out", build) };
