"""What a change of many articles costs: counted in comparisons, so that no clock is asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from dateline.site.engine.build import _Change


class Counted(str):
    """A text that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def entries(number: int, *, turn: int) -> tuple[Any, ...]:
    """One half with the same card at every ``turn``, the other with another one."""
    return tuple(
        SimpleNamespace(
            source_path=Counted(f"articles/{n}.md"), card=Counted(f"{n} {turn if n % 2 else ''}"), url=f"{n}.html"
        )
        for n in range(number)
    )


def comparisons(number: int) -> int:
    found: Any = SimpleNamespace(before=entries(number, turn=1), after=entries(number, turn=2))
    edition: Any = SimpleNamespace()
    Counted.compared = 0
    change = _Change.of(edition, found, None)
    # each changed card as it was and as it is; a text alone moves no list
    assert len(change.cards) == 2 * (number // 2)
    assert len(change.texts) == number
    return Counted.compared


def test_changes_are_found_in_proportion_to_them() -> None:
    few, many = comparisons(400), comparisons(1600)
    assert few >= 400  # the count counts
    assert many < 6 * few  # four times as many, and what sorting adds; each with each would be sixteen times
