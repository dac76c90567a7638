"""PDF print-outs, by pypdf (extra "pdf"): text in the order of the page, wrapped lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.dumps.lines import split, visible
from dateline.dumps.source import DAMAGED, MAX_LINES, Part, Source
from dateline.model import Claim

MAX_PAGES = 500  # of one file; a print-out has some ten
_URL = re.compile(r"https?://[^\s]+")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_PAGE = re.compile(r"\s*\d{1,3}\s*(?:/|of|von|sur|de|из)\s*\d{1,3}\s*$")


def read(source: Source) -> Iterator[Part]:
    """The one part of a PDF.

    Raises DatelineError (DL105 where it is damaged or locked, DL106 where it unfolds without end, DL108 where pypdf is
    missing, DL109 where it holds only pictures).
    """
    try:
        import pypdf
        from pypdf.errors import LimitReachedError, PyPdfError
    except ImportError as error:
        raise source.refuse("DL108", 'A PDF needs the extra "pdf": pip install "dateline[pdf]".') from error
    log = logging.getLogger("pypdf")  # what it warns of is no help to a curator; what it cannot read, it raises
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise source.refuse("DL105", "It is locked with a password.")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise source.refuse("DL106", f"It has {count:,} pages; {MAX_PAGES} are allowed.")
        pages = [_page_lines(page) for page in reader.pages]
        claims = list(_document(reader.metadata))
    except LimitReachedError as error:
        raise source.refuse("DL106", f"It unfolds without end: {error}.") from error
    except RecursionError as error:
        raise source.refuse("DL106", "Its objects are nested without end.") from error
    except (PyPdfError, *DAMAGED) as error:
        raise source.refuse("DL105", f"It cannot be read as a PDF: {visible(str(error))[:200]}.") from error
    claims.extend(_margins(pages))
    text = "\f".join(_paragraphs(lines) for lines in pages)
    if not text.strip():
        raise source.refuse(
            "DL109", "It holds no text, only pictures of it; a program for text recognition can read it."
        )
    if not text.endswith("\n"):
        text += "\n"
    yield Part(text, split(text, source.path, MAX_LINES), "pdf", claims=tuple(claims))


@dataclass(slots=True)
class _Line:
    """One printed line: its text, left edge, height above the page's foot and font size, in points."""

    text: str
    left: float
    height: float
    size: float


def _page_lines(page: Any) -> list[_Line]:
    lines: list[_Line] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Called by pypdf for each piece of text with the matrices that place it (ISO 32000-1, 9.4.4)."""
        text = text.replace("\n", "")
        if not text:
            return
        left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
        if lines and abs(lines[-1].height - height) < 0.4 * max(lines[-1].size, 1.0):
            lines[-1].text += text
        elif text.strip():
            lines.append(_Line(text, left, height, size * scale))
        elif lines:
            lines[-1].text += text

    page.extract_text(visitor_text=visit)
    for line in lines:
        line.text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), line.text)
    return [line for line in lines if line.text.strip()]


def _paragraphs(lines: Sequence[_Line]) -> str:
    """The lines of a page with wrapped ones joined, and a blank line where the page leaves room.

    A line goes on the one before where it stands right below it, at the same left edge, in the same size, and the one
    before is long enough to have been wrapped.
    """
    longest: dict[int, int] = {}
    for line in lines:
        size = round(line.size)
        longest[size] = max(longest.get(size, 0), len(line.text.strip()))
    pieces: list[str] = []
    before: _Line | None = None
    for line in lines:
        text = visible(line.text)
        if before is not None:
            drop = before.height - line.height
            same = abs(line.size - before.size) < 0.06 * before.size and abs(line.left - before.left) < 0.6 * line.size
            near = 0 < drop <= 1.6 * line.size
            full = len(before.text.strip()) >= 0.6 * longest[round(before.size)] and longest[round(before.size)] > 30
            if same and near and full:
                pieces.append("" if pieces[-1].endswith("-") else " ")
            else:
                pieces.append("\n" if near else "\n\n")
        pieces.append(text)
        before = line
    return "".join(pieces) + "\n" if pieces else ""


def _document(metadata: Any) -> Iterator[Claim]:
    """What the file says of itself. Its author is the program's user more often than the article's writer."""
    for field, key in (("title", "/Title"), ("retrieved", "/CreationDate")):
        value = visible(str(metadata.get(key) or "")) if metadata else ""
        if field == "retrieved":
            match = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?", value)
            value = "-".join(match.groups()[:3]) if match else ""
        if value:
            yield Claim(field, value[:2000], f"PDF {key[1:]}")


def _margins(pages: Sequence[Sequence[_Line]]) -> Iterator[Claim]:
    """The address that browsers print at the foot of each page."""
    counts: Counter[str] = Counter()
    for lines in pages:
        edge = sorted(lines, key=lambda line: line.height)
        for line in (*edge[:2], *edge[-2:]):
            if match := _URL.match(_PAGE.sub("", visible(line.text)[:2000]).strip()):
                counts[match[0]] += 1
    for url, count in counts.most_common(1):
        if count == len(pages) and "…" not in url and "..." not in url:
            yield Claim("url", url, "PDF footer")
