"""What the sequence model sees of a token: its word, its neighbours, the gazetteer, person names, the whole text."""

from __future__ import annotations

from collections.abc import Callable
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

Group = tuple[object, ...]
"""A few features that are known by what they are made of: their kind, then their values."""


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
    size = len(tokens)
    active = [token.kind == "word" and not token.text[0].islower() for token in tokens]
    for at in range(size - 1):
        if active[at + 1] and tokens[at].kind == "number":
            active[at] = True
    reach = 0
    for first, begins in enumerate(active):
        if not begins or first < reach:
            continue
        at = first + 1
        while at < size and at - first < _LONGEST_RUN:
            step = 1 if active[at] else _bridge(tokens, at, active)
            if not step:
                break
            at += step
        found.append((first, at))
        reach = at
    return found


def _bridge(tokens: list[Token], at: int, active: list[bool]) -> int:
    """How many tokens from here on lie inside a name: small words or a joining mark before the next capital."""
    token = tokens[at]
    if token.kind == "mark":
        joined = token.text in _JOINING and at + 1 < len(tokens) and token.end == tokens[at + 1].start
        return 1 if joined and active[at + 1] else 0
    if token.kind == "number":
        return 1 if starts_name(tokens[at - 1]) else 0
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
        reach = 0
        for at in sorted(spots):
            if at < reach:
                continue
            spot = spots[at]
            kind = _class(spot.candidates)
            last = spot.last - 1
            for inner in range(at, spot.last):
                place = "U" if at == last else "B" if inner == at else "L" if inner == last else "I"
                self.where[inner] = place + kind
                self.classes[inner] = kind
            reach = spot.last
        self._senses = senses()
        self._common = common()
        self._count: dict[str, list[int]] = {}
        given, _ = persons()
        lists = words()
        places, titles = lists["prepositions"], lists["titles"]
        speaking, common_words = lists["speaking"], common()
        lower = self.lower
        words_at = [at for at, token in enumerate(tokens) if token.kind == "word"]
        self.small = {lower[at] for at in words_at if tokens[at].text[0].islower()}
        for at in words_at:
            if tokens[at].text[0].islower():
                continue
            tally = self._count.setdefault(lower[at], [0, 0, 0, 0, 0, 0])
            tally[0] += 1
            before = lower[at - 1] if at else ""
            if before in places:
                tally[1] += 1
            elif before in given or before.rstrip(".") in titles:
                tally[2] += 1
            elif at and tokens[at - 1].text[0].isupper() and self.classes[at - 1] == "-" and before not in common_words:
                tally[4] += 1
            after = lower[at + 1] if at + 1 < size else ""
            if after in speaking:
                tally[5] += 1
            if after == "," and at + 2 < size and self.classes[at + 2][:1] in "rk":
                tally[3] += 1

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
        return [name for group in self.groups(at) for name in names_of(group)]

    def groups(self, at: int) -> list[Group]:
        """The features of the token in groups that come again and again, so that their weights are summed up once."""
        tokens, lower, where, classes = self.tokens, self.lower, self.where, self.classes
        size = len(tokens)
        token, word = tokens[at], lower[at]
        given, surnames = persons()
        w1 = lower[at - 1] if at else "^"
        n1 = lower[at + 1] if at + 1 < size else "$"
        n2 = lower[at + 2] if at + 2 < size else "$"
        g = where[at]
        before = _look(tokens[at - 1]) if at else "^"
        after = _look(tokens[at + 1]) if at + 1 < size else "$"
        look = _look(token)
        person = ("F" if word in given else "") + ("S" if word in surnames else "")
        person1 = ("F" if w1 in given else "") + ("S" if w1 in surnames else "") if before == "Xx" else ""
        person2 = ("F" if n1 in given else "") + ("S" if n1 in surnames else "") if after == "Xx" else ""
        g1 = where[at - 1] if at else "^"
        h1 = where[at + 1] if at + 1 < size else "$"
        found: list[Group] = [
            ("word", word),
            ("previous", w1, g),
            ("next", n1, g),
            ("previous but one", lower[at - 2] if at > 1 else "^"),
            ("next but one", n2),
            ("gazetteer", g1, g, h1, before, look, after),
            ("person", person1, person, person2, g[:2]),
        ]
        senses = self._senses
        sense, sense1, sense2 = senses.get(word, ""), senses.get(w1, ""), senses.get(n1, "")
        if sense or sense1 or sense2:
            found.append(("sense", sense1, sense, sense2, g, look, after))
        sense3 = senses.get(n2)
        if sense3 and after != "x":
            found.append(("one", "e3=" + g[:2] + "|" + after + "|" + sense3))
        if word in self._common:
            found.append(("one", "com|" + g + "|" + before))
        if n1 == ",":
            found.append(("one", "cq=" + g + "|" + (classes[at + 2] if at + 2 < size else "$")))
        if w1 == "," and at > 1:
            found.append(("comma", classes[at - 2], g, n1))
        if word in self.small:
            found.append(("one", "small|" + g[:2]))
        tally = self._count.get(word)
        if tally is not None:
            total, placed, called, qualified, behind, speaks = tally
            shares = tuple("" if not n else "m" if n * 2 >= total else "s" for n in (placed, called, behind))
            found.append(("text", g[:2], *shares, bool(speaks), total > 3, bool(qualified)))
        return found


def names_of(group: Group) -> list[str]:
    """The names of the features in a group."""
    kind, rest = group[0], group[1:]
    return _NAMES[kind](*rest)


def _word(word: str) -> list[str]:
    return ["b", "w=" + word, "s3=" + word[-3:], "s4=" + word[-4:]]


def _gazetteer(g1: str, g: str, h1: str, before: str, look: str, after: str) -> list[str]:
    return [
        "l=" + before + look + after,
        "g=" + g,
        "gl=" + g + "|" + look,
        "gp=" + g1 + "|" + g,
        "gn=" + g + "|" + h1,
        "gba=" + g + "|" + before + "|" + after,
    ]


def _person(before: str, person: str, after: str, g: str) -> list[str]:
    return ["ps=" + person + "|" + g, "pb=" + before + "|" + person + "|" + g, "pa=" + person + "|" + after + "|" + g]


def _sense(before: str, sense: str, after: str, g: str, look: str, look_after: str) -> list[str]:
    return [
        "e=" + before + "|" + sense + "|" + after,
        "eg=" + sense + "|" + g + "|" + after + ("" if look_after == "x" else "X"),
        "ep=" + before + "|" + g + "|" + look,
    ]


def _text(g: str, placed: str, called: str, behind: str, speaks: bool, many: bool, qualified: bool) -> list[str]:
    return [
        *(f"{name}|{share}{g}" for name, share in (("dp", placed), ("dc", called), ("db", behind)) if share),
        *(f"{name}|{g}" for name, holds in (("ds", speaks), ("many", many), ("dq", qualified)) if holds),
    ]


_NAMES: dict[object, Callable[..., list[str]]] = {
    "word": _word,
    "previous": lambda word, g: ["p=" + word, "pw=" + word + "|" + g],
    "next": lambda word, g: ["n=" + word, "nw=" + word + "|" + g],
    "previous but one": lambda word: ["pp=" + word],
    "next but one": lambda word: ["nn=" + word],
    "gazetteer": _gazetteer,
    "person": _person,
    "sense": _sense,
    "comma": lambda before, g, after: ["cp=" + before + "|" + g, "cs=" + g + "|" + after],
    "one": lambda name: [name],
    "text": _text,
}


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
