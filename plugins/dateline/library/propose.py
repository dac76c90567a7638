"""From a catalogued record to what the library would write of it. Pure: nothing here knows what is on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.library import body as markdown
from dateline.library import dates, stored
from dateline.library.frontmatter import KEYS
from dateline.library.stored import StoredLine, StoredRecord
from dateline.model import Doubt, Header, Record, Status

# Without these an article cannot be published.
NEEDED = ("title", "date", "source", "body")
# A doubt about one of these sends it to the inbox even where there is a value. A likely outlet that the dump does not
# name, and a likely day, are published with the doubt on the review list.
DECISIVE = ("title", "date", "body")
LIKELY = frozenset({"DL206"})  # the value is the likeliest by far, and no other reading of it is possible
_MISSING = {
    "title": "No headline was found.",
    "date": "No date of publication was found.",
    "source": "No outlet was found.",
    "body": "No running text was found.",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program proposes for one article, before it has an address.

    ``record`` has no ``article`` path and its header no slug; ``tail`` is the large part of its file, ready to write
    (made here, where it costs another process's time).
    """

    record: StoredRecord
    tail: str


def propose(record: Record) -> Proposal:
    """The header, the Markdown body and the provenance of one article."""
    article = record.article
    dump = article.dump
    body = markdown.to_markdown(article.blocks)
    published = article.published
    values = {
        "title": line(article.headline),
        "date": dates.normalise(published.iso) if published else "",
        "source": line(record.source.name),
        "body": body,
    }
    doubts = record.doubts + _missing(values, {doubt.field for doubt in record.doubts})
    waits = any(not values[name] for name in NEEDED) or any(
        doubt.field in DECISIVE and doubt.code not in LIKELY for doubt in doubts
    )
    review = tuple(name for name in (*KEYS, "body") if any(doubt.field == name for doubt in doubts))
    header = Header(
        title=values["title"],
        date=values["date"],
        date_precision=published.precision.value if published else "day",
        modified=dates.normalise(article.modified.iso) if article.modified else "",
        source=values["source"],
        credit=line(article.credit),
        authors=_distinct(article.authors),
        standfirst=line(article.standfirst),
        lang=line(record.language),
        conflicts=tuple(tag.key for tag in record.conflicts),
        places=_distinct(tuple(tag.name for tag in record.places)),
        tags=_distinct(tuple(tag.name for tag in record.topics)),
        url=line(article.url),
        archived_url=line(article.archived_url),
        status=Status.INBOX if waits else Status.PUBLISHED,
        dump=dump.path,
        id=dump.id if article.index == 0 else f"{dump.id}.{article.index + 1}",
        review=review,
    )
    kept = StoredRecord(
        id=header.id,
        article="",
        dump=dump.path,
        sha256=dump.sha256,
        header=header,
        dump_format=dump.format.value,
        encoding=dump.encoding,
        size=dump.size,
        part=dump.part,
        index=article.index,
        duplicates=record.duplicates,
        source=record.source,
        doubts=doubts,
        captions=article.captions,
        evidence=record.evidence,
        places=record.places,
        conflicts=record.conflicts,
        topics=record.topics,
        lines=tuple(
            StoredLine(item.line.number, item.role.value, item.score, item.rule, item.line.text)
            for item in article.lines
        ),
        body=body,
    )
    tail = stored.dump_tail(kept)
    return Proposal(replace(kept, evidence=(), places=(), conflicts=(), topics=(), lines=(), captions=()), tail)


def line(text: str) -> str:
    """``text`` as one line without controls: what a header can show."""
    return markdown.tidy(text).replace("\n", " ")


def _distinct(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(line, texts))))


def _missing(values: dict[str, str], doubted: set[str]) -> tuple[Doubt, ...]:
    """A doubt for every value that an article needs and that nobody found nor doubted."""
    return tuple(Doubt(name, "DL420", _MISSING[name]) for name in NEEDED if not values[name] and name not in doubted)
