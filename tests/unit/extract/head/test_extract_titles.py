"""Which of a page's titles is the headline."""

from __future__ import annotations

import json

import pytest

from dateline import dumps
from dateline.extract import extract
from dateline.extract.head import titles
from dateline.extract.head.titles import printed_part
from dateline.extract.lines.units import units
from dateline.extract.reading import Pick, Reading
from dateline.model import Claim, Dump, Evidence

PARAGRAPHS = [
    "Both sides said on Friday that the truce had held for a whole week, for the first time since the fighting began.",
    "Monitors counted fewer than ten shots in the valley, according to a report that was read out in the capital.",
    "They will publish a second report at the end of the month, together with a list of all prisoners who are held.",
    "Families who had fled to the hills came back with mattresses on the roofs of their cars and found the wells full.",
]


def test_of_a_title_in_chinese_the_part_that_is_printed_counts() -> None:
    (dump,) = dumps.read_bytes("滨海观察\n郑州地铁全线停运\n暴雨".encode(), "a.txt")
    for title in ("郑州地铁全线停运-滨海观察", "郑州地铁全线停运_国内_滨海观察", "郑州地铁全线停运 | 滨海"):
        assert printed_part(title, units(dump.lines)) == "郑州地铁全线停运"
    assert printed_part("郑州地铁-滨海观察", units(dump.lines)) == ""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Valley Post > World > A truce that holds", "A truce that holds"),
        ("World / Asia / A truce that holds", "A truce that holds"),
        ("A truce that holds | World | Valley Post", "A truce that holds"),
        ("The Valley Blog: A truce that holds", "A truce that holds"),
        ("A truce that holds • Valley Post", "A truce that holds"),
        ("A truce that holds – Valley Post", "A truce that holds"),
        ("A truce in the valley – Valley Post", ""),  # the outlet's name stands behind: no headline
        ("Truce | Valley Post", ""),
    ],
)
def test_of_a_title_with_sections_the_part_that_is_printed_counts(title: str, expected: str) -> None:
    lines = ("Valley Post", "A truce that holds", "Truce", "Asia")
    (dump,) = dumps.read_bytes("\n".join(lines).encode(), "a.txt")
    assert printed_part(title, units(dump.lines)) == expected


@pytest.mark.parametrize(
    ("above", "heading", "stated", "expected"),
    [
        ("", "A long week - The hill truce holds", "The hill truce holds", "The hill truce holds"),
        ("", "A long week The hill truce holds", "The hill truce holds", "The hill truce holds"),
        ("", "The hill truce holds", "hill truce holds", "The hill truce holds"),
        ("", "Why up-hill truce holds", "hill truce holds", "Why up-hill truce holds"),
        (
            "A long week",
            "The hill truce holds",
            "A long week: The hill truce holds",
            "A long week: The hill truce holds",
        ),
        ("A week", "The hill truce holds", "A long week: The hill truce holds", "The hill truce holds"),
    ],
)
def test_a_kicker_is_told_from_the_headline_by_what_the_page_states(
    above: str, heading: str, stated: str, expected: str
) -> None:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": stated})
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = (
        f'<html lang="en"><head><title>{stated}</title><script type="application/ld+json">{data}</script></head><body>'
        f"<article><p>{above}</p><h1>{heading}</h1><p>By Ann Doe</p><p>3 May 2024</p>{body}</article></body></html>"
    )
    (dump,) = dumps.read_bytes(html.encode(), "a.html")
    assert extract(dump)[0].headline == expected


HEADING, OTHER = "A truce holds in the valley", "What the hills say of the truce"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("A long week – The hill truce holds", "The hill truce holds"),
        ("A long week: The hill truce holds", "A long week: The hill truce holds"),
    ],
)
def test_less_trusted_titles_tell_a_kicker_that_no_colon_joins(heading: str, expected: str) -> None:
    stated = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A long week: The hill truce holds"}
    dump = headed(
        f'<script type="application/ld+json">{json.dumps(stated)}</script>',
        f"<article><h1>{heading}</h1><p>By Ann Doe</p><p>3 May 2024</p>",
        *(f"<p>{text}</p>" for text in PARAGRAPHS),
        head='<meta property="og:title" content="The hill truce holds">',
    )
    assert extract(dump)[0].headline == expected


def headed(*lines: str, head: str = "") -> Dump:
    html = f'<html lang="en"><head>{head}</head><body>{"".join(lines)}</body></html>'
    (dump,) = dumps.read_bytes(html.encode(), "a.html")
    return dump


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ([("json-ld", HEADING), ("meta name=title", OTHER)], HEADING),  # one title says what the line does
        ([("json-ld", "Fighting ends in the valley"), ("og:title", OTHER)], "Fighting ends in the valley"),
    ],
)
def test_a_doubtful_line_that_a_title_states_is_the_headline(claimed: list[tuple[str, str]], expected: str) -> None:
    dump = headed(f"<p>{HEADING}</p>", *(f"<p>{text}</p>" for text in PARAGRAPHS))
    some = units(dump.lines)
    reading = Reading(some, (0.1,) * len(some), (False,) * len(some), ("",) * len(some), "en", Pick(0, 0.3, "model"))
    evidence: list[Evidence] = []
    claims = [Claim("title", value, origin) for origin, value in claimed]
    assert titles.headline(some, reading, None, claims, range(9), evidence, []) == expected
    assert evidence[0].field == "title"


