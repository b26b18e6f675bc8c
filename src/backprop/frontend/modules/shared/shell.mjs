// What all explorables have in common: a root, a state, a sentence, Reset.

import { button } from "./controls.mjs";
import { h, setAttribute, setText } from "./dom.mjs";
import { fitCells } from "./numbers.mjs";

const QUIET = 700; // ms without a change before the sentence is read out
const SAME_ACT = 300; // ms in which what follows belongs to the same act

/**
 * Return the `render` of an explorable. `build(shell)` makes its parts once
 * and returns
 *   parts     the elements to show, in order;
 *   after     those that follow the sentence (optional);
 *   draw      called with the state after every change;
 *   say       returns a sentence for a state;
 *   tell      returns what has come of a change, for those who only hear the
 *             sentence (optional);
 *   surprise  returns changes for a random state (optional).
 * shell.set(changes) changes the state and saves it, unless it is told
 * { save: false }; shell.state() returns it;
 * shell.bounds[key] are the lowest and the highest value of a key's numbers;
 * shell.refresh() draws and says all again, for when the reader points at
 * something else;
 * shell.given is what the model has besides, which no control changes;
 * shell.signal tells when all is over, and listeners are to go.
 * The keys of the state are those of the model's `initial`, which Reset goes
 * back to.
 */
export function explorable(name, label, build) {
  return ({ model, el }) => {
    const keys = Object.keys(model.get("initial"));
    const state = () => Object.fromEntries(keys.map((k) => [k, model.get(k)]));
    let setting = false;
    const set = (changes, { save = true } = {}) => {
      setting = true;
      for (const [key, value] of Object.entries(changes)) model.set(key, value);
      setting = false;
      update();
      if (save) model.save_changes();
    };
    const gone = new AbortController();
    const root = h("div", {
      class: "explorable", "data-explorable": name, role: "group",
      "aria-label": label,
    });
    // JupyterLab would take the keys of sliders and buttons for its own.
    root.addEventListener("focusin", ({ target }) =>
      setAttribute(target, "data-lm-suppress-shortcuts", "true"));
    // Why a number was refused stays to be read when its field is left, though
    // something else is pointed at by that.
    let refusal = -Infinity;
    const refresh = () => {
      if (performance.now() - refusal > SAME_ACT) update();
      else draw(state());
    };
    const { parts, after = [], draw, say, tell, surprise } = build({
      root, state, set, refresh, bounds: model.get("bounds"),
      given: model.get("given"), signal: gone.signal,
    });
    const tools = h("div", { class: "explorable-tools" });
    tools.append(button("Reset", () => set(model.get("initial"))));
    if (surprise) {
      tools.append(button("Surprise me", () => set(surprise(state()))));
    }
    const sentence = h("p", { class: "says" });
    const spoken = h("p", { class: "spoken", role: "status" });
    const beside = lineBeside(root, sentence);
    root.append(h("div", {}, ...parts, sentence, spoken, ...after), tools,
      beside.line);

    let told = JSON.stringify(state());
    const speak = later(() => {
      const now = JSON.stringify(state());
      const news = now === told ? "" : tell?.(state());
      told = now;
      setText(spoken, [news, sentence.said].filter(Boolean).join(" "));
    }, QUIET);
    let drawn = false;
    const update = () => {
      draw(state());
      setText(sentence, say(state()));
      if (drawn) speak();
      drawn = true;
    };
    // From a kernel or another view several keys may change at once.
    let waiting = false;
    const changed = () => {
      if (setting || waiting) return;
      waiting = true;
      queueMicrotask(() => {
        waiting = false;
        update();
      });
    };
    // What a reader types may change much before it proves to be no number.
    let kept;
    const keep = () => (kept = state());
    root.addEventListener("focusin", keep);
    root.addEventListener("change", keep);
    root.addEventListener("takeback", () => set(kept));
    let touched;
    root.addEventListener("pointerdown", () => (touched = state()));
    root.addEventListener("untouched", () => set(touched));
    root.addEventListener("refused", ({ target, detail }) => {
      refusal = performance.now();
      for (const line of [sentence, spoken]) setText(line, detail);
      beside.say(target, detail);
    });
    update();
    el.append(root);
    const cells = new ResizeObserver(() => fitCells(root));
    cells.observe(root);
    root.dataset.ready = "true";
    for (const key of keys) model.on(`change:${key}`, changed);
    return () => {
      for (const key of keys) model.off(`change:${key}`, changed);
      speak.cancel();
      cells.disconnect();
      gone.abort();
      root.remove();
    };
  };
}

/**
 * Return a line that says below a control what the sentence says, if that is
 * out of sight; it goes with the next thing that the reader does.
 */
function lineBeside(root, sentence) {
  const line = h("p", { class: "beside", "aria-hidden": "true" });
  const clear = () => setText(line, "");
  for (const act of ["keydown", "pointerdown"]) root.addEventListener(act, clear);
  const say = (control, words) => {
    const { top, bottom } = sentence.getBoundingClientRect();
    // A phone's keyboard covers much of the window.
    if (top >= 0 && bottom <= visualViewport.height) return clear();
    line.style.top = `${control.getBoundingClientRect().bottom + 4
      - root.getBoundingClientRect().top}px`;
    line.style.left = `${root.parentElement.scrollLeft}px`;
    setText(line, words);
  };
  return { line, say };
}

/** Return a function that has something done so many ms after its last call. */
export function later(action, delay) {
  let timer = null;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  start.cancel = () => clearTimeout(timer);
  return start;
}

/** Return a random number between low and high with so many decimals. */
export function random(low, high, decimals = 1) {
  return Number((low + Math.random() * (high - low)).toFixed(decimals)) + 0;
}
