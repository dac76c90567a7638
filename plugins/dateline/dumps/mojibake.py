"""Text that was decoded wrongly before it came here ("â€™" for "’"), repaired where that is sure."""

from __future__ import annotations

import re

# The first character of a UTF-8 sequence read as Latin-1, Windows-1252, -1251 or Mac Roman, and one that may follow.
_SUSPECT = re.compile(
    "[\u00c2-\u00f4\u0420\u0421\u0432\u0413\u0414\u2030\u221a\u00ac\u201a]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122\u0402-\u040f\u0452-\u045f\u0490\u0491]"
)
_EDGE = re.compile(r"[<>\n]")
_LONGEST = 20_000  # characters on either side of a suspect place that are looked at


def repair(text: str) -> tuple[str, int]:
    """``text`` with wrongly decoded pieces set right, and how many they were.

    A piece lies between line ends or the angle brackets of tags. ftfy (R. Speer, "ftfy", 2019) decides; it changes a
    piece only where every part of it that is suspect becomes proper text.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text, 0
    # ftfy is imported here: few dumps need it, and it takes longer to load than they take to read
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(
        unescape_html=False, replace_lossy_sequences=False, fix_c1_controls=True, normalization=None
    )
    pieces: list[str] = []
    count = done = 0
    for match in _SUSPECT.finditer(text):
        at = match.start()
        if at < done:
            continue
        start = max(text.rfind(edge, max(done, at - _LONGEST), at) + 1 for edge in "<>\n")
        start = max(start, done)
        end_match = _EDGE.search(text, at, at + _LONGEST)
        end = end_match.start() if end_match else min(len(text), at + _LONGEST)
        piece = text[start:end]
        better = fix_encoding(piece, config)
        if better == piece or "\ufffd" in better:
            better = piece
        else:
            count += 1
        pieces += (text[done:start], better)
        done = end
    pieces.append(text[done:])
    return "".join(pieces), count
