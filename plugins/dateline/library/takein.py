"""The paths of a command line as dumps of the library; what lies elsewhere is copied in, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from dateline import dumps as dumps_room
from dateline.library import atomic, files
from dateline.library.inventory import HINTS
from dateline.messages import DatelineError, Message, Report
from dateline.settings import Settings


def select(settings: Settings, paths: Iterable[Path], report: Report) -> frozenset[str]:
    """The dumps that ``paths`` (files and folders) stand for, relative to the content folder.

    A file outside the dumps folder is copied into it, with its file of hints. What does not exist is reported
    (DL002), what cannot be copied too (DL419); the ledger counts both as refused.
    """
    selected: set[str] = set()
    home = settings.dumps.resolve()
    for given in paths:
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
    """Copy ``file`` to ``name`` below the dumps folder, under another name where other bytes have that one."""
    if file.stat().st_size > settings.max_dump_bytes:
        text = f"It has {file.stat().st_size:,} bytes; {settings.max_dump_bytes:,} are allowed."
        raise DatelineError(Message("DL103", text, str(file)))
    data = file.read_bytes()
    target = settings.dumps / name
    if target.exists() and target.read_bytes() != data:
        target = target.with_name(f"{target.stem}-{hashlib.sha256(data).hexdigest()[:8]}{target.suffix}")
    for beside in (file.with_name(file.name + HINTS), file.with_name(file.stem + HINTS)):
        if beside.is_file():
            atomic.write(target.with_name(target.name + HINTS), beside.read_bytes(), root=settings.dumps)
            break
    atomic.write(target, data, root=settings.dumps)
    return files.relative(target, settings.content)
