"""Copies are grouped over the whole library, in any order, and a curator can part them."""

from __future__ import annotations

from collections.abc import Callable

from dateline import library
from tests.library_place import Place, dump_text

WIRE = "\n\n".join(
    f"Paragraph {n} of the agency's report says what a spokesman of the mission told reporters in town {n} on Sunday."
    for n in range(6)
)


def copies(place: Place) -> dict[str, tuple[str, ...]]:
    """The duplicates of each record, by the dump's name."""
    records = [library.read_record(place.content / name) for name in place.files("records")]
    names = {record.id: record.dump.rpartition("/")[2] for record in records}
    return {names[r.id]: tuple(sorted(names[other] for other in r.duplicates)) for r in records}


def dumps() -> dict[str, str]:
    return {
        "a.txt": dump_text("Mission reports", body=WIRE),
        "b.txt": dump_text("What the mission says", body=WIRE, Source="The Northern Gazette"),
        "c.txt": dump_text("Something else"),
        "late.txt": dump_text("Mission reports again", body=WIRE, date="2021-06-01"),
    }


def test_copies_are_noted_whatever_came_first(new_place: Callable[[str], Place]) -> None:
    results = []
    for name, order in (("once", None), ("one-by-one", sorted(dumps(), reverse=True))):
        place = new_place(name)
        for file in order or dumps():
            place.put(file, dumps()[file])
            if order:
                place.ingest()
        place.ingest()
        assert copies(place) == {"a.txt": ("b.txt",), "b.txt": ("a.txt",), "c.txt": (), "late.txt": ()}
        results.append(place.but_arrival())
    assert results[0] == results[1]


def test_a_curator_can_part_two_articles_and_join_them_again(place: Place) -> None:
    for file, text in dumps().items():
        place.put(file, text)
    place.ingest()
    name = next(name for name in place.files("articles") if name.endswith("mission-reports.md"))
    place.edit("status: published", "status: published\nnot_same_as: [what-the-mission-says]", name)
    place.ingest()
    assert copies(place)["a.txt"] == ()
    place.edit("not_same_as: [what-the-mission-says]\n", "", name)
    place.ingest()
    assert copies(place)["a.txt"] == ("b.txt",)


def test_a_run_killed_before_the_groups_were_made_is_completed(place: Place) -> None:
    for file, text in dumps().items():
        place.put(file, text)
    place.ingest()
    before = place.digests()
    (place.content / ".dateline" / "copies").unlink()
    for name in place.files("records"):
        path = place.content / name
        head = library.read_record_head(path)
        from dataclasses import replace

        from dateline.library import stored

        path.write_bytes(stored.with_head(path.read_bytes(), replace(head, duplicates=())))
    place.ingest()
    assert place.digests() == before


def test_copies_of_what_was_withdrawn_are_named(place: Place) -> None:
    for file, text in dumps().items():
        place.put(file, text)
    place.ingest()
    place.check()
    assert "DL443" not in place.codes()
    name = next(name for name in place.files("articles") if name.endswith("mission-reports.md"))
    place.edit("status: published", "status: withdrawn\nwithdrawn: {date: 2021-01-02, reason: Wrong.}", name)
    place.check()
    (message,) = [m for m in place.report.messages if m.code == "DL443"]
    assert message.path == name
    assert "what-the-mission-says.md" in message.text
    other = next(name for name in place.files("articles") if name.endswith("what-the-mission-says.md"))
    place.edit("status: published", "status: withdrawn\nwithdrawn: {date: 2021-01-02, reason: Wrong.}", other)
    place.check()
    assert "DL443" not in place.codes()
