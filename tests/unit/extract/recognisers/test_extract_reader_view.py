"""The head of a reader view, and what only looks like one."""

from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract import extract
from dateline.extract.lines.units import Unit, units
from dateline.extract.recognisers import reader_view

STORY = (
    "The ferry between Orlac and the northern islands sailed again on Tuesday, for the first time in three weeks.",
    "Some two hundred people had waited at the quay since dawn, many of them with sacks of flour and cans of fuel.",
    "The harbour master said that one boat a day would sail until the second engine has been repaired in the yard.",
)


def lines(*head: str) -> str:
    return "\n\n".join([*head, *STORY])


def of(*head: str) -> tuple[Unit, ...]:
    (dump,) = dumps.read_bytes(lines(*head).encode(), "a.txt")
    return units(dump.lines)


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (("orlacstar.example", "Boats", "5–6 minutes"), None),
        (("news.orlac-star.example", "Boats", "Ilse Carver", "1 minute"), 2),
        (("orlac.example", "Boote", "Ilse Carver", "3-4 Minuten"), 2),
        (("orlac.example", "Bateaux", "12 minutes"), None),
        (("orlac.example", "Лодки", "5 минут"), None),
    ],
)
def test_site_title_author_and_time(head: tuple[str, ...], byline: int | None) -> None:
    assert reader_view.head(of(*head)) == reader_view.ReaderHead(1, byline, head[0])


@pytest.mark.parametrize(
    "head",
    [
        ("Orlac Star", "Boats", "5–6 minutes"),  # no address
        ("orlacstar.example", "Boats", "Ilse Carver", "Harbour", "5–6 minutes"),
        ("orlacstar.example", "Boats", "Read in 5–6 minutes"),
        ("orlacstar.example", "Orlac Star", "5–6 minutes"),  # the site's name: the headline stands below
    ],
)
def test_what_is_no_such_head(head: tuple[str, ...]) -> None:
    assert reader_view.head(of(*head)) is None


@pytest.mark.parametrize(
    ("name", "host", "expected"),
    [
        ("Valley Post", "www.valleypost.example", True),
        ("Valley Post", "valley-post.example", True),
        ("Valley Post Online", "valleypost.example", True),
        ("Valley Post", "thevalley.example", False),
        ("Guardian angels of the coast", "guardian.example", False),
        ("Boats", "boats.example", False),  # too short to tell
    ],
)
def test_a_name_in_a_host(name: str, host: str, expected: bool) -> None:
    assert reader_view.of_host(name, host) is expected


def test_a_reader_view_gives_its_title_its_author_and_its_site() -> None:
    text = lines(
        "valleypost.example", "Boats – Valley Post", "Ilse Carver", "2–3 minutes", "What carries flour, and when"
    )
    (article,) = extract(dumps.read_bytes(text.encode(), "a.txt")[0])
    assert (article.headline, article.authors, article.outlet) == (
        "Boats – Valley Post",  # a headline of one word is not cut
        ("Ilse Carver",),
        "Valley Post",
    )
    text = text.replace("Boats –", "Flour and fuel for the islands –")
    (article,) = extract(dumps.read_bytes(text.encode(), "a.txt")[0])
    assert article.headline == "Flour and fuel for the islands"
    text = text.replace(" – Valley Post", "")
    (article,) = extract(dumps.read_bytes(text.encode(), "a.txt")[0])
    assert article.outlet == "valleypost.example"


def test_a_title_that_the_page_prints_again_is_taken_there() -> None:
    title = "Flour and fuel for the islands"
    text = lines("valleypost.example", title, "2–3 minutes", "Harbour", title, "A ferry sails again after three weeks.")
    (article,) = extract(dumps.read_bytes(text.encode(), "a.txt")[0])
    assert article.headline == title
    assert next(item.lines for item in article.evidence if item.field == "title") == (9,)
