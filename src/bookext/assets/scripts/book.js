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

  function addCopyButton(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const code = block.querySelector("pre").textContent;
      const done = await copy(code, block);
      button.focus({ preventScroll: true });
      button.textContent = done ? "Copied" : "Not copied";
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

  // On a wide screen, once the page is loaded and rests; on a phone, which is
  // slow, once its reader does anything at all.
  function whenThereIsTime(begin) {
    if (matchMedia("(min-width: 48rem)").matches) {
      addEventListener("load", () => setTimeout(begin, 1000));
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

  // Which chapters were read to their end is kept in this browser, and
  // nowhere else.
  function keepProgress(end) {
    const name = (address) => new URL(address).pathname.split("/").at(-1);
    let read = [];
    try {
      const kept = JSON.parse(localStorage.getItem(`${MINE}read`));
      if (Array.isArray(kept)) read = kept;
    } catch {
      // Nothing that can be read: a new list.
    }
    const contents = document.querySelector(".bd-docs-nav");
    const links = contents ? [...contents.querySelectorAll("a")] : [];
    const forget = document.createElement("button");
    forget.type = "button";
    forget.className = "forget";
    forget.textContent = "Forget what was read";
    const mark = () => {
      for (const link of links) {
        const done = read.includes(name(link.href));
        link.classList.toggle("read", done);
        link.querySelector(".visually-hidden")?.remove();
        link.removeAttribute("title");
        if (!done) continue;
        link.title = "Read to the end in this browser";
        const said = document.createElement("span");
        said.className = "visually-hidden";
        said.textContent = ", read to the end";
        link.append(said);
      }
      if (read.length) contents?.append(forget);
      else forget.remove();
    };
    forget.addEventListener("click", () => {
      read = [];
      store("read", "[]");
      mark();
      links[0]?.focus();
    });
    mark();
    if (!end) return;
    const here = name(location.href);
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      if (scrollY === 0 || read.includes(here)) return;
      read.push(here);
      store("read", JSON.stringify(read));
      mark();
    });
    addEventListener("scroll", () => watcher.observe(end), { once: true });
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

  // Remarks in the margin scroll over the contents, whose lines give way: only
  // those behind a remark, whole.
  function giveWay(contents) {
    const remarks = [...document.querySelectorAll(".remark")];
    if (!contents || !remarks.length) return;
    const lines = [...contents.querySelectorAll("p, a")];
    const box = (element) => element.getBoundingClientRect();
    const adapt = () => {
      const { right } = box(contents);
      const over = remarks
        .map(box)
        .filter(({ top, bottom }) => bottom > 0 && top < innerHeight);
      const behind = lines.map(box).map((line) =>
        over.some(
          ({ top, bottom, left }) =>
            left < right && top < line.bottom && bottom > line.top,
        ),
      );
      lines.forEach((line, i) => line.classList.toggle("covered", behind[i]));
    };
    const soon = oncePerPicture(adapt);
    addEventListener("laidout", () => {
      adapt();
      // The contents scroll, too, which only they themselves are told.
      addEventListener("scroll", soon, { passive: true, capture: true });
      addEventListener("resize", soon);
    });
  }

  openValues();
  addEventListener("hashchange", openValues);
  const modes = document.querySelector("[data-mode-switch]");
  if (modes) setUpModes(modes);
  document
    .querySelectorAll("div[class*='highlight-python'] > .highlight")
    .forEach(addCopyButton);
  followReader([...document.querySelectorAll(".page-toc a[href^='#']")]);
  giveWay(document.querySelector(".page-toc"));
  keepProgress(document.querySelector(".prev-next-area"));
  const boxes = document.querySelectorAll(".math-scroll, .table-scroll, pre");
  markScrollers(boxes);
  const waiting = ".bd-article > section > section, .waits";
  layOutTheRest(document.querySelectorAll(waiting), () => {
    markAll(boxes);
    root.dataset.laidOut = "";
    dispatchEvent(new Event("laidout"));
  });
})();
