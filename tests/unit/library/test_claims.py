"""Candidates for claims: found, never written by the program; and what a curator makes of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.library import claims, review
from dateline.library.review import Session
from dateline.messages import Report
from dateline.model import Standing, Statement
from tests.library_place import Place, dump_text

BODY = (
    "The ministry claimed that its troops had taken the town.\n\n"
    "Rain fell on Sunday. The governor's office denied that a single house had been lost.\n\n"
    "A man was accused by his neighbours of theft."
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The ministry claimed that it had won.", Statement("The ministry", "it had won")),
        ("en", "On Monday, the army denied the report.", Statement("", "the report", denied_by=("the army",))),
        ("en-GB", "She left, but rebels accused it of lying.", Statement("rebels", "it of lying")),
        ("fr", "Le ministre affirme que tout va bien.", Statement("Le ministre", "tout va bien")),
        ("es", "El ejército negó que hubiera muertos.", Statement("", "hubiera muertos", denied_by=("El ejército",))),
        ("ru", "Министерство утверждает, что город взят.", Statement("Министерство", "город взят")),
        ("ar", "نفى المتحدث أن المدينة سقطت.", Statement("", "المدينة سقطت", denied_by=("المتحدث",))),
    ],
)
def test_who_claims_and_who_denies(language: str, text: str, expected: Statement) -> None:
    assert [found.statement for found in claims.suggestions(text, language)] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bomb is blamed for the fire."),
        ("en", "Nobody had claimed responsibility."),
        ("en", "It rained."),
        ("xx", "The ministry claimed that it had won."),
        ("", "The ministry claimed that it had won."),
        ("en", ""),
        ("en", "claimed"),
    ],
)
def test_what_is_no_claim(language: str, text: str) -> None:
    assert claims.suggestions(text, language) == []


def test_what_is_typed_is_read_by_the_rules_of_front_matter() -> None:
    one = Statement("", "it was lost", denied_by=("the army",))
    assert claims.typed("who: A man, of sorts; date: 2020-11; status: refuted; denied_by: x, y", one) == Statement(
        "A man, of sorts", "it was lost", date="2020-11", status=Standing.REFUTED, denied_by=("x", "y")
    )
    for wrong in ("who", "when: 2020", "status: maybe", "date: 08/11/2020"):
        with pytest.raises(ValueError, match=r"\w"):
            claims.typed(wrong, one)


@pytest.fixture
def story(place: Place) -> Place:
    place.put("a.txt", dump_text("A town", body=BODY, lang="en"))
    place.ingest()
    return place


def items(place: Place) -> list[review.Item]:
    return review.claim_items(place.settings, Report())


def play(place: Place, *answers: str) -> str:
    said: list[str] = []
    given = iter(answers)

    def ask(_: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    session = Session(place.settings, "Ada", lambda: "2021-01-02T03:04:05+00:00")
    review.run(session, items(place), ask, said.append)
    return "\n".join(said)


def test_nothing_is_noted_until_a_curator_does(story: Place) -> None:
    before = story.digests()
    assert [item.claim and item.claim.says for item in items(story)] == [
        "its troops had taken the town",
        "a single house had been lost",
    ]
    play(story, "s", "s", "q")
    assert story.digests() == before


def test_a_noted_claim_stands_in_the_header_and_in_the_record_of_decisions(story: Place) -> None:
    said = play(story, "c denied_by: The governor; status: disputed", "a", "c who: The rebels")
    assert "who says it is not known" in said
    assert story.article().header.claims == (
        Statement("The ministry", "its troops had taken the town", "", "", Standing.DISPUTED, ("The governor",)),
        Statement("The rebels", "a single house had been lost", denied_by=("The governor's office",)),
    )
    assert items(story) == []
    lines = [json.loads(line) for line in (story.content / review.LOG).read_text("utf-8").splitlines()]
    assert [(line["who"], line["action"], line["field"]) for line in lines] == [("Ada", "add", "claims")] * 2
    story.ingest(again=True)
    assert len(story.article().header.claims) == 2


def test_what_is_dismissed_is_not_proposed_again_and_undo_takes_a_note_back(story: Place) -> None:
    before = story.article()
    play(story, "d", "s", "q")
    assert len(items(story)) == 1
    play(story, "c who: X", "u", "q")
    assert story.article() == before


def test_refusing_a_candidate_never_deletes_the_article(story: Place) -> None:
    play(story, "r", "r", "q")
    assert len(story.files("articles")) == 1


def test_the_verbs_of_every_language_are_complete() -> None:
    for code, row in json.loads(claims.VERBS.read_text("utf-8")).items():
        assert set(row) == LISTS | {"order"}, code
        assert set(row["weak"]) <= {*row["deny"], *row["claim"]}, code
        assert not set(row["deny"]) & set(row["claim"]), code
    assert Path(claims.VERBS).is_file()


LISTS = frozenset({"deny", "claim", "that", "clause", "cut", "relative"})
LISTS |= {"weak", "about", "finite", "to", "not_after", "not_before", "not_next"}
SENTENCES = Path(__file__).parents[2] / "golden" / "claims" / "sentences.tsv"


def test_most_candidates_are_claims_and_few_claims_are_missed() -> None:
    """On sentences of our own, half of them made to mislead: the floors may only rise."""
    right = wrong = missed = named = 0
    for row in SENTENCES.read_text("utf-8").splitlines():
        language, kind, who, sentence = row.split("\t")
        found = [suggestion.statement for suggestion in claims.suggestions(sentence, language)]
        meant = [statement for statement in found if ("deny" if statement.denied_by else "claim") == kind]
        wrong += kind == "none" and bool(found)
        missed += kind != "none" and not meant
        right += bool(meant)
        named += who.casefold() in {name.casefold() for s in meant for name in (s.who, *s.denied_by)}
    assert right + missed == 51
    assert right >= 0.92 * (right + wrong), (right, wrong)
    assert right >= 0.98 * (right + missed), (right, missed)
    assert named >= 0.98 * right, named
