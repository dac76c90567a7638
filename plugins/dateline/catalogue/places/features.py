"""What the sequence model sees of a token: its word, its neighbours, the gazetteer, person names, the whole text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dateline.catalogue.places.gazetteer import Candidate
from dateline.catalogue.places.rules import words
from dateline.catalogue.places.spotting import Spot, starts_name
from dateline.catalogue.places.tokens import Token

_DATA = Path(__file__).parents[2] / "data" / "places"
_PERSONS = _DATA / "persons.txt"
_COMMON = _DATA / "common.txt"
_SENSES = (
    ("streets", "s"),
    ("buildings", "b"),
    ("lands", "l"),
    ("divisions", "d"),
    ("bodies", "o"),
    ("sides", "n"),
    ("titles", "t"),
    ("prepositions", "p"),
    ("speaking", "v"),
)
_SMALL = frozenset(
    [
        "al",
        "am",
        "an",
        "and",
        "de",
        "del",
        "den",
        "der",
        "du",
        "el",
        "en",
        "es",
        "ez",
        "in",
        "la",
        "las",
        "le",
        "les",
        "los",
        "of",
        "on",
        "the",
        "upon",
        "y",
    ]
)
_JOINING = frozenset("-‐–/&'’.")
_SIZES = ((1_000_000, "6"), (200_000, "5"), (50_000, "4"), (10_000, "3"), (2_000, "2"), (0, "1"))
_LONGEST_RUN = 60


@lru_cache(maxsize=1)
def persons() -> tuple[frozenset[str], frozenset[str]]:
    """Given names and surnames, in small letters."""
    given, surnames = (
        frozenset(line.split())
        for line in _PERSONS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    return given, surnames


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Words that are names of places or people and yet stand in small letters more often than not."""
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def senses() -> dict[str, str]:
    """One sign for what a word says of a name that it stands beside (street, building, title …)."""
    lists = words()
    found: dict[str, str] = {}
    for name, sign in _SENSES:
        for word in lists[name]:
            found[word] = found.get(word, "") + sign
    return found


def runs(tokens: list[Token]) -> list[tuple[int, int]]:
    """The stretches ``[first, last)`` of tokens that may hold a name; everything between them is none."""
    found: list[tuple[int, int]] = []
    at, size = 0, len(tokens)
    while at < size:
        if not _active(tokens, at):
            at += 1
            continue
        first = at
        while at < size and at - first < _LONGEST_RUN:
            if _active(tokens, at):
                at += 1
                continue
            step = _bridge(tokens, at)
            if not step:
                break
            at += step
        found.append((first, at))
    return found


