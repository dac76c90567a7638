"""Candidates for ``claims``: sentences in which somebody claims, accuses or denies. For a curator to judge.

A sentence is cut at its verb of claiming or denying (``data/claims/verbs.json``, by language): who stands before it (in
languages that put the verb first, behind it), what is said follows. This finds places to look at, nothing more; what it
proposes is written into no file and shown on no page until a curator has accepted it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from dateline.library import yamlio
from dateline.library.frontmatter import STATEMENT, statement_of
from dateline.model import Statement

VERBS = Path(__file__).parents[1] / "data" / "claims" / "verbs.json"
NEAR = 6  # words behind a verb that tell what it is about
MOST_WORDS = 9  # of whoever speaks: more is no name or office
_SENTENCE = re.compile(r"[^.!?؟。\n]+(?:[.!?؟。](?=\S)[^.!?؟。\n]+)*[.!?؟。]?[”\"»]?")
_MARKUP = re.compile(r"^\s*(?:[#>*+-]+|\d+[.)])\s+|[*_`\[\]]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible claim, and the sentence that it was read from."""

    statement: Statement
    sentence: str


@dataclass(frozen=True, slots=True)
class _Verbs:
    first: bool  # the verb stands before whoever speaks
    deny: re.Pattern[str]
    claim: re.Pattern[str]
    that: tuple[str, ...]
    opens: tuple[str, ...]  # what begins what is said, behind a weak verb
    clause: re.Pattern[str] | None
    cut: re.Pattern[str] | None  # begins a clause of its own before whoever speaks
    relative: re.Pattern[str] | None  # begins what is said of whoever speaks
    weak: frozenset[str]  # verbs that may claim or turn down a thing as well as what somebody says
    about: re.Pattern[str] | None  # nouns, or the words of a clause, that show it is what somebody says
    not_after: re.Pattern[str] | None  # makes a noun or a passive of the verb
    not_before: re.Pattern[str] | None  # "claimed three lives", "denied entry"
    not_next: re.Pattern[str] | None


@cache
def _verbs(language: str) -> _Verbs | None:
    row = json.loads(VERBS.read_text("utf-8")).get(language)
    if row is None:
        return None
    listed = {name: _words(words) for name, words in row.items() if isinstance(words, list) and words}
    last = listed.get("not_after")
    return _Verbs(
        first=row["order"] == "VSO",
        deny=listed["deny"],
        claim=listed["claim"],
        that=tuple(row["that"]),
        opens=(*row["that"], *(f"{word} " for word in row["to"])),
        clause=listed.get("clause"),
        cut=_words([*row["cut"], *row["relative"]]) if row["cut"] else None,
        relative=listed.get("relative"),
        weak=frozenset(row["weak"]),
        about=_words([*row["about"], *row["finite"]]) if row["about"] else None,
        not_after=re.compile(last.pattern + r"\W*$", re.IGNORECASE) if last else None,
        not_before=listed.get("not_before"),
        not_next=listed.get("not_next"),
    )


