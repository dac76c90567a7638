from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.lines.units import units
from dateline.extract.recognisers import retrieved
from dateline.extract.recognisers.dates import find_dates

STORY = "The ferry ran again on Friday, three weeks after the flood had taken its pier and two of its boats. " * 4


def says(text: str, language: str = "") -> bool:
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    (found,) = find_dates(some[-1].folded, language)
    return retrieved.says(some, len(some) - 1, found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Accessed: 15 November 2023", "en"),
        ("https://courier.example/node/1 (retrieved on 15 November 2023)", "en"),
        ("It is a snapshot of the page as it appeared on 12 Nov 2023 08:13:21 GMT", "en"),
        ("Perma.cc\nCaptured\nNovember 12, 2023 3:04 pm", "en"),
        ("Saved from\nhttps://courier.example/a\n12 Nov 2023 10:15:33 UTC", "en"),
        ("Clipped from: https://courier.example/a\nCreated: 15 November 2023", "en"),
        ("abgerufen am 15. November 2023", "de"),
        ("Page consultée le 15 novembre 2023", "fr"),
        ("дата обращения: 15 ноября 2023", "ru"),
        ("Erişim tarihi: 15 Kasım 2023", "tr"),
    ],
)
def test_a_day_on_which_a_page_was_kept(text: str, language: str) -> None:
    assert says(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Published: 15 November 2023",
        "15 November 2023",
        "The archived letters were read on 15 November 2023",
        "By Mara Linde\n15 November 2023",
        "Saved from the flood\n15 November 2023",
        "Updated on 15 November 2023",
    ],
)
def test_another_day(text: str) -> None:
    assert not says(text, "en")


def test_it_is_noted_as_the_day_of_retrieval() -> None:
    (dump,) = read_bytes(
        f"Ferry runs again\n\nBy Mara Linde\n\n{STORY}\n\nAccessed: 15 November 2023\n".encode(), "a.txt"
    )
    (article,) = extract(dump)
    assert article.published is None
    assert "date" in {doubt.field for doubt in article.doubts}
    assert [item.value for item in article.evidence if item.field == "retrieved"] == ["2023-11-15"]


def test_the_bar_of_an_archive_may_hold_two_labels_in_a_line() -> None:
    (dump,) = read_bytes(
        b"webpage capture\tSaved from\nhttps://post.example/2020/10/18/ferry.html\nsearch\n18 Oct 2020 09:12:44 UTC\n",
        "a.txt",
    )
    some = units(dump.lines)
    (found,) = find_dates(some[3].text)
    assert retrieved.says(some, 3, found)
