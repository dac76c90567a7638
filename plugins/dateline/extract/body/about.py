"""Texts about the page itself amid a story: consent, what links earn, newsletters, whose opinion it is, appeals.

They are written in whole sentences, as stories are, and are told by what they speak of: each has a subject and terms
that go with it (``data/extract/about_page.json``), since a story may speak of cookies or of newsletters too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from operator import or_

from dateline.extract.features.alone import weight
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.words.met import Told, met
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import ends_sentence, fold, words

_TABLES = ("access", "app", "archive", "browser", "channel", "comment", "confidential", "consent", "contact",
           "disclaimer", "feed", "form", "house", "letters", "machine", "newsletter", "offer", "opinion", "print",
           "reuse", "shop", "support", "taken")  # fmt: skip
_RIGHTS = re.compile(
    r"(?:copyright\s*)?©.*\b(?:reserved|reproduced)\b|copyright\b.*\brights\s(?:are\s)?reserved\b", re.I
)
_ALONE = tuple(name for name in _TABLES if name not in ("archive", "house", "offer"))  # tell a text by itself
_GAP = 3  # units outside the story that part it
_STORY = 400.0  # characters of paragraphs, at least, that show what the story looks like
_TIMES = 3  # as much as what is left out, if less
_SHORT = 80  # characters of such a line at most
_ITEMS = tuple("•▪●‣·◦*–—-")
_ENDS = 3  # units of the story's beginning that may be a note on where it comes from
_LAST = 2  # units of its end that may say who publishes it: "The Post is a nonprofit newsroom that covers …"
_NOTE = 160  # characters of such a note at most
_DIALOG, _BUTTON = 8, 30  # units of such a dialog behind its first text, characters of a button
_TERMS = 2  # of a consent text, beside the cookies


Telling = Mapping[int, int]
"""By unit the kinds of such texts, as bits, of whose subjects it says a word; few units say any."""


def telling(spoken: Spoken) -> dict[int, int]:
    """What some units say of the page, by their words."""
    told = spoken.told(_told())
    there = told.nonzero()[0]
    out: dict[int, int] = {}
    for i, kinds in zip(spoken.owners[there].tolist(), told[there].tolist(), strict=True):
        out[i] = out.get(i, 0) | kinds
    return out


def page(units: Sequence[Unit], inside: Sequence[bool], tells: Telling, first: int = 0) -> frozenset[int]:
    """Texts about consent, what links earn, for whom a mail is meant, in a story of other things; an archive's note.

    ``tells`` is what ``telling`` says of the units, which begin there with number ``first``.
    """
    flagged = [i for i, flag in enumerate(inside) if flag]
    said = _Said(units, [(i, kinds) for i in range(len(units)) if (kinds := tells.get(first + i))])
    archive, consent, support = _table("archive"), _table("consent"), _table("support")
    ends = [i for i in (*flagged[:_ENDS], *flagged[-1:]) if len(units[i].text) < _NOTE]
    found = {i for i in ends if archive.mentions(units[i]) and archive.terms_in(units[i])}
    found |= {i for i in ends if _aired(units[i])}
    house = _table("house")
    found |= {i for i in flagged[-_LAST:] if house.mentions(units[i]) and house.terms_in(units[i]) >= _TERMS}
    on_consent: set[int] = set()
    for table in (
        consent,
        _table("shop"),
        _table("newsletter"),
        _table("opinion"),
        _table("comment"),
        _table("contact"),
        support,
        _table("disclaimer"),
        _table("feed"),
        _table("print"),
        _table("letters"),
        _table("confidential"),
        _table("reuse"),
        _table("machine"),
        _table("taken"),
        _table("app"),
        _table("channel"),
        _table("form"),
        _table("browser"),
        _table("access"),
    ):
        speaking = said.speaking(table)
        asking = {i for i in speaking if table.terms_in(units[i]) >= _TERMS}
        if table is consent:
            on_consent = asking
        if speaking.intersection(flagged) <= asking:
            found |= asking  # also what is not flagged, so that nothing brings it in
            found |= _appeal(units, asking) if table is support else set()
    found |= _dialog(units, [i for i in flagged if i not in found], sorted(on_consent))
    found |= {i for i in flagged if _leads_away(units[i].text, units[i].folded) or _reserves(units[i].text)}
    rest = sum(weight(units[i].text) for i in flagged if i not in found)
    held = rest >= _STORY or rest >= _TIMES * sum(weight(units[i].text) for i in found)
    return _offers(units, flagged, said) | (found if held else frozenset())


def speaks(unit: Unit, kinds: int | None = None) -> bool:
    """Whether a unit by itself is such a text: a newsletter's offer, a note on whose opinion it is, what links earn.

    ``kinds`` is what ``telling`` says of it, where that is known.
    """
    kinds = _tells(unit) if kinds is None else kinds
    tables = (_table(name) for name in _ALONE) if kinds else ()
    return any(kinds & table.kind and table.mentions(unit) and table.terms_in(unit) >= _TERMS for table in tables)


def _tells(unit: Unit) -> int:
    """The kinds of texts about the page, as bits, of whose subjects a unit says a word."""
    said = words(unit.folded)
    return reduce(or_, _told().words(said, *met(said)).tolist(), 0)


def asks(unit: Unit) -> bool:
    """Whether a unit speaks of what readers are to support, be it in a heading's few words: "Our journalism"."""
    support = _table("support")
    return bool(_tells(unit) & support.kind) and support.mentions(unit)


