"""``dateline check``: everything that is wrong with a library, at once, with file and line."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import ascii_lowercase
from urllib.parse import unquote, urlsplit

from dateline import catalogue as catalogue_room
from dateline.catalogue import Catalogue, authority
from dateline.library import files, slugs, stored
from dateline.messages import DatelineError, Report
from dateline.model import MarkdownFile, Status
from dateline.settings import Settings

_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?([^)>\s]*)>?(?:\s+[^)]*)?\)|^\[[^\]\n]+\]:\s*<?(\S+?)>?\s*$", re.MULTILINE)
LIKE_A_SLIP, LIKE_A_NAME = 0.8, 0.7  # how like another a name must be to be taken for it
MEANT = 100  # unknown names for which a nearer one is looked for: each takes milliseconds
_SCHEMES = frozenset(["http", "https", "mailto"])


def check(settings: Settings, report: Report) -> None:
    """Look at every article, record and authority file, and note every problem in ``report``."""
    try:
        authorities: Catalogue | None = catalogue_room.load(settings.authority if settings.authority.is_dir() else None)
    except DatelineError as error:
        report.extend(error.messages)
        authorities = None
    if authorities is not None:
        report.extend(authorities.messages)
    names = _Names(authorities) if authorities is not None else None
    articles = _articles(settings, report)
    unknown: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
    for file in articles:
        lines = _Lines(settings, file.path)
        _check_links(settings, file, lines, report)
        _check_language(file, lines, report)
        if names is not None:
            for found in _check_names(file, names, lines, report):
                unknown[found].append((file.path, lines.of(found[1])))
    if names is not None:
        for number, ((code, key, value), places) in enumerate(
            unknown.items()
        ):  # one name is one thing to settle, however often it stands
            near = names.near(key, value) if number < MEANT else ""
            more = f" {len(places)} articles name it." if len(places) > 1 else ""
            report.add(code, f"{value!r} is not in the authority.{_meant(near)}{more}", *places[0], key)
    _check_addresses(articles, report)
    _check_references(articles, report)
    _check_records(settings, {file.header.id: file for file in articles if file.header.id}, report)


def _articles(settings: Settings, report: Report) -> list[MarkdownFile]:
    found: list[MarkdownFile] = []
    for path in files.walk(settings.articles, ".md"):
        try:
            found.append(files.read(path, settings.content))
        except DatelineError as error:
            report.extend(error.messages)
    return found


class _Lines:
    """The lines of one file's front matter, read only where a problem needs its line."""

    def __init__(self, settings: Settings, path: str) -> None:
        self.path = settings.content / path

    def of(self, key: str) -> int:
        """The line of a key, from 1; 0 where it has none."""
        for number, line in enumerate(files.read_text(self.path).splitlines(), 1):
            if line.startswith(f"{key}:"):
                return number
        return 0

    def holding(self, text: str) -> int:
        """The first line that holds ``text``, from 1; 0 where none does."""
        rows = enumerate(files.read_text(self.path).splitlines(), 1)
        return next((number for number, line in rows if text in line), 0)


# --------------------------------------------------------------------------- authorities


class _Names:
    """What front matter may name. Answers are remembered: an archive names the same places again and again."""

    def __init__(self, authorities: Catalogue) -> None:
        self.conflicts = authorities.conflicts
        self.places = authorities.places
        self.topics = {name.casefold(): row.name for key, row in authorities.topics.items() for name in (key, row.name)}
        self.sources = _folded(
            name for key, row in authorities.outlets.items() for name in (key, row.name, *row.aliases)
        )
        self.known_places: dict[str, bool] = {}

    def place(self, name: str) -> bool:
        known = self.known_places.get(name)
        if known is None:
            known = self.known_places[name] = bool(self.places.named(name)) or name in self.places
        return known

    def near(self, field: str, name: str) -> str:
        """The name that ``name`` in a field of the header may be a slip of, "" where nothing comes near."""
        return self.near_place(name) if field == "places" else self.near_topic(name) if field == "tags" else ""

    def near_place(self, name: str) -> str:
        """``name`` with a letter more, less or other, or two exchanged, as the greatest such place is written."""
        if not 3 < len(name) < 40:
            return ""
        found = [(row.population, written) for written in sorted(_slips(name)) for row in self.places.named(written)]
        return max(found, default=(0, ""))[1]

    def near_topic(self, tag: str) -> str:
        """The topic whose name is nearly ``tag``, "" for none."""
        return self.topics.get(_nearest(tag.casefold(), self.topics), "")

    def near_conflict(self, label: str) -> str:
        """The key of the conflict that goes by ``label`` or nearly so, by its key or any of its names; "" for none."""
        rows = [row for key in self.conflicts if (row := self.conflicts.get(key)) is not None]
        known = {name.text.casefold(): row.key for row in rows for name in row.names}
        known |= {name: row.key for row in rows for name in (row.key, row.name.casefold())}
        return known.get(_nearest(label.casefold(), known, LIKE_A_NAME), "")


def _slips(word: str) -> set[str]:
    parts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]  # (the first letter is seldom wrong)
    return {
        *(a + b[1:] for a, b in parts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1),
        *(a + c + b[k:] for a, b in parts for c in ascii_lowercase for k in (0, 1) if len(b) >= k),
    }


def _nearest(name: str, among: Iterable[str], least: float = LIKE_A_SLIP) -> str:
    return next(iter(difflib.get_close_matches(name, sorted(among), n=1, cutoff=least)), "")


def _meant(near: str) -> str:
    return f" Did you mean {near!r}?" if near else ""


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(str.casefold, names))


