"""The compiled gazetteer: 150,000 places in columns, decoded row by row when asked for.

Layout: magic, header (JSON), sections. Names are a line per place, packed in blocks; numbers are columns of four
compressed byte planes; the index is a sorted column of 32-bit hashes of folded names beside the numbers of their
places. A hash only proposes: every proposal is checked against the names of its row.
"""

from __future__ import annotations

import json
import lzma
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from dateline.catalogue.places.fold import fold, slug
from dateline.model import Name, Place

MAGIC = b"DLPLACE2"
KINDS = ("country", "region", "settlement", "disputed", "area", "feature")
BLOCK = 4096  # places whose names are packed together
NO_PARENT = 0xFFFFFFFF
DEMONYM = 1 << 23  # set in the index where the name is a word for the people
FILTERS: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 1 << 23}]
SHIPPED = Path(__file__).parents[2] / "data" / "places" / "places.bin"


def name_hash(folded: str) -> int:
    """The 32-bit hash under which a folded name stands in the index."""
    return zlib.crc32(folded.encode("utf-8", "surrogatepass"))  # (front matter may hold half a character)


class Store:
    """Read access to a compiled file. Numbers of places run from 0 and mean nothing outside."""

    def __init__(self, data: bytes) -> None:
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError("not a places file of this version")
        at = len(MAGIC) + 4
        size = int.from_bytes(data[at - 4 : at], "little")
        header = json.loads(data[at : at + size])
        at += size
        sections: dict[str, bytes] = {}
        for name, length in header["sections"].items():
            sections[name] = data[at : at + length]
            at += length
        self.count: int = header["count"]
        self._countries: list[str] = header["countries"]
        self._origins: list[str] = header["origins"]
        self._noted: list[bool] = header["noted"]
        blocks = header["blocks"]
        ends = list(accumulate(blocks))
        self._packed = [sections["names"][end - size : end] for end, size in zip(ends, blocks, strict=True)]
        self._blocks: dict[int, tuple[bytes, array[int]]] = {}  # unpacked: lines, and how many bytes stand before each
        self._extra: dict[str, dict[str, Any]] = json.loads(zlib.decompress(sections["extra"]))
        self._lat = _column(sections["lat"])
        self._lon = _column(sections["lon"])
        self.populations = _column(sections["population"])
        self.parents = _column(sections["parent"])
        self.kinds = zlib.decompress(sections["kind"])
        self._country = zlib.decompress(sections["country"])
        self._origin = zlib.decompress(sections["origin"])
        self._level = zlib.decompress(sections["level"])
        self._hashes = array("I", accumulate(_column(sections["hash"])))
        self._ids = _column(sections["id"])

    def find(self, folded: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The numbers of the places with this folded name, and of those whose people are called so."""
        named: list[int] = []
        people: list[int] = []
        for entry in self._entries(folded):
            number = entry & (DEMONYM - 1)
            if entry & DEMONYM:
                if any(fold(word) == folded for word in self.demonyms(number)):
                    people.append(number)
            elif any(fold(text) == folded for text in self.texts(number)):
                named.append(number)
        return tuple(named), tuple(people)

    def _entries(self, folded: str) -> Iterator[int]:
        """What the index proposes for a folded name."""
        wanted = name_hash(folded)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            yield self._ids[at]
            at += 1

    def _line(self, number: int) -> bytes:
        """The line of names of a place; its block is unpacked when first asked for."""
        at, offset = divmod(number, BLOCK)
        block = self._blocks.get(at)
        if block is None:
            raw = lzma.decompress(self._packed[at], format=lzma.FORMAT_RAW, filters=FILTERS)
            # (an object for every line would take as much room again as the lines themselves)
            block = self._blocks[at] = raw, array("I", accumulate(map(len, raw.split(b"\n")), initial=0))
        lines, before = block
        return lines[before[offset] + offset : before[offset + 1] + offset]

    def texts(self, number: int) -> list[str]:
        """All names of a place, its label first."""
        return [part.partition("|")[0] for part in self._line(number).decode().split("\t")]

    def label(self, number: int) -> str:
        """The name that the archive shows."""
        return self._line(number).partition(b"\t")[0].decode()

    def names(self, number: int) -> tuple[Name, ...]:
        """The other names, with language and side where known."""
        found = []
        for part in self._line(number).decode().split("\t")[1:]:
            text, _, rest = part.partition("|")
            lang, _, by = rest.partition("|")
            found.append(Name(text, lang, by))
        return tuple(found)

    def demonyms(self, number: int) -> list[str]:
        """Words for the people and the adjective."""
        words: list[str] = self._extra.get(str(number), {}).get("d", [])
        return words

    def point(self, number: int) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self._lat[number] / 1000 - 90, self._lon[number] / 1000 - 180

    def country(self, number: int) -> str:
        """ISO 3166-1 alpha-2, "" where none applies."""
        return self._countries[self._country[number]]

    def kind(self, number: int) -> str:
        """One of KINDS."""
        return KINDS[self.kinds[number]]

    def noted(self, number: int) -> bool:
        """Whether the row was written or corrected by hand, or is a capital."""
        return self._noted[self._origin[number]]

    def ancestors(self, number: int) -> Iterator[int]:
        """The places that hold it, nearest first."""
        parent = self.parents[number]
        while parent != NO_PARENT:
            yield parent
            parent = self.parents[parent]

    def key(self, number: int) -> str:
        """The key: the name, as far as needed with country, region and a number."""
        level = self._level[number]
        base = slug(self.label(number)) or "place"
        if level == 0:
            return base
        parts = [base, self.country(number).lower()]
        if level >= 2:
            region = ""
            for parent in self.ancestors(number):
                if self.kind(parent) == "country":
                    break
                region = slug(self.label(parent))
            parts.append(region)
        if level >= 3:
            parts.append(str(level - 1))
        return "-".join(part for part in parts if part)

    def by_key(self, key: str) -> int | None:
        """The number of the place with this key, or None."""
        parts = key.split("-")
        for length in range(len(parts), 0, -1):
            for number in self._entries(" ".join(parts[:length])):
                if number < DEMONYM and self.key(number) == key:
                    return number
        return None

    def place(self, number: int) -> Place:
        """The row as a Place."""
        extra = self._extra.get(str(number), {})
        lat, lon = self.point(number)
        return Place(
            key=self.key(number),
            name=self.label(number),
            kind=self.kind(number),
            lat=round(lat, 3),
            lon=round(lon, 3),
            country=self.country(number),
            parents=tuple(self.key(parent) for parent in self.ancestors(number)),
            names=self.names(number),
            demonyms=tuple(extra.get("d", ())),
            population=self.populations[number],
            note=extra.get("n", ""),
            origin=self._origins[self._origin[number]],
        )


@lru_cache(maxsize=1)
def shipped() -> Store:
    """The gazetteer that ships; read once per process, since it never changes."""
    return Store(SHIPPED.read_bytes())


def _column(data: bytes) -> array[int]:
    """The inverse of the packer's columns: four compressed byte planes to 32-bit numbers."""
    sizes = [int.from_bytes(data[at : at + 4], "little") for at in range(0, 16, 4)]
    at, planes = 16, []
    for size in sizes:
        planes.append(zlib.decompress(data[at : at + size]))
        at += size
    whole = bytearray(4 * len(planes[0]))
    for shift, plane in enumerate(planes):
        whole[shift::4] = plane
    found = array("I")
    found.frombytes(bytes(whole))
    return found
