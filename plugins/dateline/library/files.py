"""Reading a library folder: which articles and records it holds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.dumps import listing
from dateline.library import frontmatter
from dateline.messages import DatelineError, Message, Report
from dateline.model import MarkdownFile

CHUNK = 1 << 16  # bytes that are read at once: more than nearly all articles and records have
FUTURE = 60  # seconds ahead that two machines' clocks may differ


# What systems leave in folders that people have looked at, and killed runs of ours.
_LITTER = re.compile(r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|.*\.dateline-tmp", re.IGNORECASE | re.DOTALL)


def litter(name: str) -> bool:
    """Whether a file's name is one that a system gives to what it leaves behind; nobody misses such a file."""
    return _LITTER.fullmatch(name) is not None


def record_name(article: str) -> str:
    """The path of the record that stands beside the article at ``article``, both relative to the content folder."""
    return "records/" + article.removeprefix("articles/").removesuffix(".md") + ".json"


def relative(path: Path, content: Path) -> str:
    """``path`` relative to the content folder, with "/"; absolute where it lies elsewhere."""
    try:
        return path.relative_to(content).as_posix()
    except ValueError:
        return path.as_posix()


def content(path: Path | str) -> bytes:
    """A file's bytes, at a fraction of what ``Path.read_bytes`` costs for a small one. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        found = [os.read(handle, CHUNK)]
        while found[-1]:
            found.append(os.read(handle, CHUNK))
    finally:
        os.close(handle)
    return found[0] if len(found) == 2 else b"".join(found)


def read_text(path: Path | str, name: str = "") -> str:
    """A Markdown file's text. ``name`` is its path below the content folder, as messages, records and pages name it.

    Raises DatelineError: DL409 where it is not UTF-8, DL419 where it cannot be read, DL451 where ``name`` is not UTF-8.
    """
    demand_name(name)
    try:
        data = content(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DatelineError(Message("DL419", f"The file cannot be read: {reason}.", name or str(path))) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = f"Byte {error.start + 1} of the file (0x{data[error.start]:02x}) is no UTF-8."
        raise DatelineError(Message("DL409", text, name or str(path), line)) from error


def demand_name(name: str) -> None:
    """See that a file's name can be written down. Raises DatelineError (DL451)."""
    if not name.isascii() and any("\ud800" <= character <= "\udfff" for character in name):
        raise DatelineError(Message("DL451", "Its name has bytes that are no UTF-8.", name))


def read(path: Path, content: Path | None = None) -> MarkdownFile:
    """Read a Markdown file; its ``path`` is relative to ``content`` where that is given. Raises DatelineError."""
    name = relative(path, content) if content else path.as_posix()
    return frontmatter.parse(read_text(path, name), name)


def walk(folder: Path, suffix: str) -> Iterator[Path]:
    """All files below ``folder`` whose name ends with ``suffix``, sorted by path; hidden ones are left out.

    Raises DatelineError (DL419) where a folder cannot be listed: its files are not to be taken for deleted.
    """
    found = listing.Listing(folder)
    for place, folders, names in listing.walk(folder, _unlisted):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = [name for name in names if name.endswith(suffix) and not name.startswith(".")]
        found.add(place, shown, folders)
    return iter(found)


def tell_future(names: Sequence[str], report: Report) -> None:
    """One notice (DL441) for all files whose time of change lies more than FUTURE ahead."""
    if names:
        more = f", and that of {len(names) - 1} more" if len(names) > 1 else ""
        report.add("DL441", f"Its time of change lies ahead{more}.", names[0])


def _unlisted(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = error.strerror or str(error)
        raise DatelineError(Message("DL419", f"The folder cannot be read: {reason}.", str(error.filename))) from error
