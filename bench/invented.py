"""A seeded corpus for the benches: the same articles for Dateline and for its peers.

    python -m bench.invented FOLDER --articles 10000 [--for dateline|pelican|hugo|eleventy] [--seed 1]

An article has 478 words on average in 9 paragraphs with two sub-headings, one to three conflicts of 40, two to six
tags of 300, two to eight places of 500, one source of 60, a day within 15 years, and the record of a dump of 50 lines.
Words are invented from syllables
and drawn by Zipf's law from a vocabulary of 40,000, so that an index of them has a real one's shape. The conflicts and
places are rows of the authorities, as in a real archive. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import bisect
import hashlib
import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from dateline import catalogue
from dateline.library import frontmatter, stored
from dateline.model import Evidence, Header, MarkdownFile, Status

Files = dict[str, str]
"""Path and content of what one article is for one program."""

VOCABULARY = 40_000
CONFLICTS, TAGS, PLACES, SOURCES = 40, 300, 500, 60
FIRST_DAY, DAYS = date(2010, 1, 1), 15 * 365
CONSONANTS = (*"bdfghklmnprstvz", "br", "st", "tr", "kl", "sh")
SYLLABLES = [c + v for c in CONSONANTS for v in (*"aeiou", "ai", "ou")]


@dataclass(frozen=True, slots=True)
class Item:
    """One article of the corpus."""

    number: int
    slug: str
    title: str
    day: date
    source: str
    conflicts: tuple[str, ...]
    places: tuple[str, ...]
    tags: tuple[str, ...]
    standfirst: str
    body: str


class Words:
    """Draws words by Zipf's law (exponent 1) from an invented vocabulary."""

    def __init__(self, rng: random.Random) -> None:
        seen: dict[str, None] = {}
        while len(seen) < VOCABULARY:
            seen["".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4))))] = None
        self._words = sorted(seen, key=lambda word: (len(word), word))
        self._sums = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        """``count`` words."""
        top = self._sums[-1]
        return [self._words[bisect.bisect_left(self._sums, rng.random() * top)] for _ in range(count)]


def sentence(words: list[str]) -> str:
    """The words as one sentence."""
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def paragraph(words: list[str], rng: random.Random) -> str:
    """The words cut into sentences of 12 to 24."""
    parts = []
    while words:
        size = rng.randint(12, 24)
        parts.append(sentence(words[:size]))
        words = words[size:]
    return " ".join(parts)


def items(count: int, seed: int = 1) -> Iterator[Item]:
    """The corpus, article by article, in no order of dates."""
    rng = random.Random(seed)
    words = Words(rng)
    authorities = catalogue.load()
    conflicts = rng.sample(sorted(authorities.conflicts), CONFLICTS)
    some = rng.sample(sorted(authorities.places), 20_000)
    rows = filter(None, map(authorities.places.get, some))
    settlements = sorted({row.name for row in rows if row.kind in ("settlement", "region") and row.population > 20_000})
    places = rng.sample(settlements, PLACES)
    tags = sorted({" ".join(words.draw(rng, 2)) for _ in range(3 * TAGS)})[:TAGS]
    sources = [
        f"The {words.draw(rng, 1)[0].capitalize()} {paper} {n}"
        for n, paper in enumerate(["Post", "Herald", "Wire"] * 20, 1)
    ][:SOURCES]
    for number in range(1, count + 1):
        text = words.draw(rng, rng.randint(400, 556))
        cuts = sorted(rng.sample(range(20, len(text) - 20), 8))
        blocks = [paragraph(text[a:b], rng) for a, b in itertools.pairwise([0, *cuts, len(text)])]
        for at in (6, 3):
            blocks.insert(at, "## " + sentence(words.draw(rng, 4)).rstrip("."))
        named = rng.sample(places, rng.randint(2, 8))
        blocks[0] = f"{named[0]}: {blocks[0]}"
        yield Item(
            number=number,
            slug=f"article-{number}",
            title=sentence(words.draw(rng, rng.randint(6, 12))).rstrip("."),
            day=FIRST_DAY + timedelta(days=rng.randrange(DAYS)),
            source=rng.choice(sources),
            conflicts=tuple(sorted(rng.sample(conflicts, rng.choice((1, 1, 1, 2, 3))))),
            places=tuple(named),
            tags=tuple(rng.sample(tags, rng.randint(2, 6))),
            standfirst=sentence(words.draw(rng, 18)),
            body="\n\n".join(blocks),
        )


