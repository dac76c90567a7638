"""Paths and addresses of a command line as dumps of the library; what lies elsewhere is copied in, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from dateline import dumps as dumps_room
from dateline.library import atomic, files, remote
from dateline.library.inventory import HINTS
from dateline.messages import DatelineError, Message, Report
from dateline.settings import Settings


def select(settings: Settings, paths: Iterable[Path | str], report: Report) -> frozenset[str]:
    """The dumps that ``paths`` (files, folders, and addresses as texts) stand for, relative to the content folder.

    A file outside the dumps folder is copied into it, with its file of hints. What does not exist is reported
    (DL002, DL008), what cannot be copied too (DL419); the ledger counts both as refused.
    """
    selected: set[str] = set()
    home = settings.dumps.resolve()
    for given in paths:
        if isinstance(given, str):
            selected.update(_fetched(settings, given, report))
            continue
        if not given.exists():
            report.add("DL002", "There is no such file or folder.", str(given))
            _refused(report)
            continue
        path = given.resolve()
        base = path if path.is_dir() else path.parent
        for file in dumps_room.find(path) if path.is_dir() else [path]:
            if file.is_relative_to(home):
                selected.add(files.relative(settings.dumps / file.relative_to(home), settings.content))
                continue
            try:
                selected.add(_copy(settings, file, file.relative_to(base)))
            except DatelineError as error:
                report.extend(error.messages)
                _refused(report)
            except OSError as error:
                report.add("DL419", f"The file cannot be read: {atomic.reason(error)}.", str(file))
                _refused(report)
    return frozenset(selected)


def _refused(report: Report) -> None:
    report.received += 1
    report.refused += 1


def _copy(settings: Settings, file: Path, name: Path) -> str:
    """Copy ``file`` to ``name`` below the dumps folder, with its hints."""
    _weighed(settings, file.stat().st_size, str(file))
    besides = (file.with_name(file.name + HINTS), file.with_name(file.stem + HINTS))
    hints = next((beside.read_bytes() for beside in besides if beside.is_file()), None)
    return _store(settings, name, file.read_bytes(), hints)


def _fetched(settings: Settings, address: str, report: Report) -> Iterator[str]:
    """Copy the dumps at ``address`` in."""
    try:
        found = {file.name: file for file in remote.find(address)}
    except DatelineError as error:
        report.extend(error.messages)
        _refused(report)
        return
    for name, file in found.items():
        stem = PurePosixPath(name).with_suffix("").as_posix()
        if name.endswith(HINTS) and (dump := name.removesuffix(HINTS)) and _stands(dump, found):
            continue
        try:
            _weighed(settings, file.size, file.address)
            beside = found.get(name + HINTS) or found.get(stem + HINTS)
            yield _store(settings, Path(name), file.read(), beside.read() if beside else None)
        except DatelineError as error:
            report.extend(error.messages)
            _refused(report)
        except Exception as error:  # each driver has errors of its own
            reason = str(error).rstrip(".") or type(error).__name__
            report.add("DL419", f"The file cannot be read: {reason}.", file.address)
            _refused(report)


def _stands(dump: str, names: Iterable[str]) -> bool:
    """Whether hints called after ``dump`` have one: a file of that name, or of that name without its suffix."""
    return any(name == dump or (name.rpartition(".")[0] == dump and not name.endswith(HINTS)) for name in names)


def _weighed(settings: Settings, size: int, name: str) -> None:
    if size > settings.max_dump_bytes:
        text = f"It has {size:,} bytes; {settings.max_dump_bytes:,} are allowed."
        raise DatelineError(Message("DL103", text, name))


def _store(settings: Settings, name: Path, data: bytes, hints: bytes | None) -> str:
    """Write ``data`` to ``name`` below the dumps folder, under another name where other bytes have that one."""
    target = settings.dumps / name
    if target.exists() and target.read_bytes() != data:
        target = target.with_name(f"{target.stem}-{hashlib.sha256(data).hexdigest()[:8]}{target.suffix}")
    if hints is not None:
        atomic.write(target.with_name(target.name + HINTS), hints, root=settings.dumps)
    atomic.write(target, data, root=settings.dumps)
    return files.relative(target, settings.content)
