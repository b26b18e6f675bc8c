// What a page does beyond being read: colours, copying, finding one's place.
// Everything can be read without this file.
(() => {
  const root = document.documentElement;

  const MODES = { auto: "automatic", light: "light", dark: "dark" };

  // Other pages of the same host, and all files, share one store.
  const MINE = "backpropagation-by-hand:";

  function store(key, value) {
    try {
      localStorage.setItem(MINE + key, value);
    } catch {
      // A browser that keeps nothing: what was chosen holds for this page.
    }
  }

  function setUpModes(button) {
    const names = Object.keys(MODES);
    const current = () => {
      const mode = root.dataset.theme;
      return mode in MODES ? mode : "auto";
    };
    const show = (mode) => {
      root.dataset.theme = mode;
      button.querySelector("span").textContent = MODES[mode];
    };
    show(current());
    button.addEventListener("click", () => {
      const next = names[(names.indexOf(current()) + 1) % names.length];
      show(next);
      store("mode", next);
    });
  }

  // Browsers keep the clipboard from pages without encryption, such as those
  // on a home network: these copy as a reader would, by selecting.
  async function copy(text, near) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const holder = document.createElement("textarea");
      holder.className = "visually-hidden";
      holder.value = text;
      near.append(holder);
      holder.select();
      const done = document.execCommand("copy");
      holder.remove();
      return done;
    }
  }

  // What happens without the focus moving is said to those who cannot see it.
  function announce() {
    const status = document.createElement("div");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    document.body.prepend(status);
    addEventListener("say", ({ detail }) => {
      status.textContent = "";
      setTimeout(() => (status.textContent = detail), 100);
    });
  }

  function addCopyButton(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const code = block.querySelector("pre").textContent;
      const done = await copy(code, block);
      button.focus({ preventScroll: true });
      const detail = done ? "Copied" : "Not copied";
      button.textContent = detail;
      dispatchEvent(new CustomEvent("say", { detail }));
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    block.append(button);
  }

  // What scrolls sideways must be reachable by keyboard; what does not
  // scroll must not be a stop on the way.
  function kind(box) {
    if (box.dataset.label) return box.dataset.label;
    if (box.tagName !== "PRE") return "Table";
    return box.closest(".cell_output") ? "Output" : "Code";
  }

  function markScroller(box, scrolls) {
    if (scrolls === box.hasAttribute("tabindex")) return;
    if (scrolls) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", `${kind(box)}, scrolls sideways`);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) {
        box.removeAttribute(name);
      }
    }
  }

  // All widths are asked for before anything is changed: each change would
  // have the next question lay out the page anew.
  function markAll(boxes) {
    const wide = (box) => box.scrollWidth > box.clientWidth + 1;
    const found = [...boxes].map((box) => [box, wide(box)]);
    for (const [box, scrolls] of found) markScroller(box, scrolls);
  }

  // Asking for the width of a box that is far away has the browser lay out
  // all that lies between: each box is asked when it comes near, and all of
  // them once everything is laid out.
  function markScrollers(boxes) {
    const near = new Set();
    const again = () => markAll(near);
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) near.delete(target);
          else near.add(target);
        }
        again();
      },
      { rootMargin: "100%" },
    );
    for (const box of boxes) watcher.observe(box);
    // Asking for the fonts lays out the page, too, so not at the start.
    addEventListener("load", () => document.fonts?.ready.then(again));
    addEventListener("resize", again);
  }

  // On a wide screen, once the page is loaded; on a phone, which is slow, once
  // its reader does anything at all.
  function whenThereIsTime(begin) {
    if (matchMedia("(min-width: 48rem)").matches) {
      addEventListener("load", begin);
      return;
    }
    const acts = ["scroll", "pointerdown", "pointermove", "keydown", "focusin"];
    const start = () => {
      for (const act of acts) removeEventListener(act, start);
      if (document.readyState === "complete") begin();
      else addEventListener("load", begin);
    };
    for (const act of acts) addEventListener(act, start, { passive: true });
  }

  // The sections that book.css lets wait are laid out one at a time when the
  // browser has nothing else to do, so that the length of the page and
  // pictures of it are true; explorables wait for the same (host.mjs).
  function layOutTheRest(sections, done) {
    const rest = [...sections];
    const idle = window.requestIdleCallback ?? setTimeout;
    const next = () => {
      const section = rest.shift();
      if (!section) return done();
      section.style.contentVisibility = "visible";
      section.style.overflow = "visible";
      idle(next);
    };
    whenThereIsTime(() => idle(next));
  }

  // Scrolling is told more often than it is painted.
  function oncePerPicture(act) {
    let waiting = false;
    const now = () => {
      waiting = false;
      act();
    };
    return () => {
      if (!waiting) requestAnimationFrame(now);
      waiting = true;
    };
  }

  // Mark where the reader is: the last section begun above the upper
  // quarter of the window.
  function followReader(links) {
    const places = links.map((link) => ({
      link,
      section: document.getElementById(decodeURIComponent(link.hash.slice(1))),
    }));
    const list = links[0]?.closest(".bd-sidebar-secondary");
    let here;
    const mark = () => {
      const begun = places.filter(
        ({ section }) =>
          section?.checkVisibility?.({ contentVisibilityAuto: true }) &&
          section.getBoundingClientRect().top < innerHeight / 4,
      );
      const before = here;
      here = begun.at(-1)?.link;
      if (here === before) return;
      before?.removeAttribute("aria-current");
      here?.setAttribute("aria-current", "true");
      // Of a long list it shows the part where the reader is: the beginning,
      // with its heading, before the first section and in it.
      const place = links.indexOf(here) > 0 ? here.offsetTop : 0;
      if (list) list.scrollTop = place - list.clientHeight / 2;
    };
    if (!links.length) return;
    addEventListener("scroll", oncePerPicture(mark), { passive: true });
    // Asking now would lay out the page before its first picture.
    addEventListener("laidout", mark);
  }

  // The mark beside an equation asks for the values that it was checked with.
  function openValues() {
    const row = document.getElementById(location.hash.slice(1));
    const values = row?.matches(".ledger tr") && row.querySelector("details");
    if (values) values.open = true;
  }

  // A narrow window has the contents and the search in the bar at the head of
  // the page: it comes back where the reader turns back. What moves by more
  // than half a window at once, or before all is laid out, is no finger.
  function bringBack(bar) {
    const away = () => bar.classList.remove("back");
    let last = 0;
    const turn = () => {
      const moved = scrollY - last;
      last = scrollY;
      if (moved > 0 || scrollY <= 0 || moved < -innerHeight / 2) away();
      else if (moved < -2 && "laidOut" in root.dataset) {
        bar.classList.add("back");
      }
    };
    addEventListener("scroll", turn, { passive: true });
    // It must not lie over what has the focus.
    addEventListener("focusin", ({ target }) => {
      if (!target.closest(".bd-header-article, [popover]")) away();
    });
  }

  // The drawer has the sections of the page below the page's own entry.
  function showSections(drawer, sections) {
    const entry = drawer.querySelector("a.current");
    if (!sections || !entry) return;
    drawer.addEventListener("beforetoggle", ({ newState }) => {
      if (newState !== "open") return;
      entry.parentElement.querySelector(".sections")?.remove();
      const copy = sections.cloneNode(true);
      copy.className = "sections";
      entry.after(copy);
    });
    drawer.addEventListener("toggle", ({ newState }) => {
      if (newState !== "open") return;
      const now = drawer.querySelector(".sections [aria-current]");
      now?.scrollIntoView({ block: "nearest" });
    });
    // It lies over the page: what has the focus there could not be seen.
    drawer.addEventListener("focusout", ({ relatedTarget }) => {
      if (!relatedTarget || drawer.contains(relatedTarget)) return;
      if (drawer.matches(":popover-open")) drawer.hidePopover();
    });
    drawer.addEventListener("click", ({ target }) => {
      if (target.closest("a[href^='#']") && drawer.matches(":popover-open")) {
        drawer.hidePopover();
      }
    });
  }

  function openSearchByKey() {
    addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (key !== "k" || ctrlKey === metaKey || altKey || shiftKey) return;
      const field =
        document.getElementById("search-field") ??
        document.querySelector(".book-search input");
      event.preventDefault();
      if (!field.checkVisibility()) field.closest("[popover]")?.showPopover();
      field.select();
      field.focus();
    });
  }

  openValues();
  addEventListener("hashchange", openValues);
  announce();
  bringBack(document.querySelector(".bd-header-article"));
  showSections(
    document.querySelector(".bd-sidebar-primary"),
    document.querySelector(".page-toc ul"),
  );
  openSearchByKey();
  const modes = document.querySelector("[data-mode-switch]");
  if (modes) setUpModes(modes);
  document
    .querySelectorAll("div[class*='highlight-python'] > .highlight")
    .forEach(addCopyButton);
  followReader([...document.querySelectorAll(".page-toc a[href^='#']")]);
  const boxes = document.querySelectorAll(".math-scroll, .table-scroll, pre");
  markScrollers(boxes);
  const waiting = ".bd-article > section > section, .waits";
  layOutTheRest(document.querySelectorAll(waiting), () => {
    markAll(boxes);
    root.dataset.laidOut = "";
    dispatchEvent(new Event("laidout"));
  });
})();
