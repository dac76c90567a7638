"""``dateline verify``: every file that is changed, missing or unexpected.

Three things know a library's files: each record seals itself and holds the digest of its dump; the manifest names every
dump and record; and what was refused, of which there is no record, stands in the manifest alone. Each is held against
the others, so that damage to any of them shows.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Set
from functools import partial
from itertools import islice
from pathlib import Path

from dateline import dumps as dumps_room
from dateline.dumps import listing
from dateline.library import atomic, files, inventory, stored
from dateline.library import manifest as manifests
from dateline.library.bundle import DIGEST
from dateline.library.inventory import Inventory
from dateline.library.stored import StoredRecord
from dateline.library.tables import packed, unpacked
from dateline.messages import DatelineError, Message, Report
from dateline.settings import Settings

TAGS = "tagmanifest-sha256.txt"  # of a bag's own files
LONGEST_LINE = 1 << 16  # characters of one line of a bundle's manifest
MOST_LINES = 10_000_000


def of_library(stock: Inventory, report: Report) -> None:
    """Note what the manifest of a library is to say (``lines``): every dump as it arrived, and every record.

    A dump without a record (it was refused) is named too; where such a dump has another digest than in the manifest
    that was there, that is told (DL429).
    """
    run = stock.tables.run
    run("delete from manifest")
    run("insert into manifest select name, digest from files where name in (select name from records)")
    for dump, also, sha256 in run("select dump, also, sha256 from records where not superseded order by rowid"):
        for path in (dump, *map(packed, json.loads(also))):
            run("insert or replace into manifest values (?, ?)", path, sha256)
    for path, sha256 in run("select path, sha256 from dumps where sha256 <> x'' order by rowid"):
        if stock.tables.one("select 1 from manifest where path = ?", path):
            continue
        before = stock.tables.one("select digest from listed where path = ?", path)
        if before is not None and before != sha256:
            report.add("DL429", "Its bytes have changed since the last ingest.", unpacked(path))
        run("insert into manifest values (?, ?)", path, sha256)


def lines(stock: Inventory) -> Iterator[bytes]:
    """The manifest that ``of_library`` noted, some lines at a time."""
    rows = stock.tables.run("select path, digest from manifest order by path")
    while some := rows.fetchmany(1000):
        text = "".join(manifests.line(unpacked(path), unpacked(digest)) for path, digest in some)
        yield text.encode("utf-8", "surrogateescape")


def _dumps_of(record: StoredRecord) -> dict[str, str]:
    return {} if record.superseded else dict.fromkeys((record.dump, *record.also), record.sha256)


# --------------------------------------------------------------------------- verify


def verify(settings: Settings, report: Report, site: Path | None = None, bundle: Path | None = None) -> int:
    """Compare every dump, record and file of hints, and every file of the site, with its digest; files looked at.

    So are the files of a ``bundle``.

    Everything is read: no memory of earlier runs is trusted.
    """
    looked = _verify_library(settings, report)
    if site is not None:
        looked += _verify_site(site, report)
    if bundle is not None:
        looked += verify_bundle(bundle, report)
    return looked


def _verify_library(settings: Settings, report: Report) -> int:
    content = settings.content
    inventory.tell_future(settings, report)
    listed = _listed(content, report)
    known: dict[str, str] = {}
    damaged: set[str] = set()
    records: set[str] = set()
    looked = 0
    for path in files.walk(settings.records, ""):
        name = files.relative(path, content)
        looked += 1
        if path.suffix != ".json":
            report.add("DL433", "It is no record.", name)
            continue
        try:
            record = stored.read(path, name)
        except DatelineError as error:
            report.extend(error.messages)
            damaged.add(name)
            continue
        records.add(name)
        known.update(_dumps_of(record))
        if record.hints and not record.superseded:
            _verify_hints(content, record, report)
    looked += _verify_listed(content, listed, known, records, damaged, report)
    present = {files.relative(path, content): path for path in dumps_room.find(settings.dumps)}
    refused = {name: digest for name, digest in (listed or {}).items() if name in present and name not in known}
    known.update(refused)
    for name, digest in sorted(known.items()):
        looked += 1
        if name not in present:
            report.add("DL432", "It was there when its article was made.", name)
        elif (found := _digest(present[name], report, name)) and found != digest:
            report.add("DL431", f"Its SHA-256 was {digest[:16]}…, and is {found[:16]}….", name)
    for name in sorted(present.keys() - known.keys()):
        looked += 1
        report.add("DL433", "No record speaks of this dump.", name)
    return looked


def _listed(content: Path, report: Report) -> dict[str, str] | None:
    """What the library's manifest says; None where there is none that can be read."""
    name = manifests.MANIFEST
    try:
        return manifests.parse((content / name).read_text("utf-8", "surrogateescape"), name)
    except FileNotFoundError:
        if any(files.walk(content / "records", ".json")):
            report.add("DL432", "The library has records, but no manifest.", name)
    except OSError as error:
        report.add("DL419", f"The manifest cannot be read: {atomic.reason(error)}.", name)
    except DatelineError as error:
        report.extend(error.messages)
    return None


