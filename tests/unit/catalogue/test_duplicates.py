"""Exact and near copies."""

from __future__ import annotations

import io
import random
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.catalogue import duplicates
from dateline.catalogue.duplicates import Document, Group, group

WORDS = [f"word{i}" for i in range(4000)]


def text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def ids(documents: list[Document]) -> list[tuple[str, ...]]:
    return [found.ids for found in group(documents)]


def test_equal_texts_are_exact_copies() -> None:
    one = text(1)
    found = group([Document("a", "2020-11-08", one), Document("b", "2020-11-09", one.upper() + "!")])
    assert found == (Group(("a", "b"), exact=True),)


def test_a_shortened_copy_is_near() -> None:
    words = text(1).split()
    found = group([Document("a", "2020-11-08", " ".join(words)), Document("b", "2020-11-08", " ".join(words[:150]))])
    assert found == (Group(("a", "b"), exact=False),)


def test_an_edited_copy_is_near_and_a_different_text_is_not() -> None:
    words = text(1).split()
    for i in range(0, 300, 25):
        words[i] = f"changed{i}"
    edited = " ".join(words)
    assert ids([Document("a", "", text(1)), Document("b", "", edited), Document("c", "", text(2))]) == [("a", "b")]


def test_a_shared_quotation_makes_no_copy() -> None:
    quoted = text(9, 60)
    documents = [Document("a", "", f"{text(1)} {quoted}"), Document("b", "", f"{quoted} {text(2)}")]
    assert ids(documents) == []


def test_a_long_article_is_no_copy_of_the_note_it_quotes() -> None:
    note = text(3, 40)
    assert ids([Document("a", "", note), Document("b", "", f"{text(1, 900)} {note}")]) == []


def test_only_within_three_days() -> None:
    one = text(1)
    assert ids([Document("a", "2020-11-01", one), Document("b", "2020-11-05", one)]) == []
    assert ids([Document("a", "2020-11-01", one), Document("b", "2020-11-04", one)]) == [("a", "b")]
    assert ids([Document("a", "2020-11", one), Document("b", "2020-11-05T10:00:00+03:00", one)]) == [("a", "b")]


def changed(words: list[str], at: int) -> str:
    """A third of the words are others: a bulletin that keeps most of yesterday's."""
    return " ".join(f"day{at}-{n}" if n % 20 < 3 else word for n, word in enumerate(words))


def test_daily_bulletins_make_no_chain() -> None:
    words = text(1).split()
    days = [Document(f"{n:02}", f"2020-11-{n + 1:02}", changed(words, n)) for n in range(28)]
    found = ids(days)
    assert found
    for members in found:
        assert int(members[-1]) - int(members[0]) <= 3, members
    # nor does one without a date, or one of which only the year is known, join them
    for some in ("", "2020", "2020-11"):
        undated = [*days[::7], Document("x", some, changed(words, 99))]
        assert all(len(members) == 2 for members in ids(undated)), some
    # copies of one text that go from outlet to outlet are one report, as before
    same = [Document(f"{n:02}", f"2020-11-{n + 1:02}", text(1)) for n in range(10)]
    assert ids(same) == [tuple(f"{n:02}" for n in range(10))]


def test_a_year_is_near_the_days_in_it_only() -> None:
    assert ids([Document("a", "2019", text(1)), Document("b", "2020-11-05", text(1))]) == []
    assert ids([Document("a", "2020", text(1)), Document("b", "2020-11-05", text(1))]) == [("a", "b")]


def test_boilerplate_of_a_whole_archive_groups_nothing() -> None:
    notice = text(99, 80)
    assert ids([Document(f"d{i:03}", "", f"{text(i, 120)} {notice}") for i in range(120)]) == []


def test_short_texts_only_where_equal() -> None:
    assert ids([Document("a", "", "Two killed in blast"), Document("b", "", "Two killed in a blast")]) == []
    assert ids([Document("a", "", "Two killed in blast"), Document("b", "", "two killed in blast.")]) == [("a", "b")]
    assert ids([Document("a", "", ""), Document("b", "", "")]) == []


def test_chinese_and_japanese() -> None:
    signs = "".join(chr(0x4E00 + random.Random(5).randrange(3000)) for _ in range(1))
    row = "".join(chr(0x4E00 + code) for code in random.Random(7).sample(range(3000), 400))
    other = "".join(chr(0x4E00 + code) for code in random.Random(8).sample(range(3000), 400))
    documents = [Document("a", "", row), Document("b", "", row[:300] + signs), Document("c", "", other)]
    assert ids(documents) == [("a", "b")]


