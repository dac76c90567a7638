"""The topics authority, what it ships, and what it finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.catalogue import topics
from dateline.catalogue.language.tables import rows
from dateline.catalogue.topics import Topics
from dateline.catalogue.topics.authority import FOLDER
from dateline.messages import Message
from dateline.model import ConflictTag, TopicTag

GOLDEN = Path(__file__).parents[2] / "golden" / "catalogue" / "topics" / "topics.tsv"


@pytest.fixture(scope="module")
def shipped() -> Topics:
    return topics.load(None, [])


def tags(authority: Topics, text: str, title: str = "") -> tuple[TopicTag, ...]:
    return topics.score(authority, text, title=title, conflicts=()).tags


def test_the_topics_under_conflict_war_and_peace_all_ship(shipped: Topics) -> None:
    def above(key: str) -> str:
        return above(shipped[key].parent) if shipped[key].parent else key

    assert sum(above(key) == "conflict-war-and-peace" for key in shipped) == 29
    for topic in shipped.values():
        assert topic.definition
        assert topic.origin.startswith("IPTC Media Topics")
        assert len(topic.iptc) == 8
        assert not topic.parent or topic.parent in shipped
        assert topic.terms or topic.key == "conflict-war-and-peace"


def test_names_and_keys_are_one_each(shipped: Topics) -> None:
    assert len({topic.name for topic in shipped.values()}) == len(shipped)
    assert len({topic.iptc for topic in shipped.values()}) == len(shipped)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 512 * 1024


@pytest.mark.parametrize("half", ["a", "b"])
def test_golden_texts(shipped: Topics, half: str) -> None:
    table = [row for row in rows(GOLDEN, 4) if row[0] == half]
    right = found_count = wanted_count = 0
    for _, _, keys, text in table:
        wanted = {key for key in keys.split(",") if key}
        found = {tag.key for tag in tags(shipped, text)}
        right += len(wanted & found)
        found_count += len(found)
        wanted_count += len(wanted)
    precision, recall = right / found_count, right / wanted_count
    assert 2 * precision * recall / (precision + recall) >= 0.85
    assert precision >= 0.9


def test_the_golden_set_is_large_and_has_seven_languages() -> None:
    table = rows(GOLDEN, 4)
    assert len(table) >= 120
    assert {language for _, language, _, _ in table} >= {"en", "fr", "es", "ru", "ar", "de", "uk"}


def test_every_tag_has_its_words(shipped: Topics) -> None:
    text = "Peace talks began in Geneva. Negotiators hope for a truce, and refugees wait in camps. Some refugees fled."
    found = topics.score(shipped, text, title="", conflicts=())
    assert found.tags
    for tag in found.tags:
        assert 0.5 <= tag.score <= 1
        assert tag.because
        assert all(word in text for word in tag.because)
    assert {item.value for item in found.evidence} == {tag.key for tag in found.tags}


def test_a_word_in_passing_names_no_topic(shipped: Topics) -> None:
    filler = "The orchestra played three encores and the audience stayed until midnight. " * 30
    assert not tags(shipped, filler + "Outside, somebody mentioned the election.")
    assert tags(shipped, "The election was close. Voters waited at polling stations. " + filler)


def test_the_title_counts_more(shipped: Topics) -> None:
    text = "The cholera ward is full." + " Nurses carry water up the stairs all day." * 12
    assert not tags(shipped, text)
    assert tags(shipped, text, title="Cholera epidemic spreads")[0].key == "epidemic"


def test_a_known_conflict_speaks_for_the_topic_of_fighting(shipped: Topics) -> None:
    text = "Shelling was heard in the hills during the night. " + "Shops stayed open and buses ran. " * 10
    sure = (ConflictTag("nagorno-karabakh", "Nagorno-Karabakh conflict", 0.9),)
    plain = topics.score(shipped, text, title="", conflicts=()).tags
    known = topics.score(shipped, text, title="", conflicts=sure).tags
    assert "armed-conflict" in {tag.key for tag in known}
    assert {t.key: t.score for t in known}["armed-conflict"] > {t.key: t.score for t in plain}.get("armed-conflict", 0)


def test_the_curator_adds_renames_merges_and_forbids(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text(
        "beekeeping:\n  name: beekeeping\n  terms: [beehive, apiary]\n"
        "war:\n  name: war between states\n"
        "storm:\n  merge: [flood]\n"
        "never tag: [Election]\n",
        "utf-8",
    )
    problems: list[Message] = []
    mine = topics.load(path, problems)
    assert not problems
    assert tags(mine, "The apiary has a new beehive.")[0].key == "beekeeping"
    assert mine["war"].name == "war between states"
    assert "flood" not in mine
    assert tags(mine, "Floods swept a bridge away, and flooding goes on.")[0].key == "storm"
    assert not tags(mine, "Election, Election, Election.")


def test_problems_have_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text("new:\n  terms: [x]\nother:\n  name: war\n  parent: nowhere\n  merge: [gone]\n", "utf-8")
    problems: list[Message] = []
    topics.load(path, problems)
    assert {(m.code, m.line) for m in problems} == {("DL302", 1), ("DL304", 5), ("DL304", 6), ("DL303", 4)}
