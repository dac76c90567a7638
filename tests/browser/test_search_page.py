"""A person searching: the theme's page over file://, with nothing but what a folder holds."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page

from dateline.model import Facet, Name, Place, SearchDocument
from tests.browser.search_pages import site

SHUSHA = Place(
    "shusha",
    "Shusha",
    "settlement",
    39.8,
    46.8,
    names=(Name("Shushi", "hy"), Name("Şuşa", "az"), Name("Шуша", "ru"), Name("Panahabad")),
)
KARABAKH = Place(
    "karabakh",
    "Nagorno-Karabakh",
    "disputed",
    None,
    None,
    names=(Name("Artsakh", "hy"), Name("Нагорный Карабах", "ru"), Name("Dağlıq Qarabağ", "az")),
)
DONE = """([text]) => {
  const list = document.querySelector("#results");
  return list.dataset.state === "done" && list.dataset.query === text;
}"""


def made() -> list[SearchDocument]:
    rows = [
        (
            "Ceasefire talks open",
            "2020-11-01",
            "en",
            "The peace talks began in Shusha. Turkey sent an envoy.",
            ("shusha", "karabakh"),
        ),
        (
            "Fighting near the town",
            "2020-11-05",
            "en",
            "Shells fell on Shushi, and talks about peace were over.",
            ("shusha",),
        ),
        ("Бои за город", "2020-11-06", "ru", "Шуша остаётся в осаде, Нагорный Карабах ждёт.", ("shusha", "karabakh")),
        ("Şuşa uğrunda döyüş", "2020-11-07", "az", "Şuşa şəhəri yaxınlığında.", ("shusha",)),
        ("La ville assiégée", "2020-11-08", "fr", "L'armée a encerclé la ville ; les réfugiés partent.", ()),
        ("A quiet market", "2019-02-03", "en", "Money and bread on a Monday in Norway.", ()),
        ("停战谈判", "2021-03-04", "zh", "北京举行停战谈判。", ()),
    ]
    found = [
        SearchDocument(
            url=f"{date.replace('-', '/')}/a{number}.html",
            title=title,
            date=date,
            source=Facet("north", "The Northern Echo Chamber") if number % 2 else Facet("river", "River Gazette"),
            language=language,
            text=text,
            authors=("Ada Lovelace",) if number == 0 else (),
            places=tuple(Facet(key, {"shusha": "Shusha", "karabakh": "Nagorno-Karabakh"}[key]) for key in places),
            conflicts=(Facet("nk", "Nagorno-Karabakh war"),) if places else (),
            warning="Describes violence." if number == 1 else "",
        )
        for number, (title, date, language, text, places) in enumerate(rows)
    ]
    for number in range(25):
        found.append(
            SearchDocument(
                url=f"2022/01/{number + 1:02}/b{number}.html",
                title=f"Bulletin {number}",
                date=f"2022-01-{number + 1:02}",
                source=Facet("river", "River Gazette"),
                language="en",
                text=f"Bulletin of the harbour, number {number}. " + "Ships came and went. " * 5,
            )
        )
    return found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return site(tmp_path_factory.mktemp("search"), made(), {"shusha": SHUSHA, "karabakh": KARABAKH})


def go(page: Page, address: str, query: str, more: str = "") -> list[str]:
    """Open the address with a query; the addresses of the results."""
    page.goto(f"{address}?q={quote(query)}{more}")
    return shown(page, query)


def shown(page: Page, query: str) -> list[str]:
    page.wait_for_function(DONE, arg=[query])
    return [link.rpartition("/")[2].removesuffix(".html") for link in hrefs(page)]


def hrefs(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#results li a", "all => all.map((a) => a.getAttribute('href'))")
    return found


@pytest.mark.parametrize("name", ["Shusha", "shushi", "Şuşa", "SUSA", "Шуша", "+shushi", '"Шуша"', "Panahabad"])
def test_a_place_is_found_under_all_its_names(page: Page, address: str, name: str) -> None:
    assert set(go(page, address, name)) == {"a0", "a1", "a2", "a3"}


@pytest.mark.parametrize("name", ["Nagorno-Karabakh", "нагорный карабах"])
def test_a_name_of_several_words_too(page: Page, address: str, name: str) -> None:
    assert {"a0", "a2"} <= set(go(page, address, name))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"peace talks"', ["a0"]),
        ("+peace +talks", ["a0", "a1"]),
        ("+talks -shells", ["a0"]),
        ("title:talks", ["a0"]),
        ("author:lovelace", ["a0"]),
        ("title:shushi", []),
        ("ceasef*", ["a0"]),
        ("*market", ["a5"]),
        ("monney~1", ["a5"]),
        ("norwya", ["a5"]),
        ("turkey", ["a0"]),
        ("money", ["a5"]),
        ("armée", ["a4"]),
        ("refugie", ["a4"]),
        ("谈判", ["a6"]),
        ("京", ["a6"]),
        ("-bulletin +money", ["a5"]),
        ("source:echo +market", ["a5"]),
        ("conflict:war +Shells", ["a1"]),
        ('place:"nagorno karabakh" +envoy', ["a0"]),
        ("xqzvwkj", []),
    ],
)
def test_what_a_query_finds(page: Page, address: str, query: str, expected: list[str]) -> None:
    assert sorted(go(page, address, query)) == expected


def test_all_words_come_first_and_one_is_enough(page: Page, address: str) -> None:
    assert go(page, address, "money zanzibarrr bread")[0] == "a5"
    assert go(page, address, "peace talks envoy")[0] == "a0"


def test_a_boost_changes_the_order(page: Page, address: str) -> None:
    assert go(page, address, "envoy^9 shells")[0] == "a0"
    assert go(page, address, "envoy shells^9")[0] == "a1"


def test_a_wrong_letter_is_forgiven_and_said(page: Page, address: str) -> None:
    assert go(page, address, "ceesefire") == ["a0"]
    assert page.text_content("#hint") == "Did you mean ceasefire? "
    page.click("#hint a")
    assert shown(page, "ceasefire") == ["a0"]


def test_several_wrong_words_are_put_right_at_once(page: Page, address: str) -> None:
    assert go(page, address, "ceesefire monney")
    assert page.text_content("#hint") == "Did you mean ceasefire money? "


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ('"peace envoy"', "peace envoy"),
        ("+envoy +harbour", "envoy harbour"),
        ("title:bread", "title bread"),
        pytest.param('"' + "harbour envoy " * 500 + '"', "harbour envoy " * 499 + "harbour envoy", id="a long phrase"),
    ],
)
def test_operators_that_nothing_fits_lead_to_the_words(page: Page, address: str, query: str, plain: str) -> None:
    assert go(page, address, query) == []
    assert page.text_content("#hint") == f"Did you mean {plain}? "
    page.click("#hint a")
    assert shown(page, plain)


def test_dates_are_written_as_precisely_as_they_are_known(page: Page, tmp_path: Path) -> None:
    dates = ["2019", "2020-02", "2020-11-08", "2020-11-08T23:30+05:00"]
    found = [replace(made()[0], url=f"a{n}.html", date=date) for n, date in enumerate(dates)]
    go(page, site(tmp_path, found), "talks", "&sort=oldest")
    assert page.locator("#results time").all_text_contents() == [
        "2019",
        "February 2020",
        "8 November 2020",
        "8 November 2020",
    ]


def test_snippets_show_and_mark_the_words(page: Page, address: str) -> None:
    go(page, address, "envoy")
    assert page.text_content("#results mark") == "envoy"
    go(page, address, "shells")
    assert page.text_content("#results .warning") == "Describes violence."


def tongues() -> list[SearchDocument]:
    rows = [
        ("ar", "نزوح من المدينة", "قصفت القوات المخيم، ونزح آلاف المدنيين. وفي الصباح أعلنت الهدنة."),
        ("he", "תושבים חזרו", "הצבא הזהיר אותם שלא להתקרב."),
        ("he", "צבא בגבול", "חיילים עברו בלילה."),
        ("zh", "河谷冲突", "两军在加勒万河谷发生冲突，万人撤离，谷物运出。"),
        ("th", "ปะทะกันที่ชายแดน", "เกิดการปะทะใกล้ปราสาทตาเมือนธม ประชาชนอพยพจากหมู่บ้านตามแนวชายแดน"),
        ("my", "မြဝတီတွင် တိုက်ပွဲဖြစ်ပွား", "ကရင်လက်နက်ကိုင်များက မြဝတီမြို့ကို သိမ်းပိုက်လိုက်သည်။"),
    ]
    return [
        SearchDocument(
            url=f"2021/01/{number + 1:02}/{language}{number}.html",
            title=title,
            date=f"2021-01-{number + 1:02}",
            source=Facet("river", "River Gazette"),
            language=language,
            text=text,
        )
        for number, (language, title, text) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("مدنيين", ["ar0"]),  # the text has the article
        ("للمدنيين", ["ar0"]),
        ("هدنة", ["ar0"]),
        ("القوات", ["ar0"]),
        ("+مخيم +هدنة", ["ar0"]),
        ("צבא", ["he1", "he2"]),  # as typed, and with the article
        ("הצבא", ["he1", "he2"]),
    ],
)
def test_a_word_is_found_with_and_without_an_article_that_is_written_to_it(
    page: Page, tmp_path: Path, query: str, expected: list[str]
) -> None:
    assert sorted(go(page, site(tmp_path / "site", tongues()), query)) == expected


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("加勒万河谷", {"河谷", "加勒万河谷"}),  # in the title a part of it
        ("加勒万", {"加勒万"}),  # and not the 万 of another word
        ("ปราสาทตาเมือนธม", {"ปราสาทตาเมือนธม"}),
        ("ชายแดน", {"ชายแดน"}),
        ("မြဝတီ", {"မြဝတီ"}),
    ],
)
def test_in_scripts_without_spaces_what_was_typed_is_one_mark(
    page: Page, tmp_path: Path, query: str, marked: set[str]
) -> None:
    go(page, site(tmp_path / "site", tongues()), query)
    found = page.eval_on_selector_all("#results li:first-child mark", "all => all.map((one) => one.textContent)")
    assert set(found) <= marked
    assert query in found


def test_filters_count_combine_and_are_removed(page: Page, address: str) -> None:
    go(page, address, "shusha")
    page.wait_for_selector("#filter-source-north")  # (from a folder, where there is room, they stand open)
    assert page.text_content("label[for=filter-source-north] .number") == "2"
    page.check("#filter-source-north")
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 2")
    assert set(hrefs(page)) == {"2020/11/05/a1.html", "2020/11/07/a3.html"}
    assert page.text_content("label[for=filter-language-en] .number") == "1"
    page.check("#filter-language-en")
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 1")
    assert "source=north" in page.url
    assert "language=en" in page.url
    page.click("#chips a:has-text('Northern')")
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 2")
    assert "source=north" not in page.url
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 1")


def _box(shown: Locator) -> FloatRect:
    box = shown.bounding_box()
    assert box is not None
    return box


def _left(shown: Locator) -> float:
    return _box(shown)["x"]


def test_filters_stand_beside_the_results_where_there_is_room(browser: Browser, address: str) -> None:
    for width, beside in ((1280, True), (800, False)):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        go(page, address, "")
        panel, field = page.locator("#filters"), page.locator(".search-box")
        if beside:
            page.wait_for_selector("#filter-source-north")  # nothing asked yet: what the archive has
            assert _left(panel) > _left(field) + _box(field)["width"]
        else:
            assert panel.get_attribute("open") is None
            assert _left(panel) == _left(field)
        context.close()


@pytest.mark.parametrize(
    ("query", "offered", "params"),
    [
        ("2020", "2020", {"year": ["2020"]}),
        ("shusha November 2020", "November 2020", {"q": ["shusha"], "from": ["2020-11"], "to": ["2020-11"]}),
        ("November 8, 2020 market", "8 November 2020", {"q": ["market"], "from": ["2020-11-08"], "to": ["2020-11-08"]}),
        ("2020-11-08", "8 November 2020", {"from": ["2020-11-08"], "to": ["2020-11-08"]}),
        ("1850", "", {}),
    ],
)
def test_a_date_that_is_typed_can_be_taken_as_the_day_of_publication(
    page: Page, address: str, query: str, offered: str, params: dict[str, list[str]]
) -> None:
    go(page, address, query)
    assert page.locator("#hint a").all_text_contents() == ([offered] if offered else [])
    if offered:
        page.click("#hint a")
        page.wait_for_selector("#chips a")
        assert parse_qs(urlsplit(page.url).query) == params


def test_a_number_is_no_slip_for_another(page: Page, address: str) -> None:
    assert go(page, address, "2021") == []
    assert "Did you mean" not in (page.text_content("#hint") or "")


def test_the_words_of_catalogues_are_operators(page: Page, address: str) -> None:
    assert set(go(page, address, "shusha AND envoy")) == set(go(page, address, "+shusha +envoy")) != set()
    assert set(go(page, address, "shusha NOT envoy")) == set(go(page, address, "shusha -envoy")) != set()
    assert go(page, address, "shusha OR envoy") == go(page, address, "shusha envoy")
    headline = "REBELS AND ARMY AGREE TRUCE AND NOT PEACE"  # pasted in capitals: words as they stand
    assert page.evaluate("text => datelineSearch.query.parse(text).some(clause => clause.presence)", headline) is False


def test_filters_that_leave_nothing_say_so_and_can_be_removed_at_once(page: Page, address: str) -> None:
    assert go(page, address, "shusha", "&language=fr&to=2020-12&sort=oldest") == []
    assert page.text_content("#count") == "Nothing found for “shusha” with these filters."
    assert page.text_content("#hint") == "Without these filters: 4 articles. Remove all filters"
    for heard in ("#count", "#hint"):
        assert page.get_attribute(heard, "role") == "status"
    page.wait_for_selector("#chips a.clear", state="attached")
    assert page.locator("#chips a").all_text_contents() == [
        "Language: French ×",
        "To: December 2020 ×",
        "Remove all filters",
    ]
    page.focus("#hint a")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 4")
    assert page.url.endswith("?q=shusha&sort=oldest")
    assert page.text_content("#hint") == ""
    assert page.text_content("#count") == "4 articles"
    page.wait_for_function("() => document.activeElement === document.querySelector('#results a')")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 0")
    assert page.locator("#chips a.clear").is_hidden()  # (once is enough)
    assert len(go(page, address, "shusha", "&language=en&to=2020-12")) == 2
    page.click("#chips a.clear")
    page.wait_for_function("() => document.querySelectorAll('#results li').length === 4")


@pytest.mark.parametrize(
    "filters", ["&from=2030-01-01", "&from=2021-01-01&to=2020-01-01", "&place=nowhere", "&year=1900"]
)
def test_so_can_those_that_no_article_fits(page: Page, address: str, filters: str) -> None:
    assert go(page, address, "", filters) == []
    assert page.text_content("#count") == "No article fits these filters."
    assert page.text_content("#hint") == "Remove all filters"
    page.click("#hint a")
    page.wait_for_function("() => document.querySelector('#count').textContent === ''")
    assert page.url.rstrip("?") == address


def test_other_ways_are_shown_where_nothing_is(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(DONE, arg=[""])
    assert page.locator(".ways").is_visible()
    go(page, address, "xqzvwkj")
    assert page.locator(".ways").is_visible()
    go(page, address, "shusha")
    assert page.locator(".ways").is_hidden()


def test_filters_are_not_blamed_for_what_no_article_has(page: Page, address: str) -> None:
    assert go(page, address, "xqzvwkj", "&language=fr") == []
    assert page.text_content("#count") == "Nothing found for “xqzvwkj”."
    assert page.text_content("#hint") == ""
    go(page, address, "ceesefire", "&language=fr")
    assert page.text_content("#count") == "Nothing found for “ceesefire” with these filters."
    page.click("#hint a:has-text('ceasefire')")
    shown(page, "ceasefire")
    assert page.text_content("#hint") == "Without these filters: 1 article. Remove all filters"


def test_small_words_of_a_places_other_names_are_not_marked(page: Page, tmp_path: Path) -> None:
    gaza = Place(
        "gaza", "Gaza", "region", None, None, names=(Name("the Gaza Strip", "en"), Name("Franja de Gaza", "es"))
    )
    found = SearchDocument(
        url="g.html",
        title="Gaza",
        date="2020-01-01",
        source=Facet("s", "S"),
        language="en",
        text="The whole of the Gaza Strip is de facto closed.",
        places=(Facet("gaza", "Gaza"),),
    )
    go(page, site(tmp_path, [found], {"gaza": gaza}), "gaza")
    assert set(page.locator("#results mark").all_text_contents()) == {"Gaza", "Strip"}


def test_dates_years_and_order(page: Page, address: str) -> None:
    assert go(page, address, "", "&from=2020-11-05&to=2020-11-06") == ["a2", "a1"]
    assert go(page, address, "", "&to=2019") == ["a5"]
    assert go(page, address, "", "&year=2021") == ["a6"]
    assert go(page, address, "shusha", "&sort=oldest") == ["a0", "a1", "a2", "a3"]
    assert go(page, address, "shusha", "&sort=newest") == ["a3", "a2", "a1", "a0"]
    assert go(page, address, "shusha", "&conflict=nk&place=karabakh&sort=oldest") == ["a0", "a2"]


def test_all_results_can_be_paged_through(page: Page, address: str) -> None:
    seen = set(go(page, address, "bulletin"))
    assert page.text_content("#count") == "25 articles"
    for _ in range(2):
        page.click("#pages a[rel=next]")
        page.wait_for_function("n => !new Set(n).has(document.querySelector('#results a')?.href)", arg=list(seen))
        page.wait_for_function(DONE, arg=["bulletin"])
        seen |= set(shown(page, "bulletin"))
        page.wait_for_function("() => document.activeElement === document.querySelector('#results a')")
    assert len(seen) == 25
    page.go_back()
    page.wait_for_function("() => document.querySelector('#pages').textContent.includes('2 of 3')")
    page.select_option("#sort", "oldest")  # another order begins at its first page
    page.wait_for_function("() => document.querySelector('#pages').textContent.includes('1 of 3')")


def test_typing_keys_and_the_address(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("market")
    assert shown(page, "market") == ["a5"]
    assert page.url.endswith("?q=market")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "A quiet market"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    assert shown(page, "") == []
    page.fill("#q", "harbour")
    page.press("#q", "Enter")
    shown(page, "harbour")
    page.fill("#q", "envoy")
    page.press("#q", "Enter")
    assert shown(page, "envoy") == ["a0"]
    page.go_back()
    assert len(shown(page, "harbour")) == 10
    assert page.input_value("#q") == "harbour"
    page.go_forward()
    assert shown(page, "envoy") == ["a0"]


def test_what_was_asked_for_is_not_overwritten_by_typing_on(page: Page, address: str) -> None:
    go(page, address, "harbour")
    page.fill("#q", "envo")
    shown(page, "envo")
    page.fill("#q", "envoy")
    assert shown(page, "envoy") == ["a0"]
    page.press("#q", "Enter")
    page.fill("#q", "market")
    assert shown(page, "market") == ["a5"]
    page.go_back()
    assert shown(page, "envoy") == ["a0"]
    page.go_back()
    assert len(shown(page, "harbour")) == 10


def test_the_ranking_of_lunr_can_be_asked_for(page: Page, address: str) -> None:
    assert set(go(page, address, "talks peace", "&ranking=lunr")) == {"a0", "a1"}


def test_a_missing_and_a_damaged_file_give_partial_results(browser: Browser, tmp_path: Path) -> None:
    address = site(tmp_path, made())
    (tmp_path / "search" / "d" / "2019" / "02-03.js").unlink()
    (tmp_path / "search" / "f" / "source.js").write_text('datelineSearch("f/source",["x"', "utf-8")
    page = browser.new_page()
    go(page, address, "money talks")
    assert page.locator("#results li").count() == 3
    assert "Parts of the index could not be read (1)" in (page.text_content("#hint") or "")
    assert "An article of 2019-02-03" in (page.text_content("#results") or "")
    go(page, address, "talks", "&source=north")
    assert "could not be read" in (page.text_content("#hint") or "")
    for path in (tmp_path / "search" / "t").glob("*.js"):
        path.write_text(path.read_text("utf-8")[:-40] + "\n", "utf-8")
    assert go(page, address, "talks") == []
    assert "could not be read" in (page.text_content("#hint") or "")
    for path in (tmp_path / "search" / "b").glob("*.js"):
        path.unlink()
    assert go(page, address, "talks") == []
    assert "could not be read" in (page.text_content("#hint") or "")
    (tmp_path / "search" / "index.js").unlink()
    go(page, address, "talks")
    assert page.text_content("#count") == "The search index is missing or damaged."
    page.close()


def hostile(rng: random.Random, count: int) -> Iterator[str]:
    """Strings that break programs."""
    signs = [
        *"abcdefgZ <>&\"'\\/+-:~^*()[]{}|$#%\t\n",
        "é",
        "İ",
        "ß",
        "ﷺ",
        "\u202e",
        "\ud83d",
        "👩\u200d👧",
        "京",
        "\x00",
        "\u0301",
    ]
    fixed = [
        "(a+)+$",
        "<img src=x onerror=alert(1)>",
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty:x",
        "%",
        "%E0%A4%A",
        '"' * 99,
    ]
    yield from fixed
    yield "a" * 10_000
    yield "a*" * 3000
    yield " ".join(["+x"] * 3000)
    yield "\u0301" * 500
    for _ in range(count):
        yield "".join(rng.choice(signs) for _ in range(rng.randint(0, 24)))


@pytest.mark.parametrize("count", [250, pytest.param(10_000, marks=pytest.mark.slow)])
def test_nothing_typed_is_an_error_or_becomes_live(page: Page, address: str, count: int) -> None:
    page.goto(address)
    place = os.environ.get("DATELINE_EVAL")
    strings = list(hostile(random.Random(3), count))
    if place:
        strings += json.loads((Path(place) / "torture" / "blns.json").read_text("utf-8"))
    problems = page.evaluate(
        """async (texts) => {
          await datelineSearch.index.open("search/");
          const { rank, query } = datelineSearch;
          const lunr = await rank.extra("lunr");
          const problems = [];
          for (const text of texts) {
            try {
              const found = await rank(query.parse(text));
              if (found.docs.some((doc) => !(found.scores[doc] >= 0))) problems.push(text);
              await lunr.search(text);
            } catch (error) { problems.push(text + " -> " + error); }
          }
          return problems;
        }""",
        strings,
    )
    assert problems == []
    for text in ["<img src=x onerror=document.title='live'>", "a" * 9000, "__proto__", "\"]'><b>"]:
        page.fill("#q", text)
        page.press("#q", "Enter")
        shown(page, text)
    assert page.title() != "live"
    assert page.locator("main img, main b").count() == 0


def test_without_scripts_the_page_points_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "Searching needs JavaScript" in page.inner_text("main")
    assert not page.is_visible("#search")
    names = page.locator("main .ways a:visible").all_text_contents()
    assert names == [
        *("Conflicts", "Places", "Topics", "Sources", "Year 2020", "Every day of the year", "Coverage and gaps")
    ]
    context.close()


def test_what_arrived_late_stands_in_its_time(page: Page, tmp_path: Path) -> None:
    base = made()[0]
    times = ["2020-11-01T09:00", "2020-11-01T12:00", "2020-11-01T10:00", "2020-11-01T08:00", "2020-10-31"]
    found = [
        replace(base, url=f"{number}.html", title=f"Talks {time}", date=time, accession=number)
        for number, time in enumerate(times)
    ]
    page.goto(site(tmp_path, found) + "?q=talks&sort=oldest")
    page.wait_for_function(DONE, arg=["talks"])
    shown = [page.locator("#results time").nth(number).get_attribute("datetime") for number in range(len(times))]
    assert shown == sorted(times)
    assert page.locator("#results li a").first.get_attribute("href") == "4.html"
    page.goto(page.url.replace("q=talks", "q=talks&ranking=lunr"))
    page.wait_for_function(DONE, arg=["talks"])
    assert page.locator("#results li").count() == len(times)
