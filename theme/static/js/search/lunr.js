/**
 * The ranking of lunr, for comparison: its query language, its errors of scoring included, on the same terms.
 * Written after lunr.py 0.8 (MIT), which tests hold it to: same articles, same order, same scores.
 */
(function () {
  "use strict";
  const { index, words, rank } = datelineSearch;
  const FIELDS = datelineSearch.query.FIELDS;
  const K1 = 1.2;
  const B = 0.75;
  const SEPARATOR = /[ \t\n\r\f\v\u00a0-]/;

  /** @typedef {{type: string, text: string}} Lexeme @param {string} query @returns {Lexeme[]} */
  function lex(query) {
    const out = [];
    const text = [...query];
    let start = 0;
    let pos = 0;
    /** @type {number[]} */
    let escapes = [];
    const emit = (type) => {
      let string = "";
      let from = start;
      for (const at of escapes) {
        string += text.slice(from, at).join("");
        from = at + 1;
      }
      escapes = [];
      out.push({ type, text: string + text.slice(from, pos).join("") });
      start = pos;
    };
    const ignore = () => {
      if (start === pos) pos++;
      start = pos;
    };
    const digits = (type) => {
      ignore();
      while (pos < text.length && text[pos] >= "0" && text[pos] <= "9") pos++;
      emit(type);
    };
    for (;;) {
      if (pos >= text.length) {
        if (pos > start) emit("term");
        return out;
      }
      const sign = text[pos++];
      if (sign === "\\") {
        escapes.push(pos - 1);
        pos++;
      } else if (sign === ":") {
        pos--;
        emit("field");
        ignore();
      } else if (sign === "~" || sign === "^") {
        pos--;
        if (pos > start) emit("term");
        digits(sign === "~" ? "edits" : "boost");
      } else if ((sign === "+" || sign === "-") && pos - start === 1) emit("presence");
      else if (SEPARATOR.test(sign)) {
        if (pos - start > 1) {
          pos--;
          emit("term");
        }
        ignore();
      }
    }
  }

  /** Clauses, or null where lunr gives an error. @param {string} query */
  function parse(query) {
    const lexemes = lex(query);
    const clauses = [];
    let clause = { term: "", fields: FIELDS, edits: 0, boost: 1, presence: "", pipeline: true };
    let at = 0;
    const fresh = () => {
      clauses.push(clause);
      clause = { term: "", fields: FIELDS, edits: 0, boost: 1, presence: "", pipeline: true };
    };
    while (at < lexemes.length) {
      let one = lexemes[at++];
      if (one.type === "presence") {
        clause.presence = one.text;
        one = lexemes[at++];
        if (!one || (one.type !== "field" && one.type !== "term")) return null;
      }
      if (one.type === "field") {
        if (!FIELDS.includes(one.text)) return null;
        clause.fields = [one.text];
        one = lexemes[at++];
        if (!one || one.type !== "term") return null;
      }
      if (one.type !== "term") return null;
      clause.term = one.text.toLowerCase();
      if (one.text.includes("*")) clause.pipeline = false;
      while (at < lexemes.length && (lexemes[at].type === "edits" || lexemes[at].type === "boost")) {
        const { type, text } = lexemes[at++];
        if (!text) return null;
        clause[type] = Number(text);
      }
      fresh();
    }
    return clauses;
  }

  /** @param {number} value to three places, as Python rounds */
  const round = (value) => Number(value.toFixed(3));

  /** The lengths of all fields and their means. */
  const lengths = () =>
    index.load("lengths", (...columns) => {
      const { shown } = index.get();
      const counts = columns.map((column) => {
        const list = index.numbers(column);
        const out = list.slice();
        if (shown) list.forEach((value, i) => (out[shown[i]] = value));
        return out;
      });
      return { counts, means: counts.map((list) => list.reduce((a, b) => a + b, 0) / (list.length || 1)) };
    });

  /** Per field the articles of a term and how often each has it. @param {string} term */
  const fieldsOf = (term) =>
    cached(term, async () => {
      const list = await index.postings(term);
      const hits = await list?.hits();
      if (!hits) return null;
      /** @type {[number, number][][]} */
      const out = FIELDS.map(() => []);
      list.docs.forEach((doc, k) =>
        FIELDS.forEach((_, f) => {
          const found = rank.hitsIn(hits[k], f);
          if (found) out[f].push([doc, index.places(found).length]);
        }),
      );
      return out;
    });

  const known = new Map();
  function cached(key, make) {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  }

  /** A word that the index does not have stays itself, for its errors. @param {string} word */
  async function termsOf(word) {
    const terms = await index.termsOf(word);
    return terms.length ? terms : [word];
  }

  /** The terms that one clause opens. */
  async function expand(clause, term) {
    const fuzzy = await rank.extra("fuzzy");
    if (!clause.edits && !term.includes("*")) return (await index.postings(term)) ? [term] : [];
    const root = clause.edits ? fuzzy.fuzzy(term, clause.edits) : fuzzy.wild(term);
    return fuzzy.expand(root, await fuzzy.pieces(), false);
  }

  /**
   * Answers as lunr does; null where lunr gives an error.
   * @param {string} text
   */
  async function search(text) {
    const clauses = parse(text);
    if (!clauses || !clauses.length) return null;
    const { count } = index.get();
    const size = await lengths();
    if (!size) return null;
    /** @type {Map<string, number>[]} */
    const query = FIELDS.map(() => new Map());
    const matching = FIELDS.map(() => new Set());
    const seen = new Set();
    /** @type {Set<number> | null} */
    let required = null;
    const banned = new Set();
    const forms = new Map();
    for (const clause of clauses) {
      let terms = [clause.term];
      if (clause.pipeline) terms = (await Promise.all(words.words(clause.term).map(termsOf))).flat();
      const matches = new Set();
      for (const term of terms) {
        const expanded = await expand(clause, term);
        if (!expanded.length && clause.presence === "+") break;
        for (const one of expanded) {
          const byField = await fieldsOf(one);
          if (!byField) continue;
          for (const form of await index.formsOf(one)) forms.set(form, 1);
          for (const name of clause.fields) {
            const f = FIELDS.indexOf(name);
            for (const [doc] of byField[f]) {
              if (clause.presence === "+") matches.add(doc);
              else if (clause.presence === "-") banned.add(doc);
            }
            if (clause.presence === "-") continue;
            query[f].set(one, (query[f].get(one) || 0) + clause.boost);
            if (seen.has(`${one}/${f}`)) continue;
            seen.add(`${one}/${f}`);
            for (const [doc] of byField[f]) matching[f].add(doc);
          }
        }
      }
      if (clause.presence === "+") {
        const before = required;
        required = before ? new Set([...matches].filter((doc) => before.has(doc))) : matches;
      }
    }
    const negated = clauses.every((clause) => clause.presence === "-");
    if (negated) for (let doc = 0; doc < count; doc++) matching[0].add(doc);
    const scores = new Float64Array(count);
    const shown = new Set();
    for (let f = 0; f < FIELDS.length; f++) {
      const magnitude = Math.sqrt([...query[f].values()].reduce((sum, value) => sum + value * value, 0));
      for (const doc of matching[f]) if (!banned.has(doc) && (!required || required.has(doc))) shown.add(doc);
      if (!magnitude) continue;
      for (const [term, boost] of query[f]) {
        const byField = await fieldsOf(term);
        const among = byField.reduce((sum, list) => sum + list.length, 0);
        const idf = Math.log(1 + Math.abs((count - among + 0.5) / (among + 0.5)));
        for (const [doc, times] of byField[f]) {
          const length = K1 * (1 - B + B * (size.counts[f][doc] / size.means[f]));
          scores[doc] += (boost * round((idf * ((K1 + 1) * times)) / (length + times))) / magnitude;
        }
      }
    }
    const docs = [...shown].sort((a, b) => scores[b] - scores[a] || a - b);
    return { docs, scores, full: null, forms, suggestions: [], clauses: clauses.length };
  }

  datelineSearch.lunr = { search, parse };
})();
