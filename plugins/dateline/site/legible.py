"""Characters that no page, feed or citation may hold, taken out where words enter the site.

Neither XML 1.0 nor HTML can hold control characters, halves of a surrogate pair and noncharacters; and what overrides
the direction of writing would turn round the words after it. A curator's front matter may hold any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from dateline.model import Correction, Header, Statement, Withdrawal

# Every plane ends with two noncharacters.
_NONE = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_NO_CHARACTER = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NONE}]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")  # what a line is broken at; no-break spaces stay

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # the form of BCP 47
_HOST = re.compile(r"[^\s<>\"\\^`{}|%/]+")


def text(words: str) -> str:
    """``words`` without what no page may hold; tabs and line ends stay."""
    if words.replace("\n", "").isprintable():  # what nearly all texts are: no need to look closer
        return words
    return _NO_CHARACTER.sub("\ufffd", _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")))


def line(words: str) -> str:
    """``words`` as one line without what no page may hold."""
    if words.isprintable() and "  " not in words:
        return words.strip()
    return text(_SPACE.sub(" ", words)).strip()


def lines(texts: Sequence[str]) -> list[str]:
    """``line`` of each of ``texts``; most need no look of their own."""
    whole = "\n".join(texts)
    if whole.count("\n") == len(texts) - 1 and "  " not in whole and whole.replace("\n", "").isprintable():
        return [words.strip() for words in texts]
    return list(map(line, texts))


def address(words: str) -> str:
    """An address on the web with what no address may hold percent-encoded; "" for any other, which is not linked to.

    ``https://example.org/}`` in a citation, or ``javascript:`` in a link, would be more than an address.
    """
    found = line(words)
    try:
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or not _HOST.fullmatch(parts.netloc):
        return ""
    return quote(found, safe="/:?#[]@!$&'()*+,;=%-._~")


def header(found: Header) -> Header:
    """Front matter whose words are legible lines. Slugs, dates and the path of its dump are checked elsewhere."""
    return replace(
        found,
        title=line(found.title) or "\ufffd",  # a link needs words
        source=line(found.source) or "\ufffd",
        credit=line(found.credit),
        authors=_lines(found.authors),
        standfirst=line(found.standfirst),
        lang=found.lang if _LANGUAGE.fullmatch(found.lang) else "",
        conflicts=_lines(found.conflicts),
        places=_lines(found.places),
        tags=_lines(found.tags),
        url=address(found.url),
        archived_url=address(found.archived_url),
        warning=line(found.warning),
        corrections=tuple(Correction(item.date, line(item.note)) for item in found.corrections),
        claims=tuple(map(statement, found.claims)),
        not_same_as=_lines(found.not_same_as),
        id=line(found.id),
        withdrawn=found.withdrawn and Withdrawal(found.withdrawn.date, line(found.withdrawn.reason)),
    )


def statement(found: Statement) -> Statement:
    """An entry of ``claims`` whose words are legible lines."""
    return replace(
        found,
        who=line(found.who) or "\ufffd",
        says=line(found.says) or "\ufffd",
        about=line(found.about),
        denied_by=_lines(found.denied_by),
    )


def _lines(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(line, values)))
