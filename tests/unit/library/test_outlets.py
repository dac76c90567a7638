"""The memory of outlets: what repeats across the dumps of one is not the story of any."""

from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.extract import memory
from dateline.library import outlets, stored
from dateline.library.inventory import Inventory
from dateline.library.outlets import Outlets
from dateline.messages import CODES, Report, Severity
from tests.library_place import Place, dump_text

pytestmark = pytest.mark.usefixtures("one_catalogue")

PROMO = "Readers like you pay for our work in the region, and without them nobody would have told this story."
WHO = ("Rebels", "Deserters", "Militias", "Irregulars", "Villagers")


def story(who: str, source: str = "The Example Courier") -> str:
    body = (
        f"{who} handed over their heavy weapons on Tuesday, six weeks after the ceasefire began in the highlands.",
        f"Observers who counted the lorries of the {who.lower()} at the old garrison said that more were on their way.",
        PROMO,
        f"A spokesman said that the {who.lower()} would go home as soon as both sides had signed the amnesty.",
    )
    return dump_text(f"{who} hand over weapons in the highlands", Source=source, body="\n\n".join(body))


def filled(content: Path, names: tuple[str, ...] = WHO) -> Place:
    place = Place(content)
    for name in names:
        place.put(f"{name}.txt", story(name))
    return place


def bodies(place: Place) -> list[str]:
    return [place.article(name).body for name in place.files("articles")]


def test_two_dumps_tell_nothing_and_a_third_tells_of_all(tmp_path: Path) -> None:
    place = filled(tmp_path / "content", WHO[:2])
    place.ingest()
    assert all(PROMO in body for body in bodies(place))
    place.put("third.txt", story(WHO[2]))
    report = place.ingest()
    assert len(bodies(place)) == 3
    assert not any(PROMO in body for body in bodies(place))
    assert (report.received, report.published, report.balanced) == (3, 3, True)
    told = [message for message in report.messages if message.code == "DL450"]
    assert len(told) == 2, "of those that were there before"
    assert CODES["DL450"].severity is Severity.NOTICE
    assert report.exit_status == 0


def test_the_record_says_why_a_line_was_left_out(tmp_path: Path) -> None:
    place = filled(tmp_path / "content")
    place.ingest()
    for name in place.files("records"):
        record = stored.read(place.content / name)
        (line,) = [line for line in record.lines if line.text == PROMO]
        assert (line.role, line.rule) == ("promo", "outlet: it stands in other dumps of this outlet too")


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    whole = filled(tmp_path / "whole" / "content")
    whole.ingest()
    for number, order in enumerate(itertools.islice(itertools.permutations(WHO), 0, 120, 47)):
        place = Place(tmp_path / str(number) / "content")
        for name in order:
            place.put(f"{name}.txt", story(name))
            place.ingest()
        assert place.but_arrival() == whole.but_arrival(), order


def test_a_dump_that_leaves_gives_its_lines_back(tmp_path: Path) -> None:
    place = filled(tmp_path / "content", WHO[:3])
    place.ingest()
    for folder in ("dumps", "articles", "records"):
        for path in (place.content / folder).rglob("*illager*"):
            path.unlink()
        for path in (place.content / folder).rglob("*ilitias*"):
            path.unlink()
    place.ingest()
    assert len(bodies(place)) == 2
    assert all(PROMO in body for body in bodies(place))


def test_nothing_is_read_twice_that_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = filled(tmp_path / "content")
    place.ingest()
    before = place.digests()
    asked: list[int] = []
    really = Outlets.look

    def look(self: Outlets, stock: Inventory, content: Path) -> int:
        asked.append(really(self, stock, content))
        return asked[-1]

    monkeypatch.setattr(Outlets, "look", look)
    place.ingest()
    place.ingest(again=True)
    assert asked == [0, 0]
    assert place.digests() == before


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_the_memory_can_be_lost(tmp_path: Path, damage: bytes | None) -> None:
    place = filled(tmp_path / "content")
    place.ingest()
    before = place.digests()
    path = place.content / ".dateline" / outlets.FILE
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert place.ingest().exit_status == 0
    assert place.digests() == before
    place.put("Nomads.txt", story("Nomads"))
    place.ingest()
    assert not any(PROMO in body for body in bodies(place))


