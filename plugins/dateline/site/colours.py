"""The accent colour made readable: shifted towards black or white until its contrast suffices.

Contrast is that of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

PAPER = "#fbfaf7"  # the light and the dark background; theme/static/css/dateline.css has the same
NIGHT = "#15161a"
ENOUGH = 5.2  # 4.5 is demanded; the rest is for panels that are a little darker or lighter than the page


def readable(colour: str, background: str) -> str:
    """``colour`` (#rrggbb) mixed with black or white in the smallest of 50 steps that is readable on ``background``."""
    target = (255, 255, 255) if _luminance(_channels(background)) < 0.18 else (0, 0, 0)
    base = _channels(colour)
    for step in range(51):
        mixed = tuple(round(channel + (goal - channel) * step / 50) for channel, goal in zip(base, target, strict=True))
        if contrast(mixed, _channels(background)) >= ENOUGH:
            return "#" + "".join(f"{channel:02x}" for channel in mixed)
    raise AssertionError("black or white is readable on every background")


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(channels: tuple[int, ...]) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
