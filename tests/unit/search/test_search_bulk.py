"""Many articles indexed at once in arrays are what they are one by one."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.search_corpus import documents
from dateline.model import Facet, SearchDocument
from dateline.search import bulk, scan
from dateline.search.index import block, forms
from dateline.search.stems import Analysers

WORDS = [
    "peace",
    "talks.",
    "U.S.",
    "l'armée",
    "мира",
    "北京市长",
    "a.b.",
    "rock'n'roll",
    "…",
    "x" * 70,
    "don’t",
    "“so”",
]
PLAIN = SearchDocument("u", "", "2020-01-01", Facet("s", "The Post"), "en", "")


def same(found: list[SearchDocument]) -> None:
    keyed = [(number << 20, document) for number, document in enumerate(found, 5)]
    one, many = block(keyed, Analysers(), 70.0), bulk.block(keyed, Analysers(), 70.0)
    assert one.pieces == many.pieces
    assert one.lengths == many.lengths
    assert one.facets == many.facets
    assert one.forms.keys() == many.forms.keys()
    having = {key: forms(document, Analysers()) for key, document in keyed}
    assert all(form in having[key] for form, key in many.forms.items())


@settings(deadline=None)
@example([replace(PLAIN, text="."), replace(PLAIN, text="'"), replace(PLAIN, text="a. b.. c")])
@given(
    st.lists(
        st.builds(
            lambda title, words, text, language, authors: replace(
                PLAIN, title=title, text=" ".join(words) + text, language=language, authors=tuple(authors)
            ),
            st.sampled_from(["", "Peace talks and peace", "l'armée"]),
            st.lists(st.sampled_from(WORDS), max_size=30),
            st.one_of(st.text(max_size=20), st.text("aB.'’ -,\u0301\u200b京İΣ\t\n1", max_size=30)),
            st.sampled_from(["en", "fr", "ru", ""]),
            st.lists(st.sampled_from(["Ada", "Ada Lovelace"]), max_size=3),
        ),
        max_size=12,
    )
)
def test_many_are_as_one_by_one(found: list[SearchDocument]) -> None:
    same(found)


def test_chunks_long_texts_and_far_places_change_nothing() -> None:
    found = [*documents(60, words=80), replace(PLAIN, text="peace talks " * 4100), replace(PLAIN, text="мир " * 9000)]
    same(found)
    with patch.multiple(scan, CHUNK=4_000), patch.multiple(bulk, CHUNK=4_000, _SLICE=300):
        same(found)


def test_a_table_finds_what_it_was_given_and_nothing_else() -> None:
    rng = np.random.default_rng(3)
    known = np.unique(rng.integers(1, 1 << 63, 60_000).astype(np.uint64))
    table = scan.Table()
    for start in range(0, known.size, 7_000):
        some = known[start : start + 7_000]
        table.add(some, np.arange(start, start + some.size, dtype=np.int32))
    values, there = table.find(known[::-1].copy())
    assert there.all()
    assert (values == np.arange(known.size)[::-1]).all()
    assert not table.find(known + np.uint64(1))[1][~np.isin(known + np.uint64(1), known)].any()
