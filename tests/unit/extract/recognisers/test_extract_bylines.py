from __future__ import annotations

import pytest

from dateline.extract.recognisers import bylines, naming
from dateline.extract.recognisers.bylines import closed, credited, is_post, linked, looks_like_names, names, segment
from dateline.model import Link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Von unserem Redaktionsmitglied Jana Roth", ("Jana Roth",)),
        ("نامہ نگار: عمران خان", ("عمران خان",)),
        ("社会部 高瀬 亮", ("高瀬 亮",)),
        ('הילה ברק, כתבת "המגדלור"', ("הילה ברק",)),
        ("ByJane Doe", ("Jane Doe",)),
        ("Par Jeanne DOUÉ et Marc LE GOFF", ("Jeanne DOUÉ", "Marc LE GOFF")),
        ("Jeanne DOUÉ and Marc PETIT", ("Jeanne DOUÉ", "Marc PETIT")),
        ("Le Courrier du Port Jeanne DOUÉ.", ("Jeanne DOUÉ",)),
        ("By Jane Doe and John Smith", ("Jane Doe", "John Smith")),
        ("Jane Doe, ORLAC TODAY 8:42 a.m. EDT October 3, 2014", ("Jane Doe",)),
        ("By JANE DOE and JOHN ROE - AP Technology Writers | AP – 1 hr 4 mins ago", ("JANE DOE", "JOHN ROE", "AP")),
        ("By JANE DOE, Editor | Friday June 7, 2013 @ 6:43pm EDTTags: Old Ferries, Ida Roth", ("JANE DOE",)),
        ("Posted By: Jane Doe March 02, 2022Tags: Education, Local News", ("Jane Doe",)),
        ("Juana Roca | Palma de Mallorca | 08/01/2014", ("Juana Roca",)),
        ("By Jane Elena Doe Bloomberg", ("Jane Elena Doe",)),
        ("By Jane Doe Reuters", ("Jane Doe",)),
        ("By Jane R. Bloomberg", ("Jane R. Bloomberg",)),
        ("Submitted on Mon, 2019-01-21 13:49", ()),
        ("HomeScheduleTicketsTeamShopAbout Sign Up", ()),
        ("README.md Link to fetchtext", ()),
        ("Von Anna Müller und Peter van der Berg", ("Anna Müller", "Peter van der Berg")),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("بقلم: محمد علي", ("محمد علي",)),
        ("By Dr. Jane Doe | Staff Writer", ("Jane Doe",)),
        ("By Thomas W. SmithDecember 11, 2023", ("Thomas W. Smith",)),
        ("By Jason Krell Mar 19, 2020, 10:00am EDT", ("Jason Krell",)),
        ("May 30, 2023 / Amy Gallo", ("Amy Gallo",)),
        ("By Van Sias Dec 21, 2023", ("Van Sias",)),
        ("By Jane Doe (jane@example.org)", ("Jane Doe",)),
        ("배윤경 기자", ("배윤경",)),
        ("By Example Post Staff", ()),
        ("Von unserer Redaktion", ()),
        ("By Cal Whitby Fax News", ("Cal Whitby",)),
        ("By Northern Public News", ()),
        ("Daga Amina Sule", ("Amina Sule",)),
        ("Aus Tel Aviv berichten Jonas Peer und Lea Stern", ("Jonas Peer", "Lea Stern")),
        ("Записала Инга Морозова", ("Инга Морозова",)),
        ("من هو محمد علي؟", ()),
        (
            "Reporting by Jane Doe in Aden; additional reporting by Joe Field; Editing by Ann Moss and Lena Wu",
            ("Jane Doe",),
        ),
        ("Jane Doe Jane Doe", ("Jane Doe",)),
        ("Jane DoeanderTravel News Reporter", ("Jane Doeander",)),
        ("by JaneDoe on 3 May 2020", ("JaneDoe",)),
        ("BY JANE DOEPUBLISHED: JUN 25, 2025", ("JANE DOE",)),
        ("Von dpa 30.04.2024, 18:58", ("dpa",)),
        ("(责编：牛镛、岳弘彬)", ("牛镛", "岳弘彬")),
        ("9. September 2025 um 15:46 Uhr / Anna Müller", ("Anna Müller",)),
        ("Headshot of Jane Doe", ("Jane Doe",)),
        ("Jane Doe and John Smith | Guest Columnists", ("Jane Doe", "John Smith")),
        ("Jane Doe Parliamentary editor", ("Jane Doe",)),
        ("Daniel McDonald", ("Daniel McDonald",)),
        ("12 March 2024", ()),
        ("Photos and Story By Jane Doe", ("Jane Doe",)),
        ("Words and pictures by Jane Doe", ("Jane Doe",)),
    ],
)
def test_names_of_a_byline(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


def test_segment_after_by_inside_the_line() -> None:
    assert names(segment("12 March 2024 by Jane Doe")) == ("Jane Doe",)
    assert names(segment("Posted On : May 20, 2018 Published By : Jane Doe")) == ("Jane Doe",)
    assert segment("Jane Doe") == "Jane Doe"


def test_bare_names() -> None:
    assert looks_like_names("Jane Doe, John Smith")
    assert not looks_like_names("The weather will be fine tomorrow, they say.")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/staff/12/jane-doe/", ("Jane Doe",)),
        ("https://example.org/en/authors/Jane_Doe?page=1", ("Jane Doe",)),
        ("https://example.org/people/dr-jane-doe", ("Jane Doe",)),
        ("https://example.org/news/jane-doe", ()),  # a story about her
        ("https://example.org/staff/john-roe", ()),
        ("https://example.org/staff/", ()),
        ("mailto:jane.doe@example.org", ()),
    ],
)
def test_a_name_that_is_linked_to_its_author(url: str, expected: tuple[str, ...]) -> None:
    assert linked("Jane Doe Example Courier", (Link(0, 8, url),)) == expected


