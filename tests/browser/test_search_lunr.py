"""With the ranking set to lunr's, the shards answer as lunr does: same articles, same order, same scores."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from lunr.builder import Builder
from lunr.exceptions import BaseLunrException
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.token import Token
from playwright.sync_api import Page

from bench.search_corpus import documents
from dateline.model import SearchDocument
from dateline.search import numbering
from dateline.search.fields import FIELDS, body_of, other_fields
from dateline.search.stems import Analyser
from dateline.search.tokens import fold, plain, raw_words
from tests.browser.search_pages import client

ASK = """async (queries) => {
  await datelineSearch.index.open("search/");
  const lunr = await datelineSearch.rank.extra("lunr");
  const out = [];
  for (const query of queries) {
    const found = await lunr.search(query);
    const urls = [];
    for (const doc of (found ? found.docs : [])) urls.push([doc, found.scores[doc]]);
    out.push(found && urls);
  }
  return out;
}"""


def reference(found: Sequence[SearchDocument], analyser: Analyser) -> Index:
    """lunr's own index of the same documents, on the terms of our analyser."""
    surfaces: dict[str, set[str]] = {}
    builder = Builder()
    builder.ref("url")
    for name in FIELDS:
        builder.field(name)
    for document in found:
        values = ((body_of(document),), *other_fields(document))
        row: dict[str, Any] = {"url": document.url}
        for name, texts in zip(FIELDS, values, strict=True):
            row[name] = [term for text in texts for term in analyser.run(raw_words(text))]
            for text in texts:
                for raw in raw_words(text):
                    surfaces.setdefault(analyser.surfaces[raw], set()).add(analyser.terms[raw])
        builder.add(row)

    def to_terms(token: Token, i: int, tokens: list[Token]) -> list[Token]:
        words = [fold(plain(raw)) for raw in raw_words(str(token))]
        terms = [term for word in words for term in sorted(surfaces.get(word, [word]))]
        return [Token(term, token.metadata) for term in terms or [str(token)]]  # no term at all: lunr.py fails on +

    Pipeline.register_function(to_terms, "dateline")
    builder.search_pipeline.add(to_terms)
    return builder.build()


def queries(found: Sequence[SearchDocument], count: int, rng: random.Random) -> list[str]:
    """Queries of words that occur and of words that do not, with all of lunr's operators and their misuse."""
    pool = [word.strip(".").lower() for document in rng.sample(list(found), 40) for word in document.text.split()]

    def term() -> str:
        word = rng.choice(pool)
        kind = rng.random()
        if kind < 0.06:
            word = word[: rng.randint(2, 4)] + "*"
        elif kind < 0.09:
            word = "*" + word[-3:]
        elif kind < 0.12:
            word = word[:2] + "*" + word[-2:]
        elif kind < 0.17:
            at = rng.randrange(len(word))
            word = f"{word[:at]}{rng.choice(['', 'q'])}{word[at + 1 :]}~{rng.choice('112')}"
        elif kind < 0.2:
            word = "zz" + word
        if rng.random() < 0.12:
            word = f"{rng.choice([*FIELDS, 'titel'])}:{word}"
        if rng.random() < 0.2:
            word = rng.choice("+-+") + word
        if rng.random() < 0.12:
            word += f"^{rng.randint(0, 12)}"
        return word

    made = [" ".join(term() for _ in range(rng.choice((1, 1, 2, 2, 3, 5)))) for _ in range(count - 12)]
    return [*made, "+", "-", "a:", ":", "~1", "^2", "x~", "x^", "a-b c", "\\+x", "+ x", " - -x"]


@pytest.mark.parametrize(
    ("number", "asked"), [(150, 300), pytest.param(2007, 5000, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_answers_as_lunr_does(page: Page, tmp_path: Path, number: int, asked: int) -> None:
    found = list(documents(number, words=90, seed=7))
    found = sorted(found, key=lambda document: (document.date, document.url))
    analyser = Analyser("en")
    index = reference(found, analyser)
    with patch.multiple(numbering, TAIL_LEAST=10, LEAST_STEP=4):  # so that few have newest ones apart too
        address = client(tmp_path, found)
    assert (tmp_path / "search" / "r" / "0.js").is_file()
    page.goto(address)
    compared = nonempty = 0
    for query, answer in asked_in_turn(page, queries(found, asked, random.Random(11))):
        try:
            expected = {hit["ref"]: hit["score"] for hit in index.search(query)}
        except BaseLunrException:
            assert answer is None, query
            continue
        if answer is None:  # lunr warns of a query without clauses and answers nothing
            assert expected == {}, query
            continue
        urls = [found[doc].url for doc, _ in answer]
        assert sorted(urls) == sorted(expected), query
        ranked = sorted(expected.values(), reverse=True)
        assert all(abs(score - expected[url]) <= 1e-6 for url, (_, score) in zip(urls, answer, strict=True)), query
        assert all(abs(score - best) <= 1e-6 for best, (_, score) in zip(ranked, answer, strict=True)), query
        compared += 1
        nonempty += bool(urls)
    assert compared > asked * 0.8
    assert nonempty > asked * 0.6


def asked_in_turn(page: Page, wanted: list[str]) -> Iterator[tuple[str, list[tuple[int, float]] | None]]:
    """Each query with the browser's answer; a few at a time, since all answers together would be gigabytes."""
    for start in range(0, len(wanted), 50):
        some = wanted[start : start + 50]
        yield from zip(some, page.evaluate(ASK, some), strict=True)
