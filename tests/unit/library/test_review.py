"""Review: every doubt with its evidence, every decision an edit of the Markdown file, and a line in the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest

from dateline.library import review
from dateline.library.review import Session
from dateline.messages import Report
from dateline.model import Status
from tests.library_place import Place, dump_text


@pytest.fixture
def inbox(place: Place) -> Place:
    place.put("undated.txt", dump_text("Without a date", date=""))
    place.put("good.txt", dump_text("With all"))
    place.ingest()
    return place


def session(place: Place) -> Session:
    return Session(place.settings, "Ada", lambda: "2021-01-02T03:04:05+00:00")


def items(place: Place) -> list[review.Item]:
    report = Report()
    found = review.items(place.settings, report)
    assert report.messages == []
    return found


def typed(*answers: str) -> Iterator[str]:
    yield from answers


def play(place: Place, *answers: str) -> tuple[int, str]:
    said: list[str] = []
    given = typed(*answers)

    def ask(_: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    return review.run(session(place), items(place), ask, said.append), "\n".join(said)


def undated(place: Place) -> str:
    return next(name for name in place.files("articles") if "undated/" in name)


def test_what_waits_comes_first_with_its_reason(inbox: Place) -> None:
    found = items(inbox)
    assert found[0].field == "date"
    assert found[0].waits
    assert found[0].reason
    assert [item.waits for item in found] == sorted((item.waits for item in found), reverse=True)


def test_the_doubts_about_one_article_stand_together(inbox: Place) -> None:
    inbox.put("one.txt", "todo: buy milk\n")
    inbox.put("two.txt", "todo: buy bread\n")
    inbox.ingest()
    articles = [item.article for item in items(inbox)]
    assert len(set(articles)) > 2
    assert sum(one != other for one, other in pairwise(articles)) == len(set(articles)) - 1


def test_a_corrected_date_publishes_the_article(inbox: Place) -> None:
    name = undated(inbox)
    inbox.edit("lang: en", "lang: en # as I read it", name)
    decided, said = play(inbox, "c 08/11/2020", "c 2020-11-08")
    assert "can be 2020-11-08 or 2020-08-11" in said
    assert decided == 1
    header = inbox.article(name).header
    assert (header.date, header.date_precision, header.status) == ("2020-11-08", "day", Status.PUBLISHED)
    assert "date" not in header.review
    assert "# as I read it" in (inbox.content / name).read_text()
    (line,) = (inbox.content / review.LOG).read_text().splitlines()
    assert json.loads(line) == {
        "when": "2021-01-02T03:04:05+00:00",
        "who": "Ada",
        "action": "correct",
        "article": name,
        "field": "date",
        "was": "",
        "value": "2020-11-08",
    }
    # and an ingest, even of everything again, leaves the decision alone
    inbox.ingest(again=True)
    assert inbox.article(name).header == header


def test_undo_brings_back_every_byte(inbox: Place) -> None:
    name = undated(inbox)
    before = (inbox.content / name).read_bytes()
    decided, _ = play(inbox, "c 2020", "u", "q")
    assert decided == 0
    assert (inbox.content / name).read_bytes() == before
    decided, _ = play(inbox, "r", "u", "q")
    assert (inbox.content / name).read_bytes() == before
    actions = [json.loads(line)["action"] for line in (inbox.content / review.LOG).read_text().splitlines()]
    assert actions == ["correct", "undo", "refuse", "undo"]


def test_a_refused_article_stays_refused(inbox: Place) -> None:
    name = undated(inbox)
    play(inbox, "r")
    assert name not in inbox.files("articles")
    inbox.ingest()
    assert name not in inbox.files("articles")
    assert "DL412" in inbox.codes()


def test_skipping_and_nonsense_change_nothing(inbox: Place) -> None:
    before = inbox.digests()
    decided, _ = play(inbox, "x", "7", "c", "", *["s"] * len(items(inbox)))
    assert decided == 0
    assert inbox.digests() == before


def test_accepting_without_a_value_does_not_publish(inbox: Place) -> None:
    name = undated(inbox)
    _, said = play(inbox, "a", "q")
    assert "There is no date to accept" in said
    assert inbox.article(name).header.status is Status.INBOX
    assert items(inbox)[0].field == "date", "and it is asked about again"


def test_what_waits_is_asked_about_also_where_its_review_list_is_empty(inbox: Place) -> None:
    name = undated(inbox)
    header = inbox.article(name).header
    inbox.edit(f"review: [{', '.join(header.review)}]\n", "", name)
    assert items(inbox)[0].field == "date"
    inbox.edit("date:", "date: 2020-11-08", name)
    (found,) = [item for item in items(inbox) if item.waits]
    assert (found.field, found.value) == ("status", "inbox")
    play(inbox, "a")
    assert inbox.article(name).header.status is Status.PUBLISHED


def test_lists_are_typed_with_semicolons(inbox: Place) -> None:
    name = undated(inbox)
    inbox.edit("review: [date", "review: [authors, date", name)
    item = next(item for item in items(inbox) if item.field == "authors")
    session(inbox).correct(item, "Ada Example; Ben: Example, jr.")
    assert inbox.article(name).header.authors == ("Ada Example", "Ben: Example, jr.")


# --------------------------------------------------------------------------- several doubts about one list

AMBIGUOUS = (
    "Shots were heard in Springfield on Sunday, and smoke rose over Georgia.\n\n"
    "Two people were hurt, officials in Springfield said, and roads into Georgia were closed until the evening."
)


@pytest.fixture
def listed(place: Place) -> Place:
    """An article with two doubts about its places, each about one of them."""
    from dataclasses import replace

    from dateline.library import stored
    from dateline.model import Doubt, PlaceTag

    place.put("a.txt", dump_text("A story", body=AMBIGUOUS))
    place.ingest()
    (name,) = place.files("records")
    record = stored.read(place.content / name)
    tags = tuple(
        PlaceTag(key, label, None, None, "", "area")
        for key, label in (("x-one", "X"), ("y-one", "Y"), ("z", "Z"))
    )  # fmt: skip
    doubts = (
        Doubt("places", "DL305", "'X' may mean several places.", ("x-one", "x-two")),
        Doubt("places", "DL305", "'Y' may mean several places.", ("y-one", "y-two")),
    )
    header = replace(record.header, places=("X", "Y", "Z"), review=("places",))
    changed = replace(record, places=tags, doubts=doubts, header=header)
    (place.content / name).write_text(stored.dump(changed), "utf-8")
    (article,) = place.files("articles")
    text = (place.content / article).read_text("utf-8")
    kept = [row for row in text.split("\n") if not row.startswith(("places:", "review:"))]
    rows = ["---", "places: [X, Y, Z]", "review: [places]", *kept[1:]]
    (place.content / article).write_text("\n".join(rows), "utf-8")
    return place


def test_each_doubt_about_a_list_is_a_question_of_its_own(listed: Place) -> None:
    found = items(listed)
    assert [(item.stands, item.candidates) for item in found] == [("X", ("x-one", "x-two")), ("Y", ("y-one", "y-two"))]


def test_choosing_another_entry_leaves_the_rest_of_the_list(listed: Place) -> None:
    play(listed, "2", "q")
    header = listed.article().header
    assert header.places == ("x-two", "Y", "Z")
    assert header.review == ("places",), "the other doubt is not settled"


def test_a_list_is_settled_with_its_last_doubt(listed: Place) -> None:
    play(listed, "2", "a")
    header = listed.article().header
    assert (header.places, header.review) == (("x-two", "Y", "Z"), ())


def test_a_list_that_was_typed_anew_is_settled_as_a_whole(listed: Place) -> None:
    decided, said = play(listed, "c A; B", "q")
    assert decided == 1
    assert listed.article().header.places == ("A", "B")
    assert listed.article().header.review == ()
    assert "'Y' may mean" not in said


def test_undo_asks_again_what_it_took_back(listed: Place) -> None:
    before = listed.article()
    play(listed, "2", "2", "u", "u", "q")
    assert listed.article() == before
    decided, _ = play(listed, "c A", "u", "1", "1")
    assert decided == 2
    assert listed.article().header.places == ("x-one", "y-one", "Z")
    assert listed.article().header.review == ()


def test_what_a_key_stands_for_is_shown(listed: Place) -> None:
    from dateline import catalogue

    called = review.names_of(catalogue.load())
    assert called("places", "red-sea-sd") == "red-sea-sd: Red Sea, region, SD"
    assert called("conflicts", "nagorno-karabakh") == "nagorno-karabakh: Nagorno-Karabakh conflict"
    assert called("places", "nowhere") == called("title", "nowhere") == "nowhere"


def test_a_line_of_the_record_of_decisions_that_a_merge_broke_is_passed_over(inbox: Place) -> None:
    play(inbox, "c 2020", "q")
    path = inbox.content / review.LOG
    path.write_text("<<<<<<< HEAD\n" + path.read_text("utf-8") + "[]\n>>>>>>> other\n", "utf-8")
    assert [entry["action"] for entry in review.decisions(inbox.settings)] == ["correct"]


def test_every_answer_is_answered(place: Place) -> None:
    """What was typed by mistake is told, and so is what became of each decision."""
    place.put("a.txt", dump_text("Story", date="05/06/2015"))
    place.ingest()
    count, said = play(place, "?", "", "9", "c", "u", "1", "u", "r")
    assert count == 1
    for text in (
        "'?' is no answer to this.",
        "Type a letter of these.",
        "There is no candidate 9.",
        "Type the value after c.",
        "There is nothing to undo",
        "date: 2015-06-05. The article is published with the next build.",
        "Undone: articles/2015/story.md is as it was.",
        "Refused: articles/2015/story.md is deleted; its dump stays.",
        "from dumps/a.txt",
    ):
        assert text in said, said
