"""One report, several articles: versions by one outlet, copies by many; which of them lists show."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.search import facets
from dateline.site import outputs, pages
from dateline.site.archive import Archive, Entry
from dateline.site.differences import COME, GONE, SAME, differences, words_of
from dateline.site.documents import search_documents
from dateline.site.edition import Edition
from dateline.site.families import families
from dateline.site.pages import article, changes, conflict
from dateline.site.pages.article import related
from tests.unit.site.site_library import load, write

PLAIN = "title: {title}\ndate: {date}\nsource: {source}\nconflicts: [syria]\nslug: {slug}"


def articles(*rows: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for row in rows:
        head = PLAIN.format(**{"title": row["slug"], "date": "2020-01-01", "source": "A", **row})
        more = "".join(f"\n{key}: {row[key]}" for key in ("version_of", "publish", "not_same_as") if key in row)
        found[f"{row['slug']}.md"] = head + more
    return found


def alike(edition: Edition, *groups: tuple[str, ...], outlets: Mapping[str, bool] | None = None) -> Archive:
    """The archive as it is where the records say that the articles of each group have nearly the same text."""
    by_slug = {entry.slug: entry for entry in (*edition.archive.entries, *edition.archive.hidden)}
    for group in groups:
        for slug in group:
            by_slug[slug] = msgspec.structs.replace(
                by_slug[slug], id=slug, duplicates=tuple(s for s in group if s != slug)
            )
    rows = edition.archive.outlets
    agencies = {key: replace(row, agency=bool(outlets and outlets.get(key))) for key, row in rows.items()}
    return Archive.of(by_slug.values(), edition.archive.conflicts, {}, {}, agencies)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Edition]:
    return lambda *rows: load(write(tmp_path, articles(*rows)))


def slugs(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.slug for entry in entries]


def test_of_several_versions_the_newest_stands_in_lists(made: Callable[..., Edition]) -> None:
    archive = alike(
        made({"slug": "a", "date": "2020-01-02"}, {"slug": "b", "date": "2020-01-03"}, {"slug": "c"}), ("a", "b")
    )
    assert slugs(archive.entries) == ["c", "b"]
    assert slugs(archive.hidden) == ["a"]
    for url in ("2020/01/02/a.html", "2020/01/03/b.html"):
        assert slugs(archive.versions[url]) == ["a", "b"]
    assert slugs(archive.by_conflict["syria"]) == ["c", "b"]


def test_a_curator_says_what_is_an_earlier_version_whatever_its_date(made: Callable[..., Edition]) -> None:
    edition = made({"slug": "late", "date": "2021-01-01", "version_of": "EARLY"}, {"slug": "early"})
    assert slugs(edition.archive.entries) == ["early"]
    assert slugs(edition.archive.versions["2020/01/01/early.html"]) == ["late", "early"]


def test_what_is_parted_is_neither_version_nor_copy(made: Callable[..., Edition]) -> None:
    edition = made({"slug": "a", "not_same_as": "[b]"}, {"slug": "b"}, {"slug": "c", "source": "C"})
    archive = alike(edition, ("a", "b"))
    assert len(archive.entries) == 3
    assert archive.versions == {}
    archive = alike(edition, ("a", "b", "c"))  # and what a third one joins stays parted
    assert "b" not in slugs(archive.carried(next(entry for entry in archive.entries if entry.slug == "a")))


def test_copies_are_one_in_lists_and_each_names_the_others(made: Callable[..., Edition]) -> None:
    edition = made(
        {"slug": "a", "source": "A", "date": "2020-01-02"},
        {"slug": "b", "source": "B"},
        {"slug": "c", "source": "C", "date": "2020-01-03"},
        {"slug": "d", "source": "D", "date": "2020-01-04"},
    )
    archive = alike(edition, ("a", "b", "c"))
    assert slugs(archive.entries) == ["b", "a", "c", "d"]
    assert slugs(archive.leading(archive.entries)) == ["b", "d"]
    assert slugs(archive.leading(archive.by_source["c"])) == ["c"], "in its own outlet's list a copy leads itself"
    (first, second, *_) = archive.entries
    assert slugs(archive.carried(first)) == ["a", "c"]
    assert slugs(archive.carried(second)) == ["b", "c"]


def test_who_leads(made: Callable[..., Edition]) -> None:
    edition = made(
        {"slug": "a", "source": "A", "publish": "excerpt"},
        {"slug": "b", "source": "B", "date": "2020-01-03"},
        {"slug": "c", "source": "C", "date": "2020-01-02"},
    )
    group = ("a", "b", "c")
    assert slugs(alike(edition, group).copies["2020/01/01/a.html"]) == ["c", "b", "a"], (
        "what shows most, then the oldest"
    )
    assert slugs(alike(edition, group, outlets={"b": True}).copies["2020/01/01/a.html"]) == ["b", "c", "a"], "an agency"


def test_families_do_not_depend_on_the_order_of_arrival(made: Callable[..., Edition]) -> None:
    edition = made(
        {"slug": "a", "source": "A"},
        {"slug": "b", "source": "A", "date": "2020-01-02"},
        {"slug": "c", "source": "C", "version_of": "d"},
        {"slug": "d", "source": "D"},
    )
    archive = alike(edition, ("a", "b", "d"))
    entries = (*archive.entries, *archive.hidden)
    found = {repr(families(some, archive.outlets)) for some in permutations(entries)}
    # a mapping prints in its own order; what it holds is the same
    results = [families(some, archive.outlets) for some in permutations(entries)]
    assert all(result == results[0] for result in results)
    assert found


def test_the_conflict_page_counts_reports_and_texts(made: Callable[..., Edition]) -> None:
    edition = made({"slug": "a", "source": "A"}, {"slug": "b", "source": "B"}, {"slug": "c", "source": "C"})
    archive = alike(edition, ("a", "b"))
    edition = replace(edition, archive=archive)
    (page,) = conflict.pages(edition)
    view = page.view()
    assert isinstance(view, conflict.ConflictView)
    assert (view.subject.count, view.subject.texts) == (3, 2)
    (group,) = view.subject.groups
    assert [(item.title, [link.label for link in item.also]) for item in group.items] == [("c", []), ("a", ["B"])]


def test_search_and_feeds_know_a_report_once_and_no_earlier_version(made: Callable[..., Edition]) -> None:
    edition = made(
        {"slug": "old", "source": "A"},
        {"slug": "new", "source": "A", "date": "2020-01-02"},
        {"slug": "copy", "source": "B", "date": "2020-01-03"},
    )
    edition = replace(edition, archive=alike(edition, ("old", "new", "copy")))
    (document,) = (one.read() for one in search_documents(edition))
    assert (document.title, document.source.label) == ("new", "A")
    assert [facet.label for facet in document.carriers] == ["B"]
    assert ("source", document.carriers[0]) in facets.of(document), "who filters by B finds the report"
    feed = next(output for output in outputs.outputs(edition) if output.path == "feeds/all.xml").content()
    assert b"<title>new</title>" in feed
    assert b"<title>old</title>" not in feed
    assert {page.path for page in pages.pages(edition)} >= {"changes/2020/01/01/old.html"}


def test_a_version_is_reached_from_the_newest_and_says_that_it_is_none(made: Callable[..., Edition]) -> None:
    edition = made({"slug": "a"}, {"slug": "b", "date": "2020-01-02"}, {"slug": "c", "date": "2020-01-03"})
    edition = replace(edition, archive=alike(edition, ("a", "b", "c")))
    by_slug = {e.slug: article.view(edition, e) for e in (*edition.archive.entries, *edition.archive.hidden)}
    assert by_slug["c"].newest is None
    assert by_slug["a"].newest is not None
    assert by_slug["a"].newest.title == "c"
    assert by_slug["a"].hidden
    assert [(v.url[-6:], v.here, v.changes) for v in by_slug["b"].versions] == [
        ("c.html", False, ""),
        ("b.html", True, "changes/2020/01/02/b.html"),
        ("a.html", False, "changes/2020/01/01/a.html"),
    ]


@pytest.mark.parametrize("level", ["excerpt", "metadata"])
def test_what_is_not_shown_in_full_is_not_compared(made: Callable[..., Edition], level: str) -> None:
    edition = made({"slug": "a", "publish": level}, {"slug": "b", "date": "2020-01-02"})
    edition = replace(edition, archive=alike(edition, ("a", "b")))
    assert list(changes.pages(edition)) == []
    view = article.view(edition, edition.archive.entries[0])
    assert [version.changes for version in view.versions] == ["", ""]


# --------------------------------------------------------------------------- differences

WORDS = st.lists(st.sampled_from(["the", "city", "fell", "Шуша", "舒沙", " ", "  ", "\n", ".", ",", "’s", "-"])).map(
    "".join
)


@given(WORDS, WORDS)
def test_both_versions_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = list(words_of(before, after))
    assert "".join(piece.text for piece in pieces if piece.kind in (SAME, GONE)) == before
    assert "".join(piece.text for piece in pieces if piece.kind in (SAME, COME)) == after
    assert all(piece.text for piece in pieces)


@given(st.lists(WORDS.filter(bool), max_size=6), st.lists(WORDS.filter(bool), max_size=6))
def test_every_paragraph_of_both_is_there_in_order(before: list[str], after: list[str]) -> None:
    found = differences(before, after)

    def read(*kinds: str) -> list[str]:
        rows = ("".join(piece.text for piece in row if piece.kind in kinds) for row in found.paragraphs)
        return [row for row in rows if row]

    assert read(SAME, GONE) == before
    assert read(SAME, COME) == after


def test_words_are_counted_and_not_marks() -> None:
    found = differences(["The city fell on Sunday."], ["The city was seized on Sunday, officials said."])
    assert (found.gone, found.come) == (1, 4)


def test_a_text_of_any_length_is_compared_in_bounded_time() -> None:
    rng = random.Random(1)
    long = [" ".join(rng.choices("abcdefgh", k=9000)) for _ in range(2)]
    found = differences([long[0]], [long[1]])
    assert [piece.kind for piece in found.paragraphs[0]] == [GONE, COME]
    many = [str(n) for n in range(2000)]
    assert len(differences(many, many[::-1]).paragraphs) == 4000


def test_of_several_copies_one_is_related(made: Callable[..., Edition]) -> None:
    rows = [{"slug": slug, "source": slug.upper(), "date": f"2020-01-0{day}"} for day, slug in enumerate("abcd", 1)]
    archive = alike(made(*rows), ("a", "b"))
    entry = next(entry for entry in archive.entries if entry.slug == "d")
    assert sorted(found.item.source for found in related(archive, entry)) == ["A", "C"]
