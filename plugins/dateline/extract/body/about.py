"""Texts about the page itself amid a story: consent, what links earn, newsletters, whose opinion it is, appeals.

They are written in whole sentences, as stories are, and are told by what they speak of: each has a subject and terms
that go with it (``data/extract/about_page.json``), since a story may speak of cookies or of newsletters too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import count, pairwise

from dateline.extract.features.alone import weight
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import bylines, naming
from dateline.extract.words.met import Told, met
from dateline.extract.words.parts import Parts
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import Everything, ends_sentence, fold, words

_TABLES = ("access", "app", "archive", "browser", "channel", "comment", "confidential", "consent", "contact",
           "disclaimer", "entry", "feed", "form", "house", "letters", "machine", "newsletter", "offer", "opinion",
           "print", "reuse", "shop", "support", "taken")  # fmt: skip
_RIGHTS = re.compile(
    r"(?:copyright\s*)?©.*\b(?:reserved|reproduced)\b|copyright\b.*\brights\s(?:are\s)?reserved\b", re.I
)
_ALONE = tuple(name for name in _TABLES if name not in ("archive", "house", "offer"))  # tell a text by itself
_GAP = 3  # units outside the story that part it
_STORY = 400.0  # characters of paragraphs, at least, that show what the story looks like
_TIMES = 3  # as much as what is left out, if less
_SHORT = 80  # characters of such a line at most
_BRACKETS = " \u3000（([【［"
_ITEMS = tuple("•▪●‣·◦*–—-")
_ENDS = 3  # units of the story's beginning that may be a note on where it comes from
_LAST = 2  # units of its end that may say who publishes it: "The Post is a nonprofit newsroom that covers …"
_FOOT, _FOOT_LINE = 16, 180.0  # units at its end that portals' notes open, and the weight of each
_ARROW = re.compile(r"[.!?…][\"”»’)]?\s+→\s?\w[^.!?…]{2,24}$")
_CUT_TWICE = re.compile(r"(?:…|\.{3})\s?([^\W\d_][\w ]{2,24})\s\1$")  # a teaser with its link and what describes it
_LINKED, _BOX = 30, 600  # characters of what is to be pressed behind an arrow, and of its text
_NOTE = 160  # characters of such a note at most
_SHOWN = 40  # characters of a film's caption, at least
_DIALOG, _BUTTON = 8, 30  # units of such a dialog behind its first text, characters of a button
_TERMS = 2  # of a consent text, beside the cookies


Subject = tuple[str, str]
"""What such a text is about: the name of its kind, and how it is called there."""

Telling = Mapping[int, AbstractSet[Subject]]
"""By unit the subjects of which it says the longest word; a unit that says none has none."""


def telling(spoken: Spoken) -> Telling:
    """What some units say of the page, by their words."""
    subjects = _subjects()
    told = spoken.told(subjects.told)
    there = told.nonzero()[0]
    out: dict[int, AbstractSet[Subject]] = {}
    for i, number in zip(spoken.owners[there].tolist(), told[there].tolist(), strict=True):
        some = subjects.of(number)
        out[i] = out[i] | some if i in out else some
    return out


def page(units: Sequence[Unit], inside: Sequence[bool], tells: Telling, first: int = 0) -> frozenset[int]:
    """Texts about consent, what links earn, for whom a mail is meant, in a story of other things; an archive's note.

    ``tells`` is what ``telling`` says of the units, which begin there with number ``first``.
    """
    flagged = [i for i, flag in enumerate(inside) if flag]
    mention = _mentioning(units, tells, first)
    ends = [i for i in (*flagged[:_ENDS], *flagged[-1:]) if len(units[i].text) < _NOTE]
    found = {i for i in ends if i in mention.get("archive", ()) and _table("archive").terms_in(units[i])}
    found |= {i for i in ends if _aired(units[i])}
    found |= {i for i in (*flagged[:_ENDS], *flagged[-_ENDS:]) if noted(units[i].text)}
    found |= {i for i in flagged[-_LAST:] if naming.unspaced(units[i].text) and bylines.closed(units[i].text)}
    found |= _closing_notes(units, flagged[-_FOOT:])
    last = set(flagged[-_LAST:]) & mention.get("house", set())
    found |= {i for i in last if _table("house").terms_in(units[i]) >= _TERMS}
    on_consent: set[int] = set()
    for name in _ALONE:
        speaking = mention.get(name, set())
        asking = {i for i in speaking if _table(name).terms_in(units[i]) >= _TERMS}
        if name == "consent":
            on_consent = asking
        if speaking.intersection(flagged) <= asking:
            found |= asking  # also what is not flagged, so that nothing brings it in
            found |= _appeal(units, asking) if name == "support" else set()
            found |= _played(units, asking) if name == "browser" else set()
    found |= _dialog(units, [i for i in flagged if i not in found], sorted(on_consent))
    found |= {i for i in flagged if _leads_away(units[i].text, units[i].folded) or _reserves(units[i].text)}
    rest = sum(weight(units[i].text) for i in flagged if i not in found)
    held = rest >= _STORY or rest >= _TIMES * sum(weight(units[i].text) for i in found)
    return _offers(units, flagged, mention.get("offer", set())) | (found if held else frozenset())


def speaks(unit: Unit, subjects: AbstractSet[Subject] | None = None) -> bool:
    """Whether a unit by itself is such a text: a newsletter's offer, a note on whose opinion it is, what links earn.

    ``subjects`` is what ``telling`` says of it, where that is known.
    """
    names = {name for name, said in (_tells(unit) if subjects is None else subjects) if said in unit.folded}
    return any(name in _ALONE and _table(name).terms_in(unit) >= _TERMS for name in names)


def needs_player(unit: Unit, subjects: AbstractSet[Subject]) -> bool:
    """Whether a line asks for what a film needs ("Please turn on JavaScript"), by the subjects that it tells."""
    return any(name == "browser" for name, _ in subjects) and speaks(unit, subjects)


def posted(unit: Unit) -> bool:
    """Whether a unit is the note below a blog's post on when it was written: "This entry was posted on …"."""
    return any(name == "entry" and said in unit.folded for name, said in _tells(unit)) and speaks(unit)


