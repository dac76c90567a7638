"""What a page states of itself, set beside what it prints."""

from __future__ import annotations

import json

import pytest

from dateline import dumps
from dateline.extract import extract
from dateline.model import Article

PARAGRAPHS = [
    "Both sides said on Friday that the truce had held for a whole week, for the first time since the fighting began.",
    "Monitors counted fewer than ten shots in the valley, according to a report that was read out in the capital.",
    "They will publish a second report at the end of the month, together with a list of all prisoners who are held.",
    "Families who had fled to the hills came back with mattresses on the roofs of their cars and found the wells full.",
]


def page(printed: str, byline: str = "By Ann Doe", **stated: object) -> Article:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **stated})
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = (
        '<html lang="en"><head><title>A truce that holds in the valley</title>'
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
