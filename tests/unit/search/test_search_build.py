"""Building: what is written, what is kept, and that a cache changes no byte."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from bench.search_corpus import documents, one_more
from dateline.model import UNTOLD, Facet, Name, Place, Searchable, SearchDocument
from dateline.search import asking, build, numbering
from dateline.search.client import scripts
from dateline.search.codec import FIELD
from dateline.search.index import block
from dateline.search.spellings import groups, of
from dateline.search.stems import Analyser, Analysers

FOUND = list(documents(40, words=40))
SOURCES = Path(__file__).parents[3] / "theme" / "static" / "js" / "search"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_byte_identical_in_any_order_of_input(tmp_path: Path) -> None:
    build(FOUND, {}, tmp_path / "a")
    build(FOUND[::-1], {}, tmp_path / "b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_the_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    found = list(documents(300, words=20))
    with (
        patch.multiple("dateline.search.build", FEW=10, BLOCK=17, SHARE=3),
        patch.multiple(numbering, TAIL_LEAST=10, LEAST_STEP=4),
    ):
        for processes in (1, 2, 3):
            build(found, {}, tmp_path / str(processes), tmp_path / f"{processes}.cache", processes=processes)
    assert (tmp_path / "1" / "search" / "r").is_dir()
    assert tree(tmp_path / "1") == tree(tmp_path / "2") == tree(tmp_path / "3")


def test_a_changed_file_of_an_article_is_no_harm(tmp_path: Path) -> None:
    build(FOUND, {}, tmp_path / "a", tmp_path / "cache")
    for path in (tmp_path / "a" / "search" / "d").rglob("*.js"):
        path.write_text(path.read_text("utf-8").replace("e", "a"), "utf-8")
    build(FOUND[3:], {}, tmp_path / "a", tmp_path / "cache")
    build(FOUND[3:], {}, tmp_path / "b")
    assert (tree(tmp_path / "a" / "search" / "t")) == tree(tmp_path / "b" / "search" / "t")


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    first = build(FOUND, {}, tmp_path, tmp_path / "cache")
    again = build(FOUND, {}, tmp_path, tmp_path / "cache")
    assert first.analysed == len(FOUND)
    assert (again.written, again.analysed) == (0, 0)


def test_only_what_the_index_does_not_have_is_read(tmp_path: Path) -> None:
    read: list[str] = []

    def taken(one: SearchDocument) -> SearchDocument:
        read.append(one.url)
        return one

    def told(found: Iterable[SearchDocument], stamps: Mapping[str, bytes]) -> list[Searchable]:
        return [
            Searchable(
                one.url,
                one.date,
                one.accession,
                one.language,
                tuple(place.key for place in one.places),
                stamps.get(one.url, b"as it was"),
                partial(taken, one),
            )
            for one in found
        ]

    build(told(FOUND, {}), {}, tmp_path / "a", tmp_path / "cache")
    assert sorted(read) == sorted(one.url for one in FOUND)
    read.clear()
    found = [replace(FOUND[5], text=FOUND[5].text + " blixtheim"), *FOUND[:5], *FOUND[7:]]
    done = build(told(found, {FOUND[5].url: b"another"}), {}, tmp_path / "a", tmp_path / "cache")
    assert read == [FOUND[5].url]
    assert done.analysed == 2
    read.clear()
    lost = next((tmp_path / "a" / "search" / "d").rglob("*.js"))
    lost.unlink()
    build(told(found, {FOUND[5].url: b"another"}), {}, tmp_path / "a", tmp_path / "cache")
    assert len(read) == 1
    assert lost.is_file()
    build(found, {}, tmp_path / "b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_missing_or_shortened_file_is_written_again(tmp_path: Path) -> None:
    build(FOUND, {}, tmp_path, tmp_path / "cache")
    before = tree(tmp_path / "search")
    paths = sorted((tmp_path / "search").rglob("*.js"))
    paths[3].unlink()
    paths[5].write_text("", "utf-8")
    build(FOUND, {}, tmp_path, tmp_path / "cache")
    assert tree(tmp_path / "search") == before


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\x00 and then nothing", b"\x00" * 9000])
def test_a_damaged_cache_is_no_harm(tmp_path: Path, damage: bytes) -> None:
    build(FOUND, {}, tmp_path, tmp_path / "cache")
    before = tree(tmp_path / "search")
    (tmp_path / "cache").write_bytes(damage)
    build(FOUND, {}, tmp_path, tmp_path / "cache")
    assert tree(tmp_path / "search") == before


def test_one_more_article_writes_little_and_gives_the_bytes_of_a_clean_build(tmp_path: Path) -> None:
    build(FOUND, {}, tmp_path / "a", tmp_path / "cache")
    more = [*FOUND, one_more(FOUND[3], "2010-05-05")]
    done = build(more, {}, tmp_path / "a", tmp_path / "cache")
    build(more, {}, tmp_path / "b")
    assert done.analysed == 1
    assert tree(tmp_path / "a" / "search") == tree(tmp_path / "b" / "search")


def test_after_another_program_indexed_all_anew_one_more_article_writes_little(tmp_path: Path) -> None:
    build(FOUND, {}, tmp_path, tmp_path / "cache")
    with patch("dateline.search.build._code", lambda: "another program that makes the same index"):
        anew = build(FOUND, {}, tmp_path, tmp_path / "cache")
        assert (anew.written, anew.analysed) == (0, len(FOUND))
        assert build([*FOUND, one_more(FOUND[3], "2010-05-05")], {}, tmp_path, tmp_path / "cache").analysed == 1


def test_an_article_that_arrives_late_changes_few_files(tmp_path: Path) -> None:
    found = list(documents(1200, words=60))
    build(found, {}, tmp_path / "a", tmp_path / "cache")
    late = [replace(found[7 + n], url=f"late{n}.html", date=found[n * 90].date, accession=n + 1) for n in range(3)]
    for count in (1, 2, 3):
        more = [*found, *late[:count]]
        before = tree(tmp_path / "a" / "search")
        done = build(more, {}, tmp_path / "a", tmp_path / "cache")
        after = tree(tmp_path / "a" / "search")
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert (done.analysed, done.written) == (1, len(changed))
        assert [name for name in changed if name.startswith("p/")] == []  # no article before it was touched
        assert sum(name.startswith("d/") for name in changed) == 1
    build(more, {}, tmp_path / "b")
    assert tree(tmp_path / "a" / "search") == tree(tmp_path / "b" / "search")


def test_an_article_written_by_hand_changes_few_files_whatever_its_day(tmp_path: Path) -> None:
    found = [replace(one, accession=number // 400) for number, one in enumerate(documents(1200, words=60))]
    by_hand = [replace(found[7 + n], url=f"hand{n}.html", date=found[n * 90].date, accession=UNTOLD) for n in range(3)]
    build([*found, *by_hand[:2]], {}, tmp_path / "a", tmp_path / "cache")
    late = replace(found[50], url="late.html", accession=3)
    for more in ([*found, *by_hand], [*found, *by_hand, late]):
        before = tree(tmp_path / "a" / "search")
        done = build(more, {}, tmp_path / "a", tmp_path / "cache")
        after = tree(tmp_path / "a" / "search")
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert [name for name in changed if name.startswith("p/")] == []  # no article before it was touched
        assert done.analysed <= 2  # (one by hand of the same day comes after what an ingest brings)
    build(more, {}, tmp_path / "b")
    assert tree(tmp_path / "a" / "search") == tree(tmp_path / "b" / "search")


def test_many_articles_without_an_accession_count_as_the_first() -> None:
    few, many = [0] * 1000 + [UNTOLD] * 15, [0] * 1000 + [UNTOLD] * 30
    assert numbering.untold(few) == UNTOLD
    assert numbering.untold(many) == numbering.untold([UNTOLD] * 2000) == numbering.untold([0] * 9 + [UNTOLD]) == 0


def test_what_is_withdrawn_leaves_no_trace(tmp_path: Path) -> None:
    secret = replace(FOUND[0], url="2001/01/01/secret.html", date="2001-01-01", text="zyxxyvania " + FOUND[0].text)
    build([*FOUND, secret], {}, tmp_path, tmp_path / "cache")
    assert any(b"zyxxyvania" in data for data in tree(tmp_path / "search").values())
    build(FOUND, {}, tmp_path, tmp_path / "cache")
    assert not any(b"zyxxyvania" in data or b"secret" in data for data in tree(tmp_path / "search").values())


def test_two_documents_with_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="same address"):
        build([FOUND[0], FOUND[0]], {}, tmp_path)


def test_an_empty_archive_has_an_index(tmp_path: Path) -> None:
    assert build([], {}, tmp_path).articles == 0
    assert (tmp_path / "search" / "index.js").is_file()


def test_hundreds_of_articles_of_one_day(tmp_path: Path) -> None:
    day = [replace(FOUND[0], url=f"{n}.html", text=f"word{n % 7}", lead="") for n in range(600)]
    assert build(day, {}, tmp_path).articles == 600


def test_spellings_of_a_place_find_one_another() -> None:
    place = Place(
        "shusha",
        "Shusha",
        "settlement",
        None,
        None,
        names=(Name("Shushi", "hy"), Name("Şuşa", "az"), Name("Шуша", "ru"), Name("SH"), Name("Panahabad")),
    )
    made: dict[str, Analyser] = {}
    found = of(place, lambda language: made.setdefault(language, Analyser(language)))
    known = {"shusha", "shushi", "susa", "шуш"}
    made_groups = groups([found], known)
    assert all({spelling[0] for spelling in group[1:]} == known for group in made_groups)
    assert {group[0][0] for group in made_groups} >= known | {"panahabad"}
    assert (("susa",), ("shusha",)) in groups([found], {"shusha"})
    assert groups([found], set()) == []


def test_the_client_is_compact_and_small() -> None:
    made = scripts(SOURCES)
    assert set(made) == {"client", "fuzzy", "filters", "lunr"}
    assert all(re.search(r"/\*|^\s|\n\n", text) is None for text in made.values())
    assert len(gzip.compress(made["client"].encode())) <= 12_000


def test_words_that_only_ask_are_common(tmp_path: Path) -> None:
    asked = replace(
        FOUND[0], url="a.html", text="How did the talks end, and what is to come? Comment dit-on", language="en"
    )
    build([*FOUND, asked], {}, tmp_path)
    written = (tmp_path / "search" / "index.js").read_text("utf-8")
    common = json.loads("[" + written[len("datelineSearch(") : -2] + "]")[7].split(" ")
    assert {"how", "did", "what", "is"} <= set(common)
    assert not {"talk", "end", "comment", "come"} & set(common)


def test_words_that_ask_are_those_of_the_archives_languages() -> None:
    analysers = Analysers()
    assert {"how", "comment", "pourquoi"} <= asking.terms(["en", "fr-CA", "en"], analysers.__getitem__)
    assert "comment" not in asking.terms(["en"] * 9 + ["fr"], analysers.__getitem__)
    assert asking.terms(["xx"], analysers.__getitem__) == set()


def test_every_field_is_analysed() -> None:
    document = SearchDocument(
        url="a.html",
        title="Title words",
        date="2020-01-01",
        source=Facet("s", "Some Outlet"),
        language="en",
        text="Body.",
        lead="A standfirst that the text has not",
        authors=("Ada Lovelace",),
        conflicts=(Facet("c", "Old war"),),
    )
    found = block([(1 << 20, document)], Analysers(), 100.0)
    hits = {term: piece[-1] for term, piece in found.pieces.items()}
    assert {"standfirst", "bodi", "titl", "old", "outlet", "lovelac"} <= set(hits)
    assert [term for term, hit in hits.items() if hit.startswith(FIELD)] == [
        "titl",
        "word",
        "old",
        "war",
        "some",
        "outlet",
        "ada",
        "lovelac",
    ]
    assert found.lengths == [(8, 2, 0, 2, 0, 2, 2)]


def test_numpy_is_loaded_with_one_thread_for_an_index_of_many_articles() -> None:
    """A process that serves a site reads dumps later on, for which threads would wait in a loop."""
    told = "from dateline.search.build import FEW, _index_of; _index_of(FEW + 1); import os, sys"
    asked = f"{told}; print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    found = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "1"]
