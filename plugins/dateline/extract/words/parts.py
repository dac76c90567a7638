"""Which of hundreds of words a text holds: most are told not to stand in it without being searched for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.extract.words.arrays import numpy

_SIZE = 4  # bytes by which parts are told
_PLACES = 1 << 16
_SPREAD = 2654435769  # of the bytes over the places (Knuth's multiplicative hashing)


class Parts:
    """Some words. One that a text holds has its first bytes there; these are looked up for all of the text at once."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._by_place: dict[int, list[str]] = {}
        self._brief: list[str] = []
        for part in parts:
            places = _places(part).tolist()
            some = self._by_place.setdefault(places[0], []) if places else self._brief
            some.append(part)
        self._known = numpy().zeros(_PLACES, dtype=bool)
        self._known[[*self._by_place]] = True

    def held(self, text: str) -> list[str]:
        """The parts that stand anywhere in ``text``, amid its words too."""
        places = _places(text)
        met = {*places[self._known[places]].tolist()}
        may = [*self._brief, *(part for place in sorted(met) for part in self._by_place[place])]
        return [part for part in may if part in text]


def _places(text: str) -> Any:
    """The places of the bytes that begin at each byte of a text."""
    np = numpy()
    read = text.encode("utf-8", "surrogatepass")
    grams = np.ndarray((max(0, len(read) - _SIZE + 1),), dtype="<u4", buffer=read, strides=(1,))
    places: Any = (grams * np.uint32(_SPREAD)) >> np.uint32(16)
    return places