def _tells(unit: Unit) -> AbstractSet[Subject]:
    """The subjects of texts about the page of which a unit says the longest word."""
    subjects = _subjects()
    said = words(unit.folded)
    numbers = {*subjects.told.words(said, *met(said)).tolist()}
    return frozenset().union(*map(subjects.of, numbers))


def asks(unit: Unit) -> bool:
    """Whether a unit speaks of what readers are to support, be it in a heading's few words: "Our journalism"."""
    return any(name == "support" and said in unit.folded for name, said in _tells(unit))


def _aired(unit: Unit) -> bool:
    """Whether a line tells when a broadcaster showed its report: "First broadcast: Harbour Radio, 2 May 2021"."""
    return any(phrases().kinds[kind] == "broadcast" for _, kind in phrases().opening(unit.folded))


def noted(text: str) -> bool:
    """Whether a line is a portal's note, as a label tells: "（原标题：…）" above a text, "责任编辑：…" below it."""
    return not text.isascii() and len(text) <= _NOTE and text.lstrip(_BRACKETS).startswith(_notes())


def _closing_notes(units: Sequence[Unit], last: Sequence[int]) -> set[int]:
    """Several notes next to each other among a text's ``last`` units, and the brief lines that close it with them.

    "责编|…", "校对|…", and then what a channel asks of its readers.
    """
    for place, (one, other) in enumerate(pairwise(last)):
        if noted(units[one].text) and noted(units[other].text):
            brief = all(weight(units[i].text) <= _FOOT_LINE for i in last[place:])
            return set(last[place:]) if brief else set()
    return set()


@cache
def _notes() -> tuple[str, ...]:
    return tuple(label for some in load_table("about_page")["notes"].values() for label in some)


def _leads_away(text: str, folded: str) -> bool:
    """Whether a line ends with what a reader is to press: "Gear up with us! Click here", "… → Learn More"."""
    if text[-_LINKED:].find("→") >= 0 and len(text) <= _BOX and _ARROW.search(text):
        return True
    if text[-1:].isalpha() and len(text) <= _BOX and _CUT_TWICE.search(text):
        return True
    return len(text) <= _NOTE and bool(_pressed().search(folded))


def _reserves(text: str) -> bool:
    """Whether a line is a note on its rights: "© 2024 The Post. All rights reserved."."""
    return len(text) <= _NOTE and bool(_RIGHTS.match(text))


@cache
def _pressed() -> re.Pattern[str]:
    names = "|".join(re.escape(fold(name)) for some in load_table("about_page")["press"].values() for name in some)
    return re.compile(rf"[.!?…]\s+(?:{names})\W*$")


def _dialog(units: Sequence[Unit], flagged: Sequence[int], asking: Sequence[int]) -> set[int]:
    """The rest of a dialog that asks for consent: further texts and buttons right behind one on cookies.

    The texts go on for as long as they speak of consent; short lines among and right behind them are buttons.
    ``asking`` are the units that ask for it.
    """
    out: set[int] = set()
    story, consent = set(flagged), _table("consent")
    for i in asking:
        if i in story:
            continue
        for k in range(i + 1, min(len(units), i + 1 + _DIALOG)):
            button = _button(units, k) and (_button(units, k - 1) or _button(units, k + 1))
            if not button and consent.terms_in(units[k]) < _TERMS:
                break
            out.add(k)
    return out & story


