/**
 * What a reader typed to clauses. lunr's operators, phrases, and no error ever: what cannot be read as an operator is
 * read as words.
 *
 * @typedef {{words: string[], pattern: string, field: number, presence: number, boost: number, edits: number,
 *   phrase: boolean}} Clause  presence: 1 must, -1 must not, 0 may; field: -1 any
 */
(function () {
  "use strict";
  const FIELDS = ["body", "title", "place", "conflict", "topic", "source", "author"];
  const MOST = 64; // clauses; the rest of a longer query is left out
  // sign, field, then a phrase or a run of anything else, then its operators
  const PART = /([+\-]?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))((?:[~^]\d*)*)/giu;

  /** @param {string} text @returns {Clause[]} */
  function parse(text) {
    const { words } = datelineSearch.words;
    /** @type {Clause[]} */
    const clauses = [];
    // catalogues' words for + and -; not in a headline that is pasted in capitals
    const asked = /\p{Ll}/u.test(text) || text.trim().split(/\s+/).length < 6;
    let next = 0; // what such a word makes of the next part
    let from = 0; // where the clauses of the last part begin
    for (const match of text.slice(0, 4000).matchAll(PART)) {
      let [, sign, name, quoted, run] = match;
      let tail = match[5];
      let field = -1;
      if (name) {
        field = FIELDS.indexOf(name.toLowerCase());
        if (field < 0 && run !== undefined) run = `${name} ${run}`;
      }
      if (asked && !sign && !name && /^(AND|OR|NOT)$/.test(run) && !tail && (clauses.length || run === "NOT")) {
        if (run === "AND") for (const clause of clauses.slice(from)) clause.presence ||= 1;
        next = run === "AND" ? 1 : run === "NOT" ? -1 : 0;
        continue;
      }
      if (run !== undefined) {
        const cut = run.search(/[~^]\d*(?:[~^]\d*)*$/);
        if (cut >= 0) [run, tail] = [run.slice(0, cut), run.slice(cut)];
      }
      const boost = Number(/\^(\d+)/.exec(tail)?.[1] ?? 1);
      const edits = Math.min(Number(/~(\d+)/.exec(tail)?.[1] ?? 0), 3);
      const clause = {
        words: words(quoted ?? run),
        pattern: "",
        field,
        presence: sign === "+" ? 1 : sign === "-" ? -1 : next,
        boost: Math.min(boost, 1e6),
        edits,
        phrase: quoted !== undefined,
      };
      if (run?.includes("*")) {
        const pattern = run.split("*").map((piece) => words(piece).join("")).join("*").replace(/\*+/g, "*");
        if (pattern === "*" || !pattern) continue;
        clause.pattern = pattern;
        clause.words = [];
      }
      if (!clause.words.length && !clause.pattern) continue;
      from = clauses.length;
      next = 0;
      // a name with a hyphen is one thing where it must or must not be there, and in a field
      if (clause.words.length > 1 && !clause.phrase && !clause.presence && field < 0)
        for (const word of clause.words) clauses.push({ ...clause, words: [word] });
      else clauses.push({ ...clause, phrase: clause.words.length > 1 });
    }
    return clauses.slice(0, MOST);
  }

  datelineSearch.query = { parse, FIELDS };
})();
