"""Part the words of scripts that write no spaces, or write endings to their words, at the names that they hold.

Where a name may begin and end depends on the script: in Hangul it begins where the word begins and particles follow;
katakana writes a foreign word from its first letter to its last, so that a name is the whole of it; Han says by the
characters that follow whether a foreign name goes on.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Candidate, Places
from dateline.catalogue.places.tokens import Token
from dateline.catalogue.places.tongues import listed

LONGEST = 8  # characters of a name
LONGEST_LETTERS = 14  # in scripts of letters
SHORT = 2  # syllables of a Korean name after which only particles may follow
KNOWN = 15_000  # people in a settlement whose name is looked for inside a word
_LETTERS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_HAN = re.compile("[\u3400-\u9fff]")


def unspaced(token: Token) -> bool:
    """Whether the token is a word of such a script."""
    return token.kind == "word" and _LETTERS.match(token.text) is not None


def part(tokens: list[Token], places: Places) -> list[Token]:
    """The tokens with each known name in such a word as a token of its own, and so what stands before and after it."""
    found: list[Token] = []
    for token in tokens:
        begin = None if token.text.isascii() or token.kind not in ("word", "number") else _LETTERS.search(token.text)
        if begin is None or (token.kind == "word" and begin.start()):
            found.append(token)
        else:
            found += _parts(token, begin.start(), places)
    return found


def known(name: str, places: Places) -> tuple[Candidate, ...]:
    """What a name means that is looked for inside words: well-known places only."""
    return tuple(c for c in places.candidates(fold(name)) if c.noted or c.population >= KNOWN)


def place_follows(token: Token, after: Token | None) -> bool:
    """Whether the end of a name, or what is written to it, says that it is a place: 서울에서, 輪島市."""
    han = _HAN.match(token.text) is not None
    if han and len(token.text) > SHORT and token.text[-1] in listed("behind names in han"):
        return True
    if after is None or after.start != token.end:
        return False
    if _HANGUL.match(token.text):
        return after.text in listed("locative endings hangul")
    return han and after.text[0] in listed("behind names in han")


def _parts(token: Token, begin: int, places: Places) -> list[Token]:
    text, size = token.text, len(token.text)
    cuts = [0] if not begin else [0, begin]
    named = False
    at = begin
    while at < size - 1:
        length = _name(text, at, places)
        if length:
            named = True
            cuts += [at, at + length]
            at += length
        elif _HANGUL.match(text, at):
            break  # its next name begins with its next word
        else:
            at += 1
    if not named:
        return [token]
    cuts = sorted({*cuts, size})
    return [
        Token(token.start + first, token.start + last, text[first:last], "number" if last <= begin else "word")
        for first, last in pairwise(cuts)
    ]


def _name(text: str, at: int, places: Places) -> int:
    """How long the longest known name is that begins here, 0 where none does."""
    han = _HAN.match(text, at) is not None
    katakana = _KATAKANA.match(text, at) is not None
    if katakana and at and _KATAKANA.match(text, at - 1):
        return 0
    least = 2 if not _HIRAGANA.match(text, at) else 3
    most = min(LONGEST if han else LONGEST_LETTERS, len(text) - at)
    for length in range(most, least - 1, -1):
        end = at + length
        if katakana and _KATAKANA.match(text, end):
            continue
        if known(text[at:end], places):
            rest = text[end : end + LONGEST_LETTERS]  # (a word of a hostile text may have no end)
            if han and rest[:1] in listed("inside foreign names in han"):
                return length if rest[:2] in listed("no foreign names in han") else 0
            if _HANGUL.match(text, at) and length <= SHORT and not _ending(rest):
                continue
            return length
    return 0


def _ending(rest: str) -> bool:
    """Whether what follows a Korean name is written to names: up to two particles, or words of what a place has."""
    endings = listed("endings hangul")
    if not rest or rest in endings or not _HANGUL.match(rest):
        return True
    return any(rest[:length] in endings and rest[length:] in endings for length in range(1, len(rest)))
