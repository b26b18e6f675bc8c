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
    tilde: " tilde ", top: "T", times: "×", cdot: "·",
  };
  const ACCENTS = { "\u0302": "hat", "\u0303": "tilde" };
  const TOKEN =
    /\d+(?:\.\d+)+|[\p{L}\d_]+(?:\^-?[\p{L}\d]+)?(?:\/[\p{L}\d_]+)?|[\p{Sm}√](?<![+<=>|~−])/gu;

  // X.T is X^T, inputs.T the inputs, and x0w0, as pictures have it, x_0 w_0.
  const plainly = (text) => text
    .replace(/[₀-₉]+/g, (index) => `_${index.normalize("NFKC")} `)
    .replace(/(?<=(?<![\p{L}\d_])\p{L})\.T(?![\p{L}\d_])/gu, "^T")
    .replace(/(?<=[\p{L}\d_])\.T(?![\p{L}\d_])/gu, "")
    .replace(/(?<![\p{L}\d_])(?:\p{L}\d){2,}(?![\p{L}\d_])/gu, (joined) =>
      joined.replace(/\d/g, "_$& "));

  // 10^{-7}, 10⁻⁷, 10**-7, 1e-07 and 10−7, as copied from a page, are 10^-7;
  // x² is x^2.
  const EXPONENT =
    /\s*(?:\^|\*\*)\s*(?:([-−+]?)0*([\p{L}\d]+)|\(([-−+]?)0*([\p{L}\d]+)\))/gu;

  function withPowers(text) {
    return plainly(text)
      .replace(/[⁰¹²³⁴-⁹⁺⁻ᵀⁱⁿ]+/g, (raised) => `^${raised.normalize("NFKC")}`)
      .replace(/(?<![\p{L}\d_.])(\d+(?:\.\d*)?)e(?=[-−+]?\d+(?![\p{L}\d]))/giu,
        (_, factor) => (Number(factor) === 1 ? "10^" : `${factor} 10^`))
      .replace(/(?<![\p{L}\d_.])10(?=[-−]\d)/gu, "10^")
      .replace(EXPONENT, (_, sign, name, inSign, inName) =>
        `^${/[-−]/.test(sign ?? inSign) ? "-" : ""}${name ?? inName}`)
      .replace(/×\s*(?=10\^)/g, "");
  }

  // Words as they are looked for: ŷ, y hat, y_hat and \hat{y} are yhat; λ and
  // \lambda are lambda; ∂L/∂W and dL/dW are dl/dw; accents and case go.
  function tokens(text) {
    const plain = withPowers(text
      .replace(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
      .replace(/\\(?:mathsf|mathrm|text)(?![a-zA-Z])\s*/g, "")
      .replace(/\\([a-zA-Z]+)/g, (_, name) => TEX[name] ?? name)
      .replace(/[{}]/g, ""))
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

  const book = { entries: [], places: new Map(), stems: new Map() };
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

  // Vanish, vanishes, vanished and vanishing are looked for together, and so
  // are clip and clipping, entry and entries, bias and biases. Of short words
  // nothing is taken off: one is not on, and loss is not lose.
  function stem(word) {
    if (!/^[a-z]+$/.test(word)) return word;
    return word
      .replace(/(?<=...)(?<!s|ia)e?s$/, "")
      .replace(/(?<=[aeiouy].*)(?<=...)(?:ing|ed)$/, "")
      .replace(/(?<=...)e$/, "")
      .replace(/(?<=..)([^s])\1$/, "$1")
      .replace(/y$/, "i");
  }

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
      entry.names = names(entry).map((name) => tokens(name).map(stem).join(" "));
      for (const token of tokens(entry.page)) note("page", token, entry.number);
      const words = entry.kind === "code" ? entry.title.split(".").at(-1) : entry.title;
      for (const token of tokens(`${words} ${words.replace(/_/g, " ")}`)) {
        note("title", token, entry.number);
      }
    }
    for (const field of ["words", "symbols", "subjects"]) {
      noteOccurrences(field, data[field]);
    }
    for (const token of book.places.keys()) {
      const root = stem(token);
      book.stems.set(root, [...(book.stems.get(root) ?? []), token]);
    }
  }

  // The words of the book that a word of the query may stand for, and how
  // well: itself, words of its stem, longer words that begin with it. 10^-1 is
  // no beginning of 10^-13.
  function meanings(term) {
    const found = new Map();
    if (term.length > 2 && !term.includes("^")) {
      for (const token of book.places.keys()) {
        if (token.startsWith(term)) found.set(token, 0.5);
      }
    }
    for (const token of book.stems.get(stem(term)) ?? []) found.set(token, 0.8);
    if (book.places.has(term)) found.set(term, 1);
    return found;
  }

  // The word of the book that a word not in it was probably meant to be. Two
  // slips are many for a short word, and few are in the first letter: hessian
  // is not a way to write session.
  function nearest(term) {
    if (!/^[a-z_]{4,}$/.test(term)) return null;
    const often = (token) => book.places.get(token).size;
    const words = [...book.places.keys()].sort((a, b) => often(b) - often(a));
    return words.find((word) => distance(term, word, 1) === 1)
      ?? words.find((word) => term.length > 7 && word[0] === term[0]
        && distance(term, word, 2) === 2)
      ?? null;
  }

  // The query with the words nearest to those that are not in the book, if
  // that finds something; else nothing.
  function suggestion(query) {
    const meant = tokens(query).flatMap((asked) => {
      const terms = simpler(asked);
      const known = (term) => book.common.has(term) || meanings(term).size > 0;
      if (terms.every(known)) return [asked];
      return terms.map((term) => (known(term) ? term : nearest(term)));
    });
    if (meant.includes(null)) return "";
    const words = meant.join(" ");
    return findAll(words, false).entries.length > 0 ? words : "";
  }

  // The symbols of formulas are kept without their indices, and with their
  // exponents in few places: w_j^2 is w^2, or else w.
  const SYMBOL =
    /(?<=^|\/)(d?[a-z](?:hat|tilde)?)(?:_[a-z\d]+)?(\^-?[a-z\d]+)?(?=$|\/)/g;
  const plainer = (token) =>
    ["$1$2", "$1"].map((kept) => token.replace(SYMBOL, kept));

  // A letter with an index is looked for without it if it must be, and what
  // a stroke joins as its parts.
  function simpler(term) {
    if (book.common.has(term)) return [term];
    const forms = [term, ...plainer(term)];
    const known = forms.find((form) => book.places.has(form));
    return known ? [known] : forms.at(-1).split("/");
  }

  // Whether a word of a text is one of those that were found.
  const isAmong = (word, found) =>
    tokens(word).some((t) => [t, ...plainer(t)].some((form) => found.has(form)));

  // The entries that have every word of a query, the best first, the words of
  // the book that were found, and what to ask for instead of nothing.
  // Single digits are in nearly every section: they count for a query that
  // finds something, and are left out of one that would find nothing.
  function find(query) {
    if (unread && tokens(query).length > 0) read(unread);
    const found = findAll(query, true);
    if (found.entries.length > 0) return found;
    const without = findAll(query, false);
    if (without.entries.length === 0) without.suggestion = suggestion(query);
    return without;
  }

  function findAll(query, digits) {
    const asked = tokens(query);
    const all = asked.flatMap(simpler);
    const rest = all.filter(
      (term) => !book.common.has(term) && (digits || !/^[\d.]+$/.test(term)),
    );
    const rare = rest.length > 0 ? rest : all;
    const found = { entries: [], marked: new Set(), suggestion: "" };
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
      if (i === 0) best.forEach((worth, entry) => scores.set(entry, worth));
      for (const entry of [...scores.keys()]) {
        if (!best.has(entry)) scores.delete(entry);
        else if (i > 0) scores.set(entry, scores.get(entry) + best.get(entry));
      }
    });
    const whole = asked.map(stem).join(" ");
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
