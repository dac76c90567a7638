"""One zip to hand over: the site, START.html, the manifest, the withdrawals, and how to verify; or a BagIt bag.

The same library gives the same bytes: entries are sorted, and carry no time of their own.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.library import atomic, exporting, files, manifest, zips
from dateline.library.shown import shown
from dateline.messages import DatelineError, Message, Report
from dateline.settings import Settings

SITE = "site"
DIGEST = ".sha256"  # the file beside the zip that ``sha256sum -c`` reads
PREVIEW = "review.html"  # stands in a preview only

VERIFY = """How to verify this archive
==========================

manifest-sha256.txt names every file with its SHA-256. Unpack the archive, and in its folder run

    sha256sum -c manifest-sha256.txt        (Linux)
    shasum -a 256 -c manifest-sha256.txt    (macOS)

Every line must say OK. On Windows open PowerShell in the folder and run the five lines

    gc manifest-sha256.txt -Encoding UTF8 | % {
        $sum, $file = $_ -split '  ', 2
        if ((Get-FileHash -LiteralPath $file).Hash -ne $sum) { $file }
    }

which name every file that is not whole; one that is missing is told in red. withdrawals.tsv lists the articles that
were withdrawn, with date and reason; whoever keeps a copy of an older archive is asked to withdraw them there too.
"""


def write(settings: Settings, site: Path, target: Path, report: Report, *, bag: bool = False) -> int:
    """Write the zip to ``target`` and return the number of its entries; its own SHA-256 stands beside it.

    Raises DatelineError: DL435 where the site is not what its manifest says, DL419 where a file cannot be read or
    written.
    """
    try:
        entries = dict(_bag(settings, site, target.stem, report) if bag else _plain(settings, site, report))
        members = (
            (name, entry.read() if isinstance(entry, Held) else entry) for name, entry in sorted(entries.items())
        )
        zips.write(target, members)
        sign(target)
    except OSError as error:
        name = str(error.filename or target)
        raise DatelineError(Message("DL419", f"The bundle cannot be made: {atomic.reason(error)}.", name)) from error
    return len(entries)


def sign(target: Path) -> None:
    """Write the SHA-256 of a finished archive beside it. Raises OSError, DatelineError."""
    line = manifest.render({target.name: manifest.digest(target)}).encode("utf-8", "surrogateescape")
    atomic.write(target.with_name(target.name + DIGEST), line, root=target.parent)


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the site, and the SHA-256 that the manifest has for it."""

    path: Path
    digest: str

    def read(self) -> bytes:
        """Its bytes. Raises DatelineError (DL435) where they are others by now, OSError."""
        data = self.path.read_bytes()
        if manifest.sha256(data) != self.digest:
            text = "It is another than a moment ago: a build took place meanwhile."
            raise DatelineError(Message("DL435", text, str(self.path)))
        return data


Entry = bytes | Held  # what an entry holds, or the file that holds it


def checked(site: Path) -> dict[str, str]:
    """The digests of the site's files, which must be what its manifest says where it has one.

    Raises DatelineError (DL435) for what is no published site, or a preview.
    """
    found = {name: manifest.digest(site / name) for name in manifest.files(site) if name != manifest.MANIFEST}
    if not (site / "index.html").is_file():
        raise DatelineError(Message("DL435", "There is no published site here.", str(site)))
    if (site / PREVIEW).exists():
        text = f"It is a preview for the team: {PREVIEW} tells what is in doubt and who decided what."
        raise DatelineError(Message("DL435", text, str(site)))
    known_at = site / manifest.MANIFEST
    if known_at.is_file():
        known = manifest.parse(known_at.read_text("utf-8"), str(known_at))
        if known != found:
            wrong = sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))
            text = f"{len(wrong)} files are not what its manifest says, the first of them {wrong[0]}."
            raise DatelineError(Message("DL435", text, str(site)))
    return found


def _plain(settings: Settings, site: Path, report: Report) -> Iterator[tuple[str, Entry]]:
    digests = {f"{SITE}/{name}": digest for name, digest in checked(site).items()}
    extra = {
        "START.html": _start().encode(),
        "VERIFY.txt": VERIFY.encode(),
        "withdrawals.tsv": _withdrawals(settings, report).encode(),
    }
    digests |= {name: hashlib.sha256(data).hexdigest() for name, data in extra.items()}
    yield from extra.items()
    yield manifest.MANIFEST, manifest.render(digests).encode()
    for name in digests:
        if name not in extra:
            yield name, Held(site / name.removeprefix(f"{SITE}/"), digests[name])


def _bag(settings: Settings, site: Path, name: str, report: Report) -> Iterator[tuple[str, Entry]]:
    """A bag of BagIt 0.97: the payload in ``data/``, its manifest, and a manifest of the tag files."""
    payload = dict(_plain(settings, site, report))
    del payload[manifest.MANIFEST]
    digests: dict[str, str] = {}
    size = 0
    for path, entry in payload.items():
        if isinstance(entry, Held):
            digests[path] = entry.digest
            size += entry.path.stat().st_size
        else:
            digests[path] = hashlib.sha256(entry).hexdigest()
            size += len(entry)
    tags: dict[str, bytes] = {
        "bagit.txt": b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Payload-Oxum: {size}.{len(payload)}\n".encode(),
        manifest.MANIFEST: "".join(
            # Version 0.97 escapes line ends only; validators disagree on how 1.0 escapes percent signs
            f"{digests[path]}  data/{path.replace(chr(10), '%0A').replace(chr(13), '%0D')}\n"
            for path in sorted(digests)
        ).encode(),
    }
    listed = "".join(f"{hashlib.sha256(tags[tag]).hexdigest()}  {tag}\n" for tag in sorted(tags))
    tags["tagmanifest-sha256.txt"] = listed.encode()
    for tag, data in tags.items():
        yield f"{name}/{tag}", data
    for path, entry in payload.items():
        yield f"{name}/data/{path}", entry


def _withdrawals(settings: Settings, report: Report) -> str:
    """Date, slug and reason of every withdrawn article, sorted."""
    rows: list[str] = []
    for path in files.walk(settings.articles, ".md"):
        try:
            header = shown(files.read(path, settings.content).header, settings).header
        except DatelineError as error:
            report.extend(error.messages)
            continue
        if header.withdrawn is not None:
            cells = (header.withdrawn.date, header.slug or path.stem, header.withdrawn.reason)
            rows.append("\t".join(exporting.cell(" ".join(cell.split())) for cell in cells))
    return "".join(f"{row}\n" for row in ["date\tslug\treason", *sorted(rows)])


def _start() -> str:
    """A page that leads into the site, without a script."""
    title = html.escape("Open the archive")
    return (
        "<!doctype html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={SITE}/index.html"></head>\n'
        f'<body><p><a href="{SITE}/index.html">{title}</a></p></body></html>\n'
    )
