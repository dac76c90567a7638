"""A ZIM file of the published site, for Kiwix: the whole site, with the articles in its search and its suggestions.

The format is openZIM's (https://wiki.openzim.org/wiki/ZIM_file_format), written by its own library, python-libzim,
which is no dependency: ``dateline bundle --zim`` says how to get it. The pages are the site's own, so that what may not
be shown is in no ZIM file either. Two of one site hold the same bytes: ``zimids``.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement, document_fromstring

from dateline.library import atomic, bundle, zimids
from dateline.messages import DatelineError, Message
from dateline.settings import Settings

MAIN = "index.html"
# ISO 639-3, as ZIM files name languages, of the interface's languages.
LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus"}
ICON = 48  # pixels: the one size that Kiwix asks for
TITLE, DESCRIPTION = 30, 80  # characters that the format's guidelines allow
_ARTICLE = re.compile(r"\d{4}/(?!.*(?:^|/)(?:index|page/\d+)\.html$).*\.html")
_HIDDEN = re.compile(rb'<meta name="robots" content="noindex')
_PARTS = frozenset({"standfirst", "prose"})  # classes of an article's own words
_WORD = re.compile(r"\w+")
LONGEST = 200  # bytes of a word in a title, and of a title that has hardly any words
_HEAD = 4096  # bytes in which a page's head says that it is in no list


@dataclass(frozen=True, slots=True)
class Text:
    """What search knows of an article: its headline, and the words of its text."""

    title: str
    words: str


def write(settings: Settings, site: Path, target: Path, about: Mapping[str, str]) -> int:
    """Write the site as a ZIM file to ``target``; the number of its entries.

    ``about``: ``title``, ``description`` and ``holder`` of the archive. Raises DatelineError: DL442 where libzim is not
    installed, DL435 where the site is not what its manifest says, DL419 where a file cannot be read or written.
    """
    try:
        from libzim import writer
    except ImportError as error:
        text = "A ZIM file is written by libzim, which is not installed."
        raise DatelineError(Message("DL442", text)) from error
    digests = bundle.checked(site)
    names = sorted(digests)
    try:
        with atomic.beside(target) as beside:
            _create(writer, settings, site, names, beside, about)
            if bundle.checked(site) != digests:
                text = "It is another than a moment ago: a build took place meanwhile."
                raise DatelineError(Message("DL435", text, str(site)))
            zimids.settle(beside)
            beside.replace(target)
            atomic.sync_folder(target.parent)
        bundle.sign(target)
    except (OSError, RuntimeError, ValueError) as error:
        why = atomic.reason(error) if isinstance(error, OSError) else str(error)
        raise DatelineError(Message("DL419", f"The ZIM file cannot be made: {why}.", str(target))) from error
    return len(names)


def _create(
    writer: Any, settings: Settings, site: Path, names: list[str], target: Path, about: Mapping[str, str]
) -> None:
    language = LANGUAGES[settings.language]
    item = _item_class(writer)
    newest = max((name[:10].replace("/", "-") for name in names if _ARTICLE.fullmatch(name)), default="1970-01-01")
    made = writer.Creator(target).config_indexing(True, language).config_verbose(False)
    with _silence(), made.config_nbworkers(1) as creator:  # several would number the entries as they happen to finish
        creator.set_mainpath(MAIN)
        creator.add_illustration(ICON, icon(settings.accent))
        for name, value in {
            "Name": re.sub(r"\W+", "_", about["title"]).strip("_").lower() or "archive",
            "Title": about["title"][:TITLE],
            "Description": (about["description"] or about["title"])[:DESCRIPTION],
            "Language": language,
            "Creator": about["holder"] or about["title"],
            "Publisher": about["holder"] or about["title"],
            "Date": newest if len(newest) == 10 else f"{newest[:4]}-01-01",  # no clock: as new as its newest article
            "Tags": "_ftindex:yes",
        }.items():
            creator.add_metadata(name, value)
        for name in names:
            creator.add_item(item(site, name))


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Without what libzim prints of its work, which standard output is not for."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _item_class(writer: Any) -> Any:
    """The class of the entries: libzim wants a subclass of its own."""

    class Indexed(writer.IndexData):  # type: ignore[misc]
        def __init__(self, text: Text) -> None:
            super().__init__()
            self.text = text

        def has_indexdata(self) -> bool:
            return bool(self.text.words or self.text.title)

        def get_title(self) -> str:
            return self.text.title

        def get_content(self) -> str:
            return self.text.words

        def get_keywords(self) -> str:
            return ""

        def get_wordcount(self) -> int:
            return len(self.text.words.split())

    class File(writer.Item):  # type: ignore[misc]
        def __init__(self, site: Path, name: str) -> None:
            super().__init__()
            self.path, self.name = site / name, name
            self.text = article(self.path.read_bytes()) if _ARTICLE.fullmatch(name) else None

        def get_path(self) -> str:
            return self.name

        def get_title(self) -> str:
            return fitting(self.text.title) if self.text else ""

        def get_mimetype(self) -> str:
            return mimetype(self.name)

        def get_contentprovider(self) -> Any:
            return writer.FileProvider(self.path)

        def get_hints(self) -> dict[Any, Any]:
            return {writer.Hint.FRONT_ARTICLE: self.text is not None, writer.Hint.COMPRESS: _compresses(self.name)}

        def get_indexdata(self) -> Any:
            return Indexed(self.text or Text("", ""))

    return File


def article(page: bytes) -> Text | None:
    """What search may know of an article's page; None of one that stands in no list (withdrawn, hidden, earlier)."""
    if _HIDDEN.search(page[:_HEAD]):
        return None
    tree = document_fromstring(page.decode("utf-8"))
    story = tree.find(".//article")
    headline = story.find(".//h1") if story is not None else None
    if story is None or headline is None:
        return None
    parts = [part for part in story.iter("p", "div") if _PARTS.intersection((part.get("class") or "").split())]
    return Text(_words(headline), " ".join(map(_words, parts)))


