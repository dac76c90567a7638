"""What units say again of each other: a headline stands in trails of sections and in pictures' descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import numpy
from dateline.extract.words.text import Everything, words

_REACH = 12  # units around one in which others may say it again
_LEAST, _MOST = 8, 220  # characters of a text that is said again


class Said:
    """The texts of some units. ``spoken`` are their words, where these are known: then less is searched for."""

    def __init__(self, units: Sequence[Unit], spoken: Spoken | None = None) -> None:
        self.spoken = spoken
        self._texts = [unit.folded for unit in units]
        self._sizes = [*map(len, self._texts)]

    @cached_property
    def times(self) -> Counter[str]:
        """How many units have a text."""
        return Counter(self._texts)

    @cached_property
    def _everything(self) -> Everything:
        return Everything(self._texts)

    @cached_property
    def _vocabulary(self) -> str:
        return "\n".join(self.spoken.vocabulary) if self.spoken is not None else ""

    @cached_property
    def _times_said(self) -> list[int]:
        """How often each word is said, by its number."""
        if self.spoken is None:
            return []
        times: list[int] = numpy().bincount(self.spoken.ids, minlength=len(self.spoken.vocabulary)).tolist()
        return times

    def again(self, i: int) -> list[float]:
        """How many units hold the text of unit ``i``, how many it holds, how much of it is the end or beginning of one.

        A trail of sections and a picture's description end as the headline does.
        """
        own, size = self._texts[i], self._sizes[i]
        if size < _LEAST:
            return [-1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        longer = self._holding(own) if size <= _MOST else 0
        inside = 0
        ends = begins = ended = begun = 0.0
        near = slice(max(0, i - _REACH), i + _REACH)
        for other, length in zip(self._texts[near], self._sizes[near], strict=True):
            if length < size:
                if length >= _LEAST and other in own:
                    inside += 1
                    ends = max(ends, length / size if own.endswith(other) else 0.0)
                    begins = max(begins, length / size if own.startswith(other) else 0.0)
            elif length > size and own in other:
                ended = max(ended, size / length if other.endswith(own) else 0.0)
                begun = max(begun, size / length if other.startswith(own) else 0.0)
        return [float(longer), float(inside), ends, begins, ended, begun]

    def _holding(self, own: str) -> int:
        """How many other units hold the text of one: of those alone that say the rarest of the words amid it.

        Of a text of two words, none where its longest one stands nowhere else, and is a part of no other word.
        """
        said = words(own) if self.spoken is not None else ()
        if self.spoken is not None and said:
            times, numbers = self._times_said, self.spoken.vocabulary
            if amid := [numbers[word] for word in said[1:-1]]:
                rarest = min(amid, key=times.__getitem__)
                saying = self._saying(rarest) if times[rarest] > 1 else set()
                return sum(own in self._texts[k] for k in saying) - bool(saying)
            longest = max(said, key=len)
            if times[numbers[longest]] == 1 and self._vocabulary.count(longest) == 1:
                return 0
        return len(self._everything.holding(own)) - 1

    def _saying(self, number: int) -> set[int]:
        """The units that say a word."""
        spoken = self.spoken
        return {*spoken.owners[(spoken.ids == number).nonzero()[0]].tolist()} if spoken is not None else set()
