"""``dateline verify``: every file that is changed, missing or unexpected."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dateline import dumps as dumps_room
from dateline.library import atomic, files, inventory, stored
from dateline.library import manifest as manifests
from dateline.library.inventory import Inventory
from dateline.library.stored import StoredRecord
from dateline.messages import DatelineError, Report
from dateline.settings import Settings


def of_library(stock: Inventory, digests: Mapping[str, str]) -> str:
    """The manifest of a library: every dump as it arrived, and every record (``digests``: theirs, by path)."""
    rows = dict(digests)
    for record in stock.records.values():
        rows.update(_dumps_of(record))
    return manifests.render(rows)


def _dumps_of(record: StoredRecord) -> dict[str, str]:
    return {} if record.superseded else dict.fromkeys((record.dump, *record.also), record.sha256)


# --------------------------------------------------------------------------- verify


def verify(settings: Settings, report: Report, site: Path | None = None) -> int:
    """Compare every dump, record and file of hints, and every file of the site, with its digest; files looked at.

    Everything is read: no memory of earlier runs is trusted.
    """
    looked = _verify_library(settings, report)
    if site is not None:
        looked += _verify_site(site, report)
    return looked


def _verify_library(settings: Settings, report: Report) -> int:
    content = settings.content
    known: dict[str, str] = {}
    articles: dict[str, bool] = {}
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
            continue
        articles[record.article] = record.deleted
        known.update(_dumps_of(record))
        if record.hints and not record.superseded:
            _verify_hints(content, record, report)
    present = {files.relative(path, content): path for path in dumps_room.find(settings.dumps)}
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


def _verify_site(site: Path, report: Report) -> int:
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
    present = set(manifests.files(site)) - {manifests.MANIFEST}
    for path in sorted(known):
        where = (site / path).as_posix()
        if path not in present:
            report.add("DL432", "The manifest names it.", where)
        elif (found := _digest(site / path, report, where)) and found != known[path]:
            report.add("DL431", f"Its SHA-256 was {known[path][:16]}…, and is {found[:16]}….", where)
    for path in sorted(present - known.keys()):
        report.add("DL433", "The manifest does not name it.", (site / path).as_posix())
    return len(present | known.keys())


def _digest(path: Path, report: Report, name: str) -> str:
    try:
        return manifests.digest(path)
    except OSError as error:
        report.add("DL419", f"The file cannot be read: {atomic.reason(error)}.", name)
        return ""