def _verify_listed(
    content: Path,
    listed: Mapping[str, str] | None,
    known: Mapping[str, str],
    records: Set[str],
    damaged: Set[str],
    report: Report,
) -> int:
    """The manifest against the records, and the records against the manifest; how many files only it speaks of."""
    only = 0
    for name, digest in sorted((listed or {}).items()):
        if name in records:
            if (found := _digest(content / name, report, name)) and found != digest:
                report.add("DL431", f"Its SHA-256 was {digest[:16]}…, and is {found[:16]}….", name)
        elif name in known:
            if known[name] != digest:
                text = f"It says {digest[:16]}… of {name}, whose record says {known[name][:16]}…."
                report.add("DL434", text, manifests.MANIFEST)
        elif name not in damaged and not (content / name).is_file():
            only += 1
            report.add("DL432", "The manifest names it.", name)
    missing = sorted((records | known.keys()) - (listed or {}).keys()) if listed is not None else []
    for name in missing:
        report.add("DL434", f"It does not name {name}, which was there at the last ingest.", manifests.MANIFEST)
    return only


def _verify_hints(content: Path, record: StoredRecord, report: Report) -> None:
    dump = content / record.dump
    besides = (dump.with_name(dump.name + inventory.HINTS), dump.with_name(dump.stem + inventory.HINTS))
    for beside in besides:
        if beside.is_file():
            name = files.relative(beside, content)
            if (found := _digest(beside, report, name)) and found != record.hints:
                report.add("DL431", f"Its SHA-256 was {record.hints[:16]}…, and is {found[:16]}….", name)
            return
    report.add("DL432", "The hints were there when the article was made.", files.relative(besides[0], content))


def verify_bundle(bundle: Path, report: Report) -> int:
    """Every file of a bundle against the bundle's manifest; files looked at. ``bundle``: the zip, or a folder."""
    if bundle.is_dir():
        return _verify_site(bundle, report, bundle=True) + _verify_links(bundle, report)
    _verify_beside(bundle, report)
    try:
        with zipfile.ZipFile(bundle) as archive:
            return _verify_zip(archive, bundle.as_posix(), report)
    except FileNotFoundError:
        report.add("DL002", "There is no such file or folder.", bundle.as_posix())
    except zipfile.BadZipFile:
        report.add("DL440", "It has no end, as if the copying had stopped.", bundle.as_posix())
    except OSError as error:
        report.add("DL419", f"The bundle cannot be read: {atomic.reason(error)}.", bundle.as_posix())
    return 0


def _verify_beside(bundle: Path, report: Report) -> None:
    """The bundle as a whole against the digest beside it, where there is one."""
    beside = bundle.with_name(bundle.name + DIGEST)
    try:
        known = manifests.parse(beside.read_text("utf-8", "surrogateescape"), beside.as_posix())
    except OSError:
        return  # it was copied without: its manifest tells of its files
    except DatelineError as error:
        report.extend(error.messages)
        return
    name = bundle.as_posix()
    if bundle.is_file() and (found := _digest(bundle, report, name)) and found not in known.values():
        report.add("DL440", f"Its SHA-256 is {found[:16]}…, and not the one in {beside.name}.", name)


def _verify_zip(archive: zipfile.ZipFile, name: str, report: Report) -> int:
    names = {info.filename for info in archive.infolist() if not info.is_dir()}
    _verify_members(archive, name, report)
    at = min((n for n in names if n.rpartition("/")[2] == manifests.MANIFEST), key=len, default="")
    root = at.removesuffix(manifests.MANIFEST)
    try:
        known = _manifest_in(archive, at, f"{name}!{at}") if at else {}
    except (zipfile.BadZipFile, zlib.error, UnicodeDecodeError, EOFError, NotImplementedError) as error:
        report.add("DL440", f"Its manifest cannot be read ({error}).", name)
        return 0
    except DatelineError as error:
        report.extend(error.messages)
        return 0
    if not known:
        report.add("DL432", "The bundle has no manifest, or an empty one.", name)
    tags = _tags(archive, root)
    for path, digest in sorted({**known, **tags}.items()):
        where = f"{name}!{root}{path}"
        if f"{root}{path}" not in names:
            report.add("DL432", "The manifest names it.", where)
            continue
        try:
            with archive.open(f"{root}{path}") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            report.add("DL440", f"It cannot be unpacked ({error}).", where)
            continue
        if found != digest:
            report.add("DL431", f"Its SHA-256 was {digest[:16]}…, and is {found[:16]}….", where)
    expected = {f"{root}{path}" for path in (*known, *tags)} | {at, f"{root}{TAGS}"}
    for path in sorted(names - expected):
        report.add(_unnamed(path), "The manifest does not name it.", f"{name}!{path}")
    return len(names | expected)