def test_a_name_and_what_its_bearer_is_closes_a_byline() -> None:
    assert closed("김서연 기자")
    assert closed("李明 記者")
    assert not closed("기자")
    assert not closed("국회 앞에 모인 시민 수천 명은 기자")
    assert not closed("Jane Doe")


@pytest.mark.parametrize(
    "line", ["Ada Kerr (editor, World)", "Павел Громов (Редактор отдела «Россия»)", "Ada Kerr, staff writer at large"]
)
def test_a_name_and_a_post_make_a_byline(line: str) -> None:
    assert closed(line)


@pytest.mark.parametrize(
    "line", ["Orlac (editor)", "the new editor (reporter)", "Ada Kerr (at sea)", "Ada Kerr (editor) resigns."]
)
def test_other_brackets_make_none(line: str) -> None:
    assert not closed(line)


def test_a_desk_is_no_person() -> None:
    assert names("Por: Redacción Política") == ()
    assert names("By Orlac Post Staff") == ()


def test_a_post_is_known_by_its_end() -> None:
    assert is_post("Local Democracy Reporter")
    assert is_post("Редактор отдела, спецкорреспондент") is False
    assert not is_post("By Ada Kerr, reporter")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By ADA KERR | akerr@courier.example and JON ROE | jroe@courier.example", ("ADA KERR", "JON ROE")),
        ("Ada Kerr, enviada, y Luis Gil, corresponsal", ("Ada Kerr", "Luis Gil")),
        ("By Ada Kerr — October 21, 2020 in News, Top Stories", ("Ada Kerr",)),
        ("By: Jun Santos - Reporter / @junsantos", ("Jun Santos",)),
        ("Por: Redacción Nación - La Vereda", ()),
        ("Ada Kerr, New Delhi", ("Ada Kerr",)),
        ("अनुराग मेहरोत्रा, नई दिल्ली", ("अनुराग मेहरोत्रा",)),
        ("Ada Kerr · Northern Public News", ("Ada Kerr",)),
        ("Senior Correspondent Ada Kerr", ("Ada Kerr",)),
        ("Ada Kerr. Correspondent in Rome", ("Ada Kerr",)),
        ("Na Neema Mushi", ("Neema Mushi",)),
        ("De Ana Pop", ("Ana Pop",)),
        ("Beirut: Ada Kerr", ("Ada Kerr",)),
        ("القاهرة - سلمى حداد", ("سلمى حداد",)),
        ("Edited by Jon Roe | Written by Ada Kerr", ("Ada Kerr",)),
        ("Text: Ada Kerr, Fotos: Jan Maas", ("Ada Kerr",)),
        ("By signing up, you agree to our Terms of Use, Privacy Policy", ()),
        ("Staff Reporter, Dhaka", ()),
        ("নিজস্ব প্রতিবেদক, ঢাকা", ()),
        ("文／王小明", ("王小明",)),
        ("記者王小明／台北報導", ("王小明",)),
        ("서울=김서연 기자", ("김서연",)),
        ("ผู้เขียน สมชาย ใจดี", ("สมชาย ใจดี",)),
    ],
)
def test_bylines_of_many_houses(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


def test_a_surname_in_capitals_behind_an_outlets_name() -> None:
    assert segment("Le Phare de l'Ouest Ada KERR.") == "Ada KERR."
    assert names("Le Phare de l'Ouest Ada KERR.") == ("Ada KERR",)


def test_what_each_did_in_brackets() -> None:
    assert credited("Ada Kerr (text) and Jon Roe (photos)")
    assert names("Ada Kerr (text) and Jon Roe (photos)") == ("Ada Kerr", "Jon Roe")
    assert not credited("Ada Kerr (text) and two boats")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("በሰላማዊት ተክለማርያም", ("ሰላማዊት ተክለማርያም",)),
        ("በቀለ ገመቹ", ("በቀለ ገመቹ",)),  # a name that begins with the letter for "by"
        ("תמר גולדברג ואביאל נחמני", ("תמר גולדברג", "אביאל נחמני")),
        ("江流新闻记者 方知秋 实习生 陆晓岚", ("方知秋", "陆晓岚")),
        ("الأطلس 24 - أيوب الرگراگي", ("أيوب الرگراگي",)),
        ("सह्याद्री वृत्त टीम", ()),
        ("সংবাদ ডেস্ক", ()),
    ],
)
def test_bylines_in_scripts_without_capitals(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("滨海观察讯（记者 陆远山）7月20日，郑州全市公交停运。", ("陆远山",)),
        ("滨海观察郑州7月20日电 (记者 陆远山、何静安)郑州全市公交停运。", ("陆远山", "何静安")),
        ("本报讯（记者陆远山 通讯员何静安 整合） 郑州全市公交停运。", ("陆远山", "何静安")),
        ("2021-07-21 08:15来源：滨海观察作者：方知秋", ("方知秋",)),
        ("采写：滨海见习记者 方知秋", ("方知秋",)),
        ("2021-07-21 作者：网络整理", ()),
        ("责任编辑：方知秋校对：何静安", ("方知秋",)),
        ("责任编辑：方知秋_NB123", ("方知秋",)),
        ("[责任编辑：方知秋 PK155]", ("方知秋",)),
        ("【文/滨海观察专栏作者 方知秋】", ("方知秋",)),
        ("执笔/方知秋、何静安", ("方知秋", "何静安")),
        ("滨海港务局新闻发言人 何静安", ("何静安",)),
        ("滨海市（原名滨海县）7月20日起停运公交。", ()),
    ],
)
def test_names_in_the_brackets_and_labels_of_chinese_pages(line: str, names: tuple[str, ...]) -> None:
    found = bylines.told(line)
    assert found == names if names else "原名滨海县" not in found