def _active(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if starts_name(token):
        return True
    return token.kind == "number" and at + 1 < len(tokens) and starts_name(tokens[at + 1])


def _bridge(tokens: list[Token], at: int) -> int:
    """How many tokens from here on lie inside a name: small words or a joining mark before the next capital."""
    if tokens[at].kind == "mark":
        joined = tokens[at].text in _JOINING and at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start
        return 1 if joined and _active(tokens, at + 1) else 0
    if tokens[at].kind == "number":
        return 1 if at and starts_name(tokens[at - 1]) else 0
    length = 0
    while length < 2 and at + length < len(tokens) and tokens[at + length].text in _SMALL:
        length += 1
    return length if length and at + length < len(tokens) and starts_name(tokens[at + length]) else 0


class Page:
    """A text's tokens with everything that features need of the whole text."""

    def __init__(self, tokens: list[Token], spots: dict[int, Spot]) -> None:
        self.tokens = tokens
        self.lower = [token.text.lower() for token in tokens]
        size = len(tokens)
        self.where = ["O"] * size  # place in the longest known name that covers the token, with its class
        self.classes = ["-"] * size
        at = 0
        while at < size:
            spot = spots.get(at)
            if spot is None:
                at += 1
                continue
            kind = _class(spot.candidates)
            last = spot.last - 1
            for inner in range(at, spot.last):
                place = "U" if at == last else "B" if inner == at else "L" if inner == last else "I"
                self.where[inner] = place + kind
                self.classes[inner] = kind
            at = spot.last
        self._senses = senses()
        self._common = common()
        self._count: dict[str, list[int]] = {}
        given, _ = persons()
        lists = words()
        places, titles = lists["prepositions"], lists["titles"]
        speaking, common_words = lists["speaking"], common()
        small: set[str] = set()
        for at, token in enumerate(tokens):
            if token.kind != "word":
                continue
            lower = self.lower[at]
            if token.text[0].islower():
                small.add(lower)
                continue
            tally = self._count.setdefault(lower, [0, 0, 0, 0, 0, 0])
            tally[0] += 1
            before = self.lower[at - 1] if at else ""
            if before in places:
                tally[1] += 1
            elif before in given or before.rstrip(".") in titles:
                tally[2] += 1
            elif at and tokens[at - 1].text[0].isupper() and self.classes[at - 1] == "-" and before not in common_words:
                tally[4] += 1
            after = self.lower[at + 1] if at + 1 < size else ""
            if after in speaking:
                tally[5] += 1
            if at + 2 < size and tokens[at + 1].text == "," and self.classes[at + 2][:1] in "rk":
                tally[3] += 1
        self.small = small

    def names_person(self, first: int, last: int) -> bool:
        """Whether the tokens are a person's name: a given name before a surname, or a surname known from the text."""
        word = self.lower[first]
        if last - first > 2:
            return False
        given, surnames = persons()
        tokens = self.tokens
        before = self.lower[first - 1] if first else ""
        if "p" in self._senses.get(before, ""):
            return False
        if last - first == 2:
            return word in given and self.where[first] != "B" + self.classes[first] and _look(tokens[first]) == "Xx"
        tally = self._count.get(word)
        if tally is not None and tally[2] and not tally[1]:
            return True
        if last >= len(tokens) or word not in given or _look(tokens[last]) != "Xx":
            return False
        after = self.lower[last]
        if self.classes[last][:1] in ("k", "d", "a", "r"):
            return False
        return (after in surnames or self.classes[last] == "-") and not self._senses.get(after)

    def features(self, at: int) -> list[str]:
        """The names of the features that hold for the token; the model knows the weight of each."""
        tokens, lower, where, classes = self.tokens, self.lower, self.where, self.classes
        size = len(tokens)
        token, word = tokens[at], lower[at]
        given, surnames = persons()
        w1 = lower[at - 1] if at else "^"
        w2 = lower[at - 2] if at > 1 else "^"
        n1 = lower[at + 1] if at + 1 < size else "$"
        n2 = lower[at + 2] if at + 2 < size else "$"
        g = where[at]
        g1 = where[at - 1] if at else "^"
        h1 = where[at + 1] if at + 1 < size else "$"
        h2 = classes[at + 2] if at + 2 < size else "$"
        before = _look(tokens[at - 1]) if at else "^"
        after = _look(tokens[at + 1]) if at + 1 < size else "$"
        look = _look(token)
        person = ("F" if word in given else "") + ("S" if word in surnames else "")
        person1 = ("F" if w1 in given else "") + ("S" if w1 in surnames else "") if before == "Xx" else ""
        person2 = ("F" if n1 in given else "") + ("S" if n1 in surnames else "") if after == "Xx" else ""
        found = [
            "b",
            "w=" + word,
            "p=" + w1,
            "n=" + n1,
            "pp=" + w2,
            "nn=" + n2,
            "pw=" + w1 + "|" + g,
            "nw=" + n1 + "|" + g,
            "s3=" + word[-3:],
            "s4=" + word[-4:],
            "l=" + before + look + after,
            "g=" + g,
            "gl=" + g + "|" + look,
            "gp=" + g1 + "|" + g,
            "gn=" + g + "|" + h1,
            "gba=" + g + "|" + before + "|" + after,
            "ps=" + person + "|" + g[:2],
            "pb=" + person1 + "|" + person + "|" + g[:2],
            "pa=" + person + "|" + person2 + "|" + g[:2],
        ]
        sense, sense1, sense2 = self._senses.get(word, ""), self._senses.get(w1, ""), self._senses.get(n1, "")
        sense3 = self._senses.get(n2, "")
        if sense or sense1 or sense2:
            found.append("e=" + sense1 + "|" + sense + "|" + sense2)
            found.append("eg=" + sense + "|" + g + "|" + sense2 + ("" if after == "x" else "X"))
            found.append("ep=" + sense1 + "|" + g + "|" + look)
        if sense3 and after != "x":
            found.append("e3=" + g[:2] + "|" + after + "|" + sense3)
        if word in self._common:
            found.append("com|" + g + "|" + before)
        if n1 == ",":
            found.append("cq=" + g + "|" + h2)
        if w1 == "," and at > 1:
            found.append("cp=" + classes[at - 2] + "|" + g)
            found.append("cs=" + g + "|" + n1)
        if word in self.small:
            found.append("small|" + g[:2])
        tally = self._count.get(word)
        if tally is not None:
            total, placed, called, qualified, behind, speaks = tally
            if placed:
                found.append("dp|" + ("m" if placed * 2 >= total else "s") + g[:2])
            if called:
                found.append("dc|" + ("m" if called * 2 >= total else "s") + g[:2])
            if behind:
                found.append("db|" + ("m" if behind * 2 >= total else "s") + g[:2])
            if speaks:
                found.append("ds|" + g[:2])
            if total > 3:
                found.append("many|" + g[:2])
            if qualified:
                found.append("dq|" + g[:2])
        return found


def _look(token: Token) -> str:
    """The token's shape in a few signs."""
    text = token.text
    if token.kind != "word":
        return "9" if token.kind == "number" else "\\" if token.kind == "break" else text
    if text[0].islower():
        return "x"
    if "." in text:
        return "X."
    if text.isupper():
        return "X" if len(text) == 1 else "XX"
    return "Xx" if text[1:].islower() else "XxX"


def _class(candidates: tuple[Candidate, ...]) -> str:
    """One or two signs for what a name may mean at best."""
    best = max(candidates, key=_importance)
    if best.demonym:
        return "d" if best.kind == "country" else "e"
    if best.kind == "country":
        return "k"
    if best.kind == "region":
        if best.country in ("US", "CA", "AU", "GB") and best.noted:
            return "r"
        return "q" if len(best.parents) <= 1 else "c"
    if best.kind in ("disputed", "area"):
        return "a"
    if best.kind == "feature":
        return "f"
    if best.noted:
        return "n"
    size = next(sign for least, sign in _SIZES if best.population >= least)
    return size + ("" if best.label else "x")


def _importance(c: Candidate) -> tuple[int, int]:
    rank = {"country": 5, "disputed": 4, "area": 4, "feature": 3, "region": 2}.get(c.kind, 2)
    if c.kind in ("region", "settlement") and not c.noted:
        rank = 1
    return rank + c.demonym, c.population if c.label else c.population // 4
