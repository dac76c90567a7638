/** Words that are nearly so, and patterns with *: both need the vocabulary, which is read only here. */
(function () {
  "use strict";
  const { index } = datelineSearch;

  /** @typedef {{names: string[], surfaces: string[][], bits: string}} Vocabulary */

  /** @param {number} i @returns {Promise<Vocabulary | null>} */
  const piece = (i) =>
    index.load(index.fileOf("v", index.get().words[i]), (words, bits) => ({ ...index.readWords(words), bits }));

  /** The whole vocabulary, or the pieces with words between two. @returns {Promise<Vocabulary[]>} */
  async function pieces(from = "", to = "\uffff") {
    const { words } = index.get();
    const first = index.place(words, from);
    const last = index.place(words, to);
    const all = await Promise.all(Array.from({ length: last - first + 1 }, (_, k) => piece(first + k)));
    return all.filter((one) => one !== null);
  }

  /**
   * The automaton of lunr for a word with errors, or a pattern: from each state by letter or by any letter ("*").
   * After lunr's TokenSet.fromFuzzyString and fromString (MIT), whose acceptance it keeps.
   * @typedef {{edges: Map<string, State>, final: boolean}} State
   * @returns {State}
   */
  const state = () => ({ edges: new Map(), final: false });

  /** @param {State} from @param {string} sign */
  function step(from, sign) {
    let to = from.edges.get(sign);
    if (!to) from.edges.set(sign, (to = state()));
    return to;
  }

  /** @param {string} word @param {number} edits @returns {State} */
  function fuzzy(word, edits) {
    const root = state();
    /** @type {[State, number, string][]} */
    const stack = [[root, edits, word]];
    while (stack.length) {
      const [node, left, rest] = stack.pop();
      if (rest) {
        const next = step(node, rest[0]);
        if (rest.length === 1) next.final = true;
        stack.push([next, left, rest.slice(1)]);
      }
      if (!left) continue;
      const any = step(node, "*");
      if (rest.length < 2) any.final = true; // an insertion at the end, a substitution of the last letter
      stack.push([any, left - 1, rest]);
      if (rest.length > 1) stack.push([node, left - 1, rest.slice(1)]);
      if (rest.length === 1) node.final = true;
      if (rest) stack.push([any, left - 1, rest.slice(1)]);
      if (rest.length > 1) stack.push([step(node, rest[1]), left - 1, rest[0] + rest.slice(2)]);
    }
    return root;
  }

  /** @param {string} pattern @returns {State} */
  function wild(pattern) {
    const root = state();
    let node = root;
    [...pattern].forEach((sign, i, all) => {
      const final = i === all.length - 1;
      if (sign === "*") {
        node.edges.set("*", node);
        node.final = final;
      } else {
        node = step(node, sign);
        node.final = final;
      }
    });
    return root;
  }

  /** @param {State} root @param {string} word */
  function accepts(root, word) {
    let states = new Set([root]);
    for (const sign of word) {
      const next = new Set();
      for (const one of states) {
        const exact = one.edges.get(sign);
        const any = one.edges.get("*");
        if (exact) next.add(exact);
        if (any) next.add(any);
      }
      if (!next.size) return false;
      states = next;
    }
    for (const one of states) if (one.final) return true;
    return false;
  }

  /** @param {State} root @param {Vocabulary[]} from @param {boolean} forms whether surface forms count as well */
  function expand(root, from, forms) {
    /** @type {[string, number][]} */
    const found = [];
    for (const { names, surfaces, bits } of from)
      names.forEach((name, k) => {
        if (accepts(root, name) || (forms && surfaces[k].some((form) => accepts(root, form))))
          found.push([name, parseInt(bits[k], 16)]);
      });
    return found.sort((a, b) => b[1] - a[1]).map(([name]) => name);
  }

  const MOST = 200; // terms that one pattern of a reader opens

  /** The terms that a reader's pattern with * means. @param {string} pattern */
  async function matching(pattern) {
    const start = pattern.slice(0, pattern.indexOf("*"));
    return expand(wild(pattern), await pieces(start, start + "\uffff"), true).slice(0, MOST);
  }

  /** The terms within some edits of a reader's word. @param {string} word @param {number} edits */
  async function within(word, edits) {
    const exact = await index.termsOf(word);
    return [...new Set([...exact, ...expand(fuzzy(word, edits), await pieces(), true)])].slice(0, MOST);
  }

  /** Edits between two words where at most `limit` (transpositions count one), else limit + 1. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, k) => k);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      let least = i;
      for (let k = 1; k <= b.length; k++) {
        let cost = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1));
        if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) cost = Math.min(cost, before[k - 2] + 1);
        next.push(cost);
        least = Math.min(least, cost);
      }
      if (least > limit) return limit + 1;
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  /**
   * What a word that no article has may have meant: the nearest forms, of these the most frequent. First among words
   * with its first letter, then among all.
   * @param {string} word @returns {Promise<{terms: string[], form: string} | null>}
   */
  async function near(word) {
    const limit = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!limit) return null;
    for (const span of [[word[0], word[0] + "\uffff"], []]) {
      /** @type {{form: string, term: string, value: number}[]} */
      let best = [];
      let least = limit;
      for (const { names, surfaces, bits } of await pieces(...span))
        names.forEach((term, k) => {
          for (const form of surfaces[k]) {
            const away = distance(word, form, least);
            if (away > least) continue;
            if (away < least) [least, best] = [away, []];
            best.push({ form, term, value: parseInt(bits[k], 16) });
          }
        });
      if (best.length) {
        best.sort((a, b) => b.value - a.value || (a.form < b.form ? -1 : 1));
        return { terms: [...new Set(best.slice(0, 3).map((one) => one.term))], form: best[0].form };
      }
    }
    return null;
  }

  datelineSearch.fuzzy = { near, matching, within, pieces, fuzzy, wild, expand };
})();
