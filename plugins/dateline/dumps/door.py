"""The way from a file to its dumps."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dateline.dumps import (
    clipped,
    companions,
    feed,
    html,
    mail,
    opendocument,
    pdf,
    references,
    rtf,
    subtitles,
    text,
    warc,
    webarchive,
    word,
)
from dateline.dumps import hints as hints_reader
from dateline.dumps.listing import Listing, walk
from dateline.dumps.sniff import sniff
from dateline.dumps.source import MAX_BYTES, Part, Reader, Source
from dateline.messages import DatelineError, Message
from dateline.model import Dump, Format, Hints

META = ".meta.yaml"
READERS: Mapping[Format, Reader] = {
    Format.TEXT: text.read,
    Format.HTML: html.read,
    Format.EMAIL: mail.read,  # also MHTML
    Format.WEBARCHIVE: webarchive.read,
    Format.PDF: pdf.read,
    Format.WARC: warc.read,
    Format.WACZ: warc.read_wacz,
    Format.FEED: feed.read,
    Format.WORD: word.read,
    Format.OPENDOCUMENT: opendocument.read,
    Format.RTF: rtf.read,
    Format.SUBTITLES: subtitles.read,
}


def find(folder: Path) -> Listing:
    """All files below ``folder`` that are to be read, in the order of their paths' parts.

    Left out are hidden files and folders, files of hints (``*.meta.yaml``) beside their dump, links to folders below
    ``folder``, what a system writes into folders, and the folders of pages that were saved complete, which the listing
    names as ``companions``. What is no dump at all, or leads elsewhere, or has lost its dump, is listed too, and so is
    a folder that cannot be listed itself: ``read`` refuses it with a code, so that nothing is dropped in silence.
    """
    inside = folder.resolve()
    found = Listing(folder)

    def unlisted(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            found.add_folder(str(error.filename))

    for place, folders, files in walk(folder, unlisted):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = {name for name in folders if Path(place, name).is_symlink()}
        belonging = companions.of_pages(folders, files)
        found.companions += [Path(place, name) for name in belonging]
        folders[:] = [name for name in folders if name not in belonging]
        shown = companions.without_system(name for name in files if not name.startswith("."))
        dumps = {name for name in shown if not name.endswith(META)}
        known = dumps | {Path(name).stem for name in dumps}
        listed = [name for name in shown if name in dumps or name.removesuffix(META) not in known]
        listed += [name for name in links if not Path(place, name).resolve().is_relative_to(inside)]
        found.add(place, listed, [name for name in folders if name not in links])
    return found


def read(path: Path, root: Path, *, max_bytes: int = MAX_BYTES) -> tuple[Dump, ...]:
    """Read one file below the content folder ``root``.

    Raises DatelineError with a code of DL1xx for what is refused: empty, binary, too large, damaged, unreadable,
    outside ``root``.
    """
    name = relative(path, root)
    if path.name.endswith(META):
        raise DatelineError(Message("DL107", "There is no dump of that name beside it.", name))
    data = _load(path, root, name, max_bytes)
    beside = Hints()
    for file in (path.with_name(path.name + META), path.with_name(path.stem + META)):
        if file.is_file():
            beside = hints_reader.from_yaml(
                _load(file, root, relative(file, root), hints_reader.MAX_BYTES + 1), relative(file, root)
            )
            break
    return read_bytes(data, name, beside, max_bytes=max_bytes)


def read_bytes(data: bytes, path: str, hints: Hints = Hints(), *, max_bytes: int = MAX_BYTES) -> tuple[Dump, ...]:  # noqa: B008
    """The dumps in ``data``; ``path`` is what they are called. Touches no disk. Raises DatelineError as ``read`` does.

    ``hints`` come from a file beside the dump and win over those at the top of its text.
    """
    if len(data) > max_bytes:
        raise DatelineError(Message("DL103", f"It has {len(data):,} bytes; {max_bytes:,} are allowed.", path))
    source = Source(data, path, max_bytes)
    format_, parts = _parts(source)
    sha256 = hashlib.sha256(data).hexdigest()
    dumps: list[Dump] = []
    for number, part in enumerate(parts, 1):
        dumps.append(
            Dump(
                id=sha256[:16] if number == 1 else f"{sha256[:16]}-{number}",
                path=path,
                format=part.format or format_,
                text=part.text,
                sha256=sha256,
                lines=part.lines,
                encoding=part.encoding,
                size=len(data),
                part=number,
                hints=Hints(hints.values + part.hints.values, part.hints.lines),
                claims=part.claims,
                notices=part.notices,
                margins=part.margins,
                asides=part.asides,
                told=part.told,
            )
        )
    return tuple(dumps)


def _parts(source: Source) -> tuple[Format, Iterator[Part]]:
    format_ = sniff(source)
    if format_ in (Format.TEXT, Format.HTML):  # (entries of wallabag hold elements enough to look like a page)
        items = references.parse(source)
        if items is not None and any(map(references.is_wallabag, items)):
            return Format.WALLABAG, references.wallabag(items, source)
        if items is not None:
            return Format.ZOTERO, references.zotero(items, source)
    if format_ is Format.TEXT and clipped.is_clipping(source):
        return Format.MARKDOWN, clipped.read(source)
    return format_, READERS[format_](source)


def relative(path: Path, root: Path) -> str:
    """``path`` relative to ``root``, with "/"; its name alone where it is not below."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        try:
            return path.resolve().relative_to(root.resolve()).as_posix()
        except (ValueError, OSError):
            return path.name


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a path that is written as below ``root`` leads elsewhere, by a link at any of its levels."""
    written = Path(os.path.abspath(path)).is_relative_to(os.path.abspath(root))  # noqa: PTH100 (links unresolved)
    return written and not path.resolve().is_relative_to(root.resolve())


def _load(path: Path, root: Path, name: str, max_bytes: int) -> bytes:
    try:
        if _leads_out(path, root):
            raise DatelineError(Message("DL104", "It is a link to a file outside the content folder.", name))
        if path.is_dir():
            any(path.iterdir())  # raises what keeps it closed, if anything does
            raise DatelineError(Message("DL104", "It is a folder.", name))
        if not path.is_file():
            raise DatelineError(Message("DL104", "There is no such file, or it is no plain file.", name))
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise DatelineError(Message("DL104", f"{error.strerror or error}.", name)) from error
    if len(data) > max_bytes:
        raise DatelineError(Message("DL103", f"It has more than {max_bytes:,} bytes.", name))
    return data
