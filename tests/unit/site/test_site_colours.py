"""The accent is readable on both backgrounds, whatever a curator sets."""

from __future__ import annotations

import pytest

from dateline.site import colours


def channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


@pytest.mark.parametrize("accent", ["#9b1c1c", "#ffff00", "#000000", "#ffffff", "#777777", "#0000ff", "#00ff88"])
@pytest.mark.parametrize("background", [colours.PAPER, colours.NIGHT])
def test_contrast(accent: str, background: str) -> None:
    found = colours.readable(accent, background)
    assert colours.contrast(channels(found), channels(background)) >= 4.5


def test_a_readable_accent_stays_as_it_is() -> None:
    assert colours.readable("#9b1c1c", colours.PAPER) == "#9b1c1c"
