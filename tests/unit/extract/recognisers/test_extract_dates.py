"""Dates as they are printed, in many languages, and never a guess about day and month."""

from __future__ import annotations

import pytest

from dateline.extract.recognisers.dates import find_dates, numeric_orders, opens_caption, read_time

PRINTED = [
    ("2019-09-3007:42", "zh", "2019-09-30T07:42"),  # set side by side, copied as one
    ("8 Nov 2020", "en", "2020-11-08"),
    ("Sun, Nov. 8th, 2020", "en", "2020-11-08"),
    ("November 8, 2020 at 5:03 p.m. EST", "en", "2020-11-08T17:03-05:00"),
    ("2020-11-08T14:05:00+03:00", "en", "2020-11-08T14:05+03:00"),
    ("12-Mar-24", "en", "2024-03-12"),
    ("วันอังคารที่ 22 พฤศจิกายน พ.ศ. 2565 15:10 น.", "th", "2022-11-22T15:10"),
    ("ဧပြီ ၁၂၊ ၂၀၂၃", "my", "2023-04-12"),
    ("26 ለካቲት 2021", "ti", "2021-02-26"),
    ("Updated 4:31 AM GMT+2, July 26, 2023", "en", "2023-07-26T04:31+02:00"),
    ("12:30 UTC+05:30, 9 May 2024", "en", "2024-05-09T12:30+05:30"),
    ("3. Mai 2024, 17:47", "de", "2024-05-03T17:47"),
    ("03.05.24", "de", "2024-05-03"),
    ("12 de marzo de 2024", "es", "2024-03-12"),
    ("12 de março de 2024", "pt", "2024-03-12"),
    ("le 1er août 2024 à 9h05", "fr", "2024-08-01T09:05"),
    ("12 marzo 2024", "it", "2024-03-12"),
    ("10 de gener de 2024", "ca", "2024-01-10"),
    ("12 maart 2024", "nl", "2024-03-12"),
    ("den 12. marts 2024", "da", "2024-03-12"),
    ("12 mars 2024", "sv", "2024-03-12"),
    ("12. maaliskuuta 2024", "fi", "2024-03-12"),
    ("12 marca 2024", "pl", "2024-03-12"),
    ("12. března 2024", "cs", "2024-03-12"),
    ("2024. április 5. 12:03", "hu", "2024-04-05T12:03"),
    ("2024 m. balandžio 5 d.", "lt", "2024-04-05"),
    ("12 martie 2024", "ro", "2024-03-12"),
    ("12 марта 2024", "ru", "2024-03-12"),
    ("5 листопада 2024, 12:30", "uk", "2024-11-05T12:30"),
    ("5 Απριλίου 2024", "el", "2024-04-05"),
    ("12 Mart 2024", "tr", "2024-03-12"),
    ("١٢ مارس ٢٠٢٤", "ar", "2024-03-12"),
    ("12 كانون الثاني 2024", "ar", "2024-01-12"),
    ("۱۴۰۳/۰۲/۱۴", "fa", "2024-05-03"),
    ("12 במרץ 2024", "he", "2024-03-12"),
    ("१२ मार्च २०२४", "hi", "2024-03-12"),
    ("১২ মার্চ ২০২৪", "bn", "2024-03-12"),
    ("3 พ.ค. 2567", "th", "2024-05-03"),
    ("ngày 3 tháng 5 năm 2024", "vi", "2024-05-03"),
    ("12 Maret 2024", "id", "2024-03-12"),
    ("2024年5月3日 14:22", "zh", "2024-05-03T14:22"),
    ("2024년 5월 3일", "ko", "2024-05-03"),
    ("2024/05/03", "ja", "2024-05-03"),
    ("令和6年5月3日", "ja", "2024-05-03"),
    ("民國113年5月3日", "zh", "2024-05-03"),
    ("2024年5月3日下午2:22", "zh", "2024-05-03T14:22"),
    ("2024년 5월 3일 오후 2:22", "ko", "2024-05-03T14:22"),
    ("۱۴ اردیبهشت ۱۴۰۳", "fa", "2024-05-03"),
    ("3 أيار/مايو 2024", "ar", "2024-05-03"),
    ("3 مايو (أيار) 2024", "ar", "2024-05-03"),
    ("2024. gada 3. maijs", "lv", "2024-05-03"),
    ("2024 թ. մայիսի 3", "hy", "2024-05-03"),
    ("ថ្ងៃទី ៣ ខែឧសភា ឆ្នាំ ២០២៤", "km", "2024-05-03"),
    ("3.V.2024", "pl", "2024-05-03"),
    ("3 Μαΐου 2024 2:22 μ.μ.", "el", "2024-05-03T14:22"),
    ("Madrid-03/05/2024 20:00", "es", "2024-05-03T20:00"),
    ("2024•05•03", "en", "2024-05-03"),
    ("05.23.2024", "en", "2024-05-23"),
    ("By Ann DoeMay 3, 2024", "en", "2024-05-03"),
    ("May 3, 20248:22 AM ET", "en", "2024-05-03T08:22"),
    ("প্রকাশ: ২১ ফেব্রুয়ারি ২০১৯, ১০:১২", "bn", "2019-02-21T10:12"),
    ("12 अक्तूबर 2023", "hi", "2023-10-12"),
    ("ኅዳር 19 ቀን 2014 ዓ.ም", "am", "2021-11-28"),
    ("1 መስከረም 2016", "am", "2023-09-12"),
    ("ጳጉሜ 6/2015", "am", "2023-09-11"),
    ("12 de setiembre de 2023", "es", "2023-09-12"),
    ("12 Agt 2023", "id", "2023-08-12"),
    ("12 tebax 2023", "ku", "2023-08-12"),
    ("2024年1月1日 21時35分", "ja", "2024-01-01T21:35"),
    ("2023年8月12日 午後2時05分", "ja", "2023-08-12T14:05"),
    ("2023년 8월 12일 14시 05분", "ko", "2023-08-12T14:05"),
]


