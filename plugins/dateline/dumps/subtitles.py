"""Subtitles and transcripts of broadcasts (.srt, .vtt): what is said becomes paragraphs, with the time above each.

A cue is half a sentence, shown for as long as it is said. Cues go on until a sentence ends and a pause is made, another
speaker begins, or enough is said for a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from dateline.dumps import decoding
from dateline.dumps.lines import split, visible
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.model import Aside, Claim

_TIME = r"((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})"
_CUE = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_OPENING = 4  # lines with text among which the first time stands
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,50})?\s+([^<>]{1,100})>")
_TURN = re.compile(r"(?:>>+|[-–—])\s*(?=\S)")
_CLOSING = (".", "!", "?", "…", "。", "？", "！", "؟", "।", '"', "”", "»")
_PAUSE = 2.0  # seconds without words, from which another paragraph may begin
_PARAGRAPH = 400  # characters of a paragraph that may end with its sentence


@dataclass(slots=True)
class _Cue:
    start: str
    end: str
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Turn:
    """A paragraph: what is said from a time to another."""

    start: str
    end: str
    words: list[str]
    size: int = 0


def is_subtitles(head: bytes) -> bool:
    """Whether a file that begins with ``head`` holds subtitles."""
    if head.startswith(b"WEBVTT"):
        return True
    lines = [line for line in head[:2000].decode("ascii", "ignore").splitlines() if line.strip()][:_OPENING]
    return any(map(_CUE.fullmatch, lines))


def read(source: Source) -> Iterator[Part]:
    """The one part of a file of subtitles.

    Raises DatelineError (DL103 for too many lines, DL109 where nothing is said).
    """
    decoded = decoding.decode(source.data)
    header, cues = _cues(decoded.text)
    turns = [turn for turn in _turns(cues) if visible(" ".join(turn.words))]
    if not turns:
        raise source.refuse("DL109", "Nothing is said in it.")
    text = "".join(f"{turn.start} --> {turn.end}\n{visible(' '.join(turn.words))}\n\n" for turn in turns)
    lines = split(text, source.path, MAX_LINES)
    times = tuple((line.number, Aside.TIME) for line in lines[::3])
    yield Part(text, lines, decoded.encoding, claims=tuple(_claims(header)), notices=decoded.notices, asides=times)


def _cues(text: str) -> tuple[list[str], list[_Cue]]:
    """What stands above the first cue, and the cues; notes, styles and numbers of cues are left out."""
    header: list[str] = []
    cues: list[_Cue] = []
    within = False
    for line in text.splitlines():
        match = _CUE.fullmatch(line)
        if match:
            cues.append(_Cue(match[1].replace(",", "."), match[2].replace(",", ".")))
            within = True
        elif not line.strip():
            within = False
        elif within:
            cues[-1].lines.append(line)
        elif not cues:
            header.append(line)
    return header, cues


def _turns(cues: Sequence[_Cue]) -> Iterator[_Turn]:
    turn: _Turn | None = None
    shown: set[str] = set()
    for cue in cues:
        before, shown = shown, set()
        for line in cue.lines:
            voice = _VOICE.search(line)
            words = visible(unescape(_TAG.sub("", line)))
            shown.add(words)
            if not words or words in before:  # what rolls up stands in two cues
                continue
            spoken = _TURN.match(words) if len(cue.lines) > 1 or words.startswith(">>") else None
            if turn is None or voice or spoken or _parted(turn, cue):
                if turn is not None:
                    yield turn
                turn = _Turn(cue.start, cue.end, [f"{voice[1].strip()}:"] if voice else [])
            turn.words.append(words[spoken.end() :] if spoken else words)
            turn.size += len(words) + 1
            turn.end = cue.end
    if turn is not None:
        yield turn


def _parted(turn: _Turn, cue: _Cue) -> bool:
    """Whether a sentence ends with the turn, and a pause is made or enough is said."""
    if not turn.words or not turn.words[-1].endswith(_CLOSING):
        return False
    return turn.size >= _PARAGRAPH or _seconds(cue.start) - _seconds(turn.end) >= _PAUSE


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.split(":"):
        total = 60 * total + float(part)
    return total


def _claims(header: Sequence[str]) -> Iterator[Claim]:
    """The title that may follow the format's name, and the language."""
    for line in header:
        name, _, value = line.removeprefix("\ufeff").partition(":")
        if name.strip().lower() == "language" and value.strip():
            yield Claim("lang", value.strip()[:40], "WebVTT language")
        elif line.startswith("WEBVTT") and (title := line.removeprefix("WEBVTT").strip(" \t-–—")):
            yield Claim("title", title[:2000], "WebVTT header")
