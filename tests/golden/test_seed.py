"""The real seed: a page copied whole, of an outlet that its text does not name outside a promo.

It belongs to its publisher and is not in the repository. ``DATELINE_SEEDS`` names the folder that holds it;
``archive/seed_layout`` is a case of our own in the same layout that runs everywhere.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline import catalogue, dumps
from dateline.extract import extract
from dateline.model import BlockKind, Record, Role

SEEDS = os.environ.get("DATELINE_SEEDS", "")
NAME = "000_3c6adb3db1d95180.txt"

# Numbers of the dump's lines. Its words stay where they are.
HEADLINE, STANDFIRST, CAPTION, ITS_DOUBLE, HEADING, SOURCE = 5, 7, 9, 10, 27, 39
STORY = range(13, 38, 2)  # with the heading; the lines between are blank

pytestmark = pytest.mark.skipif(not SEEDS, reason="DATELINE_SEEDS does not name the folder of the seeds")


@pytest.fixture(scope="module")
def record() -> Record:
    folder = Path(SEEDS)
    (dump,) = dumps.read(folder / NAME, folder, max_bytes=2**20)
    (article,) = extract(dump)
    return catalogue.load().record(article)


def text(record: Record, number: int) -> str:
    return record.article.dump.lines[number - 1].text


def numbers(record: Record, role: Role) -> list[int]:
    return [labelled.line.number for labelled in record.article.lines if labelled.role is role]


def test_head(record: Record) -> None:
    article = record.article
    assert article.headline == text(record, HEADLINE)
    assert article.standfirst == text(record, STANDFIRST)
    assert article.published is not None
    assert (article.published.iso, article.published.precision) == ("2020-11-08", "day")
    assert article.credit == "News Agencies"
    assert record.language == "en"


def test_source_is_known_or_named_in_a_doubt(record: Record) -> None:
    doubts = [doubt for doubt in record.doubts if doubt.field == "source"]
    named = [candidate for doubt in doubts for candidate in doubt.candidates]
    assert "Al Jazeera" in (record.source.name, *named)


def test_captions(record: Record) -> None:
    (caption,) = record.article.captions
    assert caption.text
    assert text(record, CAPTION).startswith(caption.text)
    assert "Reuters" in caption.credit
    # The same words stand twice in the dump: once as the picture's alternative text.
    assert {CAPTION, ITS_DOUBLE} <= {*caption.lines, *numbers(record, Role.REPEATED)}


def test_body_is_the_story_in_order_and_nothing_else(record: Record) -> None:
    blocks = record.article.blocks
    assert [block.lines for block in blocks] == [(number,) for number in STORY]
    assert [block.text for block in blocks] == [text(record, number) for number in STORY]
    assert [block.lines for block in blocks if block.kind is BlockKind.HEADING] == [(HEADING,)]
    assert {block.kind for block in blocks} == {BlockKind.HEADING, BlockKind.PARAGRAPH}


def test_nothing_of_more_from_news_or_most_read(record: Record) -> None:
    article = record.article
    assert all(not labelled.role.kept for labelled in article.lines if labelled.line.number > SOURCE)
    shown = " ".join((article.headline, article.standfirst, article.body, *(c.text for c in article.captions)))
    for word in ("Trump", "Biden", "Arizona", "Turkey", "Wilmington", "Pennsylvania", "Palm Beach", "BREAKING"):
        assert word not in shown


def test_places(record: Record) -> None:
    places = {place.name: place for place in record.places}
    assert {"Azerbaijan", "Armenia", "Nagorno-Karabakh", "Shusha", "Stepanakert"} <= set(places)
    body = record.article.body
    countries = {place.country for place in record.places if place.country}
    assert countries <= {"AZ", "AM"}, "a place that only promos name"
    # Under both of its names; the spokeswoman Shushan Stepanyan is no place.
    both = body.count("Shusha") - body.count("Shushan") + body.count("Shushi")
    assert len(places["Shusha"].mentions) >= both


def test_conflict(record: Record) -> None:
    assert record.conflicts[0].key == "nagorno-karabakh"
