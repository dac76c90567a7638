"""E-mails (.eml, .emlx, .mbox) and pages saved as one file (MHTML): MIME messages read by the standard library."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect, MessageError, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.message import Message as Mime
from email.utils import parseaddr
from itertools import pairwise

from dateline.dumps import decoding, html, letters, pasted
from dateline.dumps.lines import split, visible
from dateline.dumps.quoted import unquoted
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.messages import DatelineError
from dateline.model import Claim, Doubt, Format

MAX_PARTS = 5_000  # MIME parts of one file; saved pages have some hundreds of pictures
_HEAD = re.compile(
    rb"(?:From [^\r\n]{1,200}\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}"
)
_REPLY = re.compile(r"(?:(?:fwd?|re|aw|wg|tr)\s*:\s*)+", re.I)
# Headers whose parameters the standard library reads in time that grows with the square of their length.
_STRUCTURE = re.compile(rb"^content-(?:type|disposition)[ \t]*:", re.I | re.M)
_LOCKED = " (It is encrypted, or signed as a whole: save it from the program that opens it.)"
_PACKED = {  # types of what holds a mail's text unreadably, and what to do
    "application/ms-tnef": " (Only Outlook reads this packet: save the mail there as .eml, or its text as .docx.)",
    "application/pkcs7-mime": _LOCKED,
    "application/x-pkcs7-mime": _LOCKED,
}
_NEXT = re.compile(rb"\n(?![ \t])")
_MAX_LINES = 2 * MAX_LINES  # of the whole file, pictures included
_LONGEST = 10_000  # bytes of such a header
_SURE = re.compile(
    rb"^(?:(?:MIME-Version|Message-ID|Return-Path|Snapshot-Content-Location):|Received:\s*(?:from|by|\())", re.I | re.M
)
_COUNT = re.compile(rb"(\d{1,10})[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,60}:)")  # bytes of the mail: Apple Mail's .emlx
# Where a mail of a mailbox begins: the line that says from whom and when, and a header below it.
_ENVELOPE = re.compile(
    rb"(?:\A|\n\r?\n)(From [^\r\n]{1,200}\b\d\d:\d\d[^\r\n]{0,60}\r?\n)(?=[A-Za-z][A-Za-z0-9-]{1,60}:)"
)
_USUAL = (rb"^From:", rb"^Subject:", rb"^(?:Date|To):")


def is_mail(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a MIME message."""
    count = _COUNT.match(head)
    match = _HEAD.match(head, count.end() if count else 0)
    if not match:
        return False
    block = match[0]
    if _SURE.search(block) or re.search(rb"^Content-Type:\s*(?:multipart|text)/", block, re.I | re.M):
        return True
    return all(re.search(name, block, re.I | re.M) for name in _USUAL)


def read(source: Source) -> Iterator[Part]:
    """The saved page, or the mail and each mail that is attached to it; of a mailbox every mail.

    Raises DatelineError (DL105 where it is cut off, DL106 where it is nested without end, DL109 where nothing is to be
    read).
    """
    if source.data.count(b"\n") > _MAX_LINES:
        raise source.refuse("DL103", f"It has more than {_MAX_LINES:,} lines.")
    if count := _COUNT.match(source.data):
        data = source.data[count.end() :]
        if len(data) < int(count[1]):
            raise source.refuse("DL105", "The mail ends before its last line.")
        if data[int(count[1]) :].lstrip()[:5] in (b"", b"<?xml"):  # (how Apple filed it, and nothing else)
            data = data[: int(count[1])]
        source = replace(source, data=data)
    starts = [match.start(1) for match in _ENVELOPE.finditer(source.data)]
    if len(starts) > 1 and not starts[0]:
        yield from _mailbox(starts, source)
    else:
        yield from _message(source)


def _mailbox(starts: list[int], source: Source) -> Iterator[Part]:
    """Every mail of a mailbox; such as hold no text are told with the first that does."""
    found: list[Part] = []
    empty: list[DatelineError] = []
    for number, (start, end) in enumerate(pairwise([*starts, len(source.data)]), 1):
        try:
            found += _message(replace(source, data=source.data[start:end]))
        except DatelineError as error:
            if error.messages[0].code != "DL109":
                raise source.refuse(
                    error.messages[0].code,
                    f"Mail {number} of {len(starts)}: {error.messages[0].text}",
                    source.data.count(b"\n", 0, start) + 1,
                ) from error
            empty.append(error)
    if not found:
        raise empty[0]
    if empty:
        left = f"{len(empty)} of {len(starts)} mails without text {'was' if len(empty) == 1 else 'were'} left out."
        notice = Doubt("body", "DL114", left)
        found[0] = replace(found[0], notices=(*found[0].notices, notice))
    yield from found


