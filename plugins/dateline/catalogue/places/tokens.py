"""Split a text into the tokens that names are made of."""

from __future__ import annotations

import re
from typing import NamedTuple

_PATTERN = re.compile(
    r"(?P<initials>(?:[A-Z][a-z]{0,2}\.){2,}|[A-Z]\.(?=\s?[A-Z]\.))"
    r"|(?P<short>\b(?:St|Ste|Mt|Ft|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo"
    r"|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Alta|Sask|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt"
    r"|Capt|Rev|Prof|Jr|Sr|Maj|Pres)\.)"
    r"|(?P<word>[^\W\d_](?:[^\W_]++|[\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
    r"\u102b-\u103e\u0e31-\u0e4e\u200c\u200d\u05b0-\u05c7]++)*+"
    r"(?:['’ʼʻ‘][^\W\d_]++)*+)"
    r"|(?P<number>\d+(?:[.,:]\d+)*[^\W\d_]*)"
    r"|(?P<break>\n+)"
    r"|(?P<mark>[^\w\s])",
)
_ELIDED = re.compile(r"(?:[dDlLnNsSjJmMtT]|[qQ]u|[jJ]usqu)['’](?=[^\W\d_])")
_POSSESSIVE = re.compile(r"['’][sS]$")


class Token(NamedTuple):
    """A word, number or mark with its span."""

    start: int
    end: int
    text: str
    kind: str  # word | number | mark | break


def small(word: str) -> bool:
    """Whether a word begins with a small letter where it could have a capital; Georgian has none in running text."""
    return word[0].islower() and not "\u10d0" <= word[0] <= "\u10ff"


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text`` in order, in time linear in its length. White space other than line breaks is no token."""
    found: list[Token] = []
    new = tuple.__new__  # a text has hundreds of tokens: the class's own constructor takes thrice as long
    for match in _PATTERN.finditer(text):
        kind, word = match.lastgroup, match[0]
        start, end = match.span()
        if kind == "word":
            if "'" in word or "’" in word:
                elided = _ELIDED.match(word)
                if elided and word[elided.end()].isupper():
                    cut = start + elided.end()
                    found.append(Token(start, cut, text[start:cut], "word"))
                    start, word = cut, text[cut:end]
                owner = _POSSESSIVE.search(word)
                if owner:
                    cut = start + owner.start()
                    found.append(Token(start, cut, text[start:cut], "word"))
                    start, word, kind = cut, text[cut:end], "mark"
        elif kind in ("initials", "short"):
            kind = "word"
        found.append(new(Token, (start, end, word, kind)))
    return found
