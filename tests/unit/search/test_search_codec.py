"""Numbers as characters, keys as gaps, words told from the one before, and where shards are cut."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search import numbering, rows, script, shards
from dateline.search.codec import (
    ALPHABET,
    DAY_SHIFT,
    decode,
    decode_keys,
    encode,
    encode_keys,
    place,
    places,
)
from dateline.search.fields import number_mark

KEYS = st.lists(
    st.builds(lambda day, local: day << DAY_SHIFT | local, st.integers(10, 40_000), st.integers(0, 70)), unique=True
).map(sorted)
CUT = 20_000 << DAY_SHIFT
WORDS = st.lists(st.text("abcdéя🙂", min_size=1, max_size=8), unique=True, min_size=1, max_size=80)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60_000_000)))
def test_numbers_come_back(numbers: list[int]) -> None:
    text = "".join(map(encode, numbers))
    assert set(text) <= set(ALPHABET)
    assert list(decode(text)) == numbers


@pytest.mark.parametrize(
    ("number", "length"), [(0, 1), (63, 1), (64, 2), (2133, 2), (2134, 3), (18_333, 3), (18_334, 5)]
)
def test_lengths_of_codes(number: int, length: int) -> None:
    assert len(encode(number)) == length


@pytest.mark.parametrize("text", ["~", "\\", "|"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        list(decode(text))


def test_a_number_out_of_range_is_refused() -> None:
    for number in (-1, 70_000_000):
        with pytest.raises(ValueError, match=str(number)):
            encode(number)


@settings(deadline=None)
@given(KEYS)
def test_keys_come_back(keys: list[int]) -> None:
    assert list(decode_keys(encode_keys(keys, 10), 10)) == keys


@settings(deadline=None)
@given(KEYS, st.data())
def test_a_row_changes_as_if_made_anew(keys: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    kept = [key for key in keys if key not in gone]
    come = [key for key in data.draw(KEYS) if key not in keys]
    before = made([(key, "3", str(key)) for key in keys])
    after = rows.changed(before, gone, [(key, "5", str(key)) for key in come], 10, CUT)
    whole = sorted([*kept, *come])
    assert after == made([(key, "5" if key in come else "3", str(key)) for key in whole])


def made(postings: list[rows.Posting]) -> rows.Row | None:
    sides = [[posting for posting in postings if (posting[0] < CUT) == older] for older in (True, False)]
    return rows.Row(*(rows.part(side, 10) for side in sides)) if postings else None


@settings(deadline=None)
@given(KEYS, st.integers(0, 9))
def test_blocks_join_to_a_row(keys: list[int], at: int) -> None:
    postings = [(key, "3", str(key)) for key in keys]
    found = []
    for some in filter(None, (postings[:at], postings[at:])):
        entries = [chr(int(level)) + number_mark(n) + hit for n, (_, level, hit) in enumerate(some)]
        keys_of = [key for key, *_ in some]
        found.append(rows.pieces(["w", "x", "y"], [entries[:1], entries, entries[-1:]], keys_of)["x"])
    assert not found or rows.joined(found, 10) == rows.part(postings, 10)


@pytest.mark.parametrize("number", [0, 1, 89, 90, 8009, 8010, 8011, 90**3 + 8009, 90**3 + 8010, 10**9])
def test_places_have_two_characters_or_four(number: int) -> None:
    code = place(number)
    assert len(code) == (2 if number < 8010 else 4)
    assert (code[0] == ALPHABET[-1]) == (number >= 8010)
    assert set(code) <= set(ALPHABET)


def test_the_first_places_of_many() -> None:
    assert [*islice(places(9000), 9000)] == [place(number) for number in range(9000)]
    assert [*islice(places(20), 20)] == [place(number) for number in range(20)]


@settings(deadline=None)
@given(WORDS)
def test_front_coded_words_come_back(words: list[str]) -> None:
    last = ""
    for word, coded in zip(words, shards.front_code(words, "\n").split("\n"), strict=True):
        shared = last.encode("utf-16-le", "surrogatepass")[: 2 * int(coded[0], 36)].decode("utf-16-le")
        assert shared + coded[1:] == word
        last = word


@settings(deadline=None)
@given(WORDS, st.integers(5, 60))
def test_every_word_finds_its_shard(words: list[str], limit: int) -> None:
    words = sorted(words, key=shards.order)
    starts = shards.cuts(words, [len(word) + 3 for word in words], limit)
    edges = [shards.order(bound) for bound in shards.boundaries(words, starts)]
    assert starts[0] == 0
    assert edges == sorted(set(edges))
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(words)], strict=True)):
        assert start < end
        assert {shards.place(edges, word) for word in words[start:end]} == {number}
        assert end - start == 1 or sum(len(word) + 3 for word in words[start:end]) <= limit


def test_articles_are_numbered_by_day_time_and_address() -> None:
    keys = numbering.number(
        [
            ("b", "2020-01-02"),
            ("a", "2020-01-02"),
            ("c", "2020-01-02T08:00"),
            ("d", "2019"),
            ("e", "soon"),
            ("f", "2020-13-45"),
        ]
    )
    assert sorted(keys, key=keys.__getitem__) == ["f", "e", "d", "a", "b", "c"]
    assert numbering.file_of(keys["d"]) == "d/2019/01-01"
    assert numbering.file_of(keys["b"]) == "d/2020/01-02-1"


def test_scripts_hold_nothing_that_ends_a_script_or_a_line() -> None:
    text = script.call("d/1", '</script><!--\u2028\ud800"\\')
    assert text.startswith('datelineSearch("d/1",')
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads("[" + text[len("datelineSearch(") : -2] + "]") == ["d/1", '</script><!--\u2028\ud800"\\']
    text.encode("utf-8")


def test_names_of_files_are_safe_everywhere() -> None:
    assert script.file_name("t", "con") == "t/tcon"
    assert script.file_name("t", "şu") == "t/t_15f_u"
    assert script.file_name("v", "") == "v/v"


def test_the_cut_stands_still_while_articles_come() -> None:
    days = [f"{2000 + n // 360}-{n // 30 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(3000)]
    named = [(str(number), day) for number, day in enumerate(days)]
    keys = [sorted(numbering.number(named[:count]).values()) for count in range(2950, 3000)]
    cuts = {numbering.cut(some) for some in keys}
    assert len(cuts) <= 2
    newer = sum(key >= max(cuts) for key in keys[-1])
    assert 0 < newer <= len(keys[-1]) // 8
    assert numbering.cut([]) == numbering.cut([5 << DAY_SHIFT] * 2000) == numbering.NEVER
