from __future__ import annotations

from email.message import EmailMessage

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.model import Article, Format

STORY = [
    "The ferry ran again on Friday, three weeks after the flood took its pier and two of its boats, the town said.",
    "Passengers waited from five in the morning, among them a baker with forty loaves and a class of schoolchildren.",
    "The new pier is of steel and can be lifted. It cost less than the old one of oak, an engineer said.",
    "A second boat follows in spring. Until then the crossing closes at dusk, and nobody may bring cattle aboard.",
]


def mail(**headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ann Doe <ann@mail.example>", "Ferry runs again after flood"
    message["Date"] = "Wed, 15 Nov 2023 09:12:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("\n\n".join(["Ferry runs again after flood", "By Mara Linde", *STORY]))
    return message.as_bytes()


def doubted(data: bytes) -> set[str]:
    (dump,) = read_bytes(data, "a.eml")
    assert dump.format is Format.EMAIL
    (article,) = extract(dump)
    assert article.published is not None
    assert article.published.iso.startswith("2023-11-15")
    return {doubt.code for doubt in article.doubts if doubt.field == "date"}


def test_the_day_of_a_mail_is_doubted_where_its_article_shows_none() -> None:
    assert doubted(mail()) == {"DL206"}


def test_the_day_of_a_newsletter_is_not() -> None:
    assert doubted(mail(List_Unsubscribe="<https://courier.example/u>")) == set()


def read(*lines: str) -> Article:
    (dump,) = read_bytes("\n\n".join(lines).encode(), "a.txt")
    (article,) = extract(dump)
    return article


TITLE = "Ferry runs again after flood"


def day(*lines: str) -> str:
    published = read(TITLE, *lines).published
    return published.iso if published else ""


def test_days_before_it_tell_how_a_date_is_written() -> None:
    shown = "Passengers on the pier, on November 1, 2023. © Ida Roth"
    assert day("Issued on: 02/11/2023 - 11:42", shown, *STORY) == "2023-11-02T11:42"
    assert day("Issued on: 11/02/2023 - 11:42", shown, *STORY) == "2023-11-02T11:42"
    assert day("Issued on: 02/11/2023 - 11:42", *STORY) == "2023"


def test_a_caption_tells_no_day_of_publication_where_a_line_says_one() -> None:
    shown = "Passengers wait on the pier, Tuesday, July 25, 2023. (Photo: Ida Roth)"
    article = read(TITLE, shown, "BY IDA ROTH", "Updated 4:31 AM GMT+2, July 26, 2023", *STORY)
    assert article.published is not None
    assert article.published.iso == "2023-07-26T04:31+02:00"
    assert {doubt.code for doubt in article.doubts if doubt.field == "date"} == {"DL206"}


def test_an_update_in_the_head_counts_where_the_day_of_publication_stands_below() -> None:
    article = read(TITLE, "Updated - May 19, 2024 07:45 am", "Ida Roth", *STORY, "Published - May 18, 2024 10:22 pm")
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.iso, article.modified.iso) == ("2024-05-18T22:22", "2024-05-19T07:45")


def test_the_note_below_a_blogs_post_dates_it_and_no_comment_does() -> None:
    note = "This entry was posted on Monday, May 18th, 2015 at 9:41 pm and is filed under Harbour with a trackback."
    comments = ("3 Responses to “Ferry runs again after flood”", "Rana says:", "May 19, 2015 at 8:02 am", "Thank you.")
    assert day(*STORY, note, *comments) == "2015-05-18T21:41"


def test_midnight_in_any_zone_is_a_day_without_a_time() -> None:
    assert day("By Ida Roth", "May 3, 2022 12:00AM EDT", *STORY) == "2022-05-03"


def test_the_day_of_a_picture_is_never_sure() -> None:
    shown = "Passengers wait on the pier of Orlac, on July 25, 2023."
    article = read(TITLE, "Story by Ida Roth • 3y", shown, shown, "© Ida Roth/Harbour Agency", *STORY)
    assert article.published is None or {doubt.code for doubt in article.doubts if doubt.field == "date"} == {"DL206"}


def test_a_newsletter_that_prints_its_day_has_the_minute_in_which_it_was_sent() -> None:
    for listed, expected in ((True, "2023-11-15T09:12+01:00"), (False, "2023-11-15")):
        message = EmailMessage()
        message["From"], message["Subject"] = "Harbour Brief <brief@mail.example>", "Ferry runs again after flood"
        message["Date"] = "Wed, 15 Nov 2023 09:12:00 +0100"
        if listed:
            message["List-Id"] = "<brief.mail.example>"
        message.set_content(
            "\n\n".join(["Wednesday, 15 November 2023", "Ferry runs again after flood", "By Mara Linde", *STORY])
        )
        (dump,) = read_bytes(message.as_bytes(), "a.eml")
        (article,) = extract(dump)
        assert article.published is not None
        assert article.published.iso == expected


def test_an_american_zone_tells_how_a_date_is_written() -> None:
    assert day("10/ 5/11 09:19 PM ET", *STORY) == "2011-10-05T21:19"
    assert day("10/5/2011 at 9:19 p.m. (PDT)", *STORY) == "2011-10-05T21:19-07:00"
    assert day("10/5/2011 09:19 PM", *STORY) == "2011"


