"""From the library on disk to the archive in memory: headers and records are read, no text is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline import library
from dateline.library import dates, files, frontmatter, slugs, stored, yamlio
from dateline.messages import DatelineError, Message, Report
from dateline.model import UNTOLD, Caption, Conflict, Facet, MarkdownFile, Outlet, Place, Status, Topic
from dateline.settings import Settings
from dateline.site import addresses, labels, legible
from dateline.site.archive import Archive, Entry
from dateline.site.naming import localised

if TYPE_CHECKING:
    from dateline.catalogue import Catalogue


RETRIEVED = "retrieved"  # the evidence that says when the copy was taken


@dataclass(slots=True)
class Shelf:
    """The authorities as the articles use them: labels resolved, rows in use remembered."""

    catalogue: Catalogue
    conflicts: labels.Labels[Conflict] = field(init=False)
    places: labels.Labels[Place] = field(init=False)
    topics: labels.Labels[Topic] = field(init=False)
    outlets: labels.Labels[Outlet] = field(init=False)

    def __post_init__(self) -> None:
        self.conflicts = labels.conflicts(self.catalogue.conflicts)
        self.places = labels.places(self.catalogue.places)
        self.topics = labels.topics(self.catalogue.topics)
        self.outlets = labels.outlets(self.catalogue.outlets)


@dataclass(frozen=True, slots=True)
class Document:
    """A page of the curator's: ``pages/SLUG.md``. An empty path stands for the about page that the program writes."""

    slug: str
    title: str
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """One article as it lies on disk: its file, its record's path and head, and a digest of all their bytes."""

    file: MarkdownFile
    record: str
    duplicates: tuple[str, ...]
    keys: Mapping[str, str]  # names of places to their keys, as the record has settled them
    captioned: bool  # the record holds captions
    retrieved: str  # ISO date of the copy, as far as the record tells
    accession: int
    digest: str
    problems: tuple[Message, ...] = ()  # why the article goes without its record


def load(settings: Settings, catalogue: Catalogue, report: Report) -> Archive:
    """The archive of the library that ``settings`` names. A file that cannot be used is reported and left out."""
    shelf = Shelf(catalogue)
    records = Records(settings)
    entries: list[Entry] = []
    taken: dict[str, str] = {}
    for path in files.walk(settings.articles, ".md"):
        try:
            found = read(files.relative(path, settings.content), settings, records)
        except DatelineError as error:
            report.extend(error.messages)
            continue
        if found.file.header.status not in (Status.PUBLISHED, Status.HIDDEN, Status.WITHDRAWN):
            continue
        report.extend(found.problems)
        entry = describe(found, shelf, settings)
        first = taken.setdefault(slugs.fold(entry.url), found.file.path)
        if first != found.file.path:
            report.add("DL501", f"{first} has the address {entry.url} too.", found.file.path, field="slug")
            continue
        entries.append(entry)
    conflicts = localised(shelf.conflicts.used, settings.language)
    places = localised(with_parents(shelf.places), settings.language)
    return Archive.of(entries, conflicts, places, shelf.topics.used, shelf.outlets.used)


def documents(settings: Settings, report: Report) -> tuple[Document, ...]:
    """The curator's own pages, ordered by slug. One that cannot be read is reported and left out.

    So is one whose address another page has (DL501), of theirs or of the site's own.
    """
    found: dict[str, Document] = {}
    for path in files.walk(settings.content / "pages", ".md"):
        name = files.relative(path, settings.content)
        try:
            text = files.read_text(path, name)
            title, _ = split_document(text, path.stem)
        except DatelineError as error:
            report.extend(error.messages)
            continue
        slug = slugs.slugify(path.stem)
        if slug in found or slug in addresses.OWN_PAGES:
            other = found[slug].path if slug in found else "a page of the site's own"
            report.add("DL501", f"{other} has the address {slug}.html too: give this file another name.", name)
            continue
        found[slug] = Document(slug, title, name, _digest(text.encode()))
    return tuple(sorted(found.values(), key=lambda document: document.slug))


def document_body(document: Document, content: Path) -> str:
    """The Markdown of a curator's page. Raises DatelineError."""
    return split_document(files.read_text(content / document.path, document.path), document.path)[1]