def _message(source: Source) -> Iterator[Part]:
    """What one message holds. Raises DatelineError as ``read`` does."""
    for match in _STRUCTURE.finditer(source.data):
        end = _NEXT.search(source.data, match.end(), match.end() + _LONGEST)
        if end is None and len(source.data) - match.end() > _LONGEST:
            raise source.refuse("DL106", f"A header in it is longer than {_LONGEST:,} bytes.")
    try:
        message: Mime = email.message_from_bytes(source.data, policy=email.policy.compat32)
        parts = _walk(message, source)
    except RecursionError as error:
        raise source.refuse("DL106", "Its parts are nested without end.") from error
    location = message.get("Snapshot-Content-Location", "")
    if message.get_content_type() == "multipart/related" and (location or _saved(message)):
        yield _saved_page(message, parts, source)
    else:
        yield from _mails(message, parts, source)


def _walk(message: Mime, source: Source) -> list[Mime]:
    """All parts, outermost first; not those inside attached mails."""
    found: list[Mime] = []
    stack = [message]
    while stack:
        part = stack.pop()
        found.append(part)
        if len(found) > MAX_PARTS:
            raise source.refuse("DL106", f"It has more than {MAX_PARTS:,} parts.")
        if part.get_content_type() != "message/rfc822":
            stack.extend(reversed(_children(part)))
    return found


def _children(part: Mime) -> list[Mime]:
    """The parts directly inside ``part``; get_payload would decode a single part, and fail at a wrong charset."""
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if isinstance(child, Mime)] if isinstance(payload, list) else []


def _saved(message: Mime) -> bool:
    words = f"{message.get('From', '')} {message.get('X-MimeOLE', '')}".lower()
    return "saved by" in words or "mhtml" in words


def _cut(message: Mime) -> bool:
    return any(isinstance(d, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect) for d in message.defects)


def _saved_page(message: Mime, parts: list[Mime], source: Source) -> Part:
    root = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if root is None:
        raise source.refuse("DL105" if _cut(message) else "DL109", "The file holds no page.")
    if _cut(message) and root is parts[-1]:
        raise source.refuse("DL105", "The file ends in the middle of the page.")
    address = _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    address = address if address.startswith(("http://", "https://")) else ""  # a file on somebody's disk
    text, encoding, notices = _decoded(root, True)
    page = html.page(text, source, encoding, notices, address)
    claims = [
        *_claim("url", address, "MHTML"),
        *_claim("retrieved", _header(message, "Date"), "MHTML header Date"),
    ]
    return replace(page, claims=(*claims, *page.claims), format=Format.MHTML)


def _listed(message: Mime) -> bool:
    """Whether a mail went to a list, as newsletters do (RFC 2369, RFC 2919)."""
    return any(name in message for name in ("List-Unsubscribe", "List-Id", "List-Post"))


def _mails(message: Mime, parts: list[Mime], source: Source) -> Iterator[Part]:
    attached = [part for part in parts if part.get_content_type() == "message/rfc822"]
    body = _body(parts, source)
    if body is None and not attached:
        packed = next((_PACKED[kind] for part in parts if (kind := _kind(part)) in _PACKED), "")
        raise source.refuse("DL105" if _cut(message) else "DL109", f"The mail holds no text.{packed}")
    if _cut(message):
        raise source.refuse("DL105", "The mail ends before its last part.")
    notices = []
    if names := _unread(parts):
        notices.append(Doubt("body", "DL114", f"Attachments that were not read: {', '.join(names)}."))
    if body is not None and attached and letters.is_note(body.lines):
        notices.append(Doubt("body", "DL114", "The note of the mail to which it was attached was not read."))
    elif body is not None:
        letter = letters.find(body.lines)
        beside = {number for number, _ in letter.asides}
        address = () if body.claims else pasted.claims([line for line in body.lines if line.number not in beside])
        claims = (*body.claims, *address, *(_forwarded(letter) if letter.sender else _sent(message)))
        yield replace(
            body,
            claims=claims,
            notices=(*body.notices, *notices),
            asides=(*body.asides, *letter.asides),
            format=Format.EMAIL,
        )
        notices = []
    for part in attached:
        for inner in _children(part):
            for found in _mails(inner, _walk(inner, source), source):
                yield replace(found, notices=(*found.notices, *notices))
                notices = []


