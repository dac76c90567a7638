"""Manifests that ``sha256sum -c`` reads."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from dateline.dumps import listing
from dateline.library import atomic
from dateline.messages import DatelineError, Message

MANIFEST = "manifest-sha256.txt"
NOTHING: Mapping[str, str] = MappingProxyType({})
_PLAIN = re.compile("^([0-9a-f]{64})  (.+)$", re.MULTILINE)  # a line whose name needs no escapes


def render(digests: Mapping[str, str]) -> str:
    """A manifest as GNU ``sha256sum`` writes it, sorted by path: ``HEX  PATH``."""
    return "".join(line(path, digests[path]) for path in sorted(digests))


def line(path: str, digest: str) -> str:
    """One line of a manifest."""
    # GNU coreutils: a name with a line end or a backslash is escaped, and the line says so by a backslash in front
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != path else ""
    return f"{mark}{digest}  {escaped}\n"


def parse(text: str, name: str) -> dict[str, str]:
    """The digests in a manifest, by path. Raises DatelineError (DL434) where a line is none."""
    plain = _PLAIN.findall(text)
    if len(plain) == text.count("\n") and text.endswith("\n") and "\r" not in text:  # as ``render`` writes it
        return {path: digest for digest, path in plain}
    return dict(rows(io.StringIO(text, newline="\n"), name))


def rows(lines: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    """The paths and digests in a manifest that is read line by line. Raises DatelineError (DL434) as ``parse`` does."""
    for number, row in enumerate(lines, 1):
        if not row.endswith("\n"):
            raise DatelineError(Message("DL434", "The manifest is cut short.", name, number))
        escaped = row.startswith("\\")
        # Other programs write capitals and CRLF, and a star for bytes; a name's own line end would be escaped.
        digest, space, path = row[escaped:-1].removesuffix("\r").partition(" ")
        digest = digest.lower()
        path, space = path[1:], path[:1]
        if len(digest) != 64 or space not in (" ", "*") or not path:
            raise DatelineError(Message("DL434", "The line is no digest and path.", name, number))
        if escaped:
            path = path.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")
        yield path, digest


def refresh(
    tree: Path, changed: Collection[str] | None = None, known: Mapping[str, str] = NOTHING, *, whole: bool = False
) -> str:
    """The manifest of a published site, brought up to date; returned as text, written to ``tree``.

    ``changed`` are the paths (relative, with "/") that were written or removed since the manifest there was true;
    None looks at every file; with ``whole`` there are no others. ``known`` are digests that need not be found again.
    Raises DatelineError (DL419).
    """
    path = tree / MANIFEST
    digests: dict[str, str] = {}
    if changed is not None and not whole:
        try:
            digests = parse(path.read_text("utf-8"), MANIFEST)
        except (OSError, DatelineError):
            changed = None  # none there yet, or a damaged one
    try:
        for name in files(tree) if changed is None else changed:
            if name == MANIFEST:
                continue
            if name in known:
                digests[name] = known[name]
            elif (file := tree / name).is_file():
                digests[name] = digest(file)
            else:
                digests.pop(name, None)
    except OSError as error:
        raise DatelineError(Message("DL419", f"The site cannot be read: {atomic.reason(error)}.", str(tree))) from error
    text = render(digests)
    atomic.write(path, text.encode(), root=tree)
    return text


def files(tree: Path) -> list[str]:
    """The paths of all files below ``tree``, relative, with "/", sorted. Raises OSError where a folder is closed."""
    found: list[Path] = []
    for place, _, names in listing.walk(tree, _unlisted):
        found += (path for name in names if (path := Path(place, name)).is_file())
    return sorted(path.relative_to(tree).as_posix() for path in found)


def _unlisted(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def sha256(data: bytes) -> str:
    """SHA-256 of bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
