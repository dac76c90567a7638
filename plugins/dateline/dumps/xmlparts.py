"""XML that comes from outside, and ZIP packages of it: what is refused before a parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from dateline.dumps.lines import visible
from dateline.dumps.source import DAMAGED, Source

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

MOST_ATTRIBUTES = 500  # of one element: the parser looks for each among all before it
MAX_TAGS = 3_000_000  # of one document
SMALL = 1 << 22  # bytes of what is held as a tree (lists of styles, of addresses)
_CHUNK = 1 << 16
_DIGITS = 9  # of a number
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_START = re.compile(rb"<[A-Za-z_:](?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+")


def check(data: bytes, source: Source) -> None:
    """Raises DatelineError (DL106) for an element with more attributes than are read in good time."""
    if any(tag[0].count(b"=") > MOST_ATTRIBUTES for tag in _START.finditer(data)):
        raise source.refuse("DL106", f"An element in it has more than {MOST_ATTRIBUTES} attributes.")


class Package:
    """A ZIP file of XML parts, each unfolded when it is asked for, to the largest allowed file at most."""

    def __init__(self, source: Source) -> None:
        """Raises DatelineError (DL105) where the list of its parts, at its end, is missing or damaged."""
        self.source = source
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, *DAMAGED) as error:
            raise self._broken(error) from error
        self.names = self._archive.namelist()
        self._left = source.max_bytes

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part; none where it is not there.

        Raises DatelineError (DL105 where it is damaged, DL106 where the parts unfold to more than a file may have).
        """
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as stream:
                data = stream.read(self._left + 1)
        except (zipfile.BadZipFile, RuntimeError, *DAMAGED) as error:
            raise self._broken(error) from error
        if len(data) > self._left:
            raise self.source.refuse("DL106", f"It unfolds to more than {self.source.max_bytes:,} bytes.")
        self._left -= len(data)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """A small part as a tree; None where it is not there. Raises DatelineError as ``bytes_of`` and ``feed``."""
        data = self.bytes_of(name)
        if not data:
            return None
        if len(data) > SMALL:
            raise self.source.refuse("DL106", f"{name} in it has more than {SMALL:,} bytes.")
        data = _guarded(data, self.source)
        try:
            return etree.fromstring(data, _parser(None))
        except etree.XMLSyntaxError as error:
            raise _no_xml(error, self.source) from error

    def _broken(self, error: BaseException) -> BaseException:
        return self.source.refuse("DL105", f"It is no whole document: {visible(str(error))[:200]}.")


def feed(data: bytes, target: object, source: Source) -> None:
    """Parse ``data`` piece by piece; ``target`` is called for each tag and run of text, so that no tree is built.

    Raises DatelineError (DL105 where it is cut off or no proper XML, DL106 where it declares a document type, which
    could unfold without end, or has more tags than are read).
    """
    data = _guarded(data, source)
    parser = _parser(target)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _no_xml(error, source) from error


class Names(dict[str, str]):
    """Names of elements and attributes as they are usually written ("w:p"), by those that the parser gives.

    A namespace that is not known gives "?" for a prefix.
    """

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        space, closed, local = name.removeprefix("{").partition("}")
        short = f"{self._prefixes.get(space, '?')}:{local}" if closed else name
        if len(self) < 10_000:
            self[name] = short
        return short


def whole(text: str) -> int | None:
    """The whole number that an attribute states, None where it states none of a size that a document can have."""
    return int(text) if len(text) <= _DIGITS and text.isascii() and text.isdigit() else None


def _guarded(data: bytes, source: Source) -> bytes:
    if data.startswith(_WIDE):
        data = _DECLARATION.sub("", data.decode("utf-16", "replace")).encode()
    if b"\x00" in data[:8] or b"<!DOCTYPE" in data[:100_000] or b"<!ENTITY" in data:
        raise source.refuse("DL106", "It declares a document type of its own, which could unfold without end.")
    if data.count(b"<") > MAX_TAGS:
        raise source.refuse("DL106", f"It has more than {MAX_TAGS:,} tags.")
    check(data, source)
    return data


def _parser(target: object) -> etree.XMLParser:
    return etree.XMLParser(
        target=cast("ParserTarget | None", target),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_pis=True,
        remove_comments=True,
    )


def _no_xml(error: etree.XMLSyntaxError, source: Source) -> Any:
    return source.refuse("DL105", f"It is no proper XML: {visible(str(error.msg))[:200]}.")