def marked(line: str, *days: str) -> tuple[str, set[str]]:
    """The day and its doubts of a saved page that prints ``line`` below its headline, and marks ``days`` elsewhere."""
    teasers = "".join(f'<li><a href="/{i}">More</a> <time datetime="{day}"></time></li>' for i, day in enumerate(days))
    story = "".join(f"<p>{text}</p>" for text in STORY)
    page = f"<body><ul>{teasers}</ul><h1>{TITLE}</h1><p>{line}</p><p>By Ida Roth</p>{story}</body>"
    (dump,) = read_bytes(f"<html lang=en>{page}</html>".encode(), "a.html")
    (article,) = extract(dump)
    assert article.published is not None
    return article.published.iso, {doubt.code for doubt in article.doubts if doubt.field == "date"}


def test_the_day_in_the_head_goes_before_those_that_a_page_marks_elsewhere() -> None:
    assert marked("Posted by Ida on 9 June 2019", "2019-07-03T10:18:46Z", "2019-07-01")[0] == "2019-06-09"
    assert marked("9 June 2019 | Orlac", "2019-07-03", "2019-06-09T08:15+02:00") == ("2019-06-09T08:15+02:00", set())
    assert marked("Updated on 5 July 2019", "2019-07-03T10:18:46Z")[0] == "2019-07-03T10:18+00:00"


def test_the_note_below_a_post_dates_it_however_long_it_is() -> None:
    filed = "Dieser Artikel wurde am 14. Dezember 2015 um 14:48 von Ida geschrieben und unter dem Stichwort Fähre, Eis"
    note = (
        f"{filed}, Winter, Hafen in die Kategorie Orlac eingeordnet. Es gibt schon neun Kommentare, und wer will, mehr."
    )
    story = [
        "Die Fähre nach Orlac fährt wieder, neun Jahre nachdem ein Hochwasser den Steg und zwei Boote mitgenommen hat.",
        "Die ersten Gäste waren zwei Lehrerinnen und eine Ziege, die an diesem Tag niemand am Kai sein Eigen nannte.",
        "Der Kapitän sagte, er habe die Maschine die ganze Zeit über warm gehalten, und er werde das auch wieder tun.",
    ]
    comments = ("Rana", "15. Dezember 2015 at 11:21 · Antwort", "Danke, das war mir neu, und es hat mir sehr gefallen.")
    assert day(*story, note, *comments) == "2015-12-14T14:48"


def test_a_day_in_brackets_opens_a_paragraph_and_dates_it() -> None:
    assert day(f"(18.01.2018) {STORY[0]}", *STORY[1:]) == "2018-01-18"


def test_an_update_far_below_the_text_dates_it_where_nothing_else_does() -> None:
    sources = [f"The ferry of Orlac in pictures, part {n}" for n in range(9)]
    article = read(TITLE, *STORY, "More from Orlac", *sources, "Last updated: 18 January 2018", "Contact")
    assert article.published is not None
    assert article.published.iso == "2018-01-18"
    assert {doubt.code for doubt in article.doubts if doubt.field == "date"} == {"DL206"}


def test_a_day_of_which_the_text_tells_is_no_day_of_publication() -> None:
    told = "The ferry of Orlac was signed into law on August 14, 1935"
    assert day("By Ida Roth, OPT", "The town celebrates.", "STORY HIGHLIGHTS", told, *STORY) == "1935-08-14"
    rights = "© 2011 Orlac Post Network. All Rights Reserved."
    assert day("By Ida Roth, OPT", "The town celebrates.", "STORY HIGHLIGHTS", told, *STORY, rights) == ""


@pytest.mark.parametrize("stamp", ["Jun 13, 4:03 PM EDT", "By Ida Roth June 13 at 12:22 PM", "Published: 13 June"])
def test_of_a_day_without_a_year_a_curator_is_told(stamp: str) -> None:
    article = read(TITLE, stamp, *STORY, "© 2014-2016 Orlac Post. All rights reserved.")
    (doubt,) = (doubt for doubt in article.doubts if doubt.field == "date")
    assert (article.published, doubt.code, doubt.candidates) == (None, "DL202", ("2016-06-13",))
    assert stamp in doubt.reason


def test_no_day_without_a_year_is_told_of_where_no_stamp_prints_one_or_it_does_not_exist() -> None:
    rights = "© 2015 Orlac Post. All rights reserved."
    for lines, stamp in (
        ((TITLE, "By Ida Roth", *STORY, "The pier opens on 13 June.", rights), ""),
        ((TITLE, "By Ida Roth", "Feb 29, 4:03 PM EDT", *STORY, rights), "Feb 29"),
        ((TITLE, "By Ida Roth", "Jun 13, 4:03 PM EDT", *STORY, "Contact us"), "Jun 13"),
    ):
        (doubt,) = (doubt for doubt in read(*lines).doubts if doubt.field == "date")
        assert not doubt.candidates
        assert stamp in doubt.reason
