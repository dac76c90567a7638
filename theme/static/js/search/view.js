/**
 * The search page: what is typed to what is shown, and the address that says the same.
 *
 * @typedef {{allows: (doc: number) => boolean, instead: (count: number) => (Node | string)[]}} Filters  which articles
 *   pass, and what to offer where none does, of so many that the words alone find
 */
(function () {
  "use strict";
  const form = /** @type {HTMLFormElement} */ (document.querySelector("#search"));
  if (!form) return;
  const { index, words, query, rank } = datelineSearch;
  const input = /** @type {HTMLInputElement} */ (form.querySelector("#q"));
  const results = /** @type {HTMLElement} */ (document.querySelector("#results"));
  const count = /** @type {HTMLElement} */ (document.querySelector("#count"));
  const hint = /** @type {HTMLElement} */ (document.querySelector("#hint"));
  const pages = /** @type {HTMLElement} */ (document.querySelector("#pages"));
  const panel = /** @type {HTMLElement} */ (document.querySelector("#filters"));
  const sort = /** @type {HTMLSelectElement} */ (form.querySelector("#sort"));
  const SIZE = Number(form.dataset.size) || 10;
  const SNIPPET = 240;
  const TYPING = 120; // milliseconds of rest before an answer is worked out
  const texts = /** @type {Record<string, string>} */ (form.dataset);

  /** @param {string} name @param {Record<string, string | number>} values */
  const say = (name, values = {}) => (texts[name] || "").replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));

  /** @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @param {number} n */
  const many = (n) => say(n === 1 ? "one" : "many", { n: n.toLocaleString(document.documentElement.lang || "en", { numberingSystem: "latn" }) });

  /** The state of the page is its address. */
  const read = () => new URLSearchParams(location.search);
  /** @param {URLSearchParams} state @param {boolean} push */
  function write(state, push) {
    for (const [key, value] of [...state]) if (!value) state.delete(key);
    const text = state.toString();
    const address = location.pathname + (text ? `?${text}` : "") + location.hash;
    if (text === read().toString()) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
  }

  /**
   * What to mark in a text. Scripts without spaces are looked up by pairs of signs: those that overlap are one mark, and
   * one alone of many that were typed in a row is there by chance. No mark begins or ends within a letter's own marks.
   * @param {string} text @param {Map<string, number>} forms
   */
  function marks(text, forms) {
    const pairs = [...forms.keys()].filter(words.unspaced).map((form) => [...form]);
    /** Whether a pair was typed with another that overlaps it. @param {string} word */
    const inRow = (word) => {
      const [first, last] = word;
      return words.unspaced(word) && pairs.some(([a, b]) => b && a + b !== word && (a === last || b === first));
    };
    /** @type {{start: number, end: number, words: string[]}[]} */
    const found = [];
    for (const { word, start, end } of words.cut(text)) {
      if (!forms.has(word)) continue;
      const before = found.at(-1);
      if (before && start < before.end) {
        before.end = end;
        before.words.push(word);
      } else found.push({ start, end, words: [word] });
    }
    const kept = found.filter((mark) => mark.words.length > 1 || !inRow(mark.words[0]));
    for (const mark of kept) {
      while (mark.start && /^\p{M}/u.test(text.slice(mark.start))) mark.start--;
      while (/^\p{M}/u.test(text.slice(mark.end))) mark.end++;
    }
    return kept;
  }

  /** A text with its marks, from one place to another. */
  function* pieces(text, hits, from, to) {
    let at = from;
    for (const hit of hits) {
      if (hit.start < at || hit.end > to) continue;
      yield text.slice(at, hit.start);
      yield make("mark", {}, text.slice(hit.start, hit.end));
      at = hit.end;
    }
    yield text.slice(at, to);
  }

  /**
   * The passage of a text that holds the most telling words, with these marked.
   * @param {string} text @param {Map<string, number>} forms
   */
  function snippet(text, forms) {
    const hits = marks(text, forms);
    let best = 0;
    let start = 0;
    for (let i = 0; i < hits.length; i++) {
      const inside = new Map();
      for (let k = i; k < hits.length && hits[k].end - hits[i].start < SNIPPET - 40; k++)
        for (const word of hits[k].words) inside.set(word, (inside.get(word) || 0) + 1);
      let value = 0;
      for (const [word, times] of inside) value += forms.get(word) * (1 + 0.1 * Math.min(times, 3));
      if (value > best + 1e-9) [best, start] = [value, hits[i].start];
    }
    let from = Math.max(0, start - 60);
    let to = Math.min(text.length, from + SNIPPET);
    if (to === text.length) from = Math.max(0, to - SNIPPET);
    if (from) from = text.indexOf(" ", from) + 1 || from;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    const shown = [from ? "… " : "", ...pieces(text, hits, from, to), to < text.length ? " …" : ""];
    return make("p", { class: "snippet", dir: "auto" }, ...shown);
  }

  /** A date as the page's language writes it, as precise as it is known. @param {string} iso */
  function dateOf(iso) {
    const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
    if (!month) return iso;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day || 1);
    /** @type {Intl.DateTimeFormatOptions} */
    const form = { year: "numeric", month: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
    const tongue = (document.documentElement.lang || "en").replace(/^en$/, "en-GB");
    return date.toLocaleDateString(tongue, day ? { ...form, day: "numeric" } : form);
  }

  /** @param {number} number @param {Map<string, number>} forms */
  async function item(number, forms) {
    const article = await index.article(number);
    const row = make("li", {});
    if (!article) {
      row.append(make("p", {}, say("lost", { day: index.dayOf(number) })));
      return row;
    }
    const name = article.title;
    const title = make("a", { href: article.url, dir: "auto" }, ...pieces(name, marks(name, forms), 0, name.length));
    const time = make("time", { datetime: article.date }, dateOf(article.date));
    row.append(make("h2", {}, title), make("p", { class: "from" }, time, " · ", make("bdi", {}, article.source)));
    if (article.language) row.lang = article.language;
    if (article.warning) row.append(make("p", { class: "warning" }, article.warning));
    const text = article.lead ? `${article.lead} ${article.text}` : article.text;
    row.append(snippet(text.replace(/\s+/g, " "), forms));
    return row;
  }

  let turn = 0;
  /** The articles of the last answer before filters. @type {number[]} */
  let found = [];

  /** Answers what the address asks. */
  async function answer() {
    const mine = ++turn;
    const state = read();
    const text = state.get("q") || "";
    results.dataset.state = "busy";
    results.setAttribute("aria-busy", "true");
    const opened = await index.open(form.dataset.index || "search/");
    if (mine !== turn) return;
    /** @type {Answer | null} */
    let told = null;
    const filters = opened && (await restrict(state));
    if (opened && (text.trim() || filters)) {
      if (state.get("ranking") === "lunr") told = await (await rank.extra("lunr"))?.search(text);
      told = told || (await rank(query.parse(text)));
      if (!text.trim()) told.docs = Array.from({ length: opened.count }, (_, i) => opened.count - 1 - i);
    }
    if (mine !== turn) return;
    let docs = told ? told.docs : [];
    if (told && !docs.length) {
      // operators that nothing fits: say what the words alone would find
      const plain = words.words(text).join(" ");
      if (plain !== text.trim().toLowerCase() && (await rank(query.parse(plain))).docs.length)
        told.suggestions = [[text, plain]];
      if (mine !== turn) return;
    }
    if (filters) docs = docs.filter(filters.allows);
    const order = state.get("sort");
    if (told && (order === "newest" || order === "oldest")) {
      const whole = docs.filter((doc) => told.full?.[doc]);
      docs = (whole.length ? whole : docs).slice().sort((a, b) => (order === "newest" ? b - a : a - b));
    }
    const last = Math.max(1, Math.ceil(docs.length / SIZE));
    const page = Math.min(Math.max(1, Number(state.get("page")) || 1), last);
    const rows = await Promise.all(docs.slice((page - 1) * SIZE, page * SIZE).map((doc) => item(doc, told.forms)));
    if (mine !== turn) return;
    const dated = opened && !filters && /(1[89]|20)\d\d/.test(text) ? (await rank.extra("filters"))?.dated(state) : null;
    if (mine !== turn) return;
    results.replaceChildren(...rows);
    results.setAttribute("start", String((page - 1) * SIZE + 1));
    paging(state, page, last);
    tell(text, docs, told, opened, filters);
    if (dated) hint.append(dated);
    found = told ? told.docs : [];
    results.dataset.query = text;
    results.dataset.state = "done";
    results.removeAttribute("aria-busy");
    form.dispatchEvent(new CustomEvent("answered", { detail: { docs: found } }));
  }

  /** @param {URLSearchParams} state @returns {Promise<Filters | null>} */
  async function restrict(state) {
    if (!["conflict", "place", "topic", "source", "language", "year", "from", "to"].some((key) => state.get(key)))
      return null;
    return (await rank.extra("filters"))?.restrict(state) || null;
  }

  /** Says how many, and what was understood. */
  function tell(text, docs, found, opened, filters) {
    hint.replaceChildren();
    if (!opened) count.textContent = say("broken");
    else if (!text.trim() && !filters) count.textContent = "";
    else if (!docs.length) count.textContent = say(!text.trim() ? "unfit" : filters && found.docs.length ? "filtered" : "none", { q: text });
    else count.textContent = many(docs.length);
    let better = text;
    for (const [typed, meant] of found?.suggestions || [])
      better = typed === text ? meant : better.replace(new RegExp(typed.replace(/[^\p{L}\p{N}]/gu, "."), "iu"), meant);
    if (better !== text) {
      const state = read();
      state.set("q", better);
      state.delete("page");
      hint.append(say("meant"), " ", make("a", { href: `?${state}`, dir: "auto" }, better), "? ");
    }
    if (filters && !docs.length && (found.docs.length || !text.trim()))
      hint.append(...filters.instead(text.trim() ? found.docs.length : 0));
    if (opened && index.missing.size) hint.append(make("p", { class: "partial", role: "alert" }, say("partial", { n: index.missing.size })));
  }

  /** @param {URLSearchParams} state @param {number} page @param {number} last */
  function paging(state, page, last) {
    pages.replaceChildren();
    if (last < 2) return;
    /** @param {number} number @param {string} label @param {string} rel */
    const link = (number, label, rel) => {
      const next = new URLSearchParams(state);
      next.set("page", number > 1 ? String(number) : "");
      if (number < 2) next.delete("page");
      return make("a", { href: `?${next}`, rel }, label);
    };
    if (page > 1) pages.append(link(page - 1, say("previous"), "prev"));
    pages.append(make("span", {}, say("page", { page, last })));
    if (page < last) pages.append(link(page + 1, say("next"), "next"));
  }

  /** Whether the address is one to come back to: asked for on purpose, not passed through while typing. */
  let settled = false;

  /** @param {(state: URLSearchParams) => void} change @param {boolean} push */
  function set(change, push) {
    const state = read();
    change(state);
    write(state, push);
    settled = push;
    return answer();
  }

  /** @param {boolean} push */
  const ask = (push) =>
    set((state) => {
      if ((state.get("q") || "") !== input.value || (state.get("sort") || "best") !== sort.value) state.delete("page");
      state.set("q", input.value);
      state.set("sort", sort.value === "best" ? "" : sort.value);
    }, push);

  function show() {
    const state = read();
    input.value = state.get("q") || "";
    settled = Boolean(state.toString());
    sort.value = state.get("sort") || "best";
    return answer();
  }

  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      ask(settled);
      settled = false;
    }, TYPING);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask(true);
  });
  sort.addEventListener("change", () => ask(true));
  addEventListener("popstate", show);
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("#pages a, #hint a, #chips a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", location.pathname + link.getAttribute("href"));
    const turned = link.closest("#pages, #hint"); // (the answer takes the link out of the page)
    show().then(() => turned && (results.querySelector("a") || input).focus());
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "")) input.focus();
    else if (event.key === "Escape" && document.activeElement === input && input.value) {
      input.value = "";
      ask(false);
    } else if (event.key === "Escape" && at >= 0) input.focus();
    else if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === input)) links[at + 1]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || input).focus();
    else return;
    event.preventDefault();
  });

  panel.addEventListener("toggle", () => rank.extra("filters"), { once: true });
  // where there is room beside the results, and nothing that travels over a network
  if (location.protocol === "file:" && matchMedia("(min-width: 70rem)").matches)
    form.addEventListener("answered", () => (panel.open = true), { once: true });

  datelineSearch.view = { set, say, many, make, dateOf, read, last: () => found };
  form.hidden = false;
  show();
})();
