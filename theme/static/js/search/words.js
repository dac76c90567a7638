/**
 * Text to folded words: the same steps, in the same order, as plugins/dateline/search/tokens.py.
 * @global
 */
(function () {
  "use strict";
  const MAX_WORD = 48;
  const ELISIONS = new Set("l d qu c s j jusqu lorsqu puisqu quoiqu dell nell all sull dall".split(" "));
  // What Arabic and Hebrew write to the front of a word, what of it may be taken off what a reader typed, and whether a
  // stemmer has brought the forms together already.
  const JOINED = [
    { letters: /^[\u0620-\u064a]+$/, on: "ال وال بال فال كال لل ولل و ب ل ف".split(" "), off: /^[وف]?(?:[بك]?ال|لل)(?=...)/, stemmed: true },
    { letters: /^[\u05d0-\u05ea]+$/, on: "ה ו ב ל מ ש כ וה וב ול ומ שה".split(" "), off: /^[וש]?ה(?=...)/, stemmed: false },
  ];
  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
  const UNSPACED =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf" +
    "\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
  const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const APOSTROPHES = "['’ʼ‘ʻʹ`´′ʾʿ＇]";
  const PIECE = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*";
  const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
  const WORD = new RegExp(
    `${LETTER}(?:\\.${LETTER})+(?![\\p{L}\\p{N}\\p{M}])|${PIECE}(?:${APOSTROPHES}${PIECE})*`,
    "gu",
  );
  const SPLIT = new RegExp(APOSTROPHES, "u");
  const END = new RegExp(`(?:${APOSTROPHES}|\\.)+$`, "u");
  const DROPPED =
    /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/g;
  const NOT_WORD = /[^\p{L}\p{N}\p{M}]/gu;
  const ASCII = /^[\0-\x7f]*$/;
  /** @type {Record<string, string>} */
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ς: "σ", ґ: "г" };
  const FROM = [..."łøđıðŧħĸŋəɛɔآأإٱىیېئةەۀہھكکؤٹڈڑ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"];
  const TO = [..."lodidthkneeoاااايييي" + "ههههه" + "ككوتدر01234567890123456789"];
  FROM.forEach((letter, i) => (LETTERS[letter] = TO[i]));
  const LETTER_CLASS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
  /** @param {string} text */
  const letters = (text) => text.replace(LETTER_CLASS, (letter) => LETTERS[letter]);

  /**
   * Without dots, elided articles, possessive and apostrophes.
   * @param {string} raw
   */
  function plain(raw) {
    const parts = raw.replace(/\./g, "").split(SPLIT);
    if (parts.length > 1 && parts[parts.length - 1] === "s") parts.pop();
    while (parts.length > 1 && ELISIONS.has(parts[0])) parts.shift();
    const word = parts.join("");
    return word.length > MAX_WORD ? [...word].slice(0, MAX_WORD).join("") : word;
  }

  /** @param {string} word in lower case */
  function fold(word) {
    if (ASCII.test(word)) return word;
    const bare = letters(word).normalize("NFKD").replace(DROPPED, "").toLowerCase();
    return letters(bare).normalize("NFC").replace(NOT_WORD, "") || word;
  }

  /**
   * The words of a text with their places in it.
   * @param {string} text
   * @returns {{word: string, start: number, end: number}[]}
   */
  function cut(text) {
    const out = [];
    for (const match of text.matchAll(WORD)) {
      const start = match.index;
      if (!HAS_UNSPACED.test(match[0])) {
        out.push({ word: fold(plain(match[0].toLowerCase())), start, end: start + match[0].length });
        continue;
      }
      for (const run of match[0].matchAll(RUN)) {
        const from = start + run.index;
        const signs = [...run[0]];
        if (signs.length < 2 || !HAS_UNSPACED.test(run[0])) {
          const bare = /[\p{L}\p{N}].*/su.exec(run[0].replace(END, ""));
          if (bare) out.push({ word: fold(plain(bare[0].toLowerCase())), start: from, end: from + run[0].length });
          continue;
        }
        let at = from;
        for (let i = 0; i + 1 < signs.length; i++) {
          const pair = signs[i] + signs[i + 1];
          out.push({ word: fold(plain(pair.toLowerCase())), start: at, end: at + pair.length });
          at += signs[i].length;
        }
      }
    }
    return out;
  }

  /**
   * The folded words of what a reader typed.
   * @param {string} text
   * @returns {string[]}
   */
  const words = (text) => cut(text.normalize("NFC").replace(INVISIBLE, "").toLowerCase()).map((found) => found.word);

  /** Whether a word is one of a script without spaces. @param {string} word */
  const unspaced = (word) => HAS_UNSPACED.test(word);

  /**
   * The same word with and without the article and small words that are written to its front, where that finds more.
   * @param {string} word @param {boolean} known whether the archive has it as it stands
   */
  function joined(word, known) {
    const script = JOINED.find(({ letters: own }) => own.test(word));
    if (!script || (known && script.stemmed)) return [];
    const bare = word.replace(script.off, "");
    const found = new Set([bare, word].flatMap((base) => [base, ...script.on.map((front) => front + base)]));
    found.delete(word);
    return [...found];
  }

  datelineSearch.words = { cut, words, unspaced, joined };
})();
