"""What a page states of itself, set beside what it prints."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import dumps
from dateline.extract import extract
from dateline.extract.article.assemble import authors
from dateline.extract.article.published import parse_claim
from dateline.extract.lines.units import units
from dateline.extract.reading import Pick, Reading
from dateline.model import Article

PARAGRAPHS = [
    "Both sides said on Friday that the truce had held for a whole week, for the first time since the fighting began.",
    "Monitors counted fewer than ten shots in the valley, according to a report that was read out in the capital.",
    "They will publish a second report at the end of the month, together with a list of all prisoners who are held.",
    "Families who had fled to the hills came back with mattresses on the roofs of their cars and found the wells full.",
]


def page(
    printed: str, byline: str = "By Ann Doe", *, url: str = "", title: str = "", head: str = "", **stated: object
) -> Article:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **stated})
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = (
        f'<html lang="en"><head><title>{title or "A truce that holds in the valley"}</title>{head}'
        f'<link rel="canonical" href="{url}">'
        f'<script type="application/ld+json">{data}</script><meta property="og:site_name" content="Valley Post">'
        "</head><body><main><article>"
        f'<h1>A truce that holds in the valley</h1><p class="byline">{byline}</p><p class="date">{printed}</p>{body}'
        "</article></main></body></html>"
    )
    (dump,) = dumps.read_bytes(html.encode(), "a.html")
    (article,) = extract(dump)
    return article


def doubted(article: Article) -> set[str]:
    return {doubt.code for doubt in article.doubts if doubt.field == "date"}


@pytest.mark.parametrize(
    ("printed", "stated", "date", "codes"),
    [
        ("Published 3 May 2024", "2024-05-03T09:00:00Z", "2024-05-03", set()),
        ("Published 3 May 2024", "2024-05-04T01:00:00Z", "2024-05-03", set()),  # the outlet's zone
        ("Published 3 May 2024", "2021-01-11T08:00:00Z", "2024-05-03", {"DL203"}),  # an address used anew
        ("Updated 3 May 2024", "2024-04-30T08:00:00Z", "2024-04-30", set()),  # published, then updated
    ],
)
def test_date_of_a_saved_page(printed: str, stated: str, date: str, codes: set[str]) -> None:
    article = page(printed, datePublished=stated)
    assert article.published is not None
    assert article.published.iso[:10] == date
    assert doubted(article) == codes


def test_an_outlet_is_no_author_where_a_person_is_printed() -> None:
    author = {"@type": "Organization", "name": "Valley Post"}
    assert page("3 May 2024", author=author).authors == ("Ann Doe",)
    assert page("3 May 2024", author={"name": ", Valley Post Reporter"}).authors == ("Ann Doe",)
    assert page("3 May 2024", author=[{"name": "Ann Doe"}, {"name": "Jo Roe"}]).authors == ("Ann Doe", "Jo Roe")


def test_a_hint_that_can_be_read_in_two_ways_is_doubted_and_not_passed_over() -> None:
    body = "\n\n".join(f"A sentence of the story, number {n}, which says what was said by whom." for n in range(6))
    for hint, date, candidates in (
        ("05/06/2015", "2015", ("2015-06-05", "2015-05-06")),
        ("the day after", None, ()),
    ):
        text = f"Source: The Courier\nDate: {hint}\n\nA headline\n\nPublished 8 November 2020\n\n{body}\n"
        (dump,) = dumps.read_bytes(text.encode(), "a.txt")
        (article,) = extract(dump)
        assert (article.published.iso if article.published else None) == date
        (doubt,) = [doubt for doubt in article.doubts if doubt.field == "date"]
        assert (doubt.code, doubt.candidates) == ("DL203", candidates)
        assert hint in doubt.reason


FILED = "https://valley.example/news/2024/05/03/a-truce"


def test_the_address_dates_a_page_that_prints_no_date() -> None:
    article = page("", url=FILED)
    assert article.published is not None
    assert article.published.iso == "2024-05-03"
    assert doubted(article) == set()
    assert [item.rule for item in article.evidence if item.field == "date"] == ["the folders of the page's address"]
    assert doubted(page("", url="https://valley.example/a-truce")) == {"DL202"}


def test_the_address_decides_what_a_line_leaves_open() -> None:
    article = page("Published 03/05/2024 14:10", url=FILED)
    assert article.published is not None
    assert article.published.iso == "2024-05-03T14:10"
    assert doubted(article) == set()
    article = page("Published 03/05/2024 14:10", url="https://valley.example/2024/3/5/a-truce")
    assert article.published is not None
    assert article.published.iso == "2024-03-05T14:10"


def test_the_address_decides_between_print_and_metadata() -> None:
    article = page("Published 3 May 2024", datePublished="2021-01-11T08:00:00Z", url=FILED)
    assert article.published is not None
    assert article.published.iso == "2024-05-03"
    assert doubted(article) == set()


@pytest.mark.parametrize(
    ("head", "url", "iso"),
    [
        # the same minute in the outlet's own zone, with and without its name
        ('<meta property="article:published_time" content="2024-05-03T20:48:19">', "", "2024-05-03T20:48-05:00"),
        ('<meta property="article:published_time" content="2024-05-03T21:48:19-04:00">', "", "2024-05-03T21:48-04:00"),
        ("", FILED, "2024-05-03"),  # only the address tells the day on which it came out there
        ("", "https://valley.example/2024/05/01/a-truce", "2024-05-04T01:48+00:00"),
        ("", "", "2024-05-04T01:48+00:00"),
        ('<meta property="article:published_time" content="2024-05-03T09:11:00">', "", "2024-05-04T01:48+00:00"),
    ],
)
def test_a_date_in_utc_is_told_as_the_outlet_tells_it(head: str, url: str, iso: str) -> None:
    article = page("", datePublished="2024-05-04T01:48:19Z", head=head, url=url)
    assert article.published is not None
    assert article.published.iso == iso


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("Jo Roe | jo.roe@valley.example", ("Jo Roe",)),
        ("jroe", ("Ann Doe",)),  # the name of an account, where the page prints a person
        ("jo.roe@valley.example", ("Ann Doe",)),
    ],
)
def test_addresses_and_accounts_are_no_names(stated: str, authors: tuple[str, ...]) -> None:
    byline = "By Ann Doe" if authors == ("Ann Doe",) else "Jo Roe | jo.roe@valley.example"
    assert page("3 May 2024", byline, author={"name": stated}).authors == authors


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("Doe, Ann", ("Ann Doe",)),  # as catalogues of articles read it
        ("Ann Doe", ("Ann Doe",)),
        ("By", ("Jo Roe",)),
        ("Valley Post 7", ("Jo Roe",)),
    ],
)
def test_what_metadata_state_as_the_author(stated: str, authors: tuple[str, ...]) -> None:
    head = f'<meta name="citation_author" content="{stated}"><meta property="og:site_name" content="Valley Post 7">'
    byline = "By Ann Doe" if authors == ("Ann Doe",) else "By Jo Roe"
    assert page("3 May 2024", byline, head=head).authors == authors


def test_a_link_tells_where_the_name_ends() -> None:
    byline = '<a href="https://valley.example/staff/17/ann-doe/">Ann Doe</a> Upper Valley Courier'
    assert page("3 May 2024", byline).authors == ("Ann Doe",)


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2024-02-30T10:11:00Z", ""),  # no such day
        ("0000-01-01T00:01:00Z", ""),
        ("2024-05-03T25:61:00Z", "2024-05-03"),  # no such time
        ("2024-05-03T10:11:00+99:99", "2024-05-03"),
        ("9999-12-31T23:59:00Z", "9999-12-31T23:59+00:00"),
        ("0001-01-01T00:01:00Z", "0001-01-01T00:01+00:00"),
    ],
)
@pytest.mark.parametrize("url", ["", FILED])
def test_dates_that_do_not_exist_end_nothing(stated: str, iso: str, url: str) -> None:
    lying = '<meta property="article:published_time" content="2024-02-31T20:48:19">'
    article = page("", datePublished=stated, head=lying, url=url)
    assert (article.published.iso if article.published else "") == (
        iso or (FILED[28:38].replace("/", "-") if url else "")
    )


@given(
    st.from_regex(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?)?", fullmatch=True
    )
)
def test_what_is_read_as_a_date_is_one(value: str) -> None:
    found = parse_claim(value)
    assert found is None or datetime.fromisoformat(found.iso)


def test_an_address_without_its_host_is_no_articles_address() -> None:
    assert page("3 May 2021", url="8003098").url == ""
    assert page("3 May 2021", url="https://valleypost.example/8003098").url == "https://valleypost.example/8003098"


def test_a_first_paragraph_that_is_marked_up_as_the_next_ones_is_no_standfirst() -> None:
    assert page("3 May 2021", description=PARAGRAPHS[0]).standfirst == ""


def test_what_holds_the_signs_of_a_sentence_is_no_name_in_chinese() -> None:
    (dump,) = dumps.read_bytes("作者：方知秋\n\n特别声明：以上内容为用户上传。".encode(), "a.txt")
    some = units(dump.lines)
    by = tuple(Pick(i, 1.0, "") for i in range(len(some)))
    reading = Reading(some, (0.0,) * len(some), (False,) * len(some), ("",) * len(some), "zh", bylines=by)
    assert authors(some, reading) == ("方知秋",)


def test_a_space_parts_persons_in_chinese_and_names_in_japanese() -> None:
    (dump,) = dumps.read_bytes("方知秋 陆晓岚 收藏本文".encode(), "a.txt")
    some = units(dump.lines)
    for language, expected in (("zh", ("方知秋", "陆晓岚")), ("ja", ("方知秋 陆晓岚 收藏本文",))):
        reading = Reading(some, (0.0,), (False,), ("",), language, bylines=(Pick(0, 1.0, ""),))
        assert authors(some, reading) == expected


def test_a_link_to_all_posts_and_an_address_in_brackets_are_no_part_of_an_author() -> None:
    for stated in ("View all posts by Jo Roe", "Alle Beiträge von Jo Roe anzeigen", "Jo Roe (www.roe.example)"):
        assert page("3 May 2024", "Jo Roe", author={"name": stated}).authors == ("Jo Roe",)


def test_a_page_that_lost_its_line_breaks_is_doubted() -> None:
    lines = ["Home", "News", "A truce that holds in the valley", "By Ann Doe", "3 May 2024", *PARAGRAPHS, *PARAGRAPHS]
    reasons = []
    for text in ("\n".join(lines), " ".join(lines), PARAGRAPHS[0]):
        (dump,) = dumps.read_bytes(text.encode(), "a.txt")
        (article,) = extract(dump)
        reasons.append([doubt.reason for doubt in article.doubts if doubt.field == "body"])
    assert not reasons[0]
    assert "one line" in reasons[1][0]
    assert not any("one line" in reason for reason in reasons[2])


def linking(*names: str, byline: str = "By Ann Doe") -> Article:
    links = "".join(f'<p><a rel="author" href="/by/{n}">{name}</a></p>' for n, name in enumerate(names))
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    head = f"<h1>A truce that holds in the valley</h1><p>{byline}</p><p>3 May 2024</p>"
    (dump,) = dumps.read_bytes(f"<html><body><article>{head}{story}</article>{links}</body></html>".encode(), "a.html")
    (article,) = extract(dump)
    return article


def test_whom_a_page_links_beside_the_author_of_its_head_is_none() -> None:
    assert linking("Ann Doe", "Ann Doe Editor", "Ida Roth", "Emil Grau").authors == ("Ann Doe",)
    assert linking("Ann Doe").authors == ("Ann Doe",)
    assert "Ida Roth" in linking("Ida Roth", "Associated Press", byline="By Associated Press").authors


def test_a_company_is_no_author() -> None:
    for company in ("Orlac Post Ltd", "Kurier Orlacki Sp. z o.o.", "Orlac Verlag GmbH"):
        assert page("3 May 2024", author={"name": company}).authors == ("Ann Doe",)
    assert page("3 May 2024", "By Rui de Sa", author={"name": "Rui de Sa"}).authors == ("Rui de Sa",)