def near(lines: tuple[str, ...], at: int, *stated: tuple[str, str], score: float = 0.9) -> str:
    some = units(headed(*lines).lines)
    claims = [Claim("title", value, origin) for origin, value in stated]
    return some[titles.nearest(some, Pick(at, score, "model"), claims)].text


def test_a_line_that_no_title_states_gives_way_to_the_pages_heading() -> None:
    lines = (f"<h2>{OTHER}</h2>", f"<h1>{HEADING}</h1>")
    assert near(lines, 0) == HEADING
    assert near(lines, 0, ("json-ld", OTHER)) == OTHER
    assert near(lines, 0, ("og:title", "Fighting ends")) == HEADING
    assert near(lines, 0, ("og:title", "Fighting ends"), score=0.5) == OTHER  # the stated one is believed
    assert near((*lines, "<h1>Comments on this page</h1>"), 0) == OTHER
    assert near((f"<h2>{OTHER}</h2>", "<h1>Valley Post</h1>"), 0) == OTHER  # the outlet's name


def test_a_stated_title_below_a_trail_is_the_headline_rather_than_the_trails_end() -> None:
    lines = ("<p>Home</p>", "<p>World</p>", f"<h1>{OTHER}</h1>", "<p>Kicker</p>", f"<h2>{HEADING}</h2>")
    assert near(lines, 2, ("og:title", OTHER), ("json-ld", HEADING)) == HEADING
    assert near(lines, 2, ("og:title", OTHER)) == OTHER
    assert near(lines[1:], 1, ("og:title", OTHER), ("json-ld", HEADING)) == OTHER


@pytest.mark.parametrize(
    ("line", "expected"),
    [("*Truce holds in the valley*", "Truce holds in the valley"), ("*Truce holds", "*Truce holds"), ("**", "**")],
)
def test_signs_by_which_messengers_mark_a_line_are_no_part_of_a_headline(line: str, expected: str) -> None:
    (dump,) = dumps.read_bytes(line.encode(), "a.txt")
    some = units(dump.lines)
    reading = Reading(some, (0.1,), (False,), ("",), "en", Pick(0, 0.9, "model"))
    assert titles.headline(some, reading, None, (), range(9), [], []) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A truce that holds in the valley – Valley Post", "A truce that holds in the valley"),
        ("A truce that holds in the valley | Gegend & Meinung Verlag", "A truce that holds in the valley"),
        ("Let the carts cross the bridge | Editorial", "Let the carts cross the bridge"),
        ("Let the carts cross the bridge | Meinung", "Let the carts cross the bridge"),
        ("A truce that holds – and whom it leaves out", "A truce that holds – and whom it leaves out"),
        ("A truce that holds in the valley – Orlac", "A truce that holds in the valley – Orlac"),
        ("Truce that holds – analysis", "Truce that holds – analysis"),
    ],
)
def test_what_a_pages_title_adds_is_no_part_of_the_printed_headline(line: str, expected: str) -> None:
    text = "\n\n".join(
        ["Valley Post", "World", line, "Friday, 3 May 2024", *PARAGRAPHS, "Orlac", "© 2024 Gegend & Meinung Verlag"]
    )
    (dump,) = dumps.read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    assert article.headline == expected


@pytest.mark.parametrize(
    "title", ["News from The Valley Post", "The Valley Post - Home", "The Valley Post - Breaking News, World and Sport"]
)
def test_a_page_called_after_its_site_has_the_headline_that_it_prints(title: str) -> None:
    told = [*PARAGRAPHS[:3], "Families who fled told the Valley Post that they had come back with news of home."]
    body = "".join(f"<p>{text}</p>" for text in told)
    html = (
        f'<html><head><title>{title}</title><meta property="og:site_name" content="The Valley Post"></head><body>'
        "<p>Jun 13, 4:03 PM EDT</p><h2>Truce in the valley holds</h2><p>By ANN DOE</p>"
        f"{body}<p>© 2016 The Valley Post. All rights reserved.</p></body></html>"
    )
    (dump,) = dumps.read_bytes(html.encode(), "a.html")
    (article,) = extract(dump)
    assert article.headline == "Truce in the valley holds"
    assert "DL204" in {doubt.code for doubt in article.doubts}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Opinion | What I pray for this winter - The Valley Post", "What I pray for this winter"),
        ("Opinion | What I pray for - a letter", "What I pray for - a letter"),
        ("What I pray for this winter | Opinion | The Valley Post", "What I pray for this winter"),
        ("Meinung | Was ich diesen Winter erbitte", "Was ich diesen Winter erbitte"),
        ("Ferries | What I pray for this winter", "Ferries"),  # what stands in front may be the headline as well
    ],
)
def test_a_genre_in_front_of_a_stated_title_is_no_headline(title: str, expected: str) -> None:
    assert titles._without_outlet(title, ()) == expected