def _aired(unit: Unit) -> bool:
    """Whether a line tells when a broadcaster showed its report: "First broadcast: Harbour Radio, 2 May 2021"."""
    return any(phrases().kinds[kind] == "broadcast" for _, kind in phrases().opening(unit.folded))


def _leads_away(text: str, folded: str) -> bool:
    """Whether a line ends with what a reader is to press: "Gear up for the new year with us! Click here"."""
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


def _button(units: Sequence[Unit], i: int) -> bool:
    return 0 <= i < len(units) and len(units[i].text) <= _BUTTON and not ends_sentence(units[i].text)


def _offers(units: Sequence[Unit], flagged: Sequence[int], said: _Said) -> frozenset[int]:
    """What a subscription costs: behind a line that asks to subscribe, where nothing else of the story follows it."""
    offer = _table("offer")
    priced = sorted(i for i in said.speaking(offer) if offer.terms_in(units[i]))
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


@dataclass(frozen=True)
class _Table:
    """Words of one kind of text about the page: its subject, and what else it speaks of."""

    kind: int  # a bit
    subject: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]  # by language: a word of one may be part of another's
    telling: tuple[str, ...]  # the longest word of each subject

    def mentions(self, unit: Unit) -> bool:
        return any(map(unit.folded.__contains__, self.subject))

    def terms_in(self, unit: Unit) -> int:
        return max(sum(map(unit.folded.__contains__, some)) for some in self.terms)


class _Said:
    """What units say: few pages mention any subject of a text about the page at all, which is told by their words."""

    def __init__(self, units: Sequence[Unit], tells: Sequence[tuple[int, int]]) -> None:
        self._units = units
        self._tells = tells  # units that may, and the kinds of texts of whose subjects they say a word
        self._kinds = reduce(or_, (kinds for _, kinds in tells), 0)

    def speaking(self, table: _Table) -> set[int]:
        """The units that mention the table's subject."""
        if not self._kinds & table.kind:
            return set()
        some = [i for i, kinds in self._tells if kinds & table.kind]
        together = "\n".join([self._units[i].folded for i in some])
        said = [subject for subject in table.subject if subject in together]
        return {i for i in some if any(subject in self._units[i].folded for subject in said)} if said else set()


@cache
def _told() -> Told:
    """Of words the kinds of texts of whose subjects they hold a telling word, as bits."""
    kinds: dict[str, int] = {}
    for table in map(_table, _TABLES):
        for word in table.telling:
            kinds[word] = kinds.get(word, 0) | table.kind

    def of(words: Sequence[str]) -> Iterator[int]:
        together = "\n".join(words)
        parts = [(part, some) for part, some in kinds.items() if part in together]
        for word in words:
            found = 0
            for part, some in parts:
                if part in word:
                    found |= some
            yield found

    return Told(of)


@cache
def _table(name: str) -> _Table:
    table = load_table("about_page")[name]
    terms = tuple(tuple(sorted({fold(term) for term in some})) for some in table["terms"].values())
    subject = tuple(map(fold, table["subject"]))
    return _Table(1 << _TABLES.index(name), subject, terms, tuple(max(words(some), key=len) for some in subject))
