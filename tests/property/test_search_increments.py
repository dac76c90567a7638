"""After any sequence of edits the index kept by a cache is the index of a clean build, byte for byte."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import UNTOLD, Facet, Name, Place, SearchDocument
from dateline.search import build, numbering, writer

WORDS = [
    "peace",
    "talks",
    "talked",
    "Şuşa",
    "Shusha",
    "front",
    "fronts",
    "l'armée",
    "armées",
    "мир",
    "北京市",
    "u.s.",
    "x" * 60,
]
PLACES = {
    "shusha": Place("shusha", "Shusha", "settlement", None, None, names=(Name("Şuşa", "az"), Name("front", "en")))
}


@st.composite
def document(draw: st.DrawFn) -> SearchDocument:
    number = draw(st.integers(0, 12))
    words = draw(st.lists(st.sampled_from(WORDS) | st.text("abdegins", min_size=1, max_size=6), max_size=30))
    return SearchDocument(
        url=f"{number}.html",
        title=draw(st.sampled_from(["", "Peace talks", "Fronts of Shusha"])),
        date=draw(st.sampled_from(["2020-01-01", "2020-01-02", "2019", "2021-06-03T10:00", "1987-05-05"])),
        source=Facet(draw(st.sampled_from("ab")), draw(st.sampled_from(["One", "Two"]))),
        language=draw(st.sampled_from(["en", "fr", "ru", ""])),
        text=" ".join(words),
        places=(Facet("shusha", "Shusha"),) if draw(st.booleans()) else (),
        authors=("Ada",) if draw(st.booleans()) else (),
        warning=draw(st.sampled_from(["", "Warning"])),
        carriers=tuple(Facet(key, "Carrier") for key in draw(st.sampled_from(["", "c", "cd"]))),
        accession=draw(st.integers(0, 3) | st.just(UNTOLD)),
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("least", [10, 1000], ids=["with a tail", "without"])
@pytest.mark.parametrize("shard", [30, writer.SHARD], ids=["many shards", "few shards"])
@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(document(), unique_by=lambda found: found.url, max_size=12), min_size=2, max_size=4))
def test_the_cached_index_is_the_clean_one(shard: int, least: int, states: list[list[SearchDocument]]) -> None:
    with (
        tempfile.TemporaryDirectory() as scratch,
        patch.multiple(numbering, TAIL_LEAST=least, LEAST_STEP=2, FEW_UNTOLD=5),
        patch.object(writer, "SHARD", shard),
        patch.object(sys.modules["dateline.search.build"], "WORTH", 1.0),  # never all anew
    ):
        folder = Path(scratch)
        for found in states:
            base = [replace(one, url=f"base{n}.html") for n, one in enumerate(states[0] * 3)][:20]
            everything = [*base, *found]
            build(everything, PLACES, folder / "kept", folder / "cache")
        build(everything, PLACES, folder / "clean")
        assert tree(folder / "kept" / "search") == tree(folder / "clean" / "search")