def _front(values: dict[str, object], body: str) -> str:
    header = yaml.dump(values, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{header}---\n\n{body}\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the dump that an article came from, as its record tells of it."""

    number: int
    role: str
    score: float
    rule: str
    text: str


MENU = ("Home", "World", "Africa", "Asia", "Europe", "Middle East", "Opinion", "Video", "Podcasts", "Newsletters")
FOOT = ("About us", "Contact", "Terms and conditions", "Privacy policy", "Cookie policy")


def lines(item: Item) -> tuple[Line, ...]:
    """The dump of an article, line by line: what a page has around a story, and the story, parted by blank lines."""
    promos = tuple(" ".join(item.body.split()[at : at + 8]) for at in range(40, 120, 10))
    rows = [
        *(("navigation", 0.99, "model: reads like navigation", text) for text in MENU),
        ("headline", 0.97, "model: reads like the headline", item.title),
        ("standfirst", 0.94, "model: reads like the standfirst", item.standfirst),
        ("date", 0.98, "model: reads like the date of publication", f"{item.day:%d %B %Y}"),
        ("share", 0.99, "model: reads like a share link", "Share this story"),
    ]
    for block in item.body.split("\n\n"):
        role = "heading" if block.startswith("## ") else "paragraph"
        rows += [(role, 0.95, f"model: reads like a {role}", block.removeprefix("## ")), ("blank", 1.0, "blank", "")]
    rows += [
        ("section", 0.99, "the heading of a list of other stories", "Most read"),
        *(("most_read", 0.98, "below such a heading", text) for text in promos),
        *(("legal", 0.97, "model: reads like the foot of a page", text) for text in FOOT),
        ("legal", 0.99, "a copyright line", f"© {item.day.year} {item.source}"),
    ]
    return tuple(Line(number, *row) for number, row in enumerate(rows, 1))


def dateline(item: Item) -> Files:
    """A Dateline library: the article and its record."""
    dump = "".join(f"{line.text}\n" for line in lines(item)).encode()
    digest = hashlib.sha256(dump).hexdigest()
    header = Header(
        title=item.title,
        date=item.day.isoformat(),
        date_precision="day",
        source=item.source,
        standfirst=item.standfirst,
        lang="en",
        conflicts=item.conflicts,
        places=item.places,
        tags=item.tags,
        slug=item.slug,
        status=Status.PUBLISHED,
        dump=f"dumps/{item.day.year}/{item.slug}.txt",
        id=digest[:16],
    )
    path = f"articles/{item.day.year}/{item.slug}.md"
    record = stored.StoredRecord(
        id=header.id,
        article=path,
        dump=header.dump,
        sha256=digest,
        header=header,
        size=len(dump),
        evidence=(
            Evidence("title", item.title, (11,), "model: reads like the headline", 0.97),
            Evidence("date", header.date, (13,), "model: reads like the date of publication", 0.98),
            *(Evidence("places", name, (15,), f"named as {name}", 0.9) for name in item.places),
            *(Evidence("conflicts", key, (11, 15), "words: places and parties", 0.8) for key in item.conflicts),
        ),
        lines=tuple(
            stored.StoredLine(line.number, line.role, line.score, line.rule, line.text) for line in lines(item)
        ),
        body=item.body,
    )
    return {
        path: frontmatter.render(MarkdownFile(path, header, item.body)),
        f"records/{item.day.year}/{item.slug}.json": stored.dump(record),
    }


def pelican(item: Item) -> Files:
    """Stock Pelican (its own header form): the article, and the record as a page whose body is a table."""
    header = [
        f"Title: {item.title}",
        f"Date: {item.day.isoformat()}",
        f"Category: {item.conflicts[0]}",
        f"Tags: {', '.join((*item.tags, *item.places))}",
        f"Author: {item.source}",
        f"Slug: {item.slug}",
        f"Summary: {item.standfirst}",
    ]
    rows = [f"| {line.number} | {line.role} | {line.score} | {line.rule} | {line.text} |" for line in lines(item)]
    record = [f"Title: Record of {item.title}", f"Slug: {item.slug}", "", "| Line | Role | Score | Rule | Text |"]
    return {
        f"posts/{item.slug}.md": "\n".join(header) + f"\n\n{item.body}\n",
        f"pages/{item.slug}.md": "\n".join([*record, "|---|---|---|---|---|", *rows]) + "\n",
    }


def hugo(item: Item) -> Files:
    """Hugo: the article (dates too are taxonomies, since it has no archives by date), and its record."""
    values: dict[str, object] = {
        "title": item.title,
        "date": item.day.isoformat(),
        "slug": item.slug,
        "description": item.standfirst,
        "sources": [item.source],
        "conflicts": list(item.conflicts),
        "places": list(item.places),
        "tags": list(item.tags),
        "years": [f"{item.day:%Y}"],
        "months": [f"{item.day:%Y-%m}"],
        "days": [f"{item.day:%Y-%m-%d}"],
    }
    record = {"title": item.title, "slug": item.slug, "lines": [[*astuple(line)] for line in lines(item)]}
    return {
        f"content/posts/{item.slug}.md": _front(values, item.body),
        f"content/records/{item.slug}.md": json.dumps(record, ensure_ascii=False) + "\n",
    }


def eleventy(item: Item) -> Files:
    """Eleventy: the article, and its record."""
    values: dict[str, object] = {
        "layout": "article.njk",
        "tags": "post",
        "title": item.title,
        "date": item.day.isoformat(),
        "permalink": f"{item.day:%Y/%m/%d}/{item.slug}.html",
        "record": f"records/{item.slug}.html",
        "standfirst": item.standfirst,
        "source": item.source,
        "conflicts": list(item.conflicts),
        "places": list(item.places),
        "topics": list(item.tags),
    }
    record = {
        "layout": "record.njk",
        "title": item.title,
        "permalink": f"records/{item.slug}.html",
        "lines": [[*astuple(line)] for line in lines(item)],
    }
    return {
        f"posts/{item.slug}.md": _front(values, item.body),
        f"records/{item.slug}.md": f"---json\n{json.dumps(record, ensure_ascii=False)}\n---\n",
    }


FORMS: dict[str, Callable[[Item], Files]] = {f.__name__: f for f in (dateline, pelican, hugo, eleventy)}


def write(folder: Path, count: int, form: str = "dateline", seed: int = 1) -> None:
    """Write the corpus below ``folder`` in the form of one of FORMS."""
    for item in items(count, seed):
        for path, content in FORMS[form](item).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, "utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--for", dest="form", choices=sorted(FORMS), default="dateline")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.articles, options.form, options.seed)


if __name__ == "__main__":
    main()
