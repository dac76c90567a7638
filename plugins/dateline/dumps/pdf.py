"""PDF print-outs, by pypdf (extra "pdf"): pieces of text with their places, which ``printed`` makes a text of."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.dumps import printed
from dateline.dumps.lines import split, visible
from dateline.dumps.printed import PrintedLine
from dateline.dumps.source import DAMAGED, MAX_LINES, Part, Source
from dateline.model import Claim

MAX_PAGES = 500  # of one file; a print-out has some ten
_URL = re.compile(r"https?://\S+")
_FORMS = re.compile("[\ufb00-\ufb06\ufb1d-\ufdef\ufe70-\ufefc]")  # ligatures, letters in the shape of their place
# Digits of Arabic and Persian run rightward, which pypdf does not know.
_NUMBER = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9](?:[\u0660-\u0669\u06f0-\u06f9.,/:\u066b\u066c]*[\u0660-\u0669\u06f0-\u06f9])?"
)
_SHADOWED = 4  # characters of a text that may be drawn with a shadow beside it


def read(source: Source) -> Iterator[Part]:
    """The one part of a PDF.

    Raises DatelineError (DL105 where it is damaged or locked, DL106 where it unfolds without end, DL108 where pypdf is
    missing, DL109 where it holds only pictures).
    """
    try:
        import pypdf
        from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError
    except ImportError as error:
        raise source.refuse("DL108", 'A PDF is read by pypdf (the extra "pdf"), which is not installed.') from error
    log = logging.getLogger("pypdf")  # what it warns of is no help to a curator; what it cannot read, it raises
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise source.refuse(
                "DL105",
                "It is locked with a password; open it with that, and print it into a new PDF or copy its text.",
            )
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise source.refuse("DL106", f"It has {count:,} pages; {MAX_PAGES} are allowed.")
        pages = [_page_lines(page) for page in reader.pages]
        claims = list(_document(reader.metadata))
        found = printed.read(pages, next((claim.value for claim in claims if claim.field == "title"), ""))
    except LimitReachedError as error:
        raise source.refuse("DL106", f"It unfolds without end: {error}.") from error
    except RecursionError as error:
        raise source.refuse("DL106", "Its objects are nested without end.") from error
    except (PyPdfError, DependencyError, DeprecationError, *DAMAGED) as error:
        raise source.refuse("DL105", f"It cannot be read as a PDF: {visible(str(error))[:200]}.") from error
    claims.extend(_address(found.margins, len(pages)))
    if not found.text and not found.margins:
        raise source.refuse(
            "DL109", "It holds no text, only pictures of it; a program for text recognition can read it."
        )
    text = "\n".join([found.text, *found.margins, ""]) if found.margins else found.text
    lines = split(text, source.path, MAX_LINES)
    margins = tuple(line.number for line in lines[len(lines) - len(found.margins) :])
    yield Part(text, lines, "pdf", claims=tuple(claims), margins=margins)


def _page_lines(page: Any) -> list[PrintedLine]:
    lines: list[PrintedLine] = []
    pieces: list[list[tuple[float, str]]] = []  # of each line
    drawn: set[tuple[str, int, int]] = set()

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Called by pypdf for each piece of text with the matrices that place it (ISO 32000-1, 9.4.4)."""
        text = _NUMBER.sub(lambda match: match[0][::-1], text.replace("\n", ""))
        if not text:
            return
        left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if _again(drawn, text.strip(), left, height):
            return
        level = bool(lines) and abs(lines[-1].height - height) < 0.4 * max(lines[-1].size, 1.0)
        if level and left >= lines[-1].left:
            pieces[-1].append((left, text))
        elif text.strip():
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
            lines.append(PrintedLine("", left, left, height, size * scale))
            pieces.append([(left, text)])
        elif pieces:
            pieces[-1].append((pieces[-1][-1][0], text))

    page.extract_text(visitor_text=visit)
    leftward = printed.is_leftward("".join(text for some in pieces for _, text in some))
    for line, some in zip(lines, pieces, strict=True):
        line.right = printed.right(some, line.size)
        line.text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), printed.written(some, leftward))
    return lines


def _again(drawn: set[tuple[str, int, int]], text: str, left: float, height: float) -> bool:
    """Whether a text is drawn a second time, as programs do for a shadow or for bold type; else remember it."""
    short = len(text) < _SHADOWED  # (two like letters may stand close)
    fine = 10 if short else 1
    key = (text, round(left * fine), round(height * fine))
    near = (0,) if short else (-1, 0, 1)
    if text and any((text, key[1] + x, key[2] + y) in drawn for x in near for y in near):
        return True
    drawn.add(key)
    return False


def _document(metadata: Any) -> Iterator[Claim]:
    """What the file says of itself. Its author is the program's user more often than the article's writer."""
    for field, key in (("title", "/Title"), ("retrieved", "/CreationDate")):
        value = visible(str(metadata.get(key) or "")) if metadata else ""
        if field == "retrieved":
            match = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?", value)
            value = "-".join(match.groups()[:3]) if match else ""
        if value:
            yield Claim(field, value[:2000], f"PDF {key[1:]}")


def _address(margins: Sequence[str], pages: int) -> Iterator[Claim]:
    """The address that browsers print at the edge of each page."""
    counts = Counter(match[0] for line in margins if (match := _URL.search(line)))
    for url, count in counts.most_common(1):
        if count == pages and "…" not in url and "..." not in url:
            yield Claim("url", url, "PDF footer")