def test_a_desk_before_a_post_is_no_part_of_the_name() -> None:
    assert names("Jane Doe Education editor") == ("Jane Doe",)
    assert closed("Jane Doe Education editor")
    assert names("Mary Ann Doe reporter") == ("Mary Ann Doe",)
    assert not closed("Council hires new editor")


def test_an_account_right_behind_a_name_is_no_part_of_it() -> None:
    assert names(segment("By Jane Doe@janedoe Jul 3, 2019, 4:22am EDT")) == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Doe Illustration by Ida Roth July 10, 2014", "Jane Doe"),
        ("Von Jana Roth Fotos von Emil Grau", "Jana Roth"),
        ("By Jane Doe | Sea Trade, Ports, Harbour Life", "Jane Doe"),
        ("Posted By: JANE DOEon March 3, 2014", "JANE DOE"),
        ("Posted By: Jane Doeon: March 3, 2014", "Jane Doe"),
        ("By Jane Aaron March 3, 2014", "Jane Aaron"),
    ],
)
def test_anothers_work_topics_and_a_glued_on_are_no_part_of_a_byline(line: str, name: str) -> None:
    assert names(line) == (name,)


def test_agencies_and_persons_behind_a_bar_are_no_topics() -> None:
    assert names("By Jane Doe | Reuters, AFP, dpa") == ("Jane Doe", "Reuters", "AFP", "dpa")
    assert len(names("By Jane Doe | Ida Roth, Emil Grau, Mara Linde")) == 4


def test_names_with_a_capital_inside_are_whole() -> None:
    assert bylines.names("Ida deLong and Jonas Adeyemi") == ("Ida deLong", "Jonas Adeyemi")
    assert bylines.names("IDA R. McKERR") == ("IDA R. McKERR",)
    assert naming.cased("IDA R. McKERR", "en", ()) == "Ida R. McKerr"
    assert bylines.names("Ida Roth dePaul's editor") == ("Ida Roth",)


def test_a_post_of_two_words_is_no_part_of_the_name_and_a_place_with_its_day_nobody() -> None:
    assert bylines.names(segment("By Ida Roth Harbour and science reporter, Orlac News")) == ("Ida Roth",)
    assert bylines.names(segment("By Ida Roth and editor Jonas Adeyemi")) == ("Ida Roth", "Jonas Adeyemi")
    assert bylines.names("New Delhi, May 16, 2013") == ()