@pytest.mark.parametrize(("text", "language", "iso"), PRINTED)
def test_printed_date_is_read(text: str, language: str, iso: str) -> None:
    (found,) = find_dates(text, language)
    assert found.claim().iso == iso
    assert not found.swapped


@pytest.mark.parametrize("text", ["5 i 2020", "dismay 3 times", "3年前", "call 030-12-11-2020"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert not [found for found in find_dates(text, "en") if found.year and found.day]


def test_dots_between_the_numbers_do_not_tell_day_from_month_in_english() -> None:
    (found,) = find_dates("08.11.2020", "en")
    assert found.swapped
    (found,) = find_dates("08.11.2020", "de")
    assert (found.claim().iso, found.swapped) == ("2020-11-08", False)


def test_numeric_date_with_two_readings_keeps_both() -> None:
    (found,) = find_dates("08/11/2020", "en")
    assert found.swapped
    assert {found.claim().iso, found.claim(swap=True).iso} == {"2020-11-08", "2020-08-11"}


def test_language_settles_the_order() -> None:
    (found,) = find_dates("08/11/2020", "fr")
    assert (found.swapped, found.claim().iso) == (False, "2020-11-08")


def test_day_above_twelve_settles_the_order() -> None:
    assert [d.claim().iso for d in find_dates("11/28/2020 and 28/11/2020", "en")] == ["2020-11-28", "2020-11-28"]
    assert numeric_orders("11/28/2020") == {"MDY"}
    assert numeric_orders("28/11/2020") == {"DMY"}
    assert numeric_orders("08/11/2020") == set()


def test_month_name_of_two_languages_is_settled_by_the_language() -> None:
    assert find_dates("5 listopada 2024", "pl")[0].month == 11
    assert find_dates("5. listopada 2024.", "hr")[0].month == 10
    assert find_dates("5 listopada 2024", "") == ()


@pytest.mark.parametrize("text", ["", "99/99/2020", "31 February 2024", "1:30", "version 10.2.1", "Mai", "2020-13-40"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_dates(text, "en") == ()


def test_date_without_year_says_so() -> None:
    (found,) = find_dates("8 November", "en")
    assert (found.year, found.month, found.day) == (0, 11, 8)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("5:03 pm", ("17:03", "")),
        ("12.30 am gmt", ("00:30", "+00:00")),
        ("5pm", ("17:00", "")),
        ("25:00", ("", "")),
        ("10:00 (gmt+7)", ("10:00", "+07:00")),
    ],
)
def test_time_of_day(text: str, time: tuple[str, str]) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PUBLISHED: 05:32, 8 July 2022 | UPDATED: 13:44, 9 July 2022", ["2022-07-08T05:32", "2022-07-09T13:44"]),
        ("8 July 2022, 05:32 | 9 July 2022, 13:44", ["2022-07-08T05:32", "2022-07-09T13:44"]),
        ("15/4/2023-|آخر تحديث: 15/4/202311:40 م", ["2023-04-15", "2023-04-15T23:40"]),
        ("28/01/202503/02/2025", ["2025-01-28"]),
        ("Tue Jan 28 18:12:44 UTC 2025", ["2025-01-28T18:12+00:00"]),
        ("Tue Jan  7 06:02 2025", ["2025-01-07T06:02"]),
    ],
)
def test_each_time_belongs_to_its_own_day(text: str, expected: list[str]) -> None:
    assert [found.claim().iso for found in find_dates(text)] == expected


