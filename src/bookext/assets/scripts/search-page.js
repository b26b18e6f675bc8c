// The search page: a field, how much was found, and the places.
(() => {
  const FIRST = 10;
  const AROUND = 180;
  const field = document.getElementById("search-field");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const more = document.getElementById("search-more");
  const nothing = document.getElementById("search-nothing");
  const WORD = /([\p{L}\p{M}\d_^∂/]+(?:(?<=\^)\(−?\d+\))?|[\p{Sm}])/u;

  // The piece of a text that has the most of the words that were found.
  function excerpt(text, marked) {
    const words = text.split(WORD);
    const places = [];
    let length = 0;
    for (const [i, word] of words.entries()) {
      if (i % 2 && bookSearch.isAmong(word, marked)) places.push([length, word]);
      length += word.length;
    }
    const kinds = (start) =>
      new Set(
        places
          .filter(([at]) => at >= start && at < start + AROUND * 0.7)
          .map(([, word]) => word.toLowerCase()),
      ).size;
    let best = 0;
    for (const [start] of places) {
      if (kinds(start) > kinds(best)) best = start;
    }
    if (best < 60) best = 0;
    const from = best && text.lastIndexOf(" ", best - 40) + 1;
    const end = text.indexOf(" ", from + AROUND);
    const piece = end < 0 ? text.slice(from) : text.slice(from, end);
    return `${from ? "… " : ""}${piece}${end < 0 ? "" : " …"}`;
  }

  // What is raised or lowered in a formula: in brackets, with what it belongs
  // to, or a sign or two.
  const SCRIPT =
    /([\p{L}\p{M}\d_^∂/]*)([_^])\(((?:[^()]|\([^()]*\))*)\)/u;
  const SIGNS =
    /(?<=(?<![\p{L}\p{M}_]\d*)\p{L}\p{M}*)_([\p{L}\d]{1,2})(?![\p{L}\d_])|\^([\p{L}\d]{1,2}|′)(?![\p{L}\d_])/u;
  // Where a name of code may be broken: after a stroke or a_line, and between
  // words that a point parts.
  const NAME = /(?<=[\p{L}\d][_/])(?=[\p{L}\d])/u;
  const pointed = (part, next) => /^(?:\.|::)$/.test(part) && /^\p{L}/u.test(next ?? "");

  const script = (sign, children) =>
    element(sign === "^" ? "sup" : "sub", "", children);

  function broken(word) {
    const [first, ...rest] = word.split(NAME);
    return [first, ...rest.flatMap((p) => [document.createElement("wbr"), p])];
  }

  // A word with its indices, such as W_dm^2 or ∂L/∂z_k.
  function set(word) {
    const parts = word.split(SIGNS);
    return parts.flatMap((part, i) => {
      if (part === undefined) return [];
      return i % 3 ? [script(i % 3 === 2 ? "^" : "_", [part])] : broken(part);
    });
  }

  // Only text, marks and indices are made: what the index holds is never read
  // as HTML.
  function marks(text, marked) {
    return text.split(WORD).flatMap((word, i, words) => {
      if (i % 2 && bookSearch.isAmong(word, marked)) {
        return [element("mark", "", set(word))];
      }
      return pointed(word, words[i + 1])
        ? [word, document.createElement("wbr")]
        : set(word);
    });
  }

  // Displayed formulas stand apart from the words around them.
  function apart(text, marked) {
    return text.split("\n").flatMap((piece, i) => [
      ...(i ? [element("span", "gap", [" "])] : []),
      ...withMarks(piece, marked),
    ]);
  }

  function withMarks(text, marked) {
    return text.split(SCRIPT).flatMap((part, i, parts) => {
      if (i % 4 === 0) return marks(part, marked);
      return i % 4 === 1 ? raised(...parts.slice(i, i + 3), marked) : [];
    });
  }

  // A power that was looked for is marked whole: 10 alone is something else.
  function raised(base, sign, inside, marked) {
    const power = `${base}${sign}(${inside})`;
    const whole = bookSearch.tokens(power).length === 1
      && bookSearch.isAmong(power, marked);
    const within = whole ? new Set() : marked;
    const made = [...marks(base, within), script(sign, withMarks(inside, within))];
    return whole ? [element("mark", "", made)] : made;
  }

  function element(name, className, children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function result(entry, text, marked) {
    const link = document.createElement("a");
    link.href = entry.address;
    const title =
      entry.kind === "page"
        ? []
        : [" · ", element("span", "place", withMarks(entry.title, marked))];
    link.append(element("span", "page", withMarks(entry.page, marked)), ...title);
    const context = text && element(
      "p", "context", apart(excerpt(text, marked), marked),
    );
    return element("li", "", [link, context].filter(Boolean));
  }

  function said(found, query) {
    const count = found.entries.length;
    const places = count === 1 ? "1 place" : `${count} places`;
    if (count > 0) return [`${places} found.`];
    const nothing = `Nothing found for “${query}”.`;
    if (!found.suggestion) return [nothing];
    const link = element("a", "", [found.suggestion]);
    link.href = `?q=${encodeURIComponent(found.suggestion)}`;
    return [`${nothing} Did you mean `, link, "?"];
  }

  let turn = 0;

  async function show(query, most = FIRST) {
    const mine = ++turn;
    const asked = query.trim() !== "";
    document.documentElement.classList.toggle("asked", asked);
    const found = bookSearch.find(query);
    const shown = found.entries.slice(0, most);
    const texts = await bookSearch.textsOf(shown);
    // The reader may have typed on while the texts came.
    if (mine !== turn) return;
    status.replaceChildren(...(asked ? said(found, query.trim()) : []));
    list.replaceChildren(
      ...shown.map((entry, i) => result(entry, texts[i], found.marked)),
    );
    nothing.hidden = !asked || shown.length > 0;
    more.hidden = found.entries.length <= shown.length;
    more.onclick = async () => {
      await show(query, found.entries.length);
      list.querySelectorAll("a")[most]?.focus();
    };
  }

  function keep(query) {
    const address = new URL(location.href);
    address.searchParams.set("q", query);
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers keep the address of a page opened as a file as it is.
    }
  }

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      keep(field.value);
      show(field.value);
    }, 200);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    keep(field.value);
    show(field.value);
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  // Who comes back to the page was at one of the places found.
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type !== "back_forward") field.focus();
  show(field.value);
})();
