/** Filters: by catalogue entry, source, language, year and a range of dates, with counts, and a chip for each. */
(function () {
  "use strict";
  const { index, view } = datelineSearch;
  const { say, many, make, dateOf, set, read } = view;
  const KINDS = ["conflict", "place", "topic", "source", "language"];
  const ALL = [...KINDS, "year", "from", "to"];
  const SHOWN = 12;
  const form = /** @type {HTMLFormElement} */ (document.querySelector("#search"));
  const panel = /** @type {HTMLDetailsElement} */ (document.querySelector("#filters"));
  const chips = /** @type {HTMLElement} */ (document.querySelector("#chips"));

  /** @typedef {{key: string, label: string, docs: Int32Array}} Value */
  /** The values of one kind. @param {string} kind @returns {Promise<Value[]>} */
  async function values(kind) {
    const found = await index.load(`f/${kind}`, (keys, labels, lists) => {
      const docs = lists.split("~");
      return keys.map((key, i) => ({ key, label: labels[i] || label(kind, key), docs: index.decodeKeys(docs[i]) }));
    });
    return found || [];
  }

  /** @param {string} kind @param {string} key */
  function label(kind, key) {
    if (kind !== "language") return key;
    try {
      return new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language" }).of(key) || key;
    } catch {
      return key;
    }
  }

  /** @param {string} year */
  const span = (year) => [index.from(year), index.from(String(Number(year) + 1))];

  /** Per kind a mask of the articles that its chosen values allow. @param {URLSearchParams} state */
  async function masks(state) {
    const { count } = index.get();
    const out = new Map();
    for (const kind of KINDS) {
      const chosen = state.getAll(kind).filter(Boolean);
      if (!chosen.length) continue;
      const mask = new Uint8Array(count);
      for (const value of await values(kind))
        if (chosen.includes(value.key)) for (const doc of value.docs) mask[doc] = 1;
      out.set(kind, mask);
    }
    const years = state.getAll("year").filter((year) => /^\d{4}$/.test(year));
    if (years.length) {
      const mask = new Uint8Array(count);
      for (const year of years) mask.fill(1, ...span(year));
      out.set("year", mask);
    }
    const from = /^\d{4}(-\d\d){0,2}$/.exec(state.get("from") || "");
    const to = /^\d{4}(-\d\d){0,2}$/.exec(state.get("to") || "");
    if (from || to) {
      const mask = new Uint8Array(count);
      mask.fill(1, from ? index.from(from[0]) : 0, to ? index.from(after(to[0])) : count);
      out.set("dates", mask);
    }
    return out;
  }

  /** The day, month or year after. @param {string} iso */
  function after(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    if (day) return new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10);
    return month ? `${month === 12 ? year + 1 : year}-${month === 12 ? 1 : month + 1}` : String(year + 1);
  }

  /** What asks the same without any filter. @param {URLSearchParams} state */
  function clear(state) {
    const bare = new URLSearchParams([...state].filter(([key, value]) => value && !ALL.includes(key) && key !== "page"));
    return make("a", { href: `?${bare}`, class: "clear" }, say("clear"));
  }

  /** @param {URLSearchParams} state @returns {Promise<Filters>} */
  async function restrict(state) {
    const all = [...(await masks(state)).values()];
    return {
      allows: (doc) => all.every((mask) => mask[doc]),
      instead: (count) => [make("p", {}, count ? `${say("without")} ${many(count)}. ` : "", clear(state))],
    };
  }

  /** The names of the months in the page's language and in English. @returns {Map<string, number>} */
  function months() {
    const names = new Map();
    for (const language of [document.documentElement.lang || "en", "en"])
      for (let month = 0; month < 12; month++)
        for (const form of [{}, { day: "numeric" }]) {
          const said = new Date(2001, month, 9).toLocaleDateString(language, { month: "long", calendar: "gregory", ...form });
          for (const word of said.toLowerCase().match(/\p{L}{3,}/gu) || []) names.set(word, month + 1);
        }
    return names;
  }

  // what stands before a year: "19 September", "September 19,", "19 de septiembre de"
  const BEFORE = /(?:(\d{1,2})\p{L}{0,2}\.?\s+(?:de\s+)?)?(\p{L}{3,})(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?(?:\s+de)?\s*$/u;

  /** A day, month or year that the words name, as the range of dates that it is. @param {URLSearchParams} state */
  function dated(state) {
    const text = state.get("q") || "";
    const found = /(?<![\p{L}\p{N}-])((?:1[89]|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?![\p{L}\p{N}-])/u.exec(text);
    if (!found) return null;
    let [, year, month, day] = found;
    let start = found.index;
    const said = month ? null : BEFORE.exec(text.slice(0, start));
    const named = said && months().get(said[2].toLowerCase());
    if (named) {
      [month, day, start] = [String(named), said[1] || said[3], said.index];
    }
    const iso = [year, ...[month, day].filter(Boolean).map((part) => part.padStart(2, "0"))].join("-");
    const { count } = index.get();
    const first = index.from(iso);
    if (first >= count || !index.dayOf(first).startsWith(iso)) return null;
    const next = new URLSearchParams(state);
    next.delete("page");
    next.set("q", `${text.slice(0, start)} ${text.slice(found.index + found[0].length)}`.trim());
    if (!next.get("q")) next.delete("q");
    if (month) for (const end of ["from", "to"]) next.set(end, iso);
    else next.set("year", year);
    return make("p", {}, say("dated"), " ", make("a", { href: `?${next}` }, dateOf(iso)));
  }

  /** A chip for each filter, which removes it. @param {URLSearchParams} state */
  async function showChips(state) {
    const links = [];
    for (const kind of ALL)
      for (const key of state.getAll(kind).filter(Boolean)) {
        const known = KINDS.includes(kind) ? (await values(kind)).find((value) => value.key === key) : null;
        const dated = /^\d{4}(-\d\d){0,2}$/.test(key) && !isNaN(Date.parse(key));
        const shown = known ? known.label : dated ? dateOf(key) : key;
        const text = `${say(kind)}: ${shown}`;
        const next = new URLSearchParams([...state].filter(([k, v]) => !(k === kind && v === key) && k !== "page"));
        links.push(make("a", { href: `?${next}`, "aria-label": say("remove", { label: text }) }, text, make("span", { "aria-hidden": "true" }, " ×")));
      }
    const at = [...chips.children].indexOf(/** @type {Element} */ (document.activeElement));
    chips.replaceChildren(...links, ...(links.length > 1 ? [clear(state)] : []));
    if (at >= 0) (links[Math.min(at, links.length - 1)] || document.querySelector("#results a") || panel.querySelector("summary")).focus();
  }

  /** @param {string} kind @param {string} key @param {boolean} on */
  const toggle = (kind, key, on) =>
    set((state) => {
      const kept = state.getAll(kind).filter((value) => value !== key);
      state.delete(kind);
      for (const value of on ? [...kept, key] : kept) state.append(kind, value);
      state.delete("page");
    }, true);

  /**
   * The panel: the values of each kind with the number of articles found that have them, under the other filters.
   * @param {number[]} docs @param {URLSearchParams} state
   */
  async function showPanel(docs, state) {
    const body = /** @type {HTMLElement} */ (panel.querySelector("div"));
    if (!state.get("q") && !docs.length) docs = Array.from({ length: index.get().count }, (_, i) => i); // nothing asked yet: what there is
    const chosen = await masks(state);
    const focused = document.activeElement?.id;
    const groups = [];
    for (const kind of [...KINDS, "year"]) {
      const others = [...chosen].filter(([other]) => other !== kind).map(([, mask]) => mask);
      const counted = new Uint8Array(index.get().count);
      for (const doc of docs) if (others.every((mask) => mask[doc])) counted[doc] = 1;
      /** @type {{key: string, label: string, count: number}[]} */
      let rows;
      if (kind === "year") {
        const found = new Map();
        for (const doc of docs)
          if (counted[doc]) {
            const year = index.dayOf(doc).slice(0, 4);
            found.set(year, (found.get(year) || 0) + 1);
          }
        for (const year of state.getAll("year")) if (/^\d{4}$/.test(year) && !found.has(year)) found.set(year, 0);
        rows = [...found].sort().reverse().map(([year, count]) => ({ key: year, label: year, count }));
      } else {
        rows = (await values(kind)).map(({ key, label, docs: list }) => {
          let count = 0;
          for (const doc of list) count += counted[doc];
          return { key, label, count };
        });
        rows.sort((a, b) => b.count - a.count);
      }
      const on = new Set(state.getAll(kind));
      rows = rows.filter((row) => row.count || on.has(row.key));
      if (!rows.length) continue;
      const list = make("ul", {});
      rows.forEach((row, i) => {
        const id = `filter-${kind}-${row.key}`;
        const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id }));
        box.checked = on.has(row.key);
        box.addEventListener("change", () => toggle(kind, row.key, box.checked));
        const line = make("li", {}, box, make("label", { for: id }, make("bdi", {}, row.label), " ", make("span", { class: "number" }, String(row.count))));
        line.hidden = i >= SHOWN && !box.checked;
        list.append(line);
      });
      const group = make("fieldset", {}, make("legend", {}, say(kind)));
      if (rows.length > SHOWN) {
        const find = /** @type {HTMLInputElement} */ (make("input", { type: "search", "aria-label": say("more"), placeholder: say("more"), id: `find-${kind}` }));
        find.addEventListener("input", () => {
          const wanted = datelineSearch.words.words(find.value).join(" ");
          [...list.children].forEach((line, i) => {
            const text = datelineSearch.words.words(rows[i].label).join(" ");
            /** @type {HTMLElement} */ (line).hidden = wanted ? !text.includes(wanted) : i >= SHOWN && !on.has(rows[i].key);
          });
        });
        group.append(find);
      }
      group.append(list);
      groups.push(group);
    }
    const dates = make("fieldset", {}, make("legend", {}, `${say("from")} – ${say("to")}`));
    for (const end of ["from", "to"]) {
      const box = /** @type {HTMLInputElement} */ (make("input", { type: "date", id: `filter-${end}`, "aria-label": say(end), value: state.get(end) || "" }));
      box.addEventListener("change", () =>
        set((next) => {
          next.delete("page");
          next.set(end, box.value);
        }, true),
      );
      dates.append(box);
    }
    body.replaceChildren(dates, ...groups);
    if (focused) (document.getElementById(focused) || panel.querySelector("summary")).focus();
  }

  /** @param {number[]} docs */
  function update(docs) {
    const state = read();
    showChips(state);
    if (panel.open && index.get()) showPanel(docs, state);
  }

  /** @type {number[]} */
  let last = view.last();
  form.addEventListener("answered", (event) => update((last = /** @type {CustomEvent} */ (event).detail.docs)));
  panel.addEventListener("toggle", () => update(last));
  update(last);

  datelineSearch.filters = { restrict, dated };
})();