def test_copies_of_copies_are_one_group() -> None:
    words = text(1, 400).split()
    documents = [
        Document("a", "", " ".join(words[:300])),
        Document("b", "", " ".join(words)),
        Document("c", "", " ".join(words[100:])),
    ]
    assert ids(documents) == [("a", "b", "c")]


def test_the_curator_separates() -> None:
    one = text(1)
    documents = [
        Document("a", "", one, ("b",)),
        Document("b", "", one),
        Document("c", "", one),
    ]
    found = ids(documents)
    assert all(not {"a", "b"} <= set(members) for members in found)
    assert found == [("a", "c")]


def test_two_documents_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        group([Document("a", "", "x"), Document("a", "", "y")])


def written(chance: random.Random, many: int) -> list[Document]:
    """Texts that share much: whole, cut short, changed, joined, dated to days, months, years or not at all."""
    words = WORDS[: chance.choice((30, 300, 3000))]
    first = [chance.choices(words, k=chance.randrange(5, 200)) for _ in range(1 + many // chance.choice((2, 5, 20)))]
    names = [f"{chance.random():.9f}" for _ in range(many)]
    documents = []
    for name in names:
        some = list(chance.choice(first))
        for _ in range(chance.choice((0, 0, 1, 3, 20))):
            some[chance.randrange(len(some))] = chance.choice(words)
        some = some[: len(some) // chance.choice((1, 1, 2))] + chance.choice(first) * chance.choice((0, 0, 0, 1))
        day = chance.choice(("", "2020", "2020-11", "none", *(f"2020-11-{n:02}" for n in range(1, 29))))
        apart = tuple(chance.sample(names, 1)) if chance.random() < 0.05 else ()
        documents.append(Document(name, day, " ".join(some), apart))
    return documents


def alike_by_sight(documents: list[Document]) -> set[tuple[int, int]]:
    """The pairs that are to be compared, found in the plainest way: by looking at all."""
    codes = duplicates._Codes()
    prints = [set(duplicates._print(d.text, codes).shingles) for d in documents]
    counts = Counter(shingle for kept in prints for shingle in kept)
    most = max(duplicates.COMMON, len(documents) // 100)
    telling = {shingle: count for shingle, count in counts.items() if 1 < count <= most}
    rare = [set(sorted(kept & telling.keys(), key=lambda s: (telling[s], s))[: duplicates.PROBES]) for kept in prints]
    days = [duplicates._days(d.date) for d in documents]
    pairs = combinations(range(len(documents)), 2)
    return {(i, j) for i, j in pairs if rare[i] & rare[j] and duplicates._close(days[i], days[j])}


def test_candidates_are_those_that_looking_at_all_finds(tmp_path: Path) -> None:
    chance = random.Random(0)
    for many in (0, 1, 2, 60, 120, 250):
        documents = sorted(written(chance, many), key=lambda d: d.id)
        for scratch in (io.BytesIO, lambda: cast(BinaryIO, tempfile.TemporaryFile(dir=tmp_path))):  # noqa: SIM115
            with duplicates._Known(scratch) as known:
                known.read(documents)
                found = [divmod(int(pair), many) for some in duplicates._candidates(known, scratch) for pair in some]
            assert found == sorted(alike_by_sight(documents)), many


def test_files_for_a_while_change_nothing_and_are_closed(tmp_path: Path) -> None:
    documents = written(random.Random(1), 300)
    opened: list[BinaryIO] = []

    def scratch() -> BinaryIO:
        opened.append(cast(BinaryIO, tempfile.TemporaryFile(dir=tmp_path)))  # noqa: SIM115
        return opened[-1]

    assert group(documents, scratch) == group(documents)
    assert opened
    assert all(file.closed for file in opened)


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_changes_nothing(chance: random.Random) -> None:
    documents = []
    for i in range(12):
        words = text(i % 5, 120).split()
        del words[i * 3 : i * 3 + i]
        documents.append(Document(f"d{i}", f"2020-11-{1 + i % 3:02}", " ".join(words)))
    expected = group(documents)
    assert expected
    chance.shuffle(documents)
    assert group(documents) == expected