def split_document(text: str, name: str) -> tuple[str, str]:
    """Title and body of a curator's page. Front matter is optional; only ``title`` in it is used.

    Raises DatelineError (DL401, DL402).
    """
    plain = legible.line(name.replace("-", " ").capitalize()) or "\ufffd"  # a link needs words
    if not text.startswith("---"):
        return plain, text
    header, body = frontmatter.split(text, name)
    try:
        node = yamlio.compose(header)
    except yamlio.YamlError as error:
        raise DatelineError(Message("DL402", f"The front matter cannot be read: {error}.", name, error.line + 2)) from (
            error
        )
    items = node.items if isinstance(node, yamlio.Mapping) else ()
    titles = [value.text for key, value in items if key.text == "title" and isinstance(value, yamlio.Scalar)]
    return (legible.line(titles[0]) if titles else "") or plain, body


@dataclass(slots=True)
class Records:
    """The provenance files, found by the name of the article's file, or by id where the curator moved it."""

    settings: Settings
    _by_id: dict[str, Path] | None = None

    def of(self, name: str, identity: str) -> tuple[str, bytes]:
        """The path, relative to the content folder, and the bytes of an article's record; ("", b"") without one.

        Raises DatelineError (DL416, DL419, DL451) where the record is damaged or cannot be read.
        """
        if not identity:
            return "", b""
        record = files.record_name(name)
        found = _bytes(f"{self.settings.content}/{record}")
        if stored.identity(found) == identity:
            return record, stored.intact(found, record)
        beside = self.settings.content / record
        moved = self._everywhere().get(identity)
        if moved is not None:
            return self._intact(moved)
        if beside.is_file():
            self._intact(beside)  # no other article's record, but this one's with a damaged id
        return "", b""

    def _intact(self, path: Path) -> tuple[str, bytes]:
        name = files.relative(path, self.settings.content)
        files.demand_name(name)
        try:
            data = files.content(path)
        except OSError as error:
            text = f"The record cannot be read: {error.strerror or error}."
            raise DatelineError(Message("DL419", text, name)) from error
        return name, stored.intact(data, name)

    def _everywhere(self) -> Mapping[str, Path]:
        if self._by_id is None:
            heads = ((stored.identity(_head(path)), path) for path in files.walk(self.settings.records, ".json"))
            self._by_id = {identity: path for identity, path in heads if identity}
        return self._by_id


_UNPUBLISHED = re.compile(r"\A---\s*\n(?:(?!---).*\n)*?status:\s*(?:inbox|draft)\s*\n")


def _bytes(path: Path | str) -> bytes:
    """The bytes of a file; none where there is no such file, or none that can be read."""
    try:
        return files.content(path)
    except OSError:
        return b""


def _head(path: Path) -> bytes:
    """The first bytes of a record, in which its id stands; none where there is no such file."""
    try:
        with path.open("rb") as file:
            return file.read(stored.HEAD)
    except OSError:
        return b""


class _Tag(msgspec.Struct):
    name: str
    key: str


class _Caption(msgspec.Struct):
    text: str
    credit: str
    lines: tuple[int, ...]


class _Reason(msgspec.Struct, array_like=True):
    field: str
    value: str


class Kept(msgspec.Struct):
    """What the archive needs of a record."""

    duplicates: tuple[str, ...]
    places: tuple[_Tag, ...]
    captions: tuple[_Caption, ...]
    evidence: tuple[_Reason, ...] = ()
    accession: int = 0

    @property
    def retrieved(self) -> str:
        """When the copy was taken: the ISO day, or month or year; "" where nothing tells."""
        for reason in self.evidence:
            with suppress(ValueError):  # a record that was changed by hand
                if reason.field == RETRIEVED:
                    return dates.normalise(reason.value)[:10]
        return ""


_kept = msgspec.json.Decoder(Kept).decode


def _parsed(data: bytes) -> Kept:
    """Raises ValueError, RecursionError or ``msgspec.MsgspecError`` where the record is damaged."""
    try:
        return _kept(data)
    except msgspec.MsgspecError:
        return msgspec.convert(stored.decoded(data), Kept)