def _words(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    edge = r"(?:(?<!\w)|(?=['’]))"  # a word, or an ending with its apostrophe
    return re.compile(rf"{edge}(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def suggestions(body: str, language: str) -> list[Suggestion]:
    """The candidates in an article's Markdown, in order; none in a language whose verbs are not known."""
    verbs = _verbs(language.partition("-")[0].lower())
    if verbs is None:
        return []
    found: dict[str, Suggestion] = {}
    for sentence in _sentences(body):
        for statement in _read(sentence, verbs):
            found.setdefault(f"{statement.who}|{statement.says}", Suggestion(statement, sentence))
    return list(found.values())


def _sentences(body: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(_MARKUP.sub("", body)):
        if sentence := " ".join(match[0].split()):
            yield sentence


def _read(sentence: str, verbs: _Verbs) -> Iterator[Statement]:
    for pattern, denies in ((verbs.deny, True), (verbs.claim, False)):
        verb = next((found for found in pattern.finditer(sentence) if _speaks(sentence, found, verbs)), None)
        if verb is None:
            continue
        before, after = sentence[: verb.start()].strip(" ,"), sentence[verb.end() :].strip(" ,.")
        if verbs.first:
            who, says = _parted(after, verbs)
        else:
            who, says = _last_clause(before, verbs), _without_that(after, verbs)
        says = says.partition(";")[0].strip()
        if not who or not says or len(who.split()) > MOST_WORDS:
            continue
        yield Statement("", says, denied_by=(who,)) if denies else Statement(who, says)


def _speaks(sentence: str, verb: re.Match[str], verbs: _Verbs) -> bool:
    """Whether the word is a verb of somebody's here, and about what somebody said."""
    if verbs.not_after and verbs.not_after.search(sentence[: verb.start()]):
        return False  # a noun, or somebody is accused by nobody in particular
    after = sentence[verb.end() :].lstrip(" ,")
    if verbs.not_next and verbs.not_next.match(after):
        return False
    near = " ".join(after.split()[:NEAR])
    if verbs.not_before and verbs.not_before.search(near):
        return False
    if verb[0].casefold() in verbs.weak:
        stated = after.casefold().startswith(verbs.opens)
        return stated or (verbs.about is not None and verbs.about.search(near) is not None)
    return True


def _last_clause(text: str, verbs: _Verbs) -> str:
    """Who speaks: what stands before the verb, back to the last comma or conjunction."""
    parts = [part.strip() for part in re.split(r"[,;:–—“”\"«»]", text)]
    clause = parts.pop()
    while parts and (not clause or (verbs.relative and verbs.relative.match(clause))):
        clause = parts.pop()  # what is said of whoever speaks between two commas
    if verbs.clause is not None:
        found = verbs.clause.match(clause)
        clause = clause[found.end() :] if found else clause
    return _after_last(verbs.cut, clause).strip()


def _after_last(cut: re.Pattern[str] | None, clause: str) -> str:
    """What follows the last word that begins a clause of its own."""
    ends = [found.end() for found in cut.finditer(clause)] if cut else []
    return clause[ends[-1] :] if ends else clause


def _without_that(text: str, verbs: _Verbs) -> str:
    for word in verbs.that:
        if text.casefold().startswith(word) and (word.endswith(("'", "’")) or text[len(word) : len(word) + 1] == " "):
            return text[len(word) :].strip()
    return text


def _parted(text: str, verbs: _Verbs) -> tuple[str, str]:
    """Whoever speaks and what is said, where both follow the verb: parted by the word for "that"."""
    found = _words(verbs.that).search(text)
    return (text[: found.start()].strip(" ,"), text[found.end() :].strip(" ,")) if found else ("", "")


def typed(text: str, candidate: Statement) -> Statement:
    """The candidate with what a curator typed: ``who: …; says: …; denied_by: …, …``. Raises ValueError."""
    values: dict[str, Any] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if not colon or name not in STATEMENT:
            raise ValueError(f"{part!r} is not one of {', '.join(STATEMENT)} followed by a colon")
        listed = [item.strip() for item in value.split(",") if item.strip()]
        written = f"[{', '.join(yamlio.scalar(item, flow=True) for item in listed)}]"
        probe = {
            "who": "x",
            "says": "x",
            name: written if name == "denied_by" else yamlio.scalar(value.strip(), flow=True),
        }
        node = yamlio.compose(f"{{{', '.join(f'{key}: {text}' for key, text in probe.items())}}}")
        assert node is not None
        values[name] = getattr(statement_of(node), name)
    return replace(candidate, **values)


def shown(statement: Statement) -> str:
    """The candidate as a curator reads and types it."""
    rows = [f"who: {statement.who or '?'}", f"says: {statement.says}"]
    rows += [f"denied_by: {', '.join(statement.denied_by)}"] if statement.denied_by else []
    return "; ".join(rows)
