"""Bytes to text. Nothing is lost silently: what cannot be decoded stays visible as U+FFFD and is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.dumps import charset
from dateline.dumps.mojibake import repair
from dateline.messages import CODES
from dateline.model import Doubt

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")  # ISO-2022-JP switches alphabets by these
_BLANK = "\n\r\t \u3000\u3001\u3002"  # what parts words and sentences, of which any text has some
_LINES = 2_000_000  # of a file, above which it is not looked at line by line
_SAMPLE = 500_000  # bytes by which is told whether a file without lines is UTF-8 for the most part
_SHOWN = 5  # places that a notice names
_MARGIN = 0.12  # of mean log-likelihood, below which the second reading is as good


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the encoding's name, and what is doubtful about it."""

    text: str
    encoding: str
    notices: tuple[Doubt, ...] = ()


def decode(data: bytes, html: bool = False, declared: str = "") -> Decoded:
    """The text of ``data``, without a byte order mark.

    ``html`` looks for the encoding that a page declares; ``declared`` is one that a header states. Bytes that are valid
    UTF-8 are UTF-8 whatever is declared, as no other text is so by chance.
    """
    decoded = _decode(data, html, declared)
    text, repaired = repair(decoded.text)
    if not repaired:
        return decoded
    notice = _doubt("DL113", f"{repaired} pieces of text had been decoded wrongly before and were repaired.")
    return Decoded(text, decoded.encoding, (*decoded.notices, notice))


def _decode(data: bytes, html: bool, declared: str) -> Decoded:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name)
    if b"\x1b" in data and any(escape in data for escape in _ESCAPES):
        try:
            return Decoded(data.decode("iso2022_jp_ext"), "iso2022_jp")
        except UnicodeDecodeError:
            pass
    wide = without_bom(data)
    if wide:
        return _strict(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start < 4:
            return _strict(data, "utf-8")
    stated = charset.label(declared) if declared else None
    if html and not stated:
        match = _META.search(data[:8192]) or _XML.search(data[:400])
        stated = charset.label(match[1].decode("ascii")) if match else None
    return _legacy(data, stated or "")


def without_bom(data: bytes) -> str:
    """The encoding of UTF-16 without a byte order mark, or "": white space has a NUL as its high byte."""
    head = data[: 1 << 16]
    if b"\x00" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 100 or min(even, odd) * 20 > max(even, odd):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) & ~1].decode(name, "replace")
    blank = sum(map(text.count, _BLANK))
    strange = sum(not char.isprintable() for char in text) - sum(map(text.count, "\n\r\t"))
    return name if blank * 100 >= len(text) and strange * 50 <= len(text) else ""


def _legacy(data: bytes, declared: str) -> Decoded:
    many = data.count(b"\n") + data.count(b"\r") > _LINES
    lines = [] if many else data.splitlines(keepends=True)
    modern = foreign = 0
    for line in lines:
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            modern += 1
        except UnicodeDecodeError:
            foreign += 1
    if modern and modern * 10 >= foreign and declared not in ("gb18030", "big5hkscs", "cp932", "cp949"):
        return _mixed(data)
    soft = data[:_SAMPLE].decode("utf-8", "surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", soft))
    whole = sum(not char.isascii() for char in soft) - broken
    if whole > 2 * broken and not many:
        return _mixed(data)
    guesses = charset.guess(data, declared)
    best = guesses[0]
    decoded = _strict(data, best.encoding)
    if len(guesses) > 1 and best.score - guesses[1].score < _MARGIN and best.encoding != declared:
        doubt = _doubt(
            "DL111",
            f"It was read as {best.encoding}, but may as well be {guesses[1].encoding}.",
            (best.encoding, guesses[1].encoding),
        )
        return Decoded(decoded.text, decoded.encoding, (*decoded.notices, doubt))
    return decoded


def _mixed(data: bytes) -> Decoded:
    """UTF-8 with bytes of an older encoding in it: each run of bytes that is not UTF-8 is read as the older one."""
    soft = data.decode("utf-8", "surrogateescape")
    odd = re.compile("[\udc80-\udcff]")
    foreign: list[str] = []
    places: list[int] = []
    lines = soft.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if odd.search(line):
            foreign.append(line)
            places.append(number)
    sample = b"\n".join(line.encode("utf-8", "surrogateescape") for line in foreign if _purely_foreign(line))
    encoding = charset.guess(sample or b"\n".join(_runs(line) for line in foreign))[0].encoding
    wrong: list[str] = []
    done: list[str] = []
    for number, line in enumerate(lines, 1):
        if not odd.search(line):
            done.append(line)
            continue
        if _purely_foreign(line):
            text = line.encode("utf-8", "surrogateescape").decode(encoding, "replace")
        else:
            text = re.sub(
                "[\udc80-\udcff]+",
                lambda match: match[0].encode("utf-8", "surrogateescape").decode(encoding, "replace"),
                line,
            )
        if "\ufffd" in text:
            wrong.append(str(number))
        done.append(text)
    shown = ", ".join(map(str, places[:_SHOWN])) + (" …" if len(places) > _SHOWN else "")
    notices = [
        _doubt("DL112", f"{len(places)} lines of {len(lines)} were read as {encoding}, the others as utf-8: {shown}.")
    ]
    if wrong:
        notices.append(_doubt("DL110", f"Some bytes in lines {', '.join(wrong[:_SHOWN])} fit neither."))
    return Decoded("".join(done), f"utf-8+{encoding}", tuple(notices))


def _purely_foreign(line: str) -> bool:
    return not any("\x7f" < char < "\udc80" or char > "\udcff" for char in line)


def _runs(line: str) -> bytes:
    return b" ".join(
        run.encode("utf-8", "surrogateescape") for run in re.findall("[\x21-\x7e]{0,30}[\udc80-\udcff]+", line)
    )


def _strict(data: bytes, encoding: str) -> Decoded:
    """Decode; the first places that do not fit are named, all are shown as U+FFFD."""
    pieces: list[str] = []
    places: list[str] = []
    view = memoryview(data)
    start = 0
    while True:
        try:
            pieces.append(str(view[start:], encoding))
            break
        except UnicodeDecodeError as error:
            at = start + error.start
            end = max(start + error.end, at + 1)
            places.append(f"{data[at:end].hex(' ')} at byte {at}")
            if len(places) > _SHOWN:
                pieces.append(str(view[start:], encoding, "replace"))
                break
            pieces.append(str(view[start:at], encoding))
            pieces.append("\ufffd")
            start = end
    text = "".join(pieces)
    if not places:
        return Decoded(text, encoding)
    more = " and more" if len(places) > _SHOWN else ""
    notice = _doubt("DL110", f"Not {encoding}: {', '.join(places[:_SHOWN])}{more}.")
    return Decoded(text, encoding, (notice,))


def _doubt(code: str, reason: str, candidates: tuple[str, ...] = ()) -> Doubt:
    assert code in CODES
    return Doubt("body", code, reason, candidates)
