"""The ids in a ZIM file, made of its contents: libzim draws them by lot, and with them no two files are the same.

There are three: the file's own, and one in each of the two Xapian databases that its search uses. Everything else that
libzim writes is the same for the same entries, as long as one thread writes it. The layout is that of the ZIM file
format, version 6 (https://wiki.openzim.org/wiki/ZIM_file_format), and of Xapian's glass databases.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

ID = 16  # bytes of an id, and of a MD5
FILE_ID = 8  # where the file's own stands
SEARCH = (b"fulltext/xapian", b"title/xapian")  # in the namespace X
_MAGIC = b"\x0f\rXapian Glass"
_VERSION = 2  # bytes between the magic and the id
_NO_COMPRESSION, _WIDE = 1, 0x10  # of a cluster: its kind, and whether its offsets have 8 bytes
_REDIRECT = 0xFFFF


def settle(path: Path) -> None:
    """Give the ZIM file at ``path`` ids that follow from its contents. Raises OSError, ValueError where it is none."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        if data[:4] != b"ZIM\x04":
            raise ValueError("it is no ZIM file")
        (checksum,) = struct.unpack_from("<Q", data, 72)
        places = [FILE_ID, *_databases(data)]
        for at in places:
            data[at : at + ID] = bytes(ID)
        drawn = bytearray(hashlib.sha256(memoryview(data)[:checksum]).digest()[:ID])
        drawn[6] = drawn[6] & 0x0F | 0x80  # version 8 of RFC 9562: an id by the writer's own rule
        drawn[8] = drawn[8] & 0x3F | 0x80
        for at in places:
            data[at : at + ID] = drawn
        data[checksum : checksum + ID] = hashlib.md5(memoryview(data)[:checksum], usedforsecurity=False).digest()
        data.flush()  # (to the disk: before the file takes its name)


def _databases(data: mmap.mmap) -> Iterator[int]:
    """Where the ids of the Xapian databases stand."""
    entries, _, entry_list, _, cluster_list = struct.unpack_from("<IIQQQ", data, 24)
    for number in range(entries):
        (at,) = struct.unpack_from("<Q", data, entry_list + 8 * number)
        kind, _, namespace, _, cluster, blob = struct.unpack_from("<HBcIII", data, at)
        if namespace != b"X" or kind == _REDIRECT or data[at + 16 : data.find(b"\0", at + 16)] not in SEARCH:
            continue
        (start,) = struct.unpack_from("<Q", data, cluster_list + 8 * cluster)
        if data[start] & 0x0F != _NO_COMPRESSION:
            raise ValueError("its search is compressed")
        width, form = (8, "<Q") if data[start] & _WIDE else (4, "<I")
        (offset,) = struct.unpack_from(form, data, start + 1 + width * blob)
        found = start + 1 + offset
        if data[found : found + len(_MAGIC)] != _MAGIC:
            raise ValueError("its search is no database of Xapian's")
        yield found + len(_MAGIC) + _VERSION