def fitting(title: str) -> str:
    """A title as libzim takes it: it ends in an error at a long one that is all signs, or has a word without end."""
    size = len(title.encode())
    words = [len(word.encode()) for word in _WORD.findall(title)]
    if size <= LONGEST or (max(words, default=0) <= LONGEST and 2 * sum(words) >= size):
        return title
    return title.encode()[:LONGEST].decode("utf-8", "ignore") + "…"


def _words(element: HtmlElement) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def mimetype(name: str) -> str:
    """The type of a published file by its name's ending; the system's own table is not asked, as it differs."""
    suffix = name.rpartition(".")[2].lower()
    return _TYPES.get(suffix) or mimetypes.types_map.get(f".{suffix}", "application/octet-stream")


_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "geojson": "application/geo+json",
    "xml": "application/atom+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "png": "image/png",
    "txt": "text/plain",
}


def _compresses(name: str) -> bool:
    return not mimetype(name).startswith("image/") or name.endswith(".svg")


def icon(colour: str) -> bytes:
    """A square PNG in the accent's colour with three lines of text on it, as Kiwix shows it among its books."""
    ink, paper = bytes.fromhex(colour.lstrip("#")), b"\xfb\xfa\xf7"
    rows = b"".join(b"\0" + b"".join(_row(y, ink, paper)) for y in range(ICON))
    head = struct.pack(">IIBBBBB", ICON, ICON, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, zlib.compress(rows, 9), b""))
    )


def _row(y: int, ink: bytes, paper: bytes) -> Iterator[bytes]:
    ends = {12: 40, 13: 40, 22: 40, 23: 40, 32: 28, 33: 28}
    for x in range(ICON):
        yield paper if 8 <= x < ends.get(y, 0) else ink


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
