"""Search documents for measuring: made-up words in the proportions of a real archive.

Frequencies follow Zipf and Mandelbrot, every article keeps to a few of the archive's themes, and words are inflected,
so that the number of terms, of word forms and of articles per term are those of news: 10,000 articles of 460 words
have about 80,000 distinct forms.
"""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

from dateline.model import Facet, SearchDocument

FUNCTION = """the of and to in a said that for on was with as by he at is his from had were it be have an but not they
who has their been after its are which this also more her two one would other people when during against or over
about some there could new last government forces year police military""".split()  # noqa: SIM905 easier to read so
_ONSETS = ["b", "c", "ch", "d", "f", "g", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "sh", "st", "t", "tr", "v", "w"]
_VOWELS = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ea", "ou"]
_CODAS = ["", "", "n", "r", "l", "s", "t", "m", "d", "k", "nd", "nt", "st", "ng"]
_ENDINGS = ["s", "ed", "ing", "er", "ers", "ly", "ment", "ness", "'s", "al", "ism"]
STEMS = 25_000
FIRST = datetime.date(1995, 1, 1)
DAYS = 30 * 365


def _words(rng: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = rng.choices((1, 2, 3), (4, 5, 1))[0]
        found["".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables))] = None
    return list(found)


def documents(count: int, words: int = 460, seed: int = 1) -> Iterator[SearchDocument]:
    """``count`` documents of about ``words`` words, oldest first; the same for the same seed."""
    rng = random.Random(seed)
    stems = _words(rng, STEMS)
    endings = {stem: rng.sample(_ENDINGS, 2) for stem in stems}
    vocabulary = [*FUNCTION, *stems]
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(vocabulary))))
    themes = [
        (rng.sample(stems, 200), list(itertools.accumulate(1 / (rank + 1) for rank in range(200)))) for _ in range(300)
    ]
    sources = [Facet(f"source-{n}", f"The {stems[n].title()} Post") for n in range(25)]
    places = [Facet(f"place-{n}", stems[900 + n].title()) for n in range(400)]
    conflicts = [Facet(f"conflict-{n}", f"{stems[2000 + n].title()} war") for n in range(30)]
    topics = [Facet(f"topic-{n}", stems[3000 + n]) for n in range(40)]
    days = sorted(rng.randrange(DAYS) for _ in range(count))
    for number, day in enumerate(days):
        length = max(60, int(rng.gauss(words, words / 4)))
        theme = rng.randrange(len(themes))
        picked = rng.choices(vocabulary, cum_weights=weights, k=length)
        own, own_weights = themes[theme]
        for at in rng.sample(range(length), length // 4):
            picked[at] = rng.choices(own, cum_weights=own_weights)[0]
        for at in range(length):
            if picked[at] in endings and rng.random() < 0.3:
                picked[at] += rng.choice(endings[picked[at]])
        for at in range(0, length, 17):
            picked[at] = picked[at].capitalize() if at == 0 else ". " + picked[at].capitalize()
        text = " ".join(picked).replace(" . ", ". ") + "."
        title = " ".join(w for w in (rng.choice(own) for _ in range(8))).capitalize()
        date = (FIRST + datetime.timedelta(days=day)).isoformat()
        yield SearchDocument(
            url=f"{date.replace('-', '/')}/article-{number}.html",
            title=title,
            date=date,
            source=rng.choice(sources),
            language="en",
            text=text,
            lead=" ".join(text.split()[:40]),
            places=tuple(dict.fromkeys(rng.choices(places, k=4))),
            conflicts=(conflicts[theme % 30],),
            topics=tuple(dict.fromkeys(rng.choices(topics, k=2))),
        )


NEW = "Zorvanek zorvaneks blixtheim krazzuth"  # as many new forms as each of the last of 10,000 articles brings


def one_more(document: SearchDocument, day: str) -> SearchDocument:
    """Another article like ``document``, of another day, with some words that no article has."""
    text = f"{document.text} {NEW}."
    return replace(document, url=f"{day.replace('-', '/')}/one-more.html", date=day, text=text)
