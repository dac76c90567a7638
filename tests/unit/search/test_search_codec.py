"""Numbers as characters, keys as gaps, words told from the one before, and where shards are cut."""

from __future__ import annotations

import json
from itertools import islice
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

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
    before = rows.part([(key, "3", str(key)) for key in keys], 10)
    whole = rows.part([(key, "5" if key in come else "3", str(key)) for key in sorted([*kept, *come])], 10)
    for entry in (before, replace(before, last=-1)):  # (as it is read from a shard: its last key is not told)
        after = rows.changed(entry, gone, [(key, "5", str(key)) for key in come], 10)
        assert after == whole or (not gone and not come)


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


class Dated(NamedTuple):
    url: str
    date: str
    accession: int


DATED = [
    Dated("b", "2020-01-02", 0),
    Dated("a", "2020-01-02", 0),
    Dated("c", "2020-01-02T08:00", 0),
    Dated("d", "2019", 0),
    Dated("e", "soon", 0),
    Dated("f", "2020-13-45", 0),
]


def test_articles_are_numbered_by_day_time_and_address() -> None:
    keys = numbering.number(DATED)
    assert sorted(keys, key=keys.__getitem__) == ["f", "e", "d", "a", "b", "c"]
    assert numbering.file_of(keys["d"]) == "d/2019/01-01"
    assert numbering.file_of(keys["b"]) == "d/2020/01-02-1"
    assert numbering.moved(DATED, keys) == []


def test_what_arrives_later_renumbers_nothing_and_still_stands_in_its_time() -> None:
    more = [*DATED, Dated("g", "2020-01-02T07:00", 1), Dated("h", "2018-05-05", 2)]
    keys = numbering.number(more)
    before = numbering.number(DATED)
    assert {url: keys[url] for url in before} == before
    assert numbering.file_of(keys["g"]) == "d/2020/01-02-3"
    found = numbering.moved(more, keys)
    assert found == [(3, [0, 1, 3, 2])]  # nonsense and 1st January, 2018, 2019, 2020
    assert [*decode(numbering.encode_moved(found))] == [4, 0, 1, 3, 2]


def test_the_newest_are_those_that_arrived_last() -> None:
    keys = [day << DAY_SHIFT for day in range(10_000, 12_000)]
    late = [(1, 10_500 << DAY_SHIFT | 1), (2, 10_001 << DAY_SHIFT | 1)]
    cut = numbering.cut([*((0, key) for key in keys), *late])
    assert cut[0] == 0
    assert all(arrived > cut for arrived in late)
    assert sum((0, key) >= cut for key in keys) <= 250
    assert numbering.cut([*((0, key) for key in keys), *late, (3, 9_000 << DAY_SHIFT)]) == cut


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
    named = [Dated(str(number), day, 0) for number, day in enumerate(days)]
    keys = [[(0, key) for key in numbering.number(named[:count]).values()] for count in range(2950, 3000)]
    cuts = {numbering.cut(some) for some in keys}
    assert len(cuts) <= 2
    newer = sum(key >= max(cuts) for key in keys[-1])
    assert 0 < newer <= len(keys[-1]) // 8
    assert numbering.cut([]) == numbering.cut([(0, 5 << DAY_SHIFT)] * 2000) == numbering.NEVER
