"""Text copied from a page, and the exports in text form, which only their lines tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.dumps import decoding, edges, exports, hints
from dateline.dumps.lines import split
from dateline.dumps.quoted import unquoted
from dateline.dumps.source import MAX_LINES, Part, Source


def read(source: Source) -> Iterator[Part]:
    """The one part of a text, or the parts of an export. Raises DatelineError (DL101, DL103, DL105)."""
    decoded = decoding.decode(source.data)
    export = exports.detect(decoded.text)
    if export is not None:
        yield from exports.read(decoded, export, source)
        return
    lines = unquoted(split(decoded.text, source.path, MAX_LINES))
    if not any(line.text for line in lines):
        raise source.refuse("DL101", "It holds nothing that can be seen.")
    given = hints.at_top(lines)
    edge = edges.find(lines)
    yield Part(decoded.text, lines, decoded.encoding, given, edge.claims, decoded.notices, edge.lines)