def _unnamed(path: str) -> str:
    """The code for a file of a bundle that the manifest does not name: harmless, or put there by somebody."""
    return "DL433" if files.litter(path.rpartition("/")[2]) or path.startswith("__MACOSX/") else "DL453"


def _manifest_in(archive: zipfile.ZipFile, at: str, name: str) -> dict[str, str]:
    """The manifest in a zip. One that unpacks to more than such an archive can need is not read to its end.

    Raises DatelineError (DL434), and what reading a damaged zip raises.
    """
    lines = min(MOST_LINES, 1000 + 10 * len(archive.infolist()))
    with archive.open(at) as file, io.TextIOWrapper(file, "utf-8", newline="\n") as text:
        found = dict(manifests.rows(islice(iter(partial(text.readline, LONGEST_LINE), ""), lines), name))
        if text.read(1):
            raise DatelineError(Message("DL434", "It names far more files than the bundle holds.", name, lines))
    return found


def _verify_members(archive: zipfile.ZipFile, name: str, report: Report) -> None:
    """What could write elsewhere, or over another file of the bundle, when the bundle is unpacked."""
    seen: dict[str, str] = {}
    for info in archive.infolist():
        path = info.orig_filename  # before the module has mended it
        where = f"{name}!{path}"
        parts = path.replace("\\", "/").removesuffix("/").split("/")
        if "\0" in path or not parts[0] or ":" in parts[0] or {"..", "."} & {*parts} or "" in parts:
            report.add("DL453", "Its path leads out of the bundle, or means another thing on another system.", where)
        if stat.S_ISLNK(info.external_attr >> 16):
            report.add("DL453", "It is a link.", where)
        if info.is_dir():
            continue
        first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first is not path:
            report.add("DL453", f"The bundle holds {first} too, and on some systems one is written over.", where)


def _verify_links(folder: Path, report: Report) -> int:
    """The links in an unpacked bundle, which has none when it is made; how many there are."""
    found = 0
    for place, folders, names in listing.walk(folder):
        for path in (Path(place, name) for name in sorted((*folders, *names))):
            if path.is_symlink():
                report.add("DL453", "It is a link.", path.as_posix())
                found += 1
    return found


def _tags(archive: zipfile.ZipFile, root: str) -> dict[str, str]:
    """The digests of a bag's tag files, where the bundle is one."""
    try:
        return _manifest_in(archive, f"{root}{TAGS}", TAGS)
    except (KeyError, DatelineError, UnicodeDecodeError, zipfile.BadZipFile, zlib.error, EOFError):
        return {}


def _verify_site(site: Path, report: Report, *, bundle: bool = False) -> int:
    name = (site / manifests.MANIFEST).as_posix()
    try:
        known = manifests.parse((site / manifests.MANIFEST).read_text("utf-8"), name)
    except FileNotFoundError:
        report.add("DL432", "The site has no manifest.", name)
        return 0
    except (OSError, UnicodeDecodeError) as error:
        report.add("DL434", f"The manifest cannot be read: {error}.", name)
        return 0
    except DatelineError as error:
        report.extend(error.messages)
        return 0
    present = set(manifests.files(site)) - {manifests.MANIFEST, TAGS}
    if (site / TAGS).is_file():  # an unpacked bag: its own files stand in a manifest of their own
        try:
            tags = manifests.parse((site / TAGS).read_text("utf-8"), (site / TAGS).as_posix())
            known |= {path: digest for path, digest in tags.items() if path != manifests.MANIFEST}
        except (OSError, UnicodeDecodeError) as error:
            report.add("DL434", f"The manifest cannot be read: {error}.", (site / TAGS).as_posix())
        except DatelineError as error:
            report.extend(error.messages)
    for path in sorted(known):
        where = (site / path).as_posix()
        if path not in present:
            report.add("DL432", "The manifest names it.", where)
        elif (found := _digest(site / path, report, where)) and found != known[path]:
            report.add("DL431", f"Its SHA-256 was {known[path][:16]}…, and is {found[:16]}….", where)
    for path in sorted(present - known.keys()):
        report.add(_unnamed(path) if bundle else "DL433", "The manifest does not name it.", (site / path).as_posix())
    return len(present | known.keys())


def _digest(path: Path, report: Report, name: str) -> str:
    try:
        return manifests.digest(path)
    except OSError as error:
        report.add("DL419", f"The file cannot be read: {atomic.reason(error)}.", name)
        return ""
