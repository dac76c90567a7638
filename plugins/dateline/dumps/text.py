"""Text copied from a page, and the exports in text form, which only their lines tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.dumps import chats, decoding, edges, exports, hints, pasted
from dateline.dumps.lines import split
from dateline.dumps.marked import unmarked
from dateline.dumps.quoted import attributions, unquoted
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.model import Aside


def read(source: Source) -> Iterator[Part]:
    """The one part of a text, or the parts of an export. Raises DatelineError (DL101, DL103, DL105)."""
    decoded = decoding.decode(source.data)
    export = exports.detect(decoded.text)
    if export is not None:
        yield from exports.read(decoded, export, source)
        return
    lines = split(decoded.text, source.path, MAX_LINES)
    if chat := chats.read(decoded.text, lines):
        yield Part(
            decoded.text,
            chat.lines,
            decoded.encoding,
            claims=tuple(pasted.claims(chat.lines)),
            notices=decoded.notices,
            asides=chat.asides,
            told=chat.told,
        )
        return
    asides: tuple[tuple[int, Aside], ...] = ()
    if ">" in decoded.text:
        asides = tuple((number, Aside.HEAD) for number in attributions(lines))
        lines = unquoted(lines)
    if "# " in decoded.text:
        lines = unmarked(lines)
    if not any(line.text for line in lines):
        raise source.refuse("DL101", "It holds nothing that can be seen.")
    given = hints.at_top(lines)
    edge = edges.find(lines)
    claims = edge.claims or tuple(pasted.claims(lines))
    yield Part(decoded.text, lines, decoded.encoding, given, claims, decoded.notices, edge.lines, asides)