def _appeal(units: Sequence[Unit], asking: set[int]) -> set[int]:
    """The rest of a box that asks for support: what stands between such texts, and its headings."""
    out: set[int] = set()
    places = sorted(asking)
    for one, other in pairwise(places):
        if other - one <= _GAP:
            out.update(range(one + 1, other))
    if len(places) > 1:
        for i in range(places[0] - 1, max(-1, places[0] - 1 - _GAP), -1):
            unit = units[i]
            listed = unit.text.startswith(_ITEMS) or (unit.markup is not None and unit.markup.list_depth)
            if listed or unit.cells or len(unit.text) > _SHORT or ends_sentence(unit.text):
                break
            out.add(i)
    return out


def _played(units: Sequence[Unit], asking: set[int]) -> set[int]:
    """What films show: a line without a full stop, longer than a heading, right below what asks for a player."""
    below = (i + 1 for i in asking if i + 1 < len(units) and units[i].markup is None)
    return {i for i in below if _SHOWN <= len(units[i].text) <= _NOTE and not ends_sentence(units[i].text)}


def _button(units: Sequence[Unit], i: int) -> bool:
    return 0 <= i < len(units) and len(units[i].text) <= _BUTTON and not ends_sentence(units[i].text)


def _offers(units: Sequence[Unit], flagged: Sequence[int], speaking: AbstractSet[int]) -> frozenset[int]:
    """What a subscription costs: behind a line that asks to subscribe, where nothing else of the story follows it.

    ``speaking`` are the units that speak of it.
    """
    offer = _table("offer")
    priced = sorted(i for i in speaking if offer.terms_in(units[i]))
    story = set(flagged)
    other = max(story.difference(priced), default=-1)  # the last of the story that is no such line
    opens = min(story, default=len(units))
    for first in priced:
        if first > max(other, opens) and any(
            i not in story and _asks(units[i]) for i in range(max(0, first - _GAP), first)
        ):
            return frozenset(i for i in priced if i >= first)
    return frozenset()


def _asks(unit: Unit) -> bool:
    found = phrases().match(unit.folded)
    return len(unit.text) < _SHORT and max(found.get("paywall", 0.0), found.get("subscribe", 0.0)) > 0.0


def _mentioning(units: Sequence[Unit], tells: Telling, first: int) -> dict[str, set[int]]:
    """By kind the units that mention a subject of it; ``tells`` numbers them from ``first`` on."""
    out: dict[str, set[int]] = {}
    for i, unit in enumerate(units):
        for name, said in tells.get(first + i, ()):
            if said in unit.folded:
                out.setdefault(name, set()).add(i)
    return out


@dataclass(frozen=True)
class _Table:
    """Words of one kind of text about the page: its subjects, and what else it speaks of."""

    subjects: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]  # by language: a word of one may be part of another's

    def terms_in(self, unit: Unit) -> int:
        return max(sum(map(unit.folded.__contains__, some)) for some in self.terms)


class _Subjects:
    """The subjects of texts about the page by the longest word of each, which few words of a dump hold.

    The sets of subjects that words tell are numbered, so that ``told`` may tell them.
    """

    def __init__(self) -> None:
        self._by_word: dict[str, list[Subject]] = {}
        for name in _TABLES:
            for said in _table(name).subjects:
                self._by_word.setdefault(max(words(said), key=len), []).append((name, said))
        self._parts = Parts(self._by_word)
        self._numbers: dict[tuple[str, ...], int] = {}
        self._next = count(1)
        self._sets: dict[int, AbstractSet[Subject]] = {0: frozenset()}
        self.told = Told(self._number)

    def of(self, number: int) -> AbstractSet[Subject]:
        """The subjects that are told by a number."""
        return self._sets[number]

    def _number(self, words: Sequence[str]) -> Sequence[int]:
        every = Everything(words)
        held: dict[int, tuple[str, ...]] = {}
        for part in self._parts.held("\n".join(words)):
            for i in every.holding(part):
                held[i] = (*held.get(i, ()), part)
        return [self._numbered(held[i]) if i in held else 0 for i in range(len(words))]

    def _numbered(self, parts: tuple[str, ...]) -> int:
        if parts not in self._numbers:
            number = next(self._next)
            self._sets[number] = frozenset(subject for part in parts for subject in self._by_word[part])
            self._numbers[parts] = number
        return self._numbers[parts]


@cache
def _subjects() -> _Subjects:
    return _Subjects()


@cache
def _table(name: str) -> _Table:
    table = load_table("about_page")[name]
    terms = tuple(tuple(sorted({fold(term) for term in some})) for some in table["terms"].values())
    return _Table(tuple(map(fold, table["subject"])), terms)
