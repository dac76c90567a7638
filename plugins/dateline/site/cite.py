"""Citations of an article in the forms that researchers and their tools use.

APA follows the 7th edition (newspaper article), Chicago the 17th (bibliography entry); both write dates in English.
Each names the outlet that published the article, the address it had there, and the archive that holds the copy: what a
reader can find again when the outlet's page is gone. BibTeX, RIS
(https://web.archive.org/web/2012/http://www.refman.com/support/risformat_intro.asp) and CSL-JSON
(https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) are for reference managers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from dateline.site import addresses
from dateline.site.archive import Entry

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts a brace also behind a backslash
        "}": r"\textbraceright{}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ'’.\- ]+")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACE = re.compile(r"\s+")


Pieces = tuple[tuple[str, bool], ...]
"""A citation in pieces; of each whether it is written from the right, and so stands apart from what is around it."""


@dataclass(frozen=True, slots=True)
class Name:
    """An author's name in parts; ``given`` is empty where the parts cannot be told."""

    family: str
    given: str = ""

    @classmethod
    def of(cls, text: str) -> Name:
        """A name in Latin letters is parted before its last word; any other stays whole."""
        words = text.split()
        if len(words) < 2 or not _LATIN_NAME.fullmatch(text):
            return cls(text)
        return cls(words[-1], " ".join(words[:-1]))

    @property
    def initials(self) -> str:
        """The initials of the given names, as "J. R."."""
        return " ".join(f"{word[0]}." for word in re.split(r"[ -]+", self.given) if word)

    @property
    def inverted(self) -> str:
        """Family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family


class Holding(NamedTuple):
    """The archive that holds the copy."""

    name: str
    address: str = ""  # absolute address that the archive is published at, "" for one in a folder

    def page(self, entry: Entry) -> str:
        """The article's permanent address in the archive, "" for one in a folder."""
        return addresses.href(f"{self.address}/", entry.url) if self.address else ""


def address(entry: Entry, held: Holding) -> str:
    """Where the article was published; where that is not known, its page in this archive, else in a web archive."""
    return entry.original or held.page(entry) or entry.archived


def location(entry: Entry) -> str:
    """What finds the article within the archive, also in a folder: its record's id, else the path of its page."""
    return f"record {entry.id}" if entry.record and entry.id else entry.url


def _held(entry: Entry, held: Holding) -> str:
    """The copy that the archive holds; with its address where the reference does not name that anyway."""
    page = held.page(entry)
    where = f", {page}" if page and entry.original else ""
    elsewhere = f" and at {entry.archived}" if entry.archived and (page or entry.original) else ""
    return f"archived in {held.name}, {location(entry)}{where}{elsewhere}"