def test_a_damaged_row_is_made_anew(tmp_path: Path) -> None:
    place = filled(tmp_path / "content")
    place.ingest()
    before = place.digests()
    path = place.content / ".dateline" / outlets.FILE
    data = path.read_bytes()
    told = outlets._packed({memory.fingerprint(PROMO): memory.STEPS})
    assert told in data
    path.write_bytes(data.replace(told, bytes(len(told))))
    place.ingest(again=True)
    assert place.digests() == before


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_memory_with_a_hole_is_made_anew(tmp_path: Path, share: float) -> None:
    place = filled(tmp_path / "content")
    place.ingest()
    before = place.digests()
    path = place.content / ".dateline" / outlets.FILE
    data = path.read_bytes()
    at = int(share * len(data))
    path.write_bytes(data[:at] + b"\xa5" * 512 + data[at + 512 :])
    assert place.ingest().messages == []
    assert place.digests() == before
    assert place.ingest(again=True).exit_status == 0
    assert place.digests() == before


def test_what_a_damaged_row_says_is_not_told(tmp_path: Path) -> None:
    place = filled(tmp_path / "content")
    place.ingest()
    folder = place.content / ".dateline"
    (record, *_) = place.files("records")
    promo = memory.fingerprint(PROMO)
    known = Outlets(folder)
    assert known.told(record)[promo] == memory.STEPS
    known.close()
    path = folder / outlets.FILE
    told = outlets._packed({promo: memory.STEPS})
    path.write_bytes(path.read_bytes().replace(told, outlets._packed({promo: 1})))
    known = Outlets(folder)
    assert known.told(record) == {}
    known.close()


def test_a_curator_s_text_stays(tmp_path: Path) -> None:
    place = filled(tmp_path / "content", WHO[:2])
    place.ingest()
    (name, other) = place.files("articles")
    path = place.edit("heavy weapons", "heavy arms", name)
    mine = path.read_text()
    place.put("third.txt", story(WHO[2]))
    report = place.ingest()
    assert path.read_text() == mine
    assert PROMO not in place.article(other).body
    assert [m.path for m in report.messages if m.code == "DL411"] == [name]


def test_the_outlet_counts_not_the_library(tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    for number, name in enumerate(WHO):
        place.put(f"{name}.txt", story(name, source=f"The {('North', 'South', 'East')[number % 3]} Courier"))
    place.ingest()
    assert all(PROMO in body for body in bodies(place))


def test_several_copies_of_one_story_are_one(tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    for number in range(4):
        place.put(f"{number}.txt", story(WHO[0]) + f"\nSeen {number} times\n")
    place.ingest()
    assert all(PROMO in body for body in bodies(place))


def test_single_dumps_are_read_as_they_are(tmp_path: Path) -> None:
    """Paths on the command line: what else the library holds is none of that run's business."""
    place = filled(tmp_path / "content", WHO[:2])
    place.ingest()
    report = place.ingest(place.put("third.txt", story(WHO[2])))
    assert report.received == 1
    assert all(PROMO in body for body in bodies(place))
    place.ingest()
    assert not any(PROMO in body for body in bodies(place))


def test_more_processes_change_nothing(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "one" / "content"), filled(tmp_path / "two" / "content")
    two.settings = replace(two.settings, workers=2)
    one.ingest()
    two.ingest()
    assert one.digests() == two.digests()


def test_a_full_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = filled(tmp_path / "content")

    def full(*_: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Outlets, "look", full)
    report: Report = place.ingest()
    assert report.balanced
    assert {message.code for message in report.messages} == {"DL419"}
    monkeypatch.undo()
    place.ingest()
    assert not any(PROMO in body for body in bodies(place))


def test_what_is_left_of_a_dump_of_several_articles_is_not_read_anew(tmp_path: Path) -> None:
    place = filled(tmp_path / "content", WHO[:3])
    place.put("several.txt", "\n\n".join((story(WHO[3]), "* * *", story(WHO[4]))))
    place.ingest()
    records = {name: stored.read(place.content / name) for name in place.files("records")}
    several = [name for name, record in records.items() if record.dump.endswith("several.txt")]
    assert len(several) == 2
    for name in (several[0], records[several[0]].article):
        (place.content / name).unlink()
    first = place.ingest()
    assert place.ingest().received == first.received, "nothing comes back a run later"
    assert place.files("records").count(several[0]) == 0
