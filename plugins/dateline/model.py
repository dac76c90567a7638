"""The frozen data classes of every stage. Read this first.

The way is one way, and each arrow is one pure function from one class to the next::

    bytes --dumps--> Dump (with its Lines) --extract--> Article (with its LabelledLines)
          --catalogue--> Record --library--> MarkdownFile --site--> pages --search--> shards

Conventions that hold everywhere:

* Positions are offsets in Unicode code points, spans are half-open ``[start, end)``.
* Line numbers and article numbers shown to people start at 1; indexes in code start at 0.
* Collections are tuples, so that every object here can be hashed, compared and sent to another process.
* Scores are probabilities in ``0..1``.
* What a dump has by the hundred (lines and what is said of them) are structs of msgspec, made at a ninth of the cost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

# What a dump has by the hundred holds nothing that could refer back to it: Python's collector of cycles is told to
# leave it alone (``gc=False``).

# --------------------------------------------------------------------------- dumps


class Format(StrEnum):
    """What kind of file a dump is; one reader per member."""

    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"
    EMAIL = "email"
    WEBARCHIVE = "webarchive"
    PDF = "pdf"
    WARC = "warc"
    WACZ = "wacz"
    NEXIS = "nexis"
    FACTIVA = "factiva"
    PROQUEST = "proquest"
    FEED = "feed"
    ZOTERO = "zotero"
    WALLABAG = "wallabag"
    MARKDOWN = "markdown"
    WORD = "word"
    OPENDOCUMENT = "opendocument"
    RTF = "rtf"
    SUBTITLES = "subtitles"


DOCUMENTS = frozenset({Format.WORD, Format.OPENDOCUMENT, Format.RTF})  # into which people paste what they copied
ENTRIES = frozenset({Format.FEED, Format.WALLABAG, Format.ZOTERO})  # each of which is an article and nothing else
EXPORTS = frozenset({Format.NEXIS, Format.FACTIVA, Format.PROQUEST})


class Aside(StrEnum):
    """What a document, mail or broadcast holds beside its article, in the words that a record gives for it."""

    DELETED = "deleted, by a change that was tracked"
    COMMENT = "a comment on the document"
    HIDDEN = "hidden in the document"
    PICTURE = "a picture's alternative text"
    COVER = "written above a mail that was forwarded"
    HEAD = "the head of a mail that was forwarded"
    THREAD = "another mail, below the one with the article"
    SIGNATURE = "a signature below the mail"
    TIME = "when it is said"
    MESSAGE = "another message of the chat"

    @property
    def private(self) -> bool:
        """Whether it was meant for those who wrote the document or mail; the site does not show it."""
        return self not in (Aside.PICTURE, Aside.TIME)


class Link(Struct, frozen=True, gc=False):
    """A hyperlink inside a line: ``text[start:end]`` of that line points to ``url``."""

    start: int
    end: int
    url: str


class Markup(Struct, frozen=True, gc=False):
    """What the markup of a saved page says about one line. Text dumps have none.

    ``tags`` is the path of element names from ``body`` down to the block that holds the line;
    ``names`` are the lower-cased class names, ids, roles and properties along that path, and ``nodes`` the numbers of
    its elements in the order of the page, one for each of ``tags``; both for features only.
    """

    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    heading: int = 0  # 1 to 6, 0 where the line is no heading
    bold: float = 0.0  # share of the characters that are bold
    lead: int = 0  # characters from the line's beginning that are bold
    linked: float = 0.0  # share of the characters inside links
    links: tuple[Link, ...] = ()
    list_depth: int = 0
    quoted: bool = False  # inside blockquote or q
    cell: bool = False  # a row of a table
    figure: bool = False  # inside figure or figcaption
    hidden: bool = False  # hidden by attribute or style; kept as a line, dropped by role
    nodes: tuple[int, ...] = ()
    ordinal: int = 0  # of a line that opens an item of a numbered list: the item's number
    label: int = 0  # documents: characters of the number that the program prints in front of the paragraph
    stated: float = -1.0  # share of the words that the page's metadata repeats as the article's, -1 where it has none


class Line(Struct, frozen=True, gc=False):
    """One line of a dump's visible text.

    The lines of a dump partition its text: the first starts at 0, each starts where the one before
    ended, the last ends at ``len(text)``. ``dump.text[start:end]`` includes the line terminator;
    ``text`` is the visible part, stripped, with invisible characters removed and white space folded.
    """

    number: int  # from 1
    start: int
    end: int
    text: str
    markup: Markup | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the dump's text cannot know: ``NAME.meta.yaml`` beside it or ``Key: value`` lines at its top.

    Hints win over extraction. ``lines`` are the numbers of the lines that hold them (none for a file beside).
    """

    values: tuple[tuple[str, str], ...] = ()  # keys: source, url, date, retrieved, title, lang, authors
    lines: tuple[int, ...] = ()

    def get(self, key: str) -> str | None:
        """The first hint called ``key`` (lower case), or None."""
        return next((value for name, value in self.values if name == key), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a page's own metadata states (JSON-LD, OpenGraph, meta, e-mail header). May lie."""

    field: str  # title, date, modified, author, source, url, archived_url, lang, standfirst, retrieved
    value: str
    origin: str  # for example "json-ld", "og:title", "meta name=author", "header From"


class Told(Struct, frozen=True, gc=False):
    """A piece of an article whose part in it the dump's format tells: the numbers of its lines, and its role.

    A piece of the story is a PARAGRAPH, whatever it turns out to be (a heading, an item of a list).
    """

    lines: tuple[int, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Dump:
    """One input as it was received, or one article's part of an export that holds many.

    ``text`` is the decoded visible text: for a text file all of it, for a saved page what a reader sees.
    """

    id: str  # the first 16 hex digits of sha256; "-N" is added for part N > 1 of one file
    path: str  # relative to the content folder, with "/" (for example "dumps/2020/aj.txt")
    format: Format
    text: str
    sha256: str  # of the file's bytes
    lines: tuple[Line, ...]
    encoding: str = "utf-8"
    size: int = 0  # bytes of the file
    part: int = 1  # number of this part within the file, from 1
    hints: Hints = Hints()
    claims: tuple[Claim, ...] = ()
    notices: tuple[Doubt, ...] = ()  # what decoding was not sure of; they join the article's doubts
    margins: tuple[int, ...] = ()  # numbers of the lines that a print-out has at the edge of each page
    asides: tuple[tuple[int, Aside], ...] = ()  # numbers of lines that stand beside a document's article
    told: tuple[Told, ...] = ()  # where the format tells what is what: all pieces of the article, in their order


# --------------------------------------------------------------------------- extract


class Role(StrEnum):
    """What a line is. Every character of a dump ends in exactly one role."""

    # kept: what the article is made of
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    DATELINE = "dateline"
    BYLINE = "byline"
    DATE = "date"
    CREDIT = "credit"
    CAPTION = "caption"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CORRECTION = "correction"
    # dropped: noise, by kind
    NAVIGATION = "navigation"
    PROMO = "promo"
    MOST_READ = "most_read"
    SHARE = "share"
    ADVERT = "advert"
    LEGAL = "legal"
    COMMENT = "comment"
    SECTION = "section"  # kicker, tag list, "Live", "BREAKING"
    REPEATED = "repeated"  # says again what a kept line said (headline in the page's head, doubled caption)
    OTHER = "other"
    # neither
    HINT = "hint"
    BLANK = "blank"

    @property
    def kept(self) -> bool:
        """Whether a line of this role says something of the article."""
        return self in KEPT

    @property
    def body(self) -> bool:
        """Whether a line of this role stands in the article's running text."""
        return self in BODY


BODY = frozenset({Role.HEADING, Role.PARAGRAPH, Role.QUOTE, Role.LIST_ITEM, Role.TABLE_ROW})
KEPT = BODY | {
    Role.HEADLINE,
    Role.STANDFIRST,
    Role.DATELINE,
    Role.BYLINE,
    Role.DATE,
    Role.CREDIT,
    Role.CAPTION,
    Role.CORRECTION,
}


class LabelledLine(Struct, frozen=True, gc=False):
    """A line with its role, how sure the program is, and the rule or model that said so."""

    line: Line
    role: Role
    score: float
    rule: str  # short and readable, for example "model", "after 'Most Read'", "doubled caption"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value came from: the field, the value, the dump's lines, and the rule or model."""

    field: str
    value: str
    lines: tuple[int, ...]  # line numbers in the dump; empty where markup, a hint or an authority said it
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that the program is not sure of. It goes to ``review`` and the curator decides."""

    field: str  # a front-matter key
    code: str  # a code of the message catalogue
    reason: str  # one sentence for a curator
    candidates: tuple[str, ...] = ()


class Precision(StrEnum):
    """How exactly a date is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date as far as it is known: ISO 8601, cut to its precision.

    ``iso`` is "2020", "2020-11", "2020-11-08" or "2020-11-08T14:05:00+03:00" (zone only where stated).
    """

    iso: str
    precision: Precision


class BlockKind(StrEnum):
    """The kinds of block in an article's body."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class Block(Struct, frozen=True, gc=False):
    """One block of the body: plain text, and the dump's lines that it is made of."""

    kind: BlockKind
    text: str
    lines: tuple[int, ...]
    level: int = 0  # headings: 2 or 3; list items: depth from 1
    links: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()  # table rows
    lead: int = 0  # paragraphs and list items: characters of a lead-in that the page prints in bold
    number: int | None = None  # list items: their number, where the list is numbered
    signs: bool = False  # quotations: it tells who wrote the post above it, and when
    mark: str = ""  # list items: number or letter as the dump prints it ("2)", "b."), which ``text`` does not have

    @property
    def printed(self) -> str:
        """The text with its number, where the dump prints one."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a picture that was not kept, with its credit as printed."""

    text: str
    credit: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What extraction makes of the lines of a dump."""

    dump: Dump
    index: int  # number of this article within its dump, from 0
    lines: tuple[LabelledLine, ...]  # the articles of one dump partition its lines
    headline: str
    standfirst: str = ""
    published: DateClaim | None = None
    modified: DateClaim | None = None
    authors: tuple[str, ...] = ()
    outlet: str = ""  # name of the outlet as found; the catalogue settles it
    credit: str = ""
    url: str = ""
    archived_url: str = ""
    language: str = ""  # BCP 47
    blocks: tuple[Block, ...] = ()
    captions: tuple[Caption, ...] = ()
    corrections: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def body(self) -> str:
        """The running text: blocks separated by a blank line, without captions."""
        return "\n\n".join(block.printed for block in self.blocks)


# --------------------------------------------------------------------------- authorities


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place, conflict or party: ``lang`` is BCP 47 ("" unknown), ``by`` the side that uses it."""

    text: str
    lang: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the places authority."""

    key: str  # slug, stable, part of the address of the place's page
    name: str  # the label that the archive shows
    kind: str  # country | region | settlement | disputed | area | feature
    lat: float | None
    lon: float | None
    country: str = ""  # ISO 3166-1 alpha-2
    parents: tuple[str, ...] = ()  # keys, nearest first
    names: tuple[Name, ...] = ()
    demonyms: tuple[str, ...] = ()
    population: int = 0
    note: str = ""  # neutral sentence on who claims or holds it
    origin: str = ""  # where the row came from, with licence
    chosen: bool = False  # the curator gave the name


@dataclass(frozen=True, slots=True)
class Phase:
    """A named part of a conflict's life; ISO dates of any precision, "" where open."""

    name: str
    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a conflict."""

    name: str
    aliases: tuple[str, ...] = ()
    ucdp_id: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row of the conflicts authority."""

    key: str
    name: str
    kind: str  # interstate | intrastate | extrasystemic | non-state | one-sided
    start: str  # ISO date of any precision
    end: str = ""  # "" where it goes on
    ucdp_id: int | None = None
    names: tuple[Name, ...] = ()
    parties: tuple[Party, ...] = ()
    countries: tuple[str, ...] = ()  # keys of places
    places: tuple[str, ...] = ()  # keys of places
    phases: tuple[Phase, ...] = ()
    summary: str = ""  # neutral, one or two sentences
    origin: str = ""
    chosen: bool = False  # the curator gave the name


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the topics authority."""

    key: str
    name: str
    definition: str = ""
    parent: str = ""
    iptc: str = ""  # code of the IPTC media topic
    terms: tuple[str, ...] = ()  # trigger terms
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the sources authority."""

    key: str
    name: str
    country: str = ""  # ISO 3166-1 alpha-2
    lang: str = ""
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    date_order: str = ""  # "DMY" | "MDY" | "YMD"
    agency: bool = False
    origin: str = ""


# --------------------------------------------------------------------------- catalogue


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in the text that was annotated."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceTag:
    """A place that the article names, settled on one row of the places authority."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    country: str  # ISO 3166-1 alpha-2, "" where none applies
    kind: str  # country | region | settlement | disputed | area | feature
    mentions: tuple[Span, ...] = ()
    demonyms: tuple[Span, ...] = ()  # mentions by adjective ("Armenian")
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class ConflictTag:
    """A conflict that the article is about, with the words that led to it."""

    key: str
    name: str
    score: float
    ucdp_id: int | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicTag:
    """A topic of the authority, with the words that led to it."""

    key: str
    name: str
    score: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceTag:
    """The outlet, settled on the sources authority where it knows it (``key`` is always a usable slug)."""

    key: str
    name: str
    known: bool
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Annotations:
    """Places, conflicts and topics of one clean text (what ``dateline annotate`` prints)."""

    places: tuple[PlaceTag, ...] = ()
    conflicts: tuple[ConflictTag, ...] = ()
    topics: tuple[TopicTag, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An article with its catalogue entries and the evidence for each."""

    article: Article
    places: tuple[PlaceTag, ...]
    conflicts: tuple[ConflictTag, ...]
    topics: tuple[TopicTag, ...]
    source: SourceTag
    language: str
    duplicates: tuple[str, ...] = ()  # ids of exact and near copies
    evidence: tuple[Evidence, ...] = ()  # the article's and the catalogue's
    doubts: tuple[Doubt, ...] = ()  # the article's and the catalogue's


# --------------------------------------------------------------------------- library


class Status(StrEnum):
    """Where an article stands between arrival and publication."""

    INBOX = "inbox"
    PUBLISHED = "published"
    DRAFT = "draft"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Publish(StrEnum):
    """How much of an article's text the site may show."""

    FULL = "full"
    EXCERPT = "excerpt"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that the curator notes: ISO date and a sentence."""

    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why and when an article was withdrawn."""

    date: str
    reason: str


class Standing(StrEnum):
    """What is known of a statement, as the curator judges it."""

    UNCONFIRMED = "unconfirmed"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Statement:
    """An entry of ``claims``: who says what, and who denies it. Noted by a curator, never by the program."""

    who: str
    says: str
    about: str = ""
    date: str = ""  # ISO 8601 as far as it is known
    status: Standing | None = None  # None: disputed where somebody denies it, else unconfirmed
    denied_by: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """The status, also where the curator left it out."""
        return self.status or (Standing.DISPUTED if self.denied_by else Standing.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter: the closed list of keys of a Markdown file, in their order on disk.

    Dates are ISO 8601 strings as in ``DateClaim.iso``; "" and () mean that the key is absent.
    """

    title: str
    date: str
    date_precision: str = "day"
    modified: str = ""
    source: str = ""
    credit: str = ""
    authors: tuple[str, ...] = ()
    standfirst: str = ""
    lang: str = ""
    conflicts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    url: str = ""
    archived_url: str = ""
    slug: str = ""
    status: Status = Status.PUBLISHED
    publish: Publish | None = None  # None: what the settings say (library.shown decides)
    warning: str = ""
    corrections: tuple[Correction, ...] = ()
    claims: tuple[Statement, ...] = ()
    withdrawn: Withdrawal | None = None
    version_of: str = ""  # slug of the article of which this is an earlier version
    translation_of: str = ""  # slug of the article that this one translates
    not_same_as: tuple[str, ...] = ()  # slugs of articles that are no copies and no versions of this one
    dump: str = ""
    id: str = ""
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """One article as git keeps it: path relative to the content folder, header, plain Markdown body."""

    path: str
    header: Header
    body: str


# --------------------------------------------------------------------------- search


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that search can filter by: its key and the label shown."""

    key: str
    label: str


UNTOLD = 1 << 40
"""The accession of an article that has no record to tell it: one that was written by hand."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One published article as search may know it: nothing that the site does not show.

    ``url`` is relative to the site's root; ``text`` is the plain text that the article's page shows.
    """

    url: str
    title: str
    date: str  # ISO 8601
    source: Facet
    language: str
    text: str
    lead: str = ""  # the standfirst, or the first words of the text
    authors: tuple[str, ...] = ()
    places: tuple[Facet, ...] = ()
    conflicts: tuple[Facet, ...] = ()
    topics: tuple[Facet, ...] = ()
    warning: str = ""
    carriers: tuple[Facet, ...] = ()  # other outlets that carried the same report; their copies are no documents
    accession: int = 0  # which ingest of the library brought it, from 0: the later the higher; or UNTOLD


@dataclass(frozen=True, slots=True)
class Searchable:
    """A search document that is not read yet, with what an index that has it already needs of it.

    Equal ``stamp``s mean equal documents, so that only what is other than last time has to be read.
    """

    url: str
    date: str
    accession: int
    language: str
    places: tuple[str, ...]  # keys
    stamp: bytes
    read: Callable[[], SearchDocument]  # may be called more than once
