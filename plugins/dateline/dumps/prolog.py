"""The first element of a file in XML or HTML, found without parsing it."""

from __future__ import annotations

# What may stand before the first element: how it begins, how it ends.
_BEFORE = ((b"<?", b"?>"), (b"<!--", b"-->"))
_SUBSET = b"["  # a document type may declare things of its own between brackets


def first_element(head: bytes) -> bytes:
    """The lower-cased local name of the first element of a file that begins with ``head``; b"" where there is none.

    Steps over the XML declaration, processing instructions, comments and the document type, each once, so that the time
    is that of reading ``head``; a pattern that may divide comments in many ways would not end.
    """
    at = 0
    while True:
        while head[at : at + 1].isspace():
            at += 1
        for begin, end in _BEFORE:
            if head.startswith(begin, at):
                close = head.find(end, at + len(begin))
                at = close + len(end)
                break
        else:
            if head[at : at + 9].lower() != b"<!doctype":
                break
            close = head.find(b">", at)
            if _SUBSET in head[at : max(close, 0)]:
                close = head.find(b"]", at)
                close = head.find(b">", close) if close >= 0 else -1
            at = close + 1
        if close < 0:
            return b""
    if head[at : at + 1] != b"<":
        return b""
    size = 0
    name = head[at + 1 : at + 101]
    while size < len(name) and (name[size : size + 1].isalnum() or name[size : size + 1] in b"_-.:"):
        size += 1
    return name[:size].lower().rpartition(b":")[2]
