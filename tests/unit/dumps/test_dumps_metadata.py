from __future__ import annotations

import pytest

from dateline.dumps import read_bytes


def claims(head: str, body: str = "<p>Truce</p>") -> list[tuple[str, str, str]]:
    (dump,) = read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "p.html")
    return [(claim.field, claim.value, claim.origin) for claim in dump.claims]


def ld(text: str) -> list[tuple[str, str]]:
    found = claims(f'<script type="application/ld+json">{text}</script>')
    return [(field, value) for field, value, origin in found if origin == "json-ld"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="Mara Linde">', ("author", "Mara Linde", "meta name=author")),
        ('<meta property="og:title" content="A &amp;amp; B">', ("title", "A & B", "og:title")),
        ('<meta name="DC.date.issued" content="2020-11-08">', ("date", "2020-11-08", "meta name=dc.date.issued")),
        ('<meta name="parsely-pub-date" content="2020-11-08">', ("date", "2020-11-08", "meta name=parsely-pub-date")),
        ('<meta itemprop="dateModified" content="2020">', ("modified", "2020", "meta itemprop=datemodified")),
        ('<link rel="canonical" href=" https://a.example/x ">', ("url", "https://a.example/x", "link rel=canonical")),
        ("<title> Truce\n holds </title>", ("title", "Truce holds", "title")),
    ],
)
def test_each_kind_of_metadata_is_a_claim(head: str, expected: tuple[str, str, str]) -> None:
    assert expected in claims(head)


def test_times_and_microdata_of_the_body_are_claims() -> None:
    found = claims(
        "",
        '<time datetime="2020-11-08">Sunday</time><time class="updated" datetime="2020-11-09">x</time>'
        '<span itemprop="author" itemscope><b>Mara Linde</b></span><a rel="author" href="/l">Jon Ask</a>',
    )
    assert ("date", "2020-11-08", "time datetime") in found
    assert ("modified", "2020-11-09", "time datetime") in found
    assert ("author", "Mara Linde", "itemprop=author") in found
    assert ("author", "Jon Ask", "a rel=author") in found


def test_accounts_and_addresses_are_no_authors() -> None:
    found = claims(
        '<meta name="author" content="@courier"><meta property="article:author" content="https://a.example/l">'
    )
    assert not [claim for claim in found if claim[0] == "author"]


def test_languages_are_codes() -> None:
    head = '<meta property="og:locale" content="en_GB"><meta name="language" content="English">'
    assert [value for field, value, _ in claims(head) if field == "lang"] == ["en-GB"]


def test_json_ld_of_other_things_says_nothing_of_the_article() -> None:
    assert ld('{"@type":"Organization","name":"X","url":"https://x.example"}') == []
    assert ld('{"@type":"WebPage","name":"X","url":"https://x.example","headline":"Y"}') == []


def test_json_ld_in_a_graph_and_a_list_is_found_and_articles_come_first() -> None:
    found = ld(
        '[{"@type":"WebPage","datePublished":"2019"},'
        '{"@graph":[{"@type":["Thing","NewsArticle"],"datePublished":"2020","author":["A",{"name":"B"},{"name":["C"]}]}]}]'
    )
    assert [value for field, value in found if field == "date"] == ["2020", "2019"]
    assert [value for field, value in found if field == "author"] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"NewsArticle","headline":"Truce","datePublished":"2020",}',
        '<!-- {"@type":"NewsArticle","headline":"Truce","datePublished":"2020"} -->',
        '{"@type":"NewsArticle","headline":"Truce","datePublished":"2020"};',
        '{"@type":"NewsArticle","author":{{x}},"headline":"Truce","datePublished":"2020"}',
        '{"@type":"NewsArticle","headline":"Truce","datePublished":"2020","articleBody":"cut o',
    ],
)
def test_broken_json_ld_gives_what_can_be_read(text: str) -> None:
    assert {("title", "Truce"), ("date", "2020")} <= set(ld(text))


def test_json_ld_without_end_is_left_alone() -> None:
    assert ld("[" * 100_000) == []
    assert ld('{"@graph":' * 50_000) == []


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("saved from url=(0044)https://a.example/x", {("url", "https://a.example/x")}),
        (
            "\n Page saved with SingleFile\n url: https://a.example/x\n"
            " saved date: Mon Nov 09 2020 11:15:00 GMT+0100\n",
            {("url", "https://a.example/x"), ("retrieved", "Mon Nov 09 2020 11:15:00 GMT+0100")},
        ),
        (
            " Mirrored from a.example/x by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 09 Nov 2020 10:15:00 GMT ",
            {("url", "http://a.example/x"), ("retrieved", "Mon, 09 Nov 2020 10:15:00 GMT")},
        ),
        (
            "\n FILE ARCHIVED ON 10:15:00 Nov 09, 2020 AND RETRIEVED FROM THE\n INTERNET ARCHIVE ON 1",
            {("retrieved", "10:15:00 Nov 09, 2020")},
        ),
    ],
)
def test_what_saving_tools_note_is_claimed(comment: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= {(field, value) for field, value, _ in claims(f"<!--{comment}-->")}


def test_an_archived_address_gives_both_addresses_and_the_day() -> None:
    found = claims('<link rel="canonical" href="https://web.archive.org/web/20201109101500id_/https://a.example/x">')
    assert {(field, value) for field, value, _ in found} == {
        ("archived_url", "https://web.archive.org/web/20201109101500id_/https://a.example/x"),
        ("retrieved", "2020-11-09"),
        ("url", "https://a.example/x"),
    }


def test_claims_are_few_and_short_whatever_a_page_states() -> None:
    found = claims("".join(f'<meta name="author" content="{number} {"x" * 5000}">' for number in range(1000)))
    assert len(found) == 200
    assert all(len(value) <= 2000 for _, value, _ in found)
