"""The sources authority, the source of an article, and outlets named in a text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.catalogue import outlets
from dateline.catalogue.outlets import Outlets, mentions, settle
from dateline.catalogue.outlets.authority import host, normal
from dateline.catalogue.outlets.votes import votes
from dateline.messages import Message
from dateline.model import Article, Dump, Format, LabelledLine, Line, Role


@pytest.fixture(scope="module")
def shipped() -> Outlets:
    return outlets.load(None, [])


def article(outlet: str = "", url: str = "", credit: str = "") -> Article:
    dump = Dump("0" * 16, "dumps/a.txt", Format.TEXT, "", "0" * 64, ())
    return Article(dump, 0, (), "Headline", outlet=outlet, url=url, credit=credit)


def test_three_hundred_outlets_with_their_facts(shipped: Outlets) -> None:
    assert len(shipped) >= 300
    assert len({outlet.country for outlet in shipped.values()}) >= 80
    assert len({outlet.lang for outlet in shipped.values()}) >= 40
    assert sum(outlet.agency for outlet in shipped.values()) >= 60
    for key, outlet in shipped.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
        assert re.fullmatch(r"[A-Z]{2}", outlet.country)
        assert re.fullmatch(r"[a-z]{2,3}", outlet.lang)
        assert outlet.date_order in {"DMY", "MDY", "YMD"}
        assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", domain) for domain in outlet.domains)
        assert outlet.origin


def test_no_name_or_domain_belongs_to_two(shipped: Outlets) -> None:
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for key, outlet in shipped.items():
        for name in {normal(text) for text in (outlet.name, *outlet.aliases)}:
            assert names.setdefault(name, key) == key, name
        for domain in outlet.domains:
            assert domains.setdefault(domain, key) == key, domain


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Al Jazeera", "al-jazeera"),
        ("AL JAZEERA", "al-jazeera"),
        ("The Guardian", "the-guardian"),
        ("guardian", "the-guardian"),
        ("رويترز", "reuters"),
        ("Медуза", "meduza"),
        ("Le Monde", "le-monde"),
        ("elpais.com", "el-pais"),
        ("Армения Times", ""),
    ],
)
def test_outlets_by_name(shipped: Outlets, name: str, key: str) -> None:
    found = shipped.named(name)
    assert (found.key if found else "") == key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.aljazeera.com/news/2020/11/8/x", "al-jazeera"),
        ("http://edition.cnn.com/2020/", "cnn"),
        ("english.ahram.org.eg/News/1", "al-ahram"),
        ("https://notbbc.com/", ""),
        ("https://example.org", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_outlets_by_address(shipped: Outlets, url: str, key: str) -> None:
    found = shipped.at(url)
    assert (found.key if found else "") == key


def test_host() -> None:
    assert host("https://www.Example.org:8080/a?b") == "example.org"
    assert host("example.org/a") == "example.org"


def test_settled_by_name_then_address_then_credit(shipped: Outlets) -> None:
    assert settle(shipped, article("Aljazeera")).tag.key == "al-jazeera"
    assert settle(shipped, article("", "https://www.lemonde.fr/x")).tag.key == "le-monde"
    guess = settle(shipped, article(credit="Reuters"))
    assert guess.tag.key == "reuters"
    assert guess.tag.score < 0.5
    assert [doubt.code for doubt in guess.doubts] == ["DL321"]
    for settled in (settle(shipped, article("Aljazeera")), guess):
        assert settled.tag.known
        assert settled.evidence[0].field == "source"
        assert settled.evidence[0].value == settled.tag.key


def test_name_and_address_that_differ_are_doubted(shipped: Outlets) -> None:
    settled = settle(shipped, article("Le Monde", "https://www.nytimes.com/x"))
    assert settled.tag.key == "le-monde"
    assert settled.doubts[0].candidates == ("Le Monde", "The New York Times")
    assert not settle(shipped, article("Reuters", "https://www.nytimes.com/x")).doubts


@pytest.mark.parametrize("name", ["Village Gazette", "Сельская жизнь", "村の新聞", "«»", "A" * 300])
def test_an_unknown_outlet_keeps_its_name_and_gets_a_usable_key(shipped: Outlets, name: str) -> None:
    tag = settle(shipped, article(name)).tag
    assert not tag.known
    assert tag.name == name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tag.key)
    assert tag.key == settle(shipped, article(name)).tag.key


def test_no_outlet_at_all(shipped: Outlets) -> None:
    assert settle(shipped, article()).tag.key == "unknown"
    unknown = settle(shipped, article(url="https://www.village-gazette.example/1")).tag
    assert (unknown.key, unknown.known) == ("village-gazette-example", False)


def test_mentions_in_a_text(shipped: Outlets) -> None:
    text = "BAKU (Reuters) - The army advanced, the BBC said. [File: Patrick/Al Jazeera] More on www.lemonde.fr today."
    found = mentions(shipped, text)
    assert [(m.key, text[m.start : m.end], m.how) for m in found] == [
        ("reuters", "Reuters", "name"),
        ("bbc-news", "BBC", "name"),
        ("al-jazeera", "Al Jazeera", "name"),
        ("le-monde", "www.lemonde.fr", "domain"),
    ]
    assert not mentions(shipped, "Dana Whitfield, press officer")  # "Danas" has one letter more
    assert not mentions(shipped, "I soccorsi")  # nor is "i" the newspaper of that name
    assert not mentions(shipped, "أخبار")  # "news", not "The News"
    assert not mentions(shipped, "Quotes are delayed by at least 20 minutes.")
    assert mentions(shipped, "© 20 Minutes")
    assert not mentions(shipped, "in time the sun will focus on trends, slate and stern metro reports")


def test_the_curators_sources(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(
        "village-gazette:\n  name: Village Gazette\n  domains: [gazette.example]\n  country: am\n"
        "reuters:\n  aliases: [Reuter]\n"
        "al-jazeera:\n  merge: [al-jazeera-arabic]\n",
        "utf-8",
    )
    problems: list[Message] = []
    mine = outlets.load(path, problems)
    assert not problems
    assert mine["village-gazette"].country == "AM"
    assert settle(mine, article("Reuter")).tag.key == "reuters"
    assert settle(mine, article(url="http://gazette.example/1")).tag.key == "village-gazette"
    assert settle(mine, article("الجزيرة")).tag.key == "al-jazeera"
    assert "al-jazeera-arabic" not in mine


def test_problems_have_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(
        "a:\n  country: AM\nb:\n  name: B\n  country: Armenia\nc:\n  name: C\n  aliases: [Reuters]\n"
        "d:\n  name: D\n  domains: ['not a domain']\ne:\n  name: E\n  merge: [f]\n",
        "utf-8",
    )
    problems: list[Message] = []
    outlets.load(path, problems)
    assert {(m.code, m.line) for m in problems} == {
        ("DL302", 1),
        ("DL302", 5),
        ("DL303", 8),
        ("DL302", 11),
        ("DL304", 14),
    }


@pytest.mark.parametrize(
    ("text", "role", "key"),
    [
        ("Il Giornale", Role.NAVIGATION, "il-giornale"),
        ("Il Giornale | Cronaca", Role.NAVIGATION, "il-giornale"),
        ("Il Giornale del Porto", Role.NAVIGATION, ""),
        ("Reading Time: 2 minutes", Role.NAVIGATION, ""),
        ("Advertisement · Scroll to continue", Role.ADVERT, ""),
        ("Time | World", Role.NAVIGATION, "time"),
        ("الأخبار", Role.SECTION, ""),
        ("الأخبار", Role.NAVIGATION, "al-akhbar"),
    ],
)
def test_a_line_at_the_top_votes_for_the_whole_name_in_it(shipped: Outlets, text: str, role: Role, key: str) -> None:
    line = LabelledLine(Line(1, 0, len(text), text), role, 0.9, "")
    made = replace(article(), lines=(line,))
    assert [found for _, found, _ in votes(shipped, made)] == ([key] if key else [])


def test_a_word_of_the_articles_language_is_no_outlet_of_another(shipped: Outlets) -> None:
    line = LabelledLine(Line(1, 0, 8, "Политика"), Role.NAVIGATION, 0.9, "")
    made = replace(article(), lines=(line,), language="ru")
    assert not votes(shipped, made)
    assert votes(shipped, replace(made, language="sr"))