def _check_names(file: MarkdownFile, names: _Names, lines: _Lines, report: Report) -> list[tuple[str, str, str]]:
    """The names that the authorities do not know, each with its code and field; a conflict is reported at once."""
    header = file.header
    for key in header.conflicts:
        if key not in names.conflicts:
            text = f"There is no conflict {key!r}.{_meant(names.near_conflict(key))}"
            report.add("DL421", text, file.path, lines.of("conflicts"), "conflicts")
    unknown = [("DL422", "places", name) for name in header.places if not names.place(name)]
    unknown += [("DL423", "tags", name) for name in header.tags if name.casefold() not in names.topics]
    if header.source and header.source.casefold() not in names.sources:
        unknown.append(("DL424", "source", header.source))
    return unknown


def _check_language(file: MarkdownFile, lines: _Lines, report: Report) -> None:
    if file.header.lang:
        try:
            authority.language(file.header.lang)
        except ValueError as error:
            report.add("DL404", f"lang: {error}.", file.path, lines.of("lang"), "lang")


# --------------------------------------------------------------------------- links and addresses


def _check_links(settings: Settings, file: MarkdownFile, lines: _Lines, report: Report) -> None:
    for key in ("url", "archived_url"):
        address = getattr(file.header, key)
        if address and not _good_address(address):
            report.add("DL425", f"{address!r} is no address on the web.", file.path, lines.of(key), key)
    if "](" not in file.body and "]:" not in file.body:
        return
    folder = (settings.content / file.path).parent
    for match in _LINK.finditer(file.body):
        address = match[1] or match[2] or ""
        scheme = urlsplit(address).scheme.lower() if ":" in address else ""
        if scheme:
            if scheme not in _SCHEMES or (scheme != "mailto" and not _good_address(address)):
                text = f"The text links to {address!r}."
                report.add("DL425", text, file.path, lines.holding(address), "body")
            continue
        target = unquote(address.partition("#")[0].partition("?")[0])
        if target and not _exists(folder, target, settings):
            report.add("DL426", f"There is no file {target!r}.", file.path, lines.holding(address), "body")


def _good_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        return False


def _exists(folder: Path, target: str, settings: Settings) -> bool:
    """Whether a link leads to a file of the library: from the file itself, or with Pelican's ``{filename}``."""
    for prefix in ("{filename}", "{static}", "{attach}"):
        target = target.removeprefix(prefix)
    path = (settings.content / target.lstrip("/")) if target.startswith("/") else folder / target
    try:
        return path.resolve().is_relative_to(settings.content.resolve()) and path.exists()
    except (OSError, ValueError):
        return False


def _check_addresses(articles: Iterable[MarkdownFile], report: Report) -> None:
    """No two articles may share a slug: their pages would stand in one place, or references be ambiguous."""
    holders: dict[str, list[str]] = defaultdict(list)
    ids: dict[str, list[str]] = defaultdict(list)
    for file in articles:
        name = file.header.slug or slugs.slugify(file.path.rpartition("/")[2].removesuffix(".md"))
        holders[slugs.fold(name)].append(file.path)
        if file.header.id:
            ids[file.header.id].append(file.path)
    for name, paths in holders.items():
        for path in paths[1:]:
            report.add("DL427", f"{paths[0]} has the slug {name!r} too.", path, field="slug")
    for identity, paths in ids.items():
        for path in paths[1:]:
            report.add("DL427", f"{paths[0]} has the id {identity!r} too; a copy needs none.", path, field="id")


def _check_references(articles: Iterable[MarkdownFile], report: Report) -> None:
    known = {slugs.fold(file.header.slug) for file in articles if file.header.slug}
    known |= {slugs.fold(file.path.rpartition("/")[2].removesuffix(".md")) for file in articles}
    for file in articles:
        for key in ("version_of", "translation_of"):
            named = getattr(file.header, key)
            of = slugs.fold(named)
            if of and (of not in known or of == slugs.fold(file.header.slug or Path(file.path).stem)):
                report.add("DL426", f"{key} names {named!r}, which no other article has.", file.path, 0, key)
        for slug in file.header.not_same_as:
            if slugs.fold(slug) not in known:
                report.add("DL426", f"not_same_as names {slug!r}, which no article has.", file.path, 0, "not_same_as")


# --------------------------------------------------------------------------- records


def _check_records(settings: Settings, by_id: Mapping[str, MarkdownFile], report: Report) -> None:
    for path in files.walk(settings.records, ".json"):
        name = files.relative(path, settings.content)
        try:
            record = stored.read(path, name)
        except DatelineError as error:
            report.extend(error.messages)
            continue
        if not record.superseded and not (settings.content / record.dump).is_file():
            report.add("DL415", f"It was the source of {record.article}.", record.dump)
        if record.id in by_id:
            _check_withdrawn(by_id[record.id], record.duplicates, by_id, report)
        if record.id not in by_id and not record.deleted and not (settings.content / record.article).is_file():
            report.add("DL412", f"{record.article} was deleted.", name)


def _check_withdrawn(
    file: MarkdownFile, same: Iterable[str], by_id: Mapping[str, MarkdownFile], report: Report
) -> None:
    """What was withdrawn may still stand elsewhere: in a version of it, or in another outlet's copy."""
    if file.header.status is not Status.WITHDRAWN:
        return
    others = [by_id[name] for name in same if name in by_id]
    left = sorted(other.path for other in others if other.header.status in (Status.PUBLISHED, Status.HIDDEN))
    if left:
        report.add("DL443", f"Nearly the same text stands in {', '.join(left)}.", file.path, field="status")
