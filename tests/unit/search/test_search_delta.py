"""From one state of the index to the next: what an edit leaves where it was is not touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.search_corpus import documents
from dateline.model import SearchDocument
from dateline.search import build
from dateline.search.delta import Change
from dateline.search.stems import Analysers

FOUND = list(documents(40, words=40))
KEY = 5 << 20


def changed(before: SearchDocument, after: SearchDocument) -> Change:
    change, analysers = Change(), Analysers()
    change.take(KEY, before, analysers, 200.0, newest=False)
    change.add(KEY, after, analysers, 200.0, newest=False)
    change.settle()
    return change


def test_words_that_stand_where_they_stood_did_not_change() -> None:
    one = FOUND[3]
    assert changed(one, one) == Change()
    found = changed(replace(one, text="Guns fell silent at dawn"), replace(one, text="Guns fell silent at noon"))
    assert ([*found.older.gone], [*found.older.come]) == (["dawn"], ["noon"])
    assert not found.values_gone
    assert not found.values_come


def test_another_form_at_the_same_place_is_a_change_of_forms_alone() -> None:
    found = changed(replace(FOUND[3], text="They talk"), replace(FOUND[3], text="They talks"))
    assert not found.older.terms()
    assert (found.forms_gone, found.forms_come) == ({("talk", "talk"): {KEY}}, {("talk", "talks"): {KEY}})


@pytest.mark.parametrize("text", ["{} Another sentence blixtheim.", "Blixtheim first. {}", ""])
def test_an_edit_gives_the_bytes_of_a_clean_build(tmp_path: Path, text: str) -> None:
    found = [*FOUND]
    build(found, {}, tmp_path / "a", tmp_path / "cache")
    found[7] = replace(found[7], text=text.format(found[7].text), lead="")
    build(found, {}, tmp_path / "a", tmp_path / "cache")
    build(found, {}, tmp_path / "b")
    trees = [
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*.js")}
        for top in (tmp_path / "a", tmp_path / "b")
    ]
    assert trees[0] == trees[1]