def isolated(text: str, entry: Entry) -> Pieces:
    """The citation ``text`` of ``entry``, with what is written from the right in pieces of its own.

    A citation runs from the left, whatever it cites. Unparted, the year behind an Arabic name would be drawn before it.
    """
    values = (*entry.authors, entry.title, entry.source.label)
    leftward = sorted({re.escape(value) for value in values if _LEFTWARD.search(value)}, key=len, reverse=True)
    if not leftward:
        return ((text, False),)
    pieces = re.split(f"({'|'.join(leftward)})", text)
    return tuple((piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece)


def apa(entry: Entry, held: Holding) -> str:
    """The reference in APA style."""
    names = [Name.of(author) for author in entry.authors]
    written = [f"{name.family}, {name.initials}" if name.given else name.family for name in names]
    authors = written[0] if len(written) == 1 else ", ".join(written[:-1]) + f", & {written[-1]}" if written else ""
    year, *rest = _spoken(entry.date)
    when = f"({', '.join([year, ' '.join(rest)]) if rest else year})"
    start = (
        [f"{authors.rstrip('.')}.", f"{when}.", _stopped(entry.title)]
        if authors
        else [_stopped(entry.title), f"{when}."]
    )
    link = address(entry, held)
    year, *rest = _spoken(entry.retrieved) if entry.retrieved and entry.original else ("",)
    found = f"Retrieved {' '.join(rest)}, {year}, from {link}" if len(rest) > 1 else link
    return _joined(
        *start,
        f"{entry.source.label}.",
        *((found, f"({_held(entry, held)})") if link else (_begun(_held(entry, held)),)),
    )


def chicago(entry: Entry, held: Holding) -> str:
    """The bibliography entry in Chicago style."""
    names = [Name.of(author) for author in entry.authors]
    written = [names[0].inverted, *(author for author in entry.authors[1:])] if names else []
    authors = " and ".join(filter(None, [", ".join(written[:-1]), written[-1]])) if written else ""
    when = _american(entry.date)
    link = address(entry, held)
    return _joined(
        _stopped(authors) if authors else "",
        f"“{_stopped(entry.title)}”",
        f"{entry.source.label}, {when}.",
        entry.retrieved and entry.original and f"Accessed {_american(entry.retrieved)}.",
        link and f"{link}.",
        f"{_begun(_held(entry, held))}.",
    )


def bibtex(entry: Entry, held: Holding) -> str:
    """One BibTeX (BibLaTeX) entry."""
    rows = [
        ("author", " and ".join(_latex(Name.of(author).inverted) for author in entry.authors)),
        ("title", f"{{{_latex(entry.title)}}}"),
        ("journaltitle", _latex(entry.source.label)),
        ("date", entry.date[:10]),
        ("entrysubtype", "newspaper"),
        ("langid", entry.lang),
        ("url", address(entry, held)),
        ("urldate", entry.retrieved),
        ("note", _latex(_begun(_held(entry, held)))),
    ]
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows if value)
    return f"@article{{{entry.slug}-{entry.date[:10]},\n{fields}\n}}\n"


def ris(entry: Entry, held: Holding) -> str:
    """One RIS record, with the line ends that the format asks for."""
    rows = [
        ("TY", "NEWS"),
        *(("AU", Name.of(author).inverted) for author in entry.authors),
        ("TI", entry.title),
        ("T2", entry.source.label),
        ("PY", entry.year),
        ("DA", _slashed(entry.date)),
        ("LA", entry.lang),
        ("UR", address(entry, held)),
        ("Y2", _slashed(entry.retrieved)),
        ("DB", held.name),
        ("AN", entry.id if entry.record else entry.url),
        # the archive and the record are told above
        ("N1", f"{_begun(_held(entry, held))}." if held.address or entry.archived else ""),
    ]
    return "".join(f"{tag}  - {_SPACE.sub(' ', value)}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def csl(entry: Entry, held: Holding) -> dict[str, object]:
    """One CSL-JSON item."""
    item: dict[str, object] = {
        "id": entry.url.removesuffix(".html"),
        "type": "article-newspaper",
        "title": entry.title,
        "container-title": entry.source.label,
        "issued": {"date-parts": [[int(part) for part in entry.date[:10].split("-")]]},
        "language": entry.lang,
    }
    if entry.authors:
        names = [Name.of(author) for author in entry.authors]
        item["author"] = [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family} for name in names
        ]
    link = address(entry, held)
    if link:
        item["URL"] = link
    if entry.retrieved:
        item["accessed"] = {"date-parts": [[int(part) for part in entry.retrieved.split("-")]]}
    item["archive"] = held.name
    item["archive_location"] = held.page(entry) or location(entry)
    return item


def _spoken(iso: str) -> list[str]:
    """Year, English month and day, as far as they are known."""
    parts = iso[:10].split("-")
    return [parts[0], *(MONTHS[int(part) - 1] for part in parts[1:2]), *(str(int(part)) for part in parts[2:3])]


def _slashed(iso: str) -> str:
    """The date as RIS writes it, "" for none: year, month and day, each with its slash."""
    year, month, day = (*iso[:10].split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/" if year else ""


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _american(iso: str) -> str:
    """The date in running English text, as Chicago writes it."""
    year, *rest = _spoken(iso)
    return f"{rest[0]} {rest[1]}, {year}" if len(rest) > 1 else f"{rest[0]} {year}" if rest else year


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", "؟", "。")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _latex(text: str) -> str:
    return text.translate(_LATEX)
