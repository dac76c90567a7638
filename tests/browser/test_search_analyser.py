"""One analyser on both sides: the browser gives the words and terms that Python gives."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench.search_corpus import documents
from dateline import catalogue
from dateline.model import Facet, SearchDocument
from dateline.search.stems import Analyser
from dateline.search.tokens import fold, plain, raw_words
from tests.browser.search_pages import ROOT, client

CASES = json.loads((ROOT / "tests" / "unit" / "search" / "words.json").read_text("utf-8"))
LANGUAGES = ("en", "fr", "es", "de", "ru", "ar")
WORDS = "(texts) => texts.map((text) => datelineSearch.words.words(text))"
TERMS = """async (words) => {
  await datelineSearch.index.open("search/");
  return Promise.all(words.map((word) => datelineSearch.index.termsOf(word)));
}"""


def chunked(forms: list[str], size: int = 500) -> list[SearchDocument]:
    """Documents that hold ``forms``, in several languages."""
    out = []
    for number, start in enumerate(range(0, len(forms), size)):
        out.append(
            SearchDocument(
                url=f"a{number}.html",
                title="",
                date="2020-01-01",
                source=Facet("s", ""),
                language=LANGUAGES[number % len(LANGUAGES)],
                text=" ".join(forms[start : start + size]),
            )
        )
    return out


def compare(page: Page, folder: Path, forms: list[str]) -> None:
    found = chunked(forms)
    page.goto(client(folder, found))
    expected_words = [[fold(plain(raw)) for raw in raw_words(form)] for form in forms]
    for form, words, ours in zip(forms, page.evaluate(WORDS, forms), expected_words, strict=True):
        assert words == ours, form
    analysers = {language: Analyser(language) for language in LANGUAGES}
    terms: dict[str, set[str]] = {}
    for document in found:
        analyser = analysers[document.language]
        for raw in raw_words(document.text):
            term = analyser.run([raw])[0]
            terms.setdefault(analyser.surfaces[raw], set()).add(term)
    words = sorted(terms)
    for word, answer in zip(words, page.evaluate(TERMS, words), strict=True):
        assert set(answer) == terms[word], word


def test_own_cases(page: Page, tmp_path: Path) -> None:
    page.goto(client(tmp_path, chunked(["x"])))
    answers = page.evaluate(WORDS, [text for text, _ in CASES])
    assert answers == [words for _, words in CASES]


def test_made_up_forms(page: Page, tmp_path: Path) -> None:
    words = {word for document in documents(25) for word in document.text.split()}
    forms = [
        *sorted(words),
        *(word for text, _ in CASES for word in text.split()),
        "Turkey",
        "Norway",
        "money",
        "Monday",
    ]
    compare(page, tmp_path, forms)


def names_of_places(step: int) -> list[str]:
    """The words of the names, in all scripts, of every ``step``th place of the gazetteer that ships."""
    places = catalogue.load().places
    rows = (places[key] for key in islice(places, 0, None, step))
    return sorted({word for row in rows for name in (row.name, *(n.text for n in row.names)) for word in name.split()})


def demand_many(forms: list[str]) -> None:
    assert len({fold(plain(raw)) for form in forms for raw in raw_words(form)}) >= 60_000


def test_real_names(page: Page, tmp_path: Path) -> None:
    forms = names_of_places(6)
    demand_many(forms)
    compare(page, tmp_path, forms)


def real_words(place: Path) -> Iterator[str]:
    """Words between spaces of real texts in many languages."""
    seen: set[str] = set()
    files = sorted([*place.glob("extraction/fundus/dumps/*.txt"), *place.glob("search/*.docs.jsonl")])
    for path in files:
        for match in re.finditer(r"\S+", path.read_text("utf-8", errors="replace")):
            if match[0] not in seen:
                seen.add(match[0])
                yield match[0]


@pytest.mark.slow
def test_real_texts(page: Page, tmp_path: Path) -> None:
    place = os.environ.get("DATELINE_EVAL")
    if not place:
        pytest.skip("DATELINE_EVAL does not name a folder of real texts")
    forms = list(islice(real_words(Path(place)), 150_000))
    demand_many(forms)
    compare(page, tmp_path, forms)