def read(name: str, settings: Settings, records: Records) -> Found:
    """Read the article at ``name``, its path relative to the content folder, and what is needed of its record.

    Raises DatelineError. A record holds every line of its dump; only the short parts that are needed here are parsed.
    An article whose record cannot be used is found without it, with the problem.
    """
    text = files.read_text(f"{settings.content}/{name}", name)
    try:
        file = frontmatter.parse(text, name)
    except DatelineError:
        if _UNPUBLISHED.search(text):
            raise DatelineError from None  # not published anyway: what is wrong with it is for `dateline check`
        raise
    try:
        record, data = records.of(name, file.header.id)
        kept = needed(data, record)
    except DatelineError as error:
        return Found(file, "", (), {}, False, "", UNTOLD, _digest(text.encode(), b""), tuple(error.messages))
    keys = {tag.name: tag.key for tag in kept.places}
    digest = _digest(text.encode(), stored.check(data))
    accession = max(0, kept.accession) if record else UNTOLD
    return Found(file, record, kept.duplicates, keys, bool(kept.captions), kept.retrieved, accession, digest)


def needed(data: bytes, name: str) -> Kept:
    """What the archive needs of a record, from its bytes; of no bytes nothing. Raises DatelineError."""
    if not data:
        return Kept((), (), ())
    try:
        return _parsed(data)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise DatelineError(Message("DL416", f"The record is damaged ({error}).", name)) from error


def captions(content: Path, entry: Entry) -> tuple[Caption, ...]:
    """The captions that an article's record holds; none where its text may not be shown in full."""
    if not entry.captioned:
        return ()
    try:
        rows = _parsed(files.content(f"{content}/{entry.record}")).captions
        return tuple(Caption(legible.line(row.text), legible.line(row.credit), row.lines) for row in rows)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return ()  # damaged since it was read; the next reading says so


def describe(found: Found, shelf: Shelf, settings: Settings) -> Entry:
    """The entry of one article: what of its header may be shown, with labels resolved to keys."""
    legibly = legible.header(found.file.header)
    source = shelf.outlets.key(legibly.source)
    shown = library.shown(legibly, settings, source)
    header = shown.header
    entry = Entry(
        source_path=found.file.path,
        url=addresses.article(header.date, addresses.article_slug(header, found.file.path)),
        title=header.title,
        date=header.date,
        precision=header.date_precision,
        modified=header.modified,
        source=Facet(source, shelf.outlets.used[source].name),
        credit=header.credit,
        authors=header.authors,
        standfirst=header.standfirst,
        lang=header.lang or settings.language,
        conflicts=_unique(shelf.conflicts.key(key) for key in header.conflicts),
        places=_unique(shelf.places.key(label, found.keys.get(label, "")) for label in header.places),
        topics=_unique(shelf.topics.key(label) for label in header.tags),
        original=header.url,
        archived=header.archived_url,
        status=header.status,
        publish=shown.level,
        warning=header.warning,
        corrections=header.corrections,
        claims=header.claims,
        withdrawn=header.withdrawn,
        version_of=header.version_of,
        translation_of=header.translation_of,
        not_same_as=header.not_same_as,
        id=header.id,
        retrieved="" if shown.tombstone else found.retrieved,
        record="" if shown.tombstone else found.record,
        lines_shown=shown.record,
        captioned=found.captioned and shown.record and not shown.tombstone,
        duplicates=found.duplicates,
        card="",
        digest="",
        accession=0,
    )
    card = _digest(msgspec.msgpack.encode(entry))  # (no page shows the accession)
    digest = _digest(card.encode(), found.digest.encode())
    return msgspec.structs.replace(entry, card=card, digest=digest, accession=found.accession)


def _digest(*parts: bytes) -> str:
    found = hashlib.blake2b(digest_size=12)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _unique(keys: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def with_parents(places: labels.Labels[Place]) -> dict[str, Place]:
    """The places in use and those above them."""
    found = dict(places.used)
    for place in places.used.values():
        for key in place.parents:
            if key not in found and key in places.rows:
                found[key] = places.rows[key]
    return found
