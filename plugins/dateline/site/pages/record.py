"""The page of a record: the dump line by line, what was kept, what was dropped and why, and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline.library import stored
from dateline.messages import CODES
from dateline.model import Doubt, Role
from dateline.site import addresses, language, legible, loading
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.pages.views import Page

if TYPE_CHECKING:
    from dateline.site.transcript import Transcript

KEPT = frozenset(role.value for role in Role if role.kept)
BLANK = Role.BLANK.value
ROLES = tuple(role.value for role in Role if role is not Role.BLANK)


class Reason(msgspec.Struct, frozen=True):
    """A piece of evidence (``model.Evidence``) as far as it may be shown."""

    field: str
    value: str
    lines: tuple[int, ...]
    rule: str
    score: float


class RecordView(msgspec.Struct, frozen=True):
    """What a record's page shows."""

    article: str
    title: str
    lang: str
    dir: str
    dump: str
    also: tuple[str, ...]
    sha256: str
    size: int
    received: str  # ISO date of when it was taken, "" where nothing tells
    format: str
    encoding: str
    part: int
    id: str
    version: int  # of the record file's format
    kept: int
    dropped: int
    roles: tuple[tuple[str, int], ...]  # role and number of lines, in the order of roles
    with_text: bool
    transcript: Transcript
    evidence: tuple[Reason, ...]
    doubts: tuple[Doubt, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """The record pages of all articles that have a record."""
    for entry in (*edition.archive.entries, *edition.archive.hidden):
        if entry.record:
            yield page(edition, entry)


def page(edition: Edition, entry: Entry) -> Page:
    """The page of the record of one article."""
    shown = _Shown(entry, edition.settings.content)
    return Page(addresses.record(entry.url), "record", shown.view, shown.depends)


class _Shown:
    """What a record's page shows. (There are as many of these as articles: an object is smaller than closures.)"""

    __slots__ = ("content", "entry")

    def __init__(self, entry: Entry, content: Path) -> None:
        self.entry = entry
        self.content = content

    def view(self) -> RecordView:
        return view(self.entry, self.content)

    def depends(self) -> tuple[str]:
        return (self.entry.digest,)


def view(entry: Entry, content: Path) -> RecordView:
    """What the record's page shows. Where the article's text may not be shown in full, no line's text is."""
    # Pygments takes longer to import than a small build takes: only where a record page is rendered
    from dateline.site.transcript import transcript

    record = stored.read_told(f"{content}/{entry.record}", entry.record)
    with_text = entry.lines_shown
    roles = Counter([line.role for line in record.lines])
    kept = sum(number for role, number in roles.items() if role in KEPT)
    return RecordView(
        article=entry.url,
        title=entry.title,
        lang=entry.lang,
        dir=language.direction(entry.lang),
        dump=legible.line(record.dump),
        also=tuple(map(legible.line, record.also)),
        sha256=legible.line(record.sha256),
        size=record.size,
        received=entry.retrieved,
        format=legible.line(record.dump_format),
        encoding=legible.line(record.encoding),
        part=record.part,
        id=legible.line(record.id),
        version=stored.FORMAT,  # a record of any other is refused
        kept=kept,
        dropped=roles.total() - kept - roles[BLANK],
        roles=tuple((role, roles[role]) for role in ROLES if role in roles),
        with_text=with_text,
        transcript=transcript(
            record.lines,
            with_text=with_text,
            credits_={number: caption.credit for caption in record.captions for number in caption.lines},
        ),
        evidence=tuple(_evidence(row, with_text) for row in record.evidence if row[0] != loading.RETRIEVED),
        doubts=tuple(_doubt(item, with_text) for item in record.doubts),
    )


def _evidence(row: tuple[str, str, tuple[int, ...], str, float], with_text: bool) -> Reason:
    """Values and rules quote the dump; where its text may not be shown, only the lines and the score are told."""
    field, value, lines, rule, score = row
    value, rule = (legible.line(value), legible.line(rule)) if with_text else ("", "")
    return Reason(legible.line(field), value, lines, rule, min(1.0, max(0.0, score)))


def _doubt(doubt: Doubt, with_text: bool) -> Doubt:
    """Reasons and candidates quote the dump too: without its text, the general meaning of the code stands for them."""
    doubt = replace(doubt, field=legible.line(doubt.field), code=legible.line(doubt.code))
    if not with_text:
        meaning = CODES[doubt.code].meaning if doubt.code in CODES else ""
        return replace(doubt, reason=meaning, candidates=())
    return replace(doubt, reason=legible.line(doubt.reason), candidates=tuple(map(legible.line, doubt.candidates)))
