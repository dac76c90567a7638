"""Citations of an article in the forms that researchers and their tools use.

APA follows the 7th edition (newspaper article), Chicago the 17th (bibliography entry); both write dates in English.
BibTeX, RIS (https://web.archive.org/web/2012/http://www.refman.com/support/risformat_intro.asp) and CSL-JSON
(https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) are for reference managers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_SPACE = re.compile(r"\s+")


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


def address(entry: Entry, site: str) -> str:
    """Where the article can be found: in this archive if it is published on the web, else where it stood first."""
    return f"{site}/{entry.url}" if site else entry.original or entry.archived


def apa(entry: Entry, site: str) -> str:
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
    return _joined(*start, f"{entry.source.label}.", address(entry, site))


def chicago(entry: Entry, site: str) -> str:
    """The bibliography entry in Chicago style."""
    names = [Name.of(author) for author in entry.authors]
    written = [names[0].inverted, *(author for author in entry.authors[1:])] if names else []
    authors = " and ".join(filter(None, [", ".join(written[:-1]), written[-1]])) if written else ""
    year, *rest = _spoken(entry.date)
    when = f"{rest[0]} {rest[1]}, {year}" if len(rest) > 1 else f"{rest[0]} {year}" if rest else year
    link = address(entry, site)
    return _joined(
        _stopped(authors) if authors else "",
        f"“{_stopped(entry.title)}”",
        f"{entry.source.label}, {when}.",
        link and f"{link}.",
    )


def bibtex(entry: Entry, site: str) -> str:
    """One BibTeX (BibLaTeX) entry."""
    rows = [
        ("author", " and ".join(_latex(Name.of(author).inverted) for author in entry.authors)),
        ("title", f"{{{_latex(entry.title)}}}"),
        ("journaltitle", _latex(entry.source.label)),
        ("date", entry.date[:10]),
        ("entrysubtype", "newspaper"),
        ("langid", entry.lang),
        ("url", address(entry, site)),
    ]
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows if value)
    return f"@article{{{entry.slug}-{entry.date[:10]},\n{fields}\n}}\n"


def ris(entry: Entry, site: str) -> str:
    """One RIS record, with the line ends that the format asks for."""
    year, month, day = (*entry.date[:10].split("-"), "", "")[:3]
    rows = [
        ("TY", "NEWS"),
        *(("AU", Name.of(author).inverted) for author in entry.authors),
        ("TI", entry.title),
        ("T2", entry.source.label),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/"),
        ("LA", entry.lang),
        ("UR", address(entry, site)),
    ]
    return "".join(f"{tag}  - {_SPACE.sub(' ', value)}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def csl(entry: Entry, site: str) -> dict[str, object]:
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
    link = address(entry, site)
    if link:
        item["URL"] = link
    return item


def _spoken(iso: str) -> list[str]:
    """Year, English month and day, as far as they are known."""
    parts = iso[:10].split("-")
    return [parts[0], *(MONTHS[int(part) - 1] for part in parts[1:2]), *(str(int(part)) for part in parts[2:3])]


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…", "؟", "。")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _latex(text: str) -> str:
    return text.translate(_LATEX)
