"""What a library holds beside its articles, carried from one place to another by export and import.

Records, dumps with their hints, authorities, pages, decisions and pictures are files, and stay files: a cell of a
table would be cut short by spreadsheets, and nobody reads a dump in a table. A folder of Markdown is laid out as a
library is; a table or a file of JSON lines has its files beside it, in a folder of its whole name and ``.files``
(``library.csv.files``), so that two exports beside each other share nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dateline.library import atomic, files, manifest, stored
from dateline.library.inventory import HINTS
from dateline.messages import DatelineError, Message, Report
from dateline.settings import Settings

FOLDER = ".files"  # ends the name of the folder beside a table
CONTENT = "content"  # below it: all of the library but its articles
BODIES = "bodies"  # below it: bodies too long for a cell
DECISIONS = "decisions.jsonl"
_MARKS = ("records", "dumps", "authority", manifest.MANIFEST)


def beside(table: Path) -> Path:
    """The folder of a table's files."""
    return table.with_name(table.name + FOLDER)


def found_beside(table: Path) -> Path:
    """The same where it is looked for: an export of an older version may have named it without the table's suffix."""
    folder, older = beside(table), table.with_name(table.stem + FOLDER)
    return older if older.is_dir() and not folder.exists() else folder


def is_library(folder: Path) -> bool:
    """Whether a folder is laid out as a library of Dateline's, and is not merely a folder of Markdown."""
    return (folder / "articles").is_dir() and any((folder / name).exists() for name in _MARKS)


def need_new(folder: Path, content: Path) -> None:
    """See that an export goes to a place of its own. Raises DatelineError (DL002)."""
    if folder.resolve().is_relative_to(content.resolve()):
        raise DatelineError(Message("DL002", "It lies in the library that is to be exported.", str(folder)))
    if folder.exists() and not folder.is_dir():
        raise DatelineError(Message("DL002", "There is a file of that name.", str(folder)))
    if folder.is_dir() and any(folder.iterdir()):
        raise DatelineError(Message("DL002", "The folder is not empty: name a new one.", str(folder)))


def need_outside(target: Path, settings: Settings) -> None:
    """See that a file to be handed over takes the place of none of the library's. Raises DatelineError (DL002)."""
    found = target.resolve()
    kept = (settings.dumps, settings.articles, settings.records, settings.authority)
    own = {(settings.content / name).resolve() for name in (manifest.MANIFEST, DECISIONS)}
    if found in own or any(found.is_relative_to(folder.resolve()) for folder in kept):
        raise DatelineError(Message("DL002", "It lies in the library, of which nothing is overwritten.", str(target)))
    if target.is_dir():
        raise DatelineError(Message("DL002", "It is a folder: name the file to be written.", str(target)))


def give(content: Path, target: Path, report: Report) -> None:
    """Copy all of the library at ``content`` but its articles to ``target``; what cannot be read is reported."""
    for name, path in _files(content, report):
        try:
            atomic.copy(path, target / name, root=target)
        except DatelineError as error:
            report.extend(error.messages)


def _files(content: Path, report: Report) -> Iterator[tuple[str, Path]]:
    """The files of a library but its articles, by their paths below ``content``."""
    home = content.resolve()
    for path in files.walk(content, ""):
        name = files.relative(path, content)
        if name.startswith("articles/") and name.endswith(".md"):
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            report.add("DL104", "It is a link to a file outside the content folder.", name)
        elif path.is_file():
            yield name, path


@dataclass(frozen=True, slots=True)
class Cargo:
    """What is to be taken from one library into another: each file below ``home``, and the name that it gets.

    A dump whose name the library has for other bytes gets another one, and its hints with it.
    """

    home: Path
    names: Mapping[str, str]
    digests: Mapping[str, str]  # what the manifest there says

    def take(self, content: Path, report: Report) -> int:
        """Copy everything but records, which follow their articles; the number of files that are new.

        What the library has under the same name with other bytes stays as it is and is reported (DL445).
        """
        taken = 0
        for name, target in self.names.items():
            try:
                if name == DECISIONS:
                    taken += _append(self.home / name, content / target, content)
                    continue
                if _differs(self.home / name, content / target):
                    report.add("DL445", "The library has another file of that name.", target)
                    continue
                taken += atomic.copy(self.home / name, content / target, root=content)
                if name in self.digests and manifest.digest(content / target) != self.digests[name]:
                    report.add("DL431", f"Its SHA-256 was {self.digests[name][:16]}… where it came from.", target)
            except DatelineError as error:
                report.extend(error.messages)
            except OSError as error:
                report.add("DL419", f"The file cannot be read: {atomic.reason(error)}.", str(self.home / name))
        return taken


def load(home: Path, content: Path, report: Report) -> Cargo:
    """What the library at ``home`` has for the one at ``content``."""
    names: dict[str, str] = {}
    for name, path in _files(home, report):
        if name.startswith("records/") or name == manifest.MANIFEST:
            continue
        if name.startswith("dumps/") and not name.endswith(HINTS):
            names[name] = _free(name, path, content)
            continue
        names.setdefault(name, name)
    for name, target in list(names.items()):
        if name == target:
            continue
        whole = PurePosixPath(name)
        for hints in (name + HINTS, str(whole.with_name(whole.stem + HINTS))):
            if hints in names:
                names[hints] = target + HINTS
    digests: dict[str, str] = {}
    with contextlib.suppress(OSError, DatelineError):  # none there: then nothing is known of what they were
        digests = manifest.parse((home / manifest.MANIFEST).read_text("utf-8", "surrogateescape"), "")
    return Cargo(home, names, digests)


def records(home: Path) -> Iterator[tuple[str, Path]]:
    """The records of the library at ``home``, with the ids that their heads state."""
    for path in files.walk(home / "records", ".json"):
        with contextlib.suppress(OSError):
            with path.open("rb") as file:
                identity = stored.identity(file.read(stored.HEAD))
            if identity:
                yield identity, path


def _free(name: str, path: Path, content: Path) -> str:
    """The name for a dump below ``content``: its own, or where other bytes have that, one that tells its digest."""
    try:
        if not _differs(path, content / name):
            return name
        digest = manifest.digest(path)
    except OSError:
        return name  # whatever it is, it is told when the file is copied
    whole = PurePosixPath(name)
    return str(whole.with_name(f"{whole.stem}-{digest[:8]}{whole.suffix}"))


def _differs(source: Path, target: Path) -> bool:
    """Whether ``target`` is there and holds something else. Raises OSError."""
    return target.exists() and not (target.is_file() and atomic.equal(source, target))


def _append(source: Path, target: Path, content: Path) -> int:
    """Add the decisions that are not there yet. Raises OSError, DatelineError."""
    present = target.read_bytes() if target.exists() else b""
    if present and not present.endswith(b"\n"):
        present += b"\n"
    known = {hashlib.sha256(line).digest() for line in present.splitlines()}
    new = [line for line in source.read_bytes().splitlines() if line and hashlib.sha256(line).digest() not in known]
    return int(bool(new) and atomic.write(target, present + b"".join(line + b"\n" for line in new), root=content))


def inside(folder: Path, name: str) -> Path | None:
    """The file that a cell names, below the folder of its table; None where there is none, or it leads out."""
    if not name:
        return None
    path = folder / name
    try:
        good = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):  # too long a name, or a NUL in it
        return None
    return path if good else None