def test_a_time_before_the_month_is_no_day() -> None:
    (found,) = find_dates("14:05, Mar 15 2019", "en")
    assert found.claim().iso == "2019-03-15T14:05"


def test_hours_without_a_colon_are_a_time() -> None:
    (found,) = find_dates("27 Nov 2008, 0312 hrs IST", "en")
    assert found.claim().iso == "2008-11-27T03:12"


@pytest.mark.parametrize(("year", "wanted"), [("08", 2008), ("44", 2044), ("89", 1989)])
def test_a_year_of_two_digits_is_of_the_nearer_century(year: str, wanted: int) -> None:
    (found,) = find_dates(f"13.11.{year}", "de")
    assert found.year == wanted


def test_two_days_printed_without_a_space_between_are_two() -> None:
    found = find_dates("May 21, 2025April 24, 2025 by The Curator", "en")
    assert [date.claim().iso for date in found] == ["2025-05-21", "2025-04-24"]
    assert [date.claim().iso for date in find_dates("2025 March 5 1900 GMT", "en")] == ["2025-03-05"]
    found = find_dates("3. Mai 201812. Juni 2018 Jane Doe", "de")
    assert [date.claim().iso for date in found] == ["2018-05-03", "2018-06-12"]


def test_tigrinya_calls_gregorian_months_as_amharic_calls_its_own() -> None:
    assert not find_dates("መስከረም 1 2016", "ti")
    (found,) = find_dates("መስከረም 1 2016 ዓ.ም", "ti")
    assert found.claim().iso == "2023-09-12"
    assert not find_dates("ጥር 35 ቀን 2014", "am")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("میزان ۱۷, ۱۴۰۰", "fa", (2021, 10, 9)),
        ("چنګاښ ۲, ۱۴۰۱", "ps", (2022, 6, 23)),
        ("۲ چنګاښ ۱۴۰۱", "ps", (2022, 6, 23)),
        ("၂၀၂၄ ခုနှစ်၊ ဩဂုတ်လ ၇ ရက်", "my", (2024, 8, 7)),
        ("16 أبريل، 2023", "ar", (2023, 4, 16)),
    ],
)
def test_months_in_front_of_their_day_and_marks_of_other_scripts(
    text: str, language: str, day: tuple[int, int, int]
) -> None:
    (found,) = find_dates(text, language)
    assert (found.year, found.month, found.day) == day


def test_a_caption_opens_with_a_day_and_a_colon() -> None:
    assert opens_caption("Nov. 8: The mayor of Orlac waits for the ferry.")
    assert opens_caption("April 2, 2012: A carter on the bridge.")
    assert not opens_caption("Monday: the day of the ferry")
    assert not opens_caption("In 2012: A carter on the bridge.")
    assert not opens_caption("On Nov. 8 the mayor said: the ferry sails.")


def test_a_year_of_two_digits_before_a_bar_and_the_time() -> None:
    (found,) = find_dates("12 jan 23 | 5h27 Por Ida Roth", "pt")
    assert found.claim().iso == "2023-01-12T05:27"
    (found,) = find_dates("am 12. Januar 23 Boote")
    assert found.year == 0


@pytest.mark.parametrize("line", ["Mon 8 May ‘17 06.00 BST", "Mon 8 May ’17 06.00 BST", "Mon 8 May '17 06.00 BST"])
def test_a_year_cut_short_by_a_sign_behind_the_month(line: str) -> None:
    (found,) = find_dates(line, "en")
    assert found.claim().iso.startswith("2017-05-08T06:00")


def test_a_sign_that_belongs_to_no_year() -> None:
    for line in ("On 8 May '17 of them came", "the '17", "8 May '"):
        assert all(day.year in (0, 2017) for day in find_dates(line, "en"))
    (found,) = find_dates("8 May 17", "en")
    assert found.year == 0
