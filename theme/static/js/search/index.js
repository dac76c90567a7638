/**
 * Reads the index: scripts below search/ that call datelineSearch(name, ...values). docs/search-index.md has the format.
 *
 * @typedef {{docs: Int32Array, levels: string, hits: () => Promise<string[] | null>, term: string}} Postings
 * @typedef {{terms: Map<string, number>, forms: Map<string, string[]>, surfaces: string[][], names: string[],
 *   keys: string[], levels: string[], groups: string[][][]}} Shard
 */
(function () {
  "use strict";
  const VERSION = 4;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const ALPHABET = Array.from({ length: 93 }, (_, i) => String.fromCharCode(32 + i)).filter((c) => !'"\\<'.includes(c));
  const VALUE = new Uint8Array(128).fill(255);
  ALPHABET.forEach((c, i) => (VALUE[c.charCodeAt(0)] = i));
  const SIZE = ALPHABET.length;

  /** @type {Map<string, unknown[]>} */
  const delivered = new Map();
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** Names of the files that are missing or damaged. @type {Set<string>} */
  const missing = new Set();
  let folder = "search/";

  /** What every file of the index calls. @param {string} name @param {unknown[]} values */
  function register(name, ...values) {
    delivered.set(name, values);
  }

  /**
   * One file of the index, read by `read`; null where it is missing or damaged.
   * @template T
   * @param {string} name @param {(...values: any[]) => T} read @returns {Promise<T | null>}
   */
  function load(name, read) {
    let promise = asked.get(name);
    if (!promise) {
      promise = new Promise((resolve) => {
        const script = document.createElement("script");
        const done = () => {
          const values = delivered.get(name);
          delivered.delete(name);
          script.remove();
          try {
            if (!values) throw new Error("not delivered");
            resolve(read(...values));
          } catch {
            missing.add(name);
            resolve(null);
          }
        };
        script.onload = script.onerror = done;
        script.src = `${folder}${name}.js`;
        document.head.append(script);
      });
      asked.set(name, promise);
    }
    return promise;
  }

  /** The numbers of a coded string. @param {string} text @returns {number[]} */
  function numbers(text) {
    const out = [];
    for (let i = 0; i < text.length; ) {
      const lead = VALUE[text.charCodeAt(i++)];
      if (lead < 64) {
        out.push(lead);
        continue;
      }
      const [more, start, from] = lead < 87 ? [1, 64, 64] : lead < 89 ? [2, 2134, 87] : [4, 18334, 89];
      let number = lead - from;
      for (let k = 0; k < more; k++) number = number * SIZE + VALUE[text.charCodeAt(i++)];
      if (!(number < 1e9)) throw new Error("damaged");
      out.push(start + number);
    }
    return out;
  }

  /** Front-coded words. @param {string[]} items @param {string} last @param {boolean} chain each from the one before */
  const unfront = (items, last, chain) =>
    items.map((item) => {
      const word = last.slice(0, parseInt(item[0], 36)) + item.slice(1);
      if (chain) last = word;
      return word;
    });

  /** `shown` and `keyed` lead from an article's place by key to its number by time and back; null where all are equal.
   * @type {{count: number, base: number, starts: Int32Array, days: number[], bounds: string[], words: string[],
   *   common: Set<string>, older: number, shown: Int32Array | null, keyed: Int32Array | null} | null} */
  let index = null;

  /** Reads the first file. @param {string} where the folder of the index, relative to the page */
  function open(where) {
    folder = where;
    return load("index", (version, count, base, days, bounds, words, common, older, moved) => {
      if (version !== VERSION) throw new Error("version");
      /** @type {number[]} */
      const list = [];
      const starts = [];
      let day = -1;
      let total = 0;
      const codes = numbers(days);
      for (let i = 0; i < codes.length; i++) {
        const gap = codes[i] >> 1;
        for (let k = 1; k < gap; k++) starts.push(total);
        day += gap;
        starts.push(total);
        list.push(day);
        total += codes[i] & 1 ? codes[++i] + 2 : 1;
      }
      if (total !== count) throw new Error("damaged");
      starts.push(total);
      const [shown, keyed] = inTime(numbers(moved), count, starts, list);
      index = {
        count,
        base,
        starts: Int32Array.from(starts),
        days: list,
        bounds: unfront(bounds.split(" "), "", true),
        words: unfront(words.split(" "), "", true),
        common: new Set(common.split(" ")),
        older,
        shown,
        keyed,
      };
      return index;
    });
  }

  /**
   * Where articles of a day arrived in another order than that of their times: their numbers by time, and back.
   * @param {number[]} moved per day how many days with articles it comes after the last, then its places by time
   * @param {number} count @param {number[]} starts @param {number[]} days @returns {[Int32Array, Int32Array] | null[]}
   */
  function inTime(moved, count, starts, days) {
    if (!moved.length) return [null, null];
    const shown = Int32Array.from({ length: count }, (_, i) => i);
    const keyed = shown.slice();
    for (let i = 0, at = -1; i < moved.length; ) {
      at += moved[i++];
      const first = starts[days[at]];
      for (let size = starts[days[at] + 1] - first, k = 0; k < size; k++) {
        keyed[first + k] = first + moved[i];
        shown[first + moved[i++]] = first + k;
      }
    }
    return [shown, keyed];
  }

  /** Article numbers, by date and time from 0, of coded keys. @param {string} text @returns {Int32Array} */
  function decodeKeys(text) {
    const codes = numbers(text);
    const out = new Int32Array(codes.length);
    const { starts, count, shown } = index;
    let size = 0;
    let day = -1;
    for (let i = 0; i < codes.length; i++) {
      day += codes[i] >> 1;
      const local = codes[i] & 1 ? codes[++i] + 1 : 0;
      const place = starts[day] + local;
      if (!(place < count)) throw new Error("damaged");
      out[size++] = shown ? shown[place] : place;
    }
    return out.subarray(0, size);
  }

  /** The last place of a sorted list whose word is not after `word`. @param {string[]} list @param {string} word */
  function place(list, word) {
    let low = 0;
    let high = list.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (list[middle] <= word) low = middle;
      else high = middle;
    }
    return low;
  }

  /** @param {string} kind @param {string} bound */
  const fileOf = (kind, bound) =>
    `${kind}/${kind}${[...bound].map((c) => (/[a-z0-9]/.test(c) ? c : `_${c.codePointAt(0).toString(16)}_`)).join("")}`;

  /** @param {string} words */
  function readWords(words) {
    let last = "";
    const names = [];
    const surfaces = [];
    for (const part of words ? words.split("|") : []) {
      const [first, ...forms] = part.split(" ");
      [last] = unfront([first], last, false);
      names.push(last);
      surfaces.push(unfront(forms, last, false));
    }
    return { names, surfaces };
  }

  /** The bounds of the shards of group `i`. @param {number} i @returns {Promise<string[]>} */
  const boundsOf = async (i) =>
    (await load(fileOf("b", index.bounds[i]), (words) => unfront(words.split(" "), "", true))) || [];

  /** The bound of the shard that a word belongs to; not told where it is lost. @param {string} word */
  async function boundOf(word) {
    const list = await boundsOf(place(index.bounds, word));
    return list[place(list, word)];
  }

  /** The shard of terms from a bound on. @param {string | undefined} bound @returns {Promise<Shard | null>} */
  async function shard(bound) {
    if (bound === undefined) return null;
    return load(fileOf("t", bound), (words, keys, levels, aliases, groups) => {
      const { names, surfaces } = readWords(words);
      const forms = new Map();
      /** @param {string} form @param {string} term */
      const add = (form, term) => (forms.has(form) ? forms.get(form).push(term) : forms.set(form, [term]));
      surfaces.forEach((list, k) => list.forEach((form) => add(form, names[k])));
      for (const alias of aliases ? aliases.split("|") : []) {
        const [form, ...terms] = alias.split(" ");
        terms.forEach((term) => add(form, term));
      }
      return {
        names,
        surfaces,
        terms: new Map(names.map((name, k) => [name, k])),
        forms,
        keys: keys.split("~"),
        levels: levels.split("~"),
        groups: groups ? groups.split("|").map((g) => g.split(";").map((s) => s.split(" "))) : [],
      };
    });
  }

  /** @param {string} word */
  const home = async (word) => shard(await boundOf(word));

  /** The terms that a folded word leads to. @param {string} word @returns {Promise<string[]>} */
  const termsOf = async (word) => (await home(word))?.forms.get(word) || [];

  /**
   * Places in a field: two characters each, or the last sign of the alphabet and three more.
   * @param {string} text @returns {number[]}
   */
  function places(text) {
    const out = [];
    for (let i = 0; i < text.length; ) {
      const signs = VALUE[text.charCodeAt(i)] < SIZE - 1 ? 2 : 4;
      let place = 0;
      for (let k = signs - 2 && 1; k < signs; k++) place = place * SIZE + VALUE[text.charCodeAt(i + k)];
      out.push(signs > 2 ? place + (SIZE - 1) * SIZE : place);
      i += signs;
    }
    return out;
  }

  /** Which of so many files of the newest articles a term is in. @param {string} term @param {number} files */
  function group(term, files) {
    let sum = 0;
    for (let i = 0; i < term.length; i++) sum += (term.charCodeAt(i) >> 8) + (term.charCodeAt(i) & 255);
    return sum % files;
  }

  /** What the newest articles add to a term. @param {string} kind @param {string} term @returns {Promise<string[]>} */
  async function newest(kind, term) {
    if (index.older === index.count) return [];
    const found = await load(`${kind}/${group(term, kind === "r" ? 128 : 16)}`, (terms, ...values) => {
      const columns = kind === "r" ? values.map((value) => value.split("~")) : [values];
      return new Map(terms.split(" ").map((name, i) => [name, columns.map((column) => column[i])]));
    });
    return found?.get(term) || [];
  }

  /** The articles of a term, or null. @param {string} term @returns {Promise<Postings | null>} */
  async function postings(term) {
    const bound = await boundOf(term);
    const [found, [newKeys, newLevels = ""]] = await Promise.all([shard(bound), newest("r", term)]);
    const i = found?.terms.get(term);
    if (i === undefined) return null;
    try {
      const parts = [decodeKeys(found.keys[i]), decodeKeys(newKeys || "")];
      const docs = new Int32Array(parts[0].length + parts[1].length);
      docs.set(parts[0]);
      docs.set(parts[1], parts[0].length);
      const levels = found.levels[i] + newLevels;
      if (docs.length !== levels.length) throw new Error("damaged");
      return {
        term,
        docs,
        levels,
        hits: async () => {
          const [all, [last = ""]] = await Promise.all([
            load(fileOf("p", bound), (...values) => values),
            newLevels ? newest("q", term) : [],
          ]);
          const list = all && (all[i] + last).split("~").slice(0, -1);
          return list && list.length === docs.length ? list : null;
        },
      };
    } catch {
      missing.add(fileOf("t", bound));
      return null;
    }
  }

  /** The surface forms of a term, for highlighting. @param {string} term @returns {Promise<string[]>} */
  async function formsOf(term) {
    const found = await home(term);
    const i = found?.terms.get(term);
    return i === undefined ? [] : found.surfaces[i];
  }

  /** The terms with a form that begins so; at most `most` files are read. @param {string} start @param {number} most */
  async function beginning(start, most) {
    const end = start + "\uffff";
    const near = [];
    for (let i = place(index.bounds, start); near.length < most && i <= place(index.bounds, end); i++) {
      const list = await boundsOf(i);
      near.push(...list.slice(place(list, start), place(list, end) + 1));
    }
    const shards = await Promise.all(near.slice(0, most).map(shard));
    const found = new Map();
    for (const one of shards)
      for (const [form, terms] of one ? one.forms : []) {
        if (!form.startsWith(start)) continue;
        for (const term of terms) {
          const k = one.terms.get(term);
          found.set(term, Math.max(found.get(term) || 0, k === undefined ? 1 : one.levels[k].length));
        }
      }
    return [...found].sort((a, b) => b[1] - a[1]).map(([term]) => term);
  }

  /** The position of an article's file. @param {number} number */
  function fileOfArticle(number) {
    const at = upper(index.starts, number);
    const [year, month, day] = isoOfDay(at).split("-");
    const local = (index.keyed ? index.keyed[number] : number) - index.starts[at];
    return `d/${year}/${month}-${day}${local ? "-" + local : ""}`;
  }

  const EPOCH = 719163; // the ordinal of 1970-01-01

  /** @param {number} day counted from the index's first */
  function isoOfDay(day) {
    return new Date((index.base + day - EPOCH) * 864e5).toISOString().slice(0, 10);
  }

  /** The number of the first article on or after a day (YYYY, YYYY-MM or YYYY-MM-DD). @param {string} iso */
  function from(iso) {
    const [year, month = 1, day = 1] = iso.split("-").map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const at = Math.round(date.getTime() / 864e5) + EPOCH - index.base;
    if (!(at > 0)) return 0;
    return at >= index.starts.length ? index.count : index.starts[at];
  }

  /** @param {number} number @returns the ISO day of an article */
  const dayOf = (number) => isoOfDay(upper(index.starts, number));

  /** The last place whose value is at most `number`. @param {Int32Array} list @param {number} number */
  function upper(list, number) {
    let low = 0;
    let high = list.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (list[middle] <= number) low = middle;
      else high = middle;
    }
    return low;
  }

  /** What a result shows. @param {number} number */
  const article = (number) =>
    load(fileOfArticle(number), (url, title, date, source, language, lead, text, warning) => ({
      url,
      title,
      date,
      source,
      language,
      lead,
      text,
      warning,
    }));

  /** @type {any} */ (window).datelineSearch = Object.assign(register, {
    here,
    index: {
      open, load, numbers, places, decodeKeys, place, fileOf, readWords, home, termsOf, postings, formsOf, beginning, from, dayOf,
      article, missing, get: () => index,
    },
  });
})();
