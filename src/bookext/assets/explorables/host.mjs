// Mounts the explorables of a built page from their stored state, without a
// kernel, and keeps what the reader has changed in the page's address.

import { button } from "./shared/controls.mjs";
import { setText } from "./shared/dom.mjs";
import { decode, encode } from "./shared/address.mjs";
import { later } from "./shared/shell.mjs";

const PAUSE = 300; // ms: browsers limit how often an address may change

/** What an explorable is given: the state, and who wants to hear of it. */
class Model extends EventTarget {
  #state;
  // As widgets call them.
  on = this.addEventListener;
  off = this.removeEventListener;

  constructor(state) {
    super();
    this.#state = { ...state };
  }

  get(key) {
    return this.#state[key];
  }

  set(key, value) {
    if (JSON.stringify(this.#state[key]) === JSON.stringify(value)) return;
    this.#state[key] = value;
    this.dispatchEvent(new Event(`change:${key}`));
  }

  save_changes() {
    this.dispatchEvent(new Event("saved"));
  }
}

const models = new Map(); // by id: two views of one model stay in step

function modelOf(frame) {
  const { id, state } = JSON.parse(
    frame.querySelector("script[type='application/json']").textContent,
  );
  if (!models.has(id)) models.set(id, new Model(state));
  return models.get(id);
}

function follow(model, name, legal) {
  const write = () => {
    const text = encode(name, model);
    const mine = location.hash.startsWith(`#${name}:`);
    if (text === null && !mine) return;
    const bare = location.pathname + location.search;
    history.replaceState(null, "", text === null ? bare : `#${text}`);
  };
  model.on("saved", later(write, PAUSE));
  const read = () => {
    const changes = decode(location.hash.slice(1), name, model);
    if (changes === null || !legal(changes)) return false;
    for (const [key, value] of Object.entries(changes)) model.set(key, value);
    return true;
  };
  addEventListener("hashchange", read);
  return { read, write };
}

function copyLink(write, frame) {
  const copy = button("Copy link", async () => {
    write();
    await navigator.clipboard.writeText(location.href);
    const says = (label, words) => {
      copy.textContent = label;
      setText(frame.querySelector(".spoken"), words);
    };
    says("Copied", "The link is copied.");
    setTimeout(() => says("Copy link", ""), 1500);
  });
  return copy;
}

function attempt(frame, action) {
  try {
    action();
  } catch (error) {
    frame.dataset.failed = "true"; // shows the static figure again
    throw error;
  }
}

// Paper has the pictures, which no reader comes near once they are hidden. Who
// has not begun to read is spared them.
function loadPictures() {
  for (const picture of document.querySelectorAll(".still .light-only")) {
    picture.loading = "eager";
  }
}
for (const event of ["scroll", "beforeprint"]) {
  addEventListener(event, loadPictures, { once: true });
}

/** Call mountIt when the frame comes near the window or the page is laid out. */
function whenNear(frame, mountIt) {
  const watcher = new IntersectionObserver(
    (entries) => entries.some((e) => e.isIntersecting) && now(),
    { rootMargin: "100%" },
  );
  const now = () => {
    watcher.disconnect();
    removeEventListener("laidout", now);
    mountIt();
  };
  watcher.observe(frame);
  addEventListener("laidout", now);
}

/**
 * Mount every explorable of one name. legal(state), if its module has one,
 * tells whether a state that an address asks for can be shown.
 */
export function mount(name, { render, legal = () => true }) {
  for (const frame of document.querySelectorAll(
    `.explorable-frame[data-module="${name}"]`,
  )) {
    attempt(frame, () => {
      const model = modelOf(frame);
      const { read, write } = follow(model, name, legal);
      const show = () => attempt(frame, () => {
        const start = performance.now();
        render({ model, el: frame });
        if (navigator.clipboard) {
          frame.querySelector(".explorable-tools").append(copyLink(write, frame));
        }
        performance.measure(`mount ${name}`, { start });
      });
      if (read()) {
        show();
        frame.scrollIntoView({ block: "center" });
      } else whenNear(frame, show);
    });
  }
}
