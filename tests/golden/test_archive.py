"""The sample archive and its hard cases: dump in, article and record out, compared with what a reader sees.

``archive/CASE/`` holds one behaviour each: ``dump.txt``, ``dump.html`` or ``dump.eml``, and ``expected.yaml``.
``archive/sample.yaml`` says the same of every dump in ``content/dumps``. The keys, all optional:

``title``, ``standfirst``, ``lang``, ``url``, ``credit`` are equal; ``date`` and ``modified`` are equal up to the
precision given, ``null`` means that no day may be claimed; ``authors`` are equal as a list; ``source`` is the key of
the outlet; ``first`` and ``last`` are how the first paragraph begins and how the body ends; ``paragraphs`` all stand
in the body, in this order; ``headings`` are all headings of the body; ``captions`` are all captions, each begins like
this; ``caption_credits``, ``list_items``, ``quotes``, ``table_rows`` and ``corrections`` count or list what their
name says; ``absent`` stands nowhere in what is published; ``places`` and ``not_places`` are names in the record;
``conflicts`` holds the keys of which the best conflict must be one (an empty list: no conflict); ``doubts`` are
fields in doubt.

A text with ``|`` offers alternatives. ``known`` lists how faults begin that we know of and have not mended; one that no
longer shows must be taken off, so that the list can only become shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline import catalogue, dumps
from dateline.extract import extract
from dateline.model import Article, BlockKind, DateClaim, Precision, Record

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path.parent for path in (HERE / "archive").glob("*/expected.yaml"))
SAMPLE: dict[str, Any] = yaml.safe_load((HERE / "archive" / "sample.yaml").read_text(encoding="utf-8"))
AUTHORITY = ROOT / "content" / "authority"


@cache
def known() -> catalogue.Catalogue:
    return catalogue.load(AUTHORITY)


def record(path: Path, root: Path) -> Record:
    """The one record of the dump at ``path``."""
    (dump,) = dumps.read(path, root, max_bytes=2**20)
    (article,) = extract(dump)
    return known().record(article)


def published(article: Article) -> str:
    """Everything of ``article`` that a reader of the archive sees as text."""
    captions = [f"{caption.text} {caption.credit}" for caption in article.captions]
    parts = [article.headline, article.standfirst, article.body, *captions, *article.corrections, *article.authors]
    return "\n".join(parts)


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def one_of(alternatives: str, holds: Callable[[str], bool]) -> bool:
    return any(holds(text) for text in alternatives.split("|"))


def same_date(claim: DateClaim | None, expected: str | None) -> bool:
    if expected is None or claim is None:
        return expected is None and (claim is None or claim.precision in (Precision.MONTH, Precision.YEAR))
    return claim.iso.startswith(expected)


def problems(made: Record, expected: Mapping[str, Any]) -> list[str]:
    """Every difference between ``made`` and ``expected``, so that one run shows them all."""
    article = made.article
    found: list[str] = []

    def compare(name: str, is_: object, should: object) -> None:
        if is_ != should:
            found.append(f"{name}: {is_!r}, not {should!r}")

    def count(name: str, is_: int) -> None:
        if name in expected:
            compare(name, is_, expected[name])

    def of_kind(kind: BlockKind) -> list[str]:
        return [block.text for block in article.blocks if block.kind is kind]

    for name, value in (
        ("title", article.headline),
        ("standfirst", article.standfirst),
        ("lang", made.language),
        ("url", article.url),
        ("credit", article.credit),
        ("source", made.source.key),
    ):
        if name in expected:
            compare(name, value, expected[name])
    for name, claim in (("date", article.published), ("modified", article.modified)):
        if name in expected and not same_date(claim, expected[name]):
            found.append(f"{name}: {claim and claim.iso!r}, not {expected[name]!r}")
    if "authors" in expected:
        wanted = expected["authors"]
        same = len(wanted) == len(article.authors) and all(
            one_of(names, author.__eq__) for names, author in zip(wanted, article.authors, strict=True)
        )
        if not same:
            found.append(f"authors: {article.authors!r}, not {wanted!r}")
    if "first" in expected:
        first = next((text for text in of_kind(BlockKind.PARAGRAPH)), "")
        if not one_of(expected["first"], first.startswith):
            found.append(f"first paragraph: {first[:80]!r}, not {expected['first']!r}")
    if "last" in expected and not one_of(expected["last"], article.body.endswith):
        found.append(f"last words: {article.body[-80:]!r}, not {expected['last']!r}")
    position = 0
    for paragraph in expected.get("paragraphs", ()):
        at = article.body.find(paragraph, position)
        if at < 0:
            found.append(f"missing, or not in its place: {paragraph!r}")
        else:
            position = at + len(paragraph)
    if "headings" in expected:
        compare("headings", of_kind(BlockKind.HEADING), expected["headings"])
    if "captions" in expected:
        texts = [caption.text for caption in article.captions]
        if len(texts) != len(expected["captions"]) or not all(map(str.startswith, texts, expected["captions"])):
            found.append(f"captions: {texts!r}, not {expected['captions']!r}")
    if "caption_credits" in expected:
        compare("caption_credits", [caption.credit for caption in article.captions], expected["caption_credits"])
    count("list_items", len(of_kind(BlockKind.LIST_ITEM)))
    count("quotes", len(of_kind(BlockKind.QUOTE)))
    count("table_rows", len(of_kind(BlockKind.TABLE_ROW)))
    count("corrections", len(article.corrections))
    text = folded(published(article))
    found.extend(f"published, but noise: {noise!r}" for noise in expected.get("absent", ()) if folded(noise) in text)
    names = {place.name for place in made.places}
    for wanted in expected.get("places", ()):
        if not one_of(wanted, names.__contains__):
            found.append(f"place missing: {wanted!r} among {sorted(names)}")
    found.extend(
        f"place that only noise names: {unwanted!r}"
        for unwanted in expected.get("not_places", ())
        if one_of(unwanted, names.__contains__)
    )
    if "conflicts" in expected:
        best = made.conflicts[0].key if made.conflicts else None
        if best not in (expected["conflicts"] or [None]):
            found.append(f"conflict: {best!r}, not one of {expected['conflicts']!r}")
    doubted = {doubt.field for doubt in made.doubts}
    found.extend(f"not in doubt: {field!r}" for field in expected.get("doubts", ()) if field not in doubted)
    return found


def judge(made: Record, expected: Mapping[str, Any]) -> None:
    """Fail on every difference that is not known, and on every known fault that is gone."""
    found = problems(made, expected)
    known_faults = tuple(expected.get("known", ()))
    assert [fault for fault in found if not fault.startswith(known_faults)] == []
    assert [fault for fault in known_faults if not any(text.startswith(fault) for text in found)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    expected = yaml.safe_load((case / "expected.yaml").read_text(encoding="utf-8"))
    (dump,) = (path for path in dumps.find(case) if path.stem == "dump")
    judge(record(dump, case), expected)


@pytest.mark.parametrize("name", SAMPLE)
def test_sample(name: str) -> None:
    content = ROOT / "content"
    judge(record(content / "dumps" / name, content), SAMPLE[name])


def test_sample_is_complete() -> None:
    folder = ROOT / "content" / "dumps"
    assert {path.relative_to(folder).as_posix() for path in dumps.find(folder)} == set(SAMPLE)


def test_keys_are_known() -> None:
    documented = {word.strip("`,") for word in (__doc__ or "").split() if word.startswith("``")}
    used = {key for expected in SAMPLE.values() for key in expected}
    for case in CASES:
        used |= set(yaml.safe_load((case / "expected.yaml").read_text(encoding="utf-8")))
    assert used <= documented


def test_outlets_are_inventions_and_said_to_be() -> None:
    ours = yaml.safe_load((AUTHORITY / "sources.yaml").read_text(encoding="utf-8"))
    about = " ".join((ROOT / "content" / "pages" / "about.md").read_text(encoding="utf-8").split())
    real = {folded(name) for outlet in catalogue.load().outlets.values() for name in (outlet.name, *outlet.aliases)}
    for row in ours.values():
        assert row["name"] in about
        assert not real & {folded(name) for name in (row["name"], *row.get("aliases", ()))}
        assert all(domain.endswith(".example") for domain in row.get("domains", ()))
    assert {expected["source"] for expected in SAMPLE.values()} <= set(ours)
