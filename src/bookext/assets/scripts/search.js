// The search's engine: what is the same when looked for, what fits a query,
// and in which order. It knows no page; search-page.js shows what it finds.
const bookSearch = (() => {
  const GREEK = {
    α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta",
    η: "eta", θ: "theta", ι: "iota", κ: "kappa", λ: "lambda", μ: "mu",
    ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", ς: "sigma", τ: "tau",
    υ: "upsilon", φ: "phi", χ: "chi", ψ: "psi", ω: "omega",
  };
  const TEX = {
    partial: "∂", odot: "⊙", nabla: "∇", sum: "∑", infty: "∞",
    leftarrow: "←", varphi: "phi", varepsilon: "epsilon", hat: " hat ",
    tilde: " tilde ", top: "T",
  };
  const ACCENTS = { "\u0302": "hat", "\u0303": "tilde" };
  const TOKEN =
    /\d+(?:\.\d+)+|[\p{L}\d_]+(?:\^[\p{L}\d]+)?(?:\/[\p{L}\d_]+)?|[\p{Sm}√](?<![+<=>|~−])/gu;

  // Words as they are looked for: ŷ, y hat, y_hat and \hat{y} are yhat; λ and
  // \lambda are lambda; ∂L/∂W and dL/dW are dl/dw; accents and case go.
  function tokens(text) {
    const plain = text
      .replace(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
      .replace(/\\(?:mathsf|mathrm|text)(?![a-zA-Z])\s*/g, "")
      .replace(/\\([a-zA-Z]+)/g, (_, name) => TEX[name] ?? name)
      .replace(/[{}]/g, "")
      .replace(/ᵀ/g, "^T")
      .normalize("NFD")
      .replace(/(?<!\p{L})(\p{L})([\u0302\u0303])(?!\p{L})/gu,
        (_, letter, accent) => letter + ACCENTS[accent])
      .replace(/\p{M}/gu, "")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[α-ω]/g, (letter) => GREEK[letter])
      .replace(/\beqn?s?\b(?=\.?\s*\(?\d)/g, "equation")
      .replace(/\b(hat|tilde) +([a-z])\b/g, "$2$1")
      .replace(/(?<![\p{L}\d])([a-z])[ _-](hat|tilde)\b/gu, "$1$2")
      .replace(/∂\s*(?=\p{L})/gu, "d")
      .replace(/\s*\/\s*/g, "/");
    return plain.match(TOKEN) ?? [];
  }

  // How many letters are wrong, missing, too many or have changed places,
  // as far as it is at most `most`.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const differs = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + differs);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  const book = { entries: [], places: new Map() };
  // How much an entry is worth that has a word in one of these.
  const WORTH = { title: 12, subjects: 8, symbols: 3, page: 3, words: 2 };
  // What says what a thing is comes before what uses it.
  const KIND = { term: 5, symbol: 5, page: 6, code: -4, exercise: -2 };

  function note(field, token, entry) {
    if (!book.places.has(token)) book.places.set(token, new Map());
    const worth = book.places.get(token);
    worth.set(entry, Math.max(worth.get(entry) ?? 0, WORTH[field]));
  }

  function noteOccurrences(field, [names, lists]) {
    if (names === "") return;
    const steps = lists.split(";");
    names.split(" ").forEach((name, i) => {
      const found = tokens(name);
      let entry = 0;
      for (const step of steps[i].split(",")) {
        entry += parseInt(step, 36);
        for (const token of found) note(field, token, entry);
      }
    });
  }

  // One gradient and several gradients are looked for together.
  const one = (words) => words.replace(/(?<=\p{L}{3})s(?!\p{L})/gu, "");

  // What an entry is called: a symbol's row may be about several, and a
  // function goes by its last name.
  function names({ kind, title }) {
    if (kind === "symbol") return title.split(":")[0].split(", ");
    if (kind === "code") return [title.split(".").at(-1), title];
    return [title.replace(/^\d+ /, "")];
  }

  // Sorting the book's words takes a phone a while: it waits for a query.
  let unread = null;

  function index(data) {
    unread = data;
  }

  function read(data) {
    unread = null;
    book.parts = data.parts;
    book.common = new Set(data.common.split(" "));
    book.entries = data.entries.map(([page, kind, anchor, title], number) => ({
      number,
      kind: data.kinds[kind],
      address: data.pages[page][0] + (anchor && `#${anchor}`),
      page: data.pages[page][1],
      title,
    }));
    for (const entry of book.entries) {
      entry.names = names(entry).map((name) => tokens(name).join(" ")).map(one);
      for (const token of tokens(entry.page)) note("page", token, entry.number);
      const words = entry.kind === "code" ? entry.title.split(".").at(-1) : entry.title;
      for (const token of tokens(`${words} ${words.replace(/_/g, " ")}`)) {
        note("title", token, entry.number);
      }
    }
    for (const field of ["words", "symbols", "subjects"]) {
      noteOccurrences(field, data[field]);
    }
  }

  // The words of the book that a word of the query may stand for, and how
  // well: itself, one or several of it, longer words that begin with it, else
  // the words nearest to it.
  function meanings(term) {
    const found = new Map();
    for (const token of [one(term), term]) {
      if (book.places.has(token)) found.set(token, token === term ? 1 : 0.8);
    }
    if (term.length > 2) {
      for (const token of book.places.keys()) {
        if (token !== term && token.startsWith(term)) {
          found.set(token, token === `${term}s` ? 0.8 : 0.5);
        }
      }
    }
    if (found.size > 0 || term.length < 4) return found;
    for (const most of term.length < 6 ? [1] : [1, 2]) {
      for (const token of book.places.keys()) {
        if (distance(term, token, most) <= most) found.set(token, 0.4);
      }
      if (found.size > 0) break;
    }
    return found;
  }

  // The symbols of formulas are kept without their indices.
  const withoutIndices = (token) =>
    token.replace(
      /(?<=^|\/)(d?(?:[a-z]|[a-z](?:hat|tilde)))_[a-z\d]+(?=$|\/)/g, "$1",
    );

  // A letter with an index is looked for without it if it must be, and what
  // a stroke joins as its parts.
  function simpler(term) {
    if (book.places.has(term) || book.common.has(term)) return [term];
    const bare = withoutIndices(term);
    if (book.places.has(bare)) return [bare];
    return bare.split("/");
  }

  // Whether a word of a text is one of those that were found.
  const isAmong = (word, found) =>
    tokens(word).some((t) => found.has(t) || found.has(withoutIndices(t)));

  // The entries that have every word of a query, the best first, the words of
  // the book that were found, and those that were put in place of others.
  // Single digits are in nearly every section: they count for a query that
  // finds something, and are left out of one that would find nothing.
  function find(query) {
    if (unread && tokens(query).length > 0) read(unread);
    const found = findAll(query, true);
    return found.entries.length > 0 ? found : findAll(query, false);
  }

  function findAll(query, digits) {
    const asked = tokens(query);
    const all = asked.flatMap(simpler);
    const rest = all.filter(
      (term) => !book.common.has(term) && (digits || !/^[\d.]+$/.test(term)),
    );
    const rare = rest.length > 0 ? rest : all;
    const found = { entries: [], marked: new Set(), instead: new Map() };
    const scores = new Map();
    rare.forEach((term, i) => {
      const best = new Map();
      const meant = meanings(term);
      for (const [token, share] of meant) {
        found.marked.add(token);
        for (const [entry, worth] of book.places.get(token)) {
          best.set(entry, Math.max(best.get(entry) ?? 0, worth * share));
        }
      }
      const words = [...meant.keys()];
      const fits = (word) => word.startsWith(term) || term.startsWith(word);
      if (words.length > 0 && !words.some(fits)) {
        found.instead.set(term, words);
      }
      if (i === 0) best.forEach((worth, entry) => scores.set(entry, worth));
      for (const entry of [...scores.keys()]) {
        if (!best.has(entry)) scores.delete(entry);
        else if (i > 0) scores.set(entry, scores.get(entry) + best.get(entry));
      }
    });
    const whole = one(asked.join(" "));
    const score = (entry) =>
      scores.get(entry.number) +
      (KIND[entry.kind] ?? 0) +
      (entry.names.includes(whole) ? 100 : 0);
    found.entries = [...scores.keys()]
      .map((number) => book.entries[number])
      .sort((a, b) => score(b) - score(a) || a.number - b.number);
    return found;
  }

  // The texts come in parts, and only the parts that are shown.
  const texts = new Map();
  const waiting = new Map();

  function text([number, part]) {
    part.forEach((words, i) => texts.set(book.parts[number] + i, words));
    waiting.get(number)?.done();
  }

  function load(number) {
    if (!waiting.has(number)) {
      const script = document.createElement("script");
      const wait = {};
      wait.promise = new Promise((done) => {
        wait.done = done;
        // Without its text an entry is shown by its title alone.
        script.onerror = done;
      });
      waiting.set(number, wait);
      script.src = `search/text-${number}.js`;
      document.head.append(script);
    }
    return waiting.get(number).promise;
  }

  async function textsOf(entries) {
    const parts = entries.map(({ number }) =>
      book.parts.findLastIndex((start) => start <= number));
    await Promise.all([...new Set(parts)].map(load));
    return entries.map(({ number }) => texts.get(number) ?? "");
  }

  return { find, index, isAmong, text, textsOf, tokens };
})();