def _sent(message: Mime) -> Iterator[Claim]:
    """What a mail's own head claims."""
    sender, address = parseaddr(_header(message, "From"))
    yield from _claim("title", _subject(_header(message, "Subject")), "header Subject")
    sent = _header(message, "Date") or _header(message, "Sent")  # as Outlook writes it where a mail is copied as text
    yield from _claim("date", sent, "header Date, to a list" if _listed(message) else "header Date")
    yield from _claim("source", sender or address.rpartition("@")[2], "header From")
    yield from _claim("lang", _header(message, "Content-Language"), "header Content-Language")


def _forwarded(letter: letters.Letter) -> Iterator[Claim]:
    """What the head of a forwarded mail claims, in place of the one of whoever forwards it."""
    yield from _claim("title", _subject(letter.subject), "header Subject")
    yield from _claim("date", letter.date, "header Date")
    name, office = letters.sender(letter.sender)
    yield from _claim("source", name, "header From" if office else "header From, of a person or an outlet")


def _subject(value: str) -> str:
    return value[match.end() :] if (match := _REPLY.match(value)) else value


def _body(parts: list[Mime], source: Source) -> Part | None:
    """The mail's text: its HTML where that shows anything, else its plain text."""
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    for part in inline:
        if part.get_content_type() == "text/html" and _bytes(part).strip():
            page = html.page_or_none(*_decoded(part, True), source)
            if page is not None:
                return page
    for part in inline:
        if part.get_content_type() == "text/plain" and _bytes(part).strip():
            text, encoding, notices = _decoded(part, False)
            if str(part.get_param("format")).lower() == "flowed":
                text = unflow(text, str(part.get_param("delsp")).lower() == "yes")
            lines = unquoted(split(text, source.path, MAX_LINES))
            if any(line.text for line in lines):
                return Part(text, lines, encoding, notices=notices)
    return None


def _decoded(part: Mime, markup: bool) -> tuple[str, str, tuple[Doubt, ...]]:
    charset = part.get_param("charset")
    decoded = decoding.decode(_bytes(part), html=markup, declared=charset if isinstance(charset, str) else "")
    return decoded.text, decoded.encoding, decoded.notices


def _bytes(part: Mime) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _kind(part: Mime) -> str:
    """A part's type; the packet of Outlook goes by its name, too, as servers give it any type."""
    name = part.get_filename() or ""
    return "application/ms-tnef" if name.lower() == "winmail.dat" else part.get_content_type()


def _unread(parts: list[Mime]) -> list[str]:
    """What is attached, but for pictures that stand in the text."""
    names = []
    for part in parts:
        kind, name = _kind(part), part.get_filename()
        shown = kind.startswith("image/") and part.get_content_disposition() != "attachment"
        if name and not shown and not kind.startswith(("message/", "multipart/")) and not _is_body(part):
            names.append(f"{visible(_words(name))[:80]}{_PACKED.get(kind, '')}")
    return names[:10]


def _is_body(part: Mime) -> bool:
    text = part.get_content_type() in ("text/plain", "text/html")
    return text and part.get_content_disposition() != "attachment"


def unflow(text: str, drop: bool = False) -> str:
    """Join lines that end in a space, as RFC 3676 (format=flowed) says; ``drop`` the space too (delsp=yes)."""
    return re.sub(r"(?m)(?<!^--) \r?\n(?![>\r\n])", "" if drop else " ", text)


def _header(message: Mime, name: str) -> str:
    value = message.get(name)
    return _words(str(value)) if value is not None else ""


def _words(value: str) -> str:
    """A header's text, its encoded words (RFC 2047) decoded."""
    value = value[:4000]
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, LookupError):
        return visible(value)
    texts: list[str] = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            texts.append(decoding.decode(piece, declared=charset or "").text)
        else:
            texts.append(piece)
    return visible("".join(texts))


def _claim(field: str, value: str, origin: str) -> Iterator[Claim]:
    if value:
        yield Claim(field, value[:2000], origin)
