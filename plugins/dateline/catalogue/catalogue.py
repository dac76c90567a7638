"""The catalogue: one object that knows all authorities and settles an article on them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.catalogue import conflicts, language, outlets, places, topics
from dateline.catalogue.joined import Joined
from dateline.messages import DatelineError, Message, Severity
from dateline.model import Annotations, Article, Doubt, Evidence, Record

FILES = ("places.yaml", "conflicts.yaml", "topics.yaml", "sources.yaml")
LONGEST = 1_000_000  # characters of a text in which names are looked for; a longer one is a file of many texts


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The authorities as mappings from key to row, and what they say of a text or an article.

    ``messages`` are the notices that loading gave (clashes of the curator's aliases); ``dateline check`` prints them.
    """

    places: places.Places
    conflicts: conflicts.Conflicts
    topics: topics.Topics
    outlets: outlets.Outlets
    messages: tuple[Message, ...] = ()

    def annotate(
        self, text: str, *, title: str = "", date: str = "", language: str = "", unknown: bool = True
    ) -> Annotations:
        """Places, conflicts and topics of one clean text.

        Spans count code points of ``text``. ``title`` helps to decide but gets no spans; ``date`` is ISO 8601 of any
        precision; ``language`` is BCP 47, "" where unknown. Places come first: conflicts and topics build on them. A
        place with an empty key is a name that the authority does not know, put beside its neighbour in the text.
        Without ``unknown`` such names are not looked for: a record has no use for them. Of a text longer than
        ``LONGEST`` the beginning is looked at (and a doubt, DL306, says so): what it is about stands there, and memory
        stays bounded.
        """
        cut = _cut(text)
        text = text[:LONGEST]
        placed = places.annotate(self.places, text, language=language, unknown=unknown)
        fought = conflicts.score(self.conflicts, text, title=title, date=date, places=placed.tags, language=language)
        about = topics.score(self.topics, text, title=title, conflicts=fought.tags)
        return Annotations(
            places=placed.tags,
            conflicts=fought.tags,
            topics=about.tags,
            evidence=placed.evidence + fought.evidence + about.evidence,
            doubts=placed.doubts + fought.doubts + about.doubts + cut,
        )

    def record(self, article: Article) -> Record:
        """The article with its catalogue entries; only headline, standfirst, body and captions are read.

        A country that only an institution elsewhere is named after (the Saudi hospital of El Fasher) is no place of it.
        """
        joined = Joined.of(article)
        date = article.published.iso if article.published else ""
        spoken = article.language or language.identify(joined.text)
        found = self.annotate(joined.text, title=article.headline, date=date, language=spoken, unknown=False)
        named_after = places.elsewhere(joined.text, found.places, spoken)
        source = outlets.settle(self.outlets, article)
        evidence = tuple(
            _located(item, found, joined)
            for item in found.evidence
            if item.field != "places" or item.value not in named_after
        )
        return Record(
            article=article,
            places=tuple(tag for tag in found.places if tag.key and tag.key not in named_after),
            conflicts=tuple(tag for tag in found.conflicts if tag.score >= conflicts.CONFIDENT),
            topics=found.topics,
            source=source.tag,
            language=spoken,
            evidence=article.evidence + evidence + source.evidence,
            doubts=tuple(d for d in article.doubts if d.field != "source") + found.doubts + source.doubts,
        )


def _cut(text: str) -> tuple[Doubt, ...]:
    """What to say where a text goes on behind the part in which names were looked for."""
    if len(text) <= LONGEST:
        return ()
    return (Doubt("places", "DL306", f"Of {len(text):,} characters the first {LONGEST:,} were looked at."),)


def load(authority: Path | None = None) -> Catalogue:
    """The authorities that ship, extended by the curator's files in the folder ``authority``.

    Raises DatelineError with every problem of every file at once.
    """
    problems = list(_unread(authority)) if authority else []
    of_places, of_conflicts, of_topics, of_outlets = (authority and authority / name for name in FILES)
    known_places = places.load(of_places, problems)
    known_conflicts = conflicts.load(of_conflicts, known_places, problems)
    known_topics = topics.load(of_topics, problems)
    known_outlets = outlets.load(of_outlets, problems)
    errors = [message for message in problems if message.severity >= Severity.ERROR]
    if errors:
        raise DatelineError(*problems)
    return Catalogue(known_places, known_conflicts, known_topics, known_outlets, tuple(problems))


def _unread(authority: Path) -> Iterator[Message]:
    """Files that look like authorities and are read by nobody: a name mistyped would else be a silent loss."""
    try:
        names = sorted(path.name for path in authority.iterdir())
    except OSError:
        return  # (each of the four says by itself that it cannot be read)
    for name in names:
        if name.lower().endswith((".yaml", ".yml")) and name not in FILES and not name.startswith("."):
            near = difflib.get_close_matches(name.lower(), FILES, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            yield Message("DL307", f"Only {', '.join(FILES)} are read.{hint}", (authority / name).as_posix())


def _located(item: Evidence, found: Annotations, joined: Joined) -> Evidence:
    """The evidence with the numbers of the dump's lines whose words led to it."""
    for place in found.places if item.field == "places" else ():
        if item.value == place.key:
            return replace(item, lines=joined.lines_of(place.mentions + place.demonyms))
    because = {tag.key: tag.because for tag in found.conflicts} if item.field == "conflicts" else {}
    if item.field == "tags":
        because = {tag.key: tag.because for tag in found.topics}
    if item.value in because:
        return replace(item, lines=joined.lines_with(because[item.value]))
    return item
