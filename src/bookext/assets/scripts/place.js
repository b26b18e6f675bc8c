// Where the reader is, kept in this browser and nowhere else: the place on a
// page to come back to, the last chapter read in, those read to the end.
(() => {
  // Other pages of the same host, and all files, share one store.
  const MINE = "backpropagation-by-hand:";

  function keep(key, value, where = "localStorage") {
    try {
      window[where].setItem(MINE + key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing: this page can be read all the same.
    }
  }

  function recall(key, where = "localStorage") {
    try {
      return JSON.parse(window[where].getItem(MINE + key));
    } catch {
      return null;
    }
  }

  const article = document.querySelector(".bd-article");
  const BLOCKS =
    "p, li, dt, tr, pre, h1, h2, h3, h4, summary, figure, .math-display, .explorable-frame";
  // What an explorable makes within its frame is not there from the start.
  const blocks = () =>
    [...article.querySelectorAll(BLOCKS)].filter(
      (block) => !block.parentElement.closest(".explorable-frame"),
    );
  // Two visits of one page in one history are two places, where the browser
  // can tell them apart.
  const visit = () =>
    `at:${location.pathname}${window.navigation?.currentEntry?.key ?? ""}`;

  // The first block in the window, by its number, and where it stands.
  function topBlock() {
    if (scrollY < 1) return null;
    const { left, width } = article.getBoundingClientRect();
    for (let y = 1; y < innerHeight; y += 8) {
      const there = document.elementFromPoint(left + width / 2, y);
      const frame = there?.closest(".explorable-frame");
      const block = frame ?? there?.closest(BLOCKS);
      if (block && article.contains(block)) {
        return [blocks().indexOf(block), block.getBoundingClientRect().top];
      }
    }
    return null;
  }

  // A browser goes back by pixels. Pages grow while fonts and explorables
  // come, so that it ends at another text: this holds the text that was there
  // until the page rests or its reader does something.
  function goBackTo([number, top]) {
    const block = blocks()[number];
    if (!block) return;
    // Far sections do not wait now: what lies above would grow in sight.
    document.documentElement.classList.add("returned");
    for (const fold of article.querySelectorAll("details")) {
      const title = fold.querySelector(":scope > summary");
      if (fold.contains(block) && !title.contains(block)) fold.open = true;
    }
    let frames = 180;
    const stop = () => (frames = 0);
    for (const act of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(act, stop, { once: true, passive: true });
    }
    const hold = () => {
      if (frames <= 0) return;
      const off = block.getBoundingClientRect().top - top;
      if (Math.abs(off) >= 1) scrollBy(0, off);
      if (document.readyState === "complete") frames -= 1;
      requestAnimationFrame(hold);
    };
    requestAnimationFrame(hold);
  }

  // A browser whose window gets another width, as when a phone is turned, keeps
  // the text in it that was there, but not while the bar is back over it.
  function keepWhenTurned() {
    let held = null;
    let width = innerWidth;
    addEventListener("scrollend", () => (held = topBlock() ?? held));
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      const [number, top] = held ?? [];
      const off = (blocks()[number]?.getBoundingClientRect().top ?? top) - top;
      if (Math.abs(off) > innerHeight / 2) scrollBy(0, off);
    });
  }

  const name = (address) => new URL(address).pathname.split("/").at(-1);
  const here = name(location.href);
  const contents = document.querySelector(".bd-docs-nav");
  const links = contents ? [...contents.querySelectorAll("a")] : [];
  const linkTo = (page) => links.find((link) => name(link.href) === page);
  // The last list has what is looked up, not read from beginning to end.
  const lists = contents ? [...contents.querySelectorAll("ul")] : [];
  const isRead = (link) => link && !lists.at(-1).contains(link);
  let atEnd = false;
  let forgotten = false;

  // The words of a link as they are seen: without the TeX of a formula, and
  // without what the mark of a chapter that was read says to listeners.
  function wordsOf(link) {
    const copy = link.cloneNode(true);
    const unseen = copy.querySelectorAll(".visually-hidden, annotation");
    for (const part of unseen) part.remove();
    return copy.textContent.trim().replace(/^(\d+) /, "$1 · ");
  }

  // At its end, a chapter is to be continued with the next one.
  function keepChapter() {
    if (forgotten || !isRead(linkTo(here))) return;
    const next = document.querySelector(".right-next");
    const link = linkTo(atEnd && next ? name(next.href) : here);
    const toc = ".page-toc a[aria-current]";
    const section = atEnd ? null : document.querySelector(toc);
    // A page left this soon has not been read in: what was kept is truer.
    const { laidOut } = document.documentElement.dataset;
    if (!atEnd && !section && laidOut === undefined) return;
    keep("place", isRead(link) ? {
      page: name(link.href),
      hash: section?.hash ?? "",
      text: [link, section].filter(Boolean).map(wordsOf).join(": "),
    } : null);
  }

  function leave() {
    const place = topBlock();
    keep(visit(), place, "sessionStorage");
    if (place) keepChapter();
  }

  // The same line as on the front page. It must not move what is seen: the
  // drawer of narrow windows is closed, beside a wide page it comes last.
  function offerToContinue() {
    const { page, hash, text } = recall("place") ?? {};
    const link = linkTo(page);
    if (!link) return false;
    if (page === here) return true;
    const line = document.createElement("p");
    line.className = "continue";
    const target = Object.assign(new URL(link.href), { hash });
    const words = document.createElement("a");
    Object.assign(words, { href: target, textContent: `Continue with ${text}` });
    line.append(words);
    const wide = matchMedia("(min-width: 64rem)").matches;
    contents[wide ? "append" : "prepend"](line);
    return true;
  }

  function keepProgress(end) {
    const kept = recall("read");
    let read = Array.isArray(kept) ? kept : [];
    let begun = offerToContinue();
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
      if (read.length || begun) contents?.append(forget);
      else forget.remove();
    };
    forget.addEventListener("click", () => {
      read = [];
      begun = false;
      forgotten = true;
      keep("read", read);
      keep("place", null);
      for (const line of document.querySelectorAll(".continue")) line.remove();
      mark();
      // The stop before the button that is gone.
      links.at(-1)?.focus();
      const detail = "This browser has forgotten what was read";
      dispatchEvent(new CustomEvent("say", { detail }));
    });
    mark();
    if (!end) return;
    // A page that is still growing can show its end in passing.
    let pause;
    const reach = () => {
      atEnd = true;
      if (read.includes(here)) return;
      read.push(here);
      keep("read", read);
      mark();
    };
    const watcher = new IntersectionObserver((entries) => {
      clearTimeout(pause);
      atEnd = false;
      if (entries.at(-1).isIntersecting) pause = setTimeout(reach, 1000);
    });
    addEventListener("scroll", () => watcher.observe(end), { once: true });
  }

  const [arrival] = performance.getEntriesByType("navigation");
  const place = recall(visit(), "sessionStorage");
  const returns = ["reload", "back_forward"].includes(arrival?.type);
  if (returns && Array.isArray(place)) goBackTo(place);
  keepWhenTurned();
  addEventListener("visibilitychange", () => document.hidden && leave());
  keepProgress(document.querySelector(".prev-next-area"));
})();
