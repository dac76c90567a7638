/**
 * The default ranking: BM25F weights in sixteenths from the index, idf from the number of articles found, the best of
 * a word's spellings. Answers with partial results where files are missing.
 *
 * @typedef {{docs: Int32Array, weights: Float32Array, forms: Set<string>, terms: string[], note?: string}} Match
 * @typedef {{docs: number[], scores: Float32Array, full: Uint8Array | null, forms: Map<string, number>,
 *   suggestions: [string, string][], clauses: number}} Answer
 */
(function () {
  "use strict";
  const { index } = datelineSearch;
  const OTHER_SPELLING = 0.9;
  const GUESSED = 0.6; // the weight of what was not typed: longer words, corrected words
  const AGAIN = 0.5; // what a word adds each time that it is asked for again
  const EXPANSIONS = 40;

  /** @param {string} src @returns {Promise<void>} */
  const more = (src) =>
    new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL(src, datelineSearch.here).href;
      script.onload = script.onerror = () => resolve();
      document.head.append(script);
    });
  /** Code that few searches need. @returns {Promise<any>} */
  async function extra(name) {
    if (!datelineSearch[name]) await more(`${name}.js`);
    return datelineSearch[name];
  }

  /** The hits in one field of an article's hit string, or in any. @param {string} hits @param {number} field */
  function hitsIn(hits, field) {
    const parts = hits.split("}");
    if (field === 0) return parts[0];
    for (let i = 1; i < parts.length; i++) if (index.numbers(parts[i][0])[0] === field) return parts[i].slice(1);
    return "";
  }

  /**
   * The articles that hold any of several terms, the best weight of each.
   * @param {[string, number][]} weighted terms with their weights @param {number} field
   * @returns {Promise<Match>}
   */
  async function union(weighted, field) {
    const lists = await Promise.all(weighted.map(([term]) => index.postings(term)));
    const best = new Map();
    const forms = new Set();
    const terms = [];
    for (let i = 0; i < lists.length; i++) {
      const list = lists[i];
      if (!list) continue;
      terms.push(list.term);
      for (const form of await index.formsOf(list.term)) forms.add(form);
      const hits = field >= 0 ? await list.hits() : null;
      if (field >= 0 && !hits) continue;
      const { docs, levels } = list;
      for (let k = 0; k < docs.length; k++) {
        if (hits && !hitsIn(hits[k], field)) continue;
        const weight = ((parseInt(levels[k], 16) + 0.5) / 16) * weighted[i][1];
        if (!(best.get(docs[k]) >= weight)) best.set(docs[k], weight);
      }
    }
    const docs = Int32Array.from(best.keys()).sort();
    return { docs, weights: Float32Array.from(docs, (doc) => best.get(doc)), forms, terms };
  }

  /**
   * The articles in which words stand side by side (or, without `strict`, together) in one field.
   * @param {[string, number][][]} words per word its terms @param {number} field @param {boolean} strict
   * @returns {Promise<Match>}
   */
  async function together(words, field, strict) {
    const lists = await Promise.all(words.map((terms) => Promise.all(terms.map(([term]) => index.postings(term)))));
    /** @type {Map<number, {at: [number, number][], weight: number}>} */
    let open = new Map();
    const forms = new Set();
    const terms = [];
    for (let w = 0; w < words.length; w++) {
      const next = new Map();
      for (let i = 0; i < lists[w].length; i++) {
        const list = lists[w][i];
        if (!list) continue;
        terms.push(list.term);
        for (const form of await index.formsOf(list.term)) forms.add(form);
        const hits = strict || field >= 0 ? await list.hits() : null;
        if ((strict || field >= 0) && !hits) continue;
        for (let k = 0; k < list.docs.length; k++) {
          const doc = list.docs[k];
          const before = open.get(doc);
          if (w && !before) continue;
          const at = [];
          if (strict) {
            for (let f = 0; f < datelineSearch.query.FIELDS.length; f++) {
              if (field >= 0 && f !== field) continue;
              for (const place of index.places(hitsIn(hits[k], f)))
                if (!w || before.at.some(([g, p]) => g === f && p + 1 === place)) at.push([f, place]);
            }
            if (!at.length) continue;
          } else if (hits && !hitsIn(hits[k], field)) continue;
          const weight = (parseInt(list.levels[k], 16) + 0.5) / 16;
          const known = next.get(doc);
          if (known) known.at.push(...at);
          else next.set(doc, { at, weight: (before ? before.weight : 0) + weight });
        }
      }
      open = next;
    }
    const docs = Int32Array.from(open.keys()).sort();
    return { docs, weights: Float32Array.from(docs, (doc) => open.get(doc).weight / words.length), forms, terms };
  }

  /**
   * The terms of one word: as typed, else with or without an article that is written to it, else words that begin so,
   * else words that are nearly so.
   * @param {string} word @param {{prefix: boolean, fuzzy: boolean}} allow
   * @returns {Promise<{terms: [string, number][], meant: string}>}
   */
  async function resolve(word, allow) {
    const exact = await index.termsOf(word);
    const joined = await Promise.all(datelineSearch.words.joined(word, exact.length > 0).map(index.termsOf));
    const others = [...new Set(joined.flat())].filter((term) => !exact.includes(term));
    /** @type {[string, number][]} */
    const terms = [...exact.map((term) => [term, 1]), ...others.map((term) => [term, OTHER_SPELLING])];
    if (exact.length) return { terms, meant: "" };
    // a spelling of a place that no article has leads to those that some have
    const named = (await index.home(word))?.groups.some((group) => group[0].includes(word));
    if (named) return { terms: [[word, 1]], meant: "" };
    if (terms.length) return { terms, meant: "" };
    if (allow.prefix && (word.length > 2 || word > "\u0e00")) {
      const longer = (await index.beginning(word, 3)).slice(0, EXPANSIONS);
      if (longer.length) return { terms: longer.map((term) => [term, GUESSED]), meant: "" };
    }
    if (allow.fuzzy && !/^\p{Nd}+$/u.test(word)) { // (2003 is no slip for 2023)
      const near = await (await extra("fuzzy"))?.near(word);
      if (near?.terms.length) return { terms: near.terms.map((/** @type {string} */ t) => [t, GUESSED]), meant: near.form };
    }
    return { terms: [], meant: "" };
  }

  /** The spellings of the places that some of `terms` name, starting with word `i`. */
  async function spellings(resolved, i) {
    /** @type {{length: number, group: string[][]} | null} */
    let found = null;
    for (const [term] of resolved[i]) {
      const shard = await index.home(term);
      for (const [spelling, ...group] of shard ? shard.groups : []) {
        if (i + spelling.length > resolved.length || (found && found.length >= spelling.length)) continue;
        if (spelling.every((part, k) => resolved[i + k].some(([term]) => term === part)))
          found = { length: spelling.length, group };
      }
    }
    return found;
  }

  /** @param {Match[]} matches the best weight of each article @returns {Match} */
  function merge(matches) {
    const best = new Map();
    for (const match of matches)
      match.docs.forEach((doc, k) => {
        if (!(best.get(doc) >= match.weights[k])) best.set(doc, match.weights[k]);
      });
    const docs = Int32Array.from(best.keys()).sort();
    return {
      docs,
      weights: Float32Array.from(docs, (doc) => best.get(doc)),
      forms: new Set(matches.flatMap((match) => [...match.forms])),
      terms: matches.flatMap((match) => match.terms),
    };
  }

  /**
   * Answers a query.
   * @param {Clause[]} clauses @returns {Promise<Answer>}
   */
  async function rank(clauses) {
    const { count, common } = index.get();
    const scores = new Float32Array(count);
    const matched = new Uint8Array(count);
    const banned = new Uint8Array(count);
    const must = new Uint8Array(count);
    /** @type {Map<string, number>} */
    const forms = new Map();
    /** @type {[string, string][]} */
    const suggestions = [];
    let needed = 0;
    let optional = 0;

    // first every word's terms, all files at once
    const resolved = await Promise.all(
      clauses.map(async (clause) => {
        if (clause.pattern || clause.edits) {
          const fuzzy = await extra("fuzzy");
          const terms = clause.pattern
            ? await fuzzy.matching(clause.pattern)
            : (await Promise.all(clause.words.map((word) => fuzzy.within(word, clause.edits)))).flat();
          return [{ terms: terms.map((/** @type {string} */ t) => [t, 1]), meant: "" }];
        }
        const loose = clause.presence >= 0 && !clause.phrase;
        return Promise.all(clause.words.map((word) => resolve(word, { prefix: loose, fuzzy: loose })));
      }),
    );
    const free = clauses.map((c) => !c.pattern && !c.edits && c.field < 0 && c.words.length === 1);
    const telling = clauses.some((c, i) => c.presence >= 0 && !isCommon(i));
    /** Whether a form of a name of several words is worth marking: "Strip", not "the" or "de". @param {string} form */
    const telltale = (form) => !common.has(form) && (form.length > 3 || form > "\u0e00");
    /** @param {number} i */
    function isCommon(i) {
      return free[i] && !clauses[i].presence && resolved[i][0].terms.every(([term]) => common.has(term)) &&
        resolved[i][0].terms.length > 0;
    }
    const isPlain = (/** @type {number} */ i) => free[i] && !clauses[i].presence && !clauses[i].phrase;
    /** How often each plain word is asked for. @type {Map<string, number>} */
    const times = new Map();
    clauses.forEach(({ words: [word] }, i) => isPlain(i) && times.set(word, (times.get(word) || 0) + 1));
    const seen = new Set();
    for (let i = 0; i < clauses.length; i++) {
      const clause = clauses[i];
      const words = resolved[i];
      words.forEach((word, k) => word.meant && suggestions.push([clause.words[k], word.meant]));
      if (telling && isCommon(i)) continue;
      const plainWord = clause.words.length === 1 && free[i];
      let boost = clause.boost;
      if (isPlain(i)) {
        if (seen.has(clause.words[0])) continue;
        seen.add(clause.words[0]);
        boost *= 1 + AGAIN * (times.get(clause.words[0]) - 1);
      }
      /** @type {Match} */
      let match;
      if (clause.phrase) match = await together(words.map((word) => word.terms), clause.field, true);
      else match = await union(words[0].terms, clause.field);
      // a place is found under all its names
      const sequence = clause.phrase ? words : plainWord ? resolved.slice(i).map((w) => w[0]) : [];
      let span = free.findIndex((is, k) => k >= i && !(is && clauses[k].presence === clause.presence)) - i;
      if (span < 0) span = free.length - i;
      const run = (clause.phrase ? sequence : sequence.slice(0, span)).map((w) => w.terms);
      if (run.length && clause.field < 0) {
        const place = await spellings(run, 0);
        if (place && (!clause.phrase || place.length === run.length)) {
          const others = await Promise.all(
            place.group.map((spelling) => together(spelling.map((term) => [[term, 1]]), -1, clause.phrase)),
          );
          others.forEach((other, k) => {
            other.weights = other.weights.map((weight) => weight * OTHER_SPELLING);
            if (place.group[k].length > 1) other.forms = new Set([...other.forms].filter(telltale));
          });
          match = merge([match, ...others]);
        }
      }
      const { docs, weights } = match;
      if (clause.presence < 0) {
        for (const doc of docs) banned[doc] = 1;
        continue;
      }
      const idf = Math.log(1 + (count - docs.length + 0.5) / (docs.length + 0.5));
      for (const form of match.forms) forms.set(form, Math.max(forms.get(form) || 0, idf));
      optional++;
      if (clause.presence > 0) needed++;
      for (let k = 0; k < docs.length; k++) {
        scores[docs[k]] += boost * idf * weights[k] * (clause.phrase ? clause.words.length : 1);
        if (matched[docs[k]] < 255) matched[docs[k]]++;
        if (clause.presence > 0) must[docs[k]]++;
      }
    }
    const docs = [];
    const negated = optional === 0 && clauses.some((clause) => clause.presence < 0);
    let most = 0;
    for (let doc = 0; doc < count; doc++) {
      if (banned[doc] || must[doc] < needed || !(matched[doc] || negated)) continue;
      docs.push(doc);
      // of few words all should be there, of many it matters little
      if (optional > 1) scores[doc] *= (matched[doc] / optional) ** (1 / optional ** 2);
      most = Math.max(most, matched[doc]);
    }
    const full = new Uint8Array(count);
    for (const doc of docs) full[doc] = matched[doc] === most ? 1 : 0;
    docs.sort((a, b) => scores[b] - scores[a] || b - a);
    return { docs, scores, full, forms, suggestions, clauses: optional };
  }

  datelineSearch.rank = Object.assign(rank, { extra, hitsIn });
})();
