"""The page of a conflict: its phases and what the archive has of each, and when nobody reported."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dateline.model import Standing
from dateline.site.edition import Edition
from dateline.site.pages import article, conflict, front
from dateline.site.pages.conflict import ConflictView
from tests.unit.site.site_library import load, write

HEAD = "title: {slug}\ndate: {day}\nsource: {source}\nconflicts: [nagorno-karabakh]\nplaces: [{places}]\nslug: {slug}"


def library(folder: Path, *rows: tuple[str, str, str], more: str = "") -> Edition:
    """An edition of articles given as slug, day and places."""
    heads = {
        f"{slug}.md": HEAD.format(slug=slug, day=day, places=places, source="A") + more for slug, day, places in rows
    }
    return load(write(folder, heads))


def page(edition: Edition) -> ConflictView:
    first = next(iter(conflict.pages(edition)))
    view = first.view()
    assert isinstance(view, ConflictView)
    return view


def on(days: list[int], folder: Path) -> tuple[conflict.Gap, ...]:
    """The gaps of a coverage with an article on each of ``days`` after the first of 2010."""
    rows = [(f"a{day}", (date(2010, 1, 1) + timedelta(days=day)).isoformat(), "Shusha") for day in days]
    return conflict.gaps(library(folder, *rows).archive.entries)


def test_a_phase_says_what_the_archive_has_of_it(tmp_path: Path) -> None:
    edition = library(
        tmp_path,
        ("old", "2020-10-01", "Shusha, Baku"),
        ("new", "2020-10-05", "Shusha"),
        ("after", "2021-03-01", "Yerevan"),
    )
    view = page(edition)
    stages = {stage.phase.name: stage for stage in view.stages}
    war = stages["Second Nagorno-Karabakh War"]
    assert war.count == 2
    assert war.places[0] == "Shusha"
    assert war.url == "#m2020-10"  # the list stands on the same page
    largest = max(war.dots, key=lambda dot: dot.radius)
    assert len(war.dots) == 2
    assert view.map is not None
    shusha = next(point for point in view.map.points if point.label == "Shusha")
    assert (largest.x, largest.y) == (round(shusha.x), round(shusha.y))
    silent = stages["Operation Ring"]
    assert (silent.count, silent.url, silent.dots, silent.places) == (0, "", (), ())
    assert view.mapped


def test_a_date_that_is_known_by_its_year_alone_is_in_no_phase_of_months(tmp_path: Path) -> None:
    edition = library(tmp_path, ("year", "2020", "Shusha"), more="\ndate_precision: year")
    assert all(not stage.count for stage in page(edition).stages if stage.phase.start.startswith("2020-"))


def test_gaps_are_told_from_three_months_on_and_those_that_are_no_news_beside_the_longest_left_out(
    tmp_path: Path,
) -> None:
    found = on([0, 91, 3000, 3100], tmp_path)
    assert [(gap.after, gap.days, gap.years) for gap in found] == [("2010-04-02", 2909, 8)]


def test_a_gap_is_told_in_weeks_where_the_coverage_is_brief(tmp_path: Path) -> None:
    found = on([0, 3, 20, 22, 60], tmp_path)
    assert [(gap.days, gap.weeks) for gap in found] == [(17, 2), (38, 5)]


@pytest.mark.parametrize(("days", "months", "years"), [(100, 3, 0), (730, 24, 2), (9635, 317, 26)])
def test_the_length_of_a_gap(days: int, months: int, years: int) -> None:
    gap = conflict.Gap("2010-01-01", "2020-01-01", days)
    assert (gap.months, gap.years) == (months, years)


def test_the_front_page_shows_what_is_in_dispute_and_nothing_that_is_settled(tmp_path: Path) -> None:
    claims = (
        "\nclaims:\n- who: A\n  says: it was so\n  denied_by: [B]\n"
        "- who: C\n  says: it was settled\n  status: confirmed\n  denied_by: [B]\n- who: D\n  says: nobody denies it\n"
    )
    edition = library(tmp_path, ("one", "2020-10-01", "Shusha"), more=claims.rstrip())
    found = front.view(edition).disputed
    assert [claim.statement.who for claim in found] == ["A"]
    assert found[0].statement.standing is Standing.DISPUTED
    assert [claim.statement.who for claim in page(edition).claims] == ["A", "C", "D"]


def test_the_front_page_promises_records_where_all_have_them(tmp_path: Path) -> None:
    archive = library(tmp_path, ("one", "2020-10-01", "Shusha"))
    assert not front.view(archive).recorded


def test_related_articles_are_not_those_that_the_thread_names(tmp_path: Path) -> None:
    edition = library(tmp_path, *((f"a{day}", f"2020-10-0{day}", "Shusha") for day in range(1, 7)))
    entry = next(entry for entry in edition.archive.entries if entry.slug == "a3")
    view = article.view(edition, entry)
    (thread,) = view.threads
    assert thread.before
    assert thread.after
    named = {thread.before.url, thread.after.url}
    assert view.related
    assert not named & {found.item.url for found in view.related}
