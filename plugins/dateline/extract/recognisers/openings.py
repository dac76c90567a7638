"""Openings: how a byline begins ("By", "Von", "Автор:"), and lines that begin so and name no author."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.recognisers.naming import UNSPACED
from dateline.extract.recognisers.posts import no_persons
from dateline.extract.words.known import Known
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import COLONS, fold

JOINED_BY = re.compile(r"^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÀ-Þ])")
_LONGEST_OPENING = 60  # characters, with room for marks that folding takes out and for spaces
_RUN = re.compile(r"\w+")
_BY_WORDS = frozenset(("by", "von", "par", "por", "de", "da", "di", "door", "av", "af"))
_BYLINE = 90  # characters of a line that surely is one
_SLASH = r"|\s?[/／](?!图|圖|摄|攝|写真)"  # "文/方知秋", but not "文/图 方知秋", who took the pictures too
_ANYWHERE = r"[^\W\d]\S*(?:\s[^\W\d]\S*){0,2}"  # a place in an opening: "Aus Tel Aviv berichtet Jane Doe"


def has_opening(text: str) -> bool:
    """Whether the line begins as a byline does ("By", "Von", "Автор:")."""
    return _begins[text[:_LONGEST_OPENING]]


_begins = Known(lambda beginning: bool(opening_of(beginning) or JOINED_BY.match(beginning)))


def opening_of(text: str) -> re.Match[str] | None:
    """The opening of a byline, if the text begins with one; its first word tells which ones it may be."""
    beginning = text[:_LONGEST_OPENING]
    first = _RUN.match(fold(beginning))
    pattern = _openings().get(first[0]) if first else None
    return pattern.match(_aligned(beginning)) if pattern else None


@cache
def _openings() -> dict[str, re.Pattern[str]]:
    """The openings of bylines, folded in two ways, by their first words; of each the longest first."""
    forms: dict[str, set[str]] = {}
    for opening in load_table("bylines")["openings"]:
        if first := _RUN.match(fold(opening)):
            forms.setdefault(first[0], set()).update((fold(opening), _aligned(opening)))
    out = {}
    for word, some in forms.items():
        opening = "|".join(sorted(map(re.escape, some), key=len, reverse=True)).replace(r"\*", _ANYWHERE)
        slash = _SLASH if word[0] >= UNSPACED else ""
        out[word] = re.compile(rf"^(?:{opening})(?:\s*[:：|,]\s*|\s+{slash})", re.I)
    return out


def anothers(part: str) -> bool:
    """Whether a byline or a part of one tells of another's work or a value: "Photos: Jane Doe", "Edited by …"."""
    folded = fold(part).lstrip(" –—-")
    head, colon, _ = folded.replace("：", ":").partition(":")
    return bool(colon and head.strip() in _labels()) or folded.startswith(_others_work())


@cache
def others_labels() -> tuple[str, ...]:
    """Labels of whoever did not write the text that end in "by": "Edited by", folded."""
    return tuple(label for label in _labels() if label.split()[-1] in _BY_WORDS and " " in label)


@cache
def _others_work() -> tuple[str, ...]:
    return tuple(f"{label} " for label in others_labels())


@cache
def joiner() -> re.Pattern[str]:
    """A joining word that is left in front of a name: "…, and Jane Doe"."""
    joiners = "|".join(sorted((re.escape(w) for w in load_table("bylines")["joiners"]), key=len, reverse=True))
    return re.compile(rf"^\s*(?:{joiners})\s+(?=[^\Wa-zà-ÿ\d_])")


@cache
def soft_opening() -> re.Pattern[str]:
    """A short word of many meanings that opens a byline, where a full name follows: "Na Neema Mushi"."""
    openings = "|".join(map(re.escape, load_table("bylines")["soft_openings"]))
    return re.compile(rf"^(?i:{openings})\s+(?=[A-ZÀ-Þ]\S+\s[A-ZÀ-Þ]\S+)")


def names_editor(text: str) -> bool:
    """Whether a line opens with what tells its editor where a page names no author: "责任编辑：…"."""
    return not text.isascii() and text.lstrip(" \u3000【[（(").startswith(_editors())


@cache
def _editors() -> tuple[str, ...]:
    return tuple(load_table("bylines")["editors"])


def opens_alone(text: str) -> bool:
    """Whether a line is the opening of a byline and nothing else: "Reported by"."""
    folded = fold(text).strip(" :—–-,،")
    return folded in bare_openings()


@cache
def bare_openings() -> frozenset[str]:
    """The openings of bylines, folded, without a colon."""
    return frozenset(fold(word).strip(" :") for word in load_table("bylines")["openings"]) - _labels()


def opens_surely(text: str) -> bool:
    """Whether a short line opens as a byline does and as little else: with two words or a colon ("Written by Jane")."""
    match = opening_of(text) if len(text) <= _BYLINE else None
    opening = match[0].strip() if match else ""
    return (" " in opening or opening.endswith(COLONS)) and not anothers(text) and not opens_alone(text)


def remarks(text: str) -> bool:
    """Whether a brief line says who wrote the comment below it: "Jane Doe says:"."""
    bare = text.rstrip()
    if not bare.endswith(COLONS) or len(bare) > _BYLINE:
        return False
    return bool(_remarked().search(fold(bare[:-1]).rstrip()))


@cache
def _remarked() -> re.Pattern[str]:
    said = sorted((re.escape(fold(word)) for word in load_table("bylines")["remarked"]), key=len, reverse=True)
    return re.compile(rf"\w\s(?:{'|'.join(said)})$")


def joins(text: str) -> bool:
    """Whether a line is nothing but what stands between two names: ",", "and", ", and"."""
    return fold(text).strip(" ,;&|/·") in _joiners()


@cache
def _joiners() -> frozenset[str]:
    return frozenset({"", *map(fold, load_table("bylines")["joiners"])})


def nobodys(text: str) -> bool:
    """Whether a line names as the author what is no person: "By our correspondent"."""
    opening = opening_of(text)
    return fold(text[opening.end() :] if opening else text).strip(" .|:") in no_persons()


def labels_other(text: str) -> bool:
    """Whether a line says that the one below it names no author, but another or a value: "Edited by", "Format"."""
    return fold(text).strip(" :") in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(fold, load_table("bylines")["labels"]))


def _aligned(text: str) -> str:
    """``text`` folded without changing its length, so that positions stay good."""
    return text if text.isascii() else "".join((fold(c) or c)[:1] if not c.isascii() else c for c in text)
