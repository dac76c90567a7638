"""Zip files that are whole or not there, and the same bytes for the same members on every system."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Container, Iterable
from pathlib import Path

from dateline.library import atomic

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say
MODE = 0o100644 << 16
UNIX = 3  # the system that wrote it


def write(target: Path, members: Iterable[tuple[str, bytes]], stored: Container[str] = ()) -> None:
    """Write the members, in their order, beside ``target``; flush, rename. Those ``stored`` are not compressed.

    Raises OSError.
    """
    with atomic.beside(target) as beside:
        with beside.open("wb") as stream:
            archive = zipfile.ZipFile(stream, "w")
            try:
                for name, data in members:
                    info = zipfile.ZipInfo(name, EPOCH)
                    info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
                    info.external_attr = MODE
                    info.create_system = UNIX
                    archive.writestr(info, data)
            except BaseException:
                # It is thrown away. To close it fails with another error where a signal came as a member began.
                archive.fp = None
                raise
            archive.close()
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        atomic.sync_folder(target.parent)
